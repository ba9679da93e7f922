"""Numbers that stand in a list: what is said before the list is said of each, in order where it says respectively."""

import re
from collections.abc import Iterable

from measures.lexicon import Hit, Term, Vocabulary
from measures.scene import Scene, once

_IN = re.compile(r"\s(?:in|for|at|during)?\s?(?:the\s)?\0")


@once
def lead_of(scene: Scene, index: int) -> int:
    """The first number of the list this one stands in: what is said before the list is said of each."""
    return lead_of(scene, index - 1) if index and listed(scene, index) else index


_JOINT = re.compile(
    r"(?:、和?|和|及|与|以及|,\s(?:and\s)?|\sand\s|;?\s?,?\s?and\s)(?:近|约|超|over\s|about\s|nearly\s)?"
)


_OWN_WHOLE = re.compile(r"\sof\s")
"""Behind a percentage, that it begins a clause of its own: "exports rose 5 percent and 40 percent of | firms hire"."""


@once
def listed(scene: Scene, at: int) -> bool:
    one, other = scene.quantities[at - 1], scene.quantities[at]
    if other.kind == "rate" and _OWN_WHOLE.match(scene.text, other.end) and not RESPECTIVELY.search(scene.text):
        return False
    between = scene.text[one.end : other.start]
    for when in scene.times:
        if one.end <= when.start and when.end <= other.start:
            between = _IN.sub("", between.replace(scene.text[when.start : when.end], "\0"))
    return one.unit == other.unit and one.kind == other.kind and bool(_JOINT.fullmatch(between))


RESPECTIVELY = re.compile(r"分别|respectively", re.I)


@once
def listed_places(scene: Scene, index: int) -> tuple[int, int, int]:
    """The list a number stands in: its first number, its length, and the place of this one in it."""
    first = last = lead_of(scene, index)
    while last + 1 < len(scene.quantities) and listed(scene, last + 1):
        last += 1
    return first, last - first + 1, index - first


def parts_of(hits: Iterable[Hit], names: Vocabulary) -> list[Term]:
    """The terms of the hits; one that stands for several (产销) gives them all."""
    terms: list[Term] = []
    for hit in hits:
        parts = hit.entry["parts"].split()
        terms.extend([names[part] for part in parts] if parts else [hit.entry])
    return terms
