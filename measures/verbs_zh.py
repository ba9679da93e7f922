"""Where the verb of a Chinese clause stands: behind times, adverbs and phrases, or at its end."""

import re
from collections.abc import Sequence

from measures import grammar_zh as g
from measures.acts import Acts, Verb
from measures.agencies import Mention

_LAST = (
    "印发",
    "发布",
    "出台",
    "启动",
    "实施",
    "公布",
    "上线",
    "开工",
    "揭牌",
    "施行",
    "生效",
    "落地",
    "召开",
    "举行",
    "开通",
    "投用",
    "执行",
    "了",
    "仪式",
    "推进",
    "开展",
    "进行",
    "展开",
    "编制",
    "制定",
    "修订",
)
"""What a segment ends with that has its verb at its end."""
_WHEN = re.compile(r"(?:的)?(?:时间|期间?|期限|日期|地点|方式|对象|电话|邮箱|网址)(?:为|是|从|至|自|[:：]|$)")
_LIGHT = ("加快", "加速", "抓紧", "研究", "组织", "探索")


def said_last(segment: str, source: str) -> tuple[re.Match[str] | None, str]:
    """Find the verb that ends a segment and the programme, or the terms of one, that stands before it."""
    if not segment.endswith(_LAST) and not g.MOVING.search(segment[-22:]):
        return None, ""
    for pattern, kind, near in (
        (g.INTRANSITIVE, g.PROGRAMME, 14),
        (g.UNDER_WAY, g.PROGRAMME, 4),
        (g.MOVED, g.TERMS, 8),
    ):
        found = pattern.search(segment)
        before = source[: found.start()] if found else ""
        named = kind.search(before[-near:].rstrip())
        if len(before) >= 4 and named and not re.search(r"在(?!内)|通过", before[-14:]) and not g.PLANNED.match(before):
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
            return _whole(text, verb, acts) if _is_verb(text, verb, acts) else None
        if (stepped := _step(text, at, end)) == at:
            break
        at = stepped
    put = g.PUT.search(text, at, end)
    if put and (into := g.INTO.search(text, put.end(), end)):
        return acts.chinese_at(text, into.start())
    aside = g.ASIDE.search(text[:end])
    phrase = bool(g.PREPOSITION.match(text, at))
    if (phrase and not aside) or anywhere:
        return _later(text, (at, end), acts, bodies)
    return None


def unnamed(text: str, bounds: tuple[int, int], acts: Acts, *, directive: bool) -> Verb | None:
    """Take what stands behind a word of intent for a verb that the lexicon does not have: 将|深耕|海外市场.

    In a directive any adverb will do: 有序|退出|老旧船舶.
    """
    at, end = bounds
    start = at
    while at < end and (stepped := _step(text, at, end)) != at:
        at = stepped
    meant = (directive and at > start) or g.INTENT.search(text, start, at)
    if not meant or g.PREPOSITION.match(text, at):
        return None
    found = g.OPEN_VERB.match(text, at, end)
    return Verb(acts.unnamed, "base", at, found.end()) if found else None


def _whole(text: str, verb: Verb, acts: Acts) -> Verb:
    """Take 加快|制定 for the second verb: the first says only how."""
    if text[verb.start : verb.end] not in _LIGHT:
        return verb
    second = acts.chinese_at(text, verb.end)
    return second if second and second.end - second.start > 1 and second.act["force"] != "none" else verb


def _is_verb(text: str, verb: Verb, acts: Acts) -> bool:
    """Not a noun that looks like the verb: 创新及产业发展, 支持的企业; but 建立和完善."""
    behind = text[verb.end : verb.end + 1]
    if _WHEN.match(text, verb.end):
        return False
    if behind and behind in "和与及、":
        return acts.chinese_at(text, verb.end + 1) is not None
    return not behind or (
        behind not in "的性率者型员式" and not re.match("业[^务主绩态]", text[verb.end : verb.end + 2])
    )


def _step(text: str, at: int, end: int) -> int:
    found = g.ADVERB.match(text, at, end) or g.TIME.match(text, at, end)
    return found.end() if found else at


def _later(text: str, bounds: tuple[int, int], acts: Acts, bodies: Sequence[Mention]) -> Verb | None:
    """Find the verb behind a phrase; one that describes a noun of the phrase (对违规收集的应用|开展检查) is not it."""
    at, end = bounds
    phrase = bool(g.PREPOSITION.match(text, at))
    described: Verb | None = None
    for place in range(at + 2, min(end, at + 60)):
        verb = acts.chinese_at(text, place)
        inside = any(m.start <= place < m.end for m in bodies)
        if not verb or inside or verb.end - verb.start < 2 or text[verb.end : verb.end + 1] in tuple("的、,和与等性率"):
            continue
        if g.NOMINAL.match(text, verb.end):
            continue
        if not phrase or "的" not in text[verb.end : end]:
            return described if described and end - verb.end < 2 else verb
        described = described or verb
    return described


def is_aside(segment: str) -> bool:
    """Is this a phrase without a statement of its own: a field, a condition, a list continued?"""
    return len(segment) <= 6 or bool(g.ASIDE.search(segment) and g.PREPOSITION.match(segment))
