"""The quantities a document states about the economy and its policies, each with what it counts, when and how."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from measures.aspects import (
    Move,
    base_metric,
    count_aspect,
    growth_name,
    lead_of,
    listed_places,
    metric_of,
    modality,
    money_aspect,
    move,
    near_metrics,
    parts_of,
    share_before,
)
from measures.counted import Counted, counted, phrase_after, slug, subject_before
from measures.lexicon import Hit, Lexicon, Term, built_in
from measures.model import Document, Figure, Modality, Paragraph, Period
from measures.numbers import Quantity
from measures.periods import When
from measures.scene import Prior, Scene, scene, within
from measures.text import Normalised, is_chinese, normalise, sentences

_SILENT = frozenset({"question", "furniture", "title"})


def figures(document: Document, lexicon: Lexicon | None = None) -> tuple[Figure, ...]:
    """Return the figures of a document, in order of its text. Questions, furniture and the title are not read."""
    names = lexicon or built_in()
    found: list[Figure] = []
    for paragraph in document.paragraphs:
        if paragraph.role not in _SILENT:
            found.extend(_of_paragraph(document, paragraph, names))
    return tuple(found)


_HAS_NUMBER = re.compile(
    r"\d|[一二两三四五六七八九十百千万亿](?:成|分之|[家个项户条亿万元])|半数|过半|一半|翻番|翻了一番|全覆盖|[十百千万]亿|百万|"
    r"\b(?:half|third|thirds|quarters?|fifths?|hundred|thousand|million|billion|dozen|full\b.{0,60}\bcoverage|fully\scover\w*|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b",
    re.I,
)


def _of_paragraph(document: Document, paragraph: Paragraph, lexicon: Lexicon) -> Iterator[Figure]:
    """The figures of one paragraph; what a sentence speaks of is remembered for the next."""
    original = document.text[paragraph.start : paragraph.end]
    if not _HAS_NUMBER.search(original):
        return
    form = normalise(original)
    chinese = is_chinese(form.text)
    reference = document.reference or date(1970, 1, 1)
    prior = Prior()
    for start, end in sentences(form.text):
        read = replace(scene(form.text[start:end], lexicon, reference, chinese=chinese), prior=prior)
        if not _is_private(read):
            for figure in _of_scene(read, document.reference):
                yield _placed(figure, form, start, document, paragraph)
        prior = _remember(read)


_PRIVATE = re.compile(
    r"(?:^|[，。；\n\"])公司(?![法制债])|这家[^，。]{0,20}(?:企业|公司|厂)|该公司|该企业|该厂|本公司|我公司|我们公司|公司董事长|公司自主|甲方|有限公司|总经理"
    r"|\b(?:the|this|our|its)\s(?:company|firm|manufacturer|carmaker|startup)(?:'s)?\b|\bCo\.,?\sLtd\b|\bLLC\b|\bour\s(?:company|factory|workshop)\b",
    re.I,
)


def _is_private(read: Scene) -> bool:
    """Whether the sentence tells of one company."""
    return bool(_PRIVATE.search(read.text))


def _of_scene(read: Scene, reference: date | None) -> Iterator[Figure]:
    for index, quantity in enumerate(read.quantities):
        figure = _figure(read, index)
        if figure is not None and not _is_aside(read, quantity):
            as_of, by = _times(read, index, figure.modality, reference)
            yield replace(figure, as_of=as_of, by=by)


_DENOMINATOR = re.compile(r"[^，。；、,]{0,14}中(?:的|有|，|,)")


def _is_aside(read: Scene, quantity: Quantity) -> bool:
    """Whether the number is only the whole that another one is a part of: 97个大类中的40个, "of the 41 sectors"."""
    if quantity.unit or quantity.kind == "multiple":
        return False
    if read.chinese:
        return bool(_DENOMINATOR.match(read.text, quantity.end))
    lead = read.text[max(0, quantity.start - 14) : quantity.start].lower()
    return bool(re.search(r"\b(?:of|among|out of)\s(?:the|all|china's)\s\Z", lead))


def _figure(read: Scene, index: int) -> Figure | None:
    kind = read.quantities[index].kind
    if kind in ("duration", "order"):
        return None
    if kind in ("", "classifier"):
        return _count(read, index)
    if kind == "rate":
        return _rate(read, index)
    if kind == "multiple":
        return _multiple(read, index)
    return _sum(read, index)


# --- counts -------------------------------------------------------------------------------------------------------


def _count(read: Scene, index: int) -> Figure | None:
    quantity = read.quantities[index]
    metric = metric_of(read, index)
    if not quantity.kind and _is_index(read, index, metric):
        return _made(read, index, _subject(read, index), aspect=metric.id if metric else "index", unit="point")
    thing = counted(read, index)
    if thing is None or not _is_count(quantity, thing):
        return None
    aspect, unit = count_aspect(read, index), thing.unit or "item"
    if metric is not None and metric.flag("things") and aspect == "total":
        aspect, unit = metric.id, metric["unit"] if quantity.counts == "item" and metric["unit"] else unit
    sign = -1 if _DECREASE.search(read.text, read.left_edge(index), quantity.start) else 1
    return _made(read, index, thing, aspect="added" if sign < 0 else aspect, unit=unit, sign=sign)


_DECREASE = re.compile(r"(?:减少|下降|净减)了?\Z|\b(?:down|fell by|decreased by|dropped by)\s\Z", re.I)


def _is_index(read: Scene, index: int, metric: Term | None) -> bool:
    """Whether a bare number is the value of an index: "the PMI stood at 50.2", 指数达到198.02."""
    quantity = read.quantities[index]
    if metric is None or metric["kind"] != "index" or not near_metrics(read, index):
        return False
    start, end = phrase_after(read, quantity.end)
    return read.chinese or start == end or not within(read.nouns, start, end)


def _is_count(quantity: Quantity, thing: Counted) -> bool:
    """Numbers of things are whole, more than one, and not a small one in words before a word like "aspects"."""
    whole = quantity.value == quantity.value.to_integral_value() or "per" in thing.subject
    if quantity.value <= (3 if quantity.spelled else 1):
        return False
    return whole or quantity.kind == "classifier"


# --- rates --------------------------------------------------------------------------------------------------------


def _rate(read: Scene, index: int) -> Figure | None:
    quantity = read.quantities[index]
    change = move(read, index)
    metric = metric_of(read, index)
    thing = _subject(read, index)
    if change is not None and (same := _share_moved(read, index)) is not None:
        return replace(same, aspect=f"{same.aspect}_change") if change.sign > 0 else _negated(same)
    if change is None:
        aspect, scope = _level(read, index, metric), _share_scope(read, index)
        owner = _owner_of_share(read, index) or thing
        return _made(read, index, owner, aspect=aspect, unit=quantity.unit, scope=scope)
    name = _change_name(read, index, change)
    sign = 1 if quantity.unit == "percentage_point" and change.narrowed else change.sign
    return _made(read, index, thing, aspect=name, unit=quantity.unit, sign=sign)


def _share_moved(read: Scene, index: int) -> Figure | None:
    """The change of the share told just before: 占57.3%，比去年同期提升2.3个百分点. Its figure, but for the aspect."""
    quantity = read.quantities[index]
    if quantity.unit != "percentage_point" or not index or read.quantities[index - 1].unit != "percent":
        return None
    start = read.left_edge(index)
    if move(read, index - 1) is not None or within(read.subjects, start, quantity.start) or near_metrics(read, index):
        return None
    before = _rate(read, index - 1)
    if before is None:
        return None
    made = _made(read, index, Counted(before.subject, "", before.label), aspect=before.aspect, unit=quantity.unit)
    return replace(made, scope=before.scope)


def _negated(figure: Figure) -> Figure:
    top = -figure.value_max if figure.value_max is not None else None
    return replace(figure, aspect=f"{figure.aspect}_change", value=-figure.value, value_max=top)


def _change_name(read: Scene, index: int, change: Move) -> str:
    """The aspect of a change: growth of a metric, its lead over another growth, or a decline that became smaller."""
    metric = base_metric(read, index)
    base = f"{metric.id}_" if metric else ""
    if change.narrowed or change.widened:
        return f"{base}decline_{'narrowing' if change.narrowed else 'widening'}"
    if read.quantities[index].unit in _POINTS:
        return f"{base}growth_gap" if _compares(read, index) else f"{base}change"
    return base + growth_name(read, index)


_POINTS = frozenset({"percentage_point", "basis_point", "point"})
_COMPARES = re.compile(
    r"比[^，。；,]*[高低快慢]|高于|低于|快于|慢于|增速|\b(?:higher|lower|faster|slower|quicker|above|below|ahead)\b",
    re.I,
)


def _compares(read: Scene, index: int) -> bool:
    quantity = read.quantities[index]
    near = read.text[read.left_edge(index) : min(read.right_edge(index), quantity.end + 24)]
    return bool(_COMPARES.search(near))


def _level(read: Scene, index: int, metric: Term | None) -> str:
    """The aspect of a percentage that is no change: a rate of its own name, else a share."""
    if share_before(read, index) and not (metric and metric["kind"] == "rate" and metric.id != "share"):
        part = _metric_of_share(read, index)
        return f"{part.id}_share" if part else "share"
    if metric and metric.id not in ("share", "growth_rate"):
        return metric.id if metric["kind"] in ("rate", "index") else f"{metric.id}_share"
    if metric and metric.id == "growth_rate":
        return "growth"
    full = read.quantities[index]
    return "coverage_rate" if full.value == 100 and full.spelled else "share"


_ZH_WHOLE = re.compile(r"占(?!比)[^，。；,]*\Z")


def _metric_of_share(read: Scene, index: int) -> Hit | None:
    """The metric a share is a share of: "exports accounted for 30 percent", 接入流量占比."""
    quantity = read.quantities[index]
    start = max(read.left_edge(lead_of(read, index)), read.clause(quantity.number_start)[0])
    whole = _ZH_WHOLE.search(read.text, start, quantity.start)
    hits = within(read.metrics, start, whole.start() if whole else quantity.number_start)
    return next((hit for hit in hits if hit.entry["kind"] not in ("rate", "index")), None)


def _share_scope(read: Scene, index: int) -> str:
    """What a share is a share of, or lies in, where the lexicon knows it."""
    quantity = read.quantities[index]
    start, end = read.clause(quantity.number_start)
    end = min(read.right_edge(index), end)
    hits = within(read.scopes, max(start, read.left_edge(index)), end)
    hits = [hit for hit in hits if hit.entry["kind"] in ("place", "field")]
    whole = _whole(read, index, end)
    return hits[0].id if hits else whole.id if whole else ""


def _whole(read: Scene, index: int, end: int) -> Hit | None:
    """The subject a share is taken of: 占移动电话用户的30.3%."""
    quantity = read.quantities[index]
    if read.chinese:
        lead = _ZH_WHOLE.search(read.text, read.left_edge(index), quantity.start)
        hits = within(read.subjects, lead.start(), quantity.start) if lead else []
    else:
        hits = within(read.subjects, quantity.end, end) if _is_whole(read, index) else []
    return hits[0] if hits else None


def _is_whole(read: Scene, index: int) -> bool:
    """Whether the thing behind a share is what it is a share of: "accounting for 30 percent of mobile users"."""
    quantity = read.quantities[index]
    return bool(
        re.search(
            r"account\w*\sfor|ma(?:d|k)\w+\sup|compris\w+|represent\w*",
            read.text[max(0, quantity.start - 30) : quantity.start],
        )
    )


_OF_THE = re.compile(r"的|\sof\s(?:the\s|all\s|these\s|such\s|last\syear's\s|China's\s|its\s|\d+\s)*|\s?")


def _owner_of_share(read: Scene, index: int) -> Counted | None:
    """The things a share is of, named right behind it: 近八成企业, "over half of last year's new unicorns"."""
    end = read.quantities[index].end
    match = _OF_THE.match(read.text, end)
    lead = match.group() if match else ""
    start = end + len(lead) + (read.text[end + len(lead) :][:1] == '"')
    hit = next((hit for hit in read.subjects if hit.start == start), None)
    if _is_whole(read, index) or (not read.chinese and "of" not in lead):
        return None
    if hit is None:
        first, last = phrase_after(read, start) if "of" in lead else (0, 0)
        if slug(read.text[first:last]) in _WHOLES:
            return None
        return Counted(slug(read.text[first:last]), "", read.text[first:last]) if first < last else None
    if hit.entry["kind"] == "generic" and (read.chinese or "these" in lead or "such" in lead):
        return _antecedent(read, index)
    return Counted(hit.id, "", hit.entry.label("en"), (hit.start, hit.end))


_WHOLES = frozenset({"total", "them", "those", "national_total", "world_total", "all", "it"})


def _antecedent(read: Scene, index: int) -> Counted | None:
    """The things named before that "these enterprises" or a bare 企业 stands for."""
    hit = subject_before(read, index)
    return Counted(hit.id, "", hit.entry.label("en")) if hit and hit.entry["kind"] != "generic" else None


def _multiple(read: Scene, index: int) -> Figure | None:
    """2.3倍 after a verb of growth is 230 percent; else it is so many times something."""
    change = move(read, index)
    thing, metric = _subject(read, index), base_metric(read, index)
    base = f"{metric.id}_" if metric else ""
    if change is None:
        return _made(read, index, thing, aspect=f"{base}multiple", unit="times") if thing.subject else None
    quantity = read.quantities[index]
    grown = replace(
        quantity,
        value=quantity.value * 100,
        value_max=quantity.value_max * 100 if quantity.value_max is not None else None,
        step=quantity.step * 100,
    )
    changed = replace(read, quantities=(*read.quantities[:index], grown, *read.quantities[index + 1 :]))
    return _made(changed, index, thing, aspect=base + growth_name(read, index), unit="percent", sign=change.sign)


# --- sums of money and measured amounts ---------------------------------------------------------------------------


def _sum(read: Scene, index: int) -> Figure | None:
    quantity = read.quantities[index]
    metric = metric_of(read, index)
    thing = _subject(read, index)
    if quantity.kind == "money":
        aspect = _of_money(read, index, thing, metric)
    else:
        aspect = metric.id if metric and metric["kind"] != "rate" else count_aspect(read, index)
    named = metric["unit"] if metric and quantity.unit == "person_time" and metric["unit"] == "passenger_trip" else ""
    change = move(read, index)
    if change and aspect != "added" and _CHANGED.search(read.text, read.left_edge(index), quantity.start):
        return _made(read, index, thing, aspect=f"{aspect}_change", unit=quantity.unit, sign=change.sign)
    return _made(read, index, thing, aspect=aspect, unit=named or quantity.unit)


_CHANGED = re.compile(
    r"(?:增加|减少|提高|降低|上升|下降|回升|回落|增|减|多)了?\Z|\b(?:up|down|by|increase of|decrease of)\s\Z", re.I
)


def _of_money(read: Scene, index: int, thing: Counted, metric: Term | None) -> str:
    """Loans, bonds and investment are sums themselves: of them there are all or those added."""
    if thing.unit == "yuan" and (metric is None or not near_metrics(read, index) or metric.id in thing.subject):
        return "added" if count_aspect(read, index) == "added" else "total"
    return money_aspect(read, index, metric)


# --- what they share ----------------------------------------------------------------------------------------------


def _subject(read: Scene, index: int) -> Counted:
    """The subject of a number with a unit of its own: named before it, right behind it, or in the sentences before."""
    listed = _subject_by_place(read, index)
    first = lead_of(read, index)
    hit = listed or _direct(read, index) or subject_before(read, first)
    if hit is None or (hit.entry["kind"] == "generic" and _behind(read, index)):
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


def _unknown(read: Scene, index: int) -> Counted:
    """A subject in the text's own words, where the lexicon has no name for it."""
    ways = (_counted_in_clause, _phrase_of, _phrase_at_metric, _phrase_before, _counted_before)
    found = next((thing for way in ways if (thing := way(read, index)) and thing.subject), None)
    named = read.lexicon.metrics.find(found.label) if found else ()
    if found is not None and not (len(named) == 1 and named[0].end - named[0].start == len(found.label)):
        return found
    metric = base_metric(read, index)
    return Counted(metric.id, "", metric.label("en")) if metric else Counted("")


