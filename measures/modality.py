"""Whether a figure is so, is planned, or is aimed at."""

import re
from collections.abc import Sequence
from functools import lru_cache

from measures.model import Modality
from measures.numbers import Quantity
from measures.pairs import pair_of
from measures.scene import Scene
from measures.text import Span

# The English signs are looked for in small letters: that is faster than to search in any case.
_EN_TARGET = re.compile(
    r"\b(?=[a-z])(?:aims?\sto|aiming|aimed|(?:the|an)\saim\sof|goals?|targets?|targeted|striv\w+|expected\sto|expects?\sto|is\sexpected|projected|forecast|on\strack\sto|seeks?\sto|hopes?\sto|wants?\sto|calls?\sfor|in\sorder\sto\sreach|should\s(?:reach|exceed|have|be)|is\sestimated\sto|anticipated)\b",
)
_GOAL_IS = re.compile(
    r"\b(?:goals?|targets?)\b[^;.]{0,60}?\b(?:are|is|was|were|include[sd]?)\b"
    r"(?!\s(?:been|achieved|met|reached|hit|exceeded|fulfilled))",
)
_EN_PLANNED = re.compile(
    r"\b(?=[a-z])(?:will|shall|plans?\sto|planned|planning\sto|intends?\sto|to\sbe|is\sto|are\sto|set\sto|about\sto|going\sto|vow\w*|pledg\w*|next\sstep|speed\sup|accelerate\sthe|propos(?:e|es|ed|ing))\b",
)
_EN_STATED = re.compile(
    r"\b(?=[a-z])(?<!\bthat\s)(?<!\bwhich\s)(?<!\ba\s)(?<!\bthe\s)(?<!\bof\s)(?<!\bto\s)(?<!\bwill\s)(?:has|have|had|was|were|grew|rose|fell|reached|stood|totaled|hit|exceeded|came|saw|(?:are|is)(?!\sto\b)|accounted|recorded|reported|posted|registered|generated|expanded|increased|dropped|declined|amounted)\b(?!\s(?:to\s(?:be|reach)|expected|set\sto|aim|plan|projected|estimated\sto|going))",
)
_ZH_TARGET = re.compile(
    r"力争|目标|预计|有望|争取|预期|测算|预测|确保|要达到|应达到|努力实现|达到.{0,6}目标|不低于|提高到.{0,10}以上"
)
_ZH_PLANNED = re.compile(
    r"将(?!近|军|[^，。；]{1,14}(?:改为|转为|作为|列为|视为|纳入|降为))|拟(?!合)|计划(?!单列|完成(?![约近超\d])|超额)|下一步|明年|准备(?!金)|分[一二三四五六七八九十\d]+批"
)
_ZH_GOES_ON = re.compile(r"(?:推进|继续)[^，。；,]*\Z")
"""Signs of what is planned in their own clause alone."""
_ZH_STATED = re.compile(r"已|了(?!解)|截至|目前|现有|共有|达成|同比|环比|以来|显示|正(?:在|陆续|逐步)")
_ZH_AIMED = re.compile(r"\"?(?:左右|以上|以内)?\"?的?(?:预期|发展|增长|工作|奋斗|总体|年度)*目标")
"""Behind a number, that it is aimed at: 增长9%左右的目标."""
_DIRECTS = re.compile(
    r"(?:^|[，；。;,])\W*(?:重点|着力|加快|大力|积极|进一步|深入|全面|持续|集中|每年|全年|各地|分批|统筹)*"
    r"(?:支持|建设|培育|打造|实施|新建|组织|开展|遴选|认定|引进|引育|布局|创建|推广|推动|选树|发展|扶持|改造|改扩建|谋划|安排|举办|制定|新增|选派|培训)(?!形?成)"
    r"[^，。；;,]*\Z"
)
"""A clause that says what is to be done, without saying who does it: 重点建设60个智能工厂."""
_IN_ORDER = re.compile(
    r"\bwill\b[^,;]*\bto\s(?:help|support|enable|benefit|drive|cover|serve)\b|带动|撬动|拉动|惠及", re.I
)


def modality(scene: Scene, index: int) -> Modality:
    """Stated, planned or a target, by the nearest sign before the number, then by its deadline."""
    if told := _of_own_verb(scene, index):
        return told
    if (pair := pair_of(scene, index)) and index == pair.start:
        return "stated"
    if scene.chinese and _ZH_AIMED.match(scene.text, scene.quantities[index].end):
        return "target"
    return _by_signs(scene, index)


