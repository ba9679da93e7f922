"""The metric a number measures: revenue, output, penetration rate."""

import re

from measures.lexicon import Hit, Term
from measures.lists import RESPECTIVELY, lead_of, listed_places, parts_of
from measures.numbers import Quantity
from measures.scene import Scene, once, within
from measures.subjects import subject_before


@once
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
    if quantity.unit == "person_time" and metric["unit"] == "passenger_trip":
        return True
    money = ("yuan", "usd")
    return metric["unit"] == quantity.unit or (metric["unit"] in money and quantity.unit in money)


@once
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
    return far[-size:][place] if RESPECTIVELY.search(scene.text) and not near and len(far) >= size else None
