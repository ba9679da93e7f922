"""What channels are owed that no message tells yet, and what there is to know to make messages of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, or_, select

from measures.model import Change
from measures.tellings import Told
from store import checks
from store.tables import BackfillRow, ChangeRow, DeliveryRow, DocumentRow, EntryRow, OwedRow, StatementRow
from store.told import changes_where, from_best_sources

LATE = timedelta(hours=3)
"""So far back it is known when a channel was told."""
ENDED = ("done", "failed", "cancelled")
"""The states of a backfill of which nothing more comes."""
PERIODS = timedelta(days=30)
"""So far back it is known when its last digest was made: more than a period of any digest, and the quiet days after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What a channel is owed at the time `now` and no message tells yet, in the order it was found.

    `since` is when each change was owed, by its id; `documents` are those that tell them. `told` are the times of the
    channel's messages of the last hours, `digest` that of its last digest; `reading`, that a look at a source has begun
    a short while ago, and runs. Of a `backfill` these are the changes that wait for its end, and no others are.
    """

    now: datetime
    changes: tuple[Change, ...] = ()
    since: Mapping[int, datetime] = field(default_factory=dict)
    documents: tuple[Told, ...] = ()
    told: tuple[datetime, ...] = ()
    digest: datetime | None = None
    reading: bool = False
    backfill: int | None = None


@dataclass(frozen=True, slots=True)
class Promised:
    """So many changes that a channel is to be told of when a backfill has ended, and whether it has."""

    channel: str
    backfill: int
    ended: bool
    changes: int


def waiting(session: Session, channel: str, now: datetime, backfill: int | None = None) -> Waiting:
    """What a channel is owed and no message tells yet, and what it was told of late."""
    mine: tuple[ColumnElement[bool] | bool, ...] = (OwedRow.channel == channel, *_untold(backfill))
    since = dict(session.exec(select(OwedRow.change, OwedRow.at).where(*mine)).all())
    if not since:
        return Waiting(now=now)
    owed = changes_where(session, col(ChangeRow.id).in_(select(OwedRow.change).where(*mine)))
    changes = tuple(change for change in owed if change.id in since)  # some may have come since that was asked
    documents = tuple(_documents(session, changes, mine))
    return replace(before(session, channel, now), changes=changes, since=since, documents=documents, backfill=backfill)


def _untold(backfill: int | None = None) -> tuple[ColumnElement[bool], ...]:
    """Whether something is in no message yet: what may be told as it comes, or what waits for the end of a backfill."""
    return col(OwedRow.delivery).is_(None), col(OwedRow.backfill).is_not_distinct_from(backfill)


def before(session: Session, channel: str, now: datetime) -> Waiting:
    """What a channel was told of late, without what it is owed; a message in parts counts once.

    What was told after `now` does not count: when a clock that was ahead is put right, nobody waits for that time.
    """
    to_readers = DeliveryRow.channel == channel, col(DeliveryRow.form).in_(("event", "digest"))
    mine = *to_readers, DeliveryRow.part == 1, col(DeliveryRow.created_at) <= now
    late = select(DeliveryRow.created_at).where(*mine, col(DeliveryRow.created_at) > now - LATE)
    digests = *mine, DeliveryRow.form == "digest", col(DeliveryRow.created_at) > now - PERIODS
    last = select(func.max(DeliveryRow.created_at)).where(*digests)
    return Waiting(
        now=now,
        told=tuple(session.exec(late)),
        digest=session.exec(last).one(),
        reading=checks.is_looking(session, now),
    )


def _documents(
    session: Session, changes: Iterable[Change], owed: tuple[ColumnElement[bool] | bool, ...]
) -> Iterator[Told]:
    """The documents of changes that are owed, with what else they tell."""
    origins = {change.origin.document: change.origin for change in changes}
    theirs = (
        select(StatementRow.document)
        .join(ChangeRow, col(ChangeRow.statement) == StatementRow.id)
        .join(OwedRow, col(OwedRow.change) == ChangeRow.id)
        .where(*owed)
    )
    said = (
        select(DocumentRow.identity, StatementRow.measure)
        .join(StatementRow, col(StatementRow.document) == DocumentRow.id)
        .where(col(DocumentRow.id).in_(theirs), col(StatementRow.gone_in).is_(None))
        .distinct()
    )
    measures: dict[str, set[str]] = defaultdict(set)
    for document, measure in session.exec(said):
        measures[document].add(measure or "")
    files = select(EntryRow.identity, EntryRow.notice).join(DocumentRow, col(DocumentRow.identity) == EntryRow.identity)
    notices = dict(session.exec(files.where(col(DocumentRow.id).in_(theirs), EntryRow.notice != "")).all())
    for document, origin in origins.items():
        yield Told(origin, frozenset(measures[document]), notices.get(document, ""))


def untold(session: Session) -> dict[str, int]:
    """How many changes each channel is owed in no message yet, but for those that wait for the end of a backfill."""
    counted = select(OwedRow.channel, func.count()).where(*_untold())
    return dict(session.exec(counted.group_by(col(OwedRow.channel))).all())


def promised(session: Session) -> list[Promised]:
    """What channels are to be told when a backfill has ended, and are not yet."""
    waits = select(OwedRow.channel, BackfillRow.id, BackfillRow.state, func.count()).join(
        BackfillRow, col(BackfillRow.id) == OwedRow.backfill
    )
    by = col(OwedRow.channel), col(BackfillRow.id), col(BackfillRow.state)
    found = session.exec(waits.where(col(OwedRow.delivery).is_(None)).group_by(*by).order_by(*by[:2]))
    return [Promised(channel, number or 0, state in ENDED, count) for channel, number, state, count in found]


def untold_of(session: Session, channel: str, backfill: int | None = None) -> set[int]:
    """The ids of the changes that a channel is owed in no message yet."""
    return set(session.exec(select(OwedRow.change).where(OwedRow.channel == channel, *_untold(backfill))))


def unsent(session: Session, channels: Collection[str]) -> list[Change]:
    """Return what channels are owed and have not got yet, in the order it was found."""
    message = col(OwedRow.delivery) == DeliveryRow.id
    waits = or_(and_(*_untold()), col(DeliveryRow.state).in_(("owed", "sending")))
    owed = select(OwedRow.change).outerjoin(DeliveryRow, message).where(col(OwedRow.channel).in_(channels), waits)
    return from_best_sources(session, changes_where(session, col(ChangeRow.id).in_(owed)))
