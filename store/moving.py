"""Says how statements move what is known, and owes it to those who want it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import col

from measures import match
from measures.decision import Decision
from measures.differences import differences
from measures.model import NEWS, Change, Point, Statement
from store import known, many
from store.area import Area
from store.codec import clean, statement_of
from store.desk import Desk
from store.gathering import owe_all
from store.tables import ChangeRow, StatementRow
from store.told import changes_where

SILENT = ("repeated", "restated")
COMPARED = 4
"""So many measures are kept of those that a statement was compared with."""
Owe = Callable[[Change], Iterable[str]]


def nobody(change: Change) -> Iterable[str]:
    """The channels of a change where nobody is told."""
    return ()


@dataclass(frozen=True, slots=True)
class Told:
    """How a statement moves its measure, and the number of the one it moves it from."""

    statement: int
    decision: Decision
    before: int | None


def tell(area: Area, numbers: Sequence[int], gone: Sequence[StatementRow]) -> Iterator[Told]:
    """Say of each statement, in the order of reading, how it moves what was known before it."""
    near = known.around(area.session, numbers)
    area.load({other for others in near.values() for other in others})
    untold = set(numbers)
    for number in numbers:
        points = {n: area.point(n) for n in sorted(set(near[number]) - untold, key=area.time)}
        decision = match.move(area.point(number), list(points.values()))
        if not points:
            points = {n: area.point(n) for n in area.met(number) if n not in untold}
            decision = match.sums_up(area.point(number), _by_measure(area, points)) or decision
        before = next((n for n, point in points.items() if point is decision.before), None)
        wrong = corrected(area.point(number).statement, gone)
        if wrong and not (wrong.change in SILENT and decision.kind in SILENT):
            decision = replace(decision, kind="corrected", reason="the page gave another value here before")
            before = wrong.id
        area.held[number].point = replace(area.point(number), change=decision.kind)
        untold.discard(number)
        yield Told(number, decision, before)


def _by_measure(area: Area, numbers: Iterable[int]) -> list[list[Point]]:
    """The points of each measure."""
    found: dict[str | None, list[Point]] = defaultdict(list)
    for number in numbers:
        found[area.measure(number)].append(area.point(number))
    return list(found.values())


def corrected(statement: Statement, gone: Sequence[StatementRow]) -> StatementRow | None:
    """The statement of the page's former version that this one stands in the place of."""
    return next((row for row in gone if match.corrects(statement, statement_of(row.kind, row.data))), None)


def announce(desk: Desk, area: Area, told: Sequence[Told], owe: Owe) -> tuple[Change, ...]:
    """Write how statements move what is known; what is news is owed to the channels that want it, unless learned."""
    many.put(desk.session, "change", {each.statement: each.decision.kind for each in told})
    rows = many.make(desk.session, ChangeRow, [_change_row(desk, area, each) for each in told], "id", "kind")
    news = {number for number, kind in rows if kind in NEWS}
    changes = tuple(changes_where(desk.session, col(ChangeRow.id).in_(news))) if news else ()
    if not desk.on.learn:
        owe_all(desk.session, changes, owe, desk.on)
    return changes


def _change_row(desk: Desk, area: Area, told: Told) -> dict[str, Any]:
    mine, decision = area.measure(told.statement), told.decision
    here = [bond.rule for other, bond in area.bound_to(told.statement) if area.measure(other) == mine]
    doubtful = [area.measure(other) for other, _ in area.bound_to(told.statement) if area.measure(other) != mine]
    return {
        "statement": told.statement,
        "kind": decision.kind,
        "before": told.before,
        "perhaps": doubtful[0] if doubtful and decision.kind == "new" and decision.before is None else None,
        "rule": here[0] if here else "",
        "reason": clean(decision.reason),
        "compared": list(_compared(area, told.statement)),
        "learned": desk.on.learn,
        "at": desk.on.now,
        "run": desk.on.run,
    }


def _compared(area: Area, statement: int) -> Iterator[dict[str, str | None]]:
    """The measures that a statement was compared with, the likest first: why it is of one, and not of the others."""
    mine, bound = area.held[statement], dict(area.bound_to(statement))
    seen: set[str | None] = set()
    for number in area.met(statement):
        other = area.held[number]
        telling = number in bound or other.document != mine.document
        if telling and other.measure not in seen and len(seen) < COMPARED:
            seen.add(other.measure)
            own = other.measure == mine.measure and number in bound
            why = bound[number].why if own else differences(mine.point, other.point)
            yield {"measure": other.measure, "why": clean(why)}
