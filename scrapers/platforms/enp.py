"""Founder's "enp", the system behind english.scio.gov.cn and the conference pages of www.china.org.cn.

List nodes (node_<id>.html, node_<id>_2.html) link to hubs, one a conference, and to pages (content_<id>.html). A hub
stands before its transcript, which follows weeks later: in the hub itself, or on numbered pages (content_<id>_2.html).
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bs4.element import Tag

from measures.model import Entry, Page
from scrapers.address import host
from scrapers.decode import text_of
from scrapers.errors import Gone, Incomplete, Refused, Unreachable
from scrapers.html import absolute, day, links, soup, squeeze, text
from scrapers.platforms.enp_page import ADDRESS, continues, day_in, has_transcript, identify, last_number, read
from scrapers.platforms.listing import LAST_PAGE, unroll
from scrapers.platforms.official import unreadable
from scrapers.source import Fetch, Source, Window

__all__ = ["gather", "identify", "read", "walk"]

HEADLINE = 4
"""Words that a headline has at least."""

PLAIN_FIRST = frozenset({"english.scio.gov.cn"})
"""Hosts whose certificate does not fit their name (2026): asked by http first, by https only if that fails."""

FORWARD = re.compile(r"""(?:linkContent|location(?:\.href)?)\s*=\s*["']([^"']+)["']""")
SHELL_SIZE = 1500
"""A page that only forwards is smaller than this many bytes."""


def walk(source: Source, fetch: Fetch, window: Window) -> Iterator[Entry]:
    """Yield conferences and pages of the list nodes.

    A row older than the window by up to the option `lag` (days) comes too: its transcript may have arrived by now.
    """
    lag = timedelta(days=int(source.options.get("lag", "0")))
    wider = Window(window.since - lag, window.until)
    seen: set[str] = set()
    for start in _lists(source):
        for entry in unroll(_listing(source, fetch, start), wider):
            if entry.identity not in seen:
                yield entry
            seen.add(entry.identity)


def gather(source: Source, fetch: Fetch, entry: Entry) -> tuple[Page, ...]:
    """Fetch a page with its numbered pages, or a hub with, where it only links to it, the transcript.

    Raises `Incomplete` if one of the numbered pages is missing.
    """
    first = _arrive(source, fetch, first_page(entry.url))
    if "/node_" not in first.url or has_transcript(first):
        return _numbered(source, fetch, first)
    transcript = _transcript(source, first)
    return (first, *_numbered(source, fetch, _arrive(source, fetch, transcript))) if transcript else (first,)


def first_page(url: str) -> str:
    """The address of the first page of a text: a reader may come with that of the sixth."""
    found = ADDRESS.search(url)
    return f"{url[: found.start()]}/{found['kind']}_{found['id']}{found['extension']}" if found else url


def _lists(source: Source) -> list[str]:
    return [source.start, *source.options.get("lists", "").split()]


def _listing(source: Source, fetch: Fetch, start: str) -> Iterator[list[Entry]]:
    for number in range(1, LAST_PAGE):
        try:
            page = _get(source, fetch, _page_address(start, number))
        except Gone:
            if number == 1:
                raise
            return
        entries = list(_entries(source, page))
        if number == 1 and not entries:
            raise unreadable(page, "the list links to no page")
        yield entries
        if (last := last_number(page)) and last <= number:
            return


def _page_address(url: str, number: int) -> str:
    return url if number == 1 else ADDRESS.sub(rf"/\g<kind>_\g<id>_{number}\g<extension>", url)


def _entries(source: Source, page: Page) -> Iterator[Entry]:
    """The headlines that a list links to. Class names of its rows are not known; menus have short labels."""
    lists = set(map(identify, _lists(source)))
    for tag in soup(page).select("a[href]:not(nav a, header a, footer a)"):
        url, title = absolute(page.url, str(tag["href"])), squeeze(str(tag.get("title") or "") or text(tag))
        identity = identify(url)
        if identity and identity not in lists and len(title.split()) >= HEADLINE and host(url) in source.hosts:
            yield Entry(identity=identity, url=_plain(url), title=title, published=_listed_day(tag, url, title))


def _listed_day(tag: Tag, url: str, title: str) -> date | None:
    row = tag.find_parent(("li", "dd", "tr"))
    return day_in(url) or (day(text(row).replace(title, "")) if row else None)


def _transcript(source: Source, hub: Page) -> str:
    """The address of the transcript that a hub links to, or ""."""
    found = (
        (url, title) for url, title in links(soup(hub), hub.url) if "/content_" in url and host(url) in source.hosts
    )
    return next((first_page(url) for url, title in found if "transcript" in title.lower()), "")


def _numbered(source: Source, fetch: Fetch, first: Page) -> tuple[Page, ...]:
    pages = [first]
    while len(pages) < (last := max(map(last_number, pages))):
        number = len(pages) + 1
        url, seen = _page_address(first.url, number), f"page {number} of {last} is missing"
        try:
            page = _get(source, fetch, url)
        except Gone as error:
            raise Incomplete(url, seen) from error
        if not continues(page, first, number):  # some servers answer a missing page with their home page
            raise Incomplete(url, f"{seen}: another page came")
        pages.append(page)
    return tuple(pages)


def _arrive(source: Source, fetch: Fetch, url: str) -> Page:
    """Fetch a page; where it only forwards, fetch the one it forwards to, once. Raises `Refused` for another site."""
    page = _get(source, fetch, url)
    forward = FORWARD.search(text_of(page)) if len(page.body) < SHELL_SIZE else None
    if not forward:
        return page
    target = absolute(page.url, forward[1])
    if host(target) not in source.hosts:
        raise Refused(page.url, f"the page forwards to another site ({target or forward[1]})")
    return _get(source, fetch, target)


def _get(source: Source, fetch: Fetch, url: str) -> Page:
    plain = _plain(url)
    try:
        return fetch.get(plain, referer=source.start, hosts=source.hosts)
    except Unreachable:
        if host(plain) not in PLAIN_FIRST:
            raise
        return fetch.get(f"https{plain.removeprefix('http')}", referer=source.start, hosts=source.hosts)


def _plain(url: str) -> str:
    return re.sub("^https:", "http:", url) if host(url) in PLAIN_FIRST else url
