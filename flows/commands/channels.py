"""Commands that try channels: channels test."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flows.terminal import note
from flows.words import UsageError

if TYPE_CHECKING:
    from alerts.team import Team

OK, FAILURE = 0, 1


def channels_test(*teams: str) -> int:
    """Send a test message to every channel of every team and of the operators, or of those named.

    Example: gongbao channels test desk

    Parameters
    ----------
    teams
        teams of the configuration, or operators
    """
    from flows import addresses
    from flows.settings import load
    from flows.teams import operators

    settings = load()
    known = {team.name: team for team in (*settings.alert_teams(), operators(settings))}
    if unknown := [name for name in teams if name not in known]:
        raise UsageError(f"no team is called {unknown[0]!r}; there are {', '.join(known)}")
    chosen = [known[name] for name in teams or known]
    addresses.check(chosen)
    return OK if _tried(chosen) else FAILURE


def _tried(teams: "Sequence[Team]") -> bool:
    """Send the test messages, a line for each; True if all arrived. Each is a message of its own, however often."""
    from uuid import uuid4

    from alerts.send import kind, send
    from alerts.telling import Telling
    from alerts.trial import trial

    well = True
    for team in teams:
        told = trial(Telling(language=team.language, team=team.title, templates=team.templates))
        for channel in team.channels:
            receipt = send(channel, told, key=f"test-{uuid4().hex}")
            said = "; ".join(part for part in ("sent" if receipt.ok else "", receipt.error) if part)
            note(f"{channel.name} ({kind(channel)}): {said}", style="" if receipt.ok else "red")
            well = well and receipt.ok
    return well
