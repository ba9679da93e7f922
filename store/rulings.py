"""What persons settled about statements: kept by statement, so that it outlives the measures it was said of."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from sqlalchemy import ColumnElement
from sqlalchemy import select as plain_select
from sqlmodel import Session, col, or_, select

from measures.rulings import Ruling
from store.tables import RulingRow, RulingSideRow, StatementRow


@dataclass(frozen=True, slots=True)
class Named:
    """A statement that a ruling names and that stands: the side it is on, and its measure."""

    side: int
    statement: int
    measure: str


def keep(session: Session, row: RulingRow, *sides: Iterable[int]) -> None:
    """Write a ruling about the statements of its sides."""
    session.add(row)
    session.flush()
    for side, numbers in enumerate(sides):
        session.add_all(RulingSideRow(ruling=row.id or 0, statement=number, side=side) for number in sorted(numbers))
    session.flush()


def inherit(session: Session, heirs: Mapping[int, int]) -> None:
    """Let what was settled about statements that are gone hold for those in their places, which lead back to them."""
    named = select(RulingSideRow).where(col(RulingSideRow.statement).in_(set(heirs.values())))
    sides = session.exec(named).all() if heirs else ()
    for number, former in heirs.items():
        mine = (side for side in sides if side.statement == former)
        session.add_all(RulingSideRow(ruling=side.ruling, statement=number, side=side.side) for side in mine)
    session.flush()


def found(session: Session, about: ColumnElement[bool]) -> Iterator[tuple[RulingRow, list[Named]]]:
    """Yield the rulings that name statements of this kind, the last one first, with all that they name and stands."""
    named = plain_select(col(RulingSideRow.ruling)).join(StatementRow, col(StatementRow.id) == RulingSideRow.statement)
    rows = session.exec(
        select(RulingRow, RulingSideRow, StatementRow.measure)
        .join(RulingSideRow, col(RulingSideRow.ruling) == RulingRow.id)
        .join(StatementRow, col(StatementRow.id) == RulingSideRow.statement)
        .where(col(RulingRow.id).in_(named.where(about)), col(StatementRow.gone_in).is_(None))
        .order_by(col(RulingRow.id).desc(), col(RulingSideRow.side), col(RulingSideRow.statement))
    )
    for row, sides in groupby(rows, key=itemgetter(0)):
        yield row, [Named(side.side, side.statement, measure or "") for _, side, measure in sides]


def beside(session: Session, numbers: Collection[int]) -> set[int]:
    """The statements that a person put together with any of these, and that stand."""
    rulings = [_ruling(*each) for each in found(session, col(RulingSideRow.statement).in_(numbers))]
    wholes = [whole for ruling in rulings for whole in ruling.one if not whole.isdisjoint(numbers)]
    return set().union(*wholes)


def among(session: Session, numbers: Collection[int], standing: Mapping[str | None, int]) -> list[Ruling]:
    """What was settled about these statements, the last ruling first.

    `standing` leads from measures to the one of the statements that stands for all that theirs say.
    """
    about = or_(col(RulingSideRow.statement).in_(numbers), col(StatementRow.measure).in_(standing))
    return [_ruling(row, list(_here(named, numbers, standing))) for row, named in found(session, about)]


def _here(named: Iterable[Named], numbers: Collection[int], standing: Mapping[str | None, int]) -> Iterator[Named]:
    for one in named:
        if one.statement in numbers:
            yield one
        elif one.measure in standing:
            yield Named(one.side, standing[one.measure], one.measure)


def _ruling(row: RulingRow, named: Sequence[Named]) -> Ruling:
    """What a ruling says of the statements."""
    ones, others = (frozenset(one.statement for one in named if one.side == side) for side in (0, 1))
    match row.kind:
        case "merge":
            return Ruling(one=(ones | others,))
        case "split":
            return Ruling(one=(ones, others), two=(ones, others))
        case "part":
            return Ruling(two=(ones, others))
    return Ruling()


def names(session: Session, measures: Collection[str]) -> dict[str, str]:
    """The last name that a person gave to what is for the most part a measure, of those that have one."""
    given: dict[str, str] = {}
    for row, named in found(session, col(StatementRow.measure).in_(measures)):
        homes = Counter(one.measure for one in named)
        if row.kind == "rename":
            given.setdefault(max(sorted(homes), key=homes.__getitem__), row.title)
    return given
