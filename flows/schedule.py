"""When sources are due to be looked at, by prefect.yaml or, where somebody runs checks otherwise, by their own past."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise, takewhile
from typing import Any
from zoneinfo import ZoneInfo

from cronsim import CronSim

from flows.deploying import deployments
from flows.desk import Reader
from scrapers.source import Source

MARGIN = timedelta(hours=1)
"""How late a check may be: the one before may take long, or a server start."""
WEEKS = timedelta(days=14)
MONTH = timedelta(days=30)
MONDAY = datetime(2026, 1, 5, tzinfo=ZoneInfo("UTC"))


@dataclass(frozen=True, slots=True)
class Group:
    """A check that runs by schedule: the sources that it names (those that no other names, if none), and its crons."""

    name: str
    sources: tuple[str, ...]
    crons: tuple[tuple[str, str], ...]

    def due(self, after: datetime, until: datetime) -> set[datetime]:
        """The times after one, up to another, at which it is due."""
        crons = (CronSim(cron, after.astimezone(ZoneInfo(zone))) for cron, zone in self.crons)
        return {at for times in crons for at in takewhile(lambda at: at <= until, times)}

    def last_due(self, now: datetime) -> datetime:
        """When it was due last."""
        return max(next(CronSim(cron, now.astimezone(ZoneInfo(zone)), reverse=True)) for cron, zone in self.crons)

    def names(self, source: str) -> bool:
        """Whether it looks at a source."""
        return source in self.sources if self.sources else all(source not in group.sources for group in groups())


@cache
def groups() -> tuple[Group, ...]:
    """The checks of prefect.yaml that run by schedule."""
    return tuple(map(_group, filter(is_scheduled, deployments())))


def is_scheduled(deployment: Mapping[str, Any]) -> bool:
    """Whether a deployment is a check that runs by schedule."""
    return bool(deployment["entrypoint"].endswith(":check") and deployment.get("schedules"))


def _group(deployment: Mapping[str, Any]) -> Group:
    crons = ((given["cron"], given["timezone"]) for given in deployment["schedules"])
    return Group(deployment["name"], tuple(deployment["parameters"].get("sources", ())), tuple(crons))


def places(reader: Reader, sources: Sequence[str] | None, *, scheduled: bool) -> list[Source]:
    """The sources that a check looks at: those named, or all that are enabled.

    By schedule, those of the named that are enabled; without a name, those enabled that no scheduled check names.
    """
    if not scheduled:
        return reader.chosen(sources)
    if sources:
        return [place for place in map(reader.source, sources) if place.enabled]
    named = {name for group in groups() for name in group.sources}
    return [place for place in reader.chosen() if place.name not in named]


def longest_gap(sources: Iterable[str]) -> timedelta:
    """The longest time without a look at any of these sources that the schedules leave."""
    names = tuple(sources)
    return _longest_gap(frozenset(group for group in groups() if any(map(group.names, names))))


@cache
def _longest_gap(looking: frozenset[Group]) -> timedelta:
    times = {MONDAY, MONDAY + WEEKS}.union(*(group.due(MONDAY, MONDAY + WEEKS) for group in looking))
    return longest(sorted(times))


def longest(times: Sequence[datetime], leave: int = 0) -> timedelta:
    """The longest time between two of them that follow each other, leaving out so many longer ones."""
    gaps = sorted((later - one for one, later in pairwise(times)), reverse=True)
    return gaps[min(leave, len(gaps) - 1)] if gaps else timedelta(0)


def unbroken(times: Sequence[datetime], gap: timedelta) -> datetime:
    """Since when no two of them that follow each other are further apart than a gap."""
    pairs = pairwise(reversed(times))
    return next((later for later, one in pairs if later - one > gap), times[0])


def patience(sources: Iterable[str], looks: Sequence[datetime] = ()) -> timedelta:
    """How long nobody may look at any of the sources: as scheduled or, if that was longer, as in the month of `looks`.

    Two longer gaps are left out: that the watch stood still before makes it no habit.
    """
    habit = longest(looks, leave=2) if len(looks) > 9 else timedelta(0)
    return max(longest_gap(sources), habit) + MARGIN
