"""TRS, the system behind www.scio.gov.cn: static lists, and articles named t<YYYYMMDD>_<number>.html.

The host answers with a JavaScript challenge (521, 2026), so the source is off; what is read here is the mirror of a
site that opens again. A missing page is answered with status 200 and the home page.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bs4.element import Tag

from measures.documents import compose
from measures.model import Document, Entry, Page
from scrapers.address import host, parts
from scrapers.errors import Gone
from scrapers.html import day, links, optional, soup, squeeze, text
from scrapers.platforms.listing import LAST_PAGE, static_page, unroll
from scrapers.platforms.official import attachments, unreadable
from scrapers.source import Fetch, Source, Window

ARTICLE = re.compile(r"/(?P<name>t(?P<day>\d{8})_\d{6,8})\.html?$")
BODIES = ("div.TRS_Editor", "div.trs_editor_view", "#zoom", "div.pages_content", "#content", "article")


def walk(source: Source, fetch: Fetch, window: Window) -> Iterator[Entry]:
    """Yield the list's articles inside the window. Raises `LayoutChanged` if its first page has none."""
    return unroll(_listing(source, fetch), window)


def gather(source: Source, fetch: Fetch, entry: Entry) -> tuple[Page, ...]:
    """Fetch the article. Raises `Gone` if the home page comes in its place."""
    page = fetch.get(entry.url, referer=source.start, hosts=source.hosts)
    if not _body(soup(page)) and identify(page.url) != identify(entry.url):
        raise Gone(entry.url, f"the site answers with another page ({page.url})")
    return (page,)


def read(source: Source, pages: Sequence[Page]) -> Document:
    """Read an article; its day is the one in its file name."""
    page = pages[0]
    tree = soup(page)
    body = _body(tree)
    words = text(body) if body else ""
    if body is None or not words:
        raise unreadable(page, f"no text in any of {', '.join(BODIES)}")
    return compose(
        words,
        identity=identify(page.url) or page.url,
        url=page.url,
        title=_title(tree),
        published=_day(page.url),
        publisher=source.publisher,
        language=source.language,
        attachments=attachments(body, page.url),
    )


def identify(url: str) -> str | None:
    """t<YYYYMMDD>_<number>, the name of the file."""
    found = ARTICLE.search(parts(url).path)
    return found["name"] if found else None


def _listing(source: Source, fetch: Fetch) -> Iterator[list[Entry]]:
    for number in range(1, LAST_PAGE):
        try:
            page = fetch.get(static_page(source.start, number), referer=source.start, hosts=source.hosts)
        except Gone:
            return
        tree = soup(page)
        if number == 1:
            title = _title(tree)
        elif _title(tree) != title:  # the home page stands in for a page that does not exist
            return
        entries = list(_entries(source, tree, page.url))
        if number == 1 and not entries:
            raise unreadable(page, "the list links to no article")
        yield entries


def _entries(source: Source, tree: Tag, url: str) -> Iterator[Entry]:
    for address, title in links(tree, url):
        identity = identify(address)
        if identity and title and host(address) in source.hosts:
            yield Entry(identity=identity, url=address, title=title, published=_day(address))


def _body(tree: Tag) -> Tag | None:
    return next(filter(None, (optional(tree, selector) for selector in BODIES)), None)


def _title(tree: Tag) -> str:
    named = optional(tree, "title")
    return (squeeze(text(named)) if named else "").split("_")[0]


def _day(url: str) -> date | None:
    found = ARTICLE.search(parts(url).path)
    return day(f"{found['day'][:4]}-{found['day'][4:6]}-{found['day'][6:]}") if found else None
