"""Pages of the past: a folder of .html, .htm and .txt files, or WARC files.

Beside a file NAME.html there may be NAME.json or NAME.html.json with what is known of it: url, title, published,
event_date, publisher, number. Nested folders are read in order of their paths.
"""

import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeadersParserException

from measures.documents import compose
from measures.model import Document, Page
from scrapers import address
from scrapers.answers import challenge
from scrapers.binding import Binder
from scrapers.decode import decode, text_of
from scrapers.errors import ScrapeError
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
Choose = Callable[[str], Source | None]
"""Finds the source that an address belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A text of an archive, of one page or several.

    `path` is where it (its last page) lies, below the folder that was given; `facts` what its sidecar says.
    """

    path: str
    pages: tuple[Page, ...]
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def page(self) -> Page:
        """The first page."""
        return self.pages[0]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file, or a part of one, that could not be read, and why."""

    path: str
    why: str


def records(root: Path, choose: Choose = lambda url: None) -> Iterator[Record | Unreadable]:
    """Yield what a folder or a file holds; what cannot be read is told of and passed over.

    The numbered pages of one text, as the source that `choose` finds knows them, come as one record, when the last of
    them has been seen. Raises `FileNotFoundError` if there is no such folder or file.
    """
    if not root.exists():
        raise FileNotFoundError(f"there is no archive at {root}")
    owned = (_owner(found, choose) for found in _records(root))
    binder = Binder((identity, url) for _, identity, url in filter(None, owned))
    for found in _records(root):
        owner = _owner(found, choose)
        yield from _bound(binder, owner, found) if owner and isinstance(found, Record) else [found]


def _owner(found: Record | Unreadable, choose: Choose) -> tuple[Source, str, str] | None:
    """(source, identity, url) of a page that a source knows; plain text is read as it stands, by none."""
    if isinstance(found, Unreadable) or _is_plain(found):
        return None
    source = choose(found.page.url)
    identity = source.platform.identify(found.page.url) if source else None
    return (source, identity, found.page.url) if source and identity else None


def _bound(binder: Binder, owner: tuple[Source, str, str], found: Record) -> Iterator[Record | Unreadable]:
    source, identity, _ = owner
    if binder.holds_back(identity, found.page):
        return
    try:
        yield replace(found, pages=binder.bound(identity, source, found.page))
    except ScrapeError as error:
        yield Unreadable(found.path, str(error))


def _records(root: Path) -> Iterator[Record | Unreadable]:
    paths = sorted(path for path in root.rglob("*") if path.is_file()) if root.is_dir() else [root]
    for path in paths:
        name = path.relative_to(root).as_posix() if root.is_dir() else path.name
        if name.endswith(WARC):
            yield from _warc(path, name)
        elif path.suffix.lower() in HTML | TEXT:
            yield _file(path, name)


def read(record: Record, choose: Choose = lambda url: None) -> Document:
    """Read a record by the source that its address belongs to, else as any article; plain text as it stands.

    Raises `LayoutChanged`. What the sidecar says stands over what is found.
    """
    if _is_plain(record):
        return _composed(record)
    source = choose(record.page.url) or ANYWHERE
    return replace(source.platform.read(source, record.pages), **_stated(record.facts))


def _is_plain(record: Record) -> bool:
    return record.page.headers.get("content-type", "").startswith("text/plain")


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
        if not _is_sound(facts.get("url", "")):
            return Unreadable(name, f"the url beside it is malformed: {facts['url']!r}")
        body, written = path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, RecursionError) as error:
        return Unreadable(name, str(error))
    plain = path.suffix.lower() in TEXT
    kind, url = ("text/plain", facts.get("url", "")) if plain else ("text/html", facts.get("url") or _own_url(body))
    page = Page(identity=url or name, url=url, body=body, headers={"content-type": kind}, fetched_at=written)
    return Record(path=name, pages=(page,), facts=facts) if body.strip() else Unreadable(name, "the file is empty")


def _own_url(body: bytes) -> str:
    """The address that a saved page gives itself: the browser's note, its canonical link or meta element."""
    markup = decode(body)
    if note := re.search(r"<!-- saved from url=\(\d+\)(https?://\S+) -->", markup[:4000]):
        return note[1]
    tree = parse(re.split("</head|<body", markup, maxsplit=1, flags=re.IGNORECASE)[0])
    link = optional(tree, "link[rel=canonical][href]")
    own = str(link["href"]) if link else meta(tree, "og:url", "Url")
    return own if own.startswith(("http://", "https://")) and _is_sound(own) else ""


def _is_sound(url: str) -> bool:
    """Whether an address can be taken apart; none at all is fine, and so is a relative one."""
    return not url or address.parts(url) != address.NOWHERE


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
            if not stream.peek(5).startswith((b"WARC/", b"\x1f\x8b")):  # warcio would take it for the older ARC
                yield Unreadable(name, "is no WARC file")
                return
            for record in _iterated(stream):
                if record.rec_type == "response" and (not _target(record) or _is_page(record)):
                    yield _response(record, name)
    except (OSError, EOFError, ValueError, zlib.error, ArchiveLoadFailed, StatusAndHeadersParserException) as error:
        yield Unreadable(name, f"broken after the records before ({error or type(error).__name__})")


def _iterated(stream: IO[bytes]) -> Iterator[ArcWarcRecord]:
    """The records of a WARC file. warcio itself ends in an AttributeError where a record has no address."""
    found = ArchiveIterator(stream)
    headers = found.loader.load_http_headers
    found.loader.load_http_headers = lambda kind, url, *rest: headers(kind, url or "", *rest)
    yield from found


def _is_page(record: ArcWarcRecord) -> bool:
    headers = record.http_headers
    kind = (headers and headers.get_header("content-type")) or ""
    return bool(headers) and headers.get_statuscode() == "200" and "html" in kind.lower()


def _response(record: ArcWarcRecord, name: str) -> Record | Unreadable:
    url, written = _target(record), _written(record)
    if not (url and written):
        return Unreadable(f"{name}:{url}", "the record has no readable WARC-Target-URI or WARC-Date")
    body = _whole(record)
    page = Page(
        identity=url,
        url=url,
        body=body,
        headers={key.lower(): value for key, value in record.http_headers.headers},
        fetched_at=written,
    )
    why = challenge(page) or _flaw(record, body)
    return Unreadable(f"{name}:{url}", why) if why else Record(path=f"{name}:{url}", pages=(page,))


def _target(record: ArcWarcRecord) -> str:
    """The address that a record answers for; "" where it is missing or malformed."""
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    return url if _is_sound(url) else ""


def _written(record: ArcWarcRecord) -> datetime | None:
    try:
        moment = datetime.fromisoformat((record.rec_headers.get_header("WARC-Date") or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _whole(record: ArcWarcRecord) -> bytes:
    body, stream = bytearray(), record.content_stream()
    while len(body) <= LARGEST and (piece := stream.read(65536)):
        body += piece
    return bytes(body)


def _flaw(record: ArcWarcRecord, body: bytes) -> str:
    """Why a record is no page. Of a file that was cut, warcio gives the last record as far as it goes."""
    if len(body) > LARGEST:
        return f"larger than {LARGEST} bytes"
    if record.raw_stream.limit > 0:
        return "the file ends inside of the record"
    return "" if body.strip() else "the body is empty"
