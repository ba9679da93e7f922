"""Whether a figure is so, is planned, or is aimed at."""

import re

from measures.model import Modality
from measures.numbers import Quantity
from measures.scene import Scene

_EN_TARGET = re.compile(
    r"\b(?:aims?\sto|aiming|aimed|goals?|targets?|targeted|striv\w+|expected\sto|expects?\sto|is\sexpected|projected|forecast|on\strack\sto|seeks?\sto|hopes?\sto|in\sorder\sto\sreach|should\s(?:reach|exceed)|is\sestimated\sto|anticipated)\b",
    re.I,
)
_EN_PLANNED = re.compile(
    r"\b(?:will|shall|plans?\sto|planned|planning\sto|intends?\sto|to\sbe|is\sto|are\sto|set\sto|about\sto|going\sto|vow\w*|pledg\w*|next\sstep|speed\sup|accelerate\sthe|propos\w+)\b",
    re.I,
)
_EN_STATED = re.compile(
    r"(?<!\bthat\s)(?<!\bwhich\s)\b(?:has|have|had|was|were|grew|rose|fell|reached|stood|totaled|hit|exceeded|came|saw|(?:are|is)(?!\sto\b)|accounted|recorded|reported|posted|registered|generated|expanded|increased|dropped|declined|amounted)\b(?!\s(?:to\s(?:be|reach)|expected|set\sto|aim|plan|projected|estimated\sto|going))",
    re.I,
)
_ZH_TARGET = re.compile(
    r"力争|目标|预计|有望|争取|预期|测算|预测|确保|要达到|应达到|努力实现|达到.{0,6}目标|不低于|提高到.{0,10}以上"
)
_ZH_PLANNED = re.compile(
    r"将(?!近|军)|拟(?!合)|计划(?!单列|完成|超额)|下一步|明年|准备|推进|继续|分[一二三四五六七八九十\d]+批"
)
_ZH_STATED = re.compile(r"已|了(?!解)|(?<!将)累计|截至|目前|现有|共有|达成|同比|环比|以来|显示")
_IN_ORDER = re.compile(
    r"\bwill\b[^,;]*\bto\s(?:help|support|enable|benefit|drive|cover|serve)\b|带动|撬动|拉动|惠及", re.I
)
_START = re.compile(r"(?:\bfrom\s|[从由](?:\d{4}年(?:底|末)?的?)?)\Z")


def modality(scene: Scene, index: int) -> Modality:
    """Stated, planned or a target, by the nearest sign before the number, then by its deadline."""
    quantity = scene.quantities[index]
    left = scene.text[: quantity.number_start]
    patterns = (_ZH_TARGET, _ZH_PLANNED, _ZH_STATED) if scene.chinese else (_EN_TARGET, _EN_PLANNED, _EN_STATED)
    target, planned, stated = (last_place(pattern, left) for pattern in patterns)
    if _START.search(scene.text, 0, quantity.start):
        return "stated"
    due = max((when.start for when in scene.times if when.role == "deadline" and when.start < len(left)), default=-1)
    if max(target, due) > stated or (target >= 0 and max(target, planned) > stated):
        return "target"
    if planned > stated and _due_behind(scene, quantity):
        return "target"
    if planned > stated:
        return "target" if due >= 0 or _IN_ORDER.search(left, planned) else "planned"
    if stated < 0 and scene.prior.modality == "target" and not scene.times:
        return "target"
    return "stated"


def _due_behind(scene: Scene, quantity: Quantity) -> bool:
    """Whether a deadline follows the number in its clause: "is to fall by 13.5 percent by the end of 2025"."""
    end = scene.clause(quantity.number_start)[1]
    return any(when.role == "deadline" and quantity.end <= when.start < end for when in scene.times)


def last_place(pattern: re.Pattern[str], text: str) -> int:
    place = -1
    for match in pattern.finditer(text):
        place = match.start()
    return place
