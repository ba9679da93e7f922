"""Who wants to hear of a change."""

from collections.abc import Iterable

from alerts.about import About
from alerts.team import Rule, Team
from alerts.thresholds import moves, reaches
from measures.model import NEWS, Change

EVERYTHING = Rule(name="everything")
"""What a team without rules asks for."""


def owed(teams: Iterable[Team], change: Change) -> tuple[str, ...]:
    """Return the names (TEAM.CHANNEL) of the channels that are to be told of this change."""
    about = About(change)
    return tuple(channel.name for team in teams if wants(team, about) for channel in team.channels)


def wants(team: Team, about: About) -> bool:
    """Tell whether a team asked for this change; only news is ever wanted."""
    return catching(team, about) is not None and excluding(team, about) is None


def catching(team: Team, about: About) -> Rule | None:
    """Return the first rule of a team that catches a change; only news is ever caught."""
    if about.change.kind not in NEWS:
        return None
    return next((rule for rule in team.rules or (EVERYTHING,) if meets(rule, about)), None)


def excluding(team: Team, about: About) -> Rule | None:
    """Return the first of the rules for what a team is never told that a change meets."""
    return next((rule for rule in team.without if meets(rule, about)), None)


def meets(rule: Rule, about: About) -> bool:
    """Tell whether a change has everything that a rule asks for; what is cheap to tell is asked first."""
    return (
        _is_of_kind(rule, about)
        and (not rule.moved or moves(about.change, rule.moved))
        and (not rule.at_least or reaches(about.change, rule.at_least))
        and _share(rule.units, about, "units")
        and _share(rule.subjects, about, "subjects")
        and (not rule.words or any(about.names(word) for word in rule.words))
        and _share(rule.agencies, about, "agencies")
        and _share(rule.topics, about, "topics")
    )


def _is_of_kind(rule: Rule, about: About) -> bool:
    change = about.change
    return (
        _is_among(about.kind, rule.kinds)
        and _is_among(change.kind, rule.changes)
        and _is_among(change.origin.source, rule.sources)
        and (not rule.measures or not rule.measures.isdisjoint({change.measure, *change.joined}))
    )


def _is_among(given: str, asked: frozenset[str]) -> bool:
    return not asked or given in asked


def _share(asked: frozenset[str], about: About, field: str) -> bool:
    found: frozenset[str] = getattr(about, field) if asked else frozenset()
    return not asked or not asked.isdisjoint(found)
