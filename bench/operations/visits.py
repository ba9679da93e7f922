"""A replica that takes time to answer, and writes down who asked what, from when to when."""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from threading import Lock

from bench.operations.processes import until
from scrapers import address
from scrapers.replica import Answer, Replica


@dataclass(frozen=True, slots=True)
class Visit:
    """A request for a page of a host, by its key, and the times (`time.time`) between which it was answered."""

    host: str
    page: str
    began: float
    ended: float


@dataclass(frozen=True, slots=True)
class Manners:
    """How a host was asked: requests, how often two at once, the shortest time from an answer to the next request."""

    requests: int
    at_once: int
    shortest: float


class Watched(Replica):
    """A replica whose every answer takes a while, so that two requests at once are seen."""

    def __init__(self, folders: Iterable[Path] = (), *, slow: float = 0.05, at: str = "127.0.0.1") -> None:
        super().__init__(folders, at=at)
        self.visits: list[Visit] = []
        self._slow, self._noting = slow, Lock()

    @property
    def articles(self) -> int:
        """How many requests there were for pages that no list is."""
        return sum("/art_" in visit.page or "/content_" in visit.page for visit in self.visits)

    def reach(self, articles: float, seconds: float) -> None:
        """Wait until there were so many."""
        until(lambda: self.articles >= articles, seconds, f"the request for page {articles:.0f}")

    def answer(self, url: str) -> Answer:
        """Answer as saved, after a while, and note it."""
        began = time.time()
        time.sleep(self._slow)
        found = super().answer(url)
        with self._noting:
            self.visits.append(Visit(address.host(url), address.key(url), began, time.time()))
        return found


def manners(visits: Sequence[Visit]) -> dict[str, Manners]:
    """How each host was asked."""
    hosts: Mapping[str, list[Visit]] = defaultdict(list)
    for visit in sorted(visits, key=lambda one: one.began):
        hosts[visit.host].append(visit)
    return {host: _manners(asked) for host, asked in sorted(hosts.items())}


def _manners(asked: Sequence[Visit]) -> Manners:
    gaps = [later.began - earlier.ended for earlier, later in pairwise(asked)]
    return Manners(len(asked), sum(gap < 0 for gap in gaps), min(gaps, default=0.0))


@dataclass(frozen=True, slots=True)
class Fetched:
    """How often pages were asked for: all, those asked for `again` as nobody had stored them, and those `stored`."""

    pages: int
    requests: int
    again: int
    stored: int


def fetched(visits: Iterable[Visit], kept: Mapping[str, datetime]) -> Fetched:
    """Compare requests with the pages that a store keeps, and when each was fetched.

    A page that was being read when its reader was killed is not stored: it is asked for again. Asking for one after
    the moment in which the kept one came is what must not be.
    """
    asked = [visit for visit in visits if visit.page in kept]
    late = sum(datetime.fromtimestamp(visit.began, UTC) > kept[visit.page] for visit in asked)
    return Fetched(len(kept), len(asked), len(asked) - len({visit.page for visit in asked}) - late, late)
