"""How changes are to be told: to whom, in which language and form, how much of it, with which links and templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from alerts.channel import Reading
from alerts.team import Pace
from measures.lexicon import Lexicon
from measures.model import Point

Form = Literal["event", "digest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Addresses to look closer: of a `measure` with {measure} in it, of the `run` that found it with {run}; or ""."""

    measure: str = ""
    run: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """How many items a message tells at most: the first `full`, then so many in a line each; the rest is counted."""

    full: int
    lines: int


LISTED: Mapping[Form, Listed] = MappingProxyType({"event": Listed(60, 240), "digest": Listed(15, 45)})
"""What readers get unless somebody asks for less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How one message is told.

    `team` is the title of its readers, `team_name` what they are called in the configuration, `number` the delivery's,
    by which `gongbao alert show` shows all of it; `part` of `parts` counts from 1. `day` and `pace` name a digest.
    `series` holds points of a measure by its id, for a chart; `templates` is a folder whose templates come before ours.
    Without a `lexicon`, the one in use names things.
    """

    language: Reading = "en"
    form: Form = "event"
    team: str = ""
    team_name: str = ""
    day: date | None = None
    pace: Pace = "at_once"
    part: int = 1
    parts: int = 1
    number: int = 0
    listed: Listed | None = None
    links: Links = Links()
    lexicon: Lexicon | None = None
    series: Mapping[str, Sequence[Point]] = field(default_factory=dict)
    templates: Path | None = None

    @property
    def limits(self) -> Listed:
        """How much is told: what was asked for, else what its form is made for."""
        return self.listed or LISTED[self.form]
