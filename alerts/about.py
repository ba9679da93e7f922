"""What a change is about, as rules ask for it: topics, subjects, bodies, units, words; each found when asked for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from measures import agencies
from measures.canonical import series_unit
from measures.lexicon import Lexicon, Term, in_use, remembered
from measures.lexicon.search import HAN, key_of
from measures.model import Change, Figure
from measures.text import normalise

_STOP = re.compile(r"[\n，。；：！？、]|[,;:!?](?=\s)|(?<!\b[A-Z])\.(?=\s)")
"""What ends a phrase; but no point in "U.S. firms" or 3.5."""


@dataclass(frozen=True)
class About:
    """A change under every name that a rule may know it by."""

    change: Change

    @cached_property
    def kind(self) -> str:
        return "figure" if isinstance(self.change.statement, Figure) else "initiative"

    @cached_property
    def subjects(self) -> frozenset[str]:
        """What is counted, and which side of it; or what the act is recognised by."""
        said = self.change.statement
        if isinstance(said, Figure):
            return frozenset({said.subject, f"{said.subject}.{said.aspect}", said.indicator})
        return said.concepts

    @cached_property
    def topics(self) -> frozenset[str]:
        """The objects of the topics that it names, and the fields they belong to."""
        known, said = in_use(), self.change.statement
        if isinstance(said, Figure):
            named = [hit.entry for hit in known.topics.find(self._told)]
            named += [known.subjects[said.subject]] if said.subject in known.subjects else []
            return frozenset({term.id for term in named} | _fields(named))
        named = [known.topics[id] for id in said.concepts if id in known.topics]
        return frozenset({said.topic, *(term.id for term in named)} | _fields(named)) - {""}

    @cached_property
    def agencies(self) -> frozenset[str]:
        """Who acts; of a figure, who is named in its sentence and who publishes it."""
        said, publisher = self.change.statement, self.change.origin.publisher
        ids = _bodies(in_use())
        if isinstance(said, Figure):
            return frozenset(ids.get(name, name) for name in _named(f"{self._told}\n{_one_form(publisher)}"))
        acting = said.actors or _named(_one_form(publisher))
        return frozenset(ids.get(name, name) for name in (*acting, *_places(self._told)))

    @cached_property
    def units(self) -> frozenset[str]:
        """The unit of a figure, that of its series, and those it is given in once more."""
        said = self.change.statement
        if not isinstance(said, Figure):
            return frozenset()
        given = {said.unit, *(unit for _, unit in said.conversions)}
        return frozenset(given | {series_unit(unit)[0] for unit in given})

    def names(self, word: str) -> bool:
        """Tell whether one of its wordings holds a word or phrase, in whatever case, number and width.

        English words are whole words; Chinese ones stand anywhere.
        """
        asked = _one_form(word)
        phrase = key_of(asked)
        if HAN.search(asked) or not phrase:
            return bool(bare := _bare(asked)) and bare in self._bare
        return _holds(self._phrases, phrase)

    @cached_property
    def _told(self) -> str:
        """Its sentence and the name of its measure."""
        sentence = self.change.sentence or self.change.statement.quote
        return f"{_one_form(sentence)}\n{_one_form(self.change.title)}"

    @cached_property
    def _said(self) -> str:
        """Every wording a word of a rule may stand in, a line each."""
        return "\n".join((self._told, *(_one_form(text) for text in _wordings(self.change))))

    @cached_property
    def _phrases(self) -> tuple[tuple[str, ...], ...]:
        return tuple(key_of(phrase) for phrase in _STOP.split(self._said))

    @cached_property
    def _bare(self) -> str:
        return _bare(self._said)


def _wordings(change: Change) -> Iterator[str]:
    said = change.statement
    yield change.origin.title
    yield said.label if isinstance(said, Figure) else said.title
    yield from () if isinstance(said, Figure) else said.actors


@lru_cache(maxsize=256)
def _one_form(text: str) -> str:
    return normalise(text).text


def _bare(text: str) -> str:
    """A text without blanks and quotes, which Chinese sets as it likes, in lower case."""
    return "".join(char for char in text.casefold() if char not in " \"'《》")


def _holds(phrases: Iterable[Sequence[str]], asked: Sequence[str]) -> bool:
    """Tell whether the words asked for stand in one of the phrases, one after the other."""
    size = len(asked)
    return any(said[at : at + size] == asked for said in phrases for at in range(len(said) - size + 1))


def _fields(named: Sequence[Term]) -> set[str]:
    """The fields that objects belong to; general ones (research, standards) only where nothing else is named."""
    telling = [term for term in named if term["kind"] != "generic"] or named
    return {term["topic"] for term in telling} - {""}


def _named(text: str) -> tuple[str, ...]:
    return agencies.names(agencies.mentions(text))


def _places(text: str) -> Iterator[str]:
    """The places whose government acts: actors tell them only as "local governments"."""
    return (body.name for body in agencies.mentions(text) if body.kind == "province")


@remembered
def _bodies(known: Lexicon) -> dict[str, str]:
    """The ids of bodies by the names that statements give them."""
    return {term["name"] or term.label("en"): id for id, term in known.agencies.items()}
