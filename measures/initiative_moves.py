"""How an initiative moves the measure it belongs to: a later batch or stage, an earlier one, or told before."""

from collections.abc import Sequence
from datetime import date

from measures.decision import Decision
from measures.events import day_of, nearness
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
    what = f"batch {initiative.batch}" if initiative.batch else "another batch"
    if not batches:
        later = initiative.batch and all(_is_later(origin, p.origin) for p in said)
        return Decision("revised", last, f"{what} of what was told without a number") if later else None
    if here is None or here in batches:
        return None
    if here > max(batches):
        return Decision("revised", last, f"{what} after batch {int(max(batches))}")
    return Decision("history", last, f"{what}; known is batch {int(max(batches))}")


def _is_later(one: Origin, other: Origin) -> bool:
    """Is the one of a later event than the other? A report of the same one may leave the number out."""
    return date.min < day_of(other) < day_of(one) and nearness(one, other) == "other"


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
