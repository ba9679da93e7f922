"""What a figure is told with: what its sentence names, its words, and the numbers beside it.

Reports of one event name a thing as they like and in two languages, but they tell it in the same company.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import fsum

from measures.concepts import concepts_in
from measures.lexicon import Lexicon, remembered
from measures.model import Document, Figure
from measures.retold import PLACE, VALUE, retellings
from measures.telling import HAN, LEAST, MOST, root, same_name, weight
from measures.text import normalise
from measures.values import specific

BESIDE = 2
"""So many figures before and after one are told with it."""
SMALL = 0.7
"""The weight of a number that many a sentence has."""


def with_contexts(figures: Sequence[Figure], document: Document, lexicon: Lexicon) -> Iterator[Figure]:
    """Yield the figures of a document, in order, each with what it is told with."""
    named: dict[tuple[int, int], frozenset[str]] = {}
    for number, (figure, told) in enumerate(zip(figures, retellings(figures), strict=True)):
        place = (figure.sentence_start, figure.sentence_end)
        if place not in named:
            sentence = normalise(document.text[slice(*place)]).text
            named[place] = concepts_in(sentence, 0, len(sentence), lexicon)
        beside = (*figures[max(0, number - BESIDE) : number], *figures[number + 1 : number + 1 + BESIDE])
        numbers = {f"#{other.value.normalize():f}" for other in beside if other.value != figure.value}
        yield replace(figure, context=named[place] | numbers | told)


@dataclass(frozen=True, slots=True)
class Company:
    """What two figures are told with in common: its `weight`, and the `share` of all it is, 0 to 1."""

    weight: float = 0.0
    share: float = 0.0


def company(one: Figure, other: Figure) -> Company:
    """Compare what two figures are told with; of two languages only names and numbers."""
    mine, its = weighed(one.context), weighed(other.context)
    if bool(HAN(one.quote)) != bool(HAN(other.quote)):
        mine, its = _spoken_by_both(mine), _spoken_by_both(its)
    shared = mine.keys() & its.keys()
    if not shared:
        return Company()
    common = fsum(mine[name] for name in shared)
    least = min(fsum(mine.values()), fsum(its.values()))
    return Company(common, (common / fsum({**mine, **its}.values()) + common / least) / 2)


@remembered
def weighed(context: frozenset[str]) -> Mapping[str, float]:
    """How much each part of a context tells; Chinese words that nobody knows by pairs of characters."""
    told = {name: _weight(name) for part in context if part[0] not in _OF_DOCUMENT for name in _names(part)}
    return {name: size for name, size in told.items() if size > LEAST}


_OF_DOCUMENT = (PLACE, VALUE)


def _names(part: str) -> list[str]:
    if part[0] == "#":
        return [part]
    return [part[n : n + 2] for n in range(len(part) - 1)] if HAN(part) else [root(same_name(part.strip("-")))]


def _weight(name: str) -> float:
    if name[0] != "#":
        return weight(name)
    return MOST if specific(Decimal(name[1:])) else SMALL


def _spoken_by_both(told: Mapping[str, float]) -> dict[str, float]:
    return {name: size for name, size in told.items() if name[0] == "#" or "_" in name}
