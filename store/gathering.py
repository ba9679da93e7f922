"""From what is owed to messages: changes a channel waits for, put into rows that are each sent once."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, text
from sqlmodel import Session, col, func, select

from measures.model import Change
from store import many
from store.codec import fingerprint
from store.tables import ChangeRow, DeliveryRow, Form, OwedRow
from store.told import changes_where


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What a channel is owed and no message tells yet, in the order it was found, at the time `now`."""

    changes: tuple[Change, ...]
    now: datetime


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
    untold = select(OwedRow.change).where(OwedRow.channel == channel, col(OwedRow.delivery).is_(None))
    changes = {change.id: change for change in changes_where(session, col(ChangeRow.id).in_(untold))}
    if not changes:
        return 0
    messages = list(compose(Waiting(changes=tuple(changes.values()), now=now)))
    rows = [_row(channel, form, [changes[id_] for id_ in told], now) for form, told in messages]
    numbers = dict(many.make(session, DeliveryRow, rows, "key", "id"))
    owner = {id_: numbers[row["key"]] for row, (_, told) in zip(rows, messages, strict=True) for id_ in told}
    own(session, channel, owner)
    return len(rows)


def _row(channel: str, form: Form, changes: Sequence[Change], now: datetime) -> dict[str, object]:
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


def untold(session: Session) -> dict[str, int]:
    """How many changes each channel is owed in no message yet."""
    counted = select(OwedRow.channel, func.count()).where(col(OwedRow.delivery).is_(None))
    return dict(Counter(dict(session.exec(counted.group_by(col(OwedRow.channel))).all())))