def _by_signs(scene: Scene, index: int) -> Modality:
    quantity = scene.quantities[index]
    left = scene.text[: quantity.number_start]
    target, planned, stated = (max((at for at in places if at < len(left)), default=-1) for places in _signs(scene))
    if scene.chinese and (on := _ZH_GOES_ON.search(left)):
        planned = max(planned, on.start())
    due = max((when.start for when in scene.times if when.role == "deadline" and when.start < len(left)), default=-1)
    if due > stated or (target >= 0 and max(target, planned) >= stated):
        return "target"
    if planned > stated:
        wanted = due >= 0 or _IN_ORDER.search(left, planned) or _due_behind(scene, quantity)
        return "target" if wanted else "planned"
    said_behind = scene.chinese and _ZH_STATED.search(scene.text, *_behind(scene, quantity))
    return "stated" if stated >= 0 or said_behind else _without_sign(scene, index)


def _signs(scene: Scene) -> tuple[Sequence[int], ...]:
    return _places(scene.text, scene.chinese)


@lru_cache(maxsize=8)
def _places(text: str, chinese: bool) -> tuple[Sequence[int], ...]:
    """Where the signs of a sentence stand: of a target, of a plan, of what is so."""
    if chinese:
        return tuple(starts(pattern, text) for pattern in (_ZH_TARGET, _ZH_PLANNED, _ZH_STATED))
    small = text.lower()
    target, planned, stated = (starts(pattern, small) for pattern in (_EN_TARGET, _EN_PLANNED, _EN_STATED))
    return [*target, *(goal.end() for goal in _GOAL_IS.finditer(small))], planned, stated


def starts(pattern: re.Pattern[str], text: str) -> list[int]:
    """Where a pattern is found in a text, in order."""
    return [match.start() for match in pattern.finditer(text)]


def _without_sign(scene: Scene, index: int) -> Modality:
    """What the text before makes of a number: the goals of a plan are aims, what it goes on to direct is planned."""
    plans = scene.chinese and scene.prior.modality != "stated" and not scene.prior.aimed and not scene.times
    if plans and _DIRECTS.search(scene.text, 0, scene.quantities[index].number_start):
        return "planned"
    return "target" if _goes_on(scene, index) else "stated"


_VERB = re.compile(
    r"[^,;]{0,70}?\b(?:(?P<will>will|shall|(?:is|are)\s(?:expected\s|set\s|due\s)?to)|(?P<has>has|have|had|was|were))\b"
)


def _of_own_verb(scene: Scene, index: int) -> Modality | None:
    """What the verb behind a number that is the subject of its clause says: "50 standards will be issued"."""
    quantity = scene.quantities[index]
    start = max(scene.clause(quantity.number_start)[0], scene.left_edge(index))
    if scene.chinese or any(start <= at < quantity.start for places in _signs(scene) for at in places):
        return None
    verb = _VERB.match(scene.text, quantity.end, scene.right_edge(index))
    if verb is None or _THAT.search(verb.group()):
        return None
    if verb["has"]:
        return "stated"
    due = any(when.role == "deadline" for when in scene.times)
    return "target" if due or "expected" in verb.group() else "planned"


_THAT = re.compile(r"\b(?:that|which|who|whose|where|as|said|says)\b")


def _goes_on(scene: Scene, index: int) -> bool:
    """Whether a plan holds for a number without a sign of its own: 2026—2027年，产量年均增长5%."""
    before = [when for when in scene.times if when.start < scene.quantities[index].number_start]
    told = [when.period for when in before if when.role not in ("compared", "name")]
    during = all(when.role == "during" for when in before[-1:])
    if told:
        day = scene.reference
        return during and (told[-1].end.year > day.year if day else told[-1].end.year > told[-1].start.year)
    if scene.chinese:
        return scene.prior.modality == "target" and not reports(scene.text)
    return scene.prior.aimed


_ZH_REPORTS = re.compile(r"累计|今[天日]|昨[天日]|近日|日前|记者|数据|消息|据(?:介绍|了解|悉|统计)|同期|上年|去年")


def reports(text: str) -> bool:
    """Whether a sentence tells what has come to pass, or opens another piece of news: a plan told before has ended."""
    return bool(_ZH_REPORTS.search(text))


def _behind(scene: Scene, quantity: Quantity) -> Span:
    """The rest of a number's clause."""
    return quantity.end, scene.clause(quantity.number_start)[1]


def _due_behind(scene: Scene, quantity: Quantity) -> bool:
    """Whether a deadline follows the number in its clause: "is to fall by 13.5 percent by the end of 2025"."""
    start, end = _behind(scene, quantity)
    return any(when.role == "deadline" and start <= when.start < end for when in scene.times)
