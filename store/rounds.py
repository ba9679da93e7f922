"""The store for those who look after the watch: how it does, and what operators are told of it."""

from collections.abc import Callable, Collection
from datetime import date, datetime

from store import engine, notices, vitals
from store.notices import Condition, Notice, Survey
from store.opened import Opened
from store.vitals import Found, Look, Standing, Trouble


class Rounds(Opened):
    """Notices to operators, and what they are made of."""

    def notices(self, look: Callable[[], Survey], channels: Collection[str] = ()) -> list[Notice]:
        """Write down what has begun and what is over, and owe a message of each to the channels, in one transaction.

        `look` is called while no other writer can change what it sees. Whoever finds the same again, at the same time
        or later, changes nothing. Returns what began or ended.
        """
        with engine.writing(self._engine) as session:
            return notices.settle(session, look(), channels, self._clock())

    def owe_once(self, condition: Condition, channels: Collection[str]) -> Notice | None:
        """Owe a message that stands for itself once for its kind and place; None if it was owed before."""
        with engine.writing(self._engine) as session:
            return notices.owe_once(session, condition, channels, self._clock())

    def notice(self, number: int) -> Notice:
        """Return the notice that a delivery tells of."""
        with engine.reading(self._engine) as session:
            return notices.one(session, number)

    def noticed(self, past: int = 0) -> list[Notice]:
        """Return the notices that are open, and so many that are over, the latest first."""
        with engine.reading(self._engine) as session:
            return notices.listed(session, past)

    # --- how the watch does ---------------------------------------------------------------------------------------

    def standings(self, sources: Collection[str]) -> list[Standing]:
        """How sources stand after their last finished looks."""
        with engine.reading(self._engine) as session:
            return list(vitals.standings(session, sources))

    def looked(self, source: str, since: datetime) -> list[Look]:
        """The looks at a source that began since a time and have ended, in order."""
        with engine.reading(self._engine) as session:
            return list(vitals.looked(session, source, since))

    def finds(self, since: datetime, limit: int) -> list[Found]:
        """The runs that found something since a time, the latest first."""
        with engine.reading(self._engine) as session:
            return vitals.finds(session, since, limit)

    def newest(self, source: str) -> date | None:
        """The latest day on which a source published."""
        with engine.reading(self._engine) as session:
            return vitals.newest(session, source)

    def days(self, source: str, since: date) -> list[date]:
        """The days since one on which a source published, in order."""
        with engine.reading(self._engine) as session:
            return vitals.days(session, source, since)

    def left(self, before: datetime) -> list[Trouble]:
        """Pages listed before a time and not read yet, by source."""
        with engine.reading(self._engine) as session:
            return vitals.left(session, before)

    def refusing(self, failures: int, before: datetime) -> list[Trouble]:
        """Channels that took nothing since a time, and failed so many times in a row."""
        with engine.reading(self._engine) as session:
            return vitals.refusing(session, failures, before)

    def given_up(self) -> list[Trouble]:
        """Messages that are given up, by channel."""
        with engine.reading(self._engine) as session:
            return vitals.given_up(session)

    def missing(self, measures: Collection[str]) -> set[str]:
        """Ids, or first letters of them, that no measure has or ever had."""
        with engine.reading(self._engine) as session:
            return vitals.missing(session, measures)

    def last_look(self, source: str = "") -> datetime | None:
        """When the last look began, at a source or at any."""
        with engine.reading(self._engine) as session:
            return vitals.last_look(session, source)

    def looks(self, since: datetime, source: str = "") -> list[datetime]:
        """When looks began since a time, at a source or at any, in order."""
        with engine.reading(self._engine) as session:
            return vitals.looks(session, since, source)

    def activity(self, since: datetime) -> dict[str, int]:
        """How many looks, pages and messages to readers there were since a time."""
        with engine.reading(self._engine) as session:
            return vitals.activity(session, since)
