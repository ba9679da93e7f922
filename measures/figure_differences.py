"""Why two figures are not one measure, in words for people."""

from collections.abc import Iterator

from measures.events import nearness
from measures.figure_bonds import bond_figures, contradict_figures
from measures.lexicon import in_use
from measures.model import Figure, Point
from measures.names import EVERYWHERE
from measures.saying import saying
from measures.values import counted, value_equal


def figure_differences(one: Point, other: Point) -> str:
    """What tells two figures apart, each reason behind a semicolon; empty where nothing does."""
    mine, its = saying(one), saying(other)
    if not mine or not its:
        return ""
    found = [*_by_document(one, other), *_by_name(mine.figure, its.figure)]
    return "; ".join(found or _by_bond(one, other))


def _by_document(one: Point, other: Point) -> Iterator[str]:
    if one.origin.document == other.origin.document and contradict_figures(one, other):
        yield "one document counts both"


def _by_name(one: Figure, other: Figure) -> Iterator[str]:
    """What is counted, how, in what, and where; units of things that are counted go by many names."""
    if one.subject != other.subject:
        yield f"another subject: {_subject(one)}, {_subject(other)}"
    if one.aspect != other.aspect:
        yield f"another aspect: {_plain(one.aspect)}, {_plain(other.aspect)}"
    if one.unit != other.unit and not value_equal(one, other) and not (counted(one.unit) and counted(other.unit)):
        yield f"another unit: {_plain(one.unit)}, {_plain(other.unit)}"
    mine, its = ("" if figure.scope in EVERYWHERE else figure.scope for figure in (one, other))
    if mine != its:
        yield f"another scope: {_plain(mine or 'the whole')}, {_plain(its or 'the whole')}"


def _by_bond(one: Point, other: Point) -> Iterator[str]:
    """Why figures of one name are still not one: too far apart, or by a name that could be anything."""
    bond = bond_figures(one, other)
    if bond and not bond.firm:
        yield bond.why
    if bond is None:
        yield "a name that says too little to be followed from one document to another"
        if nearness(one.origin, other.origin) == "other":
            yield "told of two events"


def _subject(figure: Figure) -> str:
    known = in_use().subjects.get(figure.subject)
    return known.label("en") if known else figure.label or _plain(figure.subject)


def _plain(id: str) -> str:
    return id.replace("_", " ")
