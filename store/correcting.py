"""Corrections by hand: what a person settles is kept, and what it touches is grouped anew. Nobody is alerted."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, select, true

from measures import match
from measures.model import Kind, Measure
from store import known, rulings
from store.area import Area
from store.codec import clean, statement_of
from store.errors import Refused
from store.placing import place, retitle
from store.rulings import Named
from store.tables import MeasureRow, RulingKind, RulingRow, RulingSideRow, StatementRow


@dataclass(frozen=True, slots=True)
class Side:
    """What a correction speaks of: how it is called, the measures it is in now, how many statements were named."""

    title: str
    measures: tuple[str, ...]
    statements: int


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person settled, and when: merge, split, part or rename, the last with the `title` given."""

    number: int
    kind: RulingKind
    at: datetime
    sides: tuple[Side, ...]
    title: str = ""


def merge(session: Session, prefixes: tuple[str, str], now: datetime) -> list[Measure]:
    """Settle that two measures are one."""
    one, other = (_measure(session, prefix) for prefix in prefixes)
    if one.id == other.id:
        raise Refused(f"{_both(*prefixes)} are one measure already: {one.id} {one.title}")
    _comparable(one, other)
    return _settle(session, RulingRow(kind="merge", at=now), _members(session, one), _members(session, other))


def part(session: Session, prefixes: tuple[str, str], now: datetime) -> list[Measure]:
    """Settle that two measures are two, and stay so."""
    one, other = (_measure(session, prefix) for prefix in prefixes)
    if one.id == other.id:
        raise Refused(f"{_both(*prefixes)} are one measure: {one.id} {one.title}; split takes statements out of it")
    _comparable(one, other)
    return _settle(session, RulingRow(kind="part", at=now), _members(session, one), _members(session, other))


def split(session: Session, prefix: str, numbers: Collection[int], now: datetime) -> list[Measure]:
    """Settle that some statements of a measure are another one."""
    measure = _measure(session, prefix)
    all_, taken = _members(session, measure), set(numbers)
    if unknown := sorted(taken - all_):
        raise Refused(f"{measure.id} has no statement {unknown[0]}; it has {', '.join(map(str, sorted(all_)))}")
    if not taken or taken == all_:
        raise Refused(f"{measure.id} has {len(all_)} statements: name some of them, not {'all' if taken else 'none'}")
    return _settle(session, RulingRow(kind="split", at=now), all_ - taken, taken)


def rename(session: Session, prefix: str, title: str, now: datetime) -> list[Measure]:
    """Settle what a measure is called."""
    measure, called = _measure(session, prefix), " ".join(clean(title).split())
    if not called:
        raise Refused("a measure needs a name with at least one letter")
    rulings.keep(session, RulingRow(kind="rename", title=called, at=now), _members(session, measure))
    retitle(session, [measure.id])
    return known.those(session, [measure.id])


def undo(session: Session, number: int, now: datetime) -> list[Measure]:
    """Forget a correction, as if it had never been made; returns the measures that it spoke of."""
    row = session.get(RulingRow, number)
    if row is None:
        raise Refused(f"there is no correction {number}")
    named = [one for _, some in rulings.found(session, col(RulingRow.id) == number) for one in some]
    session.execute(delete(RulingSideRow).where(col(RulingSideRow.ruling) == number))
    session.delete(row)
    session.flush()
    return _regroup(session, {one.statement for one in named}, now)


def corrections(session: Session) -> Iterator[Correction]:
    """Yield what was settled, the last first."""
    for row, named in rulings.found(session, true()):
        sides = [[one for one in named if one.side == side] for side in (0, 1)]
        told = tuple(_side(session, side) for side in sides if side)
        yield Correction(row.id or 0, row.kind, row.at, told, row.title)


def _side(session: Session, named: Sequence[Named]) -> Side:
    first = session.get_one(StatementRow, named[0].statement)
    title = clean(match.title(statement_of(first.kind, first.data)))
    return Side(title, tuple(sorted({one.measure for one in named})), len(named))


def _settle(session: Session, row: RulingRow, ones: Collection[int], others: Collection[int]) -> list[Measure]:
    rulings.keep(session, row, ones, others)
    return _regroup(session, {*ones, *others}, row.at)


def _regroup(session: Session, numbers: Collection[int], now: datetime) -> list[Measure]:
    """Place statements and all that hangs on them anew; returns the measures that they are in then."""
    in_these = select(StatementRow.measure).where(col(StatementRow.id).in_(numbers)).distinct()
    place(Area(session, now), (), {measure for measure in session.exec(in_these) if measure})
    session.flush()
    return known.those(session, sorted(filter(None, session.exec(in_these))))


def _measure(session: Session, prefix: str) -> MeasureRow:
    row = known.standing(session, prefix)
    if row is None:
        raise Refused(f"no measure has the id {prefix!r}; `gongbao measures` lists them")
    return row


def _members(session: Session, measure: MeasureRow) -> set[int]:
    there = select(StatementRow.id).where(StatementRow.measure == measure.id, col(StatementRow.gone_in).is_(None))
    members = {number or 0 for number in session.exec(there)}
    if not members:
        raise Refused(f"nothing is said of {measure.id} any more")
    return members


def _comparable(one: MeasureRow, other: MeasureRow) -> None:
    if one.kind != other.kind:
        raise Refused(f"{one.id} is {_a(one.kind)} and {other.id} {_a(other.kind)}: they are never one measure")


def _both(one: str, other: str) -> str:
    return f"{one} and {other}"


def _a(kind: Kind) -> str:
    return "a figure" if kind == "figure" else "an initiative"
