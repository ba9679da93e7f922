"""Looks at a source: when, with what outcome; the health of all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, or_, select

from store.codec import clean
from store.entries import OPEN
from store.tables import CheckRow, DocumentRow, EntryRow

GOOD = ("ok", "partial")
LATEST = 200
"""More looks than these do not begin within minutes."""


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


def start(session: Session, source: str, now: datetime) -> int:
    """Note that a look begins; returns its number."""
    row = CheckRow(source=source, started_at=now)
    session.add(row)
    session.flush()
    return row.id or 0


def finish(session: Session, check: int, ending: Ending, now: datetime) -> None:
    """Note how a look ended."""
    row = session.get_one(CheckRow, check)
    row.outcome, row.message, row.finished_at = ending.outcome, clean(ending.message), now
    row.counts = dict(ending.counts)
    session.add(row)


def is_looking(session: Session, since: datetime) -> bool:
    """Does a look run that began after a time? Those of dead processes are never finished."""
    last = select(CheckRow.started_at, CheckRow.outcome).order_by(col(CheckRow.id).desc()).limit(LATEST)
    return any(outcome == "running" and began > since for began, outcome in session.exec(last))


def last_good(session: Session, source: str) -> datetime | None:
    """When the last look began that saw the whole listing; single pages may have been left for a later try."""
    good = select(func.max(CheckRow.started_at)).where(CheckRow.source == source, col(CheckRow.outcome).in_(GOOD))
    return session.exec(good).one()


def health(session: Session) -> Iterator[Health]:
    """Yield one row a source that was ever looked at, by name."""
    for source in session.exec(select(CheckRow.source).distinct().order_by(CheckRow.source)).all():
        yield _health(session, source)


def _health(session: Session, source: str) -> Health:
    last = session.exec(
        select(CheckRow)
        .where(CheckRow.source == source)
        .order_by(col(CheckRow.started_at).desc(), col(CheckRow.id).desc())
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
