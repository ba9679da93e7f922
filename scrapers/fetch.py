"""Pages from the web, within the rules of the sites: robots.txt, redirects, validators, what counts as a page."""

import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from measures.model import Page
from scrapers import address, robots
from scrapers.answers import judged
from scrapers.errors import Refused, Unreachable
from scrapers.lane import Lane, Manners
from scrapers.robots import Robots
from scrapers.transport import NotPublic, check_public
from scrapers.turns import Here, Turns

__all__ = ["Manners", "Web"]

HOPS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Web:
    """Gets pages from the web; safe to share between threads.

    `remembered` gives the page last stored under an identity: its validators are sent, and a 304 returns it. `turns`
    are those at hosts, where other processes ask them too.
    """

    def __init__(
        self,
        manners: Manners | None = None,
        remembered: Callable[[str], Page | None] = lambda identity: None,
        turns: Turns | None = None,
    ) -> None:
        polite = manners or Manners()
        hurried = polite.replay and not polite.patient
        self._manners = replace(polite, wait=0, jitter=0, pause=0) if hurried else polite
        self._remembered = remembered
        self._turns = Here() if hurried or turns is None else turns  # nobody is polite to a replica
        self._lanes: dict[str, Lane] = {}
        self._lock = threading.Lock()

    def get(
        self, url: str, *, params: Mapping[str, str] | None = None, referer: str = "", hosts: Sequence[str] = ()
    ) -> Page:
        """Return the page at `url`; a redirect may lead to `hosts` and the URL's own. Raises as in errors.py."""
        identity = address.asked(url, params)
        known = self._remembered(identity)
        page = self._follow(identity, _headers(referer, known), {address.host(identity), *hosts})
        if page.status != 304:
            return judged(page)
        if known is None:
            raise Unreachable(page.url, "says 'not modified' though nothing was known")
        return known

    def close(self) -> None:
        """Close all connections."""
        for lane in self._lanes.values():
            lane.close()

    def _follow(self, identity: str, headers: Mapping[str, str], hosts: Collection[str]) -> Page:
        """Ask, and follow redirects; each hop is checked like the first."""
        here = identity
        for _ in range(HOPS + 1):
            rules = self._permitted(here)
            page = self._lane(here).ask(here, headers, identity=identity, delay=rules.delay)
            if not _leads_on(page):
                return page
            here = self._target(page)
            if address.host(here) not in hosts:
                raise Refused(page.url, f"redirects to {here}, no host of this source", "add the host if it is right")
        raise Refused(identity, f"more than {HOPS} redirects", "check the address")

    def _permitted(self, url: str) -> Robots:
        """The rules of the host, if they and we allow this address. Raises `Refused`, `Blocked` or `Unreachable`."""
        if not self._manners.replay:
            _refuse_private(url)
        lane, scheme = self._lane(url), url.partition(":")[0]
        with lane.asking_rules:
            rules = lane.rules.get(scheme)
            if rules is None or rules.stale(time.monotonic()):
                rules = lane.rules[scheme] = self._read_robots(address.led(url, "/robots.txt"))
        rules.check(url)
        # A replica is ours: it wants no waiting.
        return replace(rules, rules=None) if self._manners.replay else rules

    def _read_robots(self, url: str) -> Robots:
        """Ask for robots.txt with the headers of a page; redirects may lead anywhere public (RFC 9309, 2.3.1.2)."""
        here = url
        try:
            for _ in range(HOPS + 1):
                page = self._lane(here).ask(here, {}, identity=url)
                if not _leads_on(page):
                    break
                here = self._target(page)
        except Unreachable as error:
            return robots.lost(url, error.seen, time.monotonic())
        return robots.read(page, time.monotonic())

    def _target(self, page: Page) -> str:
        return address.asked(address.led(page.url, page.headers["location"], self._manners.replay))

    def _lane(self, url: str) -> Lane:
        with self._lock:
            name = address.host(url)
            if name not in self._lanes:
                self._lanes[name] = Lane(name, self._manners, self._turns)
            return self._lanes[name]


def _leads_on(page: Page) -> bool:
    return page.status in REDIRECTS and "location" in page.headers


def _headers(referer: str, known: Page | None) -> dict[str, str]:
    """The headers of one request; what a known page is recognised by is sent back."""
    known_by = known.headers if known else {}
    headers = {
        "Referer": referer,
        "If-None-Match": known_by.get("etag", ""),
        "If-Modified-Since": known_by.get("last-modified", ""),
    }
    return {name: value for name, value in headers.items() if value}


def _refuse_private(url: str) -> None:
    """Refuse an address given in digits before anything is sent; names are checked when they are connected to."""
    try:
        check_public(address.host(url))
    except NotPublic as error:
        raise Refused(url, str(error), "only public sites are fetched") from error
    except ValueError:
        return
