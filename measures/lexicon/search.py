"""The search for names in a text: English by words, Chinese by characters, the longest name first."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from measures.lexicon.terms import Hit, Term

HAN = re.compile("[㐀-鿿]")
_IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "news": "news",
    "bases": "base",
    "taxis": "taxi",
}
_SPELLING = {
    "isation": "ization",
    "ising": "izing",
    "ised": "ized",
    "ise": "ize",
    "centre": "center",
    "programme": "program",
    "tonne": "ton",
    "labour": "labor",
    "fibre": "fiber",
    "aluminium": "aluminum",
}


@cache
def stem(word: str) -> str:
    """A word in lower case without its regular plural, in one spelling: what two forms of a name share."""
    word = word.casefold()
    word = _IRREGULAR.get(word) or _singular(word)
    for british, american in _SPELLING.items():
        if word.endswith(british):
            return word[: -len(british)] + american
    return word


def _singular(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word[:-1] if word == "evs" else word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses", "zzes")):
        return word[:-2]
    return word[:-1]


_Word = tuple[int, int, str]
"""Where a word starts and ends, and its stem."""
_WORD = re.compile(r"[a-z0-9]+", re.IGNORECASE)
_GAP = re.compile(r"[ \n\"'&-]{0,4}\Z|'s[ ]\Z")
_LOOSE_GAP = re.compile(r"[ \n\"',&-]{0,5}\Z")
_SKIPPED = frozenset("\"' 《》")


def key_of(name: str) -> tuple[str, ...]:
    return tuple(stem(match.group()) for match in _WORD.finditer(name))


@dataclass(slots=True)
class _Node:
    """The words read so far of English names: the words that may follow, and the names that end here."""

    next: dict[str, "_Node"] = field(default_factory=dict)
    ends: list[tuple[bool, Term]] = field(default_factory=list)

    def add(self, words: Sequence[str], *, commas: bool, term: Term) -> None:
        node = self
        for word in words:
            node = node.next.setdefault(word, _Node())
        node.ends.append((commas, term))


class Vocabulary(Mapping[str, Term]):
    """The entries of one kind, by id, and the search for their names in a text."""

    # A vocabulary is made once and never changed: it is itself, whatever another holds, and can be a key of a cache.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._terms = dict(terms)

    def __getitem__(self, id: str) -> Term:
        return self._terms[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    @cached_property
    def _english(self) -> dict[str, _Node]:
        """The names by their words, one word after the other."""
        root = _Node()
        for term in self._terms.values():
            for name in (*term.en, *term.mt):
                if not HAN.search(name) and (words := key_of(name)):
                    root.add(words, commas="," in name, term=term)
        return root.next

    @cached_property
    def _chinese(self) -> dict[str, list[tuple[str, Term]]]:
        """First two characters (or the only one) -> names, longest first."""
        index = defaultdict(list)
        for term in self._terms.values():
            for name in (*term.zh, *term.mt):
                if name in term.zh or HAN.search(name):
                    bare = "".join(char for char in name.casefold() if char not in _SKIPPED)
                    index[bare[:2]].append((bare, term))
        return {first: sorted(names, key=lambda name: -len(name[0])) for first, names in index.items()}

    @cached_property
    def _heads(self) -> re.Pattern[str]:
        """Where a Chinese name may begin: most characters of a text begin none."""
        seconds: dict[str, str] = defaultdict(str)
        for name in sorted(self._chinese):
            seconds[name[0]] += name[1:]
        alone = {name for name in self._chinese if len(name) == 1}
        heads = (
            re.escape(first) + ("" if first in alone else f"[{re.escape(rest)}]") for first, rest in seconds.items()
        )
        return re.compile("|".join(heads) or "(?!)")

    def find(self, text: str) -> tuple[Hit, ...]:
        """The names in a normalised text, in order, none inside another: the first, then the longest, wins."""
        found = [*self._find_english(text), *self._find_chinese(text)]
        found.sort(key=lambda hit: (hit.start, -hit.end))
        kept: list[Hit] = []
        for hit in found:
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
        return tuple(kept)

    def _find_english(self, text: str) -> Iterator[Hit]:
        words = _words(text)
        index, free = self._english, 0
        for at in [at for at, word in enumerate(words) if word[2] in index]:
            if at >= free:
                hit, used = self._english_at(text, words, at)
                if hit:
                    yield hit
                free = at + used

    def _english_at(self, text: str, words: Sequence[_Word], at: int) -> tuple[Hit | None, int]:
        """The longest name that starts with a word, and how many words it takes; abbreviations in brackets may stand
        between them: "enterprises (SMEs) that"."""
        node, last, loose = self._english.get(words[at][2]), words[at], False
        hit, used, place = None, 1, at
        while node is not None:
            if term := next((term for commas, term in node.ends if commas or not loose), None):
                hit, used = Hit(term.id, words[at][0], last[1], term), place + 1 - at
            place += 1
            if place < len(words) and _is_bracket(text, words[place]):
                place += 1
            if not node.next or place >= len(words):
                break
            node = node.next.get(words[place][2])
            gap = _gap(text, last, words[place]) if node is not None else ""
            if gap == "apart":
                break
            last, loose = words[place], loose or gap == "comma"
        return hit, used

    def _find_chinese(self, text: str) -> Iterator[Hit]:
        bare, places = _bare(text)
        head = self._heads.search(bare)
        while head:
            at = head.start()
            name, term = self._chinese_at(bare, at)
            if term:
                yield Hit(term.id, places[at], places[at + len(name) - 1] + 1, term)
            head = self._heads.search(bare, at + (len(name) or 1))

    def _chinese_at(self, bare: str, at: int) -> tuple[str, Term | None]:
        for first in (bare[at : at + 2], bare[at]):
            for name, term in self._chinese.get(first, ()):
                if bare.startswith(name, at) and not _inside_word(bare, at, at + len(name)):
                    return name, term
        return "", None

    def at(self, text: str, place: int) -> Hit | None:
        """The longest name that starts at one place of a normalised text."""
        if place >= len(text):
            return None
        if match := _WORD.match(text, place):
            ahead = [match, *_WORD.finditer(text, match.end(), match.end() + 60)]
            hit, _ = self._english_at(text, [(word.start(), word.end(), stem(word.group())) for word in ahead], 0)
            if hit:
                return hit
        name, term = self._chinese_at(text[place : place + 24].lower(), 0)
        return Hit(term.id, place, place + len(name), term) if term else None


@lru_cache(maxsize=16)
def _words(text: str) -> list[_Word]:
    """The words of a text with their places; a sentence is searched by several vocabularies in turn."""
    return [(match.start(), match.end(), stem(match.group())) for match in _WORD.finditer(text)]


@lru_cache(maxsize=16)
def _bare(text: str) -> tuple[str, Sequence[int]]:
    """A text in lower case without quotes and blanks, and where each of its characters stands; empty if not Chinese."""
    if not HAN.search(text):
        return "", []
    if _SKIPPED.isdisjoint(text) and len(bare := text.lower()) == len(text):
        return bare, range(len(text))
    places = [at for at, char in enumerate(text) if char not in _SKIPPED]
    bare = "".join(text[at] for at in places).lower()
    if len(bare) != len(places):  # a few letters grow in lower case
        bare = "".join(text[at] for at in places)
    return bare, places


def _is_bracket(text: str, word: _Word) -> bool:
    return text[word[0] - 1] == "(" and text[word[1] : word[1] + 1] == ")" and text[word[0] : word[0] + 2].isupper()


_BRACKET = re.compile(r"\s?\([A-Z][A-Za-z]{1,9}\)")


def _gap(text: str, one: _Word, other: _Word) -> str:
    """How two words stand: "together" (a space, a quote, a hyphen, the dots of U.S.), with a "comma", or "apart"."""
    between = text[one[1] : other[0]]
    if between in (" ", "-"):
        return "together"
    between = _BRACKET.sub("", between)
    if _GAP.match(between) or (between in (".", ". ") and _is_dotted(text, one, other)):
        return "together"
    return "comma" if _LOOSE_GAP.match(between) else "apart"


def _is_dotted(text: str, one: _Word, other: _Word) -> bool:
    """Whether a dot joins two words: U.S., PM2.5."""
    return one[1] - one[0] == 1 or (text[one[1] - 1].isdigit() and text[other[0]].isdigit())


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether a name in Latin letters is a part of a longer word (EB in "web"); a digit before it is no word."""
    before = start > 0 and text[start].isascii() and text[start].isalpha() and text[start - 1].isascii()
    after = end < len(text) and text[end - 1].isascii() and text[end - 1].isalnum() and text[end].isascii()
    return (before and text[start - 1].isalpha()) or (after and text[end].isalnum())
