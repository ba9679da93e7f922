"""The tables of the configuration file: what may stand in each, what it means, what it is without it."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    field_validator,
    model_validator,
)

from alerts.channel import Reading
from alerts.team import Pace, Rhythm
from flows.config_errors import rule_called
from flows.hours import Clock, Quiet, Weekday, Zone
from flows.secrets import Secret

Seconds = Annotated[float, Field(ge=0, le=3600)]
Vocabulary = Literal[
    "subjects", "metrics", "scopes", "units", "nouns", "agencies", "acts", "topics", "publishers", "words"
]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")]


class Section(BaseModel):
    """A table of the file: nothing unknown in it, nothing changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WebSettings(Section):
    """How pages are asked for."""

    contact: str = Field("", description="an address or page the sites' operators can write to; part of the user agent")
    user_agent: str = Field("", description="the whole User-Agent, where the default with your contact does not do")
    wait: Seconds = Field(2.0, description="seconds between two requests to one host")
    jitter: Seconds = Field(1.0, description="up to so many seconds more, at random")
    connect_timeout: Annotated[Seconds, Field(gt=0)] = Field(10.0, description="seconds to wait for a connection")
    read_timeout: Annotated[Seconds, Field(gt=0)] = Field(30.0, description="seconds to wait for the next bytes")
    deadline: Annotated[Seconds, Field(gt=0)] = Field(120.0, description="seconds for one page with all its tries")
    retries: int = Field(3, ge=0, le=10, description="tries after the first, on connection errors, 429 and 5xx")
    size_cap: int = Field(20_000_000, gt=0, description="largest page in bytes, unpacked")
    proxy: Secret = Field(SecretStr(""), description="address of an HTTP proxy")
    certificates: str = Field("", description="file of certificate authorities, where the network has its own")


class CheckSettings(Section):
    """What a check looks at."""

    days: int = Field(7, ge=0, le=366, description="days before the last good check that are looked at again")
    first_days: int = Field(30, ge=0, le=366, description="days that the first check of a source looks back")
    minutes: float = Field(30, gt=0, le=1440, description="minutes for a look at a source; the next reads what is left")


class LinkSettings(Section):
    """Where alerts point for a closer look."""

    measure: str = Field("", description="address of a measure's page, with {measure} in it")
    run: str = Field("", description="address of a run's page, with {run} in it (default: made of prefect.url)")


class FeedSettings(Section):
    """Feeds of the alerts, as files."""

    folder: str = Field("feeds", description='where they are: a folder in that of the data, or any other; "" for none')
    url: str = Field("", pattern="^(https?://.+)?$", description="public address of that folder (https://...)")
    days: int = Field(90, ge=1, le=3660, description="days that an entry is kept ...")
    entries: int = Field(200, ge=1, le=10_000, description="... and so many at most, the latest")


class PrefectSettings(Section):
    """Where Prefect's server answers."""

    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(4200, gt=0, lt=65536, description="port of the dashboard")
    auth: Secret = Field(SecretStr(""), description="user:password for the dashboard and its API")
    url: str = Field("", pattern="^(https?://.+)?$", description="address of a server on another machine")
    database: Secret = Field(
        SecretStr(""), description="PostgreSQL for the run history; default: SQLite in the data folder"
    )

    @field_validator("database")
    @classmethod
    def _is_postgresql(cls, given: SecretStr) -> SecretStr:
        if given.get_secret_value() and not re.match(r"postgres(ql)?(\+\w+)?://", given.get_secret_value()):
            raise ValueError("should be an address like postgresql://user@host/prefect; without one it is SQLite")
        return given


Days = Annotated[int, Field(ge=1, le=3660)]


class KeepSettings(Section):
    """How many days that is kept which nothing hangs on any more; what pages said is kept for ever."""

    runs: Days = Field(30, description="runs in Prefect's history, with their logs and artifacts")
    events: Days = Field(7, description="events of Prefect, such as the change of a run's state")
    pages: Days = Field(30, description="versions of a page whose text was not new; the last one stays")
    messages: Days = Field(365, description="messages that were sent or dropped, and notices that are over")
    checks: Days = Field(90, description="looks at sources")
    copies: Days = Field(90, description="copies that were made before an upgrade")


class SourceSettings(Section):
    """A source switched on or off, or one of your own on the platform `article` or `feed`."""

    enabled: bool | None = Field(None, description="whether it is checked")
    platform: Literal["article", "feed"] | None = Field(
        None, description="article (a page of links) or feed (RSS, Atom)"
    )
    url: str = Field("", description="address of the page or feed")
    title: str = Field("", description="what readers call it")
    language: Literal["en", "zh"] = Field("en", description="language of its pages")
    publisher: str = Field("", description="who publishes it (default: its title)")
    hosts: tuple[str, ...] = Field((), description="hosts its pages may stand on (default: that of url)")
    first: date = Field(date(2000, 1, 1), description="first day of its archive")
    silence_days: int = Field(30, gt=0, description="days without a page that are an alarm")
    options: dict[str, str] = Field({}, description="what its platform understands, such as selectors")


USUAL = Rhythm()
OPERATORS = "operators"
ADDRESSES = "Apprise addresses by name, or terminal://; keep secrets out as ${VARIABLE} or file:/path"


def _addressed(channels: dict[str, SecretStr]) -> dict[str, SecretStr]:
    for name, url in channels.items():
        if "://" not in url.get_secret_value():
            raise ValueError(f"{name} should be an address like mailtos://... or terminal://")
    return channels


