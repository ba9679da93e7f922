"""Pages of the past: a folder of .html, .htm, .txt, .pdf and .docx files, or WARC files.

Beside a file NAME.html there may be NAME.json or NAME.html.json with what is known of it: url, title, published,
event_date, publisher, number. What has a day of publication beside it is read first, in order of these, then the rest
in order of their paths; pages before files (.pdf, .docx): for a file its notice says what it does not say itself.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from measures.documents import compose
from measures.model import Document, Page
from scrapers import address, attached, files, warc
from scrapers.attached import Notices
from scrapers.binding import Binder
from scrapers.decode import decode, text_of
from scrapers.errors import ScrapeError
from scrapers.html import meta, moment_day, optional, parse
from scrapers.platforms import article, policy_library
from scrapers.record import BESIDE, LARGEST, Record, Unreadable
from scrapers.source import Source

HTML = frozenset({".html", ".htm", ".shtml", ".xhtml"})
TEXT = frozenset({".txt"})
HEAD = 1_000_000
"""Bytes in which a saved page names its own address, if it does."""

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
WORDS, DAYS = ("title", "publisher", "number"), ("published", "event_date")


def addresses(root: Path) -> list[str]:
    """The address of every page of an archive, "" for one without: what `records` has to know before it begins.

    Bodies are not read, but for the heads of files that nothing beside them names. Raises `FileNotFoundError`.
    """
    if not root.exists():
        raise FileNotFoundError(f"there is no archive at {root}")
    return [url for path, _ in _files(root) for url in (warc.addresses(path) if _is_warc(path) else [_address(path)])]


def records(
    root: Path, choose: Choose = lambda url: None, known: Sequence[str] | None = None
) -> Iterator[Record | Unreadable]:
    """Yield what a folder or a file holds; what cannot be read is told of and passed over.

    The numbered pages of one text, as the source that `choose` finds knows them, come as one record, when the last of
    them has been seen. `known` are the archive's `addresses`. Raises `FileNotFoundError` if there is no such archive.
    """
    owned = [(url, _owner(url, choose)) for url in (addresses(root) if known is None else known)]
    binder = Binder((owner[1], url) for url, owner in owned if owner)
    waiting: dict[str, tuple[Source, Record]] = {}
    for found in _records(root):
        owner = None if isinstance(found, Unreadable) or _is_alone(found) else _owner(found.page.url, choose)
        if owner is None or isinstance(found, Unreadable):
            yield found
            continue
        source, identity = owner
        waiting[identity] = (source, found)
        if not binder.holds_back(identity, found.page):
            yield _bound(binder, identity, *waiting.pop(identity))
    for identity, (source, found) in waiting.items():  # one of their pages could not be read
        yield _bound(binder, identity, source, found)


def _owner(url: str, choose: Choose) -> tuple[Source, str] | None:
    """(source, identity) of a page that a source knows."""
    source = choose(url) if url else None
    identity = source.platform.identify(url) if source else None
    return (source, identity) if source and identity else None


def _bound(binder: Binder, identity: str, source: Source, found: Record) -> Record | Unreadable:
    try:
        return replace(found, pages=binder.bound(identity, source, found.page))
    except ScrapeError as error:
        return Unreadable(found.path, str(error))


def _records(root: Path) -> Iterator[Record | Unreadable]:
    for wanted in (warc.is_page, warc.is_file):
        for path, name in _files(root):
            if _is_warc(path):
                yield from warc.records(path, name, wanted)
            elif (path.suffix.lower() in files.KINDS) == (wanted is warc.is_file):
                yield _file(path, name)


def _files(root: Path) -> Iterator[tuple[Path, str]]:
    """(path, name below the root) of the files that are read, in order."""
    paths = [path for path in root.rglob("*") if path.is_file()] if root.is_dir() else [root]
    read = (path for path in paths if _is_warc(path) or path.suffix.lower() in HTML | TEXT | files.KINDS.keys())
    for path in sorted(read, key=lambda path: (_published(path), path)):
        yield path, path.relative_to(root).as_posix() if root.is_dir() else path.name


def _published(path: Path) -> date:
    """The day that stands beside a file; one after all others where none does."""
    try:
        return moment_day(_facts(path).get("published", "")) or date.max
    except (OSError, ValueError, RecursionError):
        return date.max


def _is_warc(path: Path) -> bool:
    return path.name.endswith(warc.WARC)


def _address(path: Path) -> str:
    """The address of a file's page, as `_file` finds it; "" for what is no page of a site: it is read as it stands."""
    if path.suffix.lower() not in HTML:
        return ""
    try:
        if stated := _facts(path).get("url"):
            return stated
        with path.open("rb") as stream:
            return _own_url(stream.read(HEAD))
    except (OSError, ValueError, RecursionError):
        return ""


