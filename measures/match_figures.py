"""When two figures are one: same series, values equal to the precision written, times that agree."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from measures.decision import Decision
from measures.model import ChangeKind, Figure, Measure, Origin, Period, Point

COMMON = frozenset(
    """a an the of in by for and to on at with from total number national china chinese country enterprise enterprises
    company companies firm firms growth share rate value amount level key new major more other""".split()  # noqa: SIM905
)
EVERYWHERE = frozenset({"national", "nationwide", "china", "country"})
ONE_EVENT = timedelta(days=3)


# --- keys ---------------------------------------------------------------------------------------------------------


def series(figure: Figure) -> str:
    """What is counted, without when: a target is another series than the stock it aims at."""
    scope = "" if figure.scope in EVERYWHERE else figure.scope
    aim = "target" if figure.modality == "target" else ""
    return "|".join(("f", figure.subject, figure.aspect, scope, figure.unit, aim))


def figure_keys(figure: Figure) -> frozenset[str]:
    """Return the series, and the value beside each telling word of the subject for names the lexicon does not know."""
    by_value = {
        f"v|{unit}|{bucket:f}|{word}"
        for value, unit in ((figure.value, figure.unit), *figure.conversions)
        for bucket in buckets(value)
        for word in sorted(words(figure.subject))[:4]
    }
    return frozenset({series(figure), *by_value})


def buckets(value: Decimal) -> Iterator[Decimal]:
    """The value cut and raised to two digits: 14600 and 15000 meet in 15000."""
    unit = Decimal(1).scaleb(value.adjusted() - 1) if value else Decimal(1)
    for rounding in (ROUND_FLOOR, ROUND_CEILING):
        yield (value / unit).to_integral_value(rounding) * unit


def words(subject: str) -> frozenset[str]:
    """The words of a subject that tell it from others."""
    return frozenset(subject.replace("-", "_").split("_")) - COMMON - {""}


# --- values -------------------------------------------------------------------------------------------------------


def precision(figure: Figure) -> Decimal:
    """The size of the last digit that is meant: the zeros of "over 140,000" are not counted ones."""
    if figure.qualifier == "exact" or not figure.value:
        return figure.step
    digits = figure.value.normalize()
    exponent = digits.as_tuple().exponent
    return max(figure.step, Decimal(1).scaleb(exponent)) if isinstance(exponent, int) else figure.step


def value_equal(one: Figure, other: Figure) -> bool:
    """Are the values, in the same or a stated other unit, equal to the precision of the coarser one?"""
    if one.unit == other.unit:
        return _near(one, other) and (one.value_max == other.value_max or _both_near(one, other))
    return any(
        unit == figure.unit and abs(value - figure.value) <= abs(figure.value) / 100
        for given, figure in ((one, other), (other, one))
        for value, unit in given.conversions
    )


def _near(one: Figure, other: Figure) -> bool:
    coarse = max(one.step, other.step)
    slack = coarse / 2 if one.step != other.step else Decimal(0)
    if "about" in (one.qualifier, other.qualifier):
        slack = max(slack, abs(one.value) / 200)
    return abs(one.value - other.value) <= slack


def _both_near(one: Figure, other: Figure) -> bool:
    if one.value_max is None or other.value_max is None:
        return False
    return abs(one.value_max - other.value_max) <= max(one.step, other.step) / 2


def covers(loose: Figure, firm: Figure) -> bool:
    """Does the loose statement hold of the firm one and say no more: "over 140,000" of 141,000, "nearly 300" of 298?"""
    room = precision(loose)
    if loose.unit != firm.unit or room <= precision(firm):
        return False
    gap = firm.value - loose.value
    return {
        "exact": abs(gap) <= loose.step / 2,
        "about": abs(gap) <= room / 2,
        "over": 0 <= gap < room,
        "nearly": -room < gap <= 0,
        "under": -room < gap <= 0,
        "up_to": -room < gap <= 0,
    }[loose.qualifier]


def telling(figure: Figure) -> int:
    """How many digits speak for the value: 3 of 1780, 1 of 40000."""
    return len(figure.value.normalize().as_tuple().digits)


# --- time ---------------------------------------------------------------------------------------------------------


def when(figure: Figure, origin: Origin) -> Period | None:
    """The time a figure holds for; where the text gives none, the day of the event, else of the page, as not stated."""
    if figure.modality == "target" and figure.by:
        return figure.by
    period = figure.as_of or figure.by
    day = origin.event_date or origin.published
    return period or (Period(day, day, stated=False) if day else None)


def at(point: Point) -> Period | None:
    """The time of a point of a figure."""
    return when(point.statement, point.origin) if isinstance(point.statement, Figure) else None


def grain(period: Period | None) -> str:
    """The kind of time: values of a month and of a quarter of one series do not follow each other."""
    if period is None or not period.stated or period.start == period.end:
        return "day"
    days = (period.end - period.start).days + 1
    if period.start.month == 1 and period.start.day == 1 and 31 < days < 365:
        return "since January"
    return "month" if days <= 31 else "quarter" if days <= 92 else "year" if days <= 366 else "years"


def comparable(one: Period | None, other: Period | None) -> bool:
    """Can a value of the one follow a value of the other?"""
    kinds = {grain(one), grain(other)}
    return len(kinds) == 1 or "day" in kinds


def same_time(one: Period | None, other: Period | None) -> bool:
    """Do both speak of the same time?"""
    if one is None or other is None:
        return True
    if "day" in (grain(one), grain(other)):
        return one.start - ONE_EVENT <= other.end and other.start - ONE_EVENT <= one.end
    return (one.start, one.end) == (other.start, other.end)


def at_once(one: Period | None, other: Period | None) -> bool:
    """Would two values contradict each other? A day that was only taken from the page may be days off."""
    if one is None or other is None or not (one.stated and other.stated):
        return abs(end(one) - end(other)) <= ONE_EVENT
    return end(one) == end(other)


def end(period: Period | None) -> date:
    """Where a time stands in the order of a series."""
    return period.end if period else date.min


# --- one fact -----------------------------------------------------------------------------------------------------


def by_value(figure: Figure, other: Figure) -> bool:
    """Do subject words and a telling value show two names of one series? Two ids of the lexicon are never one."""
    shared, least = (
        words(figure.subject) & words(other.subject),
        min(words(figure.subject), words(other.subject), key=len),
    )
    if not shared or not value_equal(figure, other) or (figure.modality == "target") != (other.modality == "target"):
        return False
    agree = (figure.aspect == other.aspect) + (figure.scope == other.scope) + (shared == least)
    return agree >= max(1, 4 - telling(figure)) if figure.unit not in RATIOS else agree == 3


RATIOS = frozenset({"percent", "percentage_point", "index", "point"})


def same_fact(figure: Figure, origin: Origin, point: Point) -> bool:
    """Does the point state the same quantity for the same time, or again without a time of its own?"""
    other = point.statement
    if not isinstance(other, Figure) or not value_equal(figure, other):
        return False
    mine, its = when(figure, origin), at(point)
    if series(figure) != series(other):
        return by_value(figure, other) and same_event(mine, its)
    return same_time(mine, its) or "day" in (grain(mine), grain(its))


def same_event(one: Period | None, other: Period | None) -> bool:
    """May both come from one event? Reposts and transcripts follow within ten weeks; names alone do not bind longer."""
    if one is None or other is None:
        return True
    reach = timedelta(days=100)
    return one.start - reach <= other.end and other.start - reach <= one.end


# --- decisions ----------------------------------------------------------------------------------------------------


def decide_figure(figure: Figure, origin: Origin, candidates: Sequence[Measure]) -> Decision:
    """Place a figure among the measures that share a key with it."""
    own = [measure for measure in candidates if any(_in_series(figure, point) for point in measure.points)]
    equal = [measure for measure in candidates if any(same_fact(figure, origin, point) for point in measure.points)]
    if not own and not equal:
        return Decision("new", reason="no measure of this series, and none with this value and subject")
    home = _best(figure, [measure for measure in equal if measure in own] or equal or own)
    if home not in own:
        joined = [m for m in equal if m is not home] + (own if len(own) == 1 and not _clash(home, own[0]) else [])
        return Decision("repeated", home, _equal_point(figure, origin, home), "other name, same value", tuple(joined))
    if home not in equal and any(_said_beside(figure, origin, measure) for measure in own):
        return Decision("new", reason="the same document counts another thing by this name")
    kind, before, reason = place(figure, origin, home)
    others = tuple(m for m in equal if m is not home and m not in own)
    return Decision(kind, home, before, reason, others)


def place(figure: Figure, origin: Origin, measure: Measure) -> tuple[ChangeKind, Point | None, str]:
    """Say how a figure moves the measure whose series it belongs to."""
    mine = when(figure, origin)
    points = sorted((p for p in measure.points if comparable(mine, at(p))), key=lambda p: end(at(p)))
    if not points:
        return "new", None, f"first value of this series for a {grain(mine)}"
    said = _said(figure, origin, points)
    if said:
        return "repeated", said, "same value, and no other in between"
    beside = [p for p in points if at_once(mine, at(p))]
    loose = points[max((i for i, p in enumerate(points) if end(at(p)) <= end(mine)), default=0)]
    if _covers(figure, loose) and (loose in beside or end(at(loose)) <= end(mine)):
        return "restated", loose, "a rounder form of a known value"
    return _against(figure, origin, beside, points)


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


def _equal_point(figure: Figure, origin: Origin, measure: Measure) -> Point | None:
    return next((point for point in measure.points if same_fact(figure, origin, point)), None)


def _said_beside(figure: Figure, origin: Origin, measure: Measure) -> bool:
    """Does the same document give the series another value for the same time? Then its name is too wide."""
    return any(
        point.origin.document == origin.document
        and _in_series(figure, point)
        and not _alike(figure, point)
        and same_time(when(figure, origin), at(point))
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
    """The measure whose words are nearest, the smallest id where several are."""
    mine = frozenset(figure.label.lower().split())

    def distance(measure: Measure) -> tuple[int, str]:
        labels = (p.statement.label for p in measure.points if isinstance(p.statement, Figure))
        return -max((len(mine & frozenset(label.lower().split())) for label in labels), default=0), measure.id

    return min(measures, key=distance)
