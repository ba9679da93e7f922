"""One open house: what every command and flow needs at hand, made from the configuration."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from alerts.channel import Channel
from alerts.render import Alert, alert
from alerts.rules import owed
from alerts.story import moved_on
from alerts.team import ALL, Team
from alerts.telling import Links, Telling
from flows import addresses, redact, runs
from flows.config_errors import nearest
from flows.following import followed
from flows.settings import Settings, load
from flows.teams import operators as read_operators
from flows.teams import teams as read_teams
from flows.words import OFFICE, UsageError
from measures.figures import figures
from measures.initiatives import initiatives
from measures.lexicon import Lexicon
from measures.model import Change, Document, Statement
from scrapers.catalogue import SOURCES, UnknownSource, choose, source
from scrapers.fetch import Web
from scrapers.source import Fetch, Source
from store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What reading needs: sources, a way to fetch, a lexicon. It remembers nothing."""

    settings: Settings
    fetch: Fetch
    sources: Mapping[str, Source]
    lexicon: Lexicon

    def source(self, name: str) -> Source:
        """The source of this name. Raises `UsageError` with the names like it."""
        try:
            return source(name, self.sources)
        except UnknownSource as error:
            raise UsageError(f"{error}; `gongbao sources` lists them all") from None

    def chosen(self, names: Sequence[str] | None = None) -> list[Source]:
        """The sources named; all that are enabled, if none is."""
        if names:
            return [self.source(name) for name in names]
        return [place for place in self.sources.values() if place.enabled]

    def source_of(self, url: str) -> Source | None:
        """The source whose page an address is."""
        return choose(url, self.sources.values())

    def statements(self, document: Document) -> tuple[Statement, ...]:
        """Everything a document says, figures first; nothing while its text has only been announced."""
        if not document.complete:
            return ()
        return (*figures(document, self.lexicon), *initiatives(document, self.lexicon))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk(Reader):
    """What the work needs: a reader that remembers, teams and operators to tell. `now` is the clock, in UTC.

    Where it is for one team `only`, no other is owed what is found; where it is for the `digest` that ends a backfill
    (by its number), it is told in that.
    """

    store: Store
    teams: tuple[Team, ...]
    operators: Team
    now: Callable[[], datetime]
    only: str = ""
    digest: int | None = None

    def today(self) -> date:
        """The ministries' present day."""
        return self.now().astimezone(OFFICE).date()

    def owed(self, change: Change) -> tuple[str, ...]:
        """The channels (TEAM.CHANNEL) that are to be told of a change."""
        return owed([team for team in self.teams if self.only in ("", team.name)], change)

    def channels(self) -> dict[str, tuple[Team, Channel]]:
        """Every channel by its name TEAM.CHANNEL, with the team it belongs to; operators are one more."""
        return {channel.name: (team, channel) for team in (*self.teams, self.operators) for channel in team.channels}

    def team(self, name: str) -> Team:
        """The team of this name. Raises `UsageError` with the names there are."""
        named = {team.name: team for team in self.teams}
        if name in named:
            return named[name]
        likely = nearest(name, named)
        advice = f"did you mean {likely}?" if likely else f"there are {', '.join(named)}"
        raise UsageError(f"no team is called {name!r}; {advice}")

    def telling(self, team: Team) -> Telling:
        """How a team is told: in its language and by its templates, with this house's links and words."""
        return Telling(
            language=team.language,
            team=team.title,
            team_name=team.name,
            templates=team.templates,
            links=Links(measure=self.settings.links.measure, run=self.settings.run_page),
            lexicon=self.lexicon,
        )

    def everybody(self) -> Team:
        """The readers of all there is, in the language of this house."""
        return Team(name=ALL, language=self.settings.language)

    def worded(self, changes: Iterable[Change], telling: Telling) -> Alert:
        """The message that tells of changes, with the series of what moved."""
        told = list(changes)
        series = self.store.series([change.number for change in moved_on(told, telling)])
        return alert(told, replace(telling, series=series))


@contextmanager
def open_reader() -> Iterator[Reader]:
    """Make ready for reading, without a store. Raises `ConfigError`."""
    settings = load()
    with closing(Web(settings.manners())) as web:
        yield Reader(settings=settings, fetch=web, sources=_sources(settings), lexicon=settings.words())


@contextmanager
def open_desk(settings: Settings | None = None, *, sends: bool = False) -> Iterator[Desk]:
    """Open the store, at this program's schema, and all beside it; to send, only if all addresses can be used.

    Raises `ConfigError`, `StoreError`.
    """
    settings = settings or load()
    lexicon, sources = settings.words(), _sources(settings)
    teams, operators = read_teams(settings, lexicon, sources), read_operators(settings)
    redact.conceal(channel.url for team in (*teams, operators) for channel in team.channels)
    redact.install()
    if sends:
        addresses.check((*teams, operators))
    with closing(Store(settings.database_url, clock=settings.clock, run=runs.present())) as store:
        store.migrate()
        with closing(Web(settings.manners(), store.remembered, store.turns())) as web:
            yield Desk(
                settings=settings,
                fetch=web,
                sources=sources,
                lexicon=lexicon,
                store=store,
                teams=followed(teams, store),
                operators=operators,
                now=settings.clock,
            )


def _sources(settings: Settings) -> dict[str, Source]:
    return {place.name: place for place in settings.chosen(SOURCES.values())}
