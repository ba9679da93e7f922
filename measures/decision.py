"""What the matcher answers: the measure a statement belongs to, how it moves it, and why."""

from dataclasses import dataclass

from measures.model import ChangeKind, Measure, Point


@dataclass(frozen=True, slots=True)
class Decision:
    """`measure` is None for one not heard of before; `same_as` are stored measures that this statement shows to be one
    with it; `perhaps` is one that may be the same and is left to a person; `keep` says that a repetition has words of
    its own by which the measure can be known again."""

    kind: ChangeKind
    measure: Measure | None = None
    before: Point | None = None
    reason: str = ""
    same_as: tuple[Measure, ...] = ()
    perhaps: Measure | None = None
    keep: bool = False
