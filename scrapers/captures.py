"""Pages that a site has no more, as a web archive took them: under their own address, at the moment of the capture."""

import calendar
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from measures.model import Entry, Page
from scrapers import address
from scrapers.cdx import Capture, Index
from scrapers.errors import Challenged, Empty, Gone
from scrapers.record import BESIDE
from scrapers.source import Fetch, Source, Window

log = logging.getLogger(__name__)

CAPTURE = f"{BESIDE}capture"
"""The header with the address of the capture that a page was read from."""
TIMES = (
    re.compile(r"/t(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])_"),
    re.compile(r"/((?:19|20)\d\d)(?:-?(0[1-9]|1[0-2])(?:[-/]?(0[1-9]|[12]\d|3[01]))?)?/"),
)
"""The time of publication, as far as addresses of pages tell it; the most exact first."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """Gets pages from their sites and, where a site says that it has one no more, from a web archive."""

    live: Fetch
    index: Index

    def get(
        self, url: str, *, params: Mapping[str, str] | None = None, referer: str = "", hosts: Sequence[str] = ()
    ) -> Page:
        """Return the page at `url`, as `Fetch` does."""
        try:
            return self.live.get(url, params=params, referer=referer, hosts=hosts)
        except Gone as gone:
            found = self._captured(address.asked(url, params))
            if found is None:
                raise Gone(gone.url, f"{gone.seen}, and the web archive has no good capture of it") from gone
            return found

    def _captured(self, url: str) -> Page | None:
        """The last capture that is a page: some are of what a site answered in its stead."""
        for capture in self.index.latest(url):
            try:
                taken = self.live.get(self.index.copy(capture))
            except (Gone, Empty, Challenged) as problem:
                log.info("%s", problem)
                continue
            log.info("%s: read as it was taken on %s by %s", url, capture.at.date(), address.host(taken.url))
            headers = {"content-type": taken.headers.get("content-type", capture.mime), CAPTURE: taken.url}
            return replace(taken, identity=url, url=url, headers=headers, fetched_at=capture.at)
        return None


def entries(index: Index, source: Source, days: Window, mine: Callable[[str], bool]) -> Iterator[Entry]:
    """The pages of a source that an archive lists, as far as their addresses tell, of a window of days.

    `mine` says which addresses are of the source.
    """
    seen = set[str]()
    for prefix in _prefixes(source):
        for capture in index.below(prefix, days.since):
            url = _plain(capture)
            identity = source.platform.identify(url) if mine(url) else None
            if identity and identity not in seen and may_be_of(url, days):
                seen.add(identity)
                yield Entry(identity=identity, url=url, published=day(url))


def _prefixes(source: Source) -> list[str]:
    """Where the pages of a source stand: in the folders of its lists, if it does not say where else."""
    stated = source.options.get("pages") or f"{source.start} {source.options.get('lists', '')}"
    folders = [address.folder(url) for url in stated.split()]
    return [
        one for one in dict.fromkeys(folders) if not any(one != other and one.startswith(other) for other in folders)
    ]


def _plain(capture: Capture) -> str:
    """The address of a capture without a port that says nothing."""
    return re.sub(r"^(http://[^/]*):80(?=/|$)|^(https://[^/]*):443(?=/|$)", r"\1\2", capture.url)


def _span(url: str) -> tuple[date, date] | None:
    """The first and the last day that a page may be of, by its address."""
    found = next(filter(None, (time.search(url) for time in TIMES)), None)
    if found is None:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    last = month or 12
    try:
        return date(year, month or 1, day or 1), date(year, last, day or calendar.monthrange(year, last)[1])
    except ValueError:
        return None


def day(url: str) -> date | None:
    """The day of publication, if the address tells it."""
    span = _span(url)
    return span[0] if span and span[0] == span[1] else None


def may_be_of(url: str, days: Window) -> bool:
    """Whether a page may be of a window: nothing in its address says otherwise."""
    span = _span(url)
    return span is None or (span[0] <= days.until and span[1] >= days.since)
