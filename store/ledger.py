"""The messages owed, sent and given up, for people: a line each; retried or dropped by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, case, update
from sqlalchemy import select as plain_select
from sqlmodel import Session, col, func, or_

from measures.model import Change
from store.deliveries import IMPATIENT, changed
from store.many import batches
from store.tables import ChangeRow, DeliveryRow, Form, NoticeRow, OwedRow
from store.told import changes_where


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which messages; an empty field asks nothing. `failing` are those that failed and are to be tried again."""

    numbers: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    failing: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A message as a line: how many `changes` it tells, the `first` of them by weight; what it is about."""

    number: int
    channel: str
    form: Form
    part: int
    parts: int
    state: str
    attempts: int
    created_at: datetime
    next_at: datetime
    sent_at: datetime | None
    last_error: str
    changes: int
    about: str
    first: Change | None = None


def lines(session: Session, chosen: Chosen) -> list[Line]:
    """Return messages, the latest first."""
    told = plain_select(func.count()).where(col(OwedRow.delivery) == DeliveryRow.id).scalar_subquery()
    rows = session.execute(
        plain_select(DeliveryRow, told.label("changes"), _first().label("first"), NoticeRow)
        .outerjoin(NoticeRow, col(NoticeRow.id) == DeliveryRow.notice)
        .where(*_which(chosen))
        .order_by(col(DeliveryRow.id).desc())
        .limit(chosen.limit)
    ).all()
    firsts = [row.first for row in rows if row.first]
    told_first = {
        change.id: change for some in batches(firsts) for change in changes_where(session, col(ChangeRow.id).in_(some))
    }
    return [_line(row.DeliveryRow, row.changes, told_first.get(row.first), row.NoticeRow) for row in rows]


_WEIGHT = case({"corrected": 0, "conflicting": 1, "revised": 2}, value=col(ChangeRow.kind), else_=3)


def _first() -> ScalarSelect[int]:
    """The number of the most important change of a message."""
    return (
        plain_select(col(ChangeRow.id))
        .join(OwedRow, col(OwedRow.change) == ChangeRow.id)
        .where(col(OwedRow.delivery) == DeliveryRow.id)
        .order_by(_WEIGHT, col(ChangeRow.id))
        .limit(1)
        .scalar_subquery()
    )


def _about(notice: NoticeRow | None) -> str:
    return f"{notice.kind} {notice.place}".strip() if notice else ""


def _line(row: DeliveryRow, changes: int, first: Change | None, notice: NoticeRow | None) -> Line:
    own = row.model_dump(include=set(Line.__dataclass_fields__))
    about = first.title if first else _about(notice)
    return Line(**own, number=row.id or 0, changes=changes, about=about, first=first)


def _which(chosen: Chosen) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if chosen.numbers:
        where.append(col(DeliveryRow.id).in_(chosen.numbers))
    if chosen.states:
        where.append(col(DeliveryRow.state).in_(chosen.states))
    if chosen.channels:
        where.append(col(DeliveryRow.channel).in_(chosen.channels))
    if chosen.failing:
        where.append(col(DeliveryRow.last_error) != "")
    return where


def retry(session: Session, chosen: Chosen, now: datetime) -> int:
    """Owe messages again, at once; returns how many.

    Those that are dead, and those that failed and wait; of those that were dropped only the ones named by number. What
    was given up gets all its attempts again. What those named by number wait for in their channels is tried now, too.
    """
    ended = col(DeliveryRow.state).in_(("dead", "dropped") if chosen.numbers else ("dead",))
    waits = (col(DeliveryRow.state) == "owed") & (col(DeliveryRow.next_at) > now)
    again = update(DeliveryRow).where(*_which(chosen))
    sooner = changed(session.execute(again.where(waits).values(next_at=now)))
    anew = changed(session.execute(again.where(ended).values(state="owed", next_at=now, attempts=0)))
    if chosen.numbers:
        _hasten(session, chosen.numbers, now)
    return sooner + anew


def _hasten(session: Session, numbers: Sequence[int], now: datetime) -> None:
    """Try now what waits in the channels of what is owed, and may be before it."""
    owed = col(DeliveryRow.state) == "owed"
    theirs = plain_select(col(DeliveryRow.channel)).where(col(DeliveryRow.id).in_(numbers), owed)
    before = owed, col(DeliveryRow.next_at) > now, col(DeliveryRow.attempts) < IMPATIENT
    session.execute(update(DeliveryRow).where(col(DeliveryRow.channel).in_(theirs), *before).values(next_at=now))


def drop(session: Session, numbers: Sequence[int]) -> int:
    """Give up messages for good; returns how many. What is sent, or being sent now, stays."""
    open_now = or_(col(DeliveryRow.state) == "owed", col(DeliveryRow.state) == "dead")
    dropped = update(DeliveryRow).where(col(DeliveryRow.id).in_(numbers), open_now)
    return changed(session.execute(dropped.values(state="dropped")))
