"""When two initiatives are one: they share the concepts that tell programmes apart, and no batch number contradicts."""

import hashlib
import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

from measures.decision import Decision
from measures.model import ChangeKind, Initiative, Measure, Origin, Point

SAME, SAME_LATER, PERHAPS = 0.45, 0.6, 0.35
"""Shares of common weight from which two initiatives are one where both may come from one event, are one where they do
not, or may be one (left to a person)."""
ONE_EVENT = timedelta(days=75)
"""An official transcript follows its press conference by up to ten weeks."""
STAGES = {"planned": 0, "launched": 1, "ongoing": 1, "completed": 2}
COMMON = frozenset(
    """development support promotion enterprise enterprises policy measure work system service services industry
    industrial national key new china central local high quality level capacity department departments""".split()  # noqa: SIM905
)
HAN = re.compile(r"[\u3400-\u9fff]")


def initiative_keys(initiative: Initiative) -> frozenset[str]:
    """Return every pair of the most telling concepts; wordings that share two of them meet."""
    chosen = sorted(initiative.concepts, key=lambda c: (-weight(c), _shuffled(c)))[:5]
    pairs = combinations(sorted(chosen), 2) if len(chosen) > 1 else [tuple(chosen)]
    return frozenset("i|" + "|".join(pair) for pair in pairs)


def weight(concept: str) -> float:
    """How much a concept tells: names of several words most, words of every programme little."""
    if concept in COMMON:
        return 0.3
    return 2.0 if "_" in concept else 1.0


def _shuffled(concept: str) -> str:
    """An order that every text agrees on and no alphabet favours."""
    return hashlib.sha256(concept.encode()).hexdigest()


def likeness(one: Initiative, other: Initiative) -> float:
    """Share of the concepts' weight that is common, 0 to 1: the mean of the share in both and in the shorter one."""
    mine, its = _comparable(one.concepts, other.concepts)
    common = _sum(mine & its)
    if not common:
        return 0.0
    strict, lenient = common / _sum(mine | its), common / min(_sum(mine), _sum(its))
    return (strict + lenient) / 2


def _sum(concepts: frozenset[str]) -> float:
    return sum(map(weight, concepts))


def _comparable(one: frozenset[str], other: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Leave out what only one of two languages can say: words, where the other text has none of that script."""
    if _chinese(one) == _chinese(other):
        return one, other
    return _named(one), _named(other)


def _chinese(concepts: frozenset[str]) -> bool:
    return any(HAN.search(concept) for concept in concepts)


def _named(concepts: frozenset[str]) -> frozenset[str]:
    return frozenset(concept for concept in concepts if "_" in concept)


def decide_initiative(initiative: Initiative, origin: Origin, candidates: Sequence[Measure]) -> Decision:
    """Place an initiative among the measures that share a key with it."""
    told = [
        (likeness(initiative, p.statement), _needed(origin, p), m)
        for m in candidates
        for p in m.points
        if isinstance(p.statement, Initiative)
    ]
    if not told or max(score for score, _, _ in told) < PERHAPS:
        return Decision("new", reason="shares too little with every known initiative")
    score, needed, home = max(told, key=lambda one: (one[0] - one[1], one[2].id))
    if score < needed:
        return Decision("new", reason=f"possibly the same as {home.id}: {home.title} ({score:.2f})", perhaps=home)
    if any(p.origin.document == origin.document and _apart(initiative, p.statement) for p in home.points):
        return Decision("new", reason=f"the same document tells it from {home.id}", perhaps=home)
    kind, before, reason = stage(initiative, origin, home)
    return Decision(kind, home, before, f"{reason} ({score:.2f})")


def _needed(origin: Origin, point: Point) -> float:
    """Documents of one event tell the same things; what is told months apart has to be more alike to be one."""
    return SAME if abs(_day(origin) - _day(point.origin)) <= ONE_EVENT else SAME_LATER


def _apart(one: Initiative, other: object) -> bool:
    """Two lines of one document are two initiatives, unless they say the same."""
    return isinstance(other, Initiative) and one.start != other.start and likeness(one, other) < 0.8


def stage(initiative: Initiative, origin: Origin, measure: Measure) -> tuple[ChangeKind, Point | None, str]:
    """Say how an initiative moves its measure: batches first, then stages that come later."""
    points = sorted((p for p in measure.points if isinstance(p.statement, Initiative)), key=_order)
    last = points[-1]
    batches = [p.statement.batch for p in points if isinstance(p.statement, Initiative) and p.statement.batch]
    if initiative.batch and batches and initiative.batch not in batches:
        later = initiative.batch > max(batches)
        return ("revised" if later else "history"), last, f"batch {initiative.batch} after {max(batches)}"
    if _advances(initiative, origin, last):
        return "revised", last, "a later stage"
    return "repeated", last, "the same initiative"


def _advances(initiative: Initiative, origin: Origin, last: Point) -> bool:
    """Tenses differ between translations, so a stage only counts where the event is a later one."""
    known = last.statement
    if not isinstance(known, Initiative) or _day(origin) - _day(last.origin) <= ONE_EVENT:
        return False
    return STAGES[initiative.status] > STAGES[known.status]


def _order(point: Point) -> tuple[int, date]:
    statement = point.statement
    return (statement.batch or 0 if isinstance(statement, Initiative) else 0), _day(point.origin)


def _day(origin: Origin) -> date:
    return origin.event_date or origin.published or date.min
