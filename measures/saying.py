"""A figure with the place it was said at, which gives it a time where its sentence gives none."""

from dataclasses import dataclass

from measures.canonical import canonical
from measures.model import Figure, Origin, Period, Point


@dataclass(frozen=True, slots=True)
class Saying:
    """A figure as one document says it."""

    figure: Figure
    origin: Origin

    @property
    def time(self) -> Period | None:
        """The time it holds for; where the text gives none, the day of the event, else of the page, as not stated."""
        if self.figure.modality == "target" and self.figure.by:
            return self.figure.by
        day = self.origin.event_date or self.origin.published
        return self.figure.as_of or self.figure.by or (Period(day, day, stated=False) if day else None)


def saying(point: Point) -> Saying | None:
    """The point of a figure, under its canonical name; None for that of an initiative."""
    said = point.statement
    return Saying(canonical(said), point.origin) if isinstance(said, Figure) else None
