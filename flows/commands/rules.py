"""Commands about who is told of what: teams, rules try."""

from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from flows.terminal import note, show_table
from flows.words import Day, UsageError

if TYPE_CHECKING:
    from alerts.team import Team
    from flows.sections import TeamSettings

OK = 0

Flag = Annotated[bool, Parameter(negative=())]


def teams(*, json: Flag = False) -> int:
    """List the teams: in which language, when, where and of what they are told. Addresses are never shown.

    Example: gongbao teams

    Parameters
    ----------
    json
        one JSON object a team, a line each
    """
    from flows import addresses, described, formats
    from flows.settings import load

    settings = load()
    listed = settings.alert_teams()
    addresses.check(listed)
    for number, team in enumerate(listed):
        given = settings.team(team.name)
        if json:
            print(formats.line(_plain(team, given)))
        else:
            note(("\n" if number else "") + described.team(team, given))
    return OK


def _plain(team: "Team", given: "TeamSettings") -> dict[str, Any]:
    from flows import described

    rules = {
        part: [one.model_dump(mode="json", exclude_defaults=True) for one in getattr(given, part)]
        for part in ("rules", "without")
    }
    return {
        "name": team.name,
        "title": team.title,
        "language": team.language,
        "told": described.rhythm(team.rhythm),
        "channels": described.channels(team),
    } | rules


def rules_try(team: str, *, since: Day, rule: str = "", limit: int = 100, json: Flag = False) -> int:
    """Show which of the changes in the stored past a team's rules would have caught. Nothing is sent.

    Documents that were published since a day count, those read in silence too. Try a draft before it is switched on:
    gongbao --config draft.toml rules try sme --since 90d

    Example: gongbao rules try sme --since 2026-01

    Parameters
    ----------
    team
        a team of the configuration
    since
        first day of publication: 2024-01-31, 2024-01, 2024 or 90d
    rule
        only this rule, by its name or number
    limit
        at most so many in the table, the latest first; all of them are counted
    json
        one JSON object a change, a line each
    """
    from flows import formats, trying
    from flows.desk import open_desk
    from flows.following import lost

    with open_desk() as desk:
        tried = desk.team(team)
        trial = trying.trial(tried, rule)
        if since > desk.today():
            raise UsageError(f"--since {since} is still to come")
        table: list[dict[str, str | int]] = []
        for caught in trial.of(desk.store.published_since(since)):
            if json:
                print(formats.line(trying.plainly(caught)))
            elif len(table) < limit:
                table.append(trying.row(caught, tried, desk.lexicon))
        told, missing = trial.sum(since, desk.today()), list(lost([tried], desk.store))
    if json:
        return OK
    show_table(table, fold={"news": 30})
    for line in missing:
        note(line, "yellow")
    if more := trial.caught.total() + trial.excluded.total() - len(table):
        note(f"... and {more} more: --limit {limit + more} shows them")
    note(told, "bold")
    return OK
