"""Says how statements move what is known, and owes it to those who want it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import col

from measures import match
from measures.decision import Decision
from measures.model import NEWS, Change, Statement
from store import known
from store.area import Area
from store.codec import clean, statement_of
from store.deliveries import owe_all
from store.desk import Desk
from store.tables import ChangeRow, StatementRow

SILENT = ("repeated", "restated")
COMPARED = 4
"""So many measures are kept of those that a statement was compared with."""
Owe = Callable[[Change], Iterable[str]]


def nobody(change: Change) -> Iterable[str]:
    """The channels of a change where nobody is told."""
    return ()


def announce(desk: Desk, told: Iterable[ChangeRow], owe: Owe) -> tuple[Change, ...]:
    """The changes that are news, owed to the channels that want them unless they are learned."""
    numbers = [row.id for row in told]
    changes = tuple(known.changes(desk.session, col(ChangeRow.id).in_(numbers), col(ChangeRow.kind).in_(NEWS)))
    if not desk.learn:
        owe_all(desk.session, changes, owe, desk.now)
    return changes


def tell(desk: Desk, area: Area, rows: Sequence[StatementRow], gone: Sequence[StatementRow]) -> Iterator[ChangeRow]:
    """Say of each statement, in the order of reading, how it moves what was known before it."""
    untold = {row.id for row in rows}
    for row in rows:
        number = row.id or 0
        near = {n: p for n, p in known.around(desk.session, row) if n not in untold}
        decision = match.move(area.points[number], list(near.values()))
        before = next((n for n, point in near.items() if point is decision.before), None)
        wrong = corrected(area.points[number].statement, gone)
        if wrong and not (wrong.change in SILENT and decision.kind in SILENT):
            decision = replace(decision, kind="corrected", reason="the page gave another value here before")
            before = wrong.id
        row.change = decision.kind
        untold.discard(number)
        yield _change_row(desk, row, before, decision, area)


def corrected(statement: Statement, gone: Sequence[StatementRow]) -> StatementRow | None:
    """The statement of the page's former version that this one stands in the place of."""
    return next((row for row in gone if match.corrects(statement, statement_of(row.kind, row.data))), None)


def _change_row(desk: Desk, row: StatementRow, before: int | None, decision: Decision, area: Area) -> ChangeRow:
    compared = list(_compared(area, row))
    other = next((one["measure"] for one in compared if one["measure"] != row.measure), None)
    change = ChangeRow(
        statement=row.id or 0,
        kind=decision.kind,
        before=before,
        perhaps=other if decision.kind == "new" and decision.before is None else None,
        reason=clean(decision.reason),
        compared=compared,
        learned=desk.learn,
        at=desk.now,
    )
    desk.session.add(change)
    desk.session.flush()
    return change


def _compared(area: Area, row: StatementRow) -> Iterator[dict[str, Any]]:
    """The measures that a statement was compared with and bound to, each by its strongest bond."""
    seen: set[str | None] = set()
    for number, bond in area.bound_to(row.id or 0):
        measure = area.rows[number].measure
        if measure not in seen and len(seen) < COMPARED:
            seen.add(measure)
            yield {"measure": measure, "strength": round(bond.strength, 2), "rule": bond.rule, "why": bond.why}
