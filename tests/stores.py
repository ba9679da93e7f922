"""Documents, statements and empty stores made for tests of the store and of matching."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from measures.model import Change, Document, Entry, Figure, Initiative, Origin, Page, Period
from store.store import Store


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, start: datetime = datetime(2026, 3, 2, 9, tzinfo=UTC)) -> None:
        self.time = start

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **interval: float) -> None:
        self.time += timedelta(**interval)


def day(text: str) -> Period:
    """2026-03-01, or 2026-01-01/2026-03-31."""
    start, _, end = text.partition("/")
    return Period(date.fromisoformat(start), date.fromisoformat(end or start))


def figure(value: str | int, subject: str = "smart_factory", **fields: Any) -> Figure:
    """A figure, by default a count of factories at the start of its document."""
    as_of = fields.pop("as_of", None)
    start = fields.pop("start", 0)
    defaults: dict[str, Any] = {
        "quote": str(value),
        "start": start,
        "end": start + len(str(value)),
        "sentence_start": 0,
        "sentence_end": 40,
        "unit": "factory",
        "label": subject.replace("_", " "),
        "as_of": day(as_of) if isinstance(as_of, str) else as_of,
    }
    return Figure(value=Decimal(str(value)), subject=subject, **(defaults | fields))


def initiative(*concepts: str, **fields: Any) -> Initiative:
    """An initiative that is recognised by these concepts."""
    start = fields.pop("start", 0)
    defaults: dict[str, Any] = {
        "quote": " ".join(concepts),
        "start": start,
        "end": start + 20,
        "sentence_start": 0,
        "sentence_end": 40,
        "title": " ".join(concepts),
    }
    return Initiative(concepts=frozenset(concepts), **(defaults | fields))


def document(identity: str, published: str = "2026-03-01", text: str = "", **fields: Any) -> Document:
    """A document with a text that says where it comes from."""
    defaults: dict[str, Any] = {
        "url": f"https://news.example/{identity}",
        "title": f"Page {identity}",
        "text": text or f"The text of page {identity}, long enough for a sentence.",
        "paragraphs": (),
        "language": "en",
        "published": date.fromisoformat(published),
    }
    return Document(identity=identity, **(defaults | fields))


def origin(identity: str, published: str = "2026-03-01", **fields: Any) -> Origin:
    """Where statements of `document(identity)` stand."""
    day_ = date.fromisoformat(published)
    return Origin(document=identity, url=f"https://news.example/{identity}", published=day_, **fields)


def page(identity: str, body: bytes = b"<p>page</p>", **headers: str) -> Page:
    """A raw page."""
    return Page(
        identity=identity,
        url=f"https://news.example/{identity}",
        body=body,
        headers=headers,
        fetched_at=datetime(2026, 3, 1, 8, tzinfo=UTC),
    )


def entry(identity: str) -> Entry:
    """A line of a listing."""
    return Entry(identity=identity, url=f"https://news.example/{identity}", title=f"Page {identity}")


def by_document(changes: Iterable[Change]) -> list[list[int]]:
    """The ids of changes, a list a document."""
    found: dict[str, list[int]] = defaultdict(list)
    for change in changes:
        found[change.origin.document].append(change.id)
    return list(found.values())


def gathered(store: Store) -> Store:
    """The store with a message a document of all that is owed in none yet."""
    for channel in store.untold():
        store.gather(channel, lambda waiting: [("event", ids) for ids in by_document(waiting.changes)])
    return store


@cache
def empty() -> bytes:
    """A store with tables and nothing in them; to make them takes longer than to read a few pages."""
    with TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'store.db'}")
        store.migrate()
        store.close()
        return (Path(folder) / "store.db").read_bytes()
