"""The statements around a few: loaded, compared, and parted into measures."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from measures import groups, match
from measures.bond import Bond
from measures.groups import Pair, pair
from measures.model import Figure, Origin, Point
from measures.placing import place_of
from store import index, rulings
from store.points import Held, held, standing

FURTHER, WHOLE = 600, 150
"""So many statements are followed, and one for each that was asked for: among a million measures likeness leads on for
ever. A measure of more than `WHOLE` is taken as it is: a series that is told for years."""
LIKELY = 500
"""So many statements are compared with one: what is one with it shares more keys with it than chance does."""


@dataclass(slots=True)
class Area:
    """Statements by their number; those that were `seen` to all sides, measures that were `opened`; what binds them."""

    session: Session
    now: datetime
    held: dict[int, Held] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    bonds: dict[Pair, Bond] = field(default_factory=dict)
    opened: dict[str, frozenset[int]] = field(default_factory=dict)
    _beside: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    _met: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    _compared: set[Pair] = field(default_factory=set)
    _origins: dict[int, Origin] = field(default_factory=dict)

    def point(self, number: int) -> Point:
        """The statement of a number at its place."""
        return self.held[number].point

    def measure(self, number: int) -> str | None:
        """The measure a statement is in until now."""
        return self.held[number].measure

    def time(self, number: int) -> tuple[str, date, int]:
        """The order of a measure's statements: by what they speak of, publication, and when they were read."""
        point = self.point(number)
        return match.moment(point.statement, point.origin), point.origin.published or date.min, number

    def load(self, numbers: Iterable[int]) -> None:
        """Know these statements."""
        self.held.update(held(self.session, set(numbers) - self.held.keys(), self._origins))

    def look_around(self, around: Collection[int]) -> None:
        """Compare statements with all that are near them."""
        if not around:
            return
        self.load(around)
        self.seen.update(around)
        pairs = self._near(around) - self._compared
        self.load({number for two in pairs for number in two})
        self._compare(pairs)

    def follow(self, moving: Collection[int]) -> None:
        """See all that may move with some statements: the measures they are tied to, the neighbours of what changes.

        A measure that stays as it is was parted from its other neighbours before, and is so still: there it ends.
        """
        most = 2 * len(self.seen | set(moving)) + FURTHER
        while moving and len(self.seen) < most:
            self.look_around(moving)
            self._open(filter(None, map(self.measure, self._tied(moving) | set(moving))))
            moving = {number for part in self.measures() if self._is_changed(part) for number in part} - self.seen

    def measures(self) -> list[frozenset[int]]:
        """Part what was seen, and what is tied to it, into measures; one of which not all is known stays whole."""
        near = self.seen | self._tied(self.seen) | {n for members in self.opened.values() for n in members}
        whole: Mapping[str | None, set[int]] = defaultdict(set)
        for number in near - self.seen:
            if self.measure(number) not in self.opened:
                whole[self.measure(number)].add(number)
        standing = {measure: min(members) for measure, members in whole.items()}
        nodes = {number: self.point(number) for number in near}
        ruled = rulings.among(self.session, near, standing)
        return groups.groups(nodes, self.bonds, ruled, whole.values())

    def _open(self, measures: Iterable[str]) -> None:
        """Know all statements of measures, and what binds them to each other."""
        for measure, members in standing(self.session, set(measures) - self.opened.keys()).items():
            if len(members) <= WHOLE:
                self.load(members)
                self.opened[measure] = members
                self._compare(set(groups.meeting({n: self.point(n) for n in members})) - self._compared)

    def _is_changed(self, part: frozenset[int]) -> bool:
        """Is it no measure as it was before? One that is taken whole and only grows is followed no further."""
        before = {self.measure(number) for number in part} - {None}
        whole = before - self.opened.keys()
        if whole:
            return len(whole) != 1
        return not any(self._stays(part, self.opened[measure]) for measure in before if measure)

    def _stays(self, part: frozenset[int], before: frozenset[int]) -> bool:
        """Is it the measure of before, or one of figures that gets more of its places, which are tied to nothing else?

        What was told apart from that is so still. Who is tied elsewhere may bring a document that shows two to be one.
        """
        if part == before:
            return True
        said, fresh = {number: self.point(number).statement for number in part}, part - before
        if not before < part or not all(isinstance(one, Figure) for one in said.values()):
            return False
        places = {place_of(said[number]) for number in before}
        return all(not self.measure(n) and self.firm(n) <= part and place_of(said[n]) in places for n in fresh)

    def bound_to(self, number: int) -> list[tuple[int, Bond]]:
        """The statements that one is bound to, firmly or loosely, the strongest first."""
        found = [(other, self.bonds[pair(number, other)]) for other in self._beside[number]]
        return sorted(found, key=lambda each: (-each[1].strength, each[0]))

    def met(self, number: int) -> list[int]:
        """What a statement was compared with: the most strongly bound first, then what shares most keys with it."""
        bound = {other: bond.strength for other, bond in self.bound_to(number)}
        return sorted(self._met[number], key=lambda n: (-bound.get(n, 0), -self._met[number][n], n))

    def firm(self, number: int) -> set[int]:
        """The statements that one is firmly bound to."""
        return {other for other in self._beside[number] if self.bonds[pair(number, other)].firm}

    def _tied(self, around: Collection[int]) -> set[int]:
        """What is firmly bound to any of the statements, or was put together with it by a person."""
        together = rulings.beside(self.session, around)
        self.load(together)
        return together.union(*(self.firm(number) for number in around))

    def _near(self, around: Collection[int]) -> set[Pair]:
        """Pairs of a statement and one that is found under its keys: those under the most, and of the nearest days."""
        where = {n: index.places(self.point(n).statement, self.point(n).origin) for n in around}
        found = index.near(self.session, frozenset().union(*where.values()))
        for number, places in where.items():
            self._met[number] = _likely([found[place] for place in places], number)
        return {pair(number, other) for number in where for other in self._met[number]}

    def _compare(self, pairs: Iterable[Pair]) -> None:
        for two in pairs:
            self._compared.add(two)
            if bond := match.bond(*(self.point(number) for number in two)):
                self.bonds[two] = bond
                self._beside[two[0]].add(two[1])
                self._beside[two[1]].add(two[0])


def _likely(found: Sequence[Mapping[int, int]], number: int) -> Counter[int]:
    """Of what is found under each key, by its distance in days, the statements worth a comparison, by shared keys."""
    shared = Counter(other for some in found for other in some if other != number)
    if len(shared) <= LIKELY:
        return shared
    days = {other: days for some in found for other, days in some.items()}
    return Counter({n: shared[n] for n in sorted(shared, key=lambda n: (-shared[n], days[n], n))[:LIKELY]})
