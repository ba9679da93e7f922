"""What readings of documents brought, as the channels were told of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import func, select
from sqlmodel import Session, col

from measures.model import NEWS, Change
from store.many import batches
from store.tables import ChangeRow, RulingRow, StatementRow
from store.told import changes_where

_AT_ONCE = 25
"""So many readings are in memory at a time."""


@dataclass(frozen=True, slots=True)
class News:
    """The news that one reading of a document brought, in the order it was found, and when that was."""

    at: datetime
    changes: tuple[Change, ...]


def news(session: Session, since: datetime) -> Iterator[News]:
    """Yield what readings brought since a time, the latest first; what was learned in silence is not among it."""
    rows = session.execute(
        select(col(ChangeRow.at), col(StatementRow.document), col(ChangeRow.id))
        .join(StatementRow, col(StatementRow.id) == ChangeRow.statement)
        .where(col(ChangeRow.learned).is_(False), col(ChangeRow.kind).in_(sorted(NEWS)), col(ChangeRow.at) >= since)
        .order_by(col(ChangeRow.at).desc(), col(StatementRow.document).desc(), col(ChangeRow.id))
    ).all()
    readings = [(at, [row.id for row in found]) for (at, _), found in groupby(rows, key=lambda row: row[:2])]
    for some in batches(readings, _AT_ONCE):
        wanted = [number for _, numbers in some for number in numbers]
        found = {change.id: change for change in changes_where(session, col(ChangeRow.id).in_(wanted))}
        for at, numbers in some:
            if changes := tuple(found[number] for number in numbers if number in found):
                yield News(at, changes)


def pulse(session: Session) -> tuple[int, int, int]:
    """Numbers that are others as soon as something was recorded, or settled by hand."""
    change, ruling = func.max(ChangeRow.id), func.max(RulingRow.id)
    settled = session.execute(select(ruling, func.count(col(RulingRow.id)))).one()
    return session.scalar(select(change)) or 0, settled[0] or 0, settled[1]
