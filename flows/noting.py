"""Writing down what a channel answered though the store is away for a while: else the message would come again."""

import logging
import time
from collections.abc import Callable

from store.errors import StoreError

log = logging.getLogger(__name__)

LONGEST = 120.0
"""Seconds it is tried; the lease of the message lasts longer."""
FIRST, LAST = 0.5, 15.0


def insist(note: Callable[[], bool]) -> bool:
    """Call what writes to the store, again and again while the store fails. Raises the last `StoreError`."""
    until, wait = time.monotonic() + LONGEST, FIRST
    while True:
        try:
            return note()
        except StoreError as error:
            if time.monotonic() + wait > until:
                raise
            log.warning("what the channel answered cannot be noted yet: %s", error)
        time.sleep(wait)
        wait = min(2 * wait, LAST)
