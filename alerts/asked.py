"""What the names in a rule stand for: ids of the lexicon, or any name it knows, in English or Chinese."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType

from alerts.naming import ROLES
from alerts.thresholds import threshold
from measures.lexicon import Hit, Lexicon, Term, Vocabulary
from measures.text import normalise

Meant = Callable[[str, Lexicon], frozenset[str]]


def subjects(name: str, lexicon: Lexicon) -> frozenset[str]:
    """The ids of a subject and of its kinds; `ID.ASPECT` is one side of it. Empty for a name that nothing has."""
    known, dot, aspect = name.partition(".")
    found = {hit.id for hit in (_whole(known, lexicon.subjects), _whole(known, lexicon.topics)) if hit}
    if dot:
        return frozenset(f"{id}.{aspect}" for id in found if _is_aspect(aspect, lexicon))
    return frozenset(found | {kind for id in found for kind in _kinds(id, lexicon.subjects)})


def _is_aspect(aspect: str, lexicon: Lexicon) -> bool:
    """Tell whether figures can have such a side: a metric (revenue), growth, or growth of a metric."""
    roles = (aspect.removesuffix(f"_{role}") for role in ROLES if aspect.endswith(f"_{role}"))
    return aspect in ROLES or any(metric in lexicon.metrics for metric in (aspect, *roles))


def _kinds(id: str, vocabulary: Vocabulary) -> Iterator[str]:
    for term in vocabulary.values():
        if term["parent"] == id:
            yield term.id
            yield from _kinds(term.id, vocabulary)


def topics(name: str, lexicon: Lexicon) -> frozenset[str]:
    """The id of a field (energy), or of an object that belongs to one (photovoltaics)."""
    field = normalise(name).text.strip().lower().replace(" ", "_")
    if field in fields(lexicon):
        return frozenset({field})
    hit = _whole(name, lexicon.topics)
    return frozenset({hit.id} if hit else ())


def fields(lexicon: Lexicon) -> frozenset[str]:
    """The topics that objects and subjects belong to."""
    terms = (*lexicon.topics.values(), *lexicon.subjects.values())
    return frozenset(term["topic"] for term in terms) - {""}


def agencies(name: str, lexicon: Lexicon) -> frozenset[str]:
    """The id of a body."""
    hit = _whole(name, lexicon.agencies)
    return frozenset({hit.id} if hit else ())


def units(name: str, lexicon: Lexicon) -> frozenset[str]:
    """The unit that figures have: yuan for 元, enterprise for 家 or "firms"."""
    if hit := _whole(name, lexicon.units):
        unit = hit.entry["counts"] or hit.entry["unit"] or hit.id
        return frozenset() if _counts_anything(hit.entry) else frozenset({unit})
    if hit := _whole(name, lexicon.nouns):
        return frozenset({hit.entry["unit"] or hit.id})
    return frozenset({name} & _counted(lexicon)) or _beside_a_number(name, lexicon)


def _counts_anything(term: Term) -> bool:
    """Tell whether a word only stands between a number and what is counted: 个 is no unit of its own."""
    return term["kind"] == "classifier" and not term["counts"] and term.id != "person"


def _beside_a_number(name: str, lexicon: Lexicon) -> frozenset[str]:
    """The unit that a sign stands for where texts write it, before or behind a number: $, 家企业."""
    for written in () if any(map(str.isdigit, name)) else (f"{name}1", f"1{name}"):
        with suppress(ValueError):
            return frozenset({threshold(written, lexicon).unit})
    return frozenset()


def _counted(lexicon: Lexicon) -> frozenset[str]:
    """The units that only entries name: what subjects and classifiers count."""
    terms = (*lexicon.subjects.values(), *lexicon.nouns.values(), *lexicon.units.values())
    return frozenset(term[of] for term in terms for of in ("unit", "counts")) - {""}


def _whole(name: str, vocabulary: Vocabulary) -> Hit | None:
    """The entry that a name is an id or a whole name of."""
    text = normalise(name).text.strip()
    id = text.lower().replace(" ", "_")
    if id in vocabulary:
        return Hit(id, 0, len(text), vocabulary[id])
    hit = vocabulary.at(text, 0) if text else None
    return hit if hit and hit.end == len(text) else None


MEANT: Mapping[str, Meant] = MappingProxyType(
    {"subjects": subjects, "topics": topics, "agencies": agencies, "units": units}
)
"""What reads the names of a field of a rule."""

_VOCABULARIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "subjects": ("subjects", "topics"),
        "topics": ("topics",),
        "agencies": ("agencies",),
        "units": ("units", "nouns"),
    }
)


def known_names(field: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield every name that may stand in a field of a rule."""
    yield from fields(lexicon) if field == "topics" else ()
    for kind in _VOCABULARIES[field]:
        vocabulary: Vocabulary = getattr(lexicon, kind)
        for term in vocabulary.values():
            yield from (term.id, *term.en, *term.zh)
