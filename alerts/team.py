"""A team: who is told, where, in which language, of what, and when."""

from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from alerts.channel import Channel, Reading

Pace = Literal["at_once", "daily", "weekly"]
OFFICE = ZoneInfo("Asia/Shanghai")
ALL = "all"
"""What no team is called: the feed of everything is."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A value in base units (1 billion yuan -> 1000000000, "yuan"; 5 % -> 5, "percent")."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What readers ask for; an empty field asks for nothing in particular, and a change meets all fields that ask.

    `kinds` are figure and initiative, `changes` those of `measures.model.NEWS`; `topics`, `subjects`, `agencies` and
    `units` ids of the lexicon; `words` of which one stands in it; `measures` ids of a watch list. `moved` is how far a
    figure moved at least, in percent of what it was or in its own unit; `at_least` how much it is at least.
    """

    name: str = ""
    kinds: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    measures: frozenset[str] = frozenset()
    moved: tuple[Threshold, ...] = ()
    at_least: tuple[Threshold, ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of each day from `start` to before `end`, past midnight where that is the earlier; or whole days.

    `days` are weekdays (0 is Monday) that are quiet all day.
    """

    start: time | None = None
    end: time | None = None
    days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When a team is told: at once, or in a digest at an hour (of a weekday) in its time zone.

    Nothing is sent in `quiet` hours. With a `cap`, no hour brings more messages, digests too; 0 is without.
    """

    pace: Pace = "at_once"
    at: time = time(8)
    weekday: int = 0
    zone: ZoneInfo = OFFICE
    quiet: tuple[Hours, ...] = ()
    cap: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Readers with their channels, each named TEAM.CHANNEL. No `rules` means all news; `without` is never told.

    `templates` is a folder whose templates come before ours.
    """

    name: str
    title: str = ""
    language: Reading = "en"
    channels: tuple[Channel, ...] = ()
    rules: tuple[Rule, ...] = ()
    without: tuple[Rule, ...] = ()
    rhythm: Rhythm = field(default_factory=Rhythm)
    templates: Path | None = None
