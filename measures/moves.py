"""Changes: growth and decline, leads over another growth, declines that became smaller."""

import re
from dataclasses import dataclass

from measures.lists import lead_of, listed
from measures.numbers import Quantity
from measures.scene import Scene, once

_FILL = (
    "by|of|a|an|the|about|further|another|only|just|steadily|slightly|sharply|rapidly|significantly|year[- ]on[- ]year"
    "|year over year|month[- ]on[- ]month|annually|respectively|or|around|over|nearly|more than|some|average|an average"
    "|at|annual|growth|rate|cumulative|total|overall|combined"
)
_UP = (
    "(?<!make )(?<!made )(?<!makes )(?<!making )(?<!set )up"
    "|rose|risen|rises?|rising|grew|grow(?:n|s|ing)?|increas(?:ed?|es|ing)|growth(?:\\srates?)?|climb(?:ed|ing)"
    "|expand(?:ed|ing)|expansion|surg(?:ed|ing)|jump(?:ed|ing)|gain(?:ed|s)?|soar(?:ed|ing)|advanc(?:ed|ing)"
    "|improv(?:ed|ing|ement)|accelerat(?:ed|ing)|leap(?:ed)?|rebound(?:ed)?|quicken(?:ed)?|hike|higher|faster"
)
_DOWN = (
    "down|fell|fall(?:en|s|ing)?|declin(?:ed?|es|ing)|dropp?(?:ed|ing|s)?|decreas(?:ed?|es|ing)|shr[aiu]nk"
    "|contract(?:ed|ion|ing)|slid|dipp?(?:ed)?|slump(?:ed)?|reduc(?:ed?|tion|ing|es)|slipp?(?:ed)?|cut|lower(?:ed|ing)?"
    "|shorten(?:ed|ing)?|plung(?:ed)?|eas(?:ed|ing)|slow(?:ed|er|ing)|less"
)
_EN_LEFT = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<narrow>narrow(?:ed|ing|s)?))\b"
    rf"(?!\s(?:to|stood|was|is|reached))(?:\sof\b[^,;]{{0,50}}?\bby)?(?:\s(?:{_FILL})){{0,5}}\s?\Z",
    re.I,
)
_EN_RIGHT = re.compile(
    r"\s?(?:-\s?)?(?:(?:year[- ]on[- ]year|annual|average|month[- ]on[- ]month|yearly|\s)*\s?)"
    r"(?:(?P<up>increase|growth|rise|gain|jump|expansion|surge|higher|faster|up\b|more\sthan\b|above)"
    r"|(?P<down>decline|decrease|drop|fall|reduction|lower|less|down\b|slower|contraction|cut\b|below)"
    r"|(?P<yoy>year[- ]on[- ]year|year over year|yoy|from\s(?:a|the)\s(?:year|month)|compared\swith"
    r"|over\sthe\s(?:same|previous)|month[- ]on[- ]month|on\sa\syearly\sbasis))",
    re.I,
)
_ZH_UP = "增长|涨幅[为达]?|上升|提高|提升|增加|上涨|扩大|增幅[为达]?|增速[为达]?|加快|回升|攀升|增|涨|升|高|快"
_ZH_DOWN = "下降|减少|降低|下滑|下跌|回落|萎缩|放缓|压减|缩减|缩短|降幅[为达]?|降|跌|减|低|慢"
_ZH_LEFT = re.compile(
    rf"(?:(?P<up>{_ZH_UP})|(?P<down>{_ZH_DOWN})|(?P<narrow>收窄))(?P<fill>(?:率|速度|幅度)?(?:分别|累计|平均)?(?:了|约|超过?|近|逾|达到?|为|在)*)\Z"
)
_ZH_ACTS = re.compile(r"(?:(?P<up>上调|提高)|(?P<down>下调|调降|降低|压减|压缩|削减|减少))[^，。；、\d至到]{1,14}\Z")
"""A verb that changes its object by a rate: 下调存款准备金率0.5个百分点."""
_ZH_NARROWED_TO = re.compile(
    r"(?:(?P<down>[降跌]|下[滑降])|[增涨升])(?:幅|速)[^，。；,\d]{0,12}(?:收窄|缩小|缩窄|扩大|加深|放缓|回落|回升)(?:到|至|为)[约近超]?\Z"
)
"""A change that became smaller or larger, told by where it went: 降幅|收窄至2.9% is still a decline."""
_EN_NARROWED_TO = re.compile(
    r"\b(?:(?P<down>declines?|drops?|falls?|decreases?|contraction|loss(?:es)?)|(?:growth|increase|rise|gains?))\b[^,;]{0,40}?"
    r"\b(?:narrow|eas|slow|widen|deepen|moderat|shr[aiu]nk|accelerat|quicken)\w*\s(?:\w+\s)?to\s(?:about\s|just\s)?\Z",
    re.I,
)
_SIGNED = re.compile(r"(?:\A|[^\w)%])[+\u2212-]\Z|(?<=[\u4e00-\u9fff])[+\u2212]\Z")
"""A sign written before a percentage: 同比 +6.1%."""
_ZH_COMPARE = re.compile(r"(?:(?P<up>高于|高出|快于|超出)|(?P<down>低于|慢于))[^，。；,]{1,24}\Z")


