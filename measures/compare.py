"""Whether two figures state one fact: same series, values equal to the precision written, times that agree."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from measures.events import days, nearness
from measures.lexicon import in_use, remembered
from measures.model import Figure, Origin, Period, Point

COMMON = frozenset(
    """a an the of in by for and to on at with from total number national china chinese country enterprise enterprises
    company companies firm firms growth unknown share rate value amount level key new major more other""".split()  # noqa: SIM905
)
HAN = re.compile(r"[\u3400-\u9fff]").search
SPECIFIC = 1000
EVERYWHERE = frozenset({"national", "nationwide", "china", "country"})
ONE_EVENT = timedelta(days=3)


# --- keys ---------------------------------------------------------------------------------------------------------


def series(figure: Figure) -> str:
    """What is counted, without when. A measure holds what is and what is aimed at, as two lines (`one_line`)."""
    scope = "" if figure.scope in EVERYWHERE else figure.scope
    return "|".join(("f", figure.subject, figure.aspect, scope, figure.unit))


def one_line(one: Figure, other: Figure) -> bool:
    """Can the figures follow each other? A target never follows a stock; a plan is told as either by translators."""
    return {one.modality, other.modality} != {"stated", "target"}


def figure_keys(figure: Figure, origin: Origin | None = None) -> frozenset[str]:
    """Return the series, and the value: beside each telling word of the subject, and beside the day of the event."""
    by_value = {
        f"v|{unit}|{bucket:f}|{word}"
        for value, unit in ((figure.value, figure.unit), *figure.conversions)
        for bucket in buckets(value)
        for word in words(figure.subject)[-3:]
    }
    by_name = {series(figure)} if is_series(figure) else {f"{series(figure)}|{b:f}" for b in buckets(figure.value)}
    on_day = {
        f"e|{day}|{'count' if counted(unit) else unit}|{bucket:f}"
        for day in (days(origin) if origin else ())
        for value, unit in ((figure.value, figure.unit), *figure.conversions)
        for bucket in buckets(value)
    }
    return frozenset(by_name | by_value | on_day)


def buckets(value: Decimal) -> Iterator[Decimal]:
    """The value cut and raised to two digits: 14600 and 15000 meet in 15000."""
    unit = Decimal(1).scaleb(value.adjusted() - 1) if value else Decimal(1)
    for rounding in (ROUND_FLOOR, ROUND_CEILING):
        yield (value / unit).to_integral_value(rounding) * unit


@remembered
def counted(unit: str) -> bool:
    """Is the unit a thing that is counted, which reports name as they like, and not one of measure?"""
    known = in_use().units.get(unit)
    return known is None or known["kind"] in ("", "classifier")


def words(subject: str) -> tuple[str, ...]:
    """The words of a subject that tell it from others, the counted noun last; of Chinese, its pairs of characters."""
    split = (part for word in subject.replace("-", "_").split("_") for part in (_pairs(word) if HAN(word) else [word]))
    return tuple(dict.fromkeys(part for part in split if part and part not in COMMON))


def _pairs(word: str) -> list[str]:
    return [word[n : n + 2] for n in range(len(word) - 1)] or [word]


def is_series(figure: Figure) -> bool:
    """Does the name say enough for values of other documents to follow? "16 industries" are other ones there."""
    named = len(words(figure.subject))
    known = in_use().subjects.get(figure.subject)
    if _generic(figure.subject):
        return bool(figure.scope) or figure.aspect != "total"
    return known is not None or named >= (3 if HAN(figure.subject) else 2)


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


def specific(value: Decimal) -> bool:
    """Does a number speak for itself?"""
    return abs(value) >= SPECIFIC or len(value.normalize().as_tuple().digits) >= 3


def far(one: Figure, other: Figure, times: int) -> bool:
    """Are two amounts so many times apart that they are hardly of one thing?"""
    low, high = sorted((abs(one.value), abs(other.value)))
    return one.unit not in RATIOS and high > low * times


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
    if period is None or period.start == period.end:
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


def stated(period: Period | None) -> bool:
    """Does the text itself give the time?"""
    return period is not None and period.stated


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
    """Do the subjects' words and a telling value show two names of one series?"""
    if not value_equal(figure, other) or _two_subjects(figure.subject, other.subject):
        return False
    if figure.scope != other.scope and figure.scope and other.scope:
        return False
    mine, its = set(words(figure.subject)), set(words(other.subject))
    shared = Fraction(len(mine & its), min(len(mine), len(its)) or 1)
    same_aspect = figure.aspect == other.aspect
    if figure.unit in RATIOS:
        return same_aspect and shared == 1
    digits = min(max(telling(figure), telling(other)), 4)
    return shared > 0 and digits + 2 * same_aspect + 2 * shared - (figure.scope != other.scope) > 6


