"""The vocabulary as data: subjects, metrics, scopes, units, agencies and acts with their names in both languages.

A file holds one table an entry: lists of names `en`, `zh` and `mt` (as machines translate it), and attributes:

    [little_giant_enterprise]
    en = ["little giant enterprise", "little giant firm"]
    zh = ["专精特新小巨人企业", "小巨人企业"]
    label_en = "little giant enterprises"
    unit = "enterprise"

English names match whole words in any case, singular or plural, with or without quotes and hyphens; Chinese names match
anywhere. The longest name wins.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

Value = str | bool | int | float | tuple[str, ...]

KINDS = ("subjects", "metrics", "scopes", "units", "nouns", "agencies", "acts")
_NAMES = ("en", "zh", "mt")
_ID = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*\Z")
_HAN = re.compile("[㐀-鿿]")


class LexiconError(ValueError):
    """A vocabulary file is wrong; the message names the file, the entry and the field."""

    def __init__(self, file: str, entry: str, problem: str) -> None:
        super().__init__(f"{file}: {f'[{entry}] ' if entry else ''}{problem}")


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: its names and what is known of it."""

    id: str
    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()
    mt: tuple[str, ...] = ()
    attributes: Mapping[str, Value] = field(default_factory=dict)

    def __getitem__(self, attribute: str) -> str:
        """An attribute as text; empty if it is not set."""
        value = self.attributes.get(attribute, "")
        return value if isinstance(value, str) else str(value)

    def flag(self, attribute: str) -> bool:
        """Whether a yes/no attribute is set."""
        return bool(self.attributes.get(attribute, False))

    def words(self, attribute: str) -> tuple[str, ...]:
        """A list attribute; empty if it is not set."""
        value = self.attributes.get(attribute, ())
        return value if isinstance(value, tuple) else (str(value),)

    def label(self, language: str) -> str:
        """What a reader sees: the label, else the first name, else the id in words."""
        names = self.zh if language == "zh" else self.en
        return self[f"label_{language}"] or (names[0] if names else self.id.replace("_", " "))


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in a text: `text[start:end]`."""

    id: str
    start: int
    end: int
    entry: Term


_IRREGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child", "news": "news", "bases": "base"}
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


_WORD = re.compile(r"[a-z0-9]+", re.IGNORECASE)
_GAP = re.compile(r"[ \n\"'&-]{0,4}\Z|'s[ ]\Z")
_LOOSE_GAP = re.compile(r"[ \n\"',&-]{0,5}\Z")
_SKIPPED = frozenset("\"' 《》")


def _key(name: str) -> tuple[str, ...]:
    return tuple(stem(match.group()) for match in _WORD.finditer(name))


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
    def _english(self) -> dict[str, list[tuple[tuple[str, ...], bool, Term]]]:
        """First word -> names (words, whether commas may stand between them, term), longest first."""
        index = defaultdict(list)
        for term in self._terms.values():
            for name in (*term.en, *term.mt):
                if not _HAN.search(name) and (words := _key(name)):
                    index[words[0]].append((words, "," in name, term))
        return {first: sorted(names, key=lambda name: -len(name[0])) for first, names in index.items()}

    @cached_property
    def _chinese(self) -> dict[str, list[tuple[str, Term]]]:
        """First two characters (or the only one) -> names, longest first."""
        index = defaultdict(list)
        for term in self._terms.values():
            for name in (*term.zh, *term.mt):
                if name in term.zh or _HAN.search(name):
                    bare = "".join(char for char in name.casefold() if char not in _SKIPPED)
                    index[bare[:2]].append((bare, term))
        return {first: sorted(names, key=lambda name: -len(name[0])) for first, names in index.items()}

    def find(self, text: str) -> tuple[Hit, ...]:
        """The names in a normalised text, in order, none inside another: the first, then the longest, wins."""
        found = sorted([*self._find_english(text), *self._find_chinese(text)], key=lambda hit: (hit.start, -hit.end))
        kept: list[Hit] = []
        for hit in found:
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
        return tuple(kept)

    def _find_english(self, text: str) -> Iterator[Hit]:
        words = _words(text)
        at = 0
        while at < len(words):
            hit, used = self._english_at(text, words, at)
            if hit:
                yield hit
            at += used

    def _english_at(self, text: str, words: Sequence[tuple[int, int, str]], at: int) -> tuple[Hit | None, int]:
        for name, loose, term in self._english.get(words[at][2], ()):
            last = at + len(name) - 1
            if last < len(words) and all(words[at + k][2] == word for k, word in enumerate(name)):
                gap = _LOOSE_GAP if loose else _GAP
                if all(_joined(text, words[k], words[k + 1], gap) for k in range(at, last)):
                    return Hit(term.id, words[at][0], words[last][1], term), len(name)
        return None, 1

    def _find_chinese(self, text: str) -> Iterator[Hit]:
        if not _HAN.search(text):
            return
        bare, places = _bare(text)
        at = 0
        while at < len(bare):
            name, term = self._chinese_at(bare, at)
            if term:
                yield Hit(term.id, places[at], places[at + len(name) - 1] + 1, term)
            at += len(name) or 1

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
def _words(text: str) -> list[tuple[int, int, str]]:
    """The words of a text with their places; a sentence is searched by several vocabularies in turn."""
    return [(match.start(), match.end(), stem(match.group())) for match in _WORD.finditer(text)]


@lru_cache(maxsize=16)
def _bare(text: str) -> tuple[str, list[int]]:
    """A text in lower case without quotes and blanks, and where each of its characters stands."""
    places = [at for at, char in enumerate(text) if char not in _SKIPPED]
    bare = "".join(text[at] for at in places).lower()
    if len(bare) != len(places):  # a few letters grow in lower case
        bare = "".join(text[at] for at in places)
    return bare, places


def _joined(text: str, one: tuple[int, int, str], other: tuple[int, int, str], gap: re.Pattern[str]) -> bool:
    """Whether two words stand together: nothing between them but a space, a quote, a hyphen, or the dots of U.S."""
    between = text[one[1] : other[0]]
    return bool(gap.match(between)) or (one[1] - one[0] == 1 and between in (".", ". "))


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether a name in Latin letters is a part of a longer word (EB in "web"); a digit before it is no word."""
    before = start > 0 and text[start].isascii() and text[start].isalpha() and text[start - 1].isascii()
    after = end < len(text) and text[end - 1].isascii() and text[end - 1].isalnum() and text[end].isascii()
    return (before and text[start - 1].isalpha()) or (after and text[end].isalnum())


