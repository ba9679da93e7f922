"""Messages out of what teams are owed: each in its rhythm, by what the store knows of its channels."""

from functools import partial

from alerts.bundles import Bundle, Past, compose
from alerts.rhythm import is_open
from alerts.team import Rhythm
from flows.desk import Desk
from store.waiting import Waiting


def gather(desk: Desk) -> None:
    """Make messages of what teams are owed and may be told now."""
    owed = desk.store.untold()
    for name, (team, _) in desk.channels().items():
        if name in owed and is_open(team.rhythm, desk.now()):
            desk.store.gather(name, partial(composed, rhythm=team.rhythm))


def composed(waiting: Waiting, rhythm: Rhythm) -> list[Bundle]:
    """The messages to be made now of what a channel waits for."""
    return compose(waiting.changes, waiting.documents, past(waiting), rhythm)


def past(waiting: Waiting) -> Past:
    """What came before on a channel."""
    return Past(
        now=waiting.now,
        since=waiting.since,
        told=waiting.told,
        digest=waiting.digest,
        reading=waiting.reading,
    )