def _two_subjects(one: str, other: str) -> bool:
    """Two subjects of the lexicon are not one, unless one is a kind of the other: that is what the lexicon is for."""
    known = in_use().subjects
    if one == other or one not in known or other not in known:
        return False
    return other != known[one]["parent"] and one != known[other]["parent"]


def one_statement(figure: Figure, origin: Origin, point: Point) -> bool:
    """Is it the point's statement in the words of another report of the same event?

    The fewer digits the value has, the more the names have to show it: 1,680 speaks for itself, 15 does not.
    """
    other = point.statement
    if not isinstance(other, Figure) or origin.document == point.origin.document or not one_line(figure, other):
        return False
    if nearness(origin, point.origin) != "same" or not same_time(when(figure, origin), at(point)):
        return False
    if not value_equal(figure, _in_unit(other, figure)) or _two_scopes(figure, other):
        return False
    return kinship(figure, other) >= (1 if _both_specific(figure, other) else 2)


def _both_specific(one: Figure, other: Figure) -> bool:
    return specific(one.value) and specific(other.value)


def _in_unit(other: Figure, figure: Figure) -> Figure:
    """The other figure as a count of the same things, where what is counted may go by two names."""
    loose = "item" in (figure.unit, other.unit) or _both_specific(figure, other)
    if loose and counted(figure.unit) and counted(other.unit):
        return replace(other, unit=figure.unit)
    return other


def kinship(one: Figure, other: Figure) -> int:
    """How much names and aspects show that two figures of one value count one thing."""
    return _names(one, other) + _aspects(one, other)


def _names(one: Figure, other: Figure) -> int:
    """2 for one name or a word of it in the other, 1 where they cannot tell, much less where they tell apart."""
    if one.aspect == other.aspect and (_said_by_aspect(one) or _said_by_aspect(other)):
        return 1
    if _two_subjects(one.subject, other.subject):
        return 1 if _both_specific(one, other) and (_generic(one.subject) or _generic(other.subject)) else -4
    mine, its = words(one.subject), words(other.subject)
    if one.subject == other.subject or mine[-1:] == its[-1:] or set(mine) <= set(its) or set(its) <= set(mine):
        return 2
    if bool(HAN(one.quote)) != bool(HAN(other.quote)):
        return 1
    known = {one.subject, other.subject} & in_use().subjects.keys()
    return 1 if known and _both_specific(one, other) else -2


def _said_by_aspect(figure: Figure) -> bool:
    """Is the subject what the aspect names already, as in the energy intensity of energy consumption?"""
    return bool(set(words(figure.subject)) & set(figure.aspect.split("_")))


def _generic(subject: str) -> bool:
    known = in_use().subjects.get(subject)
    return known is not None and known["kind"] == "generic"


def _aspects(one: Figure, other: Figure) -> int:
    """1 for the same, 0 where one of them says less, much less where they contradict."""
    if one.aspect == other.aspect:
        return 1
    if one.aspect.endswith(f"_{other.aspect}") or other.aspect.endswith(f"_{one.aspect}"):
        return 0
    if one.unit in RATIOS:
        return -3
    return 0 if {one.aspect, other.aspect} & LOOSE else -1


def _two_scopes(one: Figure, other: Figure) -> bool:
    return bool(one.scope and other.scope and one.scope != other.scope)


LOOSE = frozenset({"total", "amount", "share", "rate", "supported", "added"})
"""Aspects that a reader gives where the text says no more, or that translations leave out."""
RATIOS = frozenset({"percent", "percentage_point", "index", "point"})


def same_fact(figure: Figure, origin: Origin, point: Point) -> bool:
    """Does the point state the same quantity for the same time, or again without a time of its own?"""
    other = point.statement
    if not isinstance(other, Figure) or not one_line(figure, other) or not value_equal(figure, other):
        return False
    mine, its, here = when(figure, origin), at(point), origin.document == point.origin.document
    if series(figure) == series(other) and (here or is_series(figure)):
        return same_time(mine, its) or "day" in (grain(mine), grain(its))
    return by_value(figure, other) and same_event(mine, its) and not (here and telling(figure) < 3)


def same_event(one: Period | None, other: Period | None) -> bool:
    """May both come from one event? Reposts and transcripts follow within ten weeks; names alone do not bind longer."""
    if one is None or other is None:
        return True
    reach = timedelta(days=100)
    return one.start - reach <= other.end and other.start - reach <= one.end
