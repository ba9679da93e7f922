"""Where the verb of a Chinese clause stands: behind times, adverbs and phrases, or at its end."""

import re
from collections.abc import Sequence

from measures import grammar_zh as g
from measures.acts import Acts, Verb
from measures.agencies import Mention


def said_last(segment: str, source: str) -> tuple[re.Match[str] | None, str]:
    """Find the verb that ends a segment and the programme, or the terms of one, that stands before it."""
    for pattern, kind, near in (
        (g.INTRANSITIVE, g.PROGRAMME, 14),
        (g.UNDER_WAY, g.PROGRAMME, 4),
        (g.MOVED, g.TERMS, 8),
    ):
        found = pattern.search(segment)
        before = source[: found.start()] if found else ""
        named = kind.search(before[-near:].rstrip())
        if len(before) >= 4 and named and not re.search(r"在|通过", before[-14:]) and not g.PLANNED.match(before):
            return found, before
    return None, ""


def times(text: str, at: int, end: int) -> int:
    while at < end:
        found = g.TIME.match(text, at, end)
        if not found or found.end() == at:
            break
        at = found.end()
        while at < end and text[at] in ",， 、":
            at += 1
    return at


def verb_behind(
    text: str, bounds: tuple[int, int], acts: Acts, bodies: Sequence[Mention], *, anywhere: bool
) -> Verb | None:
    """Find the verb behind adverbs and phrases; a named body may stand farther from its verb."""
    at, end = bounds
    while at < end:
        if put := g.PUT.match(text, at, end):
            into = g.INTO.search(text, put.end(), end)
            return acts.chinese_at(text, into.start()) if into else None
        if verb := acts.chinese_at(text, at):
            return verb if _is_verb(text, verb, acts) else None
        if (stepped := _step(text, at, end)) == at:
            break
        at = stepped
    put = g.PUT.search(text, at, end)
    if put and (into := g.INTO.search(text, put.end(), end)):
        return acts.chinese_at(text, into.start())
    aside = g.ASIDE.search(text[:end])
    if (g.PREPOSITION.match(text, at) and not aside) or anywhere:
        return _later(text, (at, end), acts, bodies)
    return None


def _is_verb(text: str, verb: Verb, acts: Acts) -> bool:
    """Not a noun that looks like the verb: 创新及产业发展, 支持的企业; but 建立和完善."""
    behind = text[verb.end : verb.end + 1]
    if behind and behind in "和与及、":
        return acts.chinese_at(text, verb.end + 1) is not None
    return not behind or behind not in "的性率者"


def _step(text: str, at: int, end: int) -> int:
    found = g.ADVERB.match(text, at, end) or g.TIME.match(text, at, end)
    return found.end() if found else at


def _later(text: str, bounds: tuple[int, int], acts: Acts, bodies: Sequence[Mention]) -> Verb | None:
    at, end = bounds
    for place in range(at + 3, min(end, at + 60)):
        verb = acts.chinese_at(text, place)
        inside = any(m.start <= place < m.end for m in bodies)
        if verb and not inside and verb.end - verb.start > 1 and text[verb.end : verb.end + 1] not in "的、,和与等性率":
            return verb
    return None


def is_aside(segment: str) -> bool:
    """Is this a phrase without a statement of its own: a field, a condition, a list continued?"""
    return len(segment) <= 6 or bool(g.ASIDE.search(segment) and g.PREPOSITION.match(segment))
