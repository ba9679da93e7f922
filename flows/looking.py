"""A message and what became of it, for a person who wants to look at it: in the terminal, or as a page."""

import sys
import webbrowser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from alerts.escape import shown
from alerts.render import Alert
from alerts.team import Team
from alerts.telling import Listed
from flows import owed, rounds, sending, tell
from flows.desk import Desk
from flows.words import UsageError
from store.store import Delivery


def whole(desk: Desk, delivery: Delivery) -> Alert:
    """A message as it would be told now, with all that it only counts."""
    if delivery.notice is not None:
        return rounds.worded(desk, delivery)
    telling = sending.telling(desk, _readers(desk, delivery), delivery)
    return desk.worded(delivery.changes, replace(telling, listed=Listed(len(delivery.changes), 0)))


def _readers(desk: Desk, delivery: Delivery) -> Team:
    """The team that a message is for; of one that is no longer in the configuration, only the name is known."""
    if delivery.channel in desk.channels():
        return desk.channels()[delivery.channel][0]
    name = delivery.channel.partition(".")[0]
    return Team(name=name, title=name, language=desk.settings.language)


def facts(desk: Desk, delivery: Delivery, told: Alert) -> Iterator[tuple[str, str]]:
    """What a message is and became, as names and values; times as the clocks of its team show them."""
    zone = owed.zone(desk, delivery.channel)
    part = f", part {delivery.part} of {delivery.parts}" if delivery.parts > 1 else ""
    several = f", {tell.counted(len(delivery.changes), 'change')}" if delivery.changes else ""
    yield "alert", f"{delivery.id} ({delivery.form}{part}) to {delivery.channel}{several}"
    yield "title", told.title
    yield "state", f"{delivery.state}, {tell.counted(delivery.attempts, 'attempt')}"
    for run in sorted({change.run for change in delivery.changes} - {""}):
        yield "found by", desk.settings.engine().page(run)
    yield "made", owed.moment(delivery.created_at, zone)
    if delivery.sent_at:
        yield "sent", owed.moment(delivery.sent_at, zone)
    if delivery.state == "owed":
        yield "due", owed.moment(delivery.next_at, zone)
    if delivery.last_error:
        yield "error", shown(delivery.last_error)
    yield "key", delivery.key


def changes(told: Alert) -> list[dict[str, str | int]]:
    """The changes of a message as rows of a table, each with the command that tells more of it."""
    return [
        {
            "change": change["id"],
            "kind": change["kind"],
            "what": shown(change["headline"], 70),
            "closer": f"gongbao show {change['measure']}",
        }
        for change in told.data.get("changes", ())
    ]


def page(html: str, file: Path | None) -> str:
    """Write a page to a file, or show it in the browser; return what became of it.

    Raises `UsageError` where the file cannot be written.
    """
    if file is not None:
        try:
            file.write_text(html, "utf-8")
        except OSError as error:
            raise UsageError(f"{file} cannot be written: {error.strerror}") from None
        return f"Written to {file}"
    with NamedTemporaryFile("w", encoding="utf-8", prefix="gongbao-", suffix=".html", delete=False) as made:
        made.write(html)
    place = Path(made.name).as_uri()
    if sys.stdout.isatty() and webbrowser.open(place):
        return f"Opened in the browser: {place}"
    return f"Open it in a browser: {place}"
