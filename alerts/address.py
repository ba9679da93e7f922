"""What Apprise makes of a channel's address, and what is wrong with one that cannot be used; nothing secret of it."""

import re
from difflib import get_close_matches
from typing import Any, cast

from apprise import Apprise, AppriseAsset, OverflowMode
from apprise.manager_plugins import NotificationManager

from alerts import line
from alerts.channel import Channel
from alerts.room import schema

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
SERVICES = "https://appriseit.com/services/"
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{0,19}")


class BadAddress(ValueError):
    """An address that cannot be used; the message says what is wrong and what to do."""


def fault(channel: Channel) -> str:
    """Return what is wrong with a channel's address and what to do, in one line without secrets; "" if nothing is."""
    try:
        if not channel.is_terminal:
            usable(channel)
    except BadAddress as error:
        return str(error)
    return ""


def usable(channel: Channel) -> Any:
    """Return the Apprise object of a channel, as we use it, to send to. Raises `BadAddress`."""
    plugin = opened(channel)
    service = schema(plugin)
    if service == "mailto" and plugin.pgp_mode != "no":
        raise BadAddress("mail cannot be signed or encrypted here: take pgp out of the address")
    if service not in ("json", "mailto") and len(plugin) > 1:
        raise BadAddress(f"the address names {len(plugin)} receivers: give each a channel of its own")
    return plugin


def opened(channel: Channel) -> Any:
    """Return the Apprise object of a channel. Raises `BadAddress` if Apprise does not understand its address."""
    with line.opened():
        plugin: Any = Apprise.instantiate(channel.url, asset=_asset())
    if plugin is None:
        raise BadAddress(_not_understood(channel.url))
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


def _not_understood(url: str) -> str:
    """Say what an address is not; what stands before :// is the one part of it that may be told."""
    scheme, mark, _ = url.partition("://")
    if not mark or not _SCHEME.fullmatch(scheme):
        return f"this is no address: it should begin like mailtos:// or slack://; write it as on {SERVICES}"
    if scheme in ("http", "https"):
        return f"this is the address of a page: a webhook is written jsons://..., other services as on {SERVICES}"
    known: Any = cast("Any", NotificationManager)()
    if scheme in known:
        return f"this is no whole {scheme}:// address: write it as on {known[scheme].setup_url or SERVICES}"
    likely = get_close_matches(scheme, list(known.schemas()), n=1, cutoff=0.6)
    advice = f"did you mean {likely[0]}://?" if likely else f"those there are stand on {SERVICES}"
    return f"no service is called {scheme}://; {advice}"


def _at_once(*_: object, **__: object) -> None:
    """Instead of a plugin's pause between requests: a server that asks for minutes would hold up all channels."""


def _asset() -> AppriseAsset:
    """Return how Apprise calls itself: by our name, and without pictures that readers' programs would fetch."""
    return AppriseAsset(async_mode=False, app_id="Gongbao", app_desc="Gongbao", app_url="", image_url_mask="")
