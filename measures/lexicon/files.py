"""The vocabulary files: read, checked, and a user's own laid over the built-in ones."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from measures.lexicon.search import Vocabulary, key_of
from measures.lexicon.terms import LexiconError, Term, Value

P = ParamSpec("P")
R = TypeVar("R")
KINDS = ("subjects", "metrics", "scopes", "units", "nouns", "agencies", "acts", "topics")
_NAMES = ("en", "zh", "mt")
_ID = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*\Z")


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
            key = name if name in term.zh else " ".join(key_of(name))
            if owners.setdefault(key, term.id) != term.id:
                raise LexiconError(file, term.id, f"the name {name!r} already belongs to [{owners[key]}]")
    return Vocabulary(terms)


def load(kind: str, extra: Sequence[Path] = ()) -> Vocabulary:
    """Read one kind of the built-in vocabulary, with the user's files over it: names are added, attributes replaced.

    Raises `LexiconError` for a file that is not as described above, uses a field the built-in files do not know, or
    gives one name to two entries.
    """
    source = files("measures.lexicon") / f"{kind}.toml"
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
    topics: Vocabulary


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


_own: list[Lexicon] = []
_forget: list[Callable[[], None]] = []


def in_use() -> Lexicon:
    """The vocabulary that this program knows: the built-in one, or the user's if `use` has been told."""
    return _own[-1] if _own else built_in()


def use(own: Lexicon) -> None:
    """Make a vocabulary the one that this program reads, matches and words with, from now on."""
    if own is not in_use():
        _own[:] = [own]
        for forget in _forget:
            forget()


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """A cache of what a function makes of the vocabulary: emptied when another one comes into use."""
    cached = lru_cache(maxsize=8192)(function)
    _forget.append(cached.cache_clear)
    return cast("Callable[P, R]", cached)
