"""How an initiative moves the measure it belongs to: a later batch or stage, or told before."""

from collections.abc import Sequence
from datetime import date

from measures.decision import Decision
from measures.events import LATE, day_of
from measures.model import Initiative, Origin, Point

STAGES = {"planned": 0, "launched": 1, "ongoing": 1, "completed": 2}
SILENT = ("repeated", "restated")


def move_initiative(initiative: Initiative, origin: Origin, known: Sequence[Point]) -> Decision:
    """Say how an initiative moves the measure that has the known points: batches first, then later stages."""
    said = sorted((p for p in known if isinstance(p.statement, Initiative)), key=_order)
    points = [p for p in said if p.change not in SILENT] or said
    last = points[-1]
    batches = [p.statement.batch for p in said if isinstance(p.statement, Initiative) and p.statement.batch]
    if initiative.batch and batches and initiative.batch not in batches:
        later = initiative.batch > max(batches)
        return Decision("revised" if later else "history", last, f"batch {initiative.batch} after {max(batches)}")
    if _advances(initiative, origin, last):
        return Decision("revised", last, "a later stage")
    return Decision("repeated", last, "the same initiative")


def _advances(initiative: Initiative, origin: Origin, last: Point) -> bool:
    """Tenses differ between translations, so a stage only counts where the event is a later one."""
    known = last.statement
    if not isinstance(known, Initiative) or day_of(origin) - day_of(last.origin) <= LATE:
        return False
    return STAGES[initiative.status] > STAGES[known.status]


def _order(point: Point) -> tuple[int, date]:
    statement = point.statement
    return (statement.batch or 0 if isinstance(statement, Initiative) else 0), day_of(point.origin)
