"""Who wants to hear of a change."""

from collections.abc import Iterable, Iterator

from alerts.channel import Channel, Rule
from measures.model import NEWS, Change, Figure


def owed(channels: Iterable[Channel], change: Change) -> tuple[str, ...]:
    """Return the names of the channels that are to be told of this change."""
    return tuple(channel.name for channel in channels if wants(channel, change))


def wants(channel: Channel, change: Change) -> bool:
    """Tell whether a channel's readers asked for this change; only news is ever wanted."""
    if change.kind not in NEWS:
        return False
    return not channel.rules or any(meets(rule, change) for rule in channel.rules)


def meets(rule: Rule, change: Change) -> bool:
    """Tell whether a change has everything a rule asks for and nothing it excludes."""
    kind = "figure" if isinstance(change.statement, Figure) else "initiative"
    said = " ".join(_said(change)).casefold()
    return (
        _among(rule.kinds, kind)
        and _among(rule.changes, change.kind)
        and _among(rule.sources, change.origin.source)
        and (not rule.subjects or bool(rule.subjects & _subjects(change)))
        and (not rule.words or any(word.casefold() in said for word in rule.words))
        and not any(word.casefold() in said for word in rule.without)
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
