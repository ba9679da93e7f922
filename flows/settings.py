"""Where and to whom: the configuration file and the environment, read when a flow or a command starts.

`gongbao.toml` in the current folder (or GONGBAO_CONFIG, or --config) and the environment GONGBAO_* (nested with __,
as GONGBAO_WEB__WAIT), which wins. A file .env beside the configuration adds to the environment. Without any file
everything has a value: data in ./data, SQLite, alerts in the terminal.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dotenv import load_dotenv
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from alerts.channel import Reading
from alerts.team import ALL
from flows.config_errors import ConfigError, complaints, nearest, unreadable
from flows.secrets import Secret
from flows.sections import (
    CheckSettings,
    FeedSettings,
    KeepSettings,
    LinkSettings,
    Name,
    OperatorsSettings,
    PrefectSettings,
    SourceSettings,
    TeamName,
    TeamSettings,
    Vocabulary,
    WebSettings,
)
from flows.words import OFFICE

if TYPE_CHECKING:
    from alerts.team import Team
    from flows.engine import Engine
    from measures.lexicon import Lexicon
    from scrapers.lane import Manners
    from scrapers.source import Source

__all__ = ["ConfigError", "Settings", "load"]

FILE = "gongbao.toml"


class Settings(BaseSettings):
    """Everything that is configured."""

    model_config = SettingsConfigDict(
        env_prefix="GONGBAO_", env_nested_delimiter="__", extra="forbid", frozen=True, validate_default=False
    )

    data: Path = Field(Path("data"), description="folder of the database and the kept pages")
    database: Secret = Field(SecretStr(""), description="SQLAlchemy address; default: SQLite in the data folder")
    replay: str = Field("", description="address of a replica of the sites, asked instead of the web")
    replay_day: date | None = Field(None, description="the day it is at the replica; only with replay")
    language: Reading = Field("en", description="language of alerts where a team says nothing: en, zh or source")
    lexicon: dict[Vocabulary, tuple[Path, ...]] = Field({}, description="files of further words, by kind")
    web: WebSettings = WebSettings()
    check: CheckSettings = CheckSettings()
    links: LinkSettings = LinkSettings()
    feeds: FeedSettings = FeedSettings()
    prefect: PrefectSettings = PrefectSettings()
    keep: KeepSettings = KeepSettings()
    sources: dict[Name, SourceSettings] = Field({}, description="sources by name")
    teams: dict[TeamName, TeamSettings] = Field({}, description="teams by name")
    operators: OperatorsSettings = OperatorsSettings()

    @field_validator("teams")
    @classmethod
    def _none_is_all(cls, teams: dict[str, TeamSettings]) -> dict[str, TeamSettings]:
        if ALL in teams:
            raise ValueError(f"no team can be called {ALL!r}: the feed of everything is; choose another name")
        return teams

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment goes before the file, whose content `load` hands in."""
        return env_settings, init_settings

    def clock(self) -> datetime:
        """The time, in UTC: on the replica's day, where there is one."""
        moment = datetime.now(OFFICE)
        if self.replay_day is not None:
            moment = datetime.combine(self.replay_day, moment.timetz())
        return moment.astimezone(UTC)

    @property
    def database_url(self) -> str:
        """The database's address, with its password: never print it."""
        return self.database.get_secret_value() or f"sqlite:///{self.data / 'gongbao.db'}"

    @property
    def feed_folder(self) -> Path | None:
        """Where feeds are written; None if nobody wants them."""
        return self.data / Path(self.feeds.folder).expanduser() if self.feeds.folder else None

    @property
    def run_page(self) -> str:
        """Where readers see a run, with {run} in it; nowhere, if the dashboard is only there for this machine."""
        own = f"{self.prefect.url.rstrip('/')}/runs/flow-run/{{run}}" if self.prefect.url else ""
        return self.links.run or own

    def alert_teams(self) -> "tuple[Team, ...]":
        """The teams in order of the file; without any, readers at the terminal. Raises `ConfigError`."""
        from flows.teams import teams
        from scrapers.catalogue import SOURCES

        return teams(self, self.words(), {source.name for source in self.chosen(SOURCES.values())})

    def team(self, name: str) -> TeamSettings:
        """A team as it is written; readers at the terminal are written nowhere."""
        return self.teams.get(name) or TeamSettings()

    def words(self) -> "Lexicon":
        """The vocabulary with the user's words, from now on the one in use. Raises `ConfigError`."""
        from measures.lexicon import LexiconError, built_in, in_use, lexicon, use

        try:
            use(lexicon(dict(self.lexicon.items())) if self.lexicon else built_in())
        except (LexiconError, OSError) as error:
            raise ConfigError(f"configuration: lexicon: {error}") from None
        return in_use()

    def manners(self) -> "Manners":
        """How `Web` behaves."""
        from scrapers.lane import Manners

        given: dict[str, Any] = self.web.model_dump(exclude={"contact", "user_agent", "proxy"})
        agent = self.web.user_agent or (f"Gongbao/0.1 (+{self.web.contact})" if self.web.contact else "")
        if agent:
            given["user_agent"] = agent
        given["patient"] = "wait" in self.web.model_fields_set
        return Manners(**given, proxy=self.web.proxy.get_secret_value(), replay=self.replay)

    def engine(self) -> "Engine":
        """Where Prefect is."""
        from flows import prefect_file
        from flows.engine import Engine

        return Engine(
            home=prefect_file.home(self.data),
            host=self.prefect.host,
            port=self.prefect.port,
            auth=self.prefect.auth.get_secret_value(),
            at=self.prefect.url,
            database=self.prefect.database.get_secret_value(),
            runs=timedelta(days=self.keep.runs),
            events=timedelta(days=self.keep.events),
        )

    def chosen(self, catalogue: Iterable["Source"]) -> "tuple[Source, ...]":
        """The catalogue's sources as switched here, and your own. Raises `ConfigError` for a name nobody knows."""
        from flows.own_sources import chosen

        return chosen(self.sources, catalogue)


