"""From the words of a time, as matched, to its days: counted from the day of the text where they leave it open."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from measures.model import Period


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a time without a year is counted from; `year` is the last one named before it."""

    day: date
    year: int | None
    ahead: bool


_MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
YEAR = r"(?:19|20)\d\d"
COUNT = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
OF_YEAR = (
    rf"(?:(?:\s+period)?(?:\s+(?:of|in))?\s+(?P<y>{YEAR}|(?:the\s+)?(?:this|last|next|previous|current|same)\s+year))"
)
_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {word: number for number, word in enumerate(_SMALL)}
_WORDS |= {char: number for number, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
_ORDINALS += " fourteenth fifteenth sixteenth"
_ORDER = {word: number for number, word in enumerate(_ORDINALS.split())}
HAN_NUMBER = "[一二三四五六七八九十]"


def _number(word: str) -> int:
    """A small number in digits, English or Chinese words (十二)."""
    word = word.strip().lower()
    if word.isdigit():
        return int(word)
    if len(word) > 1 and "十" in word:
        tens, _, ones = word.partition("十")
        return _WORDS.get(tens, 1) * 10 + _WORDS.get(ones, 0)
    return _WORDS.get(word) or _ORDER.get(word, 0)


def _month(name: str) -> int:
    return _MONTH_NAMES.index(name[:3].lower()) + 1


def months(year: int, first: int, last: int) -> Period:
    """The months `first` to `last` of a year, whole."""
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _year(word: str | None, clock: Clock) -> int | None:
    """The year a word names; None if it names none."""
    if not word:
        return None
    if digits := re.search(r"\d{4}", word):
        return int(digits.group())
    shift = {"last": -1, "previous": -1, "next": 1, "去": -1, "上": -1, "明": 1, "前": -2, "来": 1}
    return clock.day.year + next((step for key, step in shift.items() if key in word.lower()), 0)


def _placed(clock: Clock, year: int | None, first: int, last: int) -> Period:
    """Months whose year may be open: that of the text, else the nearest to the clock's day on the right side."""
    if year or clock.year:
        return months(year or clock.year or 0, first, last)
    period = months(clock.day.year, first, last)
    if not clock.ahead and period.start > clock.day:
        return months(clock.day.year - 1, first, last)
    if clock.ahead and period.end < clock.day:
        return months(clock.day.year + 1, first, last)
    return period


def _plan(number: int) -> Period:
    return Period(date(1951 + 5 * number, 1, 1), date(1955 + 5 * number, 12, 31))


def en_plan(m: re.Match[str], clock: Clock) -> Period:
    return _plan(_number(re.sub(r"(?:st|nd|rd|th)$", "", m["n"]) if m["n"][0].isdigit() else m["n"]))


def years(m: re.Match[str], clock: Clock) -> Period:
    first, last = int(m["a"]), int(m["b"])
    return Period(date(min(first, last), 1, 1), date(max(first, last), 12, 31))


def en_months(m: re.Match[str], clock: Clock) -> Period:
    return _placed(clock, _year(m["y"], clock), *sorted((_month(m["a"]), _month(m["b"]))))


_SOON = timedelta(days=45)
"""A day without a year that lies so near ahead is that day: travel from 14 January to 22 February, told on the 8th."""


def day_named(m: re.Match[str], clock: Clock) -> Period:
    month = int(m["m"]) if m["m"].isdigit() else _month(m["m"])
    year = _year(m["y"], clock) or clock.year or clock.day.year
    day = date(year, month, int(m["d"]))
    if not m["y"] and not clock.year and not clock.ahead and day > clock.day + _SOON:
        day = day.replace(year=year - 1)
    return Period(day, day)


def en_part(m: re.Match[str], clock: Clock) -> Period:
    """The first seven months, the first three quarters, the first half, the third quarter, Q3, H1."""
    given = m.groupdict()
    year = _year(given["y"], clock)
    if quarter := _number(given.get("q") or ""):
        return _placed(clock, year, quarter * 3 - 2, quarter * 3)
    if half := given.get("h"):
        return _placed(clock, year, *((1, 6) if half.lower() in ("first", "1") else (7, 12)))
    return _placed(clock, year, 1, _number(given["n"]) * (3 if given["unit"].startswith("q") else 1))


def en_month(m: re.Match[str], clock: Clock) -> Period:
    return _placed(clock, _year(m["y"], clock), _month(m["m"]), _month(m["m"]))


def whole_year(m: re.Match[str], clock: Clock) -> Period:
    year = _year(m["y"], clock) or clock.day.year
    return months(year, 1, 12)


def around(m: re.Match[str], clock: Clock) -> Period:
    """The next three years, the past five years: from the clock's day on or back."""
    size = _number(m["n"])
    ahead = m["to"].lower() in ("next", "coming", "following", "未来", "今后", "接下来")
    day = clock.day - timedelta(days=1) if clock.day.month == 2 and clock.day.day == 29 else clock.day
    other = day.replace(year=day.year + (size if ahead else -size))
    return Period(min(day, other), max(day, other))


def within(m: re.Match[str], clock: Clock) -> Period:
    """Within three years, 六个月内: from the clock's day on where what is to come is spoken of, else up to it."""
    size = 6 if m["n"] == "半" else (_number(m["n"]) or 1) * (1 if m["unit"][0] in "个m" else 12)
    index = clock.day.year * 12 + clock.day.month - 1 + (size if clock.ahead else -size)
    year, month = index // 12, index % 12 + 1
    other = date(year, month, min(clock.day.day, calendar.monthrange(year, month)[1]))
    return Period(min(clock.day, other), max(clock.day, other))


def now(m: re.Match[str], clock: Clock) -> Period:
    return Period(clock.day, clock.day)


def relative_month(m: re.Match[str], clock: Clock) -> Period:
    shift = -1 if m["rel"].lower() in ("last", "previous", "上") else 1 if m["rel"].lower() in ("next", "下") else 0
    index = clock.day.year * 12 + clock.day.month - 1 + shift
    return months(index // 12, index % 12 + 1, index % 12 + 1)


def zh_part(m: re.Match[str], clock: Clock) -> Period:
    year = _year(m["y"], clock)
    if m["half"]:
        return _placed(clock, year, *((1, 6) if m["half"] == "上" else (7, 12)))
    if m["q"]:
        quarter = _number(m["q"])
        return _placed(clock, year, quarter * 3 - 2, quarter * 3)
    if m["qs"]:
        return _placed(clock, year, 1, _number(m["qs"]) * 3)
    if m["ms"]:
        return _placed(clock, year, 1, _number(m["ms"]))
    if m["a"]:
        return _placed(clock, year, int(m["a"]), int(m["b"]))
    month = _number(m["m"])
    return _placed(clock, year, month, month)


def zh_plan(m: re.Match[str], clock: Clock) -> Period:
    return _plan(_number(m["n"]))
