"""Any RSS or Atom feed. Its items are read from their own pages, by the options of `article`, unless the feed holds
their whole text.

Options, both optional: `pattern` (regular expression that the addresses match), and those of `article` for the pages.
"""

import logging
import re
from calendar import timegm
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from html import escape
from io import BytesIO
from typing import Any

import feedparser

from measures import dating
from measures.documents import compose
from measures.model import Document, Entry, Page
from scrapers.decode import text_of
from scrapers.errors import LayoutChanged
from scrapers.html import BEIJING, absolute, day, meta, moment_day, optional, parse, soup, squeeze, text
from scrapers.platforms import article
from scrapers.platforms.article import identify
from scrapers.platforms.official import attachments
from scrapers.source import Fetch, Source, Window

__all__ = ["gather", "identify", "read", "walk"]

ITEM = "article[data-feed]"
WHOLE = 200
"""Visible characters from which a feed's content is taken for the whole text, if it does not end as a cut one does."""

CUT = re.compile(r"(?:\.\.\.|…|\[[….]+\]|read more|continue reading|阅读全文|查看全文|更多)\W*$", re.IGNORECASE)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
ZONED = re.compile(r"(?:[+-]\d\d:?\d\d|\d\s*(?:Z|GMT|UTC|UT))\s*$")
"""Times whose zone is sure. "CST" is not: it is China's zone on Chinese sites, Chicago's in the standard."""

log = logging.getLogger(__name__)


def walk(source: Source, fetch: Fetch, window: Window) -> Iterator[Entry]:
    """Yield the feed's items inside the window. Raises `LayoutChanged` if it is no feed, or an empty one."""
    page = fetch.get(source.start, hosts=source.hosts)
    for entry in entries(source, page):
        if entry.published in window:
            yield entry


def gather(source: Source, fetch: Fetch, entry: Entry) -> tuple[Page, ...]:
    """Return the item's text from the feed, or fetch its page."""
    return (entry.page,) if entry.page else article.gather(source, fetch, entry)


def read(source: Source, pages: Sequence[Page]) -> Document:
    """Read an item: what the feed holds of it, or its page."""
    page = pages[0]
    tree = soup(page)
    body = optional(tree, ITEM)
    if body is None:
        return article.read(source, pages)
    return compose(
        text(body),
        identity=identify(page.url) or page.url,
        url=page.url,
        title=meta(tree, "title"),
        published=moment_day(meta(tree, "date")),
        publisher=source.publisher,
        attachments=attachments(body, page.url),
    )


def entries(source: Source, page: Page) -> list[Entry]:
    """All items of a feed that was fetched. Raises `LayoutChanged` if it is no feed, or an empty one."""
    markup = DECLARATION.sub("", text_of(page))  # decoded by us: the encoding it declares is no longer true
    parsed = feedparser.parse(
        BytesIO(markup.encode()),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": page.url},
    )
    if not parsed.version:
        raise LayoutChanged(page.url, f"no RSS or Atom feed: {squeeze(markup)[:60]!r}", "check the feed's address")
    found = [entry for item in parsed.entries if (entry := _entry(source, page, item))]
    if not found:
        raise LayoutChanged(page.url, f"the feed ({parsed.version}) holds no item with a link")
    return found


def _entry(source: Source, page: Page, item: Any) -> Entry | None:
    url = absolute(page.url, str(item.get("link") or "")) if item.get("link") else ""
    if not re.match(r"https?://", url) or not re.search(source.options.get("pattern", ""), url):
        log.info("%s: an item without a fitting link is left out: %s", source.name, item.get("title", ""))
        return None
    title = squeeze(parse(str(item.get("title", ""))).get_text())
    published = _day(item) or dating.in_url(url)
    whole = _whole_text(item)
    kept = _item_page(page, url, title, published, whole) if whole else None
    return Entry(identity=identify(url) or url, url=url, title=title, published=published, page=kept)


def _day(item: Any) -> date | None:
    """The day in Beijing; a time without a sure zone is one in Beijing already."""
    for name in ("published", "updated", "created"):
        stamp, moment = str(item.get(name, "")), item.get(f"{name}_parsed")
        if moment and ZONED.search(stamp):
            return datetime.fromtimestamp(timegm(moment), BEIJING).date()
        if found := day(stamp):
            return found
    return None


def _whole_text(item: Any) -> str:
    """The item's markup, if it is its whole text: summaries never count, content does unless it is short or cut."""
    markup = max((str(part.get("value", "")) for part in item.get("content", [])), key=len, default="")
    words = text(parse(markup)) if markup else ""
    return markup if len(words) >= WHOLE and not CUT.search(words) else ""


def _item_page(feed: Page, url: str, title: str, published: date | None, markup: str) -> Page:
    """The item as a page of its own, so that it is stored, compared and read again like any other."""
    stated = f'<meta name="title" content="{escape(title)}"><meta name="date" content="{published or ""}">'
    body = f'<html><head>{stated}</head><body><article data-feed="{escape(feed.url)}">{markup}</article></body></html>'
    return Page(
        identity=url,
        url=url,
        body=body.encode(),
        headers={"content-type": "text/html; charset=utf-8"},
        fetched_at=feed.fetched_at,
    )