def _counted_in_clause(read: Scene, index: int) -> Counted | None:
    """What the number before counts, in the same clause: "320 deals worth $12.6 billion"."""
    clause = read.clause(read.quantities[index].number_start)
    return _counted_before(read, index) if index and read.quantities[index - 1].start >= clause[0] else None


def _phrase_of(read: Scene, index: int) -> Counted | None:
    """ "300 million square meters of factory buildings": the buildings."""
    quantity = read.quantities[index]
    match = None if read.chinese or quantity.kind == "rate" else re.match(r"\sof\s", read.text[quantity.end :])
    start, end = phrase_after(read, quantity.end + 4) if match else (0, 0)
    return Counted(slug(read.text[start:end]), "", read.text[start:end]) if start < end else None


_ZH_LEAD = re.compile(r"^(?:其中|同时|此外|另外|全国|我国|全省|各地|截至目前|目前|预计|力争|实现|推动|完成|的|[，,])+")


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
    words = _ZH_LEAD.sub("", read.text[start:end])
    return Counted(slug(words), "", words) if 1 < len(words) <= 60 else None


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
    hits = within(read.subjects, read.left_edge(first), read.quantities[first].number_start)
    listed = re.search(r"分别|respectively", read.text)
    return hits[-size:][index - first] if size > 1 and len(hits) >= size and listed else None


