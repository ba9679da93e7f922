"""Chat services and all others that Apprise reaches: the form each shows best, so that nothing of a page acts in it."""

from typing import Any

from apprise import Apprise, NotifyFormat
from markdown_it import MarkdownIt

from alerts.fitting import cut, shortened
from alerts.render import Alert
from alerts.room import Room, room_of, schema

_DIALECTS = {
    "slack": NotifyFormat.MARKDOWN,
    "gchat": NotifyFormat.MARKDOWN,
    "evolution": NotifyFormat.MARKDOWN,
    "matrix": NotifyFormat.HTML,
    "tgram": NotifyFormat.HTML,
}
"""Services with a markup of their own, and the format in which Apprise makes it from HTML: it escapes as they do."""

_PLAIN_FIELD = frozenset({"discord", "fluxer"})
"""Services that show markdown in a plain message; of a formatted one Apprise makes a card that Discord refuses."""

_NO_TITLE = _PLAIN_FIELD | {"matrix", "workflow"}
"""Services whose title Apprise puts into the message, as markup and unescaped."""

_HTML = MarkdownIt("commonmark", {"html": False, "breaks": True})


def tell(plugin: Any, alert: Alert) -> bool:
    """Send a message through its Apprise plugin; False if the service did not take it."""
    place = room_of(plugin)
    told = shortened(alert, place)
    body, body_format = _body(plugin, alert, told, place)
    target = Apprise(asset=plugin.asset)
    target.add(plugin)
    return bool(target.notify(title=_title(plugin, alert, told, place), body=body, body_format=body_format))


def _body(plugin: Any, alert: Alert, told: str, place: Room) -> tuple[str, NotifyFormat]:
    """Return what is sent and its format, and set the one Apprise is to make of it."""
    kind = schema(plugin)
    if place.form == "html" and told == alert.html:
        return told, NotifyFormat.HTML
    if place.form != "markdown":
        if plugin.notify_format != NotifyFormat.HTML:
            plugin.notify_format = NotifyFormat.TEXT
        return told, NotifyFormat.TEXT
    if kind in _DIALECTS:
        plugin.notify_format = _DIALECTS[kind]
        return _HTML.render(told), NotifyFormat.HTML
    plugin.notify_format = NotifyFormat.TEXT if kind in _PLAIN_FIELD else NotifyFormat.MARKDOWN
    return told, NotifyFormat.MARKDOWN


def _title(plugin: Any, alert: Alert, told: str, place: Room) -> str:
    """Return the title for services that show one apart; in the others the message begins with its headline.

    The short form begins with the title itself.
    """
    if told != place.told(alert) or place.form == "short" or schema(plugin) in _NO_TITLE or plugin.title_maxlen <= 0:
        return ""
    return cut(alert.title, plugin.title_maxlen)
