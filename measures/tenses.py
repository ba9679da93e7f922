"""Where a sentence speaks of what is to come: there a month without a year lies ahead."""

import re
from collections.abc import Iterator, Sequence

from measures.text import Span, clauses

_EN_COMING = re.compile(
    r"\b(?=[weapgtsivn])"
    r"(?:will|shall|aims?|plans?\sto|expected|targets?|goals?|strive|intends?|vow\w*|going to|next)\b",
    re.I,
)
_EN_PAST = re.compile(r"\b(?:was|were|had|has|have|did|rose|fell|grew|saw|made|built|stood|went|took|[a-z]{3,}ed)\b")
_ZH_COMING = re.compile(r"将|拟|(?<![比按超])计划|力争|目标|预计|有望|下一步")
_ZH_PAST = re.compile(r"已|了|同比|累计|增长|下降|完成(?!率)|为止")


def coming(text: str, *, chinese: bool) -> tuple[Span, ...]:
    """The clauses of a sentence that look ahead, with those beside them that have no tense of their own."""
    ahead, past = (_ZH_COMING, _ZH_PAST) if chinese else (_EN_COMING, _EN_PAST)
    if not ahead.search(text):
        return ()
    found: list[Span] = []
    group: list[Span] = []
    for part in (parts := clauses(text)):
        group.append(part)
        if text[part[1] - 1] in ";；" or part is parts[-1]:
            told = [True if ahead.search(text, *one) else False if past.search(text, *one) else None for one in group]
            found += (one for one, tense in zip(group, _carried(told), strict=True) if tense)
            group = []
    return tuple(found)


def _carried(told: Sequence[bool | None]) -> Iterator[bool]:
    """Whether each clause looks ahead: by its own words, else by those behind it, else by those before it."""
    behind: list[bool | None] = []
    for own in reversed(told):
        behind.append(own if own is not None or not behind else behind[-1])
    before = False
    for own, later in zip(told, reversed(behind), strict=True):
        yield before if later is None else later
        before = before or bool(own)
