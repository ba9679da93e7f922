"""The teams of the configuration, with what the names and thresholds of their rules stand for."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import SecretStr

from alerts.asked import MEANT, known_names
from alerts.channel import TERMINAL, Channel
from alerts.team import Rule, Team, Threshold
from alerts.thresholds import threshold
from flows.config_errors import ConfigError, nearest, rule_called
from flows.sections import OPERATORS, RuleSettings, TeamSettings
from flows.settings import Settings, written_in
from measures.lexicon import Lexicon


def teams(settings: Settings, lexicon: Lexicon, sources: Collection[str]) -> tuple[Team, ...]:
    """Return the teams in order of the file; without any, readers at the terminal.

    Raises `ConfigError` with a line for each name that nothing has and each threshold that is none.
    """
    if not settings.teams:
        channels = (Channel("readers.terminal", TERMINAL),)
        return (Team(name="readers", title="readers", language=settings.language, channels=channels),)
    reading = _Reading(lexicon, sources)
    found = tuple(_team(reading, name, given, settings) for name, given in settings.teams.items())
    if reading.faults:
        raise ConfigError("\n".join(f"{written_in()}: {fault}" for fault in reading.faults))
    return found


def operators(settings: Settings) -> Team:
    """Return the operators as a team, whom no rule concerns."""
    given = settings.operators
    return Team(name=OPERATORS, title=OPERATORS, language=given.language, channels=_channels(OPERATORS, given.channels))


def _channels(team: str, addresses: Mapping[str, SecretStr]) -> tuple[Channel, ...]:
    """Name each channel TEAM.CHANNEL, as the store keeps it."""
    return tuple(Channel(f"{team}.{name}", url.get_secret_value()) for name, url in addresses.items())


@dataclass(frozen=True, slots=True)
class _Reading:
    """What names are looked up in, and what was wrong with them."""

    lexicon: Lexicon
    sources: Collection[str]
    faults: list[str] = field(default_factory=list)

    def rule(self, place: str, given: RuleSettings) -> Rule:
        return Rule(
            name=given.name,
            kinds=given.kinds,
            changes=given.changes,
            sources=self._sources(place, given.sources),
            words=given.words,
            measures=frozenset(given.measures),
            moved=tuple(self._thresholds(f"{place}.moved", given.moved)),
            at_least=tuple(self._thresholds(f"{place}.at_least", given.at_least)),
            **{field: self._meant(place, field, getattr(given, field)) for field in MEANT},
        )

    def _meant(self, place: str, field: str, names: Iterable[str]) -> frozenset[str]:
        found = {name: MEANT[field](name, self.lexicon) for name in names}
        unknown = [name for name, ids in found.items() if not ids]
        self.faults.extend(f"{place}.{field}: {_unknown(name, field, self.lexicon)}" for name in unknown)
        return frozenset().union(*found.values())

    def _sources(self, place: str, names: Iterable[str]) -> frozenset[str]:
        asked = frozenset(names)
        for name in sorted(asked - set(self.sources)):
            likely = nearest(name, self.sources)
            advice = f"did you mean {likely}?" if likely else "`gongbao sources` lists them all"
            self.faults.append(f"{place}.sources: no source is called {name!r}; {advice}")
        return asked

    def _thresholds(self, place: str, written: Iterable[str]) -> Iterator[Threshold]:
        for one in written:
            try:
                yield threshold(one, self.lexicon)
            except ValueError as error:
                self.faults.append(f"{place}: {error}")


def _team(reading: _Reading, name: str, given: TeamSettings, settings: Settings) -> Team:
    place = f"teams.{name}"
    return Team(
        name=name,
        title=given.title or name,
        language=given.language or settings.language,
        channels=_channels(name, given.channels),
        rules=_rules(reading, f"{place}.rules", given.rules),
        without=_rules(reading, f"{place}.without", given.without),
        rhythm=given.told(),
        templates=given.templates,
    )


def _rules(reading: _Reading, place: str, given: Iterable[RuleSettings]) -> tuple[Rule, ...]:
    return tuple(reading.rule(f"{place}.{rule_called(number, one.name)}", one) for number, one in enumerate(given, 1))


def _unknown(name: str, asked: str, lexicon: Lexicon) -> str:
    """Say that no entry has a name, and what to write instead."""
    if elsewhere := next((field for field, meant in MEANT.items() if meant(name, lexicon)), ""):
        return f"{name!r} is none of these: write it under {elsewhere}"
    likely = nearest(name, (one for one in known_names(asked, lexicon) if one != name), 0.75)
    advice = f"; did you mean {likely!r}?" if likely else " in the lexicon."
    more = f" What it does not know can be asked for by words = [{name!r}]" if asked == "subjects" else ""
    return f"nothing is called {name!r}{advice}{more}"
