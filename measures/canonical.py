"""One name for what readers name in two ways: the sown area of grain, the investment of railways, sales in yuan."""

import re
from dataclasses import replace
from decimal import Decimal

from measures.lexicon import in_use, remembered
from measures.model import Figure

MONEY = ("yuan", "usd")
_WORTH = {"sales": "sales_revenue", "output": "output_value"}
"""What is counted in money is the worth of the things."""
_PLAIN = ("total", "amount")


def canonical(figure: Figure) -> Figure:
    """The figure under the one name that its subject and aspect have in common with others."""
    figure = _in_series_unit(figure)
    subject, aspect = _renamed(figure.subject, figure.aspect, figure.unit)
    if (subject, aspect) == (figure.subject, figure.aspect):
        return figure
    return replace(figure, subject=subject, aspect=aspect)


@remembered
def _renamed(subject: str, aspect: str, unit: str) -> tuple[str, str]:
    """The subject and the aspect of what is told in a unit that series are kept in."""
    subject, aspect = _named(_plain(subject), aspect, unit in MONEY)
    return subject, _by_unit(subject, _own_part(subject, aspect), unit)


def _in_series_unit(figure: Figure) -> Figure:
    """The figure in the unit that its series is kept in: jin of grain are tonnes of it, hectares are mu."""
    unit, factor = series_unit(figure.unit)
    if unit == figure.unit:
        return figure
    value_max = None if figure.value_max is None else figure.value_max * factor
    return replace(figure, unit=unit, value=figure.value * factor, value_max=value_max, step=figure.step * factor)


@remembered
def series_unit(unit: str) -> tuple[str, Decimal]:
    """The unit that series of this one are kept in, and how much of it one is: a hectare is 15 mu."""
    known = in_use().units.get(unit)
    if known is None or not known["series_unit"]:
        return unit, Decimal(1)
    return known["series_unit"], Decimal(known["series_factor"])


_WEIGHED = {"tonne": "output", "mu": "sown_area"}
"""What is told of a crop, or of what is mined or made by weight, in such units, where no word says more."""
_SAID = {"total": "", "amount": "", "added": "_change", "change": "_change"}


def _by_unit(subject: str, aspect: str, unit: str) -> str:
    """The aspect that a unit shows: so many tonnes of grain are its output, so many more of them its change."""
    known = in_use().subjects.get(subject)
    if unit in _WEIGHED and known is not None and known["unit"] == "tonne" and aspect in _SAID:
        return _WEIGHED[unit] + _SAID[aspect]
    return aspect


def _own_part(subject: str, aspect: str) -> str:
    """A metric without the name of its own subject: the grain output of grain is its output."""
    words = subject.split("_")
    parts = aspect.split("_")
    rest = "_".join(parts[1:])
    return (
        rest
        if parts[0] in words and rest.removesuffix("_growth").removesuffix("_change") in in_use().metrics
        else aspect
    )


_ZH_AROUND = re.compile(
    r"^(?:全国|我国|全省|全市|全区|全县|全球|各地|国内|目前|现有|现|已|共|累计|总计|建成|拥有|开通|有|的)+(?=[\u3400-\u9fff]{2})"
)
"""What stands before a thing and says no more of it: where all of it is, that there is so much of it."""


def _plain(subject: str) -> str:
    """A subject in the text's own Chinese words, without what is around them; that of the lexicon they leave."""
    if subject in in_use().subjects:
        return subject
    plain = _ZH_AROUND.sub("", subject)
    hit = next(iter(in_use().subjects.find(plain)), None) if plain != subject else None
    return hit.id if hit and (hit.start, hit.end) == (0, len(plain)) else plain


def _named(subject: str, aspect: str, money: bool) -> tuple[str, str]:
    """A subject that is a metric of another one gives its metric to the aspect: grain_sown_area, growth."""
    metric = _metric_in(subject)
    rest = _without(metric, aspect) if metric else aspect
    known = in_use().subjects.get(subject)
    whole = (known["of"] if known else "") or (subject[: -len(metric) - 1] if metric else "")
    if metric and whole in in_use().subjects:
        rest = "change" if rest == "added" else rest
        return whole, metric if rest in _PLAIN else f"{metric}_{rest}"
    if money:
        rest = _WORTH.get(rest, rest)
    return subject, "total" if rest in _PLAIN else rest


def _without(metric: str, aspect: str) -> str:
    """The aspect of a metric's own subject: "investment_growth" of investment is its growth."""
    return "total" if aspect == metric else aspect.removeprefix(f"{metric}_")


def _metric_in(subject: str) -> str:
    """The metric that a subject of the lexicon is, by its entry or by the end of its id, the longest one."""
    known = in_use()
    if subject not in known.subjects:
        return ""
    parts = subject.split("_")
    ends = (known.subjects[subject]["metric"], *("_".join(parts[n:]) for n in range(1, len(parts))))
    return next((end for end in ends if end in known.metrics), "")
