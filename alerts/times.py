"""Days and periods as readers of English and of Chinese write them."""

from datetime import date, timedelta

from alerts.words import WORDS
from measures.model import Language, Period

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def when(value: Period, language: Language) -> str:
    """Write the time of a figure: as of 30 June 2024, in June 2024, from January to September 2024."""
    written = period(value, language)
    single = value.start == value.end
    word = "on_day" if single else "over_time" if " to " in written else "in_time"
    return WORDS[language][word].format(written)


def day(value: date, language: Language) -> str:
    """Write a day: 30 June 2024 or 2024年6月30日."""
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def period(value: Period, language: Language) -> str:
    """Write a period in its shortest form: 30 June 2024, January to September 2024, 2024年1月至9月."""
    if value.start == value.end:
        return day(value.start, language)
    ends = (value.end + timedelta(days=1)).day == 1
    if value.start.day != 1 or not ends:
        return _range(day(value.start, language), day(value.end, language), language)
    if (value.start.month, value.end.month) == (1, 12):
        return _years(value, language)
    return _months(value, language)


def brief_period(value: Period, language: Language) -> str:
    """Write a period as narrow as a chart needs it: 30 Jun 2024, Jan–Sep 2024, 2024年1—9月."""
    written = period(value, language)
    if language == "zh":
        return written.replace("月至", "—").replace("年至", "—") if value.start.year == value.end.year else written
    for month in _MONTHS:
        written = written.replace(month, month[:3])
    return written.replace(" to ", "–")


def _years(value: Period, language: Language) -> str:
    year = "年" if language == "zh" else ""
    first, last = f"{value.start.year}{year}", f"{value.end.year}{year}"
    return first if first == last else _range(first, last, language)


def _months(value: Period, language: Language) -> str:
    first, last = _month(value.start, language), _month(value.end, language)
    if first == last:
        return first
    if value.start.year != value.end.year:
        return _range(first, last, language)
    if language == "zh":
        return _range(first, f"{value.end.month}月", language)
    return _range(_MONTHS[value.start.month - 1], last, language)


def _month(value: date, language: Language) -> str:
    return f"{value.year}年{value.month}月" if language == "zh" else f"{_MONTHS[value.month - 1]} {value.year}"


def _range(first: str, last: str, language: Language) -> str:
    return f"{first}至{last}" if language == "zh" else f"{first} to {last}"
