"""What is new in statements as they arrive one by one: measures made of bonds, in memory."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from measures.decision import Decision
from measures.groups import bonds, groups
from measures.match import move
from measures.model import NEWS, Origin, Point, Statement

Told = tuple[Statement, Origin]


class Heard(NamedTuple):
    """What was decided of each statement in turn, and the measures at the end."""

    decisions: list[Decision]
    measures: list[list[Point]]

    @property
    def alerts(self) -> int:
        """How many statements were news."""
        return sum(decision.kind in NEWS for decision in self.decisions)


def heard(told: Sequence[Told]) -> Heard:
    """Hear statement by statement, each in the measure that it belongs to when it comes."""
    points = {number: Point(statement, where) for number, (statement, where) in enumerate(told)}
    bound = bonds(points)
    decisions: list[Decision] = []
    for number, point in points.items():
        near = {two: bond for two, bond in bound.items() if max(two) <= number}
        home = next(g for g in groups({n: p for n, p in points.items() if n <= number}, near) if number in g)
        decisions.append(move(point, [points[n] for n in sorted(home - {number})]))
        points[number] = replace(point, change=decisions[-1].kind)
    return Heard(decisions, [[points[n] for n in sorted(members)] for members in groups(points, bound)])


def kinds(*told: Told) -> list[str]:
    return [decision.kind for decision in heard(told).decisions]
