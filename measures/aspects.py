"""What a number says of its subject: a level, growth, a lead, a share, an addition; stated, planned or aimed at."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from measures.lexicon import Hit, Term, Vocabulary
from measures.counted import subject_before
from measures.model import Modality
from measures.numbers import Quantity
from measures.scene import Scene, within

# --- growth -------------------------------------------------------------------------------------------------------

_FILL = r"(?:\s(?:by|of|a|an|the|about|further|another|only|just|steadily|slightly|sharply|rapidly|significantly|year[- ]on[- ]year|year over year|month[- ]on[- ]month|annually|respectively|or|around|over|nearly|more than|some|average|an average|at|annual|growth|rate)){0,5}\s?"
_UP = r"(?:up|rose|risen|rises?|rising|grew|grow(?:n|s|ing)?|increas(?:ed?|es|ing)|growth(?:\srates?)?|climb(?:ed|ing)|expand(?:ed|ing)|expansion|surg(?:ed|ing)|jump(?:ed|ing)|gain(?:ed|s)?|soar(?:ed|ing)|advanc(?:ed|ing)|improv(?:ed|ing|ement)|accelerat(?:ed|ing)|leap(?:ed)?|rebound(?:ed)?|upturn|quicken(?:ed)?|hike|higher|faster)"
_DOWN = r"(?:down|fell|fall(?:en|s|ing)?|declin(?:ed?|es|ing)|dropp?(?:ed|ing|s)?|decreas(?:ed?|es|ing)|shr[aiu]nk|contract(?:ed|ion|ing)|slid|dipp?(?:ed)?|slump(?:ed)?|reduc(?:ed?|tion|ing|es)|slipp?(?:ed)?|cut|lower(?:ed|ing)?|plung(?:ed)?|eas(?:ed|ing)|slow(?:ed|er|ing)|less)"
_EN_LEFT = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<narrow>narrow(?:ed|ing|s)?))\b(?!\s(?:to|stood|was|is|reached))(?:\sof\b[^,;]{{0,50}}?\bby)?{_FILL}\Z",
    re.I,
)
_EN_RIGHT = re.compile(
    r"\s?(?:-\s?)?(?:(?:year[- ]on[- ]year|annual|average|month[- ]on[- ]month|yearly|\s)*\s?)"
    r"(?:(?P<up>increase|growth|rise|gain|jump|expansion|surge|higher|faster|up\b|more\sthan\b|above)|(?P<down>decline|decrease|drop|fall|reduction|lower|less|down\b|slower|contraction|cut\b|below)"
    r"|(?P<yoy>year[- ]on[- ]year|year over year|yoy|from\s(?:a|the)\s(?:year|month)|compared\swith|over\sthe\s(?:same|previous)|month[- ]on[- ]month|on\sa\syearly\sbasis))",
    re.I,
)
_ZH_UP = "增长|上升|提高|提升|增加|上涨|扩大|增幅[为达]?|增速[为达]?|加快|回升|攀升|增|涨|升|高|快"
_ZH_DOWN = "下降|减少|降低|下滑|下跌|回落|萎缩|放缓|压减|缩减|降幅[为达]?|降|跌|减|低|慢"
_ZH_LEFT = re.compile(
    rf"(?:(?P<up>{_ZH_UP})|(?P<down>{_ZH_DOWN})|(?P<narrow>收窄))(?P<fill>(?:率|速度|幅度)?(?:分别|累计|平均)?(?:了|约|超过?|近|逾|达到?|为|在)*)\Z"
)
_ZH_COMPARE = re.compile(r"(?:(?P<up>高于|高出|快于|超出)|(?P<down>低于|慢于))[^，。；,]{1,24}\Z")
_ZH_DECLINE_RATE = re.compile(r"降幅[^，。；,]*收窄[^，。；,]{0,4}\Z")
_DECLINE_NARROWED = re.compile(r"\b(?:decline|drop|decrease|contraction|fall)\b[^,;]*\bnarrow", re.I)
_GROWTH_WORD = re.compile(r"同比|环比|year[- ]on[- ]year|增速|growth", re.I)


@dataclass(frozen=True, slots=True)
class Move:
    """A change rather than a level: its sign, and whether a decline became smaller."""

    sign: int
    narrowed: bool = False
    widened: bool = False


def lead_of(scene: Scene, index: int) -> int:
    """The first number of the list this one stands in: what is said before the list is said of each."""
    at = index
    while at and _listed(scene, at):
        at -= 1
    return at


_JOINT = re.compile(
    r"(?:、和?|和|及|与|以及|,\s(?:and\s)?|\sand\s|;?\s?,?\s?and\s)(?:近|约|超|over\s|about\s|nearly\s)?"
)


def _listed(scene: Scene, at: int) -> bool:
    one, other = scene.quantities[at - 1], scene.quantities[at]
    between = scene.text[one.end : other.start]
    return one.unit == other.unit and one.kind == other.kind and bool(_JOINT.fullmatch(between))


def move(scene: Scene, index: int) -> Move | None:
    """The change a percentage (or a multiple, or a sum) tells; None for a level or a share."""
    quantity = scene.quantities[index]
    if quantity.growth:
        return Move(1)
    first = scene.quantities[lead_of(scene, index)]
    edge = scene.left_edge(lead_of(scene, index))
    left = scene.text[edge : first.start]
    return _chinese_move(left, quantity) if scene.chinese else _english_move(scene, left, index)


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
    match = _ZH_COMPARE.search(left)
    if match and quantity.unit == "percentage_point":
        return Move(1 if match["up"] else -1)
    return None


def _english_move(scene: Scene, left: str, index: int) -> Move | None:
    match = _EN_LEFT.search(left)
    if match:
        if match["narrow"]:
            return Move(1, narrowed=True)
        return Move(1 if match["up"] else -1)
    last = index
    while last + 1 < len(scene.quantities) and _listed(scene, last + 1):
        last += 1
    right = _EN_RIGHT.match(scene.text, scene.quantities[last].end, scene.right_edge(last))
    if not right or scene.quantities[index].kind not in ("rate", "multiple"):
        return None
    return Move(-1 if right["down"] else 1)


def growth_name(scene: Scene, index: int) -> str:
    """Which growth: on the year before unless the text says another."""
    start = scene.clause(scene.quantities[index].number_start)[0]
    near = scene.text[max(0, min(start, scene.left_edge(index))) : scene.right_edge(index)].lower()
    if re.search(r"环比|month[- ]on[- ]month|from (?:the )?(?:previous|last) month|quarter[- ]on[- ]quarter", near):
        return "growth_mom"
    if re.search(r"两年平均|two-year average", near):
        return "growth_2y_avg"
    if re.search(r"年均|average annual|annual average|per year|annually|a year on average|cagr", near):
        return "growth_annual_avg"
    return "growth"


# --- levels, shares, additions ------------------------------------------------------------------------------------

_SHARE = re.compile(
    r"占(?!领|据了?主导)|占比|比重|份额|account(?:s|ed|ing)?\sfor|made?\sup|making\sup|compris|proportion|share|represent",
    re.I,
)
_ADDED = re.compile(
    r"新增|净增|新设|新建|新培育|新认定|新开工|新投产|newly|net\s(?:increase|addition)|\bnew\b(?!\senergy|-)|\badd(?:ed|ing|s)?\b|\badditional\b|\bmore\b(?!\sthan)|\banother\b|净新增|增加"
)
_SUPPORTED = re.compile(
    r"支持|帮助|惠及|带动|推动|服务|扶持|助力|引导|\b(?:support(?:ed|s|ing)?|assist(?:ed|ing)?|help(?:ed|ing|s)?|benefit(?:ed|ing|s)?|serv(?:ed|ing))\b",
    re.I,
)
_ABOVE_PLAN = re.compile(r"超额|比计划|超计划|\b(?:above|ahead of|beyond)\s(?:the\s)?(?:plan|target)")
_FUNDED = re.compile(r"安排|拨付|下达|投入|拨款|奖补|补助|\b(?:allocat|earmark|grant|disburs|fund|subsid)\w*", re.I)
_INVESTED = re.compile(r"投资|投入|\binvest\w*", re.I)


def share_before(scene: Scene, index: int) -> bool:
    """Whether the clause speaks of a share of something."""
    quantity = scene.quantities[index]
    left = scene.text[
        max(scene.left_edge(lead_of(scene, index)), scene.clause(quantity.number_start)[0]) : quantity.number_start
    ]
    return bool(_SHARE.search(left))


def count_aspect(scene: Scene, index: int) -> str:
    """Of a number of things: all there are, those added, those supported."""
    quantity = scene.quantities[index]
    start = max(scene.left_edge(index), scene.clause(quantity.number_start)[0])
    left = _without_names(scene, start, quantity.start)
    if _EN_UP.search(left):
        return "added"
    right = scene.text[quantity.end : min(scene.right_edge(index), quantity.end + 24)]
    if re.match(r"\s(?:more|additional|new|newly)\b", right):
        return "added"
    if re.search(r"to\ssupport|得到支持|获得支持", right):
        return "supported"
    signs = {"added": _ADDED, "supported": _SUPPORTED, "above_plan": _ABOVE_PLAN}
    places = {name: _last(pattern, left) for name, pattern in signs.items()}
    said = max(places, key=lambda name: places[name])
    return said if places[said] >= 0 else "total"


_EN_UP = re.compile(r"\b(?:up|down|rose|increased|fell|grew|an increase of)(?:\sby)?\s\Z", re.I)


def _without_names(scene: Scene, start: int, end: int) -> str:
    """A stretch of the sentence without the names in it: "new" in "new energy vehicles" adds nothing."""
    text = list(scene.text[start:end])
    for hit in within(scene.subjects, start, end):
        text[hit.start - start : hit.end - start] = " " * (hit.end - hit.start)
    return "".join(text)


def money_aspect(scene: Scene, index: int, metric: Term | None) -> str:
    """Of a sum: the metric named with it, else what was done with it."""
    if metric is not None and metric.id not in ("share", "growth_rate"):
        return metric.id
    left = scene.text[scene.left_edge(index) : scene.quantities[index].start]
    if _FUNDED.search(left):
        return "funding"
    return "investment" if _INVESTED.search(left) else "amount"


def metric_of(scene: Scene, index: int) -> Term | None:
    """The metric a number belongs to: by place in a list with 分别, else the nearest before, else right behind it."""
    first = lead_of(scene, index)
    quantity = scene.quantities[first]
    if (listed := _by_place(scene, first, index)) is not None:
        return listed
    near = near_metrics(scene, index)
    if near:
        return near[-1].entry
    behind = within(scene.metrics, quantity.end, min(scene.right_edge(index), quantity.end + 36))
    if behind and _BELONGS.fullmatch(scene.text, quantity.end, behind[0].start):
        return behind[0].entry
    earlier = within(scene.metrics, 0, quantity.number_start)
    owner = subject_before(scene, first)
    edge = scene.clause(owner.start)[0] if owner else 0
    own = (owner.start, owner.end) if owner else (-1, -1)
    last = next((hit for hit in reversed(earlier) if hit.start >= edge and (hit.start, hit.end) != own), None)
    return last.entry if last and _may_measure(last.entry, quantity) else None


def _may_measure(metric: Term, quantity: Quantity) -> bool:
    """Whether a metric named further before can be told in this unit: revenue is not counted in trips."""
    if quantity.kind == "rate" or not metric["unit"]:
        return True
    money = ("yuan", "usd")
    return metric["unit"] == quantity.unit or (metric["unit"] in money and quantity.unit in money)


def near_metrics(scene: Scene, index: int) -> list[Hit]:
    """The metrics between the number before and this one, in its clause."""
    first = lead_of(scene, index)
    quantity = scene.quantities[first]
    start = max(scene.left_edge(first), scene.clause(quantity.number_start)[0])
    owner = subject_before(scene, first)
    own = (owner.start, owner.end) if owner else (-1, -1)
    return [hit for hit in within(scene.metrics, start, quantity.number_start) if (hit.start, hit.end) != own]


_RELATIVE = frozenset({"growth_rate", "decline_rate", "share", "market_share"})


def base_metric(scene: Scene, index: int) -> Term | None:
    """The metric whose growth or share is spoken of: that before "growth rate" or "share"."""
    metric = metric_of(scene, index)
    if metric is None or metric.id not in _RELATIVE:
        return metric
    before = within(scene.metrics, 0, scene.quantities[index].number_start)
    return next((hit.entry for hit in reversed(before) if hit.id not in _RELATIVE), None)


_BELONGS = re.compile(
    r"(?:\s(?:of|in|worth\sof|from|for|as|worth))?(?:\s(?:new|total|signed|fiscal|central|special|government|local|such|related|direct)){0,3}\s?|的?(?:相关|奖补|各类|财政|专项|新增)?"
)


_RESPECTIVELY = re.compile(r"分别|respectively", re.I)


def listed_places(scene: Scene, index: int) -> tuple[int, int, int]:
    """The list a number stands in: its first number, its length, and the place of this one in it."""
    first = last = lead_of(scene, index)
    while last + 1 < len(scene.quantities) and _listed(scene, last + 1):
        last += 1
    return first, last - first + 1, index - first


def _by_place(scene: Scene, first: int, index: int) -> Term | None:
    """营业收入、利润总额分别增长10.5%、20.4%: the second number belongs to the second metric."""
    _, size, place = listed_places(scene, index)
    if size < 2:
        return None
    stop = scene.quantities[first].number_start
    near = parts_of(within(scene.metrics, scene.left_edge(first), stop), scene.lexicon.metrics)
    if len(near) >= size and near:
        return near[-size:][place]
    far = parts_of(within(scene.metrics, 0, stop), scene.lexicon.metrics)
    return far[-size:][place] if _RESPECTIVELY.search(scene.text) and not near and len(far) >= size else None


def parts_of(hits: Iterable[Hit], names: Vocabulary) -> list[Term]:
    """The terms of the hits; one that stands for several (产销) gives them all."""
    terms: list[Term] = []
    for hit in hits:
        parts = hit.entry["parts"].split()
        terms.extend([names[part] for part in parts] if parts else [hit.entry])
    return terms


# --- modality -----------------------------------------------------------------------------------------------------

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
    target, planned, stated = (_last(pattern, left) for pattern in patterns)
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


def _last(pattern: re.Pattern[str], text: str) -> int:
    place = -1
    for match in pattern.finditer(text):
        place = match.start()
    return place
