"""Messages out of what teams are owed: each in its rhythm, by what the store knows of its channels."""

import logging
from functools import partial

from alerts.bundles import Bundle, Past, compose
from alerts.rhythm import is_open
from alerts.team import Rhythm
from flows.desk import Desk
from store.errors import StoreError
from store.waiting import Waiting

log = logging.getLogger(__name__)


def gather(desk: Desk) -> int:
    """Make messages of what teams are owed and may be told now; returns for how many channels that failed."""
    owed, failed = desk.store.untold(), 0
    for name, (team, _) in desk.channels().items():
        try:
            if name in owed and is_open(team.rhythm, desk.now()):
                desk.store.gather(name, partial(composed, rhythm=team.rhythm))
        except StoreError:
            raise
        except Exception:
            log.exception("what %s is owed cannot be put into messages", name)  # the others are told all the same
            failed += 1
    return failed


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
