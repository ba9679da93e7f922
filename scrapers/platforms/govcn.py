"""www.gov.cn: HTML lists, JSON lists, and one template of pages; it mirrors the State Council's conferences.

An address gives only year and month: the day comes from the page's `firstpublishedtime`.
"""

import json
import re
from collections.abc import Iterator, Sequence

from bs4.element import Tag

from measures.documents import compose
from measures.model import Document, Entry, Page
from scrapers.address import host, parts
from scrapers.decode import text_of
from scrapers.errors import Gone
from scrapers.html import absolute, day, meta, one, optional, soup, squeeze, text
from scrapers.platforms.listing import LAST_PAGE, static_page, unroll
from scrapers.platforms.official import attachments, unreadable
from scrapers.source import Fetch, Source, Window

ARTICLE = re.compile(r"/(content_\d{7})\.html?$")
ROWS = ".list_2 li, .news_box .list li, .news_box.list li"
BODY = "#UCAP-CONTENT"
FACTS = "table.bd1"


def walk(source: Source, fetch: Fetch, window: Window) -> Iterator[Entry]:
    """Yield the list's pages inside the window. Raises `LayoutChanged` if its first page has none."""
    whole = source.start.endswith(".json")
    return unroll(_json_listing(source, fetch) if whole else _html_listing(source, fetch), window)


def gather(source: Source, fetch: Fetch, entry: Entry) -> tuple[Page, ...]:
    """Fetch the page."""
    return (fetch.get(entry.url, referer=source.start, hosts=source.hosts),)


def read(source: Source, pages: Sequence[Page]) -> Document:
    """Read a page; formal documents state issuer and number in a table."""
    page = pages[0]
    tree = soup(page)
    body = optional(tree, BODY)
    words, files = (text(body), attachments(body, page.url)) if body else ("", ())
    if not words and not files:
        raise unreadable(page, f"no text in {BODY}")
    facts = _facts(tree)
    return compose(
        words,
        identity=identify(page.url) or page.url,
        url=page.url,
        title=_title(tree, page.url),
        published=day(meta(tree, "firstpublishedtime")) or day(_date_line(tree)),
        publisher=facts.get("发文机关") or _origin(tree) or source.publisher,
        language=source.language,
        number=facts.get("发文字号", ""),
        attachments=files,
    )


def identify(url: str) -> str | None:
    """content_<7 digits>."""
    found = ARTICLE.search(parts(url).path)
    return found[1] if found else None


def _json_listing(source: Source, fetch: Fetch) -> Iterator[list[Entry]]:
    """The whole list, one file. It may begin with a byte order mark."""
    page = fetch.get(source.start, hosts=source.hosts)
    try:
        rows = json.loads(text_of(page))
    except ValueError:
        rows = None
    found = [_json_entry(source, row) for row in rows] if isinstance(rows, list) else []
    if not any(found):
        raise unreadable(page, "no JSON list with articles")
    yield [entry for entry in found if entry]


def _json_entry(source: Source, row: object) -> Entry | None:
    if not isinstance(row, dict):
        return None
    return _entry(source, str(row.get("URL")), str(row.get("TITLE") or ""), str(row.get("DOCRELPUBTIME") or ""))


def _html_listing(source: Source, fetch: Fetch) -> Iterator[list[Entry]]:
    for number in range(1, LAST_PAGE):
        try:
            page = fetch.get(static_page(source.start, number, "home.htm"), referer=source.start, hosts=source.hosts)
        except Gone:
            if number == 1:
                raise
            return
        entries = list(_entries(source, page))
        if number == 1 and not entries:
            raise unreadable(page, f"no article in {ROWS}")
        yield entries


def _entries(source: Source, page: Page) -> Iterator[Entry]:
    for row in soup(page).select(ROWS):
        if link := optional(row, "a[href]"):
            title = squeeze(str(link.get("title") or "") or text(link))
            shown = text(row).replace(title, "")
            if entry := _entry(source, absolute(page.url, str(link["href"])), title, shown):
                yield entry


def _entry(source: Source, url: str, title: str, shown: str) -> Entry | None:
    identity = identify(url)
    if not identity or host(url) not in source.hosts:
        return None
    return Entry(identity=identity, url=url, title=squeeze(title), published=day(shown))


def _title(tree: Tag, url: str) -> str:
    named = one(tree, "#ti, .share-title, h1, title", url)
    return squeeze(text(named).replace("\n", "")).split("_")[0]


def _date_line(tree: Tag) -> str:
    """Day, origin, and the controls for the size of type in spans of their own: blanks keep them apart."""
    shown = optional(tree, ".pages-date")
    return shown.get_text(" ") if shown else ""


def _origin(tree: Tag) -> str:
    found = re.search(r"来源[:：]\s*(\S+)", _date_line(tree))
    return found[1] if found else ""


def _facts(tree: Tag) -> dict[str, str]:
    """The cells of a formal document's table, by their labels without blanks and colon: 发文机关, 发文字号."""
    cells = [squeeze(text(cell)) for cell in tree.select(f"{FACTS} td, {FACTS} th")]
    return {"".join(label.split()).rstrip(":："): value for label, value in zip(cells[::2], cells[1::2], strict=False)}
