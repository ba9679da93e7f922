"""Where and by what means a figure holds: places, sources of money, the whole that a share is taken of."""

import re

from measures.aspects import ZH_WHOLE
from measures.bases import bases
from measures.lexicon import Hit
from measures.phrases import phrase_after, slug
from measures.places import places_of
from measures.scene import Scene, within
from measures.shares import is_whole
from measures.thing import Counted


def share_scope(read: Scene, index: int) -> str:
    """What a share is a share of, or lies in, where the lexicon knows it."""
    quantity = read.quantities[index]
    start, end = read.clause(quantity.number_start)
    end = min(read.right_edge(index), end)
    hits = within(read.scopes, max(start, read.left_edge(index)), end)
    hits = [hit for hit in hits if hit.entry["kind"] in ("place", "field")]
    whole = _whole(read, index, end)
    return hits[0].id if hits else whole.id if whole else _whole_in_words(read, index)


def _whole_in_words(read: Scene, index: int) -> str:
    """The whole by its own name: 80%以上的|城镇就业, "92 percent of | enterprises"."""
    if not is_whole(read, index):
        return ""
    match = _OF.match(read.text, read.quantities[index].end)
    start, end = phrase_after(read, match.end() - (not read.chinese)) if match else (0, 0)
    words = read.text[start : min(end, read.right_edge(index))].rstrip("和及与")
    end = start + len(words)
    named = [hit for hit in within(read.metrics, start, end + 1) if hit.end >= end]
    return named[0].id if named else slug(words)


_OF = re.compile(r"的|\sof\s(?:the\s|all\s|China's\s|its\s)?")
_PREDICATE = re.compile(
    r"(?:的?[^，。；、]{0,6}?(?:企业|项目|产品|地区|城市))?(?:主要)?(?:属于|来自|分布在|分布于|位于|集中在|从事|深耕|聚焦|为|是|实现|预计|认为|表示|具备|拥有|在)"
    r"(?P<zh>[^，。；、\d]{2,14})"
    r"|[^,;.]{0,60}?\b(?:are|is|were|was|have|has|had|come|came|belong\sto|operate|work|expect\w*|plan\w*|use[sd]?|run)\s"
    r"(?:(?:in|from|of|the|a|an|been|now|already|engaged|located|based)\s)*(?P<en>[\w-]+(?:\s(?!and\b|or\b|in\b)[\w-]+){0,2})"
)


def part_told(read: Scene, index: int) -> str:
    """What is said of the part that a share is: "85 percent are | private", 六成企业属于|工业基础领域."""
    match = _PREDICATE.match(read.text, read.quantities[index].end, read.right_edge(index))
    return slug(match["zh"] or match["en"]) if match else ""


def _whole(read: Scene, index: int, end: int) -> Hit | None:
    """The subject a share is taken of: 占移动电话用户的30.3%."""
    quantity = read.quantities[index]
    if read.chinese:
        lead = ZH_WHOLE.search(read.text, read.left_edge(index), quantity.start)
        hits = within(read.subjects, lead.start(), quantity.start) if lead else []
    else:
        hits = within(read.subjects, quantity.end, end) if is_whole(read, index) else []
    return hits[0] if hits else None


def scope_of(read: Scene, index: int, thing: Counted, aspect: str) -> str:
    """Where and by what means: a province, the central budget, per enterprise. Empty for the whole country."""
    quantity = read.quantities[index]
    clause = read.clause(quantity.number_start)
    left = within(read.scopes, 0, quantity.number_start)
    near = [hit for hit in left if hit.start >= max(clause[0], read.left_edge(index))]
    parts = [hit.id for hit in near if hit.entry["kind"] == "basis" and _is_basis(hit, aspect)]
    if thing.unit != "yuan":
        edge = 0 if aspect == "supported" else read.left_edge(index)
        parts += [hit.id for hit in left if hit.entry["kind"] == "instrument" and hit.start >= edge][-1:]
    parts += [hit.id for hit in left if hit.entry["kind"] == "owner" and hit.start >= clause[0]][:1]
    parts += _holder(read, index, thing)
    parts += places_of(read, index, thing)
    parts += _level(read, index, thing)
    parts += bases(read, index, aspect, thing.subject)
    return "_".join(dict.fromkeys(part for part in parts if part not in thing.subject))


def _is_basis(hit: Hit, aspect: str) -> bool:
    """Whether a way of counting is no part of the aspect already: an average annual growth is not annual."""
    return hit.id != "cumulative" and not (hit.id == "annual" and "growth" in aspect)


_HOLDS = re.compile(
    r"拥有|持有|\b(?:own|owns|owned|hold|holds|held|possess\w*|(?:had|have|has)(?!\s(?:been|now|since|already|\w+(?:ed|n))\b))\b"
)


def _holder(read: Scene, index: int, thing: Counted) -> list[str]:
    """Who has the things that are counted: 示范工厂平均拥有机器人35台."""
    if thing.span is None or read.quantities[index].kind not in ("", "classifier"):
        return []
    hits = within(read.subjects, read.left_edge(index), thing.span[0])
    held = [hit for hit in hits if hit.id != thing.subject and _HOLDS.search(read.text, hit.end, thing.span[1])]
    return [held[-1].id] if held else []


_BRACKETED = re.compile(r"\([^()]*\)")


def _level(read: Scene, index: int, thing: Counted) -> list[str]:
    """ "provincial", if said of the thing itself, and not true of all: not of its neighbours, nor in a bracket."""
    quantity = read.quantities[index]
    start = max(read.left_edge(index), read.clause(quantity.number_start)[0])
    behind = thing.span is not None and thing.span[0] >= quantity.end
    span = (
        (quantity.end, read.right_edge(index))
        if behind
        else (read.text.rfind("、", start, quantity.start) + 1 or start, quantity.start)
    )
    asides = [match.span() for match in _BRACKETED.finditer(read.text)]
    hits = [hit for hit in within(read.scopes, *span) if hit.id == "provincial"]
    known = read.lexicon.subjects.get(thing.subject)
    own = known["level"] if known else ""
    return [hit.id for hit in hits if hit.id != own and not any(a < hit.start < b for a, b in asides)][:1]
