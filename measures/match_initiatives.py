"""When two initiatives are one: they share the concepts that tell programmes apart, and no batch number contradicts."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from measures.decision import Decision
from measures.events import LATE, Nearness, day_of, days, nearness
from measures.likeness import likeness, named, numbers, traits
from measures.model import ChangeKind, Initiative, Measure, Origin, Point

LEAST = 0.36
"""The share of common weight that it takes at least to be one."""
NEEDED: dict[Nearness, float] = {"same": 0.65, "maybe": 0.7, "other": 1.4}
"""That share times the common weight, from which initiatives of one event, of perhaps one, and of two are one: alike in
little that tells much, or in much."""
PERHAPS = 0.6
"""The part of what is needed from which it is left to a person."""
SURE = 1.5
"""So many times what is needed shows that two known initiatives are one."""
TWICE = 0.9
"""What two lines of one document take to be one."""
STAGES = {"planned": 0, "launched": 1, "ongoing": 1, "completed": 2}
SILENT = ("repeated", "restated")


def initiative_keys(initiative: Initiative, origin: Origin | None = None) -> frozenset[str]:
    """Return every pair of the most telling concepts, and each of them beside the day of the event."""
    return name_keys(initiative) | frozenset(_event_keys(initiative, origin) if origin else ())


def name_keys(initiative: Initiative) -> frozenset[str]:
    """Every pair of the most telling concepts; wordings that share two of them meet on any day."""
    chosen = _telling(initiative, 5)
    pairs = combinations(sorted(chosen), 2) if len(chosen) > 1 else [tuple(chosen)]
    return frozenset("i|" + "|".join(pair) for pair in pairs)


def _event_keys(initiative: Initiative, origin: Origin) -> Iterator[str]:
    marks = [name for name in _telling(initiative, 8) if named(name)][:4]
    marks += [f"#{value.normalize():f}" for value in sorted(numbers(initiative), reverse=True)[:2]]
    marks += [f"batch {initiative.batch}"] if initiative.batch else []
    yield from (f"e|{day}|{mark}" for day in days(origin) for mark in marks)


def _telling(initiative: Initiative, most: int) -> list[str]:
    told = traits(initiative)
    return sorted(told, key=lambda name: (-told[name], _shuffled(name)))[:most]


def _shuffled(name: str) -> str:
    """An order that every text agrees on and no alphabet favours."""
    return hashlib.sha256(name.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How like a point of a measure an initiative is: `strength` 1 is what it takes."""

    measure: Measure
    score: float
    strength: float

    @property
    def firm(self) -> bool:
        """Is it one with the measure?"""
        return self.strength >= 1 and self.score >= LEAST


def _match(initiative: Initiative, origin: Origin, point: Point, measure: Measure) -> Match | None:
    other = point.statement
    if not isinstance(other, Initiative):
        return None
    near = nearness(origin, point.origin)
    like = likeness(initiative, other, near)
    return Match(measure=measure, score=like.share, strength=like.share * like.common / NEEDED[near])


def strength(initiative: Initiative, origin: Origin, candidates: Sequence[Measure]) -> float:
    """How like the nearest of the measures an initiative is; lines that compete for one are placed surest first."""
    return max((match.strength for match in _matches(initiative, origin, candidates)), default=0.0)


def decide_initiative(initiative: Initiative, origin: Origin, candidates: Sequence[Measure]) -> Decision:
    """Place an initiative among the measures that share a key with it."""
    told = _matches(initiative, origin, candidates)
    firm = [match for match in told if match.firm]
    free = [match for match in firm if not _told_apart(initiative, origin, match.measure)]
    if free:
        home = free[0].measure
        kind, before, reason = stage(initiative, origin, home)
        return Decision(kind, home, before, f"{reason} ({free[0].score:.2f})", _joined(free), keep=True)
    if firm:
        near = firm[0].measure
        return Decision("new", reason=f"the same document tells it from {near.id}", perhaps=near)
    if not told or told[0].strength < PERHAPS:
        return Decision("new", reason="shares too little with every known initiative")
    near = told[0].measure
    return Decision("new", reason=f"possibly the same as {near.id}: {near.title} ({told[0].score:.2f})", perhaps=near)


def _matches(initiative: Initiative, origin: Origin, candidates: Sequence[Measure]) -> list[Match]:
    """The points of the measures that are like it, the most like first, each measure once."""
    told = [match for m in candidates for p in m.points if (match := _match(initiative, origin, p, m))]
    told.sort(key=lambda match: (-match.firm, -match.strength, match.measure.id))
    return list({match.measure.id: match for match in reversed(told)}.values())[::-1]


def _joined(told: Sequence[Match]) -> tuple[Measure, ...]:
    """The measures that this statement shows to be one with the first: surely like both, and no document has both."""
    kept = [told[0].measure]
    for match in told[1:]:
        if match.strength >= SURE and not any(_clash(match.measure, measure) for measure in kept):
            kept.append(match.measure)
    return tuple(kept[1:])


def _clash(one: Measure, other: Measure) -> bool:
    return bool({p.origin.document for p in one.points} & {p.origin.document for p in other.points})


def _told_apart(initiative: Initiative, origin: Origin, measure: Measure) -> bool:
    """Two lines of one document are two initiatives, unless they say the same."""
    return any(
        point.origin.document == origin.document
        and isinstance(point.statement, Initiative)
        and point.statement.start != initiative.start
        and not _twice(initiative, point.statement)
        for point in measure.points
    )


def _twice(one: Initiative, other: Initiative) -> bool:
    return one.batch == other.batch and likeness(one, other).share >= TWICE


def stage(initiative: Initiative, origin: Origin, measure: Measure) -> tuple[ChangeKind, Point | None, str]:
    """Say how an initiative moves its measure: batches first, then stages that come later."""
    said = sorted((p for p in measure.points if isinstance(p.statement, Initiative)), key=_order)
    points = [p for p in said if p.change not in SILENT] or said
    last = points[-1]
    batches = [p.statement.batch for p in said if isinstance(p.statement, Initiative) and p.statement.batch]
    if initiative.batch and batches and initiative.batch not in batches:
        later = initiative.batch > max(batches)
        return ("revised" if later else "history"), last, f"batch {initiative.batch} after {max(batches)}"
    if _advances(initiative, origin, last):
        return "revised", last, "a later stage"
    return "repeated", last, "the same initiative"


def _advances(initiative: Initiative, origin: Origin, last: Point) -> bool:
    """Tenses differ between translations, so a stage only counts where the event is a later one."""
    known = last.statement
    if not isinstance(known, Initiative) or day_of(origin) - day_of(last.origin) <= LATE:
        return False
    return STAGES[initiative.status] > STAGES[known.status]


def _order(point: Point) -> tuple[int, date]:
    statement = point.statement
    return (statement.batch or 0 if isinstance(statement, Initiative) else 0), day_of(point.origin)
