"""What binds two figures into one measure: a series, or a value that shows two names to be of one."""

from measures.bond import Bond
from measures.context import company
from measures.facts import goes_on, one_report, one_value, retold, same_fact, told_alike
from measures.kinship import LEAST, kinship
from measures.model import Point
from measures.names import is_series, one_line, one_name
from measures.saying import Saying, saying
from measures.times import at_once, comparable, grain, same_time, stated
from measures.values import alike, far


def bond_figures(one: Point, other: Point) -> Bond | None:
    """What binds two figures: the series, the value under another name, or the value in one event."""
    mine, its = saying(one), saying(other)
    return _bond(mine, its) if mine and its else None


def _bond(one: Saying, other: Saying) -> Bond | None:
    named = one_name(one.figure, other.figure)
    if same_fact(one, other):
        return Bond(4, "series", "same series") if named else Bond(2, "other_name", "other name, same value")
    told = _by_event(one, other)
    if told or not named or not is_series(one.figure) or _of_years(one) != _of_years(other):
        return told
    if _leaps(one, other):
        return Bond(0.7, "series", "the same name, but too far apart to be of one series")
    return Bond(3, "series", "same series")


def _by_event(one: Saying, other: Saying) -> Bond | None:
    """The same value in two reports of one event, or a value that follows one closely."""
    told = _by_value(one, other) if one_value(one.figure, other.figure) else None
    if told is None and goes_on(one, other):
        return Bond(1, "series", "a later value in the same company, by a name that is much like it")
    return told


def _by_value(one: Saying, other: Saying) -> Bond | None:
    if retold(one, other):
        return Bond(3.5, "one_event", "the same value in a document of the same values")
    if one_report(one, other):
        close = kinship(one.figure, other.figure) - LEAST
        return Bond(1 + close / 20, "one_event", "the same value in another report of the event")
    if told_alike(one, other):
        return Bond(1 + company(one.figure, other.figure).share / 10, "one_event", "the same value in the same company")
    return None


def contradict_figures(one: Point, other: Point) -> bool:
    """Does a document that has both count two things by one name: another value, for no other time?"""
    mine, its = saying(one), saying(other)
    if not mine or not its or not one_line(mine.figure, its.figure) or alike(mine.figure, its.figure):
        return False
    return same_time(mine.time, its.time) or not stated(mine.time) or not stated(its.time)


def _of_years(said: Saying) -> bool:
    """Is it the growth of several years together? That of a year neither follows nor contradicts it."""
    of_growth = said.figure.unit == "percent" and "growth" in said.figure.aspect
    return of_growth and said.figure.as_of is not None and grain(said.figure.as_of) == "years"


LEAPS = {True: 2, False: 10}
"""So many times another value, of the same time or not, is another thing by a like name: a part, or the whole."""


def _leaps(one: Saying, other: Saying) -> bool:
    """A sum that begins anew each January may grow by any factor."""
    if grain(one.time) == grain(other.time) == "since January":
        return False
    together = one_line(one.figure, other.figure) and comparable(one.time, other.time) and at_once(one.time, other.time)
    return far(one.figure, other.figure, LEAPS[together])
