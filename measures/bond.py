"""What binds two statements into one measure: a relation of the two alone, the same both ways round."""

from dataclasses import dataclass
from typing import Literal

Rule = Literal["series", "other_name", "one_event", "programme"]
"""By what: the same series; the same value by another name; one value in two reports of one event; programmes that are
alike."""


@dataclass(frozen=True, slots=True)
class Bond:
    """How strongly two statements belong together: from 1 they are one measure, below it a person may settle it."""

    strength: float
    rule: Rule
    why: str = ""

    @property
    def firm(self) -> bool:
        """Is it enough to be one measure?"""
        return self.strength >= 1
