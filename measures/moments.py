"""When a figure holds and by when it is due: the time told beside it, else before it, else the day of the text."""

import re
from dataclasses import replace
from datetime import date, timedelta

from measures.model import Modality, Period
from measures.pairs import Pair, pair_of
from measures.periods import When
from measures.scene import Scene

Moment = tuple[Period | None, Period | None]
"""As of when, and by when."""


def moment(read: Scene, index: int, said: Modality, reference: date | None) -> Moment:
    """When the number with this index holds, and its deadline; `reference` is the day of the text, if it has one."""
    pair = pair_of(read, index)
    if pair is not None and index == pair.start:
        return _earlier(read, pair), None
    told = [when for when in read.times if when.role not in ("compared", "name")]
    if pair is not None:
        told = [_last_of(when) for when in told if not _lies_in(when, pair)]
    if said == "stated":
        told = [when for when in told if when.role != "deadline" or _stands_by(read, index, when)]
    nearest = _nearest(read, index, told)
    if said == "stated" and nearest is read.prior.whole and nearest is not None and nearest.role == "deadline":
        nearest = None  # the years of a plan are those of what it aims at, not of what is so
    if said != "stated" and nearest is read.prior.time and _is_over(read, reference):
        nearest = None  # the day at which something was counted says nothing of what is to come
    if nearest is not None and _is_due(nearest, said, reference):
        return None, nearest.period
    if nearest is not None:
        return nearest.period, None
    return (Period(reference, reference, stated=False) if said == "stated" and reference else None), None


def _is_over(read: Scene, reference: date | None) -> bool:
    """Whether the time told before is that of something which is so: counted then, past, or said of what has been."""
    told = read.prior.time
    if told is None:
        return False
    return told.role == "stock" or (
        read.prior.modality == "stated" if reference is None else told.period.end <= reference
    )


def _stands_by(read: Scene, index: int, when: When) -> bool:
    """Whether a time is told before a number or in its clause: what is so has no deadline of what follows."""
    return when.start < read.clause(read.quantities[index].number_start)[1]


def _is_due(when: When, said: Modality, reference: date | None) -> bool:
    if reference is None:
        return said != "stated"
    return when.role == "deadline" or (said != "stated" and when.period.end > reference)


_OTHERWISE = re.compile(
    r";|\b(?:against|versus|compared|whereas|while|but|(?:target|goal|level|up\sfrom|down\sfrom|than))\b|；|而|目标|相比",
    re.I,
)
"""Between a number and a time behind it, that something else is told there: "65 percent, against 73 by 2030"."""

_SOON = re.compile(r"\s(?:(?:in|for|during|at|from|over)\s)?(?:the\s)?")


def _nearest(read: Scene, index: int, told: list[When]) -> When | None:
    """The nearest time before a number, else behind it, else told before."""
    quantity = read.quantities[index]
    before = [when for when in told if when.start < quantity.number_start]
    clause = read.clause(quantity.number_start)
    follow = [when for when in told if quantity.end <= when.start]
    follow = [when for when in follow if not _OTHERWISE.search(read.text, quantity.end, when.start)]
    behind = [when for when in follow if when.start < clause[1]]
    attached = [when for when in behind if not read.chinese and _SOON.fullmatch(read.text, quantity.end, when.start)]
    here = [when for when in before if when.start >= clause[0]][-1:] or (behind if not read.chinese else [])
    if named := attached or here or before[-1:] or behind or follow[:1]:
        return named[0]
    whole = read.prior.time if read.prior.time is read.prior.whole else None
    if whole and whole.role != "deadline" and quantity.kind in ("", "classifier"):
        return None  # a bulletin's months are those of its growth and sums; how many there are is counted at its day
    return read.prior.time


def _lies_in(when: When, pair: Pair) -> bool:
    return pair.lead[0] <= when.start and when.end <= pair.lead[1]


def _is_stretch(when: When) -> bool:
    """Whether a time spans years, so that a series may go from its first to its last."""
    return when.period.end.year > when.period.start.year


def _last_of(when: When) -> When:
    """Of a stretch of years, its end: the later of two points holds then."""
    if not _is_stretch(when) or when.role == "deadline":
        return when
    return replace(when, period=Period(when.period.end, when.period.end))


def _earlier(read: Scene, pair: Pair) -> Period | None:
    """When the first of two points held: as told, else on the eve of the years spoken of."""
    told = [when for when in read.times if when.role != "name" and _lies_in(when, pair)]
    if told:
        return told[-1].period
    before = [*read.times, *([read.prior.time] if read.prior.time else [])]
    stretch = next((when.period for when in before if when.role != "name" and _is_stretch(when)), None)
    if stretch is None:
        return None
    eve = stretch.start - timedelta(days=1)
    return Period(eve, eve)