def _behind(read: Scene, index: int) -> Hit | None:
    quantity = read.quantities[index]
    stop = min(read.right_edge(index), read.clause(quantity.number_start)[1])
    hits = within(read.subjects, quantity.end, max(stop, quantity.end))
    apart = hits and quantity.kind == "rate" and "、" in read.text[quantity.end : hits[0].start]
    return hits[0] if hits and not apart else None


_ZH_HEAD = re.compile(
    r"(?:^|[，,；;。、])([^，,；;。、]{2,30}?)(?:同比|环比|总额|分别|累计|达到?|为|超过?|占|已|共|约|近|增长|下降|突破)[^，,；;。]*\Z"
)
_EN_HEAD = re.compile(
    r"(?:^|[,;]\s)(?:the|a|an|its|their|total|and|while)?\s?((?:[\w'-]+\s){0,6}?[\w'-]+)\s(?:is|was|were|are|has|have|had|rose|grew|reached|stood|fell|hit|will|totaled|exceeded|increased|accounted|came|declined|dropped|worth)\b[^,;]*\Z",
    re.I,
)


def _phrase_before(read: Scene, index: int) -> Counted | None:
    """The noun phrase at the head of the clause, where the lexicon knows nothing of it."""
    left = read.text[: read.quantities[index].start]
    match = (_ZH_HEAD if read.chinese else _EN_HEAD).search(left)
    words = match.group(1).strip() if match else ""
    return Counted(slug(words), "", words) if slug(words) else None


