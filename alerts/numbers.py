"""Numbers, money and ranges as readers of English and of Chinese write them.

No figure is rounded: where a scale word would cut digits off, the digits are written out.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from alerts.units import is_measured, unit_name
from alerts.words import WORDS
from measures.model import Figure, Language, Qualifier
from measures.values import RATIOS

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
    written, name = number(value, language), unit_name(unit, language, plural=abs(value) != 1)
    return written + (name if language == "en" or written[-1].isdecimal() else name.lstrip())


def quantity(figure: Figure, language: Language) -> str:
    """Write a figure's value or range with its qualifier: more than 14,600 enterprises, 近1700家."""
    if figure.value_max is None:
        return qualifier(figure, language) + amount(figure.value, figure.unit, language)
    signed = figure.unit in ("percent", "permille")  # 5% to 6%, as "5 to 6%" might be a factor of 5
    low = amount(figure.value, figure.unit, language) if signed else number(figure.value, language)
    high = amount(figure.value_max, figure.unit, language)
    return f"{qualifier(figure, language)}{low} to {high}" if language == "en" else f"{low}至{high}"


def qualifier(figure: Figure, language: Language) -> str:
    """Return the word before the number, with the space English puts after it."""
    return _AT_LEAST[language] if figure.inclusive else _QUALIFIERS[language][figure.qualifier]


def brief(figure: Figure, language: Language) -> str:
    """Write a value next to another of the same unit: English does not repeat what is counted, Chinese does."""
    if language == "zh" or figure.value_max is not None or is_measured(figure.unit):
        return quantity(figure, language)
    return qualifier(figure, language) + number(figure.value, language)


def difference(before: Figure, now: Figure, language: Language) -> str:
    """Write how far a figure moved: +2,600 or 增加2600家; "" where the two cannot be subtracted or do not differ."""
    if before.unit != now.unit or before.value_max is not None or now.value_max is not None:
        return ""
    moved = now.value - before.value
    if not moved:
        return ""
    unit = "percentage_point" if now.unit == "percent" else now.unit
    size = abs(moved)
    written = amount(size, unit, language) if language == "zh" or is_measured(unit) else number(size, language)
    words = WORDS[language]
    about = "" if before.qualifier == now.qualifier == "exact" else words["about"]
    if language == "zh":
        up, down = ("up_by", "down_by") if now.unit in RATIOS else ("more_by", "less_by")
        return words[up if moved > 0 else down].format(about + written)
    return about + words["more_by" if moved > 0 else "less_by"].format(written)


def growth(percent: Decimal, language: Language, *, about: bool) -> str:
    """Write a change in percent of what it was, to a tenth: +21.7% or 增长21.7%; smaller ones to two digits."""
    size = abs(percent)
    written = f"{size:.1f}" if size >= Decimal("0.1") else f"{size:.2g}"
    written = f"{Decimal(written).normalize():,f}%"
    words = WORDS[language]
    word, approximately = words["grown_by" if percent > 0 else "shrunk_by"], words["about"] if about else ""
    return word.format(approximately + written) if language == "zh" else approximately + word.format(written)
