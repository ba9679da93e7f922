"""The vocabulary files: read, checked, and a user's own laid over the built-in ones."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from measures.lexicon import checks
from measures.lexicon.search import Vocabulary
from measures.lexicon.terms import LexiconError, Term

P = ParamSpec("P")
R = TypeVar("R")
KINDS = ("subjects", "metrics", "scopes", "units", "nouns", "agencies", "acts", "topics", "publishers", "words")


def _terms(text: str, file: str, known: Mapping[str, type]) -> dict[str, Term]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(file, "", f"is not TOML: {error}") from error
    return {id: checks.term(id, table, file, known) for id, table in tables.items()}


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise LexiconError(str(path), "", f"cannot be opened: {(error.strerror or str(error)).lower()}") from error
    except UnicodeDecodeError as error:
        raise LexiconError(str(path), "", f"is not UTF-8 text: {error.reason}") from error


def _merged(old: Term | None, new: Term) -> Term:
    if old is None:
        return new
    en, zh, mt = (tuple(dict.fromkeys((*mine, *its))) for mine, its in zip(old.names, new.names, strict=True))
    return replace(new, en=en, zh=zh, mt=mt, attributes={**old.attributes, **new.attributes})


def load(kind: str, extra: Sequence[Path] = ()) -> Vocabulary:
    """Read one kind of the built-in vocabulary, with the user's files over it: names are added, fields replaced.

    Raises `LexiconError` for a file that is not as described above, uses a field or a `kind` that the built-in files
    do not know, or gives one name to two entries.
    """
    source = files("measures.lexicon") / f"{kind}.toml"
    terms = _terms(source.read_text(encoding="utf-8"), f"{kind}.toml", {}) if source.is_file() else {}
    terms = {id: replace(term, builtin=True) for id, term in terms.items()}
    known = {name: type(value) for term in terms.values() for name, value in term.attributes.items()}
    kinds = checks.known_values(terms, "kind")
    for path in extra:
        for id, term in _terms(_read(path), str(path), known).items():
            checks.one_of(term, "kind", kinds, f"kind of {kind}")
            terms[id] = _merged(terms.get(id), term)
    checks.no_name_twice(terms)
    return Vocabulary(terms)


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
    publishers: Vocabulary
    words: Vocabulary


def lexicon(extra: Mapping[str, Sequence[Path]] | None = None) -> Lexicon:
    """The vocabulary with a user's own files by kind: {"subjects": [path], "agencies": [path]}.

    Raises `LexiconError` as `load` does, and for an entry that names a unit, topic or other entry that is not there.
    """
    own = extra or {}
    if unknown := set(own) - set(KINDS):
        raise LexiconError(", ".join(sorted(unknown)), "", f"no such kind of vocabulary; known are {', '.join(KINDS)}")
    known = Lexicon(**{kind: load(kind, own.get(kind, ())) for kind in KINDS})
    _joined(known)
    return known


def _joined(known: Lexicon) -> None:
    """Check that what entries say of other entries is so."""
    topics = frozenset(term["topic"] for term in known.topics.values())
    counted = _counted(known)
    for term in known.subjects.values():
        checks.one_of(term, "topic", topics, "topic of topics.toml")
        checks.one_of(term, "parent", known.subjects, "subject")
        checks.one_of(term, "measure", known.metrics, "metric")
        checks.one_of(term, "unit", counted, "unit, nor a thing that is counted; add it to units or nouns")
    for term in known.units.values():
        checks.unit(term)
        checks.one_of(term, "series_unit", known.units, "unit")
    for term in known.metrics.values():
        checks.one_of(term, "of", known.subjects, "subject")
        checks.one_of(term, "parts", known.metrics, "metric")
        checks.one_of(term, "unit", counted, "unit, nor a thing that is counted; add it to units or nouns")
    for term in known.scopes.values():
        checks.one_of(term, "parts", known.scopes, "scope")
        checks.one_of(term, "parent", known.scopes, "scope")


def _counted(known: Lexicon) -> frozenset[str]:
    """What a unit may be: one of measure, behind a classifier, a plain noun, or that of a built-in subject."""
    units = (word for term in known.units.values() for word in (term.id, term["unit"], term["counts"]))
    nouns = (word for term in known.nouns.values() for word in (term.id, term["unit"]))
    return frozenset((*units, *nouns)) | checks.known_values(known.subjects, "unit")


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
