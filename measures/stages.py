"""Where an initiative stands in its programme: its batch ("another" comes after those known by then), its stage."""

import re
from collections.abc import Sequence
from datetime import date

from measures.events import LATE, day_of
from measures.lexicon import remembered
from measures.model import Initiative, Origin, Point

STAGES = {"planned": 0, "launched": 1, "ongoing": 1, "completed": 2}
_ANOTHER = re.compile(
    r"\b(?:another|next|new|further|additional)\s(?:batch|round|group|phase|tranche|cohort)\b"
    r"|(?:新|下|又)一?(?:批|轮|期)|再[\u3400-\u9fff]{0,8}一批",
    re.I,
)


@remembered
def is_another(initiative: Initiative) -> bool:
    """Does it tell of a batch without its number: "another batch", 新一批?"""
    return initiative.batch is None and _ANOTHER.search(initiative.quote) is not None


def in_series(one: Initiative, other: Initiative) -> bool:
    """Do two initiatives tell of two batches?"""
    if one.batch and other.batch:
        return one.batch != other.batch
    return bool((one.batch and is_another(other)) or (other.batch and is_another(one)))


def place(initiative: Initiative, origin: Origin, known: Sequence[Point]) -> float | None:
    """The number of its batch; "another" comes half a step after those told by its day; None for no batch."""
    if initiative.batch or not is_another(initiative):
        return initiative.batch
    told = [(p.statement.batch, day_of(p.origin)) for p in known if isinstance(p.statement, Initiative)]
    before = [batch for batch, day in told if batch and day <= day_of(origin)]
    after = [batch for batch, day in told if batch and day > day_of(origin)]
    return max(before) + 0.5 if before else min(after) - 0.5 if after else None


def turn(initiative: Initiative, origin: Origin, known: Sequence[Point]) -> int:
    """1 where it tells of a later stage than all that is known, -1 of an earlier one, else 0.

    Tenses differ between translations, so a stage only counts where the event is another one.
    """
    said = [(STAGES[p.statement.status], day_of(p.origin)) for p in known if isinstance(p.statement, Initiative)]
    stage, day = STAGES[initiative.status], day_of(origin)
    if date.min in (day, *(told for _, told in said)):
        return 0
    if all(stage > other and day - told > LATE for other, told in said):
        return 1
    return -1 if all(stage < other and told - day > LATE for other, told in said) else 0
