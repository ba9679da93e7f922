"""Where a sentence speaks of what is to come: there a month without a year lies ahead."""

import re

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
    parts = clauses(text)
    told = [True if ahead.search(text, *part) else False if past.search(text, *part) else None for part in parts]
    return tuple(part for at, part in enumerate(parts) if _tense(text, parts, told, at))


def _tense(text: str, parts: tuple[Span, ...], told: list[bool | None], at: int) -> bool:
    """Whether a clause looks ahead: by its own words, else by those behind it, else by those before it."""
    if (own := told[at]) is not None:
        return own
    after, before = [], []
    for other in range(at, len(parts) - 1):
        if text[parts[other][1] - 1] in ";；":
            break
        after.append(told[other + 1])
    for other in range(at - 1, -1, -1):
        if text[parts[other][1] - 1] in ";；":
            break
        before.append(told[other])
    return next((tense for tense in after if tense is not None), any(before))