def _counted_before(read: Scene, index: int) -> Counted:
    """What the number before counts: "20 cities were chosen, each of which gets 120 million yuan"."""
    things = (counted(read, at) for at in range(index - 1, -1, -1) if read.quantities[at].kind in ("", "classifier"))
    return next((Counted(thing.subject, "", thing.label) for thing in things if thing), Counted(""))


def _scope(read: Scene, index: int, thing: Counted, aspect: str) -> str:
    """Where and by what means: a province, the central budget, per enterprise. Empty for the whole country."""
    quantity = read.quantities[index]
    clause = read.clause(quantity.number_start)
    left = within(read.scopes, 0, quantity.number_start)
    near = [hit for hit in left if hit.start >= max(clause[0], read.left_edge(index))]
    parts = [hit.id for hit in near if hit.entry["kind"] == "basis" and hit.id != "cumulative"]
    if thing.unit != "yuan":
        edge = 0 if aspect == "supported" else read.left_edge(index)
        parts += [hit.id for hit in left if hit.entry["kind"] == "instrument" and hit.start >= edge][-1:]
    parts += [hit.id for hit in left if hit.entry["kind"] == "owner" and hit.start >= clause[0]][:1]
    parts += _holder(read, index, thing)
    parts += _places(read, index, left)[-1:] or ([read.prior.place] if read.prior.place else [])
    parts += [hit.id for hit in within(read.scopes, read.left_edge(index), clause[1]) if hit.id == "provincial"]
    return "_".join(dict.fromkeys(part for part in parts if part not in thing.subject))


