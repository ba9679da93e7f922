"""The time that a look may take, and the sign it gives that it still goes on."""

import logging
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Event, Thread

from flows.desk import Desk
from measures.model import Page
from scrapers.errors import ScrapeError
from scrapers.source import Fetch
from store.checks import LEASE
from store.errors import StoreError
from store.store import Store

log = logging.getLogger(__name__)

MARGIN = 600.0
"""Seconds after its time in which a look still ends by itself, at least: a host may ask for patience."""
HUNG = 70
"""The status of a process that was ended because a look in it hung."""
OFTEN = LEASE.total_seconds() / 4


class OutOfTime(ScrapeError):
    """A look has taken as long as it may."""

    advice = "what is left is read by the next check"


@dataclass(frozen=True, slots=True)
class Timed:
    """Fetches until a moment of the monotonic clock."""

    fetch: Fetch
    until: float

    def get(
        self, url: str, *, params: Mapping[str, str] | None = None, referer: str = "", hosts: Sequence[str] = ()
    ) -> Page:
        """Return the page at `url`, as `Fetch` does. Raises `OutOfTime`."""
        if time.monotonic() > self.until:
            raise OutOfTime(url, "the look has taken as long as it may")
        return self.fetch.get(url, params=params, referer=referer, hosts=hosts)


@contextmanager
def look_at(desk: Desk, source: str) -> Iterator[tuple[Desk, int]]:
    """A look at a source: the desk it is made at, and its number in the store. Nobody else looks meanwhile.

    Raises `store.errors.Looking` where another look goes on.
    """
    check = desk.store.started(source)
    until = time.monotonic() + desk.settings.check.minutes * 60
    try:
        with _going_on(desk.store, check, until + max(MARGIN, desk.settings.check.minutes * 60)):
            yield replace(desk, fetch=Timed(desk.fetch, until)), check
    except BaseException:
        desk.store.broken_off(check)
        raise


@contextmanager
def _going_on(store: Store, check: int, at_last: float) -> Iterator[None]:
    """Say that a look goes on, by a thread of its own: a page may take longer than a look is given without a sign."""
    over = Event()
    thread = Thread(target=_say_so, args=(store, check, over, at_last), name=f"look {check}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _say_so(store: Store, check: int, over: Event, at_last: float) -> None:
    while not over.wait(OFTEN):
        if time.monotonic() > at_last:
            log.critical(
                "look %d has hung since its time was over; its process ends, the next run makes it good", check
            )
            os._exit(HUNG)  # nothing else ends a thread that reads without end, and with it the run
        try:
            store.goes_on(check)
        except StoreError as error:
            log.warning("look %d: that it goes on could not be noted: %s", check, error)
