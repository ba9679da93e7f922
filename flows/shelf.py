"""Pages that are kept, read again as they were read at first: their source gets them from the store, not the web."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flows.desk import Desk
from measures.model import Document, Entry, Page
from scrapers import address, archive, files
from scrapers.archive import ANYWHERE
from scrapers.errors import Gone, ScrapeError
from scrapers.platforms import article
from scrapers.source import Source
from store.kept import Stored
from store.rereader import Rereader


@dataclass(frozen=True, slots=True)
class Shelf:
    """Gets pages out of the store, under the address that they were asked for or came from, by http or https."""

    rereader: Rereader

    def get(
        self, url: str, *, params: Mapping[str, str] | None = None, referer: str = "", hosts: Sequence[str] = ()
    ) -> Page:
        """Return the page at `url`. Raises `Gone`."""
        found = self.find(address.asked(url, params) if "://" in url else url)
        if found is None:
            raise Gone(url, "the page is not kept", "read it with `gongbao backfill`")
        return found

    def find(self, url: str) -> Page | None:
        """The page at `url`, if one is kept."""
        return self.rereader.page(both(url))


def both(url: str) -> tuple[str, ...]:
    """An address by http and by https; whatever else it is, as it stands."""
    scheme, mark, rest = url.partition("://")
    return (f"http://{rest}", f"https://{rest}") if mark and scheme in ("http", "https") else (url,)


def names(desk: Desk, page: str) -> tuple[str, ...]:
    """What a page may be stored under: its address, and the identity that all its copies share."""
    source = desk.source_of(page)
    identified = (source.platform.identify(page) if source else None, article.identify(page))
    return tuple(dict.fromkeys([*both(page), *filter(None, identified)]))


def read(desk: Desk, rereader: Rereader, stored: Stored) -> Document:
    """Read the raw pages of a stored document; where none is kept, it says what it said.

    Raises `ScrapeError` for what today's reader cannot read, or where a page of several is not kept.
    """
    shelf, former = Shelf(rereader), stored.document
    first = shelf.find(former.url or former.identity)
    if first is None:
        return former
    return replace(_read(desk, shelf, stored, first), identity=former.identity)


def pages(desk: Desk, rereader: Rereader, stored: Stored) -> tuple[Page, ...]:
    """The raw pages of a stored document in order, or what is kept of them; none, if its text alone is."""
    shelf, former = Shelf(rereader), stored.document
    first = shelf.find(former.url or former.identity)
    if first is None:
        return ()
    try:
        return (first,) if files.kind(first) else _gathered(_source(desk, stored), shelf, former)
    except ScrapeError:
        return (first,)


def _read(desk: Desk, shelf: Shelf, stored: Stored, first: Page) -> Document:
    former = stored.document
    if files.kind(first):
        notice = desk.store.document(stored.notice) if stored.notice else None
        return archive.read_file(first, notice or former, stored.title if notice else former.title)
    source = _source(desk, stored)
    return archive.read_pages(source, _gathered(source, shelf, former))


def _source(desk: Desk, stored: Stored) -> Source:
    return desk.sources.get(stored.source) or desk.source_of(stored.document.url) or ANYWHERE


def _gathered(source: Source, shelf: Shelf, former: Document) -> tuple[Page, ...]:
    entry = Entry(identity=former.identity, url=former.url or former.identity)
    return source.platform.gather(source, shelf, entry)