def _places(read: Scene, index: int, hits: list[Hit]) -> list[str]:
    """The places named before a number; of a list of places that of its own number (东、中、西部分别为…)."""
    _, size, place = listed_places(read, index)
    named = [term.id for term in parts_of([hit for hit in hits if hit.entry["kind"] == "place"], read.lexicon.scopes)]
    if size > 1 and len(named) >= size:
        return [named[-size:][place]]
    return [name for name in named if name != "world"]


_HOLDS = re.compile(r"拥有|持有|\b(?:own|owns|owned|hold|holds|held|possess\w*|had|have|has)\b")


def _holder(read: Scene, index: int, thing: Counted) -> list[str]:
    """Who has the things that are counted: 小巨人企业户均拥有发明专利26.6项."""
    if thing.span is None or read.quantities[index].kind not in ("", "classifier"):
        return []
    hits = within(read.subjects, read.left_edge(index), thing.span[0])
    held = [hit for hit in hits if hit.id != thing.subject and _HOLDS.search(read.text, hit.end, thing.span[1])]
    return [held[-1].id] if held else []


def _made(read: Scene, index: int, thing: Counted, *, aspect: str, unit: str, **more: object) -> Figure:
    """The figure, with offsets still counted from its sentence."""
    quantity = read.quantities[index]
    sign = int(str(more.get("sign", 1)))
    start, end = quantity.start, quantity.end
    if thing.span is not None and not _crosses(read, index, thing.span):
        start, end = min(start, thing.span[0]), max(end, thing.span[1])
    return Figure(
        quote=read.text[start:end],
        start=start,
        end=end,
        sentence_start=0,
        sentence_end=len(read.text),
        value=quantity.value * sign,
        value_max=quantity.value_max * sign if quantity.value_max is not None else None,
        step=quantity.step,
        unit=unit,
        qualifier=quantity.qualifier,
        modality=modality(read, index),
        subject=thing.subject or "unknown",
        aspect=aspect,
        scope=str(more.get("scope") or _scope(read, index, thing, aspect)),
        label=thing.label,
        conversions=quantity.conversions,
    )


