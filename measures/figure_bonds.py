"""What binds two figures into one measure: a series, or a value that shows two names to be of one."""

from measures.bond import Bond
from measures.compare import (
    at,
    at_once,
    comparable,
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
)
from measures.figure_moves import alike
from measures.model import Figure, Point


def bond_figures(one: Point, other: Point) -> Bond | None:
    """What binds two figures: the series, the value under another name, or the value in one event."""
    mine, its = one.statement, other.statement
    if not isinstance(mine, Figure) or not isinstance(its, Figure):
        return None
    if same_fact(mine, one.origin, other):
        return (
            Bond(4, "series", "same series")
            if _one_name(mine, its)
            else Bond(2, "other_name", "other name, same value")
        )
    if one_statement(mine, one.origin, other):
        return Bond(1 + kinship(mine, its) / 10, "one_event", "the same value in another report of the event")
    if not _one_name(mine, its) or not is_series(mine):
        return None
    if _leaps(one, other):
        return Bond(0.7, "series", "the same name, but too far apart to be of one series")
    return Bond(3, "series", "same series")


def _one_name(one: Figure, other: Figure) -> bool:
    return series(one) == series(other)


def contradict_figures(one: Point, other: Point) -> bool:
    """Does a document that has both count two things by one name: another value, for no other time?"""
    mine, its = one.statement, other.statement
    if not isinstance(mine, Figure) or not isinstance(its, Figure) or not one_line(mine, its) or alike(mine, other):
        return False
    early, late = at(one), at(other)
    return same_time(early, late) or not stated(early) or not stated(late)


LEAPS = {True: 2, False: 10}
"""So many times another value, of the same time or not, is another thing by a like name: a part, or the whole."""


def _leaps(one: Point, other: Point) -> bool:
    """A sum that begins anew each January may grow by any factor."""
    mine, its = one.statement, other.statement
    if (
        not isinstance(mine, Figure)
        or not isinstance(its, Figure)
        or grain(at(one)) == grain(at(other)) == "since January"
    ):
        return False
    together = one_line(mine, its) and comparable(at(one), at(other)) and at_once(at(one), at(other))
    return far(mine, its, LEAPS[together])
