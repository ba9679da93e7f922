"""What binds two initiatives into one measure: they share the concepts that tell programmes apart."""

import hashlib
from collections.abc import Iterator
from itertools import combinations

from measures.bond import Bond
from measures.events import Nearness, days, nearness
from measures.likeness import likeness, named, numbers, traits
from measures.model import Initiative, Origin, Point

LEAST = 0.36
"""The share of common weight that it takes at least to be one."""
NEEDED: dict[Nearness, float] = {"same": 0.65, "maybe": 0.7, "other": 1.4}
"""That share times the common weight, from which initiatives of one event, of perhaps one, and of two are one: alike in
little that tells much, or in much."""
PERHAPS = 0.6
"""The part of what is needed from which it is left to a person."""
TWICE = 0.9
"""What two lines of one document take to be one."""


def initiative_keys(initiative: Initiative, origin: Origin | None = None) -> frozenset[str]:
    """Return every pair of the most telling concepts, and each of them beside the day of the event."""
    return name_keys(initiative) | frozenset(_event_keys(initiative, origin) if origin else ())


def name_keys(initiative: Initiative) -> frozenset[str]:
    """Every pair of the most telling concepts; wordings that share two of them meet on any day."""
    chosen = _telling(initiative, 5)
    pairs = combinations(sorted(chosen), 2) if len(chosen) > 1 else [tuple(chosen)]
    return frozenset("i|" + "|".join(pair) for pair in pairs)


def _event_keys(initiative: Initiative, origin: Origin) -> Iterator[str]:
    marks = [name for name in _telling(initiative, 8) if named(name)][:4]
    marks += [f"#{value.normalize():f}" for value in sorted(numbers(initiative), reverse=True)[:2]]
    marks += [f"batch {initiative.batch}"] if initiative.batch else []
    yield from (f"e|{day}|{mark}" for day in days(origin) for mark in marks)


def _telling(initiative: Initiative, most: int) -> list[str]:
    told = traits(initiative)
    return sorted(told, key=lambda name: (-told[name], _shuffled(name)))[:most]


def _shuffled(name: str) -> str:
    """An order that every text agrees on and no alphabet favours."""
    return hashlib.sha256(name.encode()).hexdigest()


def bond_initiatives(one: Point, other: Point) -> Bond | None:
    """What binds two initiatives, if anything; two lines of a document only if they say the same."""
    mine, its = one.statement, other.statement
    if not isinstance(mine, Initiative) or not isinstance(its, Initiative):
        return None
    near = nearness(one.origin, other.origin)
    like = likeness(mine, its, near)
    if one.origin.document == other.origin.document:
        twice = mine.batch == its.batch and like.share >= TWICE
        return Bond(1 + like.share, "programme", f"told twice ({like.share:.2f})") if twice else None
    strength = like.share * like.common / NEEDED[near]
    if strength < PERHAPS:
        return None
    if like.share < LEAST:
        strength = min(strength, 0.99)
    return Bond(strength, "programme", f"shared concepts ({like.share:.2f})")
