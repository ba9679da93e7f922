"""What persons settled about statements goes before all that binds them; the later word counts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

Homes = dict[int, frozenset[int]]
"""The group that each statement is in."""
Apart = Mapping[int, set[int]]
"""The statements that each may not be in one group with."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Each set of `one` is a measure, or a part of one; the two sets of `two` are never in one measure."""

    one: tuple[frozenset[int], ...] = ()
    two: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())


def unite(homes: Homes, members: Iterable[int]) -> None:
    """Make one group of those that the members are in."""
    whole = frozenset().union(*(homes[number] for number in members))
    homes.update(dict.fromkeys(whole, whole))


def apart(ones: Collection[int], others: frozenset[int], kept: Apart) -> bool:
    """Does a person tell the two groups apart?"""
    return any(not kept[number].isdisjoint(others) for number in ones if number in kept)


def settle(homes: Homes, rulings: Iterable[Ruling]) -> Apart:
    """Unite what is ruled to be one, the last ruling first; return what is ruled apart and not united since."""
    kept: dict[int, set[int]] = defaultdict(set)
    for ruling in rulings:
        for ones, others in (ruling.two, ruling.two[::-1]):
            for number in ones:
                kept[number] |= others - homes[number]
        for whole in ruling.one:
            _hold(homes, whole, kept)
    return kept


def _hold(homes: Homes, whole: Collection[int], kept: Apart) -> None:
    """Unite a set, without those that a later ruling keeps away from the group they would come to."""
    groups: list[int] = []
    for number in (n for n in homes if n in whole):
        near = (other for other in groups if not apart(homes[number], homes[other], kept))
        other = next(near, None)
        if other is None:
            groups.append(number)
        else:
            unite(homes, (number, other))
