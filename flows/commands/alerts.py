"""Commands about what teams are told: feed."""

from typing import Literal

OK = 0


def feed(team: str, *, format: Literal["atom", "json"] = "atom") -> int:
    """Print the feed of a team, or of `all`, as its file would be written now.

    Example: gongbao feed sme --format json

    Parameters
    ----------
    team
        a team of the configuration, or `all`
    format
        atom (RFC 4287) or json (JSON Feed 1.1)
    """
    from alerts.feeds import FORMATS
    from alerts.team import ALL
    from flows import feeds
    from flows.desk import open_desk

    with open_desk() as desk:
        (made,) = feeds.feeds(desk, [feeds.everybody(desk) if team == ALL else desk.team(team)])
    print(FORMATS[format](made), end="")
    return OK
