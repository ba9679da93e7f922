"""Reading stored pages again, without Prefect: what would change is told page by page, then it is done, or undone."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flows import shelf
from flows.desk import Desk
from flows.tell import counted
from flows.words import UsageError
from scrapers.archive import ANYWHERE
from scrapers.errors import ScrapeError
from store.errors import StoreError
from store.kept import Selection, Stored
from store.regrouping import Regrouped
from store.rereader import Rereader
from store.rereading import Again, Reread

log = logging.getLogger(__name__)

BATCH = 200
"""Changed documents that are taken in one transaction; measures are told of as they are after all of these."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A page that cannot be read again, and why."""

    page: str
    why: str


Told = Reread | Unread | Regrouped


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of reading pages again, in numbers."""

    pages: int = 0
    changed: int = 0
    unread: int = 0
    added: int = 0
    gone: int = 0
    altered: int = 0
    joined: int = 0
    parted: int = 0
    renamed: int = 0
    ended: int = 0

    def __add__(self, told: Told) -> "Tally":
        """Count one more page or measure."""
        match told:
            case Regrouped():
                return replace(self, **{told.kind: getattr(self, told.kind) + 1})
            case Unread():
                return replace(self, pages=self.pages + 1, unread=self.unread + 1)
            case Reread():
                return replace(
                    self,
                    pages=self.pages + 1,
                    changed=self.changed + bool(told.facts or told.said),
                    added=self.added + len(told.said.added),
                    gone=self.gone + len(told.said.gone),
                    altered=self.altered + len(told.said.altered),
                )

    @property
    def nothing(self) -> bool:
        """Whether all is as it was."""
        return not any((self.changed, self.joined, self.parted, self.renamed, self.ended))

    def __str__(self) -> str:
        counts = (
            (self.added, "statement", "added"),
            (self.gone, "statement", "gone"),
            (self.altered, "statement", "read differently"),
            (self.joined, "measure", "joined to another"),
            (self.parted, "measure", "parted"),
            (self.renamed, "measure", "renamed"),
            (self.ended, "measure", "without a statement left"),
        )
        parts = [f"{counted(number, noun)} {what}" for number, noun, what in counts if number]
        head = f"{counted(self.pages, 'page')} read again, {self.changed or 'none'} otherwise than before"
        tail = [f"{counted(self.unread, 'page')} not readable"] if self.unread else []
        return ", ".join([head, *parts, *tail])


def selected(
    desk: Desk, source: str, days: tuple[date | None, date | None], pages: Sequence[str], limit: int | None
) -> Selection:
    """Which documents are meant. Raises `UsageError` for a source or a page that is not there."""
    if source != ANYWHERE.name:
        desk.chosen([source] if source else None)
    known = {page: desk.store.identities(shelf.names(desk, page)) for page in pages}
    if unknown := [page for page, found in known.items() if not found]:
        raise UsageError(f"no page is stored as {unknown[0]!r}")
    identities = tuple(one for found in known.values() for one in found)
    return Selection(source=source, since=days[0], until=days[1], pages=identities, limit=limit)


@dataclass(frozen=True, slots=True)
class Rereading:
    """One reading again: the documents selected, whether it is applied, and whether anybody is alerted."""

    desk: Desk
    selection: Selection
    apply: bool = False
    alert: bool = False

    def count(self) -> int:
        """How many documents are selected."""
        return self.rereader.count(self.selection)

    @property
    def rereader(self) -> Rereader:
        """The store, which keeps what comes of it or not."""
        return self.desk.store.rereader(keep=self.apply)

    def told(self) -> Iterator[Told]:
        """Yield every page as it is read, changed or not; then the measures that are grouped otherwise.

        Statements take their new reading some documents at a time; what was done stays done if this is not finished.
        """
        batch: list[Again] = []
        seen: set[str] = set()
        for stored in self.rereader.documents(self.selection):
            told, again = self._read(stored)
            yield told
            batch += [again] if again else []
            if len(batch) == BATCH:
                yield from self._take(batch, seen)
                batch.clear()
        yield from self._take(batch, seen)
        yield from self._regroup(seen)

    def _read(self, stored: Stored) -> tuple[Reread | Unread, Again | None]:
        """What reading a document again changes, and what to take if it changes anything."""
        page = stored.document.url or stored.document.identity
        try:
            document = shelf.read(self.desk, self.rereader, stored)
            again = Again(stored.number, stored.version, document, self.desk.statements(document))
        except StoreError:
            raise
        except ScrapeError as problem:
            return Unread(page, str(problem)), None
        except Exception as problem:  # a fault of ours in one page must not end the reading of the others
            log.exception("%s", page)
            return Unread(page, f"{type(problem).__name__}: {problem}"), None
        told = self.rereader.compare(again)
        return told, again if told else None

    def _take(self, batch: list[Again], seen: set[str]) -> Iterator[Regrouped]:
        if not batch:
            return
        taken = self.rereader.take(batch, learn=not self.alert, owe=self.desk.owed)
        if not self.apply:  # what is undone cannot be seen by the next look at these measures
            seen |= taken.measures
        yield from taken.regrouped

    def _regroup(self, seen: set[str]) -> Iterator[Regrouped]:
        for some in self.rereader.regroup(self.selection, seen.__contains__):
            yield from some
