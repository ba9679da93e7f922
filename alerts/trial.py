"""A test message: one invented change, in the form that real ones have; it says in every form that it is a test."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from alerts.render import Alert, alert
from alerts.telling import Telling
from measures.model import Change, Figure, Language, Origin, Period, Point

_SAID: dict[Language, tuple[str, str, str, str, str]] = {
    "en": (
        "Test message",
        "test pilots",
        "10,000 test pilots",
        "12,000 test pilots",
        "This is a test: 12,000 test pilots are open, and nothing has been published.",
    ),
    "zh": (
        "测试消息",
        "测试试点",
        "1万个测试试点",
        "1.2万个测试试点",
        "这是一条测试消息：已设立1.2万个测试试点，并未发布任何内容。",
    ),
}
"""The title before all, what the figure is called, how it was said before, and how now, in its sentence."""


def trial(telling: Telling) -> Alert:
    """Return a message that says it is a test, told as its readers are told all others."""
    language: Language = "zh" if telling.language == "zh" else "en"
    message = alert([_change(language)], telling)
    test = f"{_SAID[language][0]} · "
    return replace(message, title=test + message.title, short=test + message.short)


def _change(language: Language) -> Change:
    title, called, earlier, quote, sentence = _SAID[language]
    origin = Origin(
        document="test", url="https://example.org/test", title=title, publisher="Gongbao", language=language
    )
    start = sentence.index(quote)
    figure = Figure(
        quote=quote,
        start=start,
        end=start + len(quote),
        sentence_start=0,
        sentence_end=len(sentence),
        value=Decimal(12000),
        unit="pilot",
        subject="test_pilot",
        label=called,
        as_of=Period(date(2026, 6, 30), date(2026, 6, 30)),
    )
    then = Period(date(2025, 12, 31), date(2025, 12, 31))
    before = Point(replace(figure, value=Decimal(10000), quote=earlier, as_of=then), origin, "new")
    return Change(
        id=0,
        kind="revised",
        measure="f-test",
        title=called,
        statement=figure,
        origin=origin,
        sentence=sentence,
        before=before,
    )
