"""What is wrong with an entry: its names, its fields, and what it says of other entries."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from itertools import product

from measures.lexicon.search import HAN, key_of
from measures.lexicon.terms import NAMES, LexiconError, Term, Value

_ID = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*\Z")
_CHOICE = re.compile(r"\{([^{}]*)\}")
_SIGNS = "%‰"
_KINDS = {
    str: "text in quotes", bool: "true or false", int: "a whole number", float: "a number", tuple: "a list of words",
}  # fmt: skip
_SHOWN, _MANY = 8, 40


def term(id: str, table: object, file: str, known: Mapping[str, type]) -> Term:
    """An entry of a file with its names written out; `known` are the fields it may have, any if empty."""
    if not _ID.match(id):
        raise LexiconError(file, id, f'the id must be lower-case words joined by underscores, like "{_as_id(id)}"')
    if not isinstance(table, dict):
        raise LexiconError(file, id, "must be a table with lists of names (en, zh, mt) and fields")
    en, zh, mt = (_names(table.get(kind, []), file, id, kind) for kind in NAMES)
    fields = {name: _field(value, file, id, name) for name, value in table.items() if name not in NAMES}
    for name, value in fields.items():
        if known and name not in known:
            raise LexiconError(file, id, f"{name}: no such field; known are {', '.join((*NAMES, *sorted(known)))}")
        if known and type(value) is not known[name]:
            raise LexiconError(file, id, f"{name}: must be {_KINDS[known[name]]}, not {value!r}")
    found = Term(id, en, zh, mt, attributes=fields, file=file)
    _once(found)
    return found


def _as_id(id: str) -> str:
    return "_".join(re.findall(r"[a-z0-9]+", id.lower())) or "flying_taxi"


def _names(value: object, file: str, id: str, kind: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise LexiconError(file, id, f"{kind}: must be a list of names in quotes, not {value!r}")
    written = [name for entry in value for name in written_out(entry)]
    for name in written:
        if not any(char.isalnum() or char in _SIGNS for char in name):
            raise LexiconError(file, id, f"{kind}: {name!r} is no name; it needs a letter or a digit")
        if "{" in name or "}" in name:
            raise LexiconError(file, id, f"{kind}: {name!r} has an open brace; choices are written {{one|other}}")
        if kind == "en" and HAN.search(name):
            raise LexiconError(file, id, f"en: {name!r} has Chinese characters; put it under zh")
    return tuple(written)


def written_out(name: str) -> Iterator[str]:
    """The names that one with choices stands for: "{big|small} firm" is "big firm" and "small firm"."""
    parts = _CHOICE.split(name)
    for chosen in product(*(part.split("|") if at % 2 else [part] for at, part in enumerate(parts))):
        yield " ".join("".join(chosen).split())


def _field(value: object, file: str, id: str, name: str) -> Value:
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return tuple(value)
    if isinstance(value, str | bool | int | float):
        return value
    raise LexiconError(file, id, f"{name}: must be text, a number, true/false or a list of words, not {value!r}")


def _once(entry: Term) -> None:
    for kind, written in zip(NAMES, entry.names, strict=True):
        names = Counter(name.casefold() for name in written)
        if twice := [name for name, times in names.items() if times > 1]:
            raise LexiconError(entry.file, entry.id, f"{kind}: {twice[0]!r} is listed twice; drop one")


def key(name: str) -> str:
    """What two spellings of one name share."""
    return name if HAN.search(name) else " ".join(key_of(name)) or name


def no_name_twice(terms: Mapping[str, Term]) -> None:
    """Raise `LexiconError` for an entry without a name, or with one that belongs to another entry."""
    owners: dict[str, Term] = {}
    for entry in terms.values():
        if not any(entry.names):
            raise LexiconError(entry.file, entry.id, "has no name in en, zh or mt; give it one")
        for kind, written in zip(NAMES, entry.names, strict=True):
            for name in written:
                owner = owners.setdefault(f"zh {name}" if kind == "zh" else key(name), entry)
                if owner is not entry:
                    _clash(entry, owner, kind, name)


def _clash(entry: Term, owner: Term, kind: str, name: str) -> None:
    """Tell the user of a name that is taken: of the file that is not built in, if there is one."""
    if entry.builtin and not owner.builtin:
        entry, owner = owner, entry
    raise LexiconError(
        entry.file,
        entry.id,
        f"{kind}: the name {name!r} already belongs to [{owner.id}] of {owner.file}; use that entry, or a longer name",
    )


def known_values(terms: Mapping[str, Term], name: str) -> frozenset[str]:
    """The values that a field of the built-in entries has."""
    return frozenset(term[name] for term in terms.values() if term.builtin and term[name])


def one_of(entry: Term, name: str, known: frozenset[str] | Mapping[str, Term], what: str) -> None:
    """Raise `LexiconError` for a field with words that are not known."""
    for word in entry[name].split():
        if word not in known:
            near = get_close_matches(word, known, _SHOWN)
            remedy = f"near it are {', '.join(near)}" if near else f"known are {_some(known)}"
            raise LexiconError(entry.file, entry.id, f"{name}: {word!r} is no {what}; {remedy}")


def _some(known: frozenset[str] | Mapping[str, Term]) -> str:
    names = sorted(known)
    return ", ".join(names) if len(names) <= _MANY else f"{', '.join(names[:_SHOWN])} and {len(names) - _SHOWN} more"


def unit(entry: Term) -> None:
    """Raise `LexiconError` for a unit without a kind, or with a factor that is no number above 0."""
    if not entry["kind"]:
        raise LexiconError(entry.file, entry.id, 'kind: is missing; write "physical", "money", "rate" or "classifier"')
    for name in ("factor", "series_factor"):
        factor = entry[name] or "1"
        if not re.fullmatch(r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", factor) or Decimal(factor) <= 0:
            raise LexiconError(entry.file, entry.id, f'{name}: {factor!r} is no number above 0; write it like "4.8"')
    if bool(entry["series_unit"]) != bool(entry["series_factor"]):
        raise LexiconError(entry.file, entry.id, "series_unit and series_factor: give both or neither")
