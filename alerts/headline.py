"""The news of a change on one line, without what it was before: 14,600 little giants; 软件业务收入同比增长12.1%."""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from alerts.naming import counted, name, named
from alerts.numbers import number, qualifier, quantity
from alerts.words import WORDS
from measures.lexicon import Lexicon
from measures.model import Change, Figure, Language

_ON_YEAR = re.compile(
    r"同比|[上去]年同期|year[- ]on[- ]year|year[- ]over[- ]year|\byoy\b|from a year (?:earlier|ago|before)"
    r"|same (?:period|month|quarter)(?: of)? (?:last year|the previous year|a year)",
    re.I,
)
_GROWTH: Mapping[str, str] = MappingProxyType(
    {"growth_mom": "环比", "growth_annual_avg": "年均", "growth_2y_avg": "两年平均", "growth": ""}
)
"""Aspects of a figure that tell by how much something grew; in Chinese, on what."""


def news(change: Change, language: Language, lexicon: Lexicon) -> str:
    """Return what a change says; an initiative in the words of its page."""
    statement = change.statement
    if not isinstance(statement, Figure):
        return change.title if change.named or not statement.title else statement.title
    if change.named:
        return WORDS[language]["title"].format(change.title, quantity(statement, language))
    if language == "zh":
        return _chinese(change, statement, lexicon)
    line = _english(change, statement, lexicon)
    return line[:1].upper() + line[1:]


def _english(change: Change, figure: Figure, lexicon: Lexicon) -> str:
    """14,600 little giant enterprises (Hunan); else industrial SMEs, year-on-year revenue growth (Hunan): 7.6%."""
    words = named(figure, change.title, "en", lexicon)
    limits = f" ({words.limits})" if words.limits else ""
    if noun := counted(figure, words.called, lexicon):
        told = " ".join(filter(None, (number(figure.value, "en"), noun, words.side)))
        return f"{qualifier(figure, 'en')}{told}{limits}"
    on = "year-on-year " if _grew(figure) == "growth" and _on_year(figure, change) else ""
    measured = ", ".join(filter(None, (words.called, words.side and f"{on}{words.side}")))
    return f"{measured}{limits}: {quantity(figure, 'en')}"


def _chinese(change: Change, figure: Figure, lexicon: Lexicon) -> str:
    """“小巨人”企业：1.46万家; 湖南省软件业务收入同比增长12.1%."""
    role = _grew(figure)
    if not role:
        return f"{name(figure, change.title, 'zh', lexicon)}：{quantity(figure, 'zh')}"
    level = replace(figure, aspect=figure.aspect.removesuffix(role).removesuffix("_") or "total")
    on = _GROWTH[role] or ("同比" if _on_year(figure, change) else "")
    size = replace(
        figure, value=abs(figure.value), value_max=None if figure.value_max is None else abs(figure.value_max)
    )
    verb = "下降" if figure.value < 0 else "增长"
    return f"{name(level, change.title, 'zh', lexicon)}{on}{verb}{quantity(size, 'zh')}"


def _grew(figure: Figure) -> str:
    return next((role for role in _GROWTH if figure.aspect == role or figure.aspect.endswith(f"_{role}")), "")


def _on_year(figure: Figure, change: Change) -> bool:
    """Tell whether growth is on the year before, as its sentence says; without a word of it, readers are told none."""
    return bool(_ON_YEAR.search(change.sentence or figure.quote))
