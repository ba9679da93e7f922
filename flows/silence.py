"""How often a source publishes, learned from its past in working days of China: how long a silence is usual.

Weekends, national holidays and spring festival are no silence, the Saturdays and Sundays worked to make up for them are
working days (`holidays`: the plans of the State Council for the years it knows, the statutory days for those after).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from math import ceil
from statistics import median_low
from typing import TYPE_CHECKING

from flows.words import OFFICE

if TYPE_CHECKING:
    from holidays import HolidayBase

    from flows.desk import Desk
    from scrapers.source import Source

PAST = timedelta(days=400)
"""How far back the rhythm is learned: a year of habits, and the same season of the year before."""
FEW, SHORT = 12, timedelta(days=120)
"""Fewer gaps, or a shorter time, than these say little: then a source is given the silence it states, too."""
LEAST = 4


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Working days from one day with pages to the next: as usual (0: not known), and the most that is no alarm."""

    usual: int
    allowed: int

    def __str__(self) -> str:
        if not self.usual:
            return f"silent after {self.allowed} working days"
        often = f"about every {self.usual} working days" if self.usual > 1 else "every working day"
        return f"{often}, silent after {self.allowed}"


def rhythm(days: Sequence[date], stated: timedelta) -> Rhythm:
    """Learn how often a source publishes from the days, in order, on which it did; `stated` is its own silence.

    As far above its longest gaps as those are above the usual one is still no alarm, and a day more; the longest of
    all is left out: it may be a hole in what we read. So a steady source is missed soon, an irregular one late, and
    none before a week of work is over.
    """
    given = _given(stated)
    gaps = sorted(working(one, other) for one, other in pairwise(days))
    if len(gaps) < FEW:
        return Rhythm(0, given)
    usual, longest = max(1, median_low(gaps)), gaps[-2]
    allowed = max(longest + (longest - usual) + 1, LEAST)
    return Rhythm(usual, max(allowed, given) if days[-1] - days[0] < SHORT else allowed)


def _given(stated: timedelta) -> int:
    """A time in working days."""
    return ceil(stated.days * 5 / 7)


def silent(newest: date, today: date) -> int:
    """The working days that have passed whole since the newest page."""
    return working(newest, today - timedelta(days=1))


def working(after: date, until: date) -> int:
    """The working days after one day, until another."""
    return sum(_works(after + timedelta(days=step)) for step in range(1, (until - after).days + 1))


@lru_cache(4096)
def _works(day: date) -> bool:
    return working_days().is_working_day(day)


@cache
def working_days() -> "HolidayBase":
    """The calendar of China; half a second's work to load."""
    from holidays import country_holidays

    return country_holidays("CN")


@dataclass(frozen=True, slots=True)
class Quiet:
    """How long a source is silent: its newest page, the working days since, and its rhythm."""

    newest: date
    days: int
    rhythm: Rhythm

    @property
    def alarming(self) -> bool:
        """Whether it is silent for longer than is usual with it."""
        return self.days > self.rhythm.allowed


def of(desk: "Desk", source: "Source") -> Quiet | None:
    """How silent a source was when it was last seen whole; None while it has given no page with a date.

    What it published while nobody looked is not known.
    """
    last = desk.store.last_good(source.name)
    seen = last.astimezone(OFFICE).date() if last else desk.today()
    days = [day for day in desk.store.days(source.name, seen - PAST) if day <= seen]
    if not days:
        return None
    return Quiet(days[-1], silent(days[-1], seen), rhythm(days, source.silence))


def alarming(desk: "Desk", source: "Source") -> Quiet | None:
    """How silent a source is, if that is an alarm; its rhythm is only learned where it is longer than the shortest."""
    newest, last = desk.store.newest(source.name), desk.store.last_good(source.name)
    least = min(LEAST, _given(source.silence))
    if newest is None or last is None or silent(newest, last.astimezone(OFFICE).date()) <= least:
        return None
    quiet = of(desk, source)
    return quiet if quiet and quiet.alarming else None
