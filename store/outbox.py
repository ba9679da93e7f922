"""The store for those who send what is owed."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from measures.model import Change
from store import deliveries, engine, gathering, ledger, waiting
from store.deliveries import Delivery
from store.gathering import Compose
from store.ledger import Chosen, Line
from store.opened import Opened
from store.tables import DeliveryRow
from store.waiting import Promised, Waiting


class Outbox(Opened):
    """Deliveries that are owed, sent, given up."""

    def gather(self, channel: str, compose: Compose, *, backfill: int | None = None) -> int:
        """Make messages of what a channel is owed and no message tells yet; returns how many.

        What waits for the end of a backfill is left out, or alone is taken where one is named. `compose` says which.
        If another worker makes messages of the same at this moment, none are made here.
        """
        with engine.reading(self._engine) as session:
            found = waiting.waiting(session, channel, self._clock(), backfill)
        messages = list(compose(found)) if found.changes else []
        if not messages:
            return 0
        with engine.writing(self._engine) as session:
            return gathering.make(session, channel, found, messages)

    def untold(self) -> dict[str, int]:
        """How many changes each channel is owed that no message tells yet."""
        with engine.reading(self._engine) as session:
            return waiting.untold(session)

    def promised(self) -> list[Promised]:
        """Return what channels are to be told when a backfill has ended, and are not yet."""
        with engine.reading(self._engine) as session:
            return waiting.promised(session)

    def before(self, channel: str) -> Waiting:
        """Return what a channel was told of late, without what it is owed."""
        with engine.reading(self._engine) as session:
            return waiting.before(session, channel, self._clock())

    def due_channels(self) -> list[str]:
        """Return the channels that something is due for."""
        with engine.reading(self._engine) as session:
            return deliveries.due_channels(session, self._clock())

    def claim(self, limit: int = 10, *, channel: str | None = None) -> list[Delivery]:
        """Lease due deliveries, of all channels or of one, for five minutes; no other worker gets them meanwhile."""
        with engine.writing(self._engine) as session:
            rows = deliveries.claim(session, limit, self._clock(), channel)
        with engine.reading(self._engine) as session:
            return [deliveries.delivery(session, row) for row in rows]

    def divide(self, delivery: Delivery, groups: Sequence[Sequence[int]]) -> bool:
        """Put messages in the place of a leased one that is too long: each tells a group of its changes, by their ids.

        They are sent in this order, each with a key of its own. False if the lease was lost, and nothing was done.
        """
        with engine.writing(self._engine) as session:
            return gathering.divide(session, delivery, groups)

    def sent(self, delivery: Delivery, remark: str = "") -> bool:
        """Note that a channel took the message; False if the lease was lost and another attempt answered.

        A remark is kept in the place of an error: some of its readers were refused.
        """
        with engine.writing(self._engine) as session:
            return deliveries.sent(session, delivery, remark, self._clock())

    def failed(self, delivery: Delivery, error: str, retry_after: float | None = None) -> bool:
        """Note that a channel refused: owed again after a growing wait.

        All that the channel is owed waits for `retry_after` seconds at least. True if this was the last
        attempt: the delivery is dead.
        """
        with engine.writing(self._engine) as session:
            pause = timedelta(seconds=retry_after or 0)
            return deliveries.failed(session, delivery, deliveries.Refusal(error, pause), self._clock())

    def give_up(self, channel: str, reason: str) -> int:
        """Give up what is owed to a channel that is none any more; returns how many messages there were."""
        with engine.writing(self._engine) as session:
            return deliveries.give_up(session, channel, reason, self._clock())

    def retry(self, chosen: Chosen) -> int:
        """Owe messages again that were given up, and now those that failed and wait; returns how many."""
        with engine.writing(self._engine) as session:
            return ledger.retry(session, chosen, self._clock())

    def drop(self, numbers: Sequence[int]) -> int:
        """Give up messages that are owed or dead, for good; returns how many."""
        with engine.writing(self._engine) as session:
            return ledger.drop(session, numbers)

    def lines(self, chosen: Chosen) -> list[Line]:
        """Return messages as lines, the latest first."""
        with engine.reading(self._engine) as session:
            return ledger.lines(session, chosen)

    def unsent(self, channels: Collection[str]) -> list[Change]:
        """Return the changes that any of these channels is owed and has not got: no message tells them, or none yet."""
        with engine.reading(self._engine) as session:
            return waiting.unsent(session, channels)

    def last_sent(self, channels: Collection[str]) -> datetime | None:
        """When any of these channels took a message last."""
        with engine.reading(self._engine) as session:
            return deliveries.last_sent(session, channels)

    def delivery(self, number: int) -> Delivery | None:
        """Return a message by its number."""
        with engine.reading(self._engine) as session:
            row = session.get(DeliveryRow, number)
            return deliveries.delivery(session, row) if row else None

    def deliveries(self, state: str | None = None, limit: int = 100) -> list[Delivery]:
        """Return deliveries in a state (owed, sending, sent, dead), the latest first."""
        with engine.reading(self._engine) as session:
            return deliveries.listed(session, state, limit)
