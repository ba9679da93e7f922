"""The last values of a measure as bars and as a line: one value a time, the best source's; targets told apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from alerts.comparison import time_of
from alerts.numbers import brief
from alerts.times import brief_period
from alerts.words import WORDS
from measures.life import Row, rows
from measures.model import Change, Figure, Language, Period, Point
from measures.times import end, grain

MOST, MOST_TARGETS = 6, 2
"""So many values, and targets, are shown: the last ones."""
_NEAR = 16
"""So many points are looked at to find them: one time may be told by several."""


Kind = Literal["past", "now", "target"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of a series. `width` is 1 to 100, of the greatest; `below`, that the value is negative."""

    label: str
    value: str
    width: int
    kind: Kind
    below: bool = False


@dataclass(frozen=True, slots=True)
class _Value:
    figure: Figure
    time: Period
    kind: Kind


def bars(change: Change, points: Iterable[Point], language: Language) -> tuple[Bar, ...]:
    """Return the values of the series that a figure goes on with, the oldest first; none where there are not two.

    Only values in its unit and for its kind of time can stand beside it: no year beside months.
    """
    values = _values(change, points)
    widest = max((abs(value.figure.value) for value in values), default=Decimal(0)) or Decimal(1)
    return tuple(_bar(value, widest, language) for value in values) if len(values) > 1 else ()


def _bar(value: _Value, widest: Decimal, language: Language) -> Bar:
    figure = value.figure
    return Bar(
        label=_label(value, language),
        value=brief(figure, language),
        width=max(1, round(100 * abs(figure.value) / widest)),
        kind=value.kind,
        below=figure.value < 0,
    )


def _label(value: _Value, language: Language) -> str:
    written = brief_period(value.time, language)
    return WORDS[language]["target_of"].format(written) if value.kind == "target" else written


def _values(change: Change, points: Iterable[Point]) -> list[_Value]:
    mine = Point(change.statement, change.origin, change.kind, change.number)
    told = [value for row in rows([*_near(points, mine), mine]) if (value := _value(row, mine))]
    now = next((value for value in told if value.kind == "now"), None)
    if now is None:
        return []
    fitting = [value for value in told if _stands_beside(value, now)]
    targets = [value for value in fitting if value.kind == "target"]
    return [value for value in fitting if value.kind != "target"][-MOST:] + targets[-MOST_TARGETS:]


def _near(points: Iterable[Point], mine: Point) -> list[Point]:
    """Return the points next to a figure that are counted as it is: to compare all of a long series would take long."""
    others = [point for point in points if not (point.number and point.number == mine.number)]
    alike = [one for one in others if isinstance(one.statement, Figure) and one.statement.unit == _unit(mine)]
    return sorted(alike, key=lambda one: end(time_of(one)))[-_NEAR:]


def _unit(point: Point) -> str:
    return point.statement.unit if isinstance(point.statement, Figure) else ""


def _value(row: Row, mine: Point) -> _Value | None:
    """Return what a row tells: the message's own figure where it is in it, so that both say the same."""
    here = any(point.statement is mine.statement for point in row.points)
    point = mine if here else row.points[0]
    time = time_of(point)
    if not isinstance(point.statement, Figure) or time is None:
        return None
    return _Value(point.statement, time, "target" if row.line == "aimed" else "now" if here else "past")


def _stands_beside(value: _Value, now: _Value) -> bool:
    if value.figure.unit != now.figure.unit:
        return False
    if value.kind == "target":
        return value.time.end > now.time.end
    return value is now or (grain(value.time) == grain(now.time) and value.time.end < now.time.end)


def line(shown: Sequence[Bar], language: Language) -> str:
    """Return a series on one line: 2024: 12,000 → 2025: 14,600; a target behind it, not as its next value."""
    colon = WORDS[language]["colon"]
    values = [f"{bar.label}{colon}{bar.value}" for bar in shown if bar.kind != "target"]
    targets = [f"{bar.label}{colon}{bar.value}" for bar in shown if bar.kind == "target"]
    return WORDS[language]["semicolon"].join((" → ".join(values), *targets)) if shown else ""
