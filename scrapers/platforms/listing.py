"""How a listing of several pages is read to its end: one way for today's check and for the archive."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import urljoin

from measures.model import Entry
from scrapers.source import Window

LAST_PAGE = 2000
"""No listing has so many pages: one that goes on and on stops here."""


def unroll(pages: Iterable[Sequence[Entry]], window: Window) -> Iterator[Entry]:
    """Yield each entry inside the window once.

    Lists are not sorted: a page is read to its end. They end with an empty page, with one that only repeats earlier
    rows (what some servers answer after the last page), or with one on which every dated row is older than the window.
    """
    seen: set[str] = set()
    for page in pages:
        fresh: dict[str, Entry] = {}
        for entry in page:
            if entry.identity not in seen:
                fresh.setdefault(entry.identity, entry)
        seen |= fresh.keys()
        yield from (entry for entry in fresh.values() if entry.published in window)
        if not fresh or _all_older(page, window):
            return


def _all_older(page: Sequence[Entry], window: Window) -> bool:
    days = [entry.published for entry in page if entry.published is not None]
    return bool(days) and max(days) < window.since


def static_page(url: str, number: int, file: str = "index.html") -> str:
    """The address of page `number` (from 1) of a static list of the TRS system: index.html, index_1.html, index_2.html.

    `file` is the name of page 1 where the address ends with a slash.
    """
    name = PurePosixPath(url.rsplit("/", 1)[1] or file)
    return url if number == 1 else urljoin(url, f"{name.stem}_{number - 1}{name.suffix}")
