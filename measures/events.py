"""Which event a statement comes from: a press conference is told on its day, in the press, and when translated."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from measures.model import Origin

Nearness = Literal["same", "maybe", "other"]
LATE = timedelta(days=75)
"""An official transcript follows its press conference by up to ten weeks."""
PRESS = timedelta(days=2)
"""A report that does not name the day of its event follows it by no more."""


def day_of(origin: Origin) -> date:
    """The day a document speaks of: of its event, else of its publication."""
    return origin.event_date or origin.published or date.min


def nearness(one: Origin, other: Origin) -> Nearness:
    """Do two documents speak of one event?"""
    if one.document == other.document:
        return "same"
    if date.min in (day_of(one), day_of(other)):
        return "maybe"
    apart = abs(day_of(one) - day_of(other))
    if apart <= PRESS:
        return "same"
    return "maybe" if apart <= LATE and not (one.event_date and other.event_date) else "other"


def days(origin: Origin) -> Iterator[date]:
    """The days of the events that a document may tell of: its own, and the last ones before."""
    day = day_of(origin)
    if day != date.min:
        yield from (day - timedelta(days=back) for back in range(PRESS.days + 1))


def months(origin: Origin) -> Iterator[str]:
    """The months of the events that a document may tell of, `LATE` at most before it was published."""
    day = day_of(origin)
    back = 0 if origin.event_date else LATE.days
    if day != date.min:
        yield from sorted({f"{day - timedelta(days=n):%Y-%m}" for n in range(0, back + 1, 15)})
