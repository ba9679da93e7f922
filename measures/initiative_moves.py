"""How an initiative moves the measure it belongs to: a later batch or stage, an earlier one, or told before."""

from collections.abc import Sequence
from datetime import date

from measures.decision import Decision
from measures.events import day_of
from measures.model import Initiative, Origin, Point
from measures.stages import place, turn

SILENT = ("repeated", "restated")


def move_initiative(initiative: Initiative, origin: Origin, known: Sequence[Point]) -> Decision:
    """Say how an initiative moves the measure that has the known points: batches first, then stages."""
    said = sorted((p for p in known if isinstance(p.statement, Initiative)), key=_order)
    last = ([p for p in said if p.change not in SILENT] or said)[-1]
    return _by_batch(initiative, origin, said, last) or _by_stage(initiative, origin, said, last)


def _by_batch(initiative: Initiative, origin: Origin, said: Sequence[Point], last: Point) -> Decision | None:
    here = place(initiative, origin, said)
    there = [place(p.statement, p.origin, said) for p in said if isinstance(p.statement, Initiative)]
    batches = [batch for batch in there if batch]
    if here is None or not batches or here in batches:
        return None
    what, latest = f"batch {initiative.batch}" if initiative.batch else "another batch", max(batches)
    if here > latest:
        return Decision("revised", last, f"{what} after batch {int(latest)}")
    return Decision("history", last, f"{what}; known is batch {int(latest)}")


def _by_stage(initiative: Initiative, origin: Origin, said: Sequence[Point], last: Point) -> Decision:
    turned = turn(initiative, origin, [p for p in said if p.change not in SILENT] or said)
    if turned > 0:
        return Decision("revised", last, "a later stage")
    return (
        Decision("history", last, "an earlier stage")
        if turned < 0
        else Decision("repeated", last, "the same initiative")
    )


def _order(point: Point) -> tuple[int, date]:
    statement = point.statement
    return (statement.batch or 0 if isinstance(statement, Initiative) else 0), day_of(point.origin)
