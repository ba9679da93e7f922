"""Whether an initiative only sums up what is known already: "more will be done for financing and digitalization"."""

from collections.abc import Mapping, Sequence
from math import fsum

from measures.decision import Decision
from measures.events import nearness
from measures.likeness import Traits, numbers, traits
from measures.model import Initiative, Origin, Point

SUMMED = 0.8
"""The part of what a summary tells that the initiatives it sums up tell together; more is news."""
OWN = 0.2
"""The part that each of them adds at least."""
MOST = 4
"""So many initiatives at most: of many, some cover any line by chance."""


def sums_up(point: Point, others: Sequence[Sequence[Point]]) -> Decision | None:
    """Say whether an initiative only sums up measures, given the points of each measure that shares a key with it.

    One document of the same event must tell each of these apart; none of them alone may tell what the summary does.
    A line with a number or a batch tells more than a summary. None if it is no summary.
    """
    said = point.statement
    if not isinstance(said, Initiative) or said.batch or numbers(said):
        return None
    for document in sorted({p.origin.document for points in others for p in points if _is_near(point, p.origin)}):
        told = [next((p for p in points if p.origin.document == document), None) for points in others]
        if parts := _cover(said, [p for p in told if p is not None]):
            titles = "; ".join(p.statement.title for p in parts if isinstance(p.statement, Initiative))
            return Decision("restated", parts[0], f"sums up: {titles}")
    return None


def _is_near(point: Point, origin: Origin) -> bool:
    return origin.document != point.origin.document and nearness(point.origin, origin) != "other"


def _cover(summary: Initiative, told: Sequence[Point]) -> list[Point]:
    """The initiatives that together tell what a summary does, the one that tells most first; empty if none do."""
    left, chosen = dict(traits(summary)), list[Point]()
    whole = fsum(left.values())
    while told and whole and len(chosen) < MOST:
        best = max(told, key=lambda p: (_common(left, p), p.origin.document, -p.statement.start))
        if _common(left, best) < OWN * whole:
            break
        chosen.append(best)
        left = {name: size for name, size in left.items() if name not in _traits(best)}
    return chosen if len(chosen) > 1 and fsum(left.values()) <= (1 - SUMMED) * whole else []


def _common(left: Traits, point: Point) -> float:
    return fsum(size for name, size in left.items() if name in _traits(point))


def _traits(point: Point) -> Mapping[str, float]:
    return traits(point.statement) if isinstance(point.statement, Initiative) else {}
