"""How much of a message a channel takes, and in which form: facts about services beyond what Apprise knows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from apprise import NotifyFormat

from alerts.render import Alert

Form = Literal["short", "text", "markdown", "html", "json"]

SHORTEST = 500
"""Services that take no more characters get the short form: text messages, pagers, microblogs."""

_MARKDOWN = frozenset(
    {"discord", "evolution", "fluxer", "gchat", "gotify", "matrix", "mmost", "ntfy", "revolt", "slack", "tgram"}
)
"""Services that show markdown though Apprise sends some of them text unless told otherwise."""

_NO_PAGES = frozenset({"pushplus"})
"""Services that take a few tags of HTML, not a page."""

_OWN_MARKS = frozenset({"kook"})
"""Services whose markdown has marks that an escape does not stop."""

_CHARACTERS: Mapping[str, int] = MappingProxyType(
    {
        "mmost": 15000,  # 16383 of a post
        "rocket": 4900,  # Message_MaxAllowedSize, 5000 unless set otherwise
        "slack": 11000,  # more is hidden behind "see more", and refused in workflows
        "tgram": 4000,
    }
)
_BYTES: Mapping[str, int] = MappingProxyType(
    {
        "json": 900_000,  # servers refuse more than 1 MB unless told otherwise
        "mailto": 95_000,  # Gmail cuts mails at 102 KB
        "ntfy": 3800,  # longer than 4096 becomes a file nobody opens
        "wechat": 2000,
        "wecombot": 2000,
        "dingtalk": 18000,
        "feishu": 18000,
        "lark": 18000,
        "bark": 3000,  # a push notification takes 4 KB with all around it
        "workflow": 20000,  # a Teams card takes 28 KB
    }
)


@dataclass(frozen=True, slots=True)
class Room:
    """The form a channel takes and its limit: in characters, or in bytes of UTF-8 where it is `encoded`."""

    form: Form
    characters: int
    encoded: bool = False

    def told(self, alert: Alert) -> str:
        """Return what this channel is sent of a message."""
        return json.dumps(dict(alert.data)) if self.form == "json" else str(getattr(alert, self.form))

    def holds(self, text: str) -> bool:
        """Tell whether a text fits in."""
        return self.length(text) <= self.characters

    def length(self, text: str) -> int:
        return len(text.encode(errors="replace")) if self.encoded else len(text)


TERMINAL_ROOM = Room("text", 1_000_000)


def room_of(plugin: Any) -> Room:
    """Return the room of an Apprise plugin."""
    kind, form = schema(plugin), _form(plugin)
    if form == "html" or kind in _BYTES:
        return Room(form, _BYTES.get(kind, _BYTES["mailto"]), encoded=True)
    return Room(form, _CHARACTERS.get(kind, int(plugin.body_maxlen)))


def schema(plugin: Any) -> str:
    """Return what a plugin's addresses begin with: mailto, slack; of several, the first."""
    protocols = plugin.protocol or plugin.secure_protocol
    return str(protocols if isinstance(protocols, str) else protocols[0])


def _form(plugin: Any) -> Form:
    """Return the form that a service shows best, unless the address says which (`?format=text`)."""
    kind = schema(plugin)
    if kind == "json":
        return "json"
    if plugin.body_maxlen <= SHORTEST:
        return "short"
    if kind in _MARKDOWN:
        return "text" if vars(plugin).get("notify_format") == NotifyFormat.TEXT else "markdown"
    if type(plugin).notify_format == NotifyFormat.HTML == plugin.notify_format and kind not in _NO_PAGES:
        return "html"
    return "markdown" if plugin.notify_format == NotifyFormat.MARKDOWN and kind not in _OWN_MARKS else "text"
