"""What a statement moves from: how the point before stands to it, since when it was so, and by how much it moved."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from alerts.escape import shown
from alerts.naming import published_by
from alerts.numbers import brief, difference, growth, quantity
from alerts.times import day, when
from alerts.words import WORDS
from measures.events import day_of
from measures.lexicon import Lexicon
from measures.model import Change, Figure, Language, Origin, Period, Point
from measures.saying import saying
from measures.times import grain
from measures.values import RATIOS

Relation = Literal["new", "was", "after", "again", "target", "corrected", "elsewhere"]
"""`was` is the value of an earlier day, `after` that of an earlier period of the series; `again` another value for the
same time, `target` another target; `corrected` what the page said before, `elsewhere` what another page says."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How far a figure moved: in its unit (a share in percentage points), and in percent of what it was."""

    absolute: Decimal | None = None
    relative: Decimal | None = None


def relation(change: Change) -> Relation:
    """Say how the point before stands to the statement of a change."""
    if change.kind in ("conflicting", "corrected"):
        return "elsewhere" if change.kind == "conflicting" else "corrected"
    if change.before is None:
        return "was" if change.kind == "revised" else "new"
    return _in_series(change, change.before)


def _in_series(change: Change, before: Point) -> Relation:
    now, then = time_of(Point(change.statement, change.origin)), time_of(before)
    if now and then and (now.start, now.end) == (then.start, then.end):
        said = change.statement
        return "target" if isinstance(said, Figure) and said.modality == "target" else "again"
    return "was" if "day" in (grain(now), grain(then)) else "after"


def time_of(point: Point) -> Period | None:
    """Return the time a figure holds for: its own, else the day of its event or page, as not stated."""
    said = saying(point)
    return said.time if said else None


def moved(change: Change) -> Moved:
    """Return how far a figure moved, as far as the two can be compared.

    Of sums since January one holds the other: they cannot be subtracted.
    """
    now, before = change.statement, change.before.statement if change.before else None
    if not isinstance(now, Figure) or not isinstance(before, Figure) or not _comparable(change, before, now):
        return Moved()
    absolute = now.value - before.value
    if now.unit in RATIOS or before.value <= 0:
        return Moved(absolute)
    return Moved(absolute, 100 * absolute / before.value)


def _comparable(change: Change, before: Figure, now: Figure) -> bool:
    if change.kind == "conflicting" or before.unit != now.unit or before.value == now.value:
        return False
    return before.value_max is None and now.value_max is None and not grows_since_january(change)


def grows_since_january(change: Change) -> bool:
    """Tell whether a change moves on from a sum since January to the next, which holds it."""
    now = change.statement
    if not isinstance(now, Figure) or now.unit in RATIOS or change.before is None or relation(change) != "after":
        return False
    here, there = time_of(Point(now, change.origin)), time_of(change.before)
    return grain(here) == "since January" and bool(here and there and here.start == there.start)


@dataclass(frozen=True, slots=True)
class Wording:
    """The point before in words: what it was, since when, and how far it moved from there."""

    was: str = ""
    since: str = ""
    by: tuple[str, ...] = ()

    def brief(self, language: Language) -> str:
        """Return what it was and how far it moved, for a title."""
        return WORDS[language]["comma"].join(part for part in (self.was, *self.by[-1:]) if part)

    def full(self, language: Language) -> str:
        """Return it with the time."""
        return WORDS[language]["comma"].join(part for part in (self.since or self.was, *self.by) if part)


def wording(change: Change, language: Language, lexicon: Lexicon) -> Wording:
    """Put what a figure was, and how far it moved, into words; empty without a figure before."""
    now, point = change.statement, change.before
    if not isinstance(now, Figure) or point is None or not isinstance(point.statement, Figure):
        return Wording()
    before, how, words = point.statement, relation(change), WORDS[language]
    value = brief(before, language) if before.unit == now.unit else quantity(before, language)
    since = words.get(f"{how}.since", "")
    at = said_by(point.origin, language, lexicon) if how == "elsewhere" else since_when(point, how, language)
    by = moved(change)
    about = not before.qualifier == now.qualifier == "exact"
    return Wording(
        was=words[how].format(value),
        since=since.format(value, at) if since and at else "",
        by=tuple(
            part
            for part in (
                difference(before, now, language) if by.absolute else "",
                growth(by.relative, language, about=about) if by.relative and abs(by.relative) < 1000 else "",
            )
            if part
        ),
    )


def since_when(point: Point, how: Relation, language: Language) -> str:
    """Write the time a figure holds for; of a target, and where none is stated, the day it was told; or ""."""
    time = time_of(point)
    if how != "target" and time is not None and time.stated:
        return when(time, language)
    return told_on(point.origin, language)


def told_on(origin: Origin, language: Language) -> str:
    """Write the day on which a document tells it; "" where that is not known."""
    known = origin.event_date or origin.published
    return WORDS[language]["told_on"].format(day(day_of(origin), language)) if known else ""


def said_by(origin: Origin, language: Language, lexicon: Lexicon) -> str:
    """Write who published a document, and its day."""
    known = day(day_of(origin), language) if origin.event_date or origin.published else ""
    name = published_by(origin, language, lexicon) or shown(origin.title, 80)
    return WORDS[language]["comma"].join(part for part in (name, known) if part)
