"""Binds the numbered pages of one text that lie apart in an archive, as the live site's platform would."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from measures.model import Entry, Page
from scrapers import address
from scrapers.errors import Gone
from scrapers.source import Source


class Shelf:
    """Gets pages from among those that were put on it."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._pages = {address.key(page.url): page for page in pages}

    def get(
        self, url: str, *, params: Mapping[str, str] | None = None, referer: str = "", hosts: Sequence[str] = ()
    ) -> Page:
        """Return the page at `url`. Raises `Gone`."""
        found = self._pages.get(address.key(address.asked(url, params)))
        if found is None:
            raise Gone(url, "not in the archive", "add the page to the archive")
        return found


class Binder:
    """Knows which addresses of an archive belong to one text, and when all of them have come.

    `addresses` are (identity, url) of every record that a source knows, in any order, repetitions included.
    """

    def __init__(self, addresses: Iterable[tuple[str, str]]) -> None:
        self._awaited: Counter[str] = Counter()
        urls: defaultdict[str, set[str]] = defaultdict(set)
        for identity, url in addresses:
            self._awaited[identity] += 1
            urls[identity].add(address.key(url))
        self._awaited = Counter({name: count for name, count in self._awaited.items() if len(urls[name]) > 1})
        self._held: defaultdict[str, list[Page]] = defaultdict(list)

    def holds_back(self, identity: str, page: Page) -> bool:
        """Take a page of a text of several; False for a text of one, or if this is the last of its pages."""
        if identity not in self._awaited:
            return False
        self._held[identity].append(page)
        self._awaited[identity] -= 1
        return self._awaited[identity] > 0

    def bound(self, identity: str, source: Source, page: Page) -> tuple[Page, ...]:
        """All pages of the text that `page` completes, in order. Raises `Incomplete` or `Gone` if one is missing."""
        held = self._held.pop(identity, [])
        if not held:
            return (page,)
        entry = Entry(identity=identity, url=held[0].url)
        return source.platform.gather(source, Shelf(held), entry)