def _crosses(read: Scene, index: int, span: tuple[int, int]) -> bool:
    """Whether a quote from here to there would take in another number."""
    if span[0] < read.left_edge(index) or span[1] > read.right_edge(index):
        return True
    return read.chinese and span[0] < read.clause(read.quantities[index].number_start)[0]


def _times(read: Scene, index: int, said: Modality, reference: date | None) -> tuple[Period | None, Period | None]:
    """When the figure holds and by when it is due: the nearest time before it, then in its clause, then before it all."""
    if reference is None:
        return None, None
    quantity = read.quantities[index]
    told = [when for when in read.times if when.role not in ("compared", "name")]
    before = [when for when in told if when.start < quantity.number_start]
    clause = read.clause(quantity.number_start)
    behind = [when for when in told if quantity.end <= when.start < clause[1]]
    attached = [when for when in behind if not read.chinese and when.start - quantity.end <= 4]
    later = behind or [when for when in told if when.start >= quantity.end][:1]
    named = attached or before[-1:] or later
    nearest: When | None = named[0] if named else read.prior.time
    due = nearest is not None and (nearest.role == "deadline" or (said != "stated" and nearest.period.end > reference))
    if nearest is not None and due:
        return None, nearest.period
    if nearest is not None:
        return nearest.period, None
    return (Period(reference, reference, stated=False) if said == "stated" else None), None


def _remember(read: Scene) -> Prior:
    """What the next sentence may refer back to."""
    specific = [hit for hit in read.subjects if hit.entry["kind"] != "generic"]
    told = [when for when in read.times if when.role in ("during", "stock", "deadline")]
    places = [hit.id for hit in read.scopes if hit.entry["kind"] == "place" and hit.id != "world"]
    return Prior(
        subject=(specific[-1].id if specific else read.prior.subject),
        metric=read.metrics[-1].id if read.metrics else read.prior.metric,
        place=places[-1] if places and not specific else "",
        modality=modality(read, len(read.quantities) - 1) if read.quantities else read.prior.modality,
        time=told[-1] if told else read.prior.time,
    )


def _placed(figure: Figure, form: Normalised, shift: int, document: Document, paragraph: Paragraph) -> Figure:
    """The figure, read in a sentence at `shift` of a paragraph, with offsets into the document."""
    start, end = (at + paragraph.start for at in form.original(figure.start + shift, figure.end + shift))
    first, last = (at + paragraph.start for at in form.original(shift, shift + figure.sentence_end))
    return replace(
        figure,
        quote=document.text[start:end],
        start=start,
        end=end,
        sentence_start=first,
        sentence_end=last,
        speaker=paragraph.speaker,
    )
