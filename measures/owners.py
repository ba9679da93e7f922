"""The subject of a rate or a sum: named before it, behind it, in the sentences before, or in the text's own words."""

import re

from measures.counted import counted
from measures.lexicon import Hit
from measures.lists import lead_of
from measures.metrics import base_metric, near_metrics
from measures.number_words_zh import IN_EVERY
from measures.own_words import ZH_LEAD, own_at_metric
from measures.phrases import head_of_clause, phrase_after, slug, zh_thing
from measures.scene import Scene, once, within
from measures.shares import is_whole
from measures.subjects import compared_from, subject_before
from measures.thing import Counted

_OF_THE = re.compile(
    r"的|\sof\s(?:the\s|all\s|these\s|such\s|last\syear's\s|China's\s|its\s|country's\s|nation's\s|national\s|total\s|\d+\s)*|\s?"
)


@once
def owner_of_share(read: Scene, index: int) -> Counted | None:
    """The things a share is of, named in it or right behind it."""
    return _in_every(read, index) or _named_behind(read, index)


def _named_behind(read: Scene, index: int) -> Counted | None:
    """The things named behind a share: 近八成工厂, "almost half of this year's new satellites"."""
    end = read.quantities[index].end
    match = _OF_THE.match(read.text, end)
    lead = match.group() if match else ""
    start = end + len(lead) + (read.text[end + len(lead) :][:1] == '"')
    if is_whole(read, index):
        return None
    if not read.chinese and "of" not in lead:
        return owner_of_share(read, index - 1) if _goes_on(read, index) else None
    span = phrase_after(read, start) if "of" in lead else (start, start)
    hit = next((hit for hit in read.subjects if start <= hit.start <= max(start, span[1] - 1)), None)
    pointed = read.chinese or "these" in lead or "such" in lead
    if _THEM.match(read.text, start) or (hit is not None and pointed and hit.entry["kind"] == "generic"):
        return _antecedent(read, index)
    if hit is not None:
        return Counted(hit.id, "", hit.entry.label("en"), (hit.start, hit.end))
    noun = next((hit for hit in read.nouns if read.chinese and lead and hit.start == start), None)
    if noun is not None:
        return Counted(noun.id, "", read.text[noun.start : noun.end], (noun.start, noun.end))
    words = read.text[slice(*span)]
    known = bool(words) and slug(words) not in _WHOLES and not words.endswith("total")
    return Counted(slug(words), "", words) if known else None


def _in_every(read: Scene, index: int) -> Counted | None:
    """The things that a number itself names: 每5辆|新车|中就有2辆."""
    quantity = read.quantities[index]
    match = IN_EVERY.match(read.text, quantity.number_start, quantity.number_end)
    words = match["things"] if match else ""
    hits = read.lexicon.subjects.find(words)
    if hits and hits[-1].end == len(words):
        return Counted(hits[-1].id, "", hits[-1].entry.label("en"))
    return Counted(slug(words), "", words) if words else None


_THEM = re.compile(r"(?:them|these|those|which)\b(?!\s[a-z]+s\b)")
_AND = re.compile(r"[^;.]*(?:,|\band|\bwhile)\s\Z")
_PREDICATE = re.compile(r"\s(?:are|is|were|was|have|has|had|come|came|operate|work|said|expect\w*|plan\w*)\b")


def _goes_on(read: Scene, index: int) -> bool:
    """Whether a share is of the same things as the one before: "70 percent are private and 40 percent export"."""
    if not index or read.quantities[index - 1].kind != "rate":
        return False
    quantity = read.quantities[index]
    between = _AND.fullmatch(read.text, read.left_edge(index), quantity.start)
    return bool(between and _PREDICATE.match(read.text, quantity.end))


_WHOLES = frozenset({"total", "them", "those", "national_total", "world_total", "all", "it"})


def _antecedent(read: Scene, index: int) -> Counted | None:
    """The things named before that "these enterprises" or a bare 企业 stands for."""
    hit = subject_before(read, index)
    return Counted(hit.id, "", hit.entry.label("en")) if hit and hit.entry["kind"] != "generic" else None


