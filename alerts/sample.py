"""Invented changes of every kind, with which a team's own templates are tried."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from measures.model import Change, Figure, Initiative, Language, Origin, Period, Point

_SENTENCE = "By the end of June, 12,000 example pilots were open, and a third batch will follow next year."
_PAGE = Origin(
    document="sample",
    url="https://example.org/sample",
    title="A sample page",
    publisher="Gongbao",
    published=date(2026, 7, 1),
    event_date=date(2026, 6, 30),
)
_PILOTS = Figure(
    quote="12,000 example pilots",
    start=20,
    end=41,
    sentence_start=0,
    sentence_end=len(_SENTENCE),
    value=Decimal(12000),
    unit="pilot",
    subject="example_pilot",
    label="example pilots",
    as_of=Period(date(2026, 6, 30), date(2026, 6, 30)),
    speaker="A. Speaker",
)
_EARLIER = replace(_PILOTS, value=Decimal(10000), as_of=Period(date(2025, 6, 30), date(2025, 6, 30)))
_BATCH = Initiative(
    quote="a third batch will follow next year",
    start=58,
    end=93,
    sentence_start=0,
    sentence_end=len(_SENTENCE),
    title="A third batch of example pilots",
    actors=("MIIT",),
    timeframe="next year",
    batch=3,
    speaker="A. Speaker",
)


def sample(language: Language) -> tuple[Change, ...]:
    """Return a new figure, one that moved, a correction, a contradiction and two initiatives, said on two pages."""
    page = replace(_PAGE, language=language)
    other = replace(page, document="other", title="Another sample page")
    figure = Change(
        id=1,
        kind="new",
        measure="f-sample",
        title="example pilots",
        statement=_PILOTS,
        origin=page,
        sentence=_SENTENCE,
        post="director of samples",
        run="sample",
    )
    before = replace(figure, before=Point(_EARLIER, other), before_sentence="There were 10,000 example pilots.")
    act = replace(figure, id=5, measure="i-sample", statement=_BATCH, title=_BATCH.title)
    return (
        figure,
        replace(before, id=2, kind="revised", also=(other,), perhaps="f-other"),
        replace(before, id=3, kind="corrected"),
        replace(before, id=4, kind="conflicting", origin=other),
        act,
        replace(act, id=6, kind="revised", before=Point(replace(_BATCH, batch=2, status="ongoing"), other)),
    )


def series() -> dict[str, tuple[Point, ...]]:
    """Return a series of the figure that moved, with a target."""
    goal = replace(_PILOTS, value=Decimal(20000), modality="target", by=Period(date(2030, 12, 31), date(2030, 12, 31)))
    return {"f-sample": (Point(_EARLIER, _PAGE, number=1), Point(goal, _PAGE, number=2))}
