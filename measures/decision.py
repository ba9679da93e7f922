"""What the matcher says of a statement: how it moves the measure it belongs to, and why."""

from dataclasses import dataclass

from measures.model import ChangeKind, Point


@dataclass(frozen=True, slots=True)
class Decision:
    """`before` is the point of the measure that the statement is compared with."""

    kind: ChangeKind
    before: Point | None = None
    reason: str = ""
