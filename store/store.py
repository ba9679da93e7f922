"""The store: everything Gongbao remembers, and the only one to say what is new.

    store = Store("sqlite:///gongbao.db"); store.migrate()
    unread = store.due(source, entries) + store.waiting(source)
    recorded = store.record(source, pages, document, statements, owe=channels_for)
    for delivery in store.claim(10): ...; store.sent(delivery) or store.failed(delivery, "why")

Each method is one transaction. `record` writes pages, document, statements, changes and owed deliveries together, and
writes nothing when the same text comes again. Writers wait for each other, so two that bring the same page at once
leave the store that one would. Errors are `StoreError`s. Times are aware, in UTC.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import col

from measures.model import Change, ChangeKind, Document, Entry, Measure, Page, Statement
from store import checks, correcting, deliveries, doubts, engine, entries, index, known, pages, recording, schema
from store.checks import Health
from store.codec import document_of
from store.correcting import Correction
from store.deliveries import Delivery
from store.desk import Desk
from store.doubts import Doubt
from store.known import Wanted
from store.moving import Owe, nobody
from store.recording import Recorded
from store.tables import ChangeRow

__all__ = ["Correction", "Delivery", "Doubt", "Health", "Recorded", "Store", "Wanted", "nobody"]


def utc_now() -> datetime:
    """The time now."""
    return datetime.now(UTC)


class Store:
    """What is remembered, in SQLite or PostgreSQL."""

    def __init__(self, url: str, *, clock: Callable[[], datetime] = utc_now) -> None:
        """Open the store at a database URL; `migrate` must have run once. Raises `WrongAddress`."""
        self._clock = clock
        self._url = engine.address(url)
        self._engine = engine.connect(self._url)

    def migrate(self) -> None:
        """Bring the tables to this program's version; makes them in an empty database. Raises `SchemaTooNew`."""
        engine.make_folder(self._url)
        schema.upgrade(self._engine)
        with engine.writing(self._engine) as session:
            index.fill(session)

    def check(self) -> None:
        """Raise `SchemaOutdated`, `SchemaTooNew` or `Unreachable` if the store cannot be worked with."""
        schema.check(self._engine)

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()

    # --- reading of sources ---------------------------------------------------------------------------------------

    def due(
        self,
        source: str,
        listed: Sequence[Entry],
        *,
        revisit: bool = False,
        silent: bool = False,
        tell: bool = False,
    ) -> list[Entry]:
        """Return the listed entries to be read now: never read, waiting to fill in, or failed and due again.

        With `revisit` also those that were read a while ago, a few times, to see what has been corrected. With
        `silent` entries listed for the first time are history, whoever reads them; with `tell` none of these is.
        """
        terms = entries.Terms(revisit, silent, tell)
        with engine.writing(self._engine) as session:
            return entries.due(session, source, listed, self._clock(), terms)

    def waiting(self, source: str) -> list[Entry]:
        """Return entries that are due whether or not a listing still shows them."""
        with engine.reading(self._engine) as session:
            return entries.waiting(session, source, self._clock())

    def is_silent(self, source: str, identity: str) -> bool:
        """Whether an entry was listed as history, and has not been read until now."""
        with engine.reading(self._engine) as session:
            return entries.is_silent(session, source, identity)

    def seen(self, identity: str) -> bool:
        """Has this page been read completely, from whatever source, or dropped for good?"""
        with engine.reading(self._engine) as session:
            return entries.seen(session, identity)

    def fail(self, source: str, entry: Entry, error: str, *, gone: bool = False, final: bool = False) -> None:
        """Note that an entry could not be read; it is due again after 10 minutes, then ever later, a day at most.

        One that is `gone` five times running, over 20 hours, or `final` once, is never asked for again. What was read
        stays read, and is looked at again a day later.
        """
        with engine.writing(self._engine) as session:
            entries.fail(session, source, entry, error, self._clock(), gone=gone, final=final)

    def keep(self, page: Page) -> None:
        """Keep the latest version of a listing page; earlier ones go, and listings not fetched for a month."""
        with engine.writing(self._engine) as session:
            pages.replace(session, page)

    def remembered(self, url: str) -> Page | None:
        """Return the latest page kept for a URL, with the validators for a conditional request."""
        with engine.reading(self._engine) as session:
            return pages.latest(session, url)

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
    ) -> Recorded:
        """Write what a reading gave and return what is new in it; the same text again changes nothing.

        `entry` is the identity that was asked for, if the page that came has another: both are read now. With
        `learn` changes are stored and nobody is owed anything. `owe` names the channels that want a change.
        """
        moment = self._clock()
        with engine.writing(self._engine) as session:
            pages.add_all(session, raw)
            for identity in sorted({document.identity, entry or document.identity}):
                entries.settle(session, source, identity, document.complete, moment)
            row = recording.document(session, source, document, moment)
            if row is None:
                return Recorded()
            desk = Desk(session, row, document.text, moment, learn)
            return recording.statements(desk, statements, owe)

    def document(self, identity: str, version: int | None = None) -> Document | None:
        """Return a document in a version, the latest if none is named."""
        with engine.reading(self._engine) as session:
            data = recording.text_of(session, identity, version)
            return document_of(data) if data else None

    def versions(self, identity: str) -> list[Page]:
        """Return every version of a raw page, the first one first."""
        with engine.reading(self._engine) as session:
            return pages.versions(session, identity)

    # --- looking --------------------------------------------------------------------------------------------------

    def measures(self, wanted: Wanted | None = None) -> Iterator[Measure]:
        """Yield the measures that fit, by id; a few hundred are in memory at a time."""
        with engine.reading(self._engine) as session:
            yield from known.measures(session, wanted or Wanted())

    def measure(self, prefix: str) -> Measure | None:
        """Find a measure by its id or the first letters of it. Raises `Ambiguous`."""
        with engine.reading(self._engine) as session:
            return known.one(session, prefix)

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
            return known.changes(session, *where, limit=limit)

    def counts(self) -> dict[str, int]:
        """How many documents, statements, measures, and changes of each kind there are."""
        with engine.reading(self._engine) as session:
            return known.counts(session)

    # --- corrections by hand --------------------------------------------------------------------------------------

    def merge(self, one: str, other: str) -> list[Measure]:
        """Settle that two measures, by the first letters of their ids, are one; returns it.

        Raises `Ambiguous` and `Refused`, as all corrections do. They hold for what is read later, and the later word
        counts; nobody is alerted.
        """
        with engine.writing(self._engine) as session:
            return correcting.merge(session, (one, other), self._clock())

    def part(self, one: str, other: str) -> list[Measure]:
        """Settle that two measures are two, and stay so."""
        with engine.writing(self._engine) as session:
            return correcting.part(session, (one, other), self._clock())

    def split(self, measure: str, statements: Collection[int]) -> list[Measure]:
        """Settle that some statements of a measure, by their numbers, are another one; returns both."""
        with engine.writing(self._engine) as session:
            return correcting.split(session, measure, statements, self._clock())

    def rename(self, measure: str, title: str) -> list[Measure]:
        """Give a measure a name."""
        with engine.writing(self._engine) as session:
            return correcting.rename(session, measure, title, self._clock())

    def corrections(self) -> list[Correction]:
        """Return what was settled by hand, the last first."""
        with engine.reading(self._engine) as session:
            return list(correcting.corrections(session))

    def undo(self, number: int) -> list[Measure]:
        """Forget a correction, as if it had never been made; returns the measures that it spoke of."""
        with engine.writing(self._engine) as session:
            return correcting.undo(session, number, self._clock())

    def doubts(self, wanted: Wanted | None = None) -> list[Doubt]:
        """Return pairs of measures that may be the same and that nobody settled; one of each fits what is wanted."""
        with engine.reading(self._engine) as session:
            return list(doubts.doubts(session, wanted or Wanted()))

    # --- looks at a source ----------------------------------------------------------------------------------------

    def started(self, source: str) -> int:
        """Note that a look at a source begins; returns its number for `finished`."""
        with engine.writing(self._engine) as session:
            return checks.start(session, source, self._clock())

    def finished(self, check: int, outcome: str, message: str = "", **counts: int) -> None:
        """Note how it ended (ok, partial, empty, blocked, unreachable, layout or error) and what was counted."""
        ending = checks.Ending(outcome, counts, message)
        with engine.writing(self._engine) as session:
            checks.finish(session, check, ending, self._clock())

    def last_good(self, source: str) -> datetime | None:
        """When the last look that went well began; None means that the first one has to learn."""
        with engine.reading(self._engine) as session:
            return checks.last_good(session, source)

    def health(self) -> list[Health]:
        """How every source does that was ever looked at."""
        with engine.reading(self._engine) as session:
            return list(checks.health(session))

    # --- deliveries -----------------------------------------------------------------------------------------------

    def claim(self, limit: int = 10, *, without: Collection[str] = ()) -> list[Delivery]:
        """Lease due deliveries for five minutes, with their changes; no other worker gets them meanwhile.

        Those of the channels in `without` stay owed.
        """
        with engine.writing(self._engine) as session:
            return deliveries.claim(session, limit, self._clock(), without)

    def sent(self, delivery: Delivery) -> bool:
        """Note that a channel took the message; False if the lease was lost and another attempt answered."""
        with engine.writing(self._engine) as session:
            return deliveries.sent(session, delivery, self._clock())

    def failed(self, delivery: Delivery, error: str, retry_after: float | None = None) -> bool:
        """Note that a channel refused: owed again after a growing wait.

        All that the channel is owed waits for `retry_after` seconds at least. True if this was the last
        attempt: the delivery is dead.
        """
        with engine.writing(self._engine) as session:
            pause = timedelta(seconds=retry_after or 0)
            return deliveries.failed(session, delivery, deliveries.Refusal(error, pause), self._clock())

    def revive(self, channel: str | None = None) -> int:
        """Owe the dead deliveries again, all or those of a channel; returns how many there were."""
        with engine.writing(self._engine) as session:
            return deliveries.revive(session, channel, self._clock())

    def deliveries(self, state: str | None = None, limit: int = 100) -> list[Delivery]:
        """Return deliveries in a state (owed, sending, sent, dead), the latest first."""
        with engine.reading(self._engine) as session:
            return deliveries.listed(session, state, limit)
