"""The time that a look may take, and the sign it gives that it still goes on."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from flows.desk import Desk
from measures.model import Page
from scrapers.errors import ScrapeError
from scrapers.source import Fetch

SIGN_OF_LIFE = 60.0
"""Seconds between two notes that a look goes on; without them it is taken for dead after some minutes."""


class OutOfTime(ScrapeError):
    """A look has taken as long as it may."""

    advice = "what is left is read by the next check"


@dataclass(slots=True)
class Timed:
    """Fetches until a moment of the monotonic clock; says every minute that it still does."""

    fetch: Fetch
    until: float
    goes_on: Callable[[], None]
    said: float = field(default_factory=time.monotonic)

    def get(
        self, url: str, *, params: Mapping[str, str] | None = None, referer: str = "", hosts: Sequence[str] = ()
    ) -> Page:
        """Return the page at `url`, as `Fetch` does. Raises `OutOfTime`."""
        now = time.monotonic()
        if now > self.until:
            raise OutOfTime(url, "the look has taken as long as it may")
        if now - self.said > SIGN_OF_LIFE:
            self.goes_on()
            self.said = now
        return self.fetch.get(url, params=params, referer=referer, hosts=hosts)


@contextmanager
def look_at(desk: Desk, source: str) -> Iterator[tuple[Desk, int]]:
    """A look at a source: the desk it is made at, and its number in the store. Nobody else looks meanwhile.

    Raises `store.errors.Looking` where another look goes on.
    """
    check = desk.store.started(source)
    until = time.monotonic() + desk.settings.check.minutes * 60
    try:
        yield replace(desk, fetch=Timed(desk.fetch, until, lambda: desk.store.goes_on(check))), check
    except BaseException:
        desk.store.broken_off(check)
        raise
