"""Any other news page, by selectors that the source states, else by trafilatura.

Options of a source, all optional. For its list: `links` (CSS selector of the links, or of what they stand in),
`pattern` (regular expression that their addresses match), `next` (CSS selector of the link to the next page). Without
`links` and `pattern`, the start address, or each of the addresses in `urls`, is itself an article. For its pages:
`title`, `body`, `date` (CSS selectors), `remove` (CSS selector of what to leave out of the body).
"""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

from bs4 import BeautifulSoup
from bs4.element import Tag

from measures import dating
from measures.documents import compose
from measures.model import Document, Entry, Page
from scrapers.address import host, parts
from scrapers.decode import text_of
from scrapers.errors import LayoutChanged
from scrapers.html import absolute, day, days, link, meta, moment_day, one, optional, parse, select, squeeze, text
from scrapers.maintext import main_text, pruned
from scrapers.platforms.listing import LAST_PAGE, unroll
from scrapers.platforms.official import attachments
from scrapers.source import Fetch, Source, Window

TITLES = ("ArticleTitle", "og:title", "twitter:title", "title", "dc.title")
DATES = (
    *("PubDate", "article:published_time", "firstpublishedtime", "publishdate", "datePublished", "pubtime"),
    *("og:release_date", "weibo:article:create_at", "date", "dc.date", "dcterms.date", "dcterms.created"),
)
PUBLISHERS = ("ContentSource", "article:source", "source")
TRACKING = re.compile(r"utm_\w+|spm|from|fbclid|gclid|share\w*|isappinstalled|timestamp|scene", re.IGNORECASE)
SITE_NAME = re.compile(r"\s*[|_]\s*[^|_]*$|\s+[-–—]+\s+[^-–—]*$")
PROSE = 30
"""Characters that a line of text has, and a byline hardly."""

TODAY = re.compile(r"(?:今天是|today is)[^<\n]{0,40}", re.IGNORECASE)
"""The clock that many menus hold."""

log = logging.getLogger(__name__)


def walk(source: Source, fetch: Fetch, window: Window) -> Iterator[Entry]:
    """Yield the list's articles inside the window. Raises `LayoutChanged` if its first page has none."""
    if {"links", "pattern"} & set(source.options):
        return unroll(_listing(source, fetch), window)
    urls = source.options.get("urls", source.start).split()
    return iter([Entry(identity=identify(url) or url, url=url) for url in urls])


def gather(source: Source, fetch: Fetch, entry: Entry) -> tuple[Page, ...]:
    """Fetch the article."""
    return (fetch.get(entry.url, referer=source.start, hosts=source.hosts),)


def read(source: Source, pages: Sequence[Page]) -> Document:
    """Read an article. Raises `LayoutChanged` where a stated selector finds nothing, or nothing finds a text."""
    page = pages[0]
    markup = text_of(page)
    tree = parse(markup)
    body = one(tree, source.options["body"], page.url) if "body" in source.options else None
    words = _body_text(source, body) if body else main_text(markup, tree, page.url)
    if not words:
        raise LayoutChanged(page.url, "no text found", "state a selector of its text (option body)")
    title = _title(source, tree, page.url)
    document = compose(
        words,
        identity=identify(page.identity) or page.identity,
        url=page.url,
        title=title,
        published=_published(source, tree, page.url, _header(tree, title, words)) or _guessed(tree),
        publisher=meta(tree, *PUBLISHERS) or source.publisher,
        attachments=attachments(body or tree, page.url),
    )
    return document if document.publisher else replace(document, publisher=_site_name(tree, page.url))


def identify(url: str) -> str | None:
    """The address without scheme, `www.`, fragment, tracking and index file; None if it is not of the web."""
    split = parts(url)
    if split.scheme not in ("http", "https") or not split.hostname:
        return None
    asked = parse_qsl(split.query, keep_blank_values=True)
    kept = urlencode(sorted((name, value) for name, value in asked if not TRACKING.fullmatch(name)))
    path = re.sub(r"/(?:index\.s?html?)?$", "", split.path)
    return f"{split.hostname.removeprefix('www.')}{path}" + (f"?{kept}" if kept else "")


