"""How much of a message a channel takes, and in which form: facts about services beyond what Apprise knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from alerts.render import Alert

Form = Literal["short", "text", "markdown", "html", "json"]

SHORTEST = 500
"""Services that take no more characters get the short form: text messages, pagers, microblogs."""

_MARKDOWN = frozenset({"discord", "fluxer", "gotify", "matrix", "mmost", "ntfy", "pushme", "qq", "revolt", "zulip"})
"""Services that show markdown though Apprise sends them text unless told otherwise."""

_NO_PAGES = frozenset({"tgram", "pushplus"})
"""Services that take a few tags of HTML, not a page."""

_CHARACTERS: Mapping[str, int] = MappingProxyType(
    {
        "discord": 4000,  # an embed's description takes 4096
        "mmost": 15000,  # 16383 of a post
        "rocket": 4900,  # Message_MaxAllowedSize, 5000 unless set otherwise
        "slack": 11000,  # more is hidden behind "see more", and refused in workflows
        "tgram": 4000,
    }
)
_BYTES: Mapping[str, int] = MappingProxyType(
    {
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
    """The form a channel takes and its limit, in characters; in bytes of UTF-8 where `encoded`, as some services count.

    Webhooks (json) have no limit here: the number of changes bounds them.
    """

    form: Form
    characters: int
    encoded: bool = False

    def told(self, alert: Alert) -> str:
        """Return what this channel is sent of a message; for webhooks the text that stands beside the data."""
        return alert.text if self.form == "json" else str(getattr(alert, self.form))

    def holds(self, text: str) -> bool:
        """Tell whether a text fits in."""
        return self.form == "json" or self.length(text) <= self.characters

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
    kind, written = schema(plugin), format_of(plugin)
    if kind == "json":
        return "json"
    if plugin.body_maxlen <= SHORTEST:
        return "short"
    if written == "html" and kind not in _NO_PAGES:
        return "html"
    prefers = kind in _MARKDOWN and "notify_format" not in vars(plugin)
    return "markdown" if prefers or written == "markdown" else "text"


def format_of(plugin: Any) -> str:
    """Return Apprise's name of the format a plugin is set to: text, markdown, html."""
    declared = plugin.notify_format
    first = declared[0] if isinstance(declared, tuple) else declared
    return str(getattr(first, "value", first))
