"""The name before a number that the number belongs to."""

import re
from collections.abc import Container

from measures.lexicon import Hit
from measures.scene import Scene, once, within

GENERIC = "generic"
_COMPARED = re.compile(r"(?:高于|低于|快于|慢于|高出|超出|比|较|占(?!比))[^，。；,]*\Z")
_LISTED = re.compile(r"\b(?:from|including|such as|like|across|among|excluding|under)\s(?:[^.;]*)\Z")


@once
def subject_before(scene: Scene, index: int) -> Hit | None:
    """The name that a number belongs to: the nearest in its clause, else in the clauses before it.

    What it is compared with (高于全部工业2个百分点) or a part of (占移动电话用户的30.3%) is not its subject.
    """
    quantity = scene.quantities[index]
    edge = scene.clause(quantity.number_start)[0]
    stop = compared_from(scene, index)
    near = within(scene.subjects, max(edge, scene.left_edge(index)), stop) or within(scene.subjects, edge, stop)
    if not near:
        hit = _earlier(scene, edge)
        owner = _before_list(scene, hit, scene.left_edge(index)) if hit and not scene.chinese else None
        return owner or hit
    if not scene.chinese and (owner := _before_list(scene, near[-1], scene.left_edge(index))):
        return owner
    specific = [hit for hit in near if hit.entry["kind"] != GENERIC]
    return (specific or near)[-1]


@once
def compared_from(scene: Scene, index: int) -> int:
    """Where the words begin that only say what a number is compared with; its own place if there are none."""
    place = scene.quantities[index].number_start
    other = _COMPARED.search(scene.text, scene.clause(place)[0], place) if scene.chinese else None
    return other.start() if other else place


def _before_list(scene: Scene, hit: Hit, edge: int) -> Hit | None:
    """ "Unicorns from manufacturing, retail and other fields account for 78 percent": the unicorns."""
    lead = _LISTED.search(scene.text, edge, hit.start)
    owners = within(scene.subjects, edge, lead.start()) if lead else []
    return owners[-1] if owners else None


_RECEIVES = re.compile(r"(?:[面]?向|给)(?:各类|广大)?\Z")
"""Before a name, that it is only who something is done for: 科研设施向中小企业开放，开放率90%."""
_NEAR = 4


def _earlier(scene: Scene, stop: int) -> Hit | None:
    """The last name in the clauses before, rather one that a number does not count itself (发明专利26.6项)."""
    hits = within(scene.subjects, 0, stop)
    counts = {quantity.start for quantity in scene.quantities if quantity.kind == "classifier"}
    return next((hit for hit in reversed(hits) if _is_free(scene, hit, counts)), hits[-1] if hits else None)


def _is_free(scene: Scene, hit: Hit, counts: Container[int]) -> bool:
    """Whether a name is neither counted itself by a number at one of the places nor who something is done for."""
    if hit.entry["kind"] == GENERIC:
        return False
    if hit.end in counts and within(scene.subjects, scene.clause(hit.start)[0], hit.start):
        return False
    return not (scene.chinese and _RECEIVES.search(scene.text, max(0, hit.start - _NEAR), hit.start))