def read(record: Record, choose: Choose = lambda url: None, notices: Notices | None = None) -> Document:
    """Read a record by the source that its address belongs to, else as any article; plain text as it stands.

    Raises `LayoutChanged` or `Illegible`. What the sidecar says stands over what is found. `notices` are those that
    were read before, for the files that they point to.
    """
    try:
        return _read(record, choose, notices or Notices())
    except ScrapeError as problem:
        raise problem if problem.url else type(problem)(record.path, *problem.args[1:]) from problem


def _read(record: Record, choose: Choose, notices: Notices) -> Document:
    if files.kind(record.page):
        notice, title = notices.of(record.page.url, record.path)
        return read_file(record.page, notice, title)
    document = read_pages(choose(record.page.url) or ANYWHERE, record.pages)
    note(record, document, notices)
    return document


def note(record: Record, document: Document, notices: Notices) -> None:
    """Let a record that is read, now or before, be known to the files that it points to."""
    if not _is_plain(record.page):
        notices.add(document, PurePosixPath(record.path).parent)


def read_pages(source: Source, pages: Sequence[Page]) -> Document:
    """Read the pages of a text, from an archive or a site, as a source does; what stands beside them goes before."""
    page, stated = pages[0], _stated(pages[0])
    if _is_plain(page):
        return compose(text_of(page), identity=page.identity, url=page.url, **stated)
    platform = policy_library if policy_library.is_record(page) else source.platform
    return replace(platform.read(source, pages), **stated)


def read_file(page: Page, notice: Document | None, title: str) -> Document:
    """Read a file; what stands beside it goes before. Raises `Illegible`."""
    return replace(attached.read(page, notice, title), **_stated(page))


def _is_plain(page: Page) -> bool:
    return page.headers.get("content-type", "").startswith("text/plain")


def _is_alone(record: Record) -> bool:
    """Whether it is no page of a site, of which there may be more."""
    return _is_plain(record.page) or bool(files.kind(record.page))


def _stated(page: Page) -> dict[str, Any]:
    """What stands beside a page as fields of a document; empty facts say nothing."""
    facts = {name: page.headers.get(f"{BESIDE}{name}") for name in (*WORDS, *DAYS)}
    words = {name: facts[name] for name in WORDS if facts[name]}
    days = {name: moment_day(facts[name] or "") for name in DAYS}
    return words | {name: day for name, day in days.items() if day}


def _file(path: Path, name: str) -> Record | Unreadable:
    try:
        if path.stat().st_size > LARGEST:
            return Unreadable(name, f"larger than {LARGEST} bytes")
        facts = _facts(path)
        if not address.is_sound(facts.get("url", "")):
            return Unreadable(name, f"the url beside it is malformed: {facts['url']!r}")
        if wrong := [fact for fact in DAYS if facts.get(fact) and not moment_day(facts[fact])]:
            return Unreadable(name, f"the {wrong[0]} beside it is no day: {facts[wrong[0]]!r}; write it as 2024-10-14")
        body, written = path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, RecursionError) as error:
        return Unreadable(name, str(error))
    ending = path.suffix.lower()
    url = facts.get("url") or (_own_url(body) if ending in HTML else "")
    kind = "text/plain" if ending in TEXT else files.KINDS.get(ending, "text/html")
    headers = {"content-type": kind} | {f"{BESIDE}{fact}": facts[fact] for fact in (*WORDS, *DAYS) if facts.get(fact)}
    page = Page(identity=url or name, url=url, body=body, headers=headers, fetched_at=written)
    return Record(path=name, pages=(page,)) if body.strip() else Unreadable(name, "the file is empty")


def _own_url(body: bytes) -> str:
    """The address that a saved page gives itself: the browser's note, its canonical link or meta element."""
    markup = decode(body[:HEAD])
    if note := re.search(r"<!-- saved from url=\(\d+\)(https?://\S+) -->", markup[:4000]):
        return note[1]
    tree = parse(re.split("</head|<body", markup, maxsplit=1, flags=re.IGNORECASE)[0])
    link = optional(tree, "link[rel=canonical][href]")
    own = str(link["href"]) if link else meta(tree, "og:url", "Url")
    return own if own.startswith(("http://", "https://")) and address.is_sound(own) else ""


def _facts(path: Path) -> dict[str, str]:
    """What the sidecar says. Raises `ValueError` if it is broken."""
    for sidecar in (path.with_name(path.name + ".json"), path.with_suffix(".json")):
        if sidecar.is_file():
            found = json.loads(sidecar.read_text("utf-8"))
            if not isinstance(found, dict):
                raise ValueError(f"{sidecar.name} holds no JSON object")
            return {str(key): str(value) for key, value in found.items() if value is not None}
    return {}
