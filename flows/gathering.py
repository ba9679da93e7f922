"""Messages out of what teams are owed: each in its rhythm, by what the store knows of its channels.

What a backfill found for a digest is told when it has ended, in one message a channel.
"""

import logging
from functools import partial

from alerts.bundles import Bundle, Past, compose
from alerts.rhythm import is_open
from alerts.team import Rhythm
from flows.desk import Desk
from flows.digests import in_one
from store.errors import StoreError
from store.waiting import Waiting

log = logging.getLogger(__name__)


def gather(desk: Desk) -> int:
    """Make messages of what teams are owed and may be told now; returns for how many channels that failed."""
    owed, promised, failed = desk.store.untold(), desk.store.promised(), 0
    for name, (team, _) in desk.channels().items():
        try:
            if not is_open(team.rhythm, desk.now()):
                continue
            if name in owed:
                desk.store.gather(name, partial(composed, rhythm=team.rhythm))
            for one in promised:
                if one.channel == name and one.ended:
                    desk.store.gather(name, in_one, backfill=one.backfill)
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
