"""The store: everything Gongbao remembers, and the only one to say what is new.

    store = Store("sqlite:///gongbao.db"); store.migrate()
    unread = store.due(source, entries) + store.waiting(source)
    recorded = store.record(source, pages, document, statements, owe=channels_for)
    store.gather(channel, compose)
    for delivery in store.claim(10): ...; store.sent(delivery) or store.failed(delivery, "why")

Each method is one transaction. `record` writes pages, document, statements, changes, and to whom these are owed, and
writes nothing when the same text comes again. Writers wait for each other, so two that bring the same page at once
leave the store that one would. Errors are `StoreError`s. Times are aware, in UTC.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import col

from measures.model import Change, ChangeKind, Document, Measure, Page, Point, Statement
from store import background, engine, entries, kept, known, news, pages, recording
from store.background import Background
from store.checks import Health
from store.codec import document_of
from store.correcting import Correction
from store.deliveries import Delivery
from store.desk import Desk
from store.doubts import Doubt
from store.kept import Version
from store.known import Wanted
from store.ledger import Chosen, Line
from store.moving import Owe, nobody
from store.news import News
from store.outbox import Outbox
from store.past import Past
from store.recording import Recorded
from store.rereader import Rereader
from store.rounds import Rounds
from store.settled import Settled
from store.tables import ChangeRow
from store.told import changes_where, published_since
from store.upkeep import Upkeep
from store.waiting import Waiting
from store.watched import Watched

__all__ = [
    "Background",
    "Chosen",
    "Correction",
    "Delivery",
    "Doubt",
    "Health",
    "Line",
    "News",
    "Recorded",
    "Store",
    "Waiting",
    "Wanted",
    "nobody",
]


class Store(Watched, Past, Settled, Outbox, Rounds, Upkeep):
    """What is remembered, in SQLite or PostgreSQL."""

    # --- recording ------------------------------------------------------------------------------------------------

    def record(  # noqa: PLR0913 - pages, document and statements are the three things one reading gives
        self,
        source: str,
        raw: Sequence[Page],
        document: Document,
        statements: Sequence[Statement],
        *,
        entry: str = "",
        learn: bool = False,
        owe: Owe = nobody,
        digest: int | None = None,
    ) -> Recorded:
        """Write what a reading gave and return what is new in it; the same text again changes nothing.

        `entry` is the identity that was asked for, if the page that came has another: both are read now. With
        `learn` changes are stored and nobody is owed anything. `owe` names the channels that want a change.
        With `digest`, the number of a backfill, they are told in the digest that ends it.
        """
        on = self.occasion(learn, digest)
        with engine.writing(self._engine) as session:
            kept_pages = pages.add_all(session, raw)
            for identity in sorted({document.identity, entry or document.identity}):
                entries.settle(session, source, identity, document.complete, on.now)
            row = recording.document(session, source, document, on.now)
            if row is None:
                return Recorded()
            for page in kept_pages:
                page.new_text = True
            desk = Desk(session, row, document.text, on)
            return recording.statements(desk, statements, owe)

    def document(self, identity: str, version: int | None = None) -> Document | None:
        """Return a document in a version, the latest if none is named."""
        with engine.reading(self._engine) as session:
            data = recording.text_of(session, identity, version)
            return document_of(data) if data else None

    def pages(self, identity: str) -> list[Page]:
        """Return every version of a raw page, the first one first."""
        with engine.reading(self._engine) as session:
            return pages.versions(session, identity)

    def kept(self, page: Page) -> Page | None:
        """Return this very version of a text's page as it is kept, if it is."""
        with engine.reading(self._engine) as session:
            return pages.kept(session, page)

    def identities(self, pages: Sequence[str]) -> list[str]:
        """Return the identities of the documents that go by these identities or addresses."""
        with engine.reading(self._engine) as session:
            return kept.identities(session, pages)

    def versions(self, identity: str) -> list[Version]:
        """Return the versions of a document, the first one first."""
        with engine.reading(self._engine) as session:
            return list(kept.versions(session, identity))

    def rereader(self, *, keep: bool) -> Rereader:
        """Return what reads stored pages again; with `keep` False it only shows what would come of it."""
        return Rereader(self._engine, self.occasion, keep=keep)

    # --- looking --------------------------------------------------------------------------------------------------

    def measures(self, wanted: Wanted | None = None) -> Iterator[Measure]:
        """Yield the measures that fit, what is told most often first; a few hundred are in memory at a time."""
        with engine.reading(self._engine) as session:
            yield from known.measures(session, wanted or Wanted())

    def measure(self, prefix: str) -> Measure | None:
        """Find a measure by its id or the first letters of it. Raises `Ambiguous`."""
        with engine.reading(self._engine) as session:
            return known.one(session, prefix)

    def leads(self, prefix: str) -> str | None:
        """Return the id of the measure that an id, or the first letters of one, lead to. Raises `Ambiguous`."""
        with engine.reading(self._engine) as session:
            row = known.standing(session, prefix)
            return row.id if row else None

    def series(self, statements: Collection[int]) -> dict[str, list[Point]]:
        """Return what is known near statements (by number), by their measures: a few dozen points each at most."""
        with engine.reading(self._engine) as session:
            return known.series(session, statements)

    def background(self, measure: Measure) -> Background:
        """Return what stands behind a measure: decisions, what pages took back, what is told beside it, doubts."""
        with engine.reading(self._engine) as session:
            return background.background(session, measure)

    def changes(
        self, since: datetime | None = None, kinds: Sequence[ChangeKind] = (), limit: int | None = None
    ) -> list[Change]:
        """Return changes found since a time, in the order they were found."""
        where: list[ColumnElement[bool]] = []
        if since:
            where.append(col(ChangeRow.at) >= since)
        if kinds:
            where.append(col(ChangeRow.kind).in_(kinds))
        with engine.reading(self._engine) as session:
            return changes_where(session, *where, limit=limit)

    def news(self, since: datetime) -> Iterator[News]:
        """Yield what readings of documents brought since a time, the latest first, without what was only learned."""
        with engine.reading(self._engine) as session:
            yield from news.news(session, since)

    def published_since(self, since: date) -> Iterator[Change]:
        """Yield the news that documents published since a day brought, the latest first; what was learned too."""
        with engine.reading(self._engine) as session:
            yield from published_since(session, since)

    def pulse(self) -> tuple[int, int, int]:
        """Return numbers that are others as soon as something was recorded, or settled by hand."""
        with engine.reading(self._engine) as session:
            return news.pulse(session)

    def counts(self) -> dict[str, int]:
        """How many documents, statements, measures, and changes of each kind there are."""
        with engine.reading(self._engine) as session:
            return known.counts(session)
