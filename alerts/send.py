"""Alert + channel -> receipt. One Apprise object a channel, so that a dead one silences no other."""

from dataclasses import replace
from typing import Any

from apprise import Apprise, AppriseAsset, OverflowMode

from alerts import chat, line, mail, smtp, webhook
from alerts.answers import refusal
from alerts.channel import Channel
from alerts.receipt import Receipt
from alerts.render import Alert
from alerts.room import TERMINAL_ROOM, Room, room_of, schema
from alerts.terminal import show

__all__ = ["UNKNOWN", "Receipt", "kind", "room", "send"]

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
MOST_SECONDS = 100.0
"""The longest that an address may ask for (`?rto=`): the message's lease also lasts until its answer is noted."""


UNKNOWN = "unknown"
"""What a channel is whose address Apprise does not understand."""


class BadAddress(ValueError):
    """An address that Apprise does not understand."""


def room(channel: Channel) -> Room:
    """Return which form of a message a channel takes, and how much of it."""
    if channel.is_terminal:
        return TERMINAL_ROOM
    try:
        return room_of(_plugin(channel))
    except BadAddress:
        return TERMINAL_ROOM  # sending says what is wrong


def kind(channel: Channel) -> str:
    """Return what a channel is, for people: Slack, E-Mail; nothing of its address."""
    if channel.is_terminal:
        return "terminal"
    try:
        return str(_plugin(channel).service_name)
    except BadAddress:
        return UNKNOWN


def send(channel: Channel, alert: Alert, *, key: str) -> Receipt:
    """Send one message and return what came of it; nothing a channel does raises.

    `key` tells a repeated message from a second one: a header of every request and mail, a field of webhooks.
    """
    if channel.is_terminal:
        show(alert)
        return Receipt(ok=True)
    try:
        plugin = _plugin(channel)
    except BadAddress as error:
        return Receipt(False, str(error), permanent=True)
    with line.opened(key, min(sum(plugin.request_timeout), MOST_SECONDS)) as heard:
        receipt = _sent(plugin, channel, alert, heard)
    if heard.late and not receipt.ok:
        receipt = refusal(heard)
    return replace(receipt, error=channel.conceal(receipt.error))


def _sent(plugin: Any, channel: Channel, alert: Alert, heard: line.Line) -> Receipt:
    service = schema(plugin)
    if service == "json":
        return webhook.post(plugin, alert, heard.key)
    if service == "mailto":
        return _mailed(plugin, channel, alert, heard.key)
    if len(plugin) > 1:
        error = f"the address names {len(plugin)} receivers: give each a channel of its own"
        return Receipt(False, error, permanent=True)
    return Receipt(ok=True) if chat.tell(plugin, alert) else refusal(heard)


def _mailed(plugin: Any, channel: Channel, alert: Alert, key: str) -> Receipt:
    if plugin.pgp_mode != "no":
        return Receipt(False, "mail cannot be signed or encrypted here: take pgp out of the address", permanent=True)
    try:
        return smtp.deliver(plugin, mail.written(plugin, alert, channel.name, key))
    except ValueError:
        return Receipt(False, "an address or a header in the channel's address is not one of mail", permanent=True)


def _plugin(channel: Channel) -> Any:
    """Return the Apprise object of a channel, as we use it. Raises `BadAddress`."""
    with line.opened():
        plugin: Any = Apprise.instantiate(channel.url, asset=_asset())
    if plugin is None:
        raise BadAddress(
            f"this is no {_scheme(channel.url)}address that Apprise knows: https://appriseit.com/services/"
        )
    if plugin.socket_connect_timeout == type(plugin).socket_connect_timeout:
        plugin.socket_connect_timeout = CONNECT_SECONDS
    if plugin.socket_read_timeout == type(plugin).socket_read_timeout:
        plugin.socket_read_timeout = READ_SECONDS
    plugin.optional, plugin.retry = False, 0  # no failure counts as sent (`?optional=yes`)
    plugin.redirects = False  # a POST that is sent elsewhere arrives without its message, and counts as sent
    plugin.throttle = _at_once
    plugin.interpret_emojis = False
    plugin.overflow_mode = OverflowMode.UPSTREAM  # long messages are divided before they are sent (fitting.py)
    return plugin


def _scheme(url: str) -> str:
    """Return what an address begins with, the one part of it that may be told."""
    scheme, mark, _ = url.partition("://")
    return f"{scheme}{mark} " if mark and scheme.isalnum() else ""


def _at_once(*_: object, **__: object) -> None:
    """Instead of a plugin's pause between requests: a server that asks for minutes would hold up all channels."""


def _asset() -> AppriseAsset:
    """Return how Apprise calls itself: by our name, and without pictures that readers' programs would fetch."""
    return AppriseAsset(async_mode=False, app_id="Gongbao", app_desc="Gongbao", app_url="", image_url_mask="")
