"""What teams are owed, in words: messages in a line each, and changes that are still held back."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from alerts.bundles import Wait, wait
from alerts.escape import shown
from alerts.headline import news
from alerts.rhythm import opening
from alerts.team import Rhythm
from flows.gathering import past
from flows.tell import counted
from flows.words import UsageError
from store.ledger import Chosen, Line
from store.waiting import Promised

if TYPE_CHECKING:
    from flows.desk import Desk

FAILING = Chosen(states=("dead", "owed", "sending"), failing=True, limit=100)
"""Messages that were given up, or failed and are tried again."""


def channels(desk: "Desk", team: str) -> tuple[str, ...]:
    """The channels of a team, or the one that is named. Raises `UsageError` with the names there are."""
    known = desk.channels()
    found = tuple(name for name in known if team in (name, name.partition(".")[0]))
    if not found:
        names = ", ".join(sorted({name.partition(".")[0] for name in known} | set(known)))
        raise UsageError(f"no team or channel is called {team!r}; there are {names}")
    return found


def row(desk: "Desk", line: Line) -> dict[str, str | int]:
    """A message as a row of a table."""
    several = f" ({line.part} of {line.parts})" if line.parts > 1 else ""
    return {
        "number": line.number,
        "channel": line.channel,
        "form": line.form + several,
        "state": line.state,
        "tries": line.attempts,
        "when": when(line, rhythm(desk, line.channel), desk.now()),
        "changes": line.changes,
        "about": about(desk, line) + (f" and {line.changes - 1} more" if line.changes > 1 else ""),
        "problem": line.last_error,
    }


def plain(line: Line) -> dict[str, Any]:
    """A message as a line of `gongbao deliveries --json`."""
    facts = asdict(replace(line, first=None))
    del facts["first"]
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in facts.items()}


def about(desk: "Desk", line: Line) -> str:
    """The news of a message's most important change, in the language of its readers; or what a notice is about."""
    if line.first is None:
        return line.about
    known = desk.channels().get(line.channel)
    asked = known[0].language if known else desk.settings.language
    return shown(news(line.first, line.first.origin.language if asked == "source" else asked, desk.lexicon), 80)


def zone(desk: "Desk", channel: str) -> ZoneInfo:
    """The time zone of a channel's readers."""
    return rhythm(desk, channel).zone


def rhythm(desk: "Desk", channel: str) -> Rhythm:
    """The rhythm of a channel's readers; the usual one, if it is no longer in the configuration."""
    known = desk.channels().get(channel)
    return known[0].rhythm if known else Rhythm()


def when(line: Line, pace: Rhythm, now: datetime) -> str:
    """When a message was sent, or is tried next: not in quiet hours."""
    if line.state == "sent" and line.sent_at:
        return f"sent {moment(line.sent_at, pace.zone)}"
    if line.state == "owed":
        due = opening(pace, max(line.next_at, now)) or line.next_at
        return f"next {moment(due, pace.zone)}" if due > now else "due now"
    return f"made {moment(line.created_at, pace.zone)}"


def moment(at: datetime, place: ZoneInfo) -> str:
    """A time with the name of its zone: 2026-03-02 17:00 CST."""
    return f"{at.astimezone(place):%Y-%m-%d %H:%M %Z}"


def held(desk: "Desk", names: Sequence[str] = ()) -> list[str]:
    """A line a channel that is owed changes in no message yet: how many, until when, and why."""
    untold = desk.store.untold()
    held = [_held(desk, name, count) for name, count in sorted(untold.items()) if not names or name in names]
    promised = [one for one in desk.store.promised() if not names or one.channel in names]
    return held + [_promised(one) for one in promised]


def _promised(one: Promised) -> str:
    until = "due now" if one.ended else "held"
    return f"{one.channel}: {counted(one.changes, 'change')} {until} (for the digest that ends backfill {one.backfill})"


def _held(desk: "Desk", name: str, count: int) -> str:
    said = f"{name}: {counted(count, 'change')}"
    if name not in desk.channels():
        return f"{said} held: the channel is no longer in the configuration"
    team, _ = desk.channels()[name]
    found = wait(past(desk.store.before(name)), team.rhythm)
    return f"{said} due now: gongbao deliver" if found is None else f"{said} held {_until(found, team.rhythm.zone)}"


def _until(found: Wait, place: ZoneInfo) -> str:
    return f"until {moment(found.until, place)} ({found.why})" if found.until else f"({found.why})"
