"""A test message: one invented change, in the form that real ones have."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from alerts.render import Alert, alert
from alerts.telling import Telling
from measures.model import Change, Figure, Origin, Period, Point

QUOTE = "This is a test: 12,000 example pilots are open, and nothing has been published."


def trial(telling: Telling) -> Alert:
    """Return a message that says it is a test, told as its readers are told all others."""
    message = alert([_change()], telling)
    return replace(message, title=f"Gongbao test / 测试: {message.title}")


def _change() -> Change:
    start = QUOTE.index("12,000")
    figure = Figure(
        quote="12,000 example pilots",
        start=start,
        end=start + len("12,000 example pilots"),
        sentence_start=0,
        sentence_end=len(QUOTE),
        value=Decimal(12000),
        unit="pilot",
        subject="example_pilot",
        label="example pilots",
        as_of=Period(date(2026, 6, 30), date(2026, 6, 30)),
    )
    before = Point(replace(figure, value=Decimal(10000)), _origin(), "new")
    return Change(
        id=0,
        kind="revised",
        measure="f-test",
        title="example pilots",
        statement=figure,
        origin=_origin(),
        before=before,
    )


def _origin() -> Origin:
    return Origin(document="test", url="https://example.org/test", title="A test of this channel", publisher="Gongbao")
