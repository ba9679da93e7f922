"""How a figure moves the measure it belongs to: told before, later, older, rounder, contradictory or the first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from measures.decision import Decision
from measures.events import day_of, nearness
from measures.model import Figure, Period, Point
from measures.names import one_line
from measures.saying import Saying, saying
from measures.standing import rank
from measures.times import at_once, comparable, end, grain, same_time, stated
from measures.values import alike, as_counted, covers, value_equal


@dataclass(frozen=True, slots=True)
class Former:
    """A known point, with its figure counted in the unit of the one that comes."""

    point: Point
    figure: Figure
    time: Period | None


def move_figure(point: Point, known: Sequence[Point]) -> Decision:
    """Say how a figure moves the measure that has the known points."""
    said = saying(point)
    line = sorted(_line(said, known), key=lambda former: end(former.time)) if said else []
    if not said or not line:
        return Decision("new", reason=f"first {_kind_of(said)} of it" if said else "")
    return _known(said, line) or _beside(said, line) or _in_order(said, line)


def _kind_of(said: Saying) -> str:
    return "target" if said.figure.modality == "target" else f"value for a {grain(said.time)}"


def _line(said: Saying, known: Sequence[Point]) -> Iterator[Former]:
    """The points that the figure can follow: of its line, in its unit or converted, for the same kind of time."""
    for point in known:
        before = saying(point)
        if before and one_line(said.figure, before.figure) and comparable(said.time, before.time):
            figure = as_counted(before.figure, said.figure)
            if figure.unit == said.figure.unit or value_equal(figure, said.figure):
                yield Former(point, figure, before.time)


def _known(said: Saying, line: Sequence[Former]) -> Decision | None:
    """Whether it was told before: the value, with no other between the two times, or in a rounder or finer form."""
    equal = [former for former in reversed(line) if value_equal(said.figure, former.figure)]
    now = [former for former in equal if same_time(said.time, former.time)]
    for former in now or [former for former in equal if _stands(said, former, line)]:
        return Decision("repeated", former.point, "same value, and no other in between")
    for former in _of_its_time(said, line):
        if covers(former.figure, said.figure):
            return Decision("restated", former.point, "a more precise form of a value for the same time")
        if covers(said.figure, former.figure):
            return Decision("restated", former.point, "a rounder form of a known value")
    last = next((former for former in reversed(line) if end(former.time) <= end(said.time)), None)
    if last and covers(said.figure, last.figure) and _lasts(said.time, last.time):
        return Decision("restated", last.point, "a rounder form of a known value")
    return None


def _stands(said: Saying, former: Former, line: Sequence[Former]) -> bool:
    """Is a value still the one of another day? A text without a time of its own may repeat an older text."""
    if not _lasts(said.time, former.time):
        return False
    if said.time is not None and not said.time.stated and end(former.time) < said.time.end:
        return True
    low, high = sorted((end(said.time), end(former.time)))
    return not any(low < end(other.time) < high and not alike(said.figure, other.figure) for other in line)


def _lasts(one: Period | None, other: Period | None) -> bool:
    """Can a value of one time be that of another? What is on a day lasts; a sum or a rate of a month does not."""
    return "day" in (grain(one), grain(other))


def _of_its_time(said: Saying, line: Sequence[Former]) -> list[Former]:
    """The latest first; of two reports of one event the one that gives no time is not later than the other's."""
    return [former for former in reversed(line) if at_once(said.time, former.time) or _undated(said, former)]


def _undated(said: Saying, former: Former) -> bool:
    early, late = sorted((said.time, former.time), key=end)
    return not stated(late) and early != late and nearness(said.origin, former.point.origin) == "same"


def _beside(said: Saying, line: Sequence[Former]) -> Decision | None:
    """Compare with a point of the same time; targets for one day follow each other by the day they were told."""
    former = next(iter(_of_its_time(said, line)), None)
    if former is None:
        return None
    best = _best(former, line)
    if said.figure.modality != "target":
        return Decision("conflicting", best, "another value for the same time")
    later = day_of(said.origin) > day_of(former.point.origin)
    return Decision("revised" if later else "history", best, "another target for the same day")


def _in_order(said: Saying, line: Sequence[Former]) -> Decision:
    """Compare with the order of the series."""
    earlier = [former for former in line if end(former.time) < end(said.time)]
    if len(earlier) == len(line):
        return Decision("revised", _best(line[-1], line), "later value of the series")
    before = _best(earlier[-1], line) if earlier else None
    return Decision("history", before, f"older than {end(line[-1].time)}, the latest known")


def _best(former: Former, line: Sequence[Former]) -> Point:
    """The best source of a value among the reports of its event: readers are shown whose word it is."""
    origin = former.point.origin
    same = [
        one.point
        for one in line
        if value_equal(one.figure, former.figure) and nearness(one.point.origin, origin) == "same"
    ]
    return min(same, key=lambda point: rank(point.origin), default=former.point)


def against(one: Point, other: Point) -> bool:
    """Do two figures give other values for one time? Two targets for one day do not: the later one holds."""
    mine, its = saying(one), saying(other)
    if not mine or not its or not one_line(mine.figure, its.figure) or mine.figure.modality == "target":
        return False
    here = at_once(mine.time, its.time) and comparable(mine.time, its.time) and mine.figure.unit == its.figure.unit
    return here and not alike(mine.figure, its.figure)
