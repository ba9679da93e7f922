"""The digest of a team out of its turn: what it would be now or had been, to look at; and made now, to be sent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from alerts.about import About
from alerts.render import Alert
from alerts.rules import wants
from alerts.story import importance
from alerts.team import Team
from alerts.telling import LISTED
from flows.desk import Desk
from measures.model import NEWS, Change
from store.gathering import Message
from store.waiting import Waiting


def held(desk: Desk, team: Team) -> list[Change]:
    """What a team is owed and has not got yet, on any of its channels."""
    return desk.store.unsent([channel.name for channel in team.channels])


def past(desk: Desk, team: Team, since: date) -> list[Change]:
    """What a team would have been told since a day of its zone, of what was learned in silence too."""
    start = datetime.combine(since, time.min, team.rhythm.zone)
    return [change for change in desk.store.changes(start, sorted(NEWS)) if wants(team, About(change))]


def worded(desk: Desk, team: Team, changes: Sequence[Change]) -> Alert:
    """The digest that tells these changes."""
    today = desk.now().astimezone(team.rhythm.zone).date()
    listed = replace(LISTED["digest"], lines=len(changes))  # it has no number yet, by which the rest could be shown
    telling = replace(desk.telling(team), form="digest", day=today, pace=team.rhythm.pace, listed=listed)
    return desk.worded(changes, telling)


def make(desk: Desk, team: Team) -> int:
    """Make a digest for each channel of a team of what it waits for; returns how many."""
    return sum(desk.store.gather(channel.name, in_one) for channel in team.channels)


def in_one(waiting: Waiting) -> list[Message]:
    """One digest of all that waits."""
    return [("digest", [change.id for change in sorted(waiting.changes, key=importance)])]