def _no_operators(name: str) -> str:
    if name == OPERATORS:
        raise ValueError("operators hear nothing of what is published; they have a table of their own, [operators]")
    return name


TeamName = Annotated[Name, AfterValidator(_no_operators)]
Addresses = Annotated[dict[Name, Secret], AfterValidator(_addressed)]


Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class RuleSettings(Section):
    """What a team asks for: a change meets all fields that are set, each by one of what stands in it."""

    name: str = Field("", description="what the rule is called by `gongbao teams` and `gongbao rules try`")
    kinds: frozenset[Literal["figure", "initiative"]] = Field(frozenset(), description="figure, initiative")
    changes: frozenset[Literal["new", "revised", "corrected", "conflicting"]] = Field(
        frozenset(), description="new, revised, corrected, conflicting"
    )
    subjects: tuple[Word, ...] = Field((), description="subjects of the lexicon, by id or name")
    topics: tuple[Word, ...] = Field((), description="topics of the lexicon, by id or name")
    agencies: tuple[Word, ...] = Field((), description="who acts or publishes, by id or name")
    sources: tuple[Word, ...] = Field((), description="names of sources")
    units: tuple[Word, ...] = Field((), description="units of figures, by id or name")
    words: tuple[Word, ...] = Field((), description="words of which one must stand in it")
    measures: tuple[Word, ...] = Field((), description="ids of measures, or their first letters")
    moved: tuple[Word, ...] = Field((), description='how far a figure moved at least: "5%", "1000 enterprises"')
    at_least: tuple[Word, ...] = Field((), description='how much it is at least: "1 billion yuan", "10亿元"')

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        """A rule that nothing can meet was meant otherwise."""
        asked = next((field for field in ("units", "moved", "at_least") if getattr(self, field)), "")
        if asked and self.kinds == {"initiative"}:
            raise ValueError(f'{asked} is asked of figures, and kinds = ["initiative"] leaves them out')
        if self.moved and self.changes == {"new"}:
            raise ValueError('moved is asked of what was known before, and changes = ["new"] leaves that out')
        return self


class TeamSettings(Section):
    """Who is told, where, in which language, and of what."""

    title: str = Field("", description="what the team is called in its messages (default: its name)")
    language: Reading | None = Field(None, description="en, zh, or source (as published)")
    rhythm: Literal["at once", "daily", "weekly"] = Field("at once", description="at once, daily or weekly")
    at: Clock = Field(USUAL.at, description="hour of the digest")
    weekday: Weekday = Field(USUAL.weekday, description="day of the weekly digest")
    zone: Zone = Field(USUAL.zone, description="time zone of its hours, like Asia/Shanghai")
    quiet: Quiet = Field((), description="hours and days without messages, like 22:00-07:00 and sat")
    cap: int = Field(USUAL.cap, ge=0, description="messages an hour at most, the rest in a digest; 0 for no cap")
    templates: Path | None = Field(None, description="folder with templates of its own")
    channels: Addresses = Field({}, description=ADDRESSES)
    rules: tuple[RuleSettings, ...] = Field((), description="what it wants to hear of: any of these; all, without one")
    without: tuple[RuleSettings, ...] = Field((), description="what it is never told")

    @model_validator(mode="after")
    def _digests_have_hours(self) -> Self:
        """An hour that no digest keeps was meant for one: the rhythm is missing."""
        if "at" in self.model_fields_set and self.rhythm == "at once":
            raise ValueError('at is the hour of a digest: set rhythm = "daily" or "weekly", or leave it out')
        if "weekday" in self.model_fields_set and self.rhythm != "weekly":
            raise ValueError('weekday is the day of a weekly digest: set rhythm = "weekly", or leave it out')
        return self

    @field_validator("rules", "without")
    @classmethod
    def _have_names_of_their_own(cls, rules: tuple[RuleSettings, ...]) -> tuple[RuleSettings, ...]:
        called = [rule.name or str(number) for number, rule in enumerate(rules, 1)]
        if twice := next((name for name in called if called.count(name) > 1), ""):
            raise ValueError(f"two are called {twice!r}; give each a name of its own, or none")
        return rules

    @field_validator("rules", "without")
    @classmethod
    def _ask_for_something(cls, rules: tuple[RuleSettings, ...]) -> tuple[RuleSettings, ...]:
        """An empty rule catches everything: what it was to ask for was forgotten."""
        for number, rule in enumerate(rules, 1):
            if not any(getattr(rule, field) for field in RuleSettings.model_fields if field != "name"):
                raise ValueError(f"{rule_called(number, rule.name)} asks for nothing; say for what, or leave it out")
        return rules

    def told(self) -> Rhythm:
        """When the team is told."""
        paces: dict[str, Pace] = {"at once": "at_once", "daily": "daily", "weekly": "weekly"}
        pace = paces[self.rhythm]
        return Rhythm(pace=pace, at=self.at, weekday=self.weekday, zone=self.zone, quiet=self.quiet, cap=self.cap)


class OperatorsSettings(Section):
    """Who is told how the watch itself does: once when something begins, once when it ends. Readers never are."""

    language: Literal["en", "zh"] = Field("en", description="en or zh")
    channels: Addresses = Field({}, description=ADDRESSES)
    heartbeat: Annotated[Clock | None, BeforeValidator(lambda given: None if given == "" else given)] = Field(
        None, description='hour of a daily word that all is well, like 09:00; "" for none'
    )
    zone: Zone = Field(USUAL.zone, description="time zone of its hours, like Asia/Shanghai")
    disk_free: int = Field(1000, ge=0, description="megabytes free for the data folder; less is an alarm, 0 for none")
