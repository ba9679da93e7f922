"""The index keys of a figure: two that may be of one measure share at least one."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from measures.canonical import canonical
from measures.context import weighed
from measures.events import days, months
from measures.model import Figure, Origin
from measures.names import is_series, series, words
from measures.values import RATIOS, counted, telling_digits


def figure_keys(figure: Figure, origin: Origin | None = None) -> frozenset[str]:
    """The series, and the value: beside each telling word of the subject, and beside the day of the event."""
    figure = canonical(figure)
    by_name = {series(figure)} if is_series(figure) else {f"{series(figure)}|{b:f}" for b in _buckets(figure.value)}
    by_value = {f"v|{unit}|{b:f}|{word}" for unit, b in _values(figure) for word in words(figure.subject)[-3:]}
    on_day = {
        f"e|{day}|{'count' if counted(unit) else unit}|{b:f}"
        for day in (days(origin) if origin else ())
        for unit, b in _values(figure)
    }
    beside = {f"c|{b:f}|{name}" for _, b in _values(figure) for name in _company(figure)}
    by_name |= {f"n|{size}|{word}" for size in _sizes(figure) for word in words(figure.subject)[-3:]}
    return frozenset(by_name | by_value | on_day | beside | set(_in_month(figure, origin) if origin else ()))


def _sizes(figure: Figure) -> Iterator[int]:
    """The sizes between which values lie that are not far from the figure's."""
    if figure.value > 0 and figure.unit not in RATIOS:
        place = figure.value.log10() * 4
        yield from sorted({int((place + reach).to_integral_value(ROUND_FLOOR)) for reach in (REACH, -REACH)})


REACH = Decimal("0.23")
"""Half of the way, in quarters of powers of ten, to a value that another time may have."""


def _company(figure: Figure) -> list[str]:
    """What tells most of what the figure is told with."""
    told = weighed(figure.context)
    return sorted(told, key=lambda name: (-told[name], name))[:COMPANY]


COMPANY = 6
"""So many of them it is found by."""


def _in_month(figure: Figure, origin: Origin) -> Iterator[str]:
    """A value that speaks for itself, beside each month of the event that its document may tell of."""
    for value, unit in ((figure.value, figure.unit), *figure.conversions):
        if unit not in RATIOS and telling_digits(value) >= TELLING:
            told = value.scaleb(TELLING - 1 - value.adjusted()).to_integral_value(ROUND_HALF_UP)
            size = f"{'count' if counted(unit) else unit}|{told:f}e{value.adjusted()}"
            yield from (f"m|{month}|{size}" for month in months(origin))


TELLING = 3
"""So many digits speak for a value whatever it is called."""


def _values(figure: Figure) -> Iterator[tuple[str, Decimal]]:
    """Each unit the figure is given in, with the values it may meet another at."""
    for value, unit in ((figure.value, figure.unit), *figure.conversions):
        yield from ((unit, bucket) for bucket in _buckets(value))


def _buckets(value: Decimal) -> Iterator[Decimal]:
    """The value cut and raised to two digits: 14600 and 15000 meet in 15000."""
    unit = Decimal(1).scaleb(value.adjusted() - 1) if value else Decimal(1)
    for rounding in (ROUND_FLOOR, ROUND_CEILING):
        yield (value / unit).to_integral_value(rounding) * unit
