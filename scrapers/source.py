"""What a source is: facts about a place that publishes, and the platform whose code reads it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from measures.model import Document, Entry, Language, Page


@dataclass(frozen=True, slots=True)
class Window:
    """A closed interval of publication days: today's check and the archive differ only in this."""

    since: date
    until: date

    def __contains__(self, day: date | None) -> bool:
        """An undated entry is always inside: better read once too often than missed."""
        return day is None or self.since <= day <= self.until


class Fetch(Protocol):
    """Gets pages: from the web (`Web`) or from a folder (`Saved`)."""

    def get(
        self, url: str, *, params: Mapping[str, str] | None = None, referer: str = "", hosts: Sequence[str] = ()
    ) -> Page:
        """Return the page at `url`; `hosts` are those a redirect may lead to beside the URL's own.

        Raises `Unreachable`, `Blocked`, `Refused` or `Gone` (errors.py). `Page.identity` is the URL that was asked for.
        """


class Platform(Protocol):
    """The code behind the sources of one publishing system; a module with these four functions."""

    def walk(self, source: "Source", fetch: Fetch, window: Window) -> Iterator[Entry]:
        """Yield the entries of the listing inside the window; go on to the end of a page, stop at a page all older."""

    def gather(self, source: "Source", fetch: Fetch, entry: Entry) -> tuple[Page, ...]:
        """Fetch the raw pages that hold the entry's text, in order. Raises `Incomplete` if one is missing."""

    def read(self, source: "Source", pages: Sequence[Page]) -> Document:
        """Turn raw pages into a document: a function of their bytes. Raises `LayoutChanged`."""

    def identify(self, url: str) -> str | None:
        """Return the identity that all copies of this page share, or None for an address of another kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place that publishes.

    `first` is the first day of its archive; `silence` the time without a page that is an alarm; `hosts` where its pages
    may stand; `options` the facts only its platform understands (selectors, category ids).
    """

    name: str
    title: str
    language: Language
    publisher: str
    platform: Platform
    start: str
    hosts: tuple[str, ...]
    first: date
    silence: timedelta = timedelta(days=30)
    enabled: bool = True
    options: Mapping[str, str] = field(default_factory=dict)
