"""The store for those who correct it by hand."""

from collections.abc import Collection

from measures.model import Measure
from store import correcting, doubts, engine
from store.correcting import Correction
from store.doubts import Doubt
from store.known import Wanted
from store.opened import Opened


class Settled(Opened):
    """Corrections by hand."""

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
