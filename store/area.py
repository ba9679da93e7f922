"""The statements around a few: loaded, compared, and parted into measures."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from measures import groups, match
from measures.bond import Bond
from measures.groups import Pair, pair
from measures.model import Point
from store import index, rulings
from store.points import numbered
from store.tables import StatementRow

MOST = 400
"""So many statements are looked around from: a hub of unlike statements is not followed for ever."""


@dataclass(slots=True)
class Area:
    """Statements by the number of their row; those that were `seen` to all sides; what binds them."""

    session: Session
    now: datetime
    rows: dict[int, StatementRow] = field(default_factory=dict)
    points: dict[int, Point] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    bonds: dict[Pair, Bond] = field(default_factory=dict)
    _beside: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    _compared: set[Pair] = field(default_factory=set)

    def look_around(self, around: Collection[int]) -> None:
        """Compare statements with all that are near them."""
        self._load(around)
        self.seen.update(around)
        pairs = self._near(around) - self._compared
        self._load({number for two in pairs for number in two})
        self._compare(pairs)

    def look_on(self, around: Collection[int]) -> None:
        """Follow firm bonds, and what a person put together, as far as they lead."""
        frontier = set(around)
        while frontier and len(self.seen) < MOST:
            self.look_around(frontier)
            frontier = (self._bound(frontier) | rulings.beside(self.session, frontier)) - self.seen

    def measures(self) -> list[frozenset[int]]:
        """Part what was seen, and what is bound to it, into measures; one of which not all is seen stays whole."""
        near = self.seen | self._bound(self.seen)
        whole = {self.rows[number].measure for number in near - self.seen}
        known = [{n for n in near if self.rows[n].measure == measure} for measure in whole]
        nodes = {number: self.points[number] for number in near}
        return groups.groups(nodes, self.bonds, rulings.among(self.session, near), known)

    def bound_to(self, number: int) -> list[tuple[int, Bond]]:
        """The statements that one is bound to, firmly or loosely, the strongest first."""
        found = [(other, self.bonds[pair(number, other)]) for other in self._beside[number]]
        return sorted(found, key=lambda each: (-each[1].strength, each[0]))

    def _bound(self, around: Collection[int]) -> set[int]:
        """What is firmly bound to any of the statements."""
        return {other for number in around for other, bond in self.bound_to(number) if bond.firm}

    def _near(self, around: Collection[int]) -> set[Pair]:
        """Pairs of a statement and one that is found under one of its keys."""
        where = {n: index.places(self.points[n].statement, self.points[n].origin) for n in around}
        hits: dict[index.Place, list[int]] = defaultdict(list)
        for place, number in index.near(self.session, frozenset().union(*where.values())):
            hits[place].append(number)
        return {pair(n, other) for n in where for place in where[n] for other in hits[place] if n != other}

    def _load(self, numbers: Iterable[int]) -> None:
        for row, point in numbered(self.session, sorted(set(numbers) - self.rows.keys())):
            self.rows[row.id or 0], self.points[row.id or 0] = row, point

    def _compare(self, pairs: Iterable[Pair]) -> None:
        for two in pairs:
            self._compared.add(two)
            if bond := match.bond(*(self.points[number] for number in two)):
                self.bonds[two] = bond
                self._beside[two[0]].add(two[1])
                self._beside[two[1]].add(two[0])
