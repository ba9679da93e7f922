"""Backfills: what somebody wants read of the past, in parts; asked for, paused, ended."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, update
from sqlmodel import Session, col, select

from store import entries, parts
from store.entries import OPEN
from store.errors import Refused
from store.parts import Part
from store.tables import BackfillRow, EntryRow, PartRow, Purpose

UNFINISHED = ("open", "paused", "failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for: `facts` are those that tell one ask from another, `span` the days that they mean.

    With `growing` its last day is the present one, whenever it is asked for again.
    """

    facts: Mapping[str, Any]
    span: tuple[date, date]
    growing: bool = False
    purpose: Purpose = "learn"
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfill:
    """A backfill and its parts; see `BackfillRow`."""

    id: int
    asked: Mapping[str, Any]
    purpose: Purpose
    team: str
    state: str
    run: str
    created_at: datetime
    ended_at: datetime | None
    parts: tuple[Part, ...]

    @property
    def pages(self) -> int:
        """How many pages are to be read, as far as the listings have told."""
        return sum(part.pages for part in self.parts if part.month)

    @property
    def done(self) -> int:
        """How many of them are."""
        return sum(part.done for part in self.parts if part.month)

    @property
    def listing(self) -> bool:
        """Whether a listing is still to be done, so that more pages may come."""
        return any(not part.month and part.state in ("waiting", "running") for part in self.parts)


def ask(session: Session, asked: Asked, places: Sequence[str], now: datetime) -> BackfillRow:
    """Return the backfill of an ask: the one that is not finished goes on, else one begins, with its listings."""
    unfinished = select(BackfillRow).where(col(BackfillRow.state).in_(UNFINISHED)).order_by(col(BackfillRow.id))
    same = (row for row in session.exec(unfinished) if _is(row, asked))
    if row := next(same, None):
        if asked.growing:
            _grow(session, row, asked.span[1])
        return row if row.state == "open" else resume(session, row, now)
    first, last = asked.span
    facts = {**asked.facts, "first": f"{first}", "last": f"{last}"}
    row = BackfillRow(asked=facts, purpose=asked.purpose, team=asked.team, created_at=now)
    session.add(row)
    session.flush()
    session.add_all(PartRow(backfill=row.id or 0, source=place) for place in places)
    session.flush()
    return row


def _grow(session: Session, row: BackfillRow, last: date) -> None:
    """Let a backfill reach to a later day: what is listed already is listed again, for the days since."""
    if last <= span(row)[1]:
        return
    row.asked = {**row.asked, "last": f"{last}"}
    done = update(PartRow).where(
        col(PartRow.backfill) == row.id, col(PartRow.month) == "", col(PartRow.state) == "done"
    )
    session.execute(done.values(state="waiting", ended_at=None, lease_until=None, attempts=0))
    session.add(row)
    session.flush()


def _is(row: BackfillRow, asked: Asked) -> bool:
    facts = {name: value for name, value in row.asked.items() if name not in ("first", "last")}
    return (facts, row.purpose, row.team) == (dict(asked.facts), asked.purpose, asked.team)


def resume(session: Session, row: BackfillRow, now: datetime) -> BackfillRow:
    """Open a backfill again; what failed is tried again, what waits for a site need not wait any longer."""
    if row.state not in UNFINISHED:
        raise Refused(f"backfill {row.id} is {row.state}; ask for it again")
    row.state, row.ended_at = "open", None
    mine = update(PartRow).where(col(PartRow.backfill) == row.id, col(PartRow.state).in_(("waiting", "failed")))
    session.execute(mine.values(state="waiting", lease_until=None, ended_at=None, attempts=0))
    session.add(row)
    session.flush()
    return settle(session, row.id or 0, now)


def pause(row: BackfillRow) -> None:
    """Begin no more of it; who works on a part stops after the page that is being read."""
    if row.state != "open":
        raise Refused(f"backfill {row.id} is {row.state}: only an open one can be paused")
    row.state = "paused"


def cancel(session: Session, row: BackfillRow, now: datetime) -> None:
    """End it; what was read stays. What it has listed and not read is nobody's until it is listed again."""
    if row.state not in UNFINISHED:
        raise Refused(f"backfill {row.id} is {row.state} already")
    row.state, row.ended_at = "cancelled", now
    waits = update(PartRow).where(col(PartRow.backfill) == row.id, col(PartRow.state) == "waiting")
    session.execute(waits.values(state="cancelled", ended_at=now, lease_until=None))
    session.flush()
    others = select(BackfillRow).where(col(BackfillRow.state).in_(entries.GOING_ON)).order_by(col(BackfillRow.id))
    for other in session.exec(others).all():
        _hand_on(session, row, other, now)


def _hand_on(session: Session, row: BackfillRow, other: BackfillRow, now: datetime) -> None:
    """Give what a backfill has listed and will not read to another that has listed it, too, and left it to this one."""
    listed = col(PartRow.month) == "", col(PartRow.state) == "done"
    for part in list(parts.of(session, other.id or 0, *listed)):
        entries.hand_on(session, part.source, row.id or 0, part.backfill, span(other))
        spread(session, part, now)


# --- parts --------------------------------------------------------------------------------------------------------


def span(row: BackfillRow) -> tuple[date, date]:
    """The days that it asks for."""
    return date.fromisoformat(row.asked["first"]), date.fromisoformat(row.asked["last"])


