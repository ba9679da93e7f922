"""Two readings of a text, or of two versions of it, compared: what is added, gone, and told in another way."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate

from measures.model import Statement

LEAST = 0.5
"""The share of the shorter of two places that the other covers, if both are of one statement."""
Moved = Callable[[int], int | None]
"""Where an offset of the text before is in the text after."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Statements added and gone, and those that are (before, after) told in another way."""

    added: tuple[Statement, ...] = ()
    gone: tuple[Statement, ...] = ()
    altered: tuple[tuple[Statement, Statement], ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.gone or self.altered)


def content(statement: Statement) -> Statement:
    """What a statement says, wherever it stands."""
    return replace(statement, start=0, end=0, sentence_start=0, sentence_end=0)


def moved(before: str, after: str) -> Moved:
    """Follow the lines that two texts share."""
    if before == after:
        return lambda offset: offset
    ones, others = before.splitlines(keepends=True), after.splitlines(keepends=True)
    here, there = ([0, *accumulate(map(len, lines))] for lines in (ones, others))
    same: dict[int, int] = {}
    for block in SequenceMatcher(None, ones, others, autojunk=False).get_matching_blocks():
        same.update((block.a + number, block.b + number) for number in range(block.size))

    def follow(offset: int) -> int | None:
        line = bisect_right(here, offset) - 1
        return there[same[line]] + offset - here[line] if line in same else None

    return follow


def paired(before: Mapping[int, Statement], after: Sequence[Statement], follow: Moved) -> dict[int, int]:
    """Place in `after` -> number in `before` of one statement: it says the same, or stands in the same words."""
    pairs = dict(_alike(before, after))
    left = {number: before[number] for number in before.keys() - set(pairs.values())}
    open_ = {place: after[place] for place in range(len(after)) if place not in pairs}
    near = [
        (-share, place, number)
        for place, now in open_.items()
        for number, former in left.items()
        if (share := _overlap(former, now, follow))
    ]
    for _, place, number in sorted(near):
        if place in open_ and number in left:
            pairs[place] = number
            del open_[place], left[number]
    return pairs


def _alike(before: Mapping[int, Statement], after: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """Those that say the same, in the order of the text."""
    by_content: dict[Statement, list[int]] = defaultdict(list)
    for number in sorted(before, key=lambda number: -before[number].start):
        by_content[content(before[number])].append(number)
    for place in sorted(range(len(after)), key=lambda place: after[place].start):
        if same := by_content.get(content(after[place])):
            yield place, same.pop()


def _overlap(former: Statement, now: Statement, follow: Moved) -> float:
    """How much of both places is shared, 0 for too little; the same words elsewhere count a little."""
    if type(former) is not type(now):
        return 0
    start = follow(former.start)
    share = 0.0 if start is None else _share((start, start + former.end - former.start), (now.start, now.end))
    return share or (LEAST / 2 if former.quote == now.quote else 0)


def _share(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    if shared <= 0 or shared < LEAST * min(one[1] - one[0], other[1] - other[0]):
        return 0
    return shared / (max(one[1], other[1]) - min(one[0], other[0]))
