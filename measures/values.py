"""Whether the values of two figures are one, to the precision that they are written with."""

from dataclasses import replace
from decimal import Decimal

from measures.lexicon import in_use, remembered
from measures.model import Figure

RATIOS = frozenset({"percent", "percentage_point", "index", "point"})
SPECIFIC = 1000
CLOSE = Decimal("0.06")
"""The part of a value that rounding may take at most: one trillion is not 1.2 trillion, though one digit is told."""


def precision(figure: Figure) -> Decimal:
    """The size of the last digit that is meant: the zeros of "over 140,000" are not counted ones."""
    if figure.qualifier == "exact" or not figure.value:
        return figure.step
    exponent = figure.value.normalize().as_tuple().exponent
    return max(figure.step, Decimal(1).scaleb(exponent)) if isinstance(exponent, int) else figure.step


def value_equal(one: Figure, other: Figure) -> bool:
    """Are the values, in the same or a stated other unit, equal to the precision of the coarser one?"""
    if one.unit == other.unit:
        return _near(one, other) and (one.value_max == other.value_max or _tops_near(one, other))
    return any(
        unit == figure.unit and abs(value - figure.value) <= abs(figure.value) / 100
        for given, figure in ((one, other), (other, one))
        for value, unit in given.conversions
    )


def _near(one: Figure, other: Figure) -> bool:
    least = min(abs(one.value), abs(other.value))
    slack = min(max(one.step, other.step) / 2, least * CLOSE) if one.step != other.step else Decimal(0)
    if "about" in (one.qualifier, other.qualifier):
        slack = max(slack, least / 200)
    return abs(one.value - other.value) <= slack


def _tops_near(one: Figure, other: Figure) -> bool:
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


def alike(one: Figure, other: Figure) -> bool:
    """Are the values equal, or is one a rounder form of the other?"""
    return value_equal(one, other) or covers(one, other) or covers(other, one)


def as_counted(other: Figure, one: Figure) -> Figure:
    """The other figure in the one's unit, where both are counts, whose things reports name as they like."""
    if one.unit == other.unit or not (counted(one.unit) and counted(other.unit)):
        return other
    return replace(other, unit=one.unit)


@remembered
def counted(unit: str) -> bool:
    """Is the unit a thing that is counted, and not one of measure?"""
    known = in_use().units.get(unit)
    return known is None or known["kind"] in ("", "classifier", "order") or known.flag("tally")


def specific(value: Decimal) -> bool:
    """Does a number speak for itself?"""
    return abs(value) >= SPECIFIC or telling_digits(value) >= 3


def telling_digits(value: Decimal) -> int:
    """How many digits speak for the value: 3 of 1780, 1 of 40000."""
    return len(value.normalize().as_tuple().digits)


def far(one: Figure, other: Figure, times: int) -> bool:
    """Are two amounts so many times apart that they are hardly of one thing?"""
    low, high = sorted((abs(one.value), abs(other.value)))
    return one.unit not in RATIOS and high > low * times
