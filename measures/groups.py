"""Which statements are one measure: a function of the statements alone, in whatever order they were read.

Firm bonds join from the strongest on, unless a person or half of the documents that have both tell the two sides apart.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from math import fsum

from measures import rulings
from measures.bond import Bond
from measures.match import bond, contradict, elsewhere, keys
from measures.model import Figure, Point
from measures.rulings import Apart, Ruling, unite

HOLDING = 0.5
"""The mean strength, each counted as at most 1, from which two groups of initiatives hold together."""
Pair = tuple[int, int]
"""Two numbers of statements, the smaller one first."""


def pair(one: int, other: int) -> Pair:
    """The two in order."""
    return (one, other) if one < other else (other, one)


def bonds(points: Mapping[int, Point]) -> dict[Pair, Bond]:
    """Every bond among the points, found by the keys that they share."""
    found = {two: bond(points[two[0]], points[two[1]]) for two in set(meeting(points))}
    return {two: bound for two, bound in found.items() if bound}


def meeting(points: Mapping[int, Point]) -> Iterator[Pair]:
    """Yield the pairs that share a key, some of them several times."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, point in points.items():
        for key in keys(point.statement, point.origin):
            by_key[key].append(number)
    for numbers in by_key.values():
        yield from (pair(*two) for two in combinations(numbers, 2))


def groups(
    points: Mapping[int, Point],
    bound: Mapping[Pair, Bond],
    ruled: Sequence[Ruling] = (),
    known: Iterable[Collection[int]] = (),
) -> list[frozenset[int]]:
    """Part the points into measures, the first told first; those in a set of `known` are one already.

    What a person settled goes before all bonds, the last ruling first.
    """
    homes = {number: frozenset({number}) for number in sorted(points, key=lambda number: order(points[number]))}
    for members in known:
        unite(homes, members)
    apart = rulings.settle(homes, ruled)
    firm = [two for two, bond_ in bound.items() if bond_.firm]
    refused: set[tuple[frozenset[int], frozenset[int]]] = set()
    for one, other in sorted(firm, key=lambda two: (-bound[two].strength, *sorted(order(points[n]) for n in two))):
        both = homes[one], homes[other]
        if both[0] is both[1] or both in refused:
            continue
        alike = _are_alike(*both, bound[one, other], bound, faced=bool(ruled))
        if not alike or _told_apart(*both, points, bound, apart):
            refused |= {both, both[::-1]}  # weighed once: neither changes without becoming another group
        else:
            unite(homes, (one, other))
    return sorted(set(homes.values()), key=lambda members: min(order(points[n]) for n in members))


def order(point: Point) -> tuple[str, str, int, int, str]:
    """An order of statements that does not depend on when they were read: by day, document and place."""
    day = point.origin.event_date or point.origin.published
    said = point.statement
    what = said.indicator if isinstance(said, Figure) else said.title
    return day.isoformat() if day else "", point.origin.document, said.start, said.end, f"{said.quote} {what}"


def _told_apart(
    ones: frozenset[int],
    others: frozenset[int],
    points: Mapping[int, Point],
    bound: Mapping[Pair, Bond],
    apart: Apart,
) -> bool:
    """Does a person, do their places, or do half of the documents that have both, tell the two groups apart?"""
    if rulings.apart(ones, others, apart) or elsewhere([points[n] for n in ones], [points[n] for n in others]):
        return True
    both = {points[n].origin.document for n in ones} & {points[n].origin.document for n in others}
    votes = [_parts(document, ones, others, points, bound) for document in both]
    return bool(votes) and 2 * sum(votes) >= len(votes)


def _parts(
    document: str, ones: frozenset[int], others: frozenset[int], points: Mapping[int, Point], bound: Mapping[Pair, Bond]
) -> bool:
    """Does a document that has statements of both groups tell them apart?"""
    here, there = ([n for n in some if points[n].origin.document == document] for some in (ones, others))
    return any(_parted(pair(*two), points, bound) for two in product(here, there))


def _are_alike(
    ones: frozenset[int], others: frozenset[int], tie: Bond, bound: Mapping[Pair, Bond], *, faced: bool
) -> bool:
    """Is one bond enough, as for figures, or do the two groups hold; `faced`: where persons put some together."""
    if tie.rule != "programme":
        return True
    here, there = (_faces(group, bound) if faced else [group] for group in (ones, others))
    return any(_holds(*both, bound) for both in product(here, there))


def _faces(group: frozenset[int], bound: Mapping[Pair, Bond]) -> list[set[int]]:
    """What firm bonds hold together in a group: all of it, unless a person put together what has nothing in common."""
    faces: list[set[int]] = []
    for number in sorted(group):
        ties = [(face, (bound.get(pair(number, n)) for n in face)) for face in faces]
        near = [face for face, some in ties if any(tie and tie.firm for tie in some)]
        faces = [face for face in faces if face not in near] + [{number}.union(*near)]
    return faces


def _holds(ones: Collection[int], others: Collection[int], bound: Mapping[Pair, Bond]) -> bool:
    """Are most of the pairs of two groups bound, be it loosely? One bond alone may rest on a chance likeness."""
    ties = [bound.get(pair(*both)) for both in product(ones, others)]
    return fsum(min(tie.strength, 1.0) for tie in ties if tie) >= HOLDING * len(ties)


def _parted(two: Pair, points: Mapping[int, Point], bound: Mapping[Pair, Bond]) -> bool:
    """Two statements of one document are two measures, unless they say the same or give one series in order."""
    one, other = points[two[0]], points[two[1]]
    if one.origin.document != other.origin.document:
        return False
    told = bound.get(two)
    return told is None or not told.firm or contradict(one, other)
