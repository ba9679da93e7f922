"""Messages owed to channels: rows that workers lease, send, and answer for."""

import random
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, update
from sqlmodel import Session, and_, col, or_, select

from measures.model import Change
from store.codec import clean
from store.tables import ChangeRow, DeliveryRow, Form, OwedRow
from store.told import changes_where

LEASE = timedelta(minutes=5)
FIRST_RETRY, LAST_RETRY = timedelta(minutes=1), timedelta(hours=6)
ATTEMPTS = 30
"""A delivery that failed this often, over five days and more, is dead until somebody revives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message owed to a channel. `key` is the same on every attempt; `attempts` counts this one.

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


def claim(session: Session, limit: int, now: datetime, without: Collection[str] = ()) -> list[DeliveryRow]:
    """Lease deliveries that are due; no other worker gets them before the lease ends.

    Notices to operators go first, then what has waited longest.
    """
    ready = or_(
        and_(col(DeliveryRow.state) == "owed", col(DeliveryRow.next_at) <= now),
        and_(col(DeliveryRow.state) == "sending", col(DeliveryRow.lease_until) <= now),
    )
    wanted = and_(ready, col(DeliveryRow.channel).not_in(without))
    order = col(DeliveryRow.form) != "notice", col(DeliveryRow.next_at), col(DeliveryRow.id)
    due = select(DeliveryRow).where(wanted).order_by(*order).limit(limit)
    rows = list(session.exec(due.with_for_update(skip_locked=True)))
    for row in rows:
        row.state, row.lease_until, row.attempts = "sending", now + LEASE, row.attempts + 1
    session.flush()
    return rows


def sent(session: Session, delivery: Delivery, now: datetime) -> bool:
    """Note that the channel took the message; False if another attempt has answered already."""
    return _answer(session, delivery, state="sent", sent_at=now, lease_until=None, last_error="")


def failed(session: Session, delivery: Delivery, refusal: Refusal, now: datetime) -> bool:
    """Note a failure: owed again after a while that grows; True if it is dead, after the last attempt.

    A pause that the channel asked for holds for all that it is owed.
    """
    state = "dead" if delivery.attempts >= ATTEMPTS else "owed"
    next_at = now + max(delay(delivery.attempts), refusal.pause)
    values = {"state": state, "next_at": next_at, "lease_until": None, "last_error": clean(refusal.error)}
    mine = _answer(session, delivery, **values)
    if mine and refusal.pause:
        _hold(session, delivery.channel, now + refusal.pause)
    return mine and state == "dead"


def _hold(session: Session, channel: str, until: datetime) -> None:
    owed = col(DeliveryRow.channel) == channel, col(DeliveryRow.state) == "owed", col(DeliveryRow.next_at) < until
    session.execute(update(DeliveryRow).where(*owed).values(next_at=until))


def _answer(session: Session, delivery: Delivery, **values: object) -> bool:
    """Only the attempt that holds the lease may answer, and only once."""
    mine = col(DeliveryRow.id) == delivery.id, col(DeliveryRow.attempts) == delivery.attempts
    done = session.execute(update(DeliveryRow).where(*mine, col(DeliveryRow.state) == "sending").values(**values))
    return isinstance(done, CursorResult) and done.rowcount == 1


def revive(session: Session, channel: str | None, now: datetime) -> int:
    """Owe dead deliveries again, at once and with all their attempts; returns how many there were."""
    dead = update(DeliveryRow).where(col(DeliveryRow.state) == "dead")
    chosen = dead if channel is None else dead.where(col(DeliveryRow.channel) == channel)
    done = session.execute(chosen.values(state="owed", next_at=now, attempts=0))
    return done.rowcount if isinstance(done, CursorResult) else 0


def delay(attempts: int) -> timedelta:
    """A minute after the first failure, doubled with each, six hours at most, and up to a quarter more by chance."""
    wait = min(FIRST_RETRY * (1 << min(attempts - 1, 12)), LAST_RETRY)
    return wait * random.uniform(1, 1.25)


def listed(session: Session, state: str | None, limit: int) -> list[Delivery]:
    """Return deliveries, the latest first."""
    rows = select(DeliveryRow).order_by(col(DeliveryRow.id).desc()).limit(limit)
    return [delivery(session, row) for row in session.exec(rows.where(DeliveryRow.state == state) if state else rows)]


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
        sent_at=row.sent_at,
        last_error=row.last_error,
        notice=row.notice,
        ended=row.ended,
        changes=tuple(changes_where(session, col(ChangeRow.id).in_(of_row))),
    )
