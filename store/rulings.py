"""What persons settled about statements: one measure, or two. The later word counts."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import combinations, product

from sqlmodel import Session, col, select

from measures.groups import Pair, Rulings, pair
from store.tables import RulingRow, RulingSideRow

Sides = dict[int, list[int]]


def settle(session: Session, ones: Iterable[int], others: Iterable[int], *, together: bool, now: datetime) -> RulingRow:
    """Keep that the statements of two sides are one measure, or that they are not."""
    row = RulingRow(together=together, at=now)
    session.add(row)
    session.flush()
    for side, numbers in enumerate((ones, others)):
        session.add_all(RulingSideRow(ruling=row.id or 0, statement=number, side=side) for number in sorted(numbers))
    session.flush()
    return row


def beside(session: Session, numbers: Collection[int]) -> set[int]:
    """The statements that a person put together with any of these."""
    return {
        number for row, sides in _found(session, numbers) if row.together for some in sides.values() for number in some
    }


def among(session: Session, numbers: Collection[int]) -> Rulings:
    """What was settled about pairs of these statements."""
    said: dict[Pair, bool] = {}
    for row, sides in _found(session, numbers):
        here = {side: [number for number in some if number in numbers] for side, some in sides.items()}
        said.update(dict.fromkeys(_pairs(here, together=row.together), row.together))
    return Rulings(*(frozenset(two for two, one in said.items() if one is together) for together in (True, False)))


def _pairs(sides: Sides, *, together: bool) -> set[Pair]:
    if together:
        return {pair(*two) for two in combinations(sorted({n for some in sides.values() for n in some}), 2)}
    return {pair(*two) for two in product(sides.get(0, ()), sides.get(1, ()))}


def _found(session: Session, numbers: Collection[int]) -> list[tuple[RulingRow, Sides]]:
    """The rulings about any of the statements, the first one first, each with all its sides."""
    about = select(RulingSideRow.ruling).where(col(RulingSideRow.statement).in_(numbers)).distinct()
    sides: dict[int, Sides] = defaultdict(lambda: defaultdict(list))
    for row in session.exec(select(RulingSideRow).where(col(RulingSideRow.ruling).in_(about))):
        sides[row.ruling][row.side].append(row.statement)
    if not sides:
        return []
    rows = session.exec(select(RulingRow).where(col(RulingRow.id).in_(sides)).order_by(col(RulingRow.id)))
    return [(row, sides[row.id or 0]) for row in rows]
