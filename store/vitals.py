"""How the watch itself does, read from its own traces: looks, pages left unread, days of publication, channels."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import select as choose
from sqlalchemy import union
from sqlmodel import Session, col, func, select

from measures.model import NEWS
from store.tables import ChangeRow, CheckRow, DeliveryRow, DocumentRow, EntryRow, FailingRow, MeasureRow

LOOKS = 50
"""Looks at a source that are searched for the beginning of its state."""
LEFT = ("new", "failed", "gone")
"""Entries that are to be read; those that wait for the site to fill them in are not late."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The outcome of the last look at a source, its message, how many looks in a row had it, and since when."""

    source: str
    outcome: str
    message: str
    looks: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is stuck at a place: how many, since when, and why the last of them failed."""

    place: str
    count: int
    since: datetime
    error: str


@dataclass(frozen=True, slots=True)
class Look:
    """A look at a source that has ended: when it began, its outcome and message, what was counted."""

    began: datetime
    outcome: str
    message: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A run that found what readers are told of: how much of it, and when the last of it."""

    run: str
    at: datetime
    changes: int


def looked(session: Session, source: str, since: datetime) -> Iterator[Look]:
    """Yield the looks at a source that began since a time and have ended, in order."""
    ended = col(CheckRow.source) == source, col(CheckRow.started_at) >= since, col(CheckRow.finished_at).is_not(None)
    what = col(CheckRow.started_at), col(CheckRow.outcome), col(CheckRow.message), col(CheckRow.counts)
    for row in session.execute(choose(*what).where(*ended).order_by(col(CheckRow.started_at), col(CheckRow.id))):
        yield Look(*row)


def finds(session: Session, since: datetime, limit: int) -> list[Found]:
    """The runs that found something since a time, the latest first."""
    told = col(ChangeRow.at) >= since, col(ChangeRow.learned).is_(False), col(ChangeRow.kind).in_(sorted(NEWS))
    last = func.max(col(ChangeRow.at))
    query = choose(col(ChangeRow.run), last, func.count()).where(*told, col(ChangeRow.run) != "")
    rows = session.execute(query.group_by(col(ChangeRow.run)).order_by(last.desc()).limit(limit))
    return [Found(run, at, count) for run, at, count in rows]


def standings(session: Session, sources: Collection[str]) -> Iterator[Standing]:
    """Yield how sources stand after their last finished looks, by name."""
    seen = select(CheckRow.outcome, CheckRow.message, CheckRow.started_at).where(col(CheckRow.finished_at).is_not(None))
    latest = seen.order_by(col(CheckRow.started_at).desc(), col(CheckRow.id).desc()).limit(LOOKS)
    for source in sorted(sources):
        looks = session.exec(latest.where(CheckRow.source == source)).all()
        if looks:
            outcome, alike = next((outcome, list(alike)) for outcome, alike in groupby(looks, lambda look: look[0]))
            yield Standing(source, outcome, looks[0][1], len(alike), alike[-1][2])


def newest(session: Session, source: str) -> date | None:
    """The latest day on which a source published what it lists or gave."""
    listed = session.exec(select(func.max(EntryRow.published)).where(EntryRow.source == source)).one()
    given = session.exec(select(func.max(DocumentRow.published)).where(DocumentRow.source == source)).one()
    return max(filter(None, (listed, given)), default=None)


def days(session: Session, source: str, since: date) -> list[date]:
    """The days since one on which a source published what it lists or gave, in order."""
    listed = choose(col(EntryRow.published)).where(col(EntryRow.source) == source, col(EntryRow.published) >= since)
    given = choose(col(DocumentRow.published)).where(
        col(DocumentRow.source) == source, col(DocumentRow.published) >= since
    )
    return sorted(session.execute(union(listed, given)).scalars())


def left(session: Session, before: datetime) -> list[Trouble]:
    """Pages that were listed before a time and are not read yet, by source; those of a backfill take their time."""
    late = col(EntryRow.state).in_(LEFT), col(EntryRow.listed_at) < before, col(EntryRow.backfill).is_(None)
    rows = session.exec(select(EntryRow).where(*late).order_by(col(EntryRow.source), col(EntryRow.listed_at)))
    return _by_place((row.source, row.listed_at, row.error) for row in rows)


def refusing(session: Session, failures: int, before: datetime) -> list[Trouble]:
    """Channels that took nothing since a time, and failed so many times in a row; `count` messages wait for each."""
    open_now = col(DeliveryRow.channel) == FailingRow.channel, col(DeliveryRow.state).in_(("owed", "sending"))
    waits = choose(func.count()).where(*open_now).correlate(FailingRow).scalar_subquery()
    enough = col(FailingRow.failures) >= failures, col(FailingRow.since) <= before
    rows = session.exec(select(FailingRow, waits).where(*enough).order_by(col(FailingRow.since)))
    return [Trouble(row.channel, count, row.since, row.error) for row, count in rows]


def given_up(session: Session) -> list[Trouble]:
    """Messages that are given up, by channel."""
    dead = select(DeliveryRow).where(DeliveryRow.state == "dead").order_by(col(DeliveryRow.created_at))
    return _by_place((row.channel, row.created_at, row.last_error) for row in session.exec(dead))


def missing(session: Session, measures: Collection[str]) -> set[str]:
    """Ids, or first letters of them, that no measure has or ever had."""
    first = select(MeasureRow.id).limit(1)
    there = (session.exec(first.where(col(MeasureRow.id).startswith(id_, autoescape=True))).first() for id_ in measures)
    return {id_ for id_, found in zip(measures, there, strict=True) if found is None}


def last_look(session: Session, source: str = "") -> datetime | None:
    """When the last look began, at a source or at any."""
    begun = select(func.max(CheckRow.started_at))
    return session.exec(begun.where(CheckRow.source == source) if source else begun).one()


def looks(session: Session, since: datetime, source: str = "") -> list[datetime]:
    """When looks began since a time, at a source or at any, in order."""
    begun = select(CheckRow.started_at).where(CheckRow.started_at >= since).order_by(col(CheckRow.started_at))
    return list(session.exec(begun.where(CheckRow.source == source) if source else begun))


def activity(session: Session, since: datetime) -> dict[str, int]:
    """How many looks at sources, pages read and messages to readers there were since a time."""
    begun = select(func.count()).where(col(CheckRow.started_at) >= since)
    read = select(func.count()).where(col(DocumentRow.recorded_at) >= since)
    told = select(func.count()).where(col(DeliveryRow.sent_at) >= since, col(DeliveryRow.form) != "notice")
    counts = {"looks": begun, "pages": read, "alerts": told}
    return {name: session.exec(count).one() for name, count in counts.items()}


def _by_place(rows: Iterator[tuple[str, datetime, str]]) -> list[Trouble]:
    """Gather rows of place, time and error that come in order of time."""
    found: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for place, at, error in rows:
        found[place].append((at, error))
    return [Trouble(place, len(those), those[0][0], _last(those)) for place, those in found.items()]


def _last(those: Sequence[tuple[datetime, str]]) -> str:
    return next((error for _, error in reversed(those) if error), "")
