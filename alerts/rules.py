"""Who wants to hear of a change."""

from collections.abc import Iterable, Iterator

from alerts.team import Rule, Team
from measures.model import NEWS, Change, Figure


def owed(teams: Iterable[Team], change: Change) -> tuple[str, ...]:
    """Return the names (TEAM.CHANNEL) of the channels that are to be told of this change."""
    return tuple(channel.name for team in teams if wants(team, change) for channel in team.channels)


def wants(team: Team, change: Change) -> bool:
    """Tell whether a team asked for this change; only news is ever wanted."""
    if change.kind not in NEWS:
        return False
    asked = not team.rules or any(meets(rule, change) for rule in team.rules)
    return asked and not any(meets(rule, change) for rule in team.without)


def meets(rule: Rule, change: Change) -> bool:
    """Tell whether a change has everything that a rule asks for."""
    kind = "figure" if isinstance(change.statement, Figure) else "initiative"
    said = " ".join(_said(change)).casefold()
    return (
        _among(rule.kinds, kind)
        and _among(rule.changes, change.kind)
        and _among(rule.sources, change.origin.source)
        and (not rule.subjects or bool(rule.subjects & _subjects(change)))
        and (not rule.words or any(word.casefold() in said for word in rule.words))
    )


def _among(asked: frozenset[str], given: str) -> bool:
    return not asked or given in asked


def _subjects(change: Change) -> frozenset[str]:
    statement = change.statement
    if isinstance(statement, Figure):
        return frozenset({statement.subject, statement.indicator})
    return statement.concepts | {statement.topic}


def _said(change: Change) -> Iterator[str]:
    """Yield every wording a word of a rule may stand in."""
    statement = change.statement
    yield from (change.title, change.origin.title, statement.quote)
    if isinstance(statement, Figure):
        yield from (statement.label, statement.indicator)
    else:
        yield from (statement.title, *statement.actors, statement.topic)
