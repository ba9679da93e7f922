"""How far and how much: "5%", "2 percentage points", "10亿元" in rules, and whether a figure reaches it."""

import re
from collections.abc import Iterable
from decimal import Decimal

from alerts.comparison import grows_since_january
from alerts.team import Threshold
from measures.canonical import series_unit
from measures.lexicon import Lexicon
from measures.lexicon.search import HAN
from measures.model import Change, Figure
from measures.numbers import Quantity, quantities
from measures.text import is_chinese, normalise

ADVICE = 'write a number with its unit, like "5%", "2 percentage points", "1000 enterprises", "10亿元"'
_GAP = re.compile(rf"(?<=\d)\s+(?={HAN.pattern})")
_LEAST = ("exact", "over")


def threshold(written: str, lexicon: Lexicon) -> Threshold:
    """Read a quantity as texts write it, in the unit its series is kept in. Raises ValueError saying what to write."""
    text = _GAP.sub("", normalise(written).text.strip())
    found = quantities(text, lexicon.units, (), chinese=is_chinese(text))
    one = found[0] if len(found) == 1 else None
    if one is None or one.start or one.value_max is not None or one.qualifier not in _LEAST:
        raise ValueError(f"{written!r} is no quantity; {ADVICE}")
    unit = _unit(one, text[one.end :].strip(), lexicon)
    if not unit:
        raise ValueError(f"{written!r} does not say of what; {ADVICE}")
    unit, factor = series_unit(unit)
    return Threshold(one.value * factor, unit)


def _unit(quantity: Quantity, rest: str, lexicon: Lexicon) -> str:
    """The unit of a quantity, or the noun of which there are so many; "" where something else follows."""
    if not rest:
        return quantity.unit or quantity.counts
    noun = lexicon.nouns.at(rest, 0)
    countable = noun is not None and noun.end == len(rest) and not quantity.unit
    return (noun.entry["unit"] or noun.id) if noun and countable else ""


def reaches(change: Change, least: Iterable[Threshold]) -> bool:
    """Tell whether a figure is at least one of these in its unit; a range by its upper value."""
    figure = change.statement
    if not isinstance(figure, Figure):
        return False
    highest = figure.value if figure.value_max is None else figure.value_max
    given = dict(_in_series(value, unit) for value, unit in ((highest, figure.unit), *figure.conversions))
    return any(one.unit in given and given[one.unit] >= one.value for one in least)


def moves(change: Change, far: Iterable[Threshold]) -> bool:
    """Tell whether a figure moved from what was known by at least one of these: percent of it, or in its own unit.

    Percentage points measure the way between two percentages. Of a range, the end that moved farther counts.
    A sum since January did not move from that of fewer months.
    """
    now, before = change.statement, change.before.statement if change.before else None
    if not isinstance(now, Figure) or not isinstance(before, Figure) or grows_since_january(change):
        return False
    unit, factor = series_unit(now.unit)
    other, others = series_unit(before.unit)
    if unit != other:
        return False
    steps = [
        (abs(late * factor - early * others), abs(early * others))
        for late, early in zip(_ends(now), _ends(before), strict=True)
    ]
    return any(_is_far(step, base, unit, one) for step, base in steps for one in far)


def _is_far(step: Decimal, base: Decimal, unit: str, least: Threshold) -> bool:
    if not step:
        return False
    if least.unit == "percent":
        return step * 100 >= least.value * base
    if least.unit == "percentage_point":
        return unit in ("percent", "percentage_point") and step >= least.value
    return unit == least.unit and step >= least.value


def _ends(figure: Figure) -> tuple[Decimal, Decimal]:
    return figure.value, figure.value if figure.value_max is None else figure.value_max


def _in_series(value: Decimal, unit: str) -> tuple[str, Decimal]:
    kept, factor = series_unit(unit)
    return kept, value * factor
