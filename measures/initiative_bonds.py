"""What binds two initiatives into one measure: they share the concepts that tell programmes apart."""

import hashlib
from collections.abc import Iterator
from itertools import combinations

from measures.bond import Bond
from measures.events import Nearness, days, nearness
from measures.likeness import is_shared, likeness, number, numbers, traits
from measures.model import Initiative, Origin, Point
from measures.placing import two_places
from measures.stages import in_series
from measures.values import specific

NEEDED: dict[Nearness, float] = {"same": 0.2, "maybe": 0.24, "other": 0.7}
"""What the squared share of common weight times that weight takes for initiatives of one event, of perhaps one, and of
two to be one: alike in little that tells much, or in much."""
PERHAPS = 0.6
"""The part of what is needed from which it is left to a person."""
PAIRED, ALONE = 7, 5
"""So many of the most telling names make keys: in pairs on any day, and each alone on the day of the event."""
UNSURE = 0.99
"""What binds initiatives at most of which one is denied."""
TWICE = 0.9
"""What two lines of one document take to be one."""


def initiative_keys(initiative: Initiative, origin: Origin | None = None) -> frozenset[str]:
    """Return every pair of the most telling names and words, its large numbers, and what it shares with its event."""
    large = (f"i|{number(value)}" for value in numbers(initiative) if specific(value))
    return name_keys(initiative) | frozenset(large) | frozenset(_event_keys(initiative, origin) if origin else ())


def name_keys(initiative: Initiative) -> frozenset[str]:
    """Every pair of the most telling names and words; wordings that share two of them meet on any day."""
    chosen = _telling(initiative, PAIRED)
    pairs = combinations(sorted(chosen), 2) if len(chosen) > 1 else [tuple(chosen)]
    return frozenset("i|" + "|".join(pair) for pair in pairs)


def _event_keys(initiative: Initiative, origin: Origin) -> Iterator[str]:
    marks = _telling(initiative, ALONE)
    marks += [number(value) for value in sorted(numbers(initiative), reverse=True)[:2]]
    marks += [f"batch {initiative.batch}"] if initiative.batch else []
    yield from (f"e|{day}|{mark}" for day in days(origin) for mark in marks)


def _telling(initiative: Initiative, most: int) -> list[str]:
    """The names and words of both languages that tell most; of a text without, those of its own."""
    told = traits(initiative)
    both = [name for name in told if is_shared(name)]
    return sorted(both if len(both) > 1 else told, key=lambda name: (-told[name], _shuffled(name)))[:most]


def _shuffled(name: str) -> str:
    """An order that every text agrees on and no alphabet favours."""
    return hashlib.sha256(name.encode()).hexdigest()


def bond_initiatives(one: Point, other: Point) -> Bond | None:
    """What binds two initiatives, if anything; two lines of a document only if they say the same."""
    mine, its = one.statement, other.statement
    if not isinstance(mine, Initiative) or not isinstance(its, Initiative):
        return None
    if two_places(mine, its):
        return None
    together = one.origin.document == other.origin.document
    series = in_series(mine, its)
    near = "other" if series else nearness(one.origin, other.origin)
    like = likeness(mine, its, near)
    if together and not series:
        twice = mine.batch == its.batch and mine.denied == its.denied and like.share >= TWICE
        return Bond(1 + like.share, "programme", f"told twice ({like.share:.2f})") if twice else None
    strength = like.share**2 * like.common / NEEDED[near]
    if mine.denied != its.denied:
        strength = min(strength, UNSURE)
    if strength < (1 if together else PERHAPS):
        return None
    return Bond(strength, "programme", f"{'batches' if series else 'shared concepts'} ({like.share:.2f})")
