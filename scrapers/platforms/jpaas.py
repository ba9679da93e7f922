"""JPaaS ("大汉版通"), the system behind www.miit.gov.cn and wap.miit.gov.cn.

A column page holds no rows but a script tag that declares a request; the unit API answers it with rows as HTML in JSON.
The server refuses requests without a Referer (403, 2026-10), so every request names the column page.
"""

import json
import logging
import re
from ast import literal_eval
from collections.abc import Iterator, Sequence
from datetime import date

from bs4.element import Tag

from measures.documents import compose
from measures.model import Document, Entry, Page
from scrapers.address import host, parts
from scrapers.errors import LayoutChanged
from scrapers.html import absolute, day, meta, one, optional, parse, soup, squeeze, text
from scrapers.platforms.listing import LAST_PAGE, unroll
from scrapers.platforms.official import answer, attachments, unreadable
from scrapers.source import Fetch, Source, Window

log = logging.getLogger(__name__)

ARTICLE = re.compile(r"/art/\d{4}/(art_[0-9a-f]{32})\.html$")
SCRIPT = "script[src*='unitbuild.js']"
LISTS = ("右侧内容", "当前栏目_list")
"""The tagId of the script that brings the list; other scripts on a page bring menus."""

PAGE_SIZE = 24
"""What the API answers unasked."""

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"

BODIES = ("#con_con", ".xxgk_con", ".article_con", ".cntent_con_box", ".page-content", ".con_text")
"""Containers of the text, newest template first."""


def walk(source: Source, fetch: Fetch, window: Window) -> Iterator[Entry]:
    """Yield the column's articles inside the window. Raises `LayoutChanged` if its first page has none."""
    return unroll(_listing(source, fetch), window)


def gather(source: Source, fetch: Fetch, entry: Entry) -> tuple[Page, ...]:
    """Fetch the article, with the column page as Referer."""
    return (fetch.get(entry.url, referer=source.start, hosts=source.hosts),)


def read(source: Source, pages: Sequence[Page]) -> Document:
    """Read an article. One whose text lies in attachments is a document with little text."""
    page = pages[0]
    tree = soup(page)
    container = body(tree, page)
    words, files = text(container), attachments(container, page.url)
    if not words and not files:
        raise LayoutChanged(page.url, "the article has neither text nor attachments")
    return compose(
        words,
        identity=identify(page.url) or page.url,
        url=page.url,
        title=_title(tree, page),
        published=_published(tree),
        publisher=_publisher(tree) or source.publisher,
        language=source.language,
        attachments=files,
    )


def identify(url: str) -> str | None:
    """art_<32 hex digits>, the same on both hosts and in all columns."""
    found = ARTICLE.search(parts(url).path)
    return found[1] if found else None


def body(tree: Tag, page: Page) -> Tag:
    """The element that holds an article's text, in any of the templates. A refusal is told from a new template."""
    for selector in BODIES:
        if found := optional(tree, selector):
            return found
    raise unreadable(page, f"none of {', '.join(BODIES)} is there")


def _listing(source: Source, fetch: Fetch) -> Iterator[list[Entry]]:
    address, params = _declaration(fetch.get(source.start, hosts=source.hosts))
    for number in range(1, LAST_PAGE):
        paging = {"paramJson": json.dumps({"pageNo": number, "pageSize": PAGE_SIZE}, separators=(",", ":"))}
        asked = params if number == 1 else {**params, **paging}
        page = fetch.get(address, params=asked, referer=source.start, hosts=source.hosts)
        entries = list(_entries(source, page))
        if number == 1 and not entries:
            raise LayoutChanged(page.url, "the first page of the list holds no article")
        yield entries


def _declaration(shell: Page) -> tuple[str, dict[str, str]]:
    """The address and the parameters that the column page's script asks the API with."""
    scripts = soup(shell).select(SCRIPT)
    if not scripts:
        raise unreadable(shell, f"nothing matches {SCRIPT!r}")
    declared = [(absolute(shell.url, str(tag.get("url") or UNIT)), _query(tag, shell)) for tag in scripts]
    return min(declared, key=lambda found: _rank(found[1].get("tagId", "")))


def _rank(tag_id: str) -> int:
    if tag_id in LISTS:
        return 0
    return 1 if re.search("list|列表|栏目", tag_id) else 2


def _query(tag: Tag, shell: Page) -> dict[str, str]:
    """Read `queryData`: JSON in single quotes, or what Python reads. The parser puts attribute names in lower case."""
    written = str(tag.get("querydata") or "")
    try:
        found = json.loads(written.replace("'", '"'))
    except ValueError:
        found = _literal(written)
    if not isinstance(found, dict):
        raise LayoutChanged(shell.url, f"queryData of the list is not readable: {written[:80]!r}")
    return {str(name): "null" if value is None else str(value) for name, value in found.items()}


def _literal(written: str) -> object:
    try:
        return literal_eval(written)
    except (ValueError, SyntaxError):
        return None


def _entries(source: Source, page: Page) -> Iterator[Entry]:
    for row in _rows(page):
        link = one(row, "a[href]", page.url)
        url = absolute(source.start, str(link["href"]))
        identity = identify(url)
        title = squeeze(str(link.get("title") or "")) or squeeze(text(link))
        if identity and host(url) in source.hosts:
            yield Entry(identity=identity, url=url, title=title, published=_row_day(row))
        else:
            # Lists mix in yearly special pages and links to other sites.
            log.info("%s: a row is not an article of this site: %s (%s)", source.name, title, url)


def _rows(page: Page) -> list[Tag]:
    found = answer(page)
    data = found.get("data")
    if found.get("success") is not True or not isinstance(data, dict) or "html" not in data:
        raise unreadable(page, "the API does not report success")
    return list(parse(str(data["html"] or "")).select("li:has(a[href])"))


def _row_day(row: Tag) -> date | None:
    """The day beside the link; titles hold days of their own."""
    return next(filter(None, (day(span.get_text()) for span in row.select("span:not(a span)"))), None)


def _title(tree: Tag, page: Page) -> str:
    written = meta(tree, "ArticleTitle")
    return written or squeeze(text(one(tree, "#con_title, h1, title", page.url)))


def _published(tree: Tag) -> date | None:
    """The day a reader sees; the meta element may keep that of an earlier version."""
    shown = optional(tree, "#con_time")
    return (day(shown.get_text()) if shown else None) or day(meta(tree, "PubDate"))


def _publisher(tree: Tag) -> str:
    shown = (re.match(r"\s*来源[:：]\s*(\S+)", span.get_text()) for span in tree.select(".cinfo span"))
    return meta(tree, "ContentSource") or next((found[1] for found in shown if found), "")
