"""How alike two initiatives are: the concepts, words and numbers they share, each by how much it tells."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import fsum

from measures.concepts import FILL_ZH, STOP
from measures.events import Nearness
from measures.lexicon import in_use, remembered, stem
from measures.model import Initiative
from measures.numbers import quantities
from measures.telling import HAN, LEAST, WORD, root, same_name, same_thing, weight, word_weight
from measures.text import is_chinese, normalise
from measures.values import specific
from measures.wording import wording

ALONE = 0.75
"""The share from which one name shows that two texts of one event and two languages speak of one thing."""
OTHER, PAIR = 0.8, 0.2
"""What a word of one language counts of its weight, and two Chinese characters that are no known word."""
FEW, LARGE, BATCH = 0.7, 2.0, 1.0
"""The weights of a small number, of a large one, and of one in a series."""
_YEAR = range(1990, 2100)
_MONEY = frozenset("billion million trillion hundred thousand yuan dollar one two three four five".split())  # noqa: SIM905

Traits = Mapping[str, float]


@remembered
def traits(initiative: Initiative) -> Traits:
    """What an initiative is known by, each with its weight: names, words of both languages, and what else is left."""
    told = {same_name(concept): weight(same_name(concept)) for concept in initiative.concepts if named(concept)}
    said = wording(initiative.quote)
    words = {"~" + word: word_weight(word) for word in said.words if not _is_told(word, told)}
    return {**_rest(said.rest), **words, **told}


def _is_told(word: str, told: Traits) -> bool:
    """Is the word a name of something that has been named, and that tells more than the word?"""
    return any(told.get(id, 0) >= word_weight(word) for id in same_thing(word))


def _rest(text: str) -> dict[str, float]:
    """The words of one language only: the roots of English ones, pairs of Chinese characters."""
    roots = {root(stem(word)) for word in re.findall(r"[A-Za-z][A-Za-z-]{2,}", text) if stem(word) not in STOP}
    told = {name: weight(name) * OTHER for name in roots if weight(name) > LEAST and name not in _MONEY}
    runs = FILL_ZH.split(text)
    return told | {run[n : n + 2]: WORD * PAIR for run in runs for n in range(len(run) - 1)}


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


def is_shared(trait: str) -> bool:
    """Can a text of the other language have it too?"""
    return trait[0] == "~" or named(trait)


def number(value: Decimal) -> str:
    """A number as a trait."""
    return f"#{value.normalize():f}"


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
    weight = fsum(mine[name] for name in shared)  # exact, so that the order of the two leaves no trace
    least = min(fsum(mine.values()), fsum(its.values()))
    share = (weight / fsum({**mine, **its}.values()) + weight / least) / 2
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
    return {name: size for name, size in told.items() if is_shared(name)}


def _numbered(values: Iterable[Decimal]) -> dict[str, float]:
    return {number(value): LARGE if specific(value) else FEW for value in values}