@once
def topic_of(read: Scene, index: int) -> Counted:
    """The subject of a number with a unit of its own: named before it, right behind it, or in the sentences before."""
    listed = _subject_by_place(read, index)
    first = lead_of(read, index)
    hit = listed or _direct(read, index) or subject_before(read, first)
    if (owner := _of_metric(read, index, hit)) is not None:
        return owner
    if listed is None and (own := own_at_metric(read, index, hit)) is not None:
        return own
    if hit is None or (hit.entry["kind"] == "generic" and not is_whole(read, index) and _behind(read, index)):
        hit = _behind(read, index) or hit
    if hit is not None and not (hit.entry["kind"] == "generic" and read.prior.subject):
        beside = hit.end <= read.quantities[index].start and hit.start >= read.left_edge(first)
        beside = beside and read.clause(hit.start) == read.clause(read.quantities[index].number_start)
        return Counted(hit.id, hit.entry["unit"], hit.entry.label("en"), (hit.start, hit.end) if beside else None)
    if read.prior.subject:
        term = read.lexicon.subjects.get(read.prior.subject)
        return Counted(read.prior.subject, "", term.label("en") if term else read.prior.subject)
    if hit is not None:
        return Counted(hit.id, "", hit.entry.label("en"))
    return _unknown(read, index)


def _of_metric(read: Scene, index: int, hit: Hit | None) -> Counted | None:
    """The whole that a metric has by its own name, if no other is named beside it: 单位GDP能耗 is the economy's."""
    near = near_metrics(read, index)
    whole = read.lexicon.subjects.get(near[-1].entry["of"]) if near else None
    clause = read.clause(read.quantities[index].number_start)
    if whole is None or (hit is not None and hit.start >= clause[0]):
        return None
    return Counted(whole.id, "", whole.label("en"))


def _unknown(read: Scene, index: int) -> Counted:
    """A subject in the text's own words, where the lexicon has no name for it."""
    ways = (_loss_of, _counted_in_clause, _phrase_of, _named_later, _phrase_at_metric, _phrase_before, _counted_before)
    found = next((thing for way in ways if (thing := way(read, index)) and thing.subject), None)
    named = read.lexicon.metrics.find(found.label) if found else ()
    if found is not None and not (len(named) == 1 and named[0].end - named[0].start == len(found.label)):
        return found
    if index and (other := topic_of(read, index - 1)).subject:
        return Counted(other.subject, "", other.label)
    if topic := read.lexicon.subjects.get(read.prior.topic):
        return Counted(topic.id, "", topic.label("en"))
    metric = base_metric(read, index)
    return Counted(metric.id, "", metric.label("en")) if metric else Counted("")


def _counted_in_clause(read: Scene, index: int) -> Counted | None:
    """What the number before counts, in the same clause: "320 deals worth $12.6 billion"."""
    clause = read.clause(read.quantities[index].number_start)
    return _counted_before(read, index) if index and read.quantities[index - 1].start >= clause[0] else None


_OF_WHICH = re.compile(r"\bof which\b|其中")


def _named_later(read: Scene, index: int) -> Counted | None:
    """What a sum is for, named behind the next number: "10 billion yuan to support 1,000 little giants"."""
    quantity = read.quantities[index]
    summed = quantity.kind == "money" and not near_metrics(read, index)
    hits = within(read.subjects, quantity.end, len(read.text)) if summed else []
    if hits and _OF_WHICH.search(read.text, quantity.end, hits[0].start):
        return None
    return Counted(hits[0].id, "", hits[0].entry.label("en")) if hits else None


_LOSS = re.compile(
    r"\b((?:direct\s|economic\s|financial\s)*(?:loss(?:es)?|damages?|fines?|penalt(?:y|ies)|compensation|debts?|bribes))"
    r"\s(?:of|worth|totaling)\s\Z",
    re.I,
)


def _loss_of(read: Scene, index: int) -> Counted | None:
    """What a sum itself is, rather than the people counted before it: "direct losses of 43 million yuan"."""
    quantity = read.quantities[index]
    match = _LOSS.search(read.text, 0, quantity.start) if quantity.kind == "money" and not read.chinese else None
    return Counted(slug(match[1]), "", match[1]) if match else None


def _phrase_of(read: Scene, index: int) -> Counted | None:
    """ "300 million square meters of factory buildings": the buildings."""
    quantity = read.quantities[index]
    match = None if read.chinese or quantity.kind == "rate" else re.match(r"\sof\s", read.text[quantity.end :])
    start, end = phrase_after(read, quantity.end + 4) if match else (0, 0)
    return Counted(slug(read.text[start:end]), "", read.text[start:end]) if start < end else None


