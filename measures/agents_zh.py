"""Who acts or speaks in a Chinese clause: bodies, groups of them, the country, a paper, a person already introduced."""

import re
from collections.abc import Collection, Sequence

from measures import grammar_zh as g
from measures.agencies import Mention, mentions
from measures.lexicon import Vocabulary
from measures.verbs_zh import times

_BETWEEN = re.compile(r"[、,和与及以 ]{0,3}(?:国家)?|[^,，]{0,12}[、]")


def agent(text: str, source: str, bounds: tuple[int, int], bodies: Sequence[Mention]) -> tuple[str, int]:
    """Read the bodies that open a clause, with times around them; return them and where the rest starts."""
    start, end = bounds
    at = times(text, start, end)
    first, body = at, ""
    for mention in (m for m in bodies if first <= m.start < min(end, first + 40)):
        gap = text[at : mention.start]
        if not _BETWEEN.fullmatch(gap) or mention.kind == "market":
            break
        at, body = mention.end, text[first : mention.end]
    if not body:
        named = (
            g.GROUPED.match(text, at, end)
            or g.COUNTRY.match(text, at, end)
            or g.PAPER.match(text, at, end)
            or g.LOCAL.match(text, at, end)
        )
        if not named:
            return "", at
        at, body = named.end(), source[at : named.end()]
    tail = g.OFFICE.match(text, at, end)
    return body, tail.end() if tail else at


def speaks(who: str, bodies: Vocabulary | None, people: Collection[str]) -> bool:
    """Is it a body, its paper, its official or a meeting, whose words are acts?"""
    bare = re.sub(r"[\s,，]", "", who)
    known = (
        not bare or bare in people or g.PAPER.search(bare + "提出") or g.LOCAL.fullmatch(bare) or mentions(bare, bodies)
    )
    return bool(known or g.OFFICIAL.search(bare))
