"""What a number says of its subject: all there are, those added, supported or selected, a sum, a share, a change."""

import re

from measures.lexicon import Hit, Term
from measures.lists import lead_of, listed_places
from measures.metrics import base_metric, near_metrics
from measures.moves import POINTS, Move, compares, growth_name
from measures.scene import Scene, within
from measures.shares import is_whole
from measures.subjects import subject_before
from measures.text import HAN, Span
from measures.thing import Counted

_SHARE = re.compile(
    r"占(?!领|据了?主导)|占比|比重|份额|account(?:s|ed|ing)?\sfor|made?\sup|making\sup|compris|proportion|share|represent|contribut",
    re.I,
)
_ADDED = re.compile(
    r"新增|净增|新设|新建|新培育|新认定|新开工|新投产|[Nn]ewly|net\s(?:increase|addition)|\bnew\b(?!\senergy|-)|\badd(?:ed|ing|s)?\b|\badditional\b|\bmore\b(?!\sthan)|\banother\b|净新增|增加"
)
_SUPPORTED = re.compile(
    r"支持|帮助|惠及|带动|推动|服务(?=[了超近约\d\0]|企业|中小|小微|\Z)|扶持|助力|引导|\b(?:support(?:ed|s|ing)?|assist(?:ed|ing)?|help(?:ed|ing|s)?|benefit(?:ed|ing|s)?|serv(?:ed|ing))\b",
    re.I,
)
_SELECTED = re.compile(
    r"(?<!累计)(?<!共)(?:遴选|评选|选出|选树)(?!认定)|\b(?:select(?:ed|ing)?|shortlist(?:ed|ing)?|pick(?:ed|ing)?|choos\w+|chosen)\b"
)
_IS_SELECTED = re.compile(
    r"[^，。；]{0,12}(?:遴选|评选|选出)|入选|\s(?:[\w-]+\s){0,3}(?:to|will|(?:have|has)\sbeen|were|are)\s(?:be\s|being\s)?"
    r"(?:selected|chosen|picked|named|shortlisted)\b"
)
"""Behind a number of things, that they are those of one choice, not all there are."""
_IN_ALL = re.compile(r"累计|总共|共(?!同)|已(?!于)|\b(?:a total of|in total|so far|to date|altogether|already)\b", re.I)
"""Before it, that they are all there are."""
_ABOVE_PLAN = re.compile(r"超额|比计划|超计划|\b(?:above|ahead of|beyond)\s(?:the\s)?(?:plan|target)")
_FUNDED = re.compile(
    r"安排|拨付|下达|投入|拨款|奖补|补助|\b(?:allocat|earmark|grant|disburs|fund|subsid)\w*|\bset\saside\b", re.I
)
_INVESTED = re.compile(r"投资|投入|\binvest\w*", re.I)


def share_before(scene: Scene, index: int) -> bool:
    """Whether the clause speaks of a share of something."""
    quantity = scene.quantities[index]
    left = scene.text[
        max(scene.left_edge(lead_of(scene, index)), scene.clause(quantity.number_start)[0]) : quantity.number_start
    ]
    return bool(_SHARE.search(left))


def count_aspect(scene: Scene, index: int) -> str:
    """Of a number of things: all there are, those added, supported or selected."""
    quantity = scene.quantities[index]
    start = max(scene.left_edge(index), scene.clause(quantity.number_start)[0])
    left = _without_names(scene, start, quantity.start)
    if _EN_UP.search(left):
        return "added"
    right = _without_names(scene, quantity.end, min(scene.right_edge(index), quantity.end + 24))
    if re.match(r"\s(?:more|additional|new|newly)\b", right):
        return "added"
    if re.search(r"to\ssupport|得到支持|获得支持", right):
        return "supported"
    signs = {"added": _ADDED, "supported": _SUPPORTED, "selected": _SELECTED, "above_plan": _ABOVE_PLAN}
    places = {name: _last_place(pattern, left) for name, pattern in signs.items()}
    said = max(places, key=lambda name: places[name])
    if said == "selected" or _IS_SELECTED.match(scene.text, quantity.end, scene.right_edge(index)):
        return "total" if _IN_ALL.search(left) else "selected" if places[said] < 0 else said
    return said if places[said] >= 0 else "total"


