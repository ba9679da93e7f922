"""Messages owed to channels: rows that workers lease, send, and answer for."""

import random
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Result, update
from sqlalchemy import delete as remove
from sqlmodel import Session, and_, col, or_, select

from measures.model import Change
from store.codec import clean
from store.tables import ChangeRow, DeliveryRow, FailingRow, Form, OwedRow
from store.told import changes_where, from_best_sources

LEASE = timedelta(minutes=5)
FIRST_RETRY, LAST_RETRY = timedelta(minutes=1), timedelta(hours=6)
ATTEMPTS = 30
"""A delivery that failed this often, over five days and more, is dead until somebody retries it.

None dies sooner, whatever the channel answers: an address that is not found today is put right tomorrow, and what was
owed arrives without anybody's doing.
"""
OPEN = ("owed", "sending")
IMPATIENT = 7
"""A message that failed this often, for about an hour, holds up those behind it no longer: it may be the message that
the channel refuses, and not all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message owed to a channel. `key` is the same on every attempt; `attempts` counts this one, leased until then.

    `part` of `parts` of a message that was too long for its channel; `notice` is the number of the notice that a
    message of that form tells of, `ended` that it is over.
    """

    id: int
    channel: str
    form: Form
    part: int
    parts: int
    key: str
    state: str
    attempts: int
    created_at: datetime
    next_at: datetime
    lease_until: datetime | None = None
    sent_at: datetime | None = None
    last_error: str = ""
    notice: int | None = None
    ended: bool = False
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a message was not taken, and how long the channel asked to be left alone."""

    error: str
    pause: timedelta = timedelta(0)


def claim(session: Session, limit: int, now: datetime, channel: str | None = None) -> list[DeliveryRow]:
    """Lease deliveries that are due, each channel's in turn; no other worker gets them before the lease ends."""
    rows: list[DeliveryRow] = []
    for name in [channel] if channel else due_channels(session, now):
        rows += _in_turn(session, name, limit - len(rows), now)
    for row in rows:
        row.state, row.lease_until, row.attempts = "sending", now + LEASE, row.attempts + 1
    session.flush()
    return rows


def _in_turn(session: Session, channel: str, limit: int, now: datetime) -> list[DeliveryRow]:
    """What is due to a channel, in the order it was made, up to what is tried again later or sent by another now.

    What is in parts was the first of its channel when it was divided, and goes before what is whole.
    """
    due = _is_due(now)
    mine = col(DeliveryRow.channel) == channel, col(DeliveryRow.state).in_(OPEN)
    heeded = select(DeliveryRow, due.label("due")).where(*mine, or_(due, col(DeliveryRow.attempts) < IMPATIENT))
    first = session.exec(heeded.order_by(col(DeliveryRow.parts) == 1, col(DeliveryRow.id)).limit(limit))
    return [row for row, _ in takewhile(itemgetter(1), first)]


def due_channels(session: Session, now: datetime) -> list[str]:
    """The channels that something is due for."""
    return sorted(session.exec(select(DeliveryRow.channel).where(_is_due(now)).distinct()))


def _is_due(now: datetime) -> ColumnElement[bool]:
    waits = and_(col(DeliveryRow.state) == "owed", col(DeliveryRow.next_at) <= now)
    lost = and_(col(DeliveryRow.state) == "sending", col(DeliveryRow.lease_until) <= now)
    return or_(waits, lost)


def sent(session: Session, delivery: Delivery, remark: str, now: datetime) -> bool:
    """Note that the channel took the message; False if another attempt has answered already."""
    mine = _answer(session, delivery, state="sent", sent_at=now, lease_until=None, last_error=clean(remark))
    if mine:
        session.execute(remove(FailingRow).where(col(FailingRow.channel) == delivery.channel))
    return mine


