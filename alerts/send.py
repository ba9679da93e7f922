"""Alert + channel -> receipt. One Apprise object a channel, so that a dead one silences no other."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from apprise import Apprise, AppriseAsset, OverflowMode

from alerts.channel import Channel
from alerts.receipt import Receipt
from alerts.render import Alert
from alerts.room import TERMINAL_ROOM, Room, room_of, schema
from alerts.terminal import show
from alerts.webhook import KEY_HEADER, LONGEST_PAUSE, post

__all__ = ["Receipt", "room", "send"]

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
_SHORT_MESSAGE = 500
_PAUSES = {"429": 60.0, "503": 30.0}
_MAIL = frozenset({"mailto", "json"})
_RENDERS_MARKDOWN = frozenset({"discord", "mmost", "mmosts", "ntfy", "ntfys", "zulip", "gotify", "gotifys"})
_NO_PAGE_HTML = frozenset({"tgram", "pushplus"})


def room(channel: Channel) -> Room:
    """Return which form of a message a channel takes, and how much of it."""
    if channel.is_terminal:
        return TERMINAL_ROOM
    with _overheard():
        plugin = Apprise.instantiate(channel.url, asset=_asset())
    return TERMINAL_ROOM if plugin is None else room_of(plugin)  # sending tells what is wrong with the address


def send(channel: Channel, alert: Alert, *, key: str) -> Receipt:
    """Send one message and return what came of it; nothing a channel does raises.

    `key` tells a repeated message from a second one: a field and a header of webhooks, a header of mails.
    """
    if channel.is_terminal:
        show(alert)
        return Receipt(ok=True)
    with _overheard() as heard:
        plugin = Apprise.instantiate(channel.url, asset=_asset())
        if plugin is not None:
            _set_limits(plugin)
            if schema(plugin) == "json":
                return post(plugin, alert, key)
        if plugin is not None and _notify(plugin, alert, key):
            return Receipt(ok=True)
    error = channel.conceal("; ".join(dict.fromkeys(heard)) or "the channel did not take the message")
    return Receipt(ok=False, error=error, retry_after=_pause(error))


def _asset() -> AppriseAsset:
    """Return how Apprise calls itself: by our name, and without pictures that readers' programs would fetch."""
    return AppriseAsset(async_mode=False, app_id="Gongbao", app_desc="Gongbao", app_url="", image_url_mask="")


def _notify(plugin: Any, alert: Alert, key: str) -> bool:
    if isinstance(getattr(plugin, "headers", None), dict):
        plugin.headers[KEY_HEADER] = key  # mails and some chat services; the others have no place for it
    body, body_format = _body(plugin, alert)
    target = Apprise(asset=plugin.asset)
    target.add(plugin)
    return bool(target.notify(title=alert.title, body=body, body_format=body_format))


def _set_limits(plugin: Any) -> None:
    """Give slow channels time unless their URL says how much, and let no failure count as sent (`?optional=yes`).

    A redirect is a failure: followed, a POST becomes a GET without the message, and its answer would count. Waiting is
    not a plugin's affair: a server that asks for minutes would hold up all channels.
    """
    if plugin.socket_connect_timeout == type(plugin).socket_connect_timeout:
        plugin.socket_connect_timeout = CONNECT_SECONDS
    if plugin.socket_read_timeout == type(plugin).socket_read_timeout:
        plugin.socket_read_timeout = READ_SECONDS
    plugin.optional = False
    plugin.retry = 0
    plugin.redirects = False
    plugin.throttle = _go_on
    plugin.default_retries = 1  # Matrix's own, at once
    if schema(plugin) not in _MAIL:
        plugin.overflow_mode = OverflowMode.SPLIT  # else a long message is refused for ever


def _go_on(*_: object, **__: object) -> None:
    """In place of Apprise's pause between requests."""


def _body(plugin: Any, alert: Alert) -> tuple[str, str]:
    """Return the form of the message that this kind of channel shows best, and its name."""
    declared = plugin.notify_format
    first = str(getattr(declared[0] if isinstance(declared, tuple) else declared, "value", declared))
    kind = schema(plugin)
    if first == "html" and kind not in _NO_PAGE_HTML:
        return alert.html, "html"
    if first == "markdown" or kind in _RENDERS_MARKDOWN:
        return alert.markdown, "markdown"
    return (alert.short if plugin.body_maxlen <= _SHORT_MESSAGE else alert.text), "text"


def _pause(error: str) -> float | None:
    if asked := re.search(r"throttle back (\d+)ms", error):  # Matrix
        return min(int(asked[1]) / 1000, LONGEST_PAUSE)
    status = re.search(r"error=(\d{3})", error)
    return _PAUSES.get(status[1]) if status else None


_LOGS = (logging.getLogger("apprise"), logging.getLogger("urllib3.connectionpool"))
_heard: ContextVar[list[str] | None] = ContextVar("heard", default=None)


class _Overhear(logging.Filter):
    """Takes what is logged while we send: it may hold secrets, and the receipt says it without them."""

    def filter(self, record: logging.LogRecord) -> bool:
        heard = _heard.get()
        if heard is None:
            return True
        if record.levelno >= logging.WARNING:
            heard.append(record.getMessage())
        return False


_OVERHEAR = _Overhear()


@contextmanager
def _overheard() -> Iterator[list[str]]:
    """Collect the warnings of this context, which other threads do not share."""
    for log in _LOGS:
        log.addFilter(_OVERHEAR)
        if not log.isEnabledFor(logging.WARNING):
            log.setLevel(logging.WARNING)  # else the reason of a failure is never heard
    heard: list[str] = []
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)
