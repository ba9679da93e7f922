"""Whether two documents tell of one event, by the values that both give, and which of them are told of one thing.

A document gives few numbers that tell: one that shares a good part of them with another tells of the same event.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import fsum

from measures.canonical import canonical
from measures.lexicon import remembered
from measures.model import Figure
from measures.names import series
from measures.values import counted, specific, telling_digits

VALUE, PLACE = "=", "@"
"""What a context says of the document: a value it gives; which of its equal values the figure is, of how many."""
MOST = 24
"""So many values stand for a document: those whose hashes are the smallest, in any document."""
TELLING, PLAIN, ROUND = 1.3, 0.7, 0.4
"""The weights of a number that speaks for itself, of one of two digits, and of one of a single digit."""


def retellings(figures: Sequence[Figure]) -> list[frozenset[str]]:
    """For each figure of a document, what its context says of the document."""
    read = [canonical(figure) for figure in figures]
    values = frozenset(f"{VALUE}{_written(figure.value)}" for figure in read)
    told = frozenset(sorted(values, key=_hash)[:MOST])
    named: dict[tuple[str, Decimal, Decimal | None], dict[str, int]] = defaultdict(dict)
    for figure in read:
        named[_amount(figure)].setdefault(series(figure), len(named[_amount(figure)]) + 1)
    return [
        told | {f"{PLACE}{named[_amount(figure)][series(figure)]}/{len(named[_amount(figure)])}"} for figure in read
    ]


def _amount(figure: Figure) -> tuple[str, Decimal, Decimal | None]:
    return ("count" if counted(figure.unit) else figure.unit), figure.value, figure.value_max


def _written(value: Decimal) -> str:
    return f"{abs(value).normalize():f}"


def _hash(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Shared:
    """What two documents both give besides a value: its `weight`, and the `share` of the shorter one, 0 to 1."""

    weight: float = 0.0
    share: float = 0.0


def shared(one: Figure, other: Figure) -> Shared:
    """Compare the documents of two figures by the values that stand for them, without those of the two."""
    mine, its = _sketch(one.context), _sketch(other.context)
    if not mine or not its:
        return Shared()
    own = {f"{VALUE}{_written(canonical(figure).value)}" for figure in (one, other)}
    reach = min(max(map(_hash, told)) if len(told) >= MOST else "g" for told in (mine, its))
    here, there = ({value: size for value, size in told.items() if _hash(value) <= reach} for told in (mine, its))
    both = here.keys() & there.keys()
    least = min(fsum(here.values()), fsum(there.values()))
    return Shared(_sum(here, both - own), _sum(here, both) / least if least else 0.0)


def _sum(weights: Mapping[str, float], values: Iterable[str]) -> float:
    return fsum(weights[value] for value in values)


def in_one_place(one: Figure, other: Figure) -> bool:
    """Does each document give the value once, or is each the same of as many equal ones?"""
    places = [{part for part in figure.context if part[0] == PLACE} for figure in (one, other)]
    return bool(places[0]) and places[0] == places[1]


@remembered
def _sketch(context: frozenset[str]) -> Mapping[str, float]:
    return {part: _weight(Decimal(part[1:])) for part in context if part[0] == VALUE}


def _weight(value: Decimal) -> float:
    return TELLING if specific(value) else PLAIN if telling_digits(value) > 1 else ROUND
