"""Watch lists: the measures that rules name, by the first letters of their ids, and where they lead by now."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from alerts.team import Rule, Team
from store.errors import Ambiguous
from store.store import Store


def followed(teams: Sequence[Team], store: Store) -> tuple[Team, ...]:
    """Return the teams with the ids of the measures they watch; one that nobody knows stays, and catches nothing."""
    return tuple(
        replace(
            team,
            rules=tuple(_followed(rule, store) for rule in team.rules),
            without=tuple(_followed(rule, store) for rule in team.without),
        )
        for team in teams
    )


def _followed(rule: Rule, store: Store) -> Rule:
    return replace(rule, measures=frozenset(_leads(id, store) or id for id in rule.measures)) if rule.measures else rule


def _leads(id: str, store: Store) -> str | None:
    try:
        return store.leads(id)
    except Ambiguous:
        return None


def lost(teams: Sequence[Team], store: Store) -> Iterator[str]:
    """Yield a line for each measure that a team watches and nobody knows."""
    for team in teams:
        for id in sorted({id for rule in (*team.rules, *team.without) for id in rule.measures}):
            try:
                if store.leads(id) is None:
                    yield f"teams.{team.name}: no measure has the id {id!r}; `gongbao measures` lists them"
            except Ambiguous as error:
                yield f"teams.{team.name}: {error}"