def _listing(source: Source, fetch: Fetch) -> Iterator[list[Entry]]:
    url = source.start
    for number in range(LAST_PAGE):
        page = fetch.get(url, referer=source.start, hosts=source.hosts)
        tree = parse(text_of(page))
        entries = list(_entries(source, tree, page.url))
        if not entries and number == 0:
            raise LayoutChanged(page.url, "the list holds no link to an article")
        yield entries
        following = optional(tree, source.options["next"]) if "next" in source.options else None
        if following is None or not following.get("href"):
            return
        url = absolute(page.url, str(following["href"]))
        if not url:
            raise LayoutChanged(page.url, f"the next page has no address: {following['href']!r}")


def _entries(source: Source, tree: Tag, url: str) -> Iterator[Entry]:
    pattern = re.compile(source.options.get("pattern", ""))
    for tag in _link_tags(source, tree, url):
        address, title = link(tag, url) or ("", "")
        if not (address and title and pattern.search(address)):
            continue
        if source.hosts and host(address) not in source.hosts:
            log.info("%s: a link leads to another site and is left out: %s", source.name, address)
            continue
        yield Entry(identity=identify(address) or address, url=address, title=title, published=_row_day(tag, address))


def _link_tags(source: Source, tree: Tag, url: str) -> Iterator[Tag]:
    for node in select(tree, source.options["links"], url) if "links" in source.options else [tree]:
        yield from [node] if node.name == "a" else node.select("a[href]")


def _row_day(tag: Tag, address: str) -> date | None:
    """The day in the row of a link, outside of its title, else the day in its address."""
    row = tag
    while row.parent and len({link["href"] for link in row.parent.select("a[href]")}) == 1:
        row = row.parent
    beside = text(row).replace(text(tag), " ", 1) if row is not tag else ""
    return day(beside) or dating.in_url(address)


def _body_text(source: Source, body: Tag) -> str:
    for unwanted in body.select(source.options["remove"]) if "remove" in source.options else []:
        unwanted.decompose()
    return text(body)


def _site_name(tree: BeautifulSoup, url: str) -> str:
    return meta(tree, "og:site_name") or (host(url) if url else "")


def _title(source: Source, tree: BeautifulSoup, url: str) -> str:
    if "title" in source.options:
        return squeeze(text(one(tree, source.options["title"], url)))
    heading, window = optional(tree, "h1"), squeeze(tree.title.get_text() if tree.title else "")
    named = meta(tree, *TITLES) or squeeze(text(heading) if heading else "") or window
    bare = SITE_NAME.sub("", named)
    # What is cut off is the site's name if the rest is a line of the page, or if nothing but the window names it.
    return bare if bare and (named == window or bare in text(tree).split("\n")) else named


def _published(source: Source, tree: BeautifulSoup, url: str, header: list[str]) -> date | None:
    """The day by the stated selector, the page's meta elements, the lines between title and text, or its address."""
    if "date" in source.options:
        stated = text(one(tree, source.options["date"], url))
        if found := day(stated):
            return found
        raise LayoutChanged(url, f"no day in {stated[:40]!r}, where {source.options['date']!r} matches")
    if found := moment_day(meta(tree, *DATES)):
        return found
    return dating.published(header, url, "")


def _header(tree: BeautifulSoup, title: str, words: str) -> list[str]:
    """The lines around the title, up to the text: below it there are days of other pages. No clocks of menus."""
    lines = [squeeze(line) for line in text(tree).split("\n") if not TODAY.search(line)]
    first = next((line for line in words.split("\n") if len(line) > PROSE), words[:PROSE])
    end = next((number for number, line in enumerate(lines) if line.startswith(first)), 12)
    start = next((number for number, line in enumerate(lines[:end]) if title and line == title), end - 6)
    return lines[max(0, start - 2) : end]


def _guessed(tree: BeautifulSoup) -> date | None:
    """What htmldate finds, if it is written in the page: from a bare year it makes the first of January."""
    from htmldate import find_date

    kept = TODAY.sub("", str(pruned(tree)))
    guess = find_date(kept, original_date=False)
    return next((found for found in days(kept) if guess == found.isoformat()), None)
