"""The store for those who send what is owed."""

from collections.abc import Collection
from datetime import timedelta

from store import deliveries, engine
from store.deliveries import Delivery
from store.opened import Opened


class Outbox(Opened):
    """Deliveries that are owed, sent, given up."""

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
