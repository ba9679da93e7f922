"""How alike two initiatives are: the concepts, words and numbers they share, each by how much it tells."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from measures.events import Nearness
from measures.lexicon import in_use, remembered
from measures.model import Initiative
from measures.numbers import quantities
from measures.telling import HAN, LEAST, MOST, root, same_name, weight
from measures.text import is_chinese, normalise
from measures.values import specific

ALONE = 0.75
"""The share from which one name shows that two texts of one event and two languages speak of one thing."""
FEW, BATCH = 0.7, 1.0
"""The weights of a small number, and of one in a series."""
_YEAR = range(1990, 2100)
_MONEY = frozenset("billion million trillion hundred thousand yuan dollar one two three four five".split())  # noqa: SIM905

Traits = Mapping[str, float]


@remembered
def traits(initiative: Initiative) -> Traits:
    """What an initiative is known by, each with its weight."""
    told = {name: weight(name) for concept in initiative.concepts for name in _parts(concept)}
    return {name: size for name, size in told.items() if size > LEAST and name not in _MONEY}


def _parts(concept: str) -> list[str]:
    """A concept as one name; of unknown Chinese, pairs of characters."""
    if HAN(concept):
        return [concept[n : n + 2] for n in range(len(concept) - 1)]
    return [root(same_name(concept.strip("-")))]


@remembered
def numbers(initiative: Initiative) -> frozenset[Decimal]:
    """The numbers of its quote that are neither years nor lengths of time."""
    if not re.search(r"\d|[一二三四五六七八九十百千万亿]|hundred|thousand|illion|half", initiative.quote):
        return frozenset()
    text = normalise(initiative.quote).text
    found = quantities(text, in_use().units, chinese=is_chinese(text))
    return frozenset(q.value for q in found if q.kind not in ("duration", "order") and q.value not in _YEAR)


def named(concept: str) -> bool:
    """Is it an id of a vocabulary, the same in both languages?"""
    return "_" in concept or concept in in_use().subjects


@dataclass(frozen=True, slots=True)
class Likeness:
    """The `share` of the weight that two initiatives have in common, 0 to 1, and that `common` weight."""

    share: float = 0.0
    common: float = 0.0


def likeness(one: Initiative, other: Initiative, near: Nearness = "same") -> Likeness:
    """Compare two initiatives: the mean of the shares in both and in the shorter one.

    Of two languages only names and numbers can be compared; one of them alone shows little.
    """
    mine, its = _comparable(one, other, near)
    shared = mine.keys() & its.keys()
    if not shared:
        return Likeness()
    weight = sum(mine[name] for name in shared)
    least = min(sum(mine.values()), sum(its.values()))
    share = (weight / sum({**mine, **its}.values()) + weight / least) / 2
    alone = len(shared) == 1 and _chinese(one) != _chinese(other)
    return Likeness(share, weight) if not alone or (near == "same" and share > ALONE) else Likeness()


def _comparable(one: Initiative, other: Initiative, near: Nearness) -> tuple[Traits, Traits]:
    """The traits that both texts can have: no words where the languages differ, numbers where both have them.

    The numbers of another event are others, and batches are counted on: they only tell where they are the same.
    """
    mine, its = dict(traits(one)), dict(traits(other))
    if _chinese(one) != _chinese(other):
        mine, its = _named(mine), _named(its)
    same = numbers(one) & numbers(other)
    here, there = (
        (numbers(one), numbers(other)) if near != "other" and numbers(one) and numbers(other) else (same, same)
    )
    mine, its = mine | _numbered(here), its | _numbered(there)
    if one.batch and one.batch == other.batch:
        mine, its = mine | {"batch": BATCH}, its | {"batch": BATCH}
    return mine, its


def _chinese(initiative: Initiative) -> bool:
    return bool(HAN(initiative.quote))


def _named(told: Traits) -> dict[str, float]:
    return {name: size for name, size in told.items() if named(name)}


def _numbered(values: Iterable[Decimal]) -> dict[str, float]:
    return {f"#{value.normalize():f}": MOST if specific(value) else FEW for value in values}
