"""Parts of backfills: claimed by one worker at a time, held by a lease, done when nothing of their month is due."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from store.codec import clean
from store.tables import BackfillRow, PartRow

LEASE = timedelta(seconds=90)
"""How long a part stays with a worker that is not heard of."""
FIRST_WAIT, LONGEST_WAIT, TRIES = timedelta(minutes=1), timedelta(hours=1), 16
"""A part whose site does not answer is tried again a minute later, doubled up to an hour, so many times: ten hours."""
MOST = 20
"""A part that was begun so often, and that nobody brought to an end, is failed."""
UNDATED = "undated"
"""The month of entries whose listing gives no day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a backfill: the listing of a source (`month` is empty) or one of its months; see `PartRow`.

    `first` and `last` are the days of the month that are asked for, or of all where it has none.
    """

    id: int
    backfill: int
    source: str
    month: str
    first: date
    last: date
    state: str = "waiting"
    attempts: int = 0
    pages: int = 0
    done: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    outcome: str = "ok"
    error: str = ""
    holder: str = ""
    run: str = ""
    lease_until: datetime | None = None
    began_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def name(self) -> str:
        """What people call it: miit-news 2024-03, miit-news listing."""
        return f"{self.source} {self.month or 'listing'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a worker has come with a part: pages read of those that are to be, what was counted, how it went."""

    pages: int = 0
    done: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    outcome: str = "ok"
    error: str = ""


def part(row: PartRow, span: tuple[date, date]) -> Part:
    """A part from its row; `span` are the days that the backfill asks for."""
    first, last = days(row.month, span)
    return Part(first=first, last=last, **row.model_dump(exclude={"first", "last"}))


def days(month: str, span: tuple[date, date]) -> tuple[date, date]:
    """The days of a month that lie in a span; all of the span without a month."""
    if month in ("", UNDATED):
        return span
    first = date.fromisoformat(f"{month}-01")
    following = (first + timedelta(days=31)).replace(day=1)
    return max(first, span[0]), min(following - timedelta(days=1), span[1])


def is_free(now: datetime) -> ColumnElement[bool]:
    """Whether anybody may take a part now: it waits and may be tried, or who had it is not heard of any more."""
    expired = or_(col(PartRow.lease_until).is_(None), col(PartRow.lease_until) <= now)
    return and_(col(PartRow.state).in_(("waiting", "running")), expired)


@dataclass(frozen=True, slots=True)
class Worker:
    """Who does parts: a name that no other has, and the run that it is, if any."""

    name: str
    run: str = ""


def claim(session: Session, backfill: int, worker: Worker, now: datetime, only: int | None = None) -> PartRow | None:
    """Lease a part that is free, listings first, then the earliest month; None if there is none to be had."""
    free = select(PartRow).where(PartRow.backfill == backfill, is_free(now))
    wanted = free.where(PartRow.id == only) if only else free
    row = session.exec(wanted.order_by(col(PartRow.month), col(PartRow.id)).limit(1)).first()
    if row is None or session.get_one(BackfillRow, backfill).state != "open":
        return None
    row.state, row.holder, row.lease_until = "running", worker.name, now + LEASE
    row.run = worker.run
    row.attempts, row.began_at = row.attempts + 1, now
    session.add(row)
    session.flush()
    return row


def give_up(session: Session, backfill: int, now: datetime) -> None:
    """Fail the parts that killed whoever took them, also those that were taken from the dead and wait."""
    for row in of(session, backfill, is_free(now), col(PartRow.attempts) >= MOST):
        let_go(row, "failed", now)
        row.outcome, row.error = "error", f"begun {row.attempts} times, and each time its process died"


def held(session: Session, number: int, holder: str) -> PartRow | None:
    """The part, if this worker still has it."""
    row = session.get(PartRow, number)
    return row if row and row.state == "running" and row.holder == holder else None


def renew(session: Session, number: int, holder: str, standing: Standing | None, now: datetime) -> bool:
    """Note how far it has come and keep the lease; False if the part was lost, or is not to be gone on with."""
    row = held(session, number, holder)
    if row is None:
        return False
    row.lease_until = now + LEASE
    if standing:
        note(row, standing)
    session.add(row)
    return session.get_one(BackfillRow, row.backfill).state == "open"


def note(row: PartRow, standing: Standing) -> None:
    """Write down how far a part has come."""
    row.pages, row.done, row.counts = standing.pages, standing.done, dict(standing.counts)
    row.outcome, row.error = standing.outcome, clean(standing.error)


def let_go(row: PartRow, state: str, now: datetime) -> None:
    """Give a part back: done, failed or cancelled for good, waiting for the next worker."""
    row.state, row.holder, row.lease_until = state, "", None
    row.ended_at = None if state == "waiting" else now


def put_off(row: PartRow, now: datetime) -> None:
    """Let a part wait after a site that did not answer; failed, if that was so too often."""
    let_go(row, "waiting" if row.attempts < TRIES else "failed", now)
    if row.state == "waiting":
        row.lease_until = now + min(LONGEST_WAIT, FIRST_WAIT * (1 << (row.attempts - 1)))


def of(session: Session, backfill: int, *where: ColumnElement[bool]) -> Iterator[PartRow]:
    """The rows of a backfill's parts, listings first, then by source and month."""
    mine = select(PartRow).where(PartRow.backfill == backfill, *where)
    yield from session.exec(mine.order_by(col(PartRow.month) != "", col(PartRow.source), col(PartRow.month)))
