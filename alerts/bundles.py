"""Messages out of changes that wait: which are told together, at once or in a digest, and which later."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.rhythm import following, is_open, latest, opening
from alerts.story import importance
from alerts.team import Rhythm
from alerts.telling import Form
from measures.model import Change
from measures.tellings import Told, events

Bundle = tuple[Form, tuple[int, ...]]
"""A message to be made: its form, and the ids of the changes it tells, the most important first."""
Event = tuple[Change, ...]

FEW = 3
"""So many events that had to wait are told one by one when they may be; more of them in one digest."""
HOUR = timedelta(hours=1)
READING = timedelta(minutes=10)
"""So long, at most, an event waits for the end of a look at a source, which may tell more of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What came before on a channel: `since` when it is owed changes, by their ids; when it was last told, at `now`.

    `told` are the times of its messages of the last three hours, `digest` that of its last digest; `reading`, that a
    source is being looked at.
    """

    now: datetime
    since: Mapping[int, datetime]
    told: Sequence[datetime] = ()
    digest: datetime | None = None
    reading: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """Until when, and why, what a channel is owed is not told yet."""

    until: datetime | None
    why: str


def compose(changes: Sequence[Change], documents: Iterable[Told], past: Past, rhythm: Rhythm) -> list[Bundle]:
    """Return the messages to be made now, the most important first; what is in none of them goes on waiting.

    An event is one message, however many documents tell it. In a team's quiet hours nothing is told; what gathered in
    them comes as one digest, unless it is a few events. So does what is more than the cap allows: this digest is the
    last message of the hour, and what is found after it waits until there is room again.
    """
    if not is_open(rhythm, past.now):
        return []
    if rhythm.pace != "at_once":
        return _periodic(changes, past, rhythm)
    if not (room := _room(past, rhythm)):
        return []
    ready = [event for event in grouped(changes, documents) if not _is_being_read(event, past)]
    waited = [any(_waited(change, past, rhythm) for change in event) for event in ready]
    several = sum(waited) > FEW
    late = [event for event, had_to in zip(ready, waited, strict=True) if had_to and several]
    fresh = [event for event, had_to in zip(ready, waited, strict=True) if not (had_to and several)]
    if len(fresh) + bool(late) > room:
        late, fresh = [*late, *fresh[room - 1 :]], fresh[: room - 1]
    return [_event(event) for event in fresh] + _digest(late)


def _periodic(changes: Sequence[Change], past: Past, rhythm: Rhythm) -> list[Bundle]:
    """One digest of what was owed before its hour, once, as soon as nothing of it is being read any more.

    What is owed since a time to come was owed while the clock was wrong: nobody knows when.
    """
    hour = latest(rhythm, past.now)
    if hour is None or (past.digest and past.digest >= hour):
        return []
    due = tuple(change for change in changes if not hour <= past.since[change.id] <= past.now)
    return [] if any(_is_being_read((change,), past) for change in due) else _digest([due] if due else [])


def grouped(changes: Sequence[Change], documents: Iterable[Told]) -> list[Event]:
    """Return changes by the event their documents tell, the most important first."""
    event_of = {document: number for number, some in enumerate(events(documents)) for document in some}
    found: dict[int, list[Change]] = {}
    for change in sorted(changes, key=importance):
        found.setdefault(event_of[change.origin.document], []).append(change)
    return [tuple(event) for event in found.values()]


def _is_being_read(event: Event, past: Past) -> bool:
    return past.reading and min(past.since[change.id] for change in event) > past.now - READING


def _waited(change: Change, past: Past, rhythm: Rhythm) -> bool:
    """Was it found when the channel was not to be told?"""
    since = past.since[change.id]
    return not is_open(rhythm, since) or not _room(past, rhythm, since)


def _room(past: Past, rhythm: Rhythm, at: datetime | None = None) -> int:
    """How many messages the cap leaves room for, at a time or now: in no hour there are more than it allows."""
    if not rhythm.cap:
        return len(past.since) + 1
    now = at or past.now
    return max(0, rhythm.cap - sum(now - HOUR < told <= now for told in past.told))


def _event(event: Event) -> Bundle:
    return "event", tuple(change.id for change in event)


def _digest(some: Sequence[Event]) -> list[Bundle]:
    changes = sorted((change for event in some for change in event), key=importance)
    return [("digest", tuple(change.id for change in changes))] if changes else []


def wait(past: Past, rhythm: Rhythm) -> Wait | None:
    """Say until when, and why, nothing is told now; None if it is."""
    if rhythm.pace != "at_once":
        return Wait(following(rhythm, past.now), f"{rhythm.pace} digest")
    if not is_open(rhythm, past.now):
        return Wait(opening(rhythm, past.now), "quiet hours")
    if not _room(past, rhythm):
        return Wait(sorted(past.told)[-rhythm.cap] + HOUR, f"the cap of {rhythm.cap} an hour is reached")
    return Wait(past.now + READING, "a source is being looked at") if past.reading else None
