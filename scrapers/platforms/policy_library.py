"""The search API of www.miit.gov.cn, which holds the policy documents (文件发布) and usually their text.

A record's text is JSON inside JSON inside JSON; where it is missing, the detail page (jpaas) is read.
"""

import json
import logging
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from measures.documents import compose
from measures.model import Document, Entry, Page
from scrapers.errors import LayoutChanged
from scrapers.html import absolute, day, epoch_day, parse, squeeze, text
from scrapers.platforms import jpaas
from scrapers.platforms.jpaas import identify
from scrapers.platforms.listing import LAST_PAGE, unroll
from scrapers.platforms.official import answer, attachments, unreadable
from scrapers.source import Fetch, Source, Window

__all__ = ["gather", "identify", "read", "walk"]

FIELDS = (
    "title,content,deploytime,url,cdate,infoextends,infocontent,columnname,filenumbername,publishgroupname,"
    "publishtime,typename,jsearch_date"
)
Record = dict[str, Any]
log = logging.getLogger(__name__)


def walk(source: Source, fetch: Fetch, window: Window) -> Iterator[Entry]:
    """Yield the library's documents of the window, newest first. A window without any is empty, not an error."""
    return unroll(_listing(source, fetch, window), window)


def gather(source: Source, fetch: Fetch, entry: Entry) -> tuple[Page, ...]:
    """Return the record where it holds the text, else fetch the detail page."""
    return (entry.page,) if entry.page else jpaas.gather(source, fetch, entry)


def is_record(page: Page) -> bool:
    """Whether it is a record of the library; it goes by the address of its page, which other sources list."""
    return "json" in page.headers.get("content-type", "")


def read(source: Source, pages: Sequence[Page]) -> Document:
    """Read a record, or the detail page that was fetched in its stead."""
    page = pages[0]
    if not is_record(page):
        return jpaas.read(source, pages)
    record = answer(page)
    body = parse(_body(record))
    words, files = text(body), attachments(body, page.url)
    if not words and not files:
        raise LayoutChanged(page.url, "the record has neither text nor attachments")
    return compose(
        words,
        identity=identify(page.url) or page.url,
        url=page.url,
        title=_title(record),
        published=_published(record),
        publisher=str(record.get("publishgroupname") or source.publisher),
        language=source.language,
        number=str(record.get("filenumbername") or ""),
        attachments=files,
    )


def _listing(source: Source, fetch: Fetch, window: Window) -> Iterator[list[Entry]]:
    for number in range(1, LAST_PAGE):
        params = {**_question(window), **source.options, "p": str(number)}
        api = absolute(source.start, "/search-front-server/api/search/info")
        page = fetch.get(api, params=params, referer=source.start, hosts=source.hosts)
        records, total = _records(page)
        if number == 1 and total and not records:
            raise LayoutChanged(page.url, f"{total} hits are announced and none is given")
        yield list(filter(None, (_entry(source, record, page) for record in records)))


def _question(window: Window) -> dict[str, str]:
    return {
        "scope": "basic",
        "q": "",
        "pos": "title_text,infocontent,titlepy",
        "begin": window.since.isoformat(),
        "end": window.until.isoformat(),
        "dateField": "deploytime",
        "sortFields": '[{"name":"deploytime","type":"desc"}]',
        "selectFields": FIELDS,
        "group": "distinct",
        "level": "6",
    }


def _records(page: Page) -> tuple[list[Record], int]:
    """The records of an answer and the number of all hits. With code 200, a missing result means no hit."""
    found = answer(page)
    if str(found.get("code")) != "200" or not isinstance(found.get("data"), dict):
        raise unreadable(page, "the API does not report success")
    result = found["data"].get("searchResult") or {}
    items = result.get("dataResults") or []
    return [_record(item) for item in items], int(result.get("totalHits") or result.get("totalCount") or 0)


def _record(item: Record) -> Record:
    group = item.get("groupData") or []
    found: Record = (group[0].get("data") if group else None) or item.get("data") or {}
    return found


def _entry(source: Source, record: Record, page: Page) -> Entry | None:
    if not record.get("url"):
        raise LayoutChanged(page.url, "a record has no url")
    if not (url := absolute(source.start, str(record["url"]))):
        log.warning("%s: a record has no address: %r", source.name, record["url"])
        return None
    return Entry(
        identity=identify(url) or url,
        url=url,
        title=_title(record),
        published=_published(record),
        page=_own_page(record, url, page) if _body(record) else None,
    )


def _own_page(record: Record, url: str, page: Page) -> Page:
    """The record as a page of its own: the library's answer holds many."""
    body = json.dumps(record, ensure_ascii=False, sort_keys=True).encode()
    headers = {"content-type": "application/json; charset=utf-8"}
    return Page(identity=url, url=url, body=body, headers=headers, fetched_at=page.fetched_at)


def _title(record: Record) -> str:
    return squeeze(text(parse(str(record.get("title") or record.get("title_text") or ""))))


def _published(record: Record) -> date | None:
    for name in ("deploytime", "cdate", "publishtime"):
        if str(record.get(name) or "").isdigit():
            return epoch_day(record[name])
    return day(str(record.get("jsearch_date") or ""))


def _body(record: Record) -> str:
    """The text's HTML, in either of the two layouts that were seen, or ""."""
    extends = _unpacked(record.get("infoextends"))
    if not isinstance(extends, dict):
        return ""
    fields = _unpacked(extends.get("infoContent")) or _unpacked(extends.get("elementList")) or []
    found = [field.get("fieldValue") for field in fields if field.get("fieldName") == "content"]
    return str(found[0] or "") if found else ""


def _unpacked(value: object) -> Any:
    """What a string of JSON holds; a value that is no such string stays as it is."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return None