def failed(session: Session, delivery: Delivery, refusal: Refusal, now: datetime) -> bool:
    """Note a failure: owed again after a while that grows; True if it is dead, after the last attempt.

    A pause that the channel asked for holds for all that it is owed.
    """
    state = "dead" if delivery.attempts >= ATTEMPTS else "owed"
    next_at = now + max(delay(delivery.attempts), refusal.pause)
    values = {"state": state, "next_at": next_at, "lease_until": None, "last_error": clean(refusal.error)}
    if not _answer(session, delivery, **values):
        return False
    _count_failure(session, delivery.channel, refusal.error, now)
    if refusal.pause:
        _hold(session, delivery.channel, now + refusal.pause)
    return state == "dead"


def _count_failure(session: Session, channel: str, error: str, now: datetime) -> None:
    row = session.get(FailingRow, channel) or FailingRow(channel=channel, since=now)
    row.failures, row.error = row.failures + 1, clean(error)
    session.add(row)


def _hold(session: Session, channel: str, until: datetime) -> None:
    owed = col(DeliveryRow.channel) == channel, col(DeliveryRow.state) == "owed", col(DeliveryRow.next_at) < until
    session.execute(update(DeliveryRow).where(*owed).values(next_at=until))


def _answer(session: Session, delivery: Delivery, **values: object) -> bool:
    """Only who holds the lease may answer, and only once."""
    mine = col(DeliveryRow.id) == delivery.id, col(DeliveryRow.lease_until) == delivery.lease_until
    held = update(DeliveryRow).where(*mine, col(DeliveryRow.state) == "sending")
    return changed(session.execute(held.values(**values))) == 1


def changed(done: Result[Any]) -> int:
    """How many rows an update changed."""
    return done.rowcount if isinstance(done, CursorResult) else 0


def give_up(session: Session, channel: str, reason: str, now: datetime) -> int:
    """Give up what is owed to a channel, and sent by nobody now; returns how many messages there were."""
    lost = and_(col(DeliveryRow.state) == "sending", col(DeliveryRow.lease_until) <= now)
    owed = update(DeliveryRow).where(col(DeliveryRow.channel) == channel, or_(col(DeliveryRow.state) == "owed", lost))
    return changed(session.execute(owed.values(state="dead", lease_until=None, last_error=clean(reason))))


def delay(attempts: int) -> timedelta:
    """A minute after the first failure, doubled with each, six hours at most, and up to a quarter more by chance."""
    wait = min(FIRST_RETRY * (1 << min(attempts - 1, 12)), LAST_RETRY)
    return wait * random.uniform(1, 1.25)


def listed(session: Session, state: str | None, limit: int) -> list[Delivery]:
    """Return deliveries, the latest first."""
    rows = select(DeliveryRow).order_by(col(DeliveryRow.id).desc()).limit(limit)
    return [delivery(session, row) for row in session.exec(rows.where(DeliveryRow.state == state) if state else rows)]


def last_sent(session: Session, channels: Collection[str]) -> datetime | None:
    """When any of these channels took a message last."""
    latest = select(DeliveryRow.sent_at).where(col(DeliveryRow.channel).in_(channels), DeliveryRow.state == "sent")
    return session.exec(latest.order_by(col(DeliveryRow.sent_at).desc()).limit(1)).first()


def delivery(session: Session, row: DeliveryRow) -> Delivery:
    """A row with the changes it tells."""
    of_row = select(OwedRow.change).where(OwedRow.delivery == row.id)
    return Delivery(
        id=row.id or 0,
        channel=row.channel,
        form=row.form,
        part=row.part,
        parts=row.parts,
        key=row.key,
        state=row.state,
        attempts=row.attempts,
        created_at=row.created_at,
        next_at=row.next_at,
        lease_until=row.lease_until,
        sent_at=row.sent_at,
        last_error=row.last_error,
        notice=row.notice,
        ended=row.ended,
        changes=tuple(from_best_sources(session, changes_where(session, col(ChangeRow.id).in_(of_row)))),
    )
