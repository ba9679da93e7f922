"""One number of a sentence as a figure: a count, a rate, a multiple or a sum."""

import re
from collections.abc import Callable
from dataclasses import replace

from measures.aspects import change_name, count_aspect, level_name, of_money, product_aspect, verb_name
from measures.counted import counted
from measures.lexicon import Term
from measures.metrics import base_metric, metric_of, near_metrics
from measures.modality import modality
from measures.model import Figure
from measures.moves import POINTS, growth_name, move
from measures.numbers import Quantity
from measures.owners import owner_of_share, topic_of
from measures.pairs import Pair, pair_of
from measures.phrases import bare, phrase_after
from measures.scene import Scene, once, within
from measures.scopes import part_told, scope_of, share_scope
from measures.shares import first_of_wholes
from measures.thing import Counted


def read_number(read: Scene, index: int) -> Figure | None:
    """The figure a number tells; the later of two points of one series is told in the words of the earlier."""
    pair = pair_of(read, index)
    name = _named_in(read, pair) if pair else index
    if name == index:
        return _read(read, index)
    first = _read(read, name)
    if first is None:
        return None
    made = _made(read, index, Counted(first.subject, "", first.label), aspect=first.aspect, unit=first.unit)
    return replace(made, scope=first.scope, rule=f"{first.rule} pair")


def _named_in(read: Scene, pair: Pair) -> int:
    """Which of two points has the name of what is counted beside it: "from 20 to 45 cities" the second."""
    first, second = sorted((pair.start, pair.end))
    bare = not read.chinese and not read.quantities[first].kind
    here, there = (phrase_after(read, read.quantities[at].end) for at in (first, second))
    return second if bare and here[0] == here[1] and there[0] < there[1] else first


def _read(read: Scene, index: int) -> Figure | None:
    """The figure that a number is; None for one that tells no quantity."""
    kind = read.quantities[index].kind
    if kind == "order" or (kind == "duration" and read.quantities[index].value < _LONG):
        return None
    return _RULES.get(kind, ("sum", _sum))[1](read, index)


_LONG = 10000
"""From here on hours and minutes are no length of time but an amount: 4500万小时 of flights."""


def _count(read: Scene, index: int) -> Figure | None:
    quantity = read.quantities[index]
    metric = metric_of(read, index - _rises_to(read, index))
    if not quantity.kind and _is_index(read, index, metric):
        return _made(read, index, topic_of(read, index), aspect=metric.id if metric else "index", unit="point")
    if _is_age(read, index):
        return None
    thing = counted(read, index) or _measured(read, index)
    if thing is None or not _is_count(quantity, thing):
        return None
    unit = thing.unit or "item"
    aspect = product_aspect(read, index, unit)
    if metric is not None and metric.flag("things") and aspect == "total":
        aspect, unit = metric.id, metric["unit"] if quantity.counts == "item" and metric["unit"] else unit
    sign = -1 if _DECREASE.search(read.text, read.left_edge(index), quantity.start) else 1
    return _made(read, index, thing, aspect="added" if sign < 0 else aspect, unit=unit, sign=sign)


_DECREASE = re.compile(
    r"(?:减少|下降|净减)了?\Z|\b(?:down|fell by|decreased by|dropped by"
    r"|(?:reduction|decrease|drop|decline|cut) (?:in \w+ )?of)\s\Z",
    re.I,
)


_AGE = re.compile(r"\b(?:age|ages|aged)\b[^,;]*\Z", re.I)


def _is_age(read: Scene, index: int) -> bool:
    """Whether a bare number is somebody's age: "raise the retirement age from 50 to 55"."""
    quantity = read.quantities[index]
    start, end = phrase_after(read, quantity.end)
    return not read.chinese and start >= end and _AGE.search(read.text, 0, quantity.start) is not None


def _measured(read: Scene, index: int) -> Counted | None:
    """A number of nothing but its metric: "sales hit a record high of 31.4 million units"."""
    metric = next((hit.entry for hit in near_metrics(read, index) if hit.entry.flag("things")), None)
    return Counted(metric.id, metric["unit"] or "item", metric.label("en")) if metric else None


def _is_index(read: Scene, index: int, metric: Term | None) -> bool:
    """Whether a bare number is the value of an index: "the PMI stood at 50.2", 指数达到198.02."""
    quantity = read.quantities[index]
    if metric is None or metric["kind"] != "index" or not (near_metrics(read, index) or _rises_to(read, index)):
        return False
    start, end = phrase_after(read, quantity.end)
    return read.chinese or start == end or not within(read.nouns, start, end)


def _rises_to(read: Scene, index: int) -> bool:
    """Whether a number is where an index or a count went by the change before it: "rose 1.3 points to 103.8"."""
    between = read.text[read.left_edge(index) : read.quantities[index].start].strip()
    changed = index > 0 and read.quantities[index - 1].unit in (*POINTS, "percent")
    return changed and between in ("to", "至", "到")


