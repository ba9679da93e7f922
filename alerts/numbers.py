"""Numbers, money, dates and periods as readers of English and of Chinese write them.

Nothing is rounded: where a scale word would cut digits off, the digits are written out.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

from alerts.units import is_measured, unit_name
from alerts.words import WORDS
from measures.model import Figure, Language, Period, Qualifier

_SCALES: Mapping[Language, tuple[tuple[Decimal, str], ...]] = MappingProxyType(
    {
        "en": ((Decimal(10**12), " trillion"), (Decimal(10**9), " billion"), (Decimal(10**6), " million")),
        "zh": ((Decimal(10**12), "万亿"), (Decimal(10**8), "亿"), (Decimal(10**4), "万")),
    }
)
_DECIMALS: Mapping[Language, int] = MappingProxyType({"en": 3, "zh": 4})
_AT_LEAST: Mapping[Language, str] = MappingProxyType({"en": "at least ", "zh": "至少"})
_QUALIFIERS: Mapping[Language, Mapping[Qualifier, str]] = MappingProxyType(
    {
        "en": {
            "exact": "", "over": "more than ", "about": "about ", "nearly": "nearly ", "under": "under ",
            "up_to": "up to ",
        },
        "zh": {"exact": "", "over": "超过", "about": "约", "nearly": "近", "under": "不足", "up_to": "至多"},
    }
)  # fmt: skip


def number(value: Decimal, language: Language) -> str:
    """Write a number: 14,600 and 2.7 billion, or 1.46万 and 27亿."""
    for scale, word in _SCALES[language]:
        scaled = value / scale
        decimals = -int(scaled.normalize().as_tuple().exponent)
        if abs(scaled) >= 1 and decimals <= _DECIMALS[language]:
            return _digits(scaled, grouped=language == "en") + word
    return _digits(value, grouped=language == "en" or abs(value) >= 10**4)


def _digits(value: Decimal, *, grouped: bool) -> str:
    return f"{value.normalize():{',' if grouped else ''}f}".replace("-", "−")


def amount(value: Decimal, unit: str, language: Language) -> str:
    """Write a number with its unit: 78%, 2.7 billion yuan, 5个百分点."""
    plural = abs(value) != 1
    return number(value, language) + unit_name(unit, language, plural=plural)


def quantity(figure: Figure, language: Language) -> str:
    """Write a figure's value or range with its qualifier: more than 14,600 enterprises, 近1700家."""
    if figure.value_max is None:
        return qualifier(figure, language) + amount(figure.value, figure.unit, language)
    low, high = number(figure.value, language), amount(figure.value_max, figure.unit, language)
    return f"{qualifier(figure, language)}{low} to {high}" if language == "en" else f"{low}至{high}"


def qualifier(figure: Figure, language: Language) -> str:
    """Return the word before the number, with the space English puts after it."""
    return _AT_LEAST[language] if figure.inclusive else _QUALIFIERS[language][figure.qualifier]


def difference(before: Figure, now: Figure, language: Language) -> str:
    """Write how far a figure moved: +2,600 or 增加2600家; "" where the two cannot be subtracted or do not differ."""
    if before.unit != now.unit or before.value_max is not None or now.value_max is not None:
        return ""
    moved = now.value - before.value
    if not moved:
        return ""
    unit = "percentage_point" if now.unit == "percent" else now.unit
    return WORDS[language]["up" if moved > 0 else "down"].format(brief(abs(moved), unit, language))


def brief(value: Decimal, unit: str, language: Language) -> str:
    """Write a number next to another of the same unit: English does not repeat what is counted, Chinese does."""
    return amount(value, unit, language) if language == "zh" or is_measured(unit) else number(value, language)


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


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
