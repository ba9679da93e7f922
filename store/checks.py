"""Looks at a source: when, with what outcome; the health of all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, func, or_, select

from store.codec import clean
from store.entries import OPEN
from store.tables import CheckRow, DocumentRow, EntryRow

GOOD = ("ok", "partial")
LATEST = 200
"""More looks than these do not begin within minutes."""
A_DAY = timedelta(days=1)
"""No look takes longer."""
LEASE = timedelta(minutes=2)
"""How long nobody else looks at a source after the last sign of the one who does."""


@dataclass(frozen=True, slots=True)
class Health:
    """How a source does: its last look, its last good one, its newest page, what checks are still to read.

    A page that several sources list counts for each of them.
    """

    source: str
    checked: datetime | None
    outcome: str
    message: str
    last_good: datetime | None
    newest: date | None
    documents: int
    unread: int


@dataclass(frozen=True, slots=True)
class Ending:
    """How a look ended: its outcome, what was counted, and one line for people."""

    outcome: str
    counts: Mapping[str, int]
    message: str


def start(session: Session, source: str, now: datetime, run: str = "") -> int | None:
    """Note that a look begins; returns its number. None while another run's look at the source goes on."""
    of_late = select(CheckRow.id).where(CheckRow.source == source, col(CheckRow.started_at) > now - A_DAY)
    if session.exec(of_late.where(_goes_on_elsewhere(now, run))).first() is not None:
        return None
    row = CheckRow(source=source, started_at=now, lease_until=now + LEASE, run=run)
    session.add(row)
    session.flush()
    return row.id


def go_on(session: Session, check: int, now: datetime) -> None:
    """Note that a look still goes on, if it has not ended."""
    row = session.get_one(CheckRow, check)
    row.lease_until = now + LEASE if row.outcome == "running" else None


def break_off(session: Session, check: int) -> None:
    """Note that a look goes on no more, though it has not come to its end."""
    session.get_one(CheckRow, check).lease_until = None


def finish(session: Session, check: int, ending: Ending, now: datetime) -> None:
    """Note how a look ended."""
    row = session.get_one(CheckRow, check)
    row.outcome, row.message, row.finished_at = ending.outcome, clean(ending.message), now
    row.counts, row.lease_until = dict(ending.counts), None
    session.add(row)


def _goes_on(now: datetime) -> ColumnElement[bool]:
    """A look that is not finished, of a process that lives; a longer lease is of before the clock was set back."""
    until = col(CheckRow.lease_until)
    return and_(col(CheckRow.outcome) == "running", until > now, until <= now + LEASE)


def _goes_on_elsewhere(now: datetime, run: str) -> ColumnElement[bool]:
    """A look of another run: what a run tries again broke down, whatever is noted of it."""
    return and_(_goes_on(now), or_(CheckRow.run == "", CheckRow.run != run))


def is_looking(session: Session, now: datetime) -> bool:
    """Does a look at any source go on?"""
    latest = select(col(CheckRow.id)).order_by(col(CheckRow.id).desc()).limit(LATEST)
    return session.exec(select(CheckRow.id).where(col(CheckRow.id).in_(latest), _goes_on(now))).first() is not None


def looked_since(session: Session, source: str, since: datetime, now: datetime, run: str = "") -> bool:
    """Did a look at a source begin after a time that came to an end, or goes on in another run?"""
    begun = select(CheckRow.id).where(CheckRow.source == source, col(CheckRow.started_at) >= since)
    counts = or_(col(CheckRow.finished_at).is_not(None), _goes_on_elsewhere(now, run))
    return session.exec(begun.where(counts)).first() is not None


def last_good(session: Session, source: str) -> datetime | None:
    """When the last look began that saw the whole listing; single pages may have been left for a later try."""
    good = select(CheckRow.started_at).where(CheckRow.source == source, col(CheckRow.outcome).in_(GOOD))
    return session.exec(good.order_by(col(CheckRow.started_at).desc()).limit(1)).first()


def health(session: Session) -> Iterator[Health]:
    """Yield one row a source that was ever looked at, by name."""
    for source in session.exec(select(CheckRow.source).distinct().order_by(CheckRow.source)).all():
        yield _health(session, source)


def _health(session: Session, source: str) -> Health:
    last = session.exec(
        select(CheckRow)
        .where(CheckRow.source == source)
        .order_by(col(CheckRow.started_at).desc(), col(CheckRow.id).desc())
        .limit(1)  # else all of them are fetched, to take the first
    ).first()
    documents, newest = _reach(session, source)
    its = EntryRow.source == source, col(EntryRow.backfill).is_(None)
    unread = select(func.count()).where(*its, col(EntryRow.state).in_(OPEN))
    return Health(
        source=source,
        checked=last.started_at if last else None,
        outcome=last.outcome if last else "",
        message=last.message if last else "",
        last_good=last_good(session, source),
        newest=newest,
        documents=documents,
        unread=session.exec(unread).one(),
    )


def _reach(session: Session, source: str) -> tuple[int, date | None]:
    """How many pages a source gave, whoever read them first, and the day of the newest it lists or gave."""
    lines = select(EntryRow.identity).where(EntryRow.source == source)
    given = or_(DocumentRow.source == source, col(DocumentRow.identity).in_(lines))
    documents, newest = session.exec(select(func.count(), func.max(DocumentRow.published)).where(given)).one()
    listed = session.exec(select(func.max(EntryRow.published)).where(EntryRow.source == source)).one()
    return documents, listed or newest
