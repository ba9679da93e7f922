"""How much a concept tells, counted in the vocabulary: names of broad ones stand inside the names of many others."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from measures.forms_en import forms
from measures.lexicon import Term, in_use, remembered, stem
from measures.wording import spread

HAN = re.compile(r"[\u3400-\u9fff]").search
MOST, WORD, ACT, LEAST = 1.3, 1.0, 0.6, 0.1
"""The weights of a name that stands in no other, of a word, of one for what is done, of one that says nothing."""
_ROOT = 6
"""So many letters show that two forms are of one word: renovating, renovation."""


@remembered
def weight(concept: str) -> float:
    """How much a concept (as `same_name` and `root` leave it) tells of the programme it stands in, up to `MOST`."""
    if concept in _entries():
        return _entry_weight(concept)
    if HAN(concept):
        return WORD / 2
    if concept in _empty():
        return LEAST
    return WORD / (1 + math.log2(1 + _spread()[concept]))


def word_weight(id: str) -> float:
    """How much a word of both languages tells: little if it stands in many names."""
    kind = in_use().words[id]["kind"]
    if kind == "generic":
        return LEAST
    return (ACT if kind == "act" else WORD) / (1 + math.log2(1 + spread().get(id, 0)) / 4)


@remembered
def same_thing(word: str) -> frozenset[str]:
    """The names of objects and fields that a word of both languages is, rather than a part of."""
    named = _things()
    return frozenset(thing for name in _names(in_use().words[word]) for thing in named.get(name, ()))


def _entry_weight(id: str) -> float:
    """Broad are a name that is part of many, and an entry that gathers unlike names, a field rather than a thing."""
    return MOST * (0.4 + 0.6 * _unity(_entries()[id])) / (1 + math.log2(1 + _inside()[id]) / 2)


def _unity(term: Term) -> float:
    """The part of an entry's names that share a word or a character: 1 for one thing in many spellings."""
    shares = []
    for names in ((*term.en, *term.mt), term.zh):
        parts = [set(_sequence(name)) - _LINKS for name in names]
        count = Counter(part for words in parts for part in words)
        shares += [max(count.values()) / len(parts)] if count else []
    return sum(shares) / len(shares)


@remembered
def _entries() -> Mapping[str, Term]:
    """The entries by which initiatives are recognised."""
    return {**in_use().subjects, **in_use().topics}


@remembered
def same_name(concept: str) -> str:
    """The field that shares a name with a subject: a thing that two vocabularies know is one concept."""
    names = _names(_entries()[concept]) if concept in in_use().subjects else ()
    shared = Counter(id for name in names for id in _by_name().get(name, ()))
    return min(shared, key=lambda id: (-shared[id], id)) if shared else concept


@cache
def root(word: str) -> str:
    """The part of an English word that its forms share."""
    return word if HAN(word) or "_" in word else word[:_ROOT]


@remembered
def _by_name() -> Mapping[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for id, term in in_use().topics.items():
        for name in set(_names(term)):
            found[name].append(id)
    return found


@remembered
def _things() -> Mapping[tuple[str, ...], set[str]]:
    """The objects and fields that a name is of."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for id, term in _entries().items():
        for name in _names(term):
            found[name].add(same_name(id))
    return found


def _names(term: Term) -> Iterator[tuple[str, ...]]:
    """The names as sequences: of words, or of Chinese characters."""
    yield from map(_sequence, (*term.en, *term.mt, *term.zh))


def _sequence(name: str) -> tuple[str, ...]:
    return tuple(name) if HAN(name) else tuple(map(stem, re.findall(r"[A-Za-z0-9]+", name)))


_LINKS = frozenset({"of", "and", "for", "the", "in", "to"})


@remembered
def _inside() -> Counter[str]:
    """In how many other entries' names the names of an entry stand."""
    parts: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for id, term in _entries().items():
        for name in _names(term):
            for start, end in ((i, j) for i in range(len(name)) for j in range(i + 1, len(name) + 1)):
                parts[name[start:end]].add(same_name(id))
    return Counter(
        {id: len(set().union(*(parts[n] for n in _names(term))) - {same_name(id)}) for id, term in _entries().items()}
    )


@remembered
def _spread() -> Counter[str]:
    """In the names of how many entries the root of a word stands."""
    roots = (
        {root(word) for name in _names(term) for word in name}
        for term in (*_entries().values(), *in_use().agencies.values(), *in_use().metrics.values())
    )
    return Counter(word for words in roots for word in words)


@remembered
def _empty() -> frozenset[str]:
    """The roots of the verbs of government, which are the act and not its object, and of measures of money."""
    known = (act for act in in_use().acts.values() if act["force"] != "none")
    acts = (name.lower().split()[0] for act in known for name in (*act.en, *act.mt))
    verbs = {root(stem(form)) for act in acts for form, _ in forms(act)}
    units = {root(stem(word)) for unit in in_use().units.values() for name in unit.en for word in name.split()}
    return frozenset(verbs | units | _TOLD)


_REPORTED = "said say noted added monday tuesday wednesday thursday friday etc"
_TOLD = frozenset(root(word) for word in _REPORTED.split())
