"""The history of a measure: a row for each value and time, or each batch and stage, with all who say so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from measures.events import day_of
from measures.figure_moves import against
from measures.groups import order
from measures.match import move
from measures.model import Initiative, Point
from measures.saying import saying
from measures.stages import STAGES, place
from measures.standing import standing
from measures.times import end, stated
from measures.values import precision

Line = Literal["is", "aimed"]
"""What is or was done, and what is aimed at."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is told of one time: its `points`, the best source first, and the rows' best points that say otherwise."""

    line: Line
    points: tuple[Point, ...]
    contradicted_by: tuple[Point, ...] = ()


def rows(points: Iterable[Point]) -> list[Row]:
    """The rows of a measure in order of as_of, or of batch and stage; what is aimed at comes after what is."""
    told: list[list[Point]] = []
    everything = list(points)
    for point in sorted(everything, key=lambda point: _place(point, everything)):
        decision = move(point, [known for row in told for known in row])
        known = replace(point, change=decision.kind)
        home = next((row for row in told if any(decision.before is one for one in row)), None)
        if home is not None and decision.kind in ("repeated", "restated"):
            home.append(known)
        else:
            told.append([known])
    return _told_apart([tuple(sorted(row, key=_worth)) for row in told])


def _told_apart(told: Sequence[tuple[Point, ...]]) -> list[Row]:
    """Each row with the best points of the rows that contradict it, the best source first."""
    best = sorted((row[0] for row in told), key=_worth)
    return [Row(_line(row[0]), row, tuple(one for one in best if against(row[0], one))) for row in told]


def _line(point: Point) -> Line:
    return "aimed" if _is_target(point) else "is"


def _is_target(point: Point) -> bool:
    said = saying(point)
    return said is not None and said.figure.modality == "target"


_Place = tuple[bool, date, Decimal, bool, Decimal, int, tuple[str, str, int, int, str]]


def _place(point: Point, among: Sequence[Point]) -> _Place:
    """Where a point comes in its measure: by line and time, the dated and precise first; by day, batch, stage."""
    said = point.statement
    if isinstance(said, Initiative):
        batch = Decimal(place(said, point.origin, among) or 0)
        return False, day_of(point.origin), batch, False, Decimal(0), STAGES[said.status], order(point)
    figure = saying(point)
    time = figure.time if figure else None
    return (
        _is_target(point),
        end(time),
        Decimal(0),
        not stated(time),
        precision(said),
        standing(point.origin),
        order(point),
    )


def _worth(point: Point) -> tuple[int, Decimal, tuple[str, str, int, int, str]]:
    """What comes first in a row: of figures the better source, then the more precise; of initiatives the earlier."""
    said, rank = point.statement, standing(point.origin)
    if isinstance(said, Initiative):
        return day_of(point.origin).toordinal(), Decimal(rank), order(point)
    return rank, precision(said), order(point)
