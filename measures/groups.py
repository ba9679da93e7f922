"""Which statements are one measure: a function of the statements alone, in whatever order they were read.

Firm bonds join from the strongest on, unless a person or half of the documents that have both tell the two sides apart.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from measures import rulings
from measures.bond import Bond
from measures.match import bond, contradict, keys
from measures.model import Point
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
    for one, other in sorted(firm, key=lambda two: (-bound[two].strength, *sorted(order(points[n]) for n in two))):
        if homes[one] is homes[other] or _told_apart(homes[one], homes[other], points, bound, apart):
            continue
        faces = (_faces(homes[number], bound) if ruled else [homes[number]] for number in (one, other))
        if bound[one, other].rule != "programme" or any(_holds(here, there, bound) for here, there in product(*faces)):
            unite(homes, (one, other))
    return sorted(set(homes.values()), key=lambda members: min(order(points[n]) for n in members))


def order(point: Point) -> tuple[str, str, int, int, str]:
    """An order of statements that does not depend on when they were read: by day, document and place."""
    day = point.origin.event_date or point.origin.published
    said = point.statement
    return day.isoformat() if day else "", point.origin.document, said.start, said.end, said.quote


def _told_apart(
    ones: frozenset[int],
    others: frozenset[int],
    points: Mapping[int, Point],
    bound: Mapping[Pair, Bond],
    apart: Apart,
) -> bool:
    """Does a person, or do half of the documents that have both, tell the two groups apart?"""
    if rulings.apart(ones, others, apart):
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
    return sum(min(tie.strength, 1.0) for tie in ties if tie) >= HOLDING * len(ties)


def _parted(two: Pair, points: Mapping[int, Point], bound: Mapping[Pair, Bond]) -> bool:
    """Two statements of one document are two measures, unless they say the same or give one series in order."""
    one, other = points[two[0]], points[two[1]]
    if one.origin.document != other.origin.document:
        return False
    told = bound.get(two)
    return told is None or not told.firm or contradict(one, other)