_GAPPED = re.compile(
    r"[,;]?\s(?:and\s|while\s|those\s|that\s)(?:(?!(?:is|are|was|were|has|have|account\w*|reached|stood|to|of|or)\b)[\w'-]+\s){1,6}"
)
"""Between two percentages, that the second has the verb of the first: "output rose 5 percent and sales 3 percent"."""

_AGAIN = re.compile(r"(?:\sin\s(?:real|nominal)\sterms)?,?\s(?:or|and|but)\s(?:by\s)?")
_ON_BASIS = re.compile(r"\s(?:in\s(?:real|nominal)\sterms|(?:after|when)\s(?:deducting|adjust\w+)|if\sadjusted)\b")
"""Between and behind two percentages, that the second is the same change on another basis."""


@dataclass(frozen=True, slots=True)
class Move:
    """A change rather than a level: its sign, and whether a decline became smaller."""

    sign: int
    narrowed: bool = False
    widened: bool = False


@once
def move(scene: Scene, index: int) -> Move | None:
    """The change a percentage (or a multiple, or a sum) tells; None for a level or a share."""
    quantity = scene.quantities[index]
    if quantity.growth:
        return Move(1)
    first = scene.quantities[lead_of(scene, index)]
    edge = scene.left_edge(lead_of(scene, index))
    left = scene.text[edge : first.start]
    if quantity.kind == "rate" and (plain := _written(left, chinese=scene.chinese)):
        return plain
    return _chinese_move(left, quantity) if scene.chinese else _english_move(scene, left, index)


def _written(left: str, *, chinese: bool) -> Move | None:
    """The change that a sign before a percentage writes, or that is told by where a growth or decline went."""
    if signed := _SIGNED.search(left):
        return Move(1 if signed.group().endswith("+") else -1)
    to = (_ZH_NARROWED_TO if chinese else _EN_NARROWED_TO).search(left)
    return Move(-1 if to["down"] else 1) if to else None


def _chinese_move(left: str, quantity: Quantity) -> Move | None:
    if match := _ZH_LEFT.search(left):
        if match["narrow"]:
            return Move(1 if "降" in left or "跌" in left else -1, narrowed=True)
        if match["up"] in ("扩大", "加深") and "降幅" in left:
            return Move(1, widened=True)
        short = (match["up"] or match["down"]) in ("高", "快", "低", "慢", "升", "减", "增")
        if short and quantity.kind != "rate":
            return None
        return Move(1 if match["up"] else -1)
    match = _ZH_COMPARE.search(left) or _ZH_ACTS.search(left)
    if match and quantity.unit in POINTS:
        return Move(1 if match["up"] else -1)
    return None


def _english_move(scene: Scene, left: str, index: int) -> Move | None:
    match = _EN_LEFT.search(left)
    if match:
        if match["narrow"]:
            return Move(1, narrowed=True)
        return Move(1 if match["up"] else -1)
    last = index
    while last + 1 < len(scene.quantities) and listed(scene, last + 1):
        last += 1
    right = _EN_RIGHT.match(scene.text, scene.quantities[last].end, scene.right_edge(last))
    quantity = scene.quantities[index]
    goes_on = not right and _GAPPED.fullmatch(left)
    again = _AGAIN.fullmatch(left) and _ON_BASIS.match(scene.text, quantity.end)
    if (goes_on or again) and index and scene.quantities[index - 1].unit == quantity.unit == "percent":
        return move(scene, index - 1)
    if not right or (quantity.kind not in ("rate", "multiple") and quantity.unit not in POINTS):
        return None
    return Move(-1 if right["down"] else 1)


def growth_name(scene: Scene, index: int) -> str:
    """Which growth: on the year before unless the text says another."""
    start = scene.clause(scene.quantities[index].number_start)[0]
    end = min(scene.right_edge(index), scene.clause(scene.quantities[index].number_start)[1])
    near = scene.text[max(0, min(start, scene.left_edge(index))) : end].lower()
    if re.search(r"环比|month[- ]on[- ]month|from (?:the )?(?:previous|last) month|quarter[- ]on[- ]quarter", near):
        return "growth_mom"
    if re.search(r"两年平均|two-year average", near):
        return "growth_2y_avg"
    if re.search(r"年均|average annual|annual average|per year|annually|a year on average|cagr", near):
        return "growth_annual_avg"
    return "growth"


POINTS = frozenset({"percentage_point", "basis_point", "point"})


_COMPARES = re.compile(
    r"比[^，。；,]*[高低快慢]|高于|低于|快于|慢于|增速|\b(?:higher|lower|faster|slower|quicker|above|below|ahead)\b",
    re.I,
)


def compares(read: Scene, index: int) -> bool:
    quantity = read.quantities[index]
    near = read.text[read.left_edge(lead_of(read, index)) : min(read.right_edge(index), quantity.end + 24)]
    return bool(_COMPARES.search(near))
