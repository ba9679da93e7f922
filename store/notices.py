"""What operators are told: once when it begins, once when it ends, however many look at the same time."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from store.codec import clean, fingerprint
from store.tables import DeliveryRow, NoticeRow

Facts = Mapping[str, Any]
"""What was seen, ready for JSON."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that is wrong now: its kind, and the source, channel or part it is about.

    `facts` are what was seen, for the wording; `since` when it began, where that is known to be before now.
    """

    kind: str
    place: str = ""
    facts: Facts = field(default_factory=dict)
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """What was looked at, and what is wrong of it.

    `calm` names the kinds that were looked at, and how long each has to be well before it is over. What is open and
    not found is well, but for the pairs of kind and place in `unknown`, of which nothing can be said now.
    """

    calm: Mapping[str, timedelta]
    found: Sequence[Condition] = ()
    unknown: Collection[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something operators are told of; open while it has no end."""

    id: int
    kind: str
    place: str
    facts: Facts
    began_at: datetime
    ended_at: datetime | None = None


def settle(session: Session, survey: Survey, channels: Collection[str], now: datetime) -> list[Notice]:
    """Open what is new, close what is over, owe a message of each to the channels; return what began or ended."""
    being = {(row.kind, row.place): row for row in _rows(session, survey.calm)}
    found = {(condition.kind, condition.place): condition for condition in survey.found}
    turned = []
    for key, condition in found.items():
        if key in being:
            being[key].well_at = None
        else:
            turned.append(_opened(session, condition, channels, now))
    for key in being.keys() - found.keys() - set(survey.unknown):
        row = being[key]
        row.well_at = row.well_at or now
        if now - row.well_at >= survey.calm[row.kind]:
            turned.append(_closed(session, row, channels, now))
    _forget_beginnings(session, survey.calm)
    _tell_newcomers(session, channels, now)
    return [_notice(row) for row in turned]


def _tell_newcomers(session: Session, channels: Collection[str], now: datetime) -> None:
    """Owe what is open to the channels that were not there when it began."""
    begun = select(DeliveryRow.notice, DeliveryRow.channel).where(col(DeliveryRow.channel).in_(channels))
    still = list(_rows(session)) if channels else []
    told = set(session.exec(begun.where(col(DeliveryRow.notice).in_([row.id for row in still]))).all())
    for row in still:
        _owe(session, row, [channel for channel in channels if (row.id, channel) not in told], now)


def owe_once(session: Session, condition: Condition, channels: Collection[str], now: datetime) -> Notice | None:
    """Owe a message that is over with being said, once for its kind and place; None if it was owed before."""
    same = NoticeRow.kind == condition.kind, NoticeRow.place == condition.place
    if session.exec(select(NoticeRow.id).where(*same)).first() is not None:
        return None
    row = _opened(session, condition, channels, now)
    row.ended_at = now
    return _notice(row)


def _opened(session: Session, condition: Condition, channels: Iterable[str], now: datetime) -> NoticeRow:
    facts = {name: clean(fact) if isinstance(fact, str) else fact for name, fact in condition.facts.items()}
    since = min(condition.since or now, now)
    row = NoticeRow(kind=condition.kind, place=condition.place, facts=facts, began_at=since)
    session.add(row)
    session.flush()
    _owe(session, row, channels, now)
    return row


def _closed(session: Session, row: NoticeRow, channels: Iterable[str], now: datetime) -> NoticeRow:
    row.ended_at = row.well_at
    _owe(session, row, channels, now)
    return row


def _forget_beginnings(session: Session, kinds: Collection[str]) -> None:
    """Of a notice that ended before a channel took its beginning, the end alone is told: it says both."""
    over = select(NoticeRow.id).where(col(NoticeRow.ended_at).is_not(None), col(NoticeRow.kind).in_(kinds))
    begun = col(DeliveryRow.notice).in_(over), col(DeliveryRow.ended).is_(False)
    untold = update(DeliveryRow).where(*begun, col(DeliveryRow.state).in_(("owed", "dead")))
    session.execute(untold.values(state="dropped", last_error="over before it was told"))


def _owe(session: Session, row: NoticeRow, channels: Iterable[str], now: datetime) -> None:
    ended = row.ended_at is not None
    for channel in channels:
        key = fingerprint(["notice", channel, row.id, row.kind, row.place, row.began_at.isoformat(), ended])
        owed = DeliveryRow(channel=channel, form="notice", key=key, next_at=now, created_at=now, notice=row.id)
        owed.ended = ended
        session.add(owed)


def listed(session: Session, past: int) -> list[Notice]:
    """Return the notices that are open, the oldest first, and so many that are over, the latest first."""
    rows = list(_rows(session))
    over = select(NoticeRow).where(col(NoticeRow.ended_at).is_not(None))
    latest = over.order_by(col(NoticeRow.ended_at).desc(), col(NoticeRow.id).desc()).limit(past)
    return [_notice(row) for row in (*rows, *session.exec(latest))]


def one(session: Session, number: int) -> Notice:
    """Return the notice that a delivery tells of."""
    return _notice(session.get_one(NoticeRow, number))


def _rows(session: Session, kinds: Collection[str] | None = None) -> Iterable[NoticeRow]:
    still = select(NoticeRow).where(col(NoticeRow.ended_at).is_(None)).order_by(col(NoticeRow.began_at))
    return session.exec(still if kinds is None else still.where(col(NoticeRow.kind).in_(kinds)))


def _notice(row: NoticeRow) -> Notice:
    return Notice(
        id=row.id or 0,
        kind=row.kind,
        place=row.place,
        facts=row.facts,
        began_at=row.began_at,
        ended_at=row.ended_at,
    )
