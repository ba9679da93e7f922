"""The words of a text that two languages share: those of words.toml in all their forms, and what is left of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from measures.forms_en import forms
from measures.lexicon import Vocabulary, in_use, remembered
from measures.lexicon.checks import key
from measures.text import normalise


@dataclass(frozen=True, slots=True)
class Wording:
    """The `words` of a text by their ids, and the `rest` of it: a normalised text with blanks where they stood."""

    words: frozenset[str]
    rest: str


@remembered
def wording(text: str) -> Wording:
    """Take the words that the vocabulary knows out of a text."""
    plain = normalise(text).text
    rest = list(plain)
    found = vocabulary().find(plain)
    for hit in found:
        rest[hit.start : hit.end] = " " * (hit.end - hit.start)
    return Wording(frozenset(hit.id for hit in found), "".join(rest))


@remembered
def vocabulary() -> Vocabulary:
    """The words with every form of those that may be verbs: connect, connecting, connected."""
    known = in_use().words
    names = {key(name) for term in known.values() for name in term.en}
    return Vocabulary({id: replace(term, en=tuple(_all_forms(term.en, names))) for id, term in known.items()})


def _all_forms(names: tuple[str, ...], taken: set[str]) -> Iterator[str]:
    yield from names
    for name in names:
        if name.isalpha():
            yield from (form for form, _ in forms(name) if key(form) not in taken)


@remembered
def spread() -> Mapping[str, int]:
    """In the names of how many entries of the other vocabularies a word stands."""
    known = in_use()
    count: dict[str, int] = {}
    for term in (*known.topics.values(), *known.subjects.values()):
        told = {hit.id for name in (*term.en, *term.mt, *term.zh) for hit in vocabulary().find(name)}
        for id in told:
            count[id] = count.get(id, 0) + 1
    return count
