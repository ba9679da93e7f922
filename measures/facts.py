"""Whether two sayings state one fact: by one name, by a value that shows two names to be of one, or in one event."""

from decimal import Decimal
from fractions import Fraction

from measures.context import company
from measures.events import nearness
from measures.kinship import ALIKE, both_specific, kinship, within
from measures.model import Figure
from measures.names import generic, is_series, one_line, one_name, one_place, two_scopes, two_subjects, words
from measures.retold import in_one_place, shared
from measures.saying import Saying
from measures.times import comparable, grain, may_be_one_event, same_time, stated
from measures.values import RATIOS, alike, as_counted, telling_digits, value_equal

_ENOUGH = 6
"""What digits, aspect and words of a value and its names add up to at most where they show nothing."""


def same_fact(one: Saying, other: Saying) -> bool:
    """Do both state the same quantity for the same time, or again without a time of its own?"""
    mine, its, here = one.figure, other.figure, one.origin.document == other.origin.document
    if not one_line(mine, its) or not value_equal(mine, its):
        return False
    if one_name(mine, its) and (here or is_series(mine)):
        return same_time(one.time, other.time) or "day" in (grain(one.time), grain(other.time))
    shown = _shown_by_value(mine, its) and may_be_one_event(one.time, other.time)
    return shown and not (here and min(telling_digits(mine.value), telling_digits(its.value)) < 3)


def _shown_by_value(one: Figure, other: Figure) -> bool:
    """Do the subjects' words and a telling value, equal in both, show two names of one series?"""
    if two_subjects(one.subject, other.subject) or two_scopes(one, other):
        return False
    mine, its = set(words(one.subject)), set(words(other.subject))
    shared = Fraction(len(mine & its), min(len(mine), len(its)) or 1)
    same_aspect = one.aspect == other.aspect
    if one.unit in RATIOS:
        return same_aspect and shared == 1
    digits = min(max(telling_digits(one.value), telling_digits(other.value)), 4)
    return shared > 0 and digits + 2 * same_aspect + 2 * shared - (one.scope != other.scope) > _ENOUGH


def one_value(one: Figure, other: Figure) -> bool:
    """Are the values one, be it in other words or to another precision? Those of most that are compared are not."""
    return value_equal(one, other) or alike(one, as_counted(other, one))


def one_report(one: Saying, other: Saying) -> bool:
    """Is it one statement, in the words of two reports of an event or of a release?

    The fewer digits the value has, the more names and times have to show it: 1,683 speaks for itself, 15 does not.
    """
    if one.origin.document == other.origin.document:
        return False
    doubt = _doubt(one, other)
    return doubt is not None and (_equal(one.figure, other.figure, doubt) or (not doubt and _rounder(one, other)))


TOLD, SHARE = 1.0, 0.15
"""The weight and the share of company that two figures of one value need at least to be one."""


def told_alike(one: Saying, other: Saying) -> bool:
    """Do two reports that may be of one event give the value in the same company, whatever they call it?

    The fewer digits the value has, and the more the names differ, the more company has to show it.
    """
    if one.origin.document == other.origin.document or nearness(one.origin, other.origin) == "other":
        return False
    mine, its = one.figure, as_counted(other.figure, one.figure)
    if two_scopes(mine, its) or not alike(mine, its):
        return False
    told = company(mine, its)
    needed = (
        TOLD
        + (min(telling_digits(mine.value), telling_digits(its.value)) < 2)
        + 2 * two_subjects(mine.subject, its.subject)
    )
    return told.weight >= needed and told.share >= SHARE


def retold(one: Saying, other: Saying) -> bool:
    """Do two documents that give many values in common both give this one, and the same number of times?

    The names say nothing against it but where the documents have little in common: one reader errs for each of them.
    """
    mine, its = one.figure, as_counted(other.figure, one.figure)
    if one.origin.document == other.origin.document or not in_one_place(mine, its) or not value_equal(mine, its):
        return False
    both, like = shared(mine, its), kinship(mine, its)
    if nearness(one.origin, other.origin) == "other":
        return both.share >= 0.6 and both.weight >= 4 and like >= 0
    if both.share < 0.3:
        return both.share >= 0.15 and both.weight >= 2 and like >= 0
    return both.weight >= 2 or (both.weight > 0 and like >= 1)


CLOSE = Decimal("1.3")
"""So many times another value may be that of another time, where names are only alike."""


def goes_on(one: Saying, other: Saying) -> bool:
    """Is it a later value of a thing that is told in the same company, by a name that is within the other's?

    Both values have to speak for themselves: 54 zones are not followed by 67. A name that says only what is counted, as
    enterprises, is within too many.
    """
    mine, its = one.figure, as_counted(other.figure, one.figure)
    if one.origin.document == other.origin.document or mine.unit != its.unit or mine.unit in RATIOS:
        return False
    low, high = sorted((mine.value, its.value))
    if not 0 < low < high <= low * CLOSE or not one_place(mine, its) or not comparable(one.time, other.time):
        return False
    if not both_specific(mine, its) or not within(mine, its):
        return False
    if mine.subject != its.subject and (generic(mine.subject) or generic(its.subject)):
        return False
    like, told = kinship(mine, its), company(mine, its)
    return like >= 2 and told.weight >= 1.5 and told.share >= (0.2 if like >= ALIKE else 0.3)


def _doubt(one: Saying, other: Saying) -> int | None:
    """What names and digits have to make up for: 0 for one event, or one time given by both; None for two events."""
    near = nearness(one.origin, other.origin)
    if near == "other":
        return None
    both = stated(one.time) and stated(other.time)
    agree = same_time(one.time, other.time) if near == "same" else one.time == other.time
    if near == "same":
        return 0 if agree or not both else 2
    return None if both and not agree else 0 if both else 6


def _equal(one: Figure, other: Figure, doubt: int) -> bool:
    loose = both_specific(one, other) or "item" in (one.unit, other.unit)
    if not value_equal(one, as_counted(other, one) if loose else other):
        return False
    return kinship(one, other) - 2 * (not one_line(one, other)) >= _needed(one, other) + doubt


def _needed(one: Figure, other: Figure) -> int:
    """The kinship that a value of so many digits needs to be of one thing."""
    digits = min(telling_digits(one.value), telling_digits(other.value))
    if one.unit in RATIOS:
        return 1 if digits >= 3 else 2
    if not both_specific(one, other):
        return 2
    return {1: 1, 2: 1, 3: -3, 4: -5}.get(digits, -9)


def _rounder(one: Saying, other: Saying) -> bool:
    mine, its = one.figure, other.figure
    return one_line(mine, its) and kinship(mine, its) >= ALIKE and alike(mine, its)
