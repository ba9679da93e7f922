"""The year of a page that gives its day without one: from its address, else from the latest past it tells of."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from measures.model import Period
from measures.periods import periods
from measures.tenses import coming
from measures.text import is_chinese, normalise, sentences

_IN_URL = re.compile(r"/(20\d\d)(?=/|-?(?:0\d|1[0-2])(?:/|\d\d/))")
_YEAR = re.compile(r"20\d\d")
_EVENT = re.compile(r"(?<![\d.,—–~至到-])20\d\d(?=[\u4e00-\u9fff])(?![年至到个家万亿元])")
"""The year in the name of an event, which is held in it: 2031世界大数据博览会."""
_GRACE = timedelta(days=31)
"""A day without a year is looked for up to so long before the end of the period that a text tells of."""
_SPRING = 3
"""Up to this month a text that tells of one whole year, and not of the one before it, is taken to be of the next."""


def last_day(url: str, title: str, lines: Sequence[str]) -> date | None:
    """The day near which a day without a year is to be placed (`dating.resolve`); None if nothing tells the year."""
    if filed := _IN_URL.search(url):
        return date(int(filed[1]), 11, 30)
    told = list(_told([title, *lines]))
    parts = [period.end for period in told if not _is_year(period)]
    named = [int(found[0]) for line in lines for found in _EVENT.finditer(line)]
    year = max([*named, *(period.end.year for period in told if _is_year(period))], default=0)
    if not told and not named:
        return None
    if parts and max(parts).year >= year:
        return _year_later(max(parts) - 2 * _GRACE)
    both = any(period.end.year == year - 1 for period in told)
    return date(year, 11, 30) if both else date(year + 1, _SPRING, 1)


def end_of_title(title: str) -> date | None:
    """The last day of the months that a title tells of: a bulletin without a day holds for it."""
    ends = [period.end for period in _told([title]) if not _is_year(period)]
    return max(ends, default=None)


def _told(lines: Sequence[str]) -> Iterator[Period]:
    """The times of up to a year that a text tells of as past, each with its year."""
    for line in lines:
        if not _YEAR.search(line):
            continue
        plain = normalise(line).text
        chinese = is_chinese(plain)
        for start, end in sentences(plain):
            text = plain[start:end]
            ahead = coming(text, chinese=chinese)
            for when in periods(text, None, chinese=chinese):
                if when.role in ("during", "stock") and not any(a <= when.start < b for a, b in ahead):
                    yield from [when.period] if when.period.end - when.period.start < timedelta(days=366) else []


def _is_year(period: Period) -> bool:
    return (period.end - period.start).days > 360


def _year_later(day: date) -> date:
    return day + timedelta(days=365)