def load(path: Path | None = None) -> Settings:
    """Read the configuration. Raises `ConfigError` with one line for each thing that is wrong."""
    file, here = configuration_file(path), folder(path)
    load_dotenv(here / ".env", override=False)
    content = _read(file) if file else {}
    try:
        settings = Settings(**content)
    except ValidationError as error:
        raise ConfigError(complaints(error, Settings, file, content)) from None
    except SettingsError as error:
        raise ConfigError(unreadable(str(error))) from None
    _check_environment(Settings)
    teams = {name: _with_templates(name, team, here) for name, team in settings.teams.items()}
    lexicon = {kind: tuple(_absolute(here, file) for file in files) for kind, files in settings.lexicon.items()}
    places = {"data": _absolute(here, settings.data), "lexicon": lexicon, "teams": teams}
    return settings.model_copy(update=places | {"database": _database(here, settings.database)})


def _with_templates(name: str, team: TeamSettings, here: Path) -> TeamSettings:
    """The team with the place of its templates. Raises `ConfigError` where there is no such folder."""
    if team.templates is None:
        return team
    place = _absolute(here, team.templates)
    if not place.is_dir():
        raise ConfigError(
            f"configuration: teams.{name}.templates: there is no folder {place}; make it, or leave it out"
        )
    return team.model_copy(update={"templates": place})


def _database(folder: Path, address: SecretStr) -> SecretStr:
    """A SQLite file is named relative to the configuration, whatever folder a run starts in."""
    scheme, _, file = address.get_secret_value().partition("sqlite:///")
    if scheme or not file or file == ":memory:":
        return address
    return SecretStr(f"sqlite:///{_absolute(folder, Path(file))}")


def _absolute(folder: Path, path: Path) -> Path:
    return (folder / path.expanduser()).resolve()


def folder(path: Path | None = None) -> Path:
    """The folder of the configuration file; the current one, where there is none."""
    file = configuration_file(path)
    return file.parent if file else Path.cwd()


def written_in() -> str:
    """What to call the configuration: its file, where there is one."""
    return str(configuration_file() or "configuration")


def configuration_file(path: Path | None = None) -> Path | None:
    """The configuration file: the one named, or gongbao.toml here if there is one."""
    named = path or (Path(os.environ["GONGBAO_CONFIG"]) if os.environ.get("GONGBAO_CONFIG") else None)
    if named is None:
        here = Path.cwd() / FILE
        return here if here.is_file() else None
    if not named.is_file():
        raise ConfigError(f"{named}: there is no such configuration file; copy gongbao.example.toml to it")
    return named.absolute()


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: this is not TOML: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read: {error}") from None


def _check_environment(model: type[BaseSettings], environment: Mapping[str, str] = os.environ) -> None:
    """Name a variable that is almost a setting: it would otherwise be ignored without a word."""
    known = {f"GONGBAO_{name}".upper() for name in model.model_fields} | {"GONGBAO_CONFIG"}
    for variable in sorted(environment):
        section = variable.upper().partition("__")[0]
        if section.startswith("GONGBAO_") and section not in known and (right := nearest(section, known, 0.85)):
            raise ConfigError(f"environment: {variable} is not a setting; did you mean {right}?")
