"""The time that a document names once for all it tells: the months of a report, the years of a plan."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from measures.model import Document
from measures.periods import When, periods
from measures.text import is_chinese, normalise, on_one_line, sentences

_BULLETIN = re.compile(r"运行|统计|主要指标|\b(?:performance|operations?|statistic\w*|bulletin)\b", re.I)
_PLAN = re.compile(
    r"计划|方案|规划|纲要|意见|措施|\b(?:plan|program(?:me)?|outline|blueprint|roadmap|guideline)s?\b", re.I
)
_YEAR = timedelta(days=364)


def time_of_all(document: Document) -> When | None:
    """The time of what a document tells without one: that of its title, else of the sentence a report begins with."""
    day = document.reference
    if day is None:
        return None
    named = _named(document.title, day)
    past = [when for when in named if when.role == "during" and when.period.end <= day]
    if len(past) == 1 and (_BULLETIN.search(document.title) or _is_part_of_year(past[0])):
        return past[0]
    ahead = [when for when in named if when.role == "during" and when.period.end > day]
    if len(ahead) == 1 and _PLAN.search(document.title):
        last = ahead[0].period.end.replace(month=1, day=1)
        return replace(ahead[0], period=replace(ahead[0].period, start=last), role="deadline")
    return next((when for when in _led(document, day) if not past), None)


def _named(words: str, day: date) -> tuple[When, ...]:
    plain = normalise(words).text
    return periods(plain, day, chinese=is_chinese(plain))


def _is_part_of_year(when: When) -> bool:
    """Whether it is of months: a year in a title may be but the name of a conference."""
    size = when.period.end - when.period.start
    return timedelta(days=26) < size < _YEAR and not when.since


def _led(document: Document, day: date) -> Iterator[When]:
    """The months that a report of a wire or a ministry opens with; who speaks or orders tells his own."""
    if document.number or any(paragraph.role in ("answer", "question") for paragraph in document.paragraphs):
        return
    lead = next((p for p in document.paragraphs if p.role == "body"), None)
    text = normalise(on_one_line(document.text[lead.start : lead.end])).text if lead else ""
    for start, end in sentences(text)[:1]:
        named = [when for when in _named(text[start:end], day) if when.role == "during" and when.period.end <= day]
        months = [when for when in named if _is_part_of_year(when)]
        yield from months if len(months) == 1 else []
