"""Stored pages written out as a WARC file, for other tools and for another house."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from flows import shelf
from flows.desk import Desk
from flows.tell import counted
from flows.words import UsageError
from measures.model import Page
from scrapers.warc import WARC
from scrapers.warc_writing import Writer
from store.kept import Selection, Stored
from store.rereader import Rereader


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: documents, the pages that hold them, and documents of which no page is kept."""

    documents: int = 0
    pages: int = 0
    bare: int = 0

    def __str__(self) -> str:
        bare = f"; of {counted(self.bare, 'more document')} only the text is kept: left out" if self.bare else ""
        return f"{counted(self.documents, 'document')} in {counted(self.pages, 'page')} written{bare}"


@dataclass(frozen=True, slots=True)
class Export:
    """Which documents go into a file, with all versions of their pages or the latest alone."""

    desk: Desk
    wanted: tuple[Selection, ...]
    latest: bool = False

    def count(self) -> int:
        """How many documents are selected."""
        return sum(map(self._rereader.count, self.wanted))

    def write(self, path: Path, told: Callable[[Exported], None]) -> Exported:
        """Write the file; it is there when it is complete. Raises `UsageError` for a place that cannot be it."""
        check(path)
        unfinished = path.with_name(f".{path.name}.unfinished")
        try:
            with unfinished.open("wb") as stream:
                packed, software = path.name.endswith(".gz"), f"gongbao {version('gongbao')}"
                done = self._written(Writer(stream, packed=packed, software=software), told)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
        return done

    @property
    def _rereader(self) -> Rereader:
        return self.desk.store.rereader(keep=False)

    def _written(self, writer: Writer, told: Callable[[Exported], None]) -> Exported:
        done, seen = Exported(), set[tuple[str, str]]()
        for selection in self.wanted:
            for stored in self._rereader.documents(selection):
                found = [page for page in self._pages(stored) if (page.identity, page.digest) not in seen]
                seen |= {(page.identity, page.digest) for page in found}
                for page in found:
                    writer.write(page, stored.source)
                done = replace(
                    done,
                    documents=done.documents + bool(found),
                    pages=done.pages + len(found),
                    bare=done.bare + (not found),
                )
                told(done)
        return done

    def _pages(self, stored: Stored) -> Iterator[Page]:
        """The pages of a document, each with its earlier versions before it."""
        for page in shelf.pages(self.desk, self._rereader, stored):
            if not self.latest:
                versions = self.desk.store.pages(page.identity)
                yield from sorted(versions, key=lambda one: (one.fetched_at, one.digest == page.digest))
            else:
                yield page


def check(path: Path) -> None:
    """Raise `UsageError` unless a WARC file can be made here."""
    if not path.name.endswith(WARC):
        raise UsageError(f"{path} does not say that it is a WARC file; call it {path.name}.warc.gz")
    if path.exists():
        raise UsageError(f"{path} is there already; choose another name, or move it away")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"there is no folder {path.absolute().parent}; make it first")
