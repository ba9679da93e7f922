"""What the names of figures say of each other: subjects, their words, and the series that a name makes."""

import re

from measures.canonical import canonical
from measures.lexicon import in_use, remembered
from measures.model import Figure
from measures.values import counted

COMMON = frozenset(
    """a an the of in by for and to on at with from total number national china chinese country enterprise enterprises
    company companies firm firms growth unknown share rate value amount level key new major more other""".split()  # noqa: SIM905
)
HAN = re.compile(r"[\u3400-\u9fff]").search
EVERYWHERE = frozenset({"national", "nationwide", "china", "country"})


def series(figure: Figure) -> str:
    """What is counted, without when. A measure holds what is and what is aimed at, as two lines (`one_line`)."""
    named = canonical(figure)
    return _series(named.subject, named.aspect, figure.scope, named.unit)


@remembered
def _series(subject: str, aspect: str, scope: str, unit: str) -> str:
    return "|".join(("f", subject, aspect, "" if scope in EVERYWHERE else scope, _in_what(unit)))


_APART = frozenset({"person", "person_time", "household", "user", "job"})
"""What people are counted as tells what is counted; things are counted as each language likes."""


def _in_what(unit: str) -> str:
    return "count" if unit not in _APART and counted(unit) else unit


def one_name(one: Figure, other: Figure) -> bool:
    """Are subject, aspect, scope and unit the same?"""
    return series(one) == series(other)


def one_line(one: Figure, other: Figure) -> bool:
    """Can the figures follow each other? A target never follows a stock; a plan is told as either by translators."""
    return {one.modality, other.modality} != {"stated", "target"} and not two_scopes(one, other)


@remembered
def words(subject: str) -> tuple[str, ...]:
    """The words of a subject that tell it from others, the counted noun last; of Chinese, its pairs of characters."""
    split = (part for word in subject.replace("-", "_").split("_") for part in (_pairs(word) if HAN(word) else [word]))
    return tuple(dict.fromkeys(part for part in split if part and part not in COMMON))


def _pairs(word: str) -> list[str]:
    return [word[n : n + 2] for n in range(len(word) - 1)] or [word]


def is_series(figure: Figure) -> bool:
    """Does the name say enough for values of other documents to follow? "16 industries" are other ones there."""
    if generic(figure.subject):
        return figure.scope not in ("", *EVERYWHERE) or figure.aspect != "total"
    least = 3 if HAN(figure.subject) else 2
    return figure.subject in in_use().subjects or len(words(figure.subject)) >= least


def generic(subject: str) -> bool:
    """Is it a subject of the lexicon that says what is counted, but not which?"""
    known = in_use().subjects.get(subject)
    return known is not None and known["kind"] == "generic"


def two_subjects(one: str, other: str) -> bool:
    """Two subjects of the lexicon are not one, unless one is a kind of the other: that is what the lexicon is for."""
    known = in_use().subjects
    if one == other or one not in known or other not in known:
        return False
    return other != known[one]["parent"] and one != known[other]["parent"]


def two_scopes(one: Figure, other: Figure) -> bool:
    """Do both say where or by what means, in one language or by ids, and not the same?"""
    comparable = bool(HAN(one.scope)) == bool(HAN(other.scope)) or bool(HAN(one.quote)) == bool(HAN(other.quote))
    return bool(one.scope and other.scope and one.scope != other.scope and comparable)


def one_place(one: Figure, other: Figure) -> bool:
    """Do both hold of the same place, of the whole country where they name none?"""
    return place_in(one.scope) == place_in(other.scope)


@remembered
def place_in(scope: str) -> str:
    """The place in a scope, without ways of counting, means and owners; empty for the whole country."""
    known = in_use().scopes
    parts = scope.split("_")
    for size in range(len(parts), 0, -1):
        for at in range(len(parts) - size + 1):
            term = known.get("_".join(parts[at : at + size]))
            if term and term["kind"] != "place":
                return place_in("_".join((*parts[:at], *parts[at + size :])))
    return "" if scope in EVERYWHERE else scope