def _names(value: object, file: str, entry: str, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise LexiconError(file, entry, f"{name}: must be a list of names, not {value!r}")
    return tuple(value)


def _attribute(value: object, file: str, entry: str, name: str) -> Value:
    if isinstance(value, list):
        return _names(value, file, entry, name)
    if isinstance(value, str | bool | int | float):
        return value
    raise LexiconError(file, entry, f"{name}: must be text, a number, true/false or a list of words, not {value!r}")


def _term(id: str, table: object, file: str, known: Mapping[str, type]) -> Term:
    if not _ID.match(id):
        raise LexiconError(file, id, "the id must be lower-case words joined by underscores")
    if not isinstance(table, dict):
        raise LexiconError(file, id, "must be a table with lists of names (en, zh, mt) and attributes")
    names = {name: _names(table.get(name, []), file, id, name) for name in _NAMES}
    attributes = {name: _attribute(value, file, id, name) for name, value in table.items() if name not in _NAMES}
    for name, value in attributes.items():
        if known and name not in known:
            raise LexiconError(file, id, f"{name}: no such field; known are {', '.join((*_NAMES, *sorted(known)))}")
        if known and type(value) is not known[name]:
            raise LexiconError(file, id, f"{name}: must be of the kind {known[name].__name__}, not {value!r}")
    return Term(id, **names, attributes=attributes)


def _terms(text: str, file: str, known: Mapping[str, type]) -> dict[str, Term]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(file, "", f"is not TOML: {error}") from error
    return {id: _term(id, table, file, known) for id, table in tables.items()}


def _merged(old: Term | None, new: Term) -> Term:
    if old is None:
        return new
    names = {name: (*getattr(old, name), *getattr(new, name)) for name in _NAMES}
    return Term(new.id, **names, attributes={**old.attributes, **new.attributes})


def _checked(terms: Mapping[str, Term], file: str) -> Vocabulary:
    owners: dict[str, str] = {}
    for term in terms.values():
        if not (term.en or term.zh or term.mt):
            raise LexiconError(file, term.id, "has no name in en, zh or mt")
        for name in (*term.en, *term.zh, *term.mt):
            key = name if name in term.zh else " ".join(_key(name))
            if owners.setdefault(key, term.id) != term.id:
                raise LexiconError(file, term.id, f"the name {name!r} already belongs to [{owners[key]}]")
    return Vocabulary(terms)


def load(kind: str, extra: Sequence[Path] = ()) -> Vocabulary:
    """Read one kind of the built-in vocabulary, with the user's files over it: names are added, attributes replaced.

    Raises `LexiconError` for a file that is not as described above, uses a field the built-in files do not know, or
    gives one name to two entries.
    """
    source = files(__package__) / f"{kind}.toml"
    terms = _terms(source.read_text(encoding="utf-8"), f"{kind}.toml", {}) if source.is_file() else {}
    known = {name: type(value) for term in terms.values() for name, value in term.attributes.items()}
    last = f"{kind}.toml"
    for path in extra:
        last = str(path)
        for id, term in _terms(path.read_text(encoding="utf-8"), last, known).items():
            terms[id] = _merged(terms.get(id), term)
    return _checked(terms, last)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that the readers know of names."""

    subjects: Vocabulary
    metrics: Vocabulary
    scopes: Vocabulary
    units: Vocabulary
    nouns: Vocabulary
    agencies: Vocabulary
    acts: Vocabulary


def lexicon(extra: Mapping[str, Sequence[Path]] | None = None) -> Lexicon:
    """The vocabulary with a user's own files by kind: {"subjects": [path], "agencies": [path]}."""
    own = extra or {}
    if unknown := set(own) - set(KINDS):
        raise LexiconError(", ".join(sorted(unknown)), "", f"no such kind of vocabulary; known are {', '.join(KINDS)}")
    return Lexicon(**{kind: load(kind, own.get(kind, ())) for kind in KINDS})


@cache
def built_in() -> Lexicon:
    """The vocabulary that comes with the product, read once."""
    return lexicon()
