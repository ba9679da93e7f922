"""Measures that may be the same: what the matcher left to a person, and nobody settled yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists
from sqlalchemy import select as plain_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func

from measures.model import Measure
from store import known
from store.known import Wanted
from store.tables import ChangeRow, MeasureRow, RulingRow, RulingSideRow, StatementRow


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two measures that may be the same, and what they were found to share."""

    one: Measure
    other: Measure
    why: str


def doubts(session: Session, wanted: Wanted) -> Iterator[Doubt]:
    """Yield the pairs that are still two and not ruled on, the oldest first; one of each fits what is wanted."""
    seen: set[frozenset[str]] = set()
    for *ids, change in session.execute(_open(wanted)).tuples():
        if frozenset(ids) not in seen and len(seen) < (wanted.limit or len(seen) + 1):
            seen.add(frozenset(ids))
            one, other = known.those(session, ids)
            yield Doubt(one, other, _why(change))


def _open(wanted: Wanted) -> Select[tuple[str, str, ChangeRow]]:
    one, other = func.coalesce(StatementRow.measure, ""), func.coalesce(MeasureRow.into, MeasureRow.id)
    fitting = known.fitting(wanted)
    return (
        plain_select(one, other, ChangeRow)
        .join(StatementRow, col(StatementRow.id) == ChangeRow.statement)
        .join(MeasureRow, col(MeasureRow.id) == ChangeRow.perhaps)
        .where(col(StatementRow.gone_in).is_(None), one != other, ~_ruled(one, other), known.stands(other))
        .where(one.in_(fitting) | other.in_(fitting))
        .order_by(col(ChangeRow.id))
    )


def _ruled(one: ColumnElement[str], other: ColumnElement[str]) -> ColumnElement[bool]:
    """Did a person say that they are two?"""
    here, there = aliased(RulingSideRow), aliased(RulingSideRow)
    mine, its = aliased(StatementRow), aliased(StatementRow)
    return exists().where(
        col(here.ruling) == there.ruling,
        col(here.side) != there.side,
        col(RulingRow.id) == here.ruling,
        col(RulingRow.kind).in_(("split", "part")),
        col(mine.id) == here.statement,
        col(its.id) == there.statement,
        col(mine.measure) == one,
        col(its.measure) == other,
        col(mine.gone_in).is_(None),
        col(its.gone_in).is_(None),
    )


def _why(change: ChangeRow) -> str:
    return next((one["why"] for one in change.compared if one["measure"] == change.perhaps), change.reason)
