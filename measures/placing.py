"""Which places statements hold of: what one city counts or does is not that of another."""

from collections.abc import Iterable

from measures.lexicon import in_use, remembered
from measures.model import Figure, Initiative, Point, Statement
from measures.names import two_scopes
from measures.text import normalise

WIDE = frozenset({"world", "urban", "rural", "four_regions", "three_regions"})
"""What is named as a place and tells no act from another."""


@remembered
def places(initiative: Initiative) -> frozenset[str]:
    """The places that an act names."""
    known = in_use().scopes
    named = {hit.id for hit in known.find(normalise(initiative.quote).text) if hit.entry["kind"] == "place"} - WIDE
    return frozenset(named)


def two_places(one: Initiative, other: Initiative) -> bool:
    """Do both name places, and none that is or lies in one of the other's?"""
    mine, its = places(one), places(other)
    return bool(mine and its) and _with_parents(mine).isdisjoint(its) and _with_parents(its).isdisjoint(mine)


def _with_parents(named: frozenset[str]) -> frozenset[str]:
    known = in_use().scopes
    return named | {parent for id in named if (parent := known[id]["parent"])}


def placed(points: Iterable[Point]) -> list[Statement]:
    """One statement for each place of the points; none for those without."""
    some = {place_of(point.statement): point.statement for point in points}
    return [statement for place, statement in some.items() if place]


def place_of(said: Statement) -> str | frozenset[str]:
    """Where a statement holds; empty where it does not say."""
    return said.scope if isinstance(said, Figure) else places(said)


def apart(one: Statement, other: Statement) -> bool:
    """Do two statements hold of two places, or by two means?"""
    if isinstance(one, Figure) and isinstance(other, Figure):
        return two_scopes(one, other)
    return isinstance(one, Initiative) and isinstance(other, Initiative) and two_places(one, other)
