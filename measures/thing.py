"""The thing a number counts: its subject, its unit and its words."""

from dataclasses import dataclass

from measures.lexicon import Hit, Term
from measures.numbers import Quantity
from measures.scene import Scene
from measures.text import Span


@dataclass(frozen=True, slots=True)
class Counted:
    """A subject (id or noun phrase), its unit, its words for a reader, and where it stands if beside the number."""

    subject: str
    unit: str = ""
    label: str = ""
    span: Span | None = None


def by_term(term: Term, span: Span, quantity: Quantity) -> Counted:
    return Counted(term.id, _unit_of(term, quantity), term.label("en"), span)


_MEASURES = frozenset(
    ["yuan", "usd", "tonne", "kilowatt", "kilowatt_hour", "gigabyte", "kilometer", "cubic_meter", "eflops", "user"]
)


_OTHER_KIND = frozenset(
    ["user", "person", "yuan", "handset", "vehicle", "patent", "standard", "station", "robot", "ship"]
)


_OWN_WORD = frozenset(["vehicle", "aircraft", "ship", "station", "person", "train"])
"""Things with a classifier of their own, which 件, 项, 条 and 次 never count."""


_MASSES = frozenset(["yuan", "usd", "tonne", "kilowatt", "kilowatt_hour", "gigabyte", "cubic_meter", "eflops", "mu"])
"""What is weighed or measured, and never counted by a classifier."""
_PLACES = frozenset(["bed", "station", "vehicle", "port", "rack", "robot", "device", "set", "charger"])
"""Things that households, 户, are none of."""


def agrees(hit: Hit, quantity: Quantity) -> bool:
    """家 counts no users: a name whose things are counted otherwise is not what the classifier counts."""
    if quantity.counts == "person":
        return hit.entry["unit"] in ("", "person", "job", "graduate") or hit.entry["kind"] != ""
    if quantity.kind == "classifier" and hit.entry["unit"] in _MASSES:
        return False
    if quantity.counts == "household":
        return hit.entry["unit"] not in _PLACES
    if quantity.counts in ("item", "entry", "time"):
        return hit.entry["unit"] not in _OWN_WORD
    return not (quantity.counts == "enterprise" and hit.entry["unit"] in _OTHER_KIND)


def _unit_of(term: Term, quantity: Quantity) -> str:
    """The noun a subject is counted in; a classifier that tells more (户, 人) counts before a physical unit."""
    unit = term["unit"]
    if (
        quantity.counts in ("", "item", "case", "set", "product", "enterprise", "household", "aircraft")
        and unit
        and (unit not in _MEASURES or unit == "user")
    ):
        return unit
    return quantity.counts or unit


def named(scene: Scene, subject: str, quantity: Quantity, span: Span | None) -> Counted:
    term = scene.lexicon.subjects.get(subject)
    return (
        by_term(term, span or (quantity.start, quantity.end), quantity)
        if term
        else Counted(subject, quantity.counts, subject, span)
    )
