"""From what is owed to messages: changes a channel waits for, put into rows that are each sent once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import Session

from measures.model import Change
from store import many, waiting
from store.codec import fingerprint
from store.deliveries import Delivery
from store.desk import Occasion
from store.tables import DeliveryRow, Form, OwedRow
from store.waiting import Waiting

Message = tuple[Form, Sequence[int]]
"""A message to be made: its form, and the ids of the changes it tells."""
Compose = Callable[[Waiting], Iterable[Message]]
"""Makes messages, the most important first; a change in none of them goes on waiting."""


def owe_all(session: Session, changes: Sequence[Change], owe: Callable[[Change], Iterable[str]], on: Occasion) -> None:
    """Note which channels are owed which changes."""
    owed = [
        {"channel": channel, "change": change.id, "at": on.now, "delivery": None, "backfill": on.digest}
        for change in changes
        for channel in dict.fromkeys(owe(change))
    ]
    if owed:
        session.execute(insert(OwedRow), owed)


def make(session: Session, channel: str, found: Waiting, messages: Sequence[Message]) -> int:
    """Write messages of what a channel was found to wait for; returns how many: none if another made some meanwhile.

    To read and compose takes seconds where thousands of changes wait; other writers are not to wait for that.
    """
    told = {id_ for _, some in messages for id_ in some}
    if not told <= waiting.untold_of(session, channel, found.backfill):
        return 0
    changes = {change.id: change for change in found.changes}
    rows = [_row(channel, form, [changes[id_] for id_ in some], found.now) for form, some in messages]
    numbers = dict(many.make(session, DeliveryRow, rows, "key", "id"))
    owner = {id_: numbers[row["key"]] for row, (_, some) in zip(rows, messages, strict=True) for id_ in some}
    own(session, channel, owner)
    return len(rows)


def divide(session: Session, delivery: Delivery, groups: Sequence[Sequence[int]]) -> bool:
    """Put several messages in the place of one that is leased, which is sent no more; False if the lease was lost."""
    row = session.get(DeliveryRow, delivery.id)
    if row is None or not (row.state == "sending" and row.lease_until == delivery.lease_until):
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
