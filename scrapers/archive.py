"""Pages of the past: a folder of .html, .htm and .txt files, or WARC files.

Beside a file NAME.html there may be NAME.json or NAME.html.json with what is known of it: url, title, published,
event_date, publisher, number. Nested folders are read in order of their paths.
"""

import json
import logging
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeadersParserException

from measures.documents import compose
from measures.model import Document, Page
from scrapers.answers import challenge
from scrapers.decode import decode, text_of
from scrapers.html import meta, moment_day, optional, parse
from scrapers.platforms import article
from scrapers.source import Source

HTML = frozenset({".html", ".htm", ".shtml", ".xhtml"})
TEXT = frozenset({".txt"})
WARC = (".warc", ".warc.gz")
LARGEST = 50_000_000
"""Bytes; a larger file is no page."""

ANYWHERE = Source(
    name="archive",
    title="An archive",
    language="en",
    publisher="",
    platform=article,
    start="",
    hosts=(),
    first=date(1949, 10, 1),
)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A page of an archive. `path` is where it lies, below the folder that was given; `facts` what its sidecar says."""

    path: str
    page: Page
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file, or a part of one, that could not be read, and why."""

    path: str
    why: str


def records(root: Path) -> Iterator[Record | Unreadable]:
    """Yield what a folder or a file holds; what cannot be read is told of and passed over.

    Raises `FileNotFoundError` if there is no such folder or file.
    """
    if not root.exists():
        raise FileNotFoundError(f"there is no archive at {root}")
    paths = sorted(path for path in root.rglob("*") if path.is_file()) if root.is_dir() else [root]
    for path in paths:
        name = path.relative_to(root).as_posix() if root.is_dir() else path.name
        if name.endswith(WARC):
            yield from _warc(path, name)
        elif path.suffix.lower() in HTML | TEXT:
            yield _file(path, name)


def read(record: Record, choose: Callable[[str], Source | None] = lambda url: None) -> Document:
    """Read a record by the source that its address belongs to, else as any article; plain text as it stands.

    Raises `LayoutChanged`. What the sidecar says stands over what is found.
    """
    if record.page.headers.get("content-type", "").startswith("text/plain"):
        return _composed(record)
    source = choose(record.page.url) or ANYWHERE
    return replace(source.platform.read(source, [record.page]), **_stated(record.facts))


def _composed(record: Record) -> Document:
    page, facts = record.page, record.facts
    return compose(text_of(page), identity=page.identity, url=page.url, **_stated(facts))


def _stated(facts: Mapping[str, str]) -> dict[str, Any]:
    """The facts of a sidecar as fields of a document; empty ones say nothing."""
    words = {name: facts[name] for name in ("title", "publisher", "number") if facts.get(name)}
    days = {name: moment_day(facts[name]) for name in ("published", "event_date") if facts.get(name)}
    return words | {name: day for name, day in days.items() if day}


def _file(path: Path, name: str) -> Record | Unreadable:
    try:
        if path.stat().st_size > LARGEST:
            return Unreadable(name, f"larger than {LARGEST} bytes")
        facts = _facts(path)
        body, written = path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError) as error:
        return Unreadable(name, str(error))
    plain = path.suffix.lower() in TEXT
    kind, url = ("text/plain", facts.get("url", "")) if plain else ("text/html", facts.get("url") or _own_url(body))
    page = Page(identity=url or name, url=url, body=body, headers={"content-type": kind}, fetched_at=written)
    return Record(path=name, page=page, facts=facts) if body.strip() else Unreadable(name, "the file is empty")


def _own_url(body: bytes) -> str:
    """The address that a saved page gives itself: the browser's note, its canonical link or meta element."""
    markup = decode(body)
    if note := re.search(r"<!-- saved from url=\(\d+\)(https?://\S+) -->", markup[:4000]):
        return note[1]
    tree = parse(markup)
    link = optional(tree, "link[rel=canonical][href]")
    own = str(link["href"]) if link else meta(tree, "og:url", "Url")
    return own if own.startswith(("http://", "https://")) else ""


def _facts(path: Path) -> dict[str, str]:
    """What the sidecar says. Raises `ValueError` if it is broken."""
    for sidecar in (path.with_name(path.name + ".json"), path.with_suffix(".json")):
        if sidecar.is_file():
            found = json.loads(sidecar.read_text("utf-8"))
            if not isinstance(found, dict):
                raise ValueError(f"{sidecar.name} holds no JSON object")
            return {str(key): str(value) for key, value in found.items() if value is not None}
    return {}


def _warc(path: Path, name: str) -> Iterator[Record | Unreadable]:
    """The HTML pages among the responses of a WARC file, up to where it is broken."""
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type == "response" and _is_page(record):
                    yield _response(record, name)
    except (OSError, EOFError, ValueError, zlib.error, ArchiveLoadFailed, StatusAndHeadersParserException) as error:
        yield Unreadable(name, f"broken after the records before ({error or type(error).__name__})")


def _is_page(record: ArcWarcRecord) -> bool:
    headers = record.http_headers
    kind = (headers and headers.get_header("content-type")) or ""
    return bool(headers) and headers.get_statuscode() == "200" and "html" in kind.lower()


def _response(record: ArcWarcRecord, name: str) -> Record | Unreadable:
    url = record.rec_headers.get_header("WARC-Target-URI").strip("<>")
    body = record.content_stream().read(LARGEST)
    page = Page(
        identity=url,
        url=url,
        body=body,
        headers={key.lower(): value for key, value in record.http_headers.headers},
        fetched_at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date").replace("Z", "+00:00")),
    )
    why = challenge(page) or ("" if body.strip() else "the body is empty")
    return Unreadable(f"{name}:{url}", why) if why else Record(path=f"{name}:{url}", page=page)