def _last_place(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def product_aspect(scene: Scene, index: int, unit: str) -> str:
    """Of a number of things: what was done with them if they are products, else as `count_aspect` says."""
    made = verb_name(scene, index) if unit in _PRODUCTS else ""
    return made or count_aspect(scene, index)


_EN_UP = re.compile(r"\b(?:(?<!set\s)(?<!step\s)up|down|rose|increased|fell|grew|an increase of)(?:\sby)?\s\Z", re.I)


def _without_names(scene: Scene, start: int, end: int) -> str:
    """A stretch of the sentence without the names in it: "new" in "new energy vehicles" adds nothing."""
    text = list(scene.text[start:end])
    for hit in (hit for hit in scene.subjects if start <= hit.start < end):
        text[hit.start - start : hit.end - start] = "\0" * (hit.end - hit.start)
    return "".join(text)


def money_aspect(scene: Scene, index: int, metric: Term | None) -> str:
    """Of a sum: the metric named with it, else what was done with it."""
    if metric is not None and metric.id not in ("share", "growth_rate", "investment"):
        return metric.id
    left = scene.text[scene.left_edge(index) : scene.quantities[index].start]
    if is_fiscal(scene, index):
        return "funding"
    if _FUNDED.search(left):
        return "funding"
    return "investment" if metric or _INVESTED.search(left) else "amount"


def is_fiscal(scene: Scene, index: int) -> bool:
    """Whether a sum is public money: that of the central or of local governments, named in its clause."""
    quantity = scene.quantities[index]
    start = max(scene.left_edge(index), scene.clause(quantity.number_start)[0])
    if re.search(r"\bworth\b", scene.text[start : quantity.start]):
        return False
    return any(hit.entry.flag("fiscal") for hit in within(scene.scopes, start, quantity.start))


def change_name(read: Scene, index: int, change: Move) -> str:
    """The aspect of a change: growth of a metric, its lead over another growth, or a decline that became smaller."""
    metric = base_metric(read, index)
    measured = metric.id if metric else _meant(read, index)
    hit = subject_before(read, lead_of(read, index))
    if hit and measured in hit.id.split("_"):
        measured = ""  # the growth of loans is that of themselves
    measured = _of_value(read, index, measured)
    base = f"{measured}_" if measured else ""
    if change.narrowed or change.widened:
        return f"{base}decline_{'narrowing' if change.narrowed else 'widening'}"
    if read.quantities[index].unit in POINTS:
        if _OWN_SHARE.search(read.text, *_clause_before(read, index)):
            return f"{base}share_change"
        return f"{base}growth_gap" if compares(read, index) else f"{base}change"
    return base + growth_name(read, index)


_RESPECTIVE = re.compile(r"(?:，|,\s?)?(?:同比|up|rising|an\sincrease\sof)?\s?分别|respectively", re.I)


def _of_value(read: Scene, index: int, measured: str) -> str:
    """Of an amount and its value (8.2亿台，价值900亿元，分别增长1%和2%) the second number tells the value's growth."""
    first, size, place = listed_places(read, index)
    if size < _TWO or first < size or not _RESPECTIVE.search(read.text, read.quantities[first - 1].end):
        return measured
    told = read.quantities[first - size : first]
    mixed = len({quantity.kind == "money" for quantity in told}) == _TWO
    return f"{measured}_value".lstrip("_") if mixed and told[place].kind == "money" else measured


_TWO = 2
_OWN_SHARE = re.compile(r"(?:占比|比重|份额)(?!重)|\b(?:share|proportion)\b", re.I)
"""That what changes is a share: 占比较去年同期提升1.8个百分点."""


def _clause_before(read: Scene, index: int) -> Span:
    """The words of a number's clause between the number before and itself."""
    first = lead_of(read, index)
    start = read.quantities[first].number_start
    return max(read.left_edge(first), read.clause(start)[0]), start


def _meant(read: Scene, index: int) -> str:
    """The metric that goes without saying: of "cars were sold, up 5 percent" the sales, of industry the value added."""
    before = read.quantities[index - 1] if index else None
    if before and before.kind in ("", "classifier", "physical") and (made := verb_name(read, index - 1)):
        return made
    hit = subject_before(read, lead_of(read, index))
    return hit.entry["measure"] if hit else ""


_VERBS = {
    "sales": re.compile(r"\bsold\b|售出|销售(?!额|收入|量)", re.I),
    "output": re.compile(r"\b(?:produced|made(?!\sup)|manufactured|turned\sout|rolled\soff)\b|生产了|下线", re.I),
    "export": re.compile(r"\bexported\b|出口了?\Z", re.I),
}
_PRODUCTS = frozenset(
    ["vehicle", "robot", "handset", "computer", "set", "ship", "aircraft", "chip", "device", "product"]
)
_NEAR = 40


def verb_name(read: Scene, index: int) -> str:
    """What was done with the things counted (12 million cars were sold), as a metric; empty if nothing was."""
    quantity = read.quantities[index]
    start, end = read.clause(quantity.number_start)
    left = read.text[max(start, read.left_edge(index), quantity.start - _NEAR) : quantity.start]
    right = read.text[quantity.end : min(end, read.right_edge(index), quantity.end + 2 * _NEAR)]
    passive = "" if read.chinese else right
    return next((name for name, verb in _VERBS.items() if verb.search(left) or verb.search(passive)), "")


def level_name(read: Scene, index: int, metric: Term | None) -> str:
    """The aspect of a percentage that is no change: a rate of its own name, else a share."""
    rate, named = metric is not None and metric["kind"] == "rate" and metric.id != "share", _rate_named(read, index)
    if is_whole(read, index) or (share_before(read, index) and not rate):
        part = _metric_of_share(read, index)
        measured = part.id if part else _metric_of_whole(read, index)
        return f"{measured}_share" if measured else "share"
    if named and (metric is None or metric["kind"] not in ("rate", "index")):
        return named
    if metric and metric.id not in ("share", "growth_rate"):
        return metric.id if metric["kind"] in ("rate", "index") else f"{metric.id}_share"
    if metric and metric.id == "growth_rate":
        return change_name(read, index, Move(1))
    full = read.quantities[index]
    return "coverage_rate" if full.value == 100 and full.spelled else "share"


_NAMED_RATE = re.compile(
    rf"([{HAN}]{{2,4}}率)(?:已|将|仅|约|均|总体|保持在|稳定在|控制在|提[升高][到至]|降[到至低]?|达|到|为|是|超过?|不)*\Z"
    r"|\b([a-z-]+\srate)\s(?:of|was|is|reached|stood\sat|has\sreached|exceeded)\s(?:\w+\s){0,2}\Z"
)


def _rate_named(read: Scene, index: int) -> str:
    """The name of a rate in the text's own words: "the tax rate is", 合格率达; empty if there is none."""
    named = _NAMED_RATE.search(read.text, read.left_edge(index), read.quantities[index].start)
    return (named[1] or named[2].lower().replace(" ", "_").replace("-", "_")) if named else ""


ZH_WHOLE = re.compile(r"占(?!比)[^，。；,]*\Z")


def _metric_of_share(read: Scene, index: int) -> Hit | None:
    """The metric a share is a share of: "exports accounted for 30 percent", 接入流量占比."""
    quantity = read.quantities[index]
    start = max(read.left_edge(lead_of(read, index)), read.clause(quantity.number_start)[0])
    whole = ZH_WHOLE.search(read.text, start, quantity.start)
    hits = within(read.metrics, start, whole.start() if whole else quantity.number_start)
    return next((hit for hit in hits if hit.entry["kind"] not in ("rate", "index")), None)


def _metric_of_whole(read: Scene, index: int) -> str:
    """The metric of what a share is taken of: "22 percent of manufacturing output" is a share of the output value."""
    quantity = read.quantities[index]
    end = min(read.clause(quantity.number_start)[1], read.right_edge(index))
    named = {hit.id for hit in within(read.metrics, quantity.end, end)} if is_whole(read, index) else set()
    return "output_value" if named & {"output", "output_value"} and not read.chinese else ""


def of_money(read: Scene, index: int, thing: Counted, metric: Term | None) -> str:
    """Loans, bonds and investment are sums themselves: of them there are all or those added."""
    if thing.unit == "yuan" and (metric is None or not near_metrics(read, index) or metric.id in thing.subject):
        return "added" if count_aspect(read, index) == "added" else "total"
    return money_aspect(read, index, metric)