def _phrase_at_metric(read: Scene, index: int) -> Counted | None:
    """The words before a metric: 关键零部件|国产化率; in English those behind it: "localization rate of components"."""
    metrics = within(read.metrics, 0, read.quantities[lead_of(read, index)].number_start)
    if not metrics:
        return None
    metric = metrics[-1]
    if not read.chinese:
        match = re.match(r"\s(?:of|for|in)\s(?:the\s)?", read.text[metric.end :])
        start, end = phrase_after(read, metric.end + match.end()) if match else (0, 0)
    else:
        edges = [when.end for when in read.times if when.end <= metric.start]
        edges += [quantity.end for quantity in read.quantities if quantity.end <= metric.start]
        start, end = max([read.clause(metric.start)[0], *edges]), metric.start
    words = read.text[start:end] if not read.chinese else zh_thing(ZH_LEAD.sub("", read.text[start:end]))
    return Counted(slug(words), "", words) if 1 < len(words) <= 60 and not _only_places(read, words) else None


def _only_places(read: Scene, words: str) -> bool:
    """Whether words only say where: 东部、中部、西部."""
    rest = list(words)
    for hit in read.lexicon.scopes.find(words):
        rest[hit.start : hit.end] = "," * (hit.end - hit.start)
    return not re.sub(r"[\W和与及]", "", "".join(rest))


_OF = re.compile(r"\s(?:worth\s)?(?:of|in)\s(?:(?:new|total|signed|the|special|related|outstanding)\s)*")


def _direct(read: Scene, index: int) -> Hit | None:
    """The name that a sum is a sum of: "150 billion yuan of re-loans"."""
    quantity = read.quantities[index]
    match = _OF.match(read.text, quantity.end) if quantity.kind in ("money", "physical") and not read.chinese else None
    return next((hit for hit in read.subjects if match and quantity.end < hit.start <= match.end() + 1), None)


def _subject_by_place(read: Scene, index: int) -> Hit | None:
    """东部、中部…分别增长: the second number belongs to the second subject of a list of the same length."""
    first = last = lead_of(read, index)
    while last + 1 < len(read.quantities) and lead_of(read, last + 1) == first:
        last += 1
    size = last - first + 1
    stop = compared_from(read, first)
    hits = within(read.subjects, read.left_edge(first), stop)
    listed = re.search(r"分别|respectively", read.text)
    return hits[-size:][index - first] if size > 1 and len(hits) >= size and listed else None


def _behind(read: Scene, index: int) -> Hit | None:
    quantity = read.quantities[index]
    stop = min(read.right_edge(index), read.clause(quantity.number_start)[1])
    hits = within(read.subjects, quantity.end, max(stop, quantity.end))
    apart = hits and quantity.kind == "rate" and "、" in read.text[quantity.end : hits[0].start]
    return hits[0] if hits and not apart else None


_ZH_HEAD = re.compile(
    r"(?:^|[，,；;。、])([^，,；;。、]{2,30}?)(?:同比|环比|总额|分别|累计|达到?|为|不?超过?|占|已|共|约|近|增长|下降|突破|[从由比较拟将]|完成|[升降增减]至)[^，,；;。]*\Z"
)


def _phrase_before(read: Scene, index: int) -> Counted | None:
    """The noun phrase at the head of the clause, where the lexicon knows nothing of it."""
    left = without_times(read, read.quantities[index].start)
    match = _ZH_HEAD.search(left) if read.chinese else None
    words = zh_thing(ZH_LEAD.sub("", match.group(1).strip())) if match else ""
    words = words if read.chinese else head_of_clause(left)
    return Counted(slug(words), "", words) if slug(words) and not _only_places(read, words) else None


def without_times(read: Scene, end: int) -> str:
    """The sentence up to a place, with its times taken out."""
    text, at = "", 0
    for when in read.times:
        if at <= when.start and when.end <= end:
            text, at = text + read.text[at : when.start], when.end
    return text + read.text[at:end]


@once
def _counted_before(read: Scene, index: int) -> Counted:
    """What the number before counts: "20 cities were chosen, each of which gets 120 million yuan"."""
    if not index:
        return Counted("")
    thing = counted(read, index - 1) if read.quantities[index - 1].kind in ("", "classifier") else None
    return Counted(thing.subject, "", thing.label) if thing else _counted_before(read, index - 1)
