"""From what is owed to messages: changes a channel waits for, put into rows that are each sent once."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, insert, text
from sqlmodel import Session, col, func, or_, select

from measures.model import Change
from measures.tellings import Told
from store import checks, many
from store.codec import fingerprint
from store.deliveries import Delivery
from store.tables import ChangeRow, DeliveryRow, DocumentRow, EntryRow, Form, OwedRow, StatementRow
from store.told import changes_where

LOOKING = timedelta(minutes=10)
"""A look that began before that has ended, or its process has."""
LATE = timedelta(hours=3)
"""So far back it is known when a channel was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What a channel is owed at the time `now` and no message tells yet, in the order it was found.

    `since` is when each change was owed, by its id; `documents` are those that tell them. `told` are the times of the
    channel's messages of the last hours, `digest` that of its last digest; `reading`, that a look at a source has begun
    a short while ago, and runs.
    """

    now: datetime
    changes: tuple[Change, ...] = ()
    since: Mapping[int, datetime] = field(default_factory=dict)
    documents: tuple[Told, ...] = ()
    told: tuple[datetime, ...] = ()
    digest: datetime | None = None
    reading: bool = False


Message = tuple[Form, Sequence[int]]
"""A message to be made: its form, and the ids of the changes it tells."""
Compose = Callable[[Waiting], Iterable[Message]]
"""Makes messages, the most important first; a change in none of them goes on waiting."""


def owe_all(session: Session, changes: Sequence[Change], owe: Callable[[Change], Iterable[str]], now: datetime) -> None:
    """Note which channels are owed which changes."""
    owed = [
        {"channel": channel, "change": change.id, "at": now, "delivery": None}
        for change in changes
        for channel in dict.fromkeys(owe(change))
    ]
    if owed:
        session.execute(insert(OwedRow), owed)


def gather(session: Session, channel: str, compose: Compose, now: datetime) -> int:
    """Make messages of what a channel is owed; returns how many."""
    found = waiting(session, channel, now)
    changes = {change.id: change for change in found.changes}
    messages = list(compose(found)) if changes else []
    rows = [_row(channel, form, [changes[id_] for id_ in told], now) for form, told in messages]
    numbers = dict(many.make(session, DeliveryRow, rows, "key", "id"))
    owner = {id_: numbers[row["key"]] for row, (_, told) in zip(rows, messages, strict=True) for id_ in told}
    own(session, channel, owner)
    return len(rows)


def divide(session: Session, delivery: Delivery, groups: Sequence[Sequence[int]]) -> bool:
    """Put several messages in the place of one that is leased, which is sent no more; False if the lease was lost."""
    row = session.get(DeliveryRow, delivery.id)
    if row is None or not (row.key == delivery.key and row.attempts == delivery.attempts and row.state == "sending"):
        return False
    parts = [_part(row, part, len(groups)) for part in range(1, len(groups) + 1)]
    numbers = dict(many.make(session, DeliveryRow, parts, "part", "id"))
    own(session, row.channel, {id_: numbers[part] for part, told in enumerate(groups, 1) for id_ in told})
    session.delete(row)
    session.flush()
    return True


def _part(row: DeliveryRow, part: int, parts: int) -> dict[str, Any]:
    """A part takes the place of the whole in the order of sending, and has a key of its own."""
    fresh = {"part": part, "parts": parts, "key": f"{row.key}.{part}", "state": "owed", "attempts": 0, "last_error": ""}
    return {**row.model_dump(exclude={"id", "lease_until", "sent_at"}), **fresh}


def waiting(session: Session, channel: str, now: datetime) -> Waiting:
    """What a channel is owed and no message tells yet, and what it was told of late."""
    mine = OwedRow.channel == channel, col(OwedRow.delivery).is_(None)
    since = dict(session.exec(select(OwedRow.change, OwedRow.at).where(*mine)).all())
    if not since:
        return Waiting(now=now)
    changes = tuple(changes_where(session, col(ChangeRow.id).in_(select(OwedRow.change).where(*mine))))
    documents = tuple(_documents(session, changes, mine))
    return replace(before(session, channel, now), changes=changes, since=since, documents=documents)


def before(session: Session, channel: str, now: datetime) -> Waiting:
    """What a channel was told of late, without what it is owed; a message in parts counts once."""
    mine = DeliveryRow.channel == channel, DeliveryRow.part == 1, col(DeliveryRow.form).in_(("event", "digest"))
    late = select(DeliveryRow.created_at).where(*mine, col(DeliveryRow.created_at) > now - LATE)
    last = select(func.max(DeliveryRow.created_at)).where(*mine, DeliveryRow.form == "digest")
    return Waiting(
        now=now,
        told=tuple(session.exec(late)),
        digest=session.exec(last).one(),
        reading=checks.is_looking(session, now - LOOKING),
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


def _row(channel: str, form: Form, changes: Sequence[Change], now: datetime) -> dict[str, Any]:
    told = [[change.kind, change.measure, change.origin.document, change.id] for change in changes]
    return {
        "channel": channel,
        "form": form,
        "part": 1,
        "parts": 1,
        "key": fingerprint([channel, form, told]),
        "state": "owed",
        "attempts": 0,
        "next_at": now,
        "last_error": "",
        "created_at": now,
        "ended": False,
    }


def own(session: Session, channel: str, owner: Mapping[int, int]) -> None:
    """Give changes to the messages that tell a channel of them."""
    for some in many.batches(list(owner.items())):
        given = ", ".join(map(str, some))
        change = "UPDATE owed SET delivery = given.delivery FROM given"
        where = "WHERE owed.change = given.change AND owed.channel = :channel"
        session.execute(
            text(f"WITH given (change, delivery) AS (VALUES {given}) {change} {where}"), {"channel": channel}
        )


def unsent(session: Session, channels: Collection[str]) -> list[Change]:
    """Return what channels are owed and have not got yet, in the order it was found."""
    message = col(OwedRow.delivery) == DeliveryRow.id
    waits = or_(col(OwedRow.delivery).is_(None), col(DeliveryRow.state).in_(("owed", "sending")))
    owed = select(OwedRow.change).outerjoin(DeliveryRow, message).where(col(OwedRow.channel).in_(channels), waits)
    return changes_where(session, col(ChangeRow.id).in_(owed))


def untold(session: Session) -> dict[str, int]:
    """How many changes each channel is owed in no message yet."""
    counted = select(OwedRow.channel, func.count()).where(col(OwedRow.delivery).is_(None))
    return dict(session.exec(counted.group_by(col(OwedRow.channel))).all())