def due(session: Session, row: PartRow, now: datetime) -> Iterator[EntryRow]:
    """What is to be read now in the month of a part: of its own listing, or left by a check."""
    mine = _is_due(row.source, row.backfill, now), _within(session, row)
    yield from session.exec(select(EntryRow).where(*mine).order_by(col(EntryRow.published), col(EntryRow.identity)))


def _within(session: Session, row: PartRow) -> ColumnElement[bool]:
    """Whether an entry is of the month of a part."""
    day = col(EntryRow.published)
    first, last = parts.days(row.month, span(session.get_one(BackfillRow, row.backfill)))
    return day.is_(None) if row.month == parts.UNDATED else day.between(first, last)


def _is_due(source: str, backfill: int, now: datetime) -> ColumnElement[bool]:
    return and_(
        col(EntryRow.source) == source,
        or_(col(EntryRow.backfill).is_(None), col(EntryRow.backfill) == backfill),
        col(EntryRow.state).in_(OPEN),
        col(EntryRow.next_try) <= now,
    )


def left(session: Session, row: PartRow) -> list[str]:
    """Why pages of the month of a part could not be read that are to be tried again later."""
    failed = EntryRow.source == row.source, col(EntryRow.state).in_(("failed", "gone")), _within(session, row)
    order = col(EntryRow.published), col(EntryRow.identity)
    return list(session.exec(select(EntryRow.error).where(*failed).order_by(*order)))


def spread(session: Session, listing: PartRow, now: datetime) -> None:
    """Make a part of each month in which something of a source is due, now that it is listed."""
    known = {row.month: row for row in parts.of(session, listing.backfill) if row.source == listing.source}
    first, last = span(session.get_one(BackfillRow, listing.backfill))
    found = select(EntryRow).where(_is_due(listing.source, listing.backfill, now))
    pages: dict[str, int] = {}
    for day in (row.published for row in session.exec(found)):
        if day is None or first <= day <= last:
            month = f"{day:%Y-%m}" if day else parts.UNDATED
            pages[month] = pages.get(month, 0) + 1
    for month in sorted(pages):
        row = known.get(month) or PartRow(backfill=listing.backfill, source=listing.source, month=month)
        row.pages = row.done + pages[month]
        session.add(row)
    session.flush()


def unfold(session: Session, listing: PartRow, pages: int) -> None:
    """Make the part in which all pages of an archive are read."""
    mine = PartRow.backfill == listing.backfill, PartRow.source == listing.source, PartRow.month == parts.UNDATED
    row = session.exec(select(PartRow).where(*mine)).first()
    row = row or PartRow(backfill=listing.backfill, source=listing.source, month=parts.UNDATED)
    row.pages = pages
    session.add(row)


def settle(session: Session, number: int, now: datetime) -> BackfillRow:
    """End a backfill that is open and has no part left to do; begin parts anew in whose months something is due.

    Pages that failed are the checks' from then on.
    """
    row = session.get_one(BackfillRow, number)
    rows = list(parts.of(session, number))
    if row.state != "open" or any(one.state in ("waiting", "running") for one in rows):
        return row
    again = [one for one in rows if one.state == "done" and one.month and one.attempts < parts.MOST]
    for one in again:
        if left := sum(1 for _ in due(session, one, now)):
            parts.let_go(one, "waiting", now)
            one.pages = one.done + left
    if all(one.state != "waiting" for one in again):
        row.state = "failed" if any(one.state == "failed" for one in rows) else "done"
        row.ended_at = now
        entries.hand_over(session, number)
    session.add(row)
    session.flush()
    return row


def fail_source(session: Session, failed: PartRow, now: datetime) -> None:
    """Let the other parts of a source that refuses fail as one did: it is not to be asked any more."""
    for row in parts.of(
        session, failed.backfill, col(PartRow.source) == failed.source, col(PartRow.state) == "waiting"
    ):
        parts.let_go(row, "failed", now)
        row.outcome, row.error = failed.outcome, failed.error


def put_off_source(session: Session, silent: PartRow) -> None:
    """Let the other parts of a source that does not answer wait as long as one does."""
    for row in parts.of(
        session, silent.backfill, col(PartRow.source) == silent.source, col(PartRow.state) == "waiting"
    ):
        row.lease_until = silent.lease_until


def backfill(session: Session, row: BackfillRow) -> Backfill:
    """A backfill from its row."""
    days = span(row)
    facts = row.model_dump()
    return Backfill(**facts, parts=tuple(parts.part(one, days) for one in parts.of(session, row.id or 0)))


def one(session: Session, number: int) -> BackfillRow:
    """The row of a backfill. Raises `Refused` where there is none."""
    row = session.get(BackfillRow, number)
    if row is None:
        raise Refused(f"there is no backfill {number}; `gongbao backfills` lists them")
    return row


def listed(session: Session, states: Sequence[str], limit: int) -> list[Backfill]:
    """Backfills in one of these states, all if none is named; the latest first."""
    rows = select(BackfillRow).order_by(col(BackfillRow.id).desc()).limit(limit)
    wanted = rows.where(col(BackfillRow.state).in_(states)) if states else rows
    return [backfill(session, row) for row in session.exec(wanted)]
