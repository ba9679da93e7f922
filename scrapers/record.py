"""What an archive holds: a text as one record, or what could not be read."""

from dataclasses import dataclass

from measures.model import Page

LARGEST = 50_000_000
"""Bytes; a larger file is no page."""
BESIDE = "x-gongbao-"
"""Begins the headers that hold what stands beside a page, as its sidecar says it: known whenever the page is read."""
SOURCE = f"{BESIDE}source"
"""The header with the name of the source that brought a page, where an archive says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A text of an archive, of one page or several.

    `path` is where it (its last page) lies, below the folder that was given.
    """

    path: str
    pages: tuple[Page, ...]

    @property
    def page(self) -> Page:
        """The first page."""
        return self.pages[0]

    @property
    def source(self) -> str:
        """The name of the source that brought it, "" where the archive does not say."""
        return self.page.headers.get(SOURCE, "")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file, or a part of one, that could not be read, and why."""

    path: str
    why: str
