"""Two points of one series told in one breath: "rose from 300 in 2020 to 900", 从不足三百座增至九百座."""

import re
from dataclasses import dataclass

from measures.scene import Scene, once
from measures.text import Span

_TIME = "\0"
_EN_FROM = re.compile(rf"\bfrom\s(?:(?:just|only|a|an|the|its|{_TIME}(?:'s)?)\s){{0,3}}\Z", re.I)
_EN_TO = re.compile(
    rf"(?:\s(?!to\b)[\w{_TIME}'-]+){{0,5}},?\s(?:in)?to\s(?:(?:a|the|its|currently|{_TIME})\s){{0,3}}\Z", re.I
)
_EN_BACK = re.compile(
    rf"(?:\s[\w{_TIME}-]+){{0,5}},?\s(?:(?P<plain>from)|(?:up|down)\sfrom|(?:as\s)?(?:compared\s(?:with|to)|against|versus))"
    rf"\s(?:(?:just|only|a|the|{_TIME}(?:'s)?)\s){{0,3}}\Z",
    re.I,
)
_ZH_FROM = re.compile(rf"[从由](?:[^，。；、\d]{{0,8}}{_TIME})?(?:[^，。；、\d]{{0,6}}的)?\Z")
_ZH_TO = re.compile(
    rf"[^，。；、\d{_TIME}]{{0,8}}，?[^，。；、\d{_TIME}]{{0,4}}"
    rf"(?:(?:增|升|提|扩|降|减|发展|突破|达|跃|缩|调|攀|涨|跌|拓展|壮大|上|下)[^，。；、\d{_TIME}]{{0,4}}|[到至]|{_TIME}|[到至]{_TIME})[的约近超逾]?(?:超过|突破|接近|不足|不到)?至?\Z"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """The numbers a series went from and to, by index; `lead` is the stretch that tells of the first alone."""

    start: int
    end: int
    lead: Span


@once
def pair_of(scene: Scene, index: int) -> Pair | None:
    """The two points a number is one of; None if it stands alone."""
    for first in (index, index - 1):
        if first >= 0 and first + 1 < len(scene.quantities) and (found := _pair(scene, first)):
            return found
    return None


def _pair(scene: Scene, first: int) -> Pair | None:
    one, other = scene.quantities[first : first + 2]
    if (one.kind, one.unit) != (other.kind, other.unit):
        return None
    edge = scene.left_edge(first)
    left, between = (
        _timeless(scene, (edge, one.start)),
        _timeless(scene, (one.end, other.number_start if scene.chinese else other.start)),
    )
    begin, reach = (_ZH_FROM, _ZH_TO) if scene.chinese else (_EN_FROM, _EN_TO)
    if begin.search(left) and reach.fullmatch(between):
        told = max(scene.text.rfind(word, edge, one.start) for word in ("从", "由", "from"))
        return Pair(first, first + 1, (told, one.end if scene.chinese else other.start))
    back = None if scene.chinese else _EN_BACK.fullmatch(between)
    if back and (not back["plain"] or one.kind not in ("", "classifier")):
        told = max(scene.text.rfind(word, one.end, other.start) for word in ("from", "compared", "against", "versus"))
        return Pair(first + 1, first, (told, scene.right_edge(first + 1)))
    return None


def _timeless(scene: Scene, span: Span) -> str:
    """A stretch of the sentence with a mark for each time in it."""
    text, at = "", span[0]
    for when in scene.times:
        if span[0] <= when.start and when.end <= span[1]:
            text, at = text + scene.text[at : when.start] + _TIME, when.end
    return text + scene.text[at : span[1]]
