"""Commands about what teams are told: alert show, digest, feed."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from flows import formats
from flows.terminal import note, show_table
from flows.words import Day, UsageError

if TYPE_CHECKING:
    from alerts.team import Team
    from flows.desk import Desk

OK, FAILURE = 0, 1
Flag = Annotated[bool, Parameter(negative=())]


def alert_show(number: int, *, html: Flag = False, out: Path | None = None, json: Flag = False) -> int:
    """Show a message as it would be told now, all of it, and what became of it.

    Its changes are those that were told. Their words come from what is stored: where a page has changed since, its
    sentence is today's.

    Example: gongbao alert show 17

    Example: gongbao alert show 17 --html

    Parameters
    ----------
    number
        its number, from `gongbao deliveries` or the foot of the message
    html
        open it in the browser, as a mail shows it
    out
        write that page to this file instead
    json
        the JSON that a webhook gets
    """
    from flows import looking
    from flows.desk import open_desk

    with open_desk() as desk:
        delivery = desk.store.delivery(number)
        if delivery is None:
            raise UsageError(f"no alert has the number {number}; `gongbao deliveries` lists them")
        told = looking.whole(desk, delivery)
        facts = list(looking.facts(desk, delivery, told))
    if json:
        print(formats.line({**told.data, "key": delivery.key}))
    elif html or out:
        note(looking.page(told.html, out))
    else:
        for name, value in facts:
            note(f"{name:<6} {value}")
        print(f"\n{told.text}")
        if table := looking.changes(told):
            show_table(table, fold={"what": 24})
    return OK


def digest(
    team: str, *, preview: Flag = False, since: Day | None = None, out: Path | None = None, text: Flag = False
) -> int:
    """Send a team now what it would get with its next digest; or only look at it.

    Example: gongbao digest sme

    Example: gongbao digest sme --preview --since 7d

    Parameters
    ----------
    team
        a team of the configuration
    preview
        open the digest in the browser; nothing is sent or changed
    since
        with --preview: all that the team would have been told since this day, also what was learned in silence
    out
        with --preview: write the page to this file instead
    text
        with --preview: print it as text instead
    """
    from flows.desk import open_desk

    if out and text:
        raise UsageError("--out writes the page, --text prints the text: give one of them")
    if not preview and (since or out or text):
        raise UsageError("--since, --out and --text are for looking, not for sending: add --preview")
    with open_desk(sends=not preview) as desk:
        readers = desk.team(team)
        return _look(desk, readers, since, out, text=text) if preview else _send(desk, readers)


def _look(desk: "Desk", team: "Team", since: date | None, out: Path | None, *, text: bool) -> int:
    from flows import digests, looking

    changes = digests.past(desk, team, since) if since else digests.held(desk, team)
    if not changes:
        note(f"Nothing new for {team.name} is known since {since}." if since else _nothing(desk, team))
        return OK
    told = digests.worded(desk, team, changes)
    if text:
        print(f"{told.title}\n\n{told.text}")
    else:
        note(f"{told.title}\n{looking.page(told.html, out)}")
    return OK


def _nothing(desk: "Desk", team: "Team") -> str:
    from flows.owed import moment

    last = desk.store.last_sent([channel.name for channel in team.channels])
    since = f" since its last message, {moment(last, team.rhythm.zone)}" if last else ""
    return f"Nothing is owed to {team.name}{since}."


def _send(desk: "Desk", team: "Team") -> int:
    from flows import digests, sending

    if not team.channels:
        raise UsageError(f"{team.name} has no channel to send to; its feed is `gongbao feed {team.name}`")
    digests.make(desk, team)
    if not digests.held(desk, team):
        note(_nothing(desk, team))
        return OK
    sent = sending.send_owed(desk, by_hand=[channel.name for channel in team.channels])
    note(str(sent))
    return FAILURE if sent.dead or sent.failed else OK


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
        (made,) = feeds.feeds(desk, [desk.everybody() if team == ALL else desk.team(team)])
    print(FORMATS[format](made), end="")
    return OK
