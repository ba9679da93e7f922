"""One name for what readers name in two ways: the sown area of grain, the investment of railways, sales in yuan."""

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
    subject, aspect = _named(figure.subject, figure.aspect, figure.unit in MONEY)
    figure = _in_series_unit(figure)
    if (subject, aspect) == (figure.subject, figure.aspect):
        return figure
    return replace(figure, subject=subject, aspect=aspect)


def _in_series_unit(figure: Figure) -> Figure:
    """The figure in the unit that its series is kept in: jin of grain are tonnes of it, hectares are mu."""
    unit = in_use().units.get(figure.unit)
    if unit is None or not unit["series_unit"]:
        return figure
    factor = Decimal(unit["series_factor"])
    value_max = None if figure.value_max is None else figure.value_max * factor
    return replace(
        figure, unit=unit["series_unit"], value=figure.value * factor, value_max=value_max, step=figure.step * factor
    )


@remembered
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
