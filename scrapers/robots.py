"""What a host's robots.txt allows, by RFC 9309."""

import logging
from dataclasses import dataclass

from protego import Protego

from measures.model import Page
from scrapers import address
from scrapers.errors import Blocked, Refused, ScrapeError, Unreachable

AGENT = "Gongbao"
"""The name that robots.txt calls us by, whatever User-Agent is configured."""

LONGEST_DELAY = 60.0
KEPT = 24 * 3600.0
"""Seconds for which rules hold; where they could not be had, `KEPT_LOST`."""

KEPT_LOST = 600.0
LONGEST = 500 * 1024
"""Bytes of a robots.txt that are read (RFC 9309, 2.5)."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host, and when they were had (monotonic clock); without rules, everything is allowed."""

    at: float
    rules: Protego | None = None
    failure: ScrapeError | None = None

    @property
    def delay(self) -> float:
        """Seconds that the host wants between two requests."""
        return min(self.rules.crawl_delay(AGENT) or 0.0, LONGEST_DELAY) if self.rules else 0.0

    def stale(self, now: float) -> bool:
        """Whether the rules have to be asked for again."""
        return now > self.at + (KEPT_LOST if self.failure else KEPT)

    def check(self, url: str) -> None:
        """Raise `Refused` where a rule forbids `url`, and what went wrong where there are no rules to be had.

        Rules that forbid even the host's first page are the site's refusal: `Blocked`.
        """
        if self.failure:
            raise type(self.failure)(url, self.failure.seen)
        if self.rules and not self.rules.can_fetch(url, AGENT):
            if not self.rules.can_fetch(address.led(url, "/"), AGENT):
                raise Blocked(url, "robots.txt allows nothing here")
            raise Refused(url, "robots.txt does not allow this address", "ask the site, or leave this address out")


def read(page: Page, at: float) -> Robots:
    """The rules that an answer to /robots.txt states; an answer that there is none (4xx) allows everything."""
    if page.status in (401, 403, 412, 521):
        seen = f"robots.txt is refused with status {page.status}"
        return _noted(page.url, Robots(at, failure=Blocked(page.url, seen)), seen)
    if page.status == 429 or page.status >= 500:
        return lost(page.url, f"the site answers with status {page.status}", at)
    if page.status >= 300:
        return _noted(page.url, Robots(at), f"no robots.txt (status {page.status}): everything is allowed")
    rules = Protego.parse(page.body[:LONGEST].decode("utf-8-sig", "replace"))
    return _noted(page.url, Robots(at, rules), f"robots.txt read, {len(page.body)} bytes")


def lost(url: str, why: str, at: float) -> Robots:
    """The rules of a host whose robots.txt could not be had: RFC 9309, 2.3.1.4 says to ask for nothing then."""
    seen = f"{why}, asked for robots.txt, without which nothing may be fetched (RFC 9309)"
    return _noted(url, Robots(at, failure=Unreachable(url, seen)), seen)


def _noted(url: str, robots: Robots, what: str) -> Robots:
    log.log(logging.WARNING if robots.failure else logging.INFO, "%s: %s", url, what)
    return robots
