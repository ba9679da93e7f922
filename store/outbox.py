"""The store for those who send what is owed."""

from collections.abc import Collection
from datetime import timedelta

from store import deliveries, engine, gathering
from store.deliveries import Delivery
from store.gathering import Compose
from store.opened import Opened


class Outbox(Opened):
    """Deliveries that are owed, sent, given up."""

    def gather(self, channel: str, compose: Compose) -> int:
        """Make messages of what a channel is owed and no message tells yet; returns how many.

        `compose` says which: it must be quick, for other writers wait.
        """
        with engine.writing(self._engine) as session:
            return gathering.gather(session, channel, compose, self._clock())

    def untold(self) -> dict[str, int]:
        """How many changes each channel is owed that no message tells yet."""
        with engine.reading(self._engine) as session:
            return gathering.untold(session)

    def claim(self, limit: int = 10, *, without: Collection[str] = ()) -> list[Delivery]:
        """Lease due deliveries for five minutes, with their changes; no other worker gets them meanwhile.

        Those of the channels in `without` stay owed.
        """
        with engine.writing(self._engine) as session:
            rows = deliveries.claim(session, limit, self._clock(), without)
        with engine.reading(self._engine) as session:
            return [deliveries.delivery(session, row) for row in rows]

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