def _is_count(quantity: Quantity, thing: Counted) -> bool:
    """Numbers of things are whole, more than one, and not a small one in words before a word like "aspects"."""
    whole = quantity.value == quantity.value.to_integral_value() or "per" in thing.subject
    if quantity.value <= (3 if quantity.spelled and quantity.value_max is None else 1):
        return False
    return whole or quantity.kind == "classifier"


@once
def _rate(read: Scene, index: int) -> Figure | None:
    quantity = read.quantities[index]
    change = move(read, index)
    metric = metric_of(read, index)
    thing = topic_of(read, index)
    if change is not None and (same := _share_moved(read, index)) is not None:
        return replace(same, aspect=f"{same.aspect}_change") if change.sign > 0 else _negated(same)
    if (first := first_of_wholes(read, index)) != index and (told := _rate(read, first)):
        made = _made(read, index, Counted(told.subject, "", told.label), aspect=told.aspect, unit=quantity.unit)
        return replace(made, scope=share_scope(read, index))
    if change is None:
        aspect, scope = level_name(read, index, metric), share_scope(read, index)
        owner = owner_of_share(read, index)
        begins = read.clause(quantity.start)[0] == quantity.start
        if (owner is not None or begins) and aspect == "share" and not scope:
            scope = part_told(read, index)
        return _made(read, index, owner or thing, aspect=aspect, unit=quantity.unit, scope=scope)
    name = change_name(read, index, change)
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


def _multiple(read: Scene, index: int) -> Figure | None:
    """2.3倍 after a verb of growth is 230 percent; else it is so many times something."""
    change = move(read, index)
    thing, metric = topic_of(read, index), base_metric(read, index)
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


_THRESHOLD = re.compile(r"(?<=以[上下])(?:的|接入|速率)|的(?=城市|企业|用户|项目|产品|地区)")


def _sum(read: Scene, index: int) -> Figure | None:
    quantity = read.quantities[index]
    if quantity.qualifier != "exact" and _THRESHOLD.match(read.text, quantity.end):
        return None
    metric = metric_of(read, index)
    thing = topic_of(read, index)
    if quantity.kind == "money":
        aspect = of_money(read, index, thing, metric)
    else:
        made = verb_name(read, index)
        aspect = metric.id if metric and metric["kind"] != "rate" else made or count_aspect(read, index)
        aspect = "added" if aspect in _STOCK and _is_added(read, index) else aspect
    named = metric["unit"] if metric and quantity.unit == "person_time" and metric["unit"] == "passenger_trip" else ""
    change = move(read, index)
    changed = quantity.unit in POINTS or _CHANGED.search(read.text, read.left_edge(index), quantity.start)
    if change and aspect != "added" and changed:
        return _made(read, index, thing, aspect=f"{aspect}_change", unit=quantity.unit, sign=change.sign)
    return _made(read, index, thing, aspect=aspect, unit=named or quantity.unit)


_STOCK = ("capacity", "total")
_OF_WHICH = re.compile(r"其中|\b(?:of|among)\s(?:which|these|this|that|them)\b", re.I)


@once
def _is_added(read: Scene, index: int) -> bool:
    """Whether a sum is newly added, or a part of one that is: "165 million kW were added, of which 118 solar"."""
    if count_aspect(read, index) == "added":
        return True
    quantity = read.quantities[index]
    part = index and _OF_WHICH.search(read.text, read.left_edge(index), quantity.start)
    return bool(part and read.quantities[index - 1].unit == quantity.unit and _is_added(read, index - 1))


_CHANGED = re.compile(
    r"(?:增加|减少|提高|降低|上升|下降|回升|回落|增|减|多)了?\Z|\b(?:up|down|by|increase of|decrease of)\s\Z", re.I
)


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
        inclusive=quantity.qualifier == "over" and bool(_AT_LEAST.search(read.text, quantity.start, quantity.end)),
        modality=modality(read, index),
        subject=thing.subject or "unknown",
        aspect=aspect,
        scope=str(more.get("scope") or scope_of(read, index, thing, aspect)),
        label=bare(thing.label),
        conversions=quantity.conversions,
        rule=_RULES.get(quantity.kind, ("sum", _sum))[0],
    )


_AT_LEAST = re.compile(
    r"[不未](?:[得能应可会再宜]|应当)?[少低小]于|至少|以上|\bat\sleast\b|\b(?:no|not|never)\s(?:be\s|fall\s)?(?:(?:less|fewer|lower)\sthan|below)\b|\ba\sminimum\sof\b"
    r"|\b(?:or|and)\s(?:more|above|over)\b",
    re.I,
)
"""The words of a number that take it in."""


def _crosses(read: Scene, index: int, span: tuple[int, int]) -> bool:
    """Whether a quote from here to there would take in another number."""
    if span[0] < read.left_edge(index) or span[1] > read.right_edge(index):
        return True
    return read.chinese and span[0] < read.clause(read.quantities[index].number_start)[0]


_RULES: dict[str, tuple[str, Callable[[Scene, int], Figure | None]]] = {
    "": ("count", _count),
    "classifier": ("count", _count),
    "rate": ("rate", _rate),
    "multiple": ("multiple", _multiple),
}
"""By the kind of a number's unit; money, physical units and the rest are sums."""
