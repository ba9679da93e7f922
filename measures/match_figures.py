"""Places a figure among the measures that are known: told before, later, older, rounder, contradictory or new."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from measures.compare import (
    at,
    at_once,
    comparable,
    covers,
    end,
    far,
    grain,
    is_series,
    kinship,
    one_line,
    one_statement,
    same_fact,
    same_time,
    series,
    stated,
    value_equal,
    when,
)
from measures.decision import Decision
from measures.events import nearness
from measures.model import ChangeKind, Figure, Measure, Origin, Period, Point


def decide_figure(figure: Figure, origin: Origin, candidates: Sequence[Measure]) -> Decision:
    """Place a figure among the measures that share a key with it."""
    known = candidates if is_series(figure) else []
    own = [measure for measure in known if any(_in_series(figure, point) for point in measure.points)]
    equal = [measure for measure in candidates if any(same_fact(figure, origin, point) for point in measure.points)]
    if not equal and (told := _told_there(figure, origin, candidates)):
        return told
    if not own and not equal:
        return Decision("new", reason="no measure of this series, and none with this value and subject")
    home = _best(figure, [measure for measure in equal if measure in own] or equal or own)
    if home not in own:
        return _other_name(figure, origin, home, equal, own)
    if home not in equal and any(_said_beside(figure, origin, measure) for measure in own):
        return Decision("new", reason="the same document counts another thing by this name")
    kind, before, reason = place(figure, origin, home)
    if kind in LEAPS and before and _leaps(figure, before, LEAPS[kind]):
        return Decision("new", reason=f"too far from {home.id} to be of it", perhaps=home)
    return Decision(kind, home, before, reason, tuple(m for m in equal if m is not home and m not in own))


def _other_name(
    figure: Figure, origin: Origin, home: Measure, equal: Sequence[Measure], own: Sequence[Measure]
) -> Decision:
    """The value is known, the name is not, or it is that of another measure, which is then the same."""
    joined = [m for m in equal if m is not home] + list(own if len(own) == 1 and not _clash(home, own[0]) else [])
    said = _point(home, lambda point: same_fact(figure, origin, point))
    return Decision("repeated", home, said, "other name, same value", tuple(joined), keep=True)


def _told_there(figure: Figure, origin: Origin, candidates: Sequence[Measure]) -> Decision | None:
    """Find the statement in another report of the event, by its value; one that this document has told is taken."""
    told = [
        (kinship(figure, p.statement), m, p)
        for m in candidates
        if not any(p.origin.document == origin.document for p in m.points)
        for p in m.points
        if isinstance(p.statement, Figure) and one_statement(figure, origin, p)
    ]
    if not told:
        return None
    _, home, point = min(told, key=lambda one: (-one[0], one[1].id))
    return Decision("repeated", home, point, "the same value in another report of the event", keep=True)


def _point(measure: Measure, wanted: Callable[[Point], bool]) -> Point | None:
    return next((point for point in measure.points if wanted(point)), None)


LEAPS: dict[ChangeKind, int] = {"conflicting": 2, "revised": 10, "history": 10}
"""So many times another value is another thing by a like name, a part of the whole or the whole of a part."""


def _leaps(figure: Figure, point: Point, times: int) -> bool:
    """A sum that begins anew each January may grow by any factor."""
    return (
        isinstance(point.statement, Figure)
        and far(figure, point.statement, times)
        and grain(at(point)) != "since January"
    )


def place(figure: Figure, origin: Origin, measure: Measure) -> tuple[ChangeKind, Point | None, str]:
    """Say how a figure moves the measure whose series it belongs to."""
    mine = when(figure, origin)
    points = sorted((p for p in _line(figure, measure) if comparable(mine, at(p))), key=lambda p: end(at(p)))
    if not points:
        return "new", None, f"first {'target' if figure.modality == 'target' else 'value for a ' + grain(mine)} of it"
    said = _said(figure, origin, points)
    if said:
        return "repeated", said, "same value, and no other in between"
    beside = [p for p in points if at_once(mine, at(p)) or _one_telling(mine, origin, p)]
    loose = points[max((i for i, p in enumerate(points) if end(at(p)) <= end(mine)), default=0)]
    if _covers(figure, loose) and (loose in beside or end(at(loose)) <= end(mine)):
        return "restated", loose, "a rounder form of a known value"
    return _against(figure, origin, beside, points)


def _one_telling(mine: Period | None, origin: Origin, point: Point) -> bool:
    """Two reports of one event, of which one gives no time: it is not later than what the other one dates."""
    early, late = sorted((mine, at(point)), key=end)
    return not stated(late) and early != late and nearness(origin, point.origin) == "same"


def _against(
    figure: Figure, origin: Origin, beside: list[Point], points: list[Point]
) -> tuple[ChangeKind, Point | None, str]:
    """Compare with the points of the same time, else with the order of the series."""
    mine = when(figure, origin)
    for point in beside:
        if _refines(figure, point):
            return "restated", point, "a more precise form of a value for the same time"
    if beside:
        return _contradiction(figure, origin, beside[-1])
    earlier = [p for p in points if end(at(p)) < end(mine)]
    if len(earlier) < len(points):
        return "history", earlier[-1] if earlier else None, f"older than {end(at(points[-1]))}, the latest known"
    return "revised", points[-1], "later value of the series"


def _contradiction(figure: Figure, origin: Origin, point: Point) -> tuple[ChangeKind, Point | None, str]:
    if figure.modality != "target":
        return "conflicting", point, "another value for the same time"
    later = _day(origin) > _day(point.origin)
    return ("revised" if later else "history"), point, "another target for the same day"


def _day(origin: Origin) -> date:
    return origin.event_date or origin.published or date.min


def _line(figure: Figure, measure: Measure) -> list[Point]:
    """The points a figure can follow."""
    return [p for p in measure.points if isinstance(p.statement, Figure) and one_line(figure, p.statement)]


def _said(figure: Figure, origin: Origin, points: list[Point]) -> Point | None:
    """Find the point that already says this: equal, with no other value between the two times."""
    mine = when(figure, origin)
    for point in reversed(points):
        if same_fact(figure, origin, point):
            low, high = sorted((end(mine), end(at(point))))
            between = [p for p in points if low < end(at(p)) < high and not _alike(figure, p)]
            if same_time(mine, at(point)) or not between or _stale(mine, point):
                return point
    return None


def _stale(mine: Period | None, point: Point) -> bool:
    """A text without a time of its own that repeats an older value repeats an older text."""
    return mine is not None and not mine.stated and end(at(point)) < mine.end


def _alike(figure: Figure, point: Point) -> bool:
    other = point.statement
    return isinstance(other, Figure) and (value_equal(figure, other) or covers(figure, other) or covers(other, figure))


def _covers(figure: Figure, point: Point) -> bool:
    return isinstance(point.statement, Figure) and covers(figure, point.statement)


def _refines(figure: Figure, point: Point) -> bool:
    return isinstance(point.statement, Figure) and covers(point.statement, figure)


def _in_series(figure: Figure, point: Point) -> bool:
    return isinstance(point.statement, Figure) and series(point.statement) == series(figure)


def _said_beside(figure: Figure, origin: Origin, measure: Measure) -> bool:
    """Does the same document give the series another value, for no other time? Then its name is too wide."""
    mine = when(figure, origin)
    return any(
        point.origin.document == origin.document
        and _in_series(figure, point)
        and point in _line(figure, measure)
        and not _alike(figure, point)
        and (same_time(mine, at(point)) or not stated(mine) or not stated(at(point)))
        for point in measure.points
    )


def _clash(one: Measure, other: Measure) -> bool:
    """Does some document tell the two measures apart by giving them different values for one time?"""
    return any(
        p.origin.document == q.origin.document and same_time(at(p), at(q)) and not _alike_points(p, q)
        for p in one.points
        for q in other.points
    )


def _alike_points(one: Point, other: Point) -> bool:
    return isinstance(one.statement, Figure) and _alike(one.statement, other)


def _best(figure: Figure, measures: Sequence[Measure]) -> Measure:
    """The measure whose words are nearest, then whose value is, the smallest id where several are."""
    mine = frozenset(figure.label.lower().split())

    def distance(measure: Measure) -> tuple[int, Decimal, str]:
        said = [p.statement for p in measure.points if isinstance(p.statement, Figure)]
        shared = max((len(mine & frozenset(other.label.lower().split())) for other in said), default=0)
        gap = min((abs(figure.value - other.value) for other in said), default=figure.value)
        return -shared, gap, measure.id

    return min(measures, key=distance)
