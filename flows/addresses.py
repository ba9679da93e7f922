"""Whether the addresses of channels can be used: asked by what sends, and by what looks after sending.

Apprise takes a second to be imported: what only reads does without.
"""

from collections.abc import Iterable

from alerts.team import Team
from flows.config_errors import ConfigError
from flows.sections import OPERATORS
from flows.settings import written_in


def check(teams: Iterable[Team]) -> None:
    """Raise `ConfigError` with a line for each channel whose address cannot be used; nothing of an address is told."""
    from alerts.address import fault

    found = ((channel.name, fault(channel)) for team in teams for channel in team.channels)
    if faults := [f"{written_in()}: {place(name)}: {said}" for name, said in found if said]:
        raise ConfigError("\n".join(faults))


def place(channel: str) -> str:
    """Where the address of a channel, TEAM.CHANNEL, stands in the configuration."""
    team, _, name = channel.partition(".")
    return f"{OPERATORS}.channels.{name}" if team == OPERATORS else f"teams.{team}.channels.{name}"
