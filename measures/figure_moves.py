"""How a figure moves the measure it belongs to: told before, later, older, rounder, contradictory or the first."""

from collections.abc import Sequence

from measures.compare import (
    at,
    at_once,
    comparable,
    covers,
    end,
    grain,
    one_line,
    one_statement,
    same_fact,
    same_time,
    stated,
    value_equal,
    when,
)
from measures.decision import Decision
from measures.events import day_of, nearness
from measures.model import Figure, Origin, Period, Point


def move_figure(figure: Figure, origin: Origin, known: Sequence[Point]) -> Decision:
    """Say how a figure moves the measure that has the known points."""
    mine = when(figure, origin)
    line = [p for p in known if _follows(figure, origin, p)]
    points = sorted((p for p in line if comparable(mine, at(p))), key=lambda p: end(at(p)))
    if not points:
        first = "target" if figure.modality == "target" else f"value for a {grain(mine)}"
        return Decision("new", reason=f"first {first} of it")
    said = _said(figure, origin, points)
    if said:
        return Decision("repeated", said, "same value, and no other in between")
    beside = [p for p in points if at_once(mine, at(p)) or _one_telling(mine, origin, p)]
    loose = points[max((i for i, p in enumerate(points) if end(at(p)) <= end(mine)), default=0)]
    if _covers(figure, loose) and (loose in beside or end(at(loose)) <= end(mine)):
        return Decision("restated", loose, "a rounder form of a known value")
    return _against(figure, origin, beside, points)


def _one_telling(mine: Period | None, origin: Origin, point: Point) -> bool:
    """Two reports of one event, of which one gives no time: it is not later than what the other one dates."""
    early, late = sorted((mine, at(point)), key=end)
    return not stated(late) and early != late and nearness(origin, point.origin) == "same"


def _against(figure: Figure, origin: Origin, beside: list[Point], points: list[Point]) -> Decision:
    """Compare with the points of the same time, else with the order of the series."""
    mine = when(figure, origin)
    for point in beside:
        if _refines(figure, point):
            return Decision("restated", point, "a more precise form of a value for the same time")
    if beside:
        return _contradiction(figure, origin, beside[-1])
    earlier = [p for p in points if end(at(p)) < end(mine)]
    if len(earlier) < len(points):
        last = end(at(points[-1]))
        return Decision("history", earlier[-1] if earlier else None, f"older than {last}, the latest known")
    return Decision("revised", points[-1], "later value of the series")


def _contradiction(figure: Figure, origin: Origin, point: Point) -> Decision:
    if figure.modality != "target":
        return Decision("conflicting", point, "another value for the same time")
    later = day_of(origin) > day_of(point.origin)
    return Decision("revised" if later else "history", point, "another target for the same day")


def _follows(figure: Figure, origin: Origin, point: Point) -> bool:
    """Can the figure follow the point? It is of the same line and counts in the same unit, or says the same."""
    other = point.statement
    if not isinstance(other, Figure) or not one_line(figure, other):
        return False
    return figure.unit == other.unit or says_same(figure, origin, point)


def says_same(figure: Figure, origin: Origin, point: Point) -> bool:
    """Does the point say the same, in these or other words?"""
    return same_fact(figure, origin, point) or one_statement(figure, origin, point)


def _said(figure: Figure, origin: Origin, points: list[Point]) -> Point | None:
    """Find the point that already says this: equal, with no other value between the two times."""
    mine = when(figure, origin)
    for point in reversed(points):
        if says_same(figure, origin, point):
            low, high = sorted((end(mine), end(at(point))))
            between = [p for p in points if low < end(at(p)) < high and not alike(figure, p)]
            if same_time(mine, at(point)) or not between or _stale(mine, point):
                return point
    return None


def _stale(mine: Period | None, point: Point) -> bool:
    """A text without a time of its own that repeats an older value repeats an older text."""
    return mine is not None and not mine.stated and end(at(point)) < mine.end


def alike(figure: Figure, point: Point) -> bool:
    """Are the values equal, or is one a rounder form of the other?"""
    other = point.statement
    return isinstance(other, Figure) and (value_equal(figure, other) or covers(figure, other) or covers(other, figure))


def _covers(figure: Figure, point: Point) -> bool:
    return isinstance(point.statement, Figure) and covers(figure, point.statement)


def _refines(figure: Figure, point: Point) -> bool:
    return isinstance(point.statement, Figure) and covers(point.statement, figure)
