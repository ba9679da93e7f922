"""How well a store knows what is the same, held by floors: on texts used to mend it, and on texts that only judge it.

Floors lie a little under what is reached (docs/quality.md); what is missed in `unseen` texts is not to be looked at.
"""

import pytest
from bundles import own
from identity import Known, alerts, facts, known, merged, orders, score

from measures.model import Kind

SEEN, UNSEEN = "seen", "unseen"
groups = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.xdist_group(f"knowing {name}")) for name in (SEEN, UNSEEN)]
)
FLOORS: dict[tuple[str, Kind], tuple[float, float]] = {
    (SEEN, "figure"): (0.97, 0.72),
    (SEEN, "initiative"): (0.90, 0.67),
    (UNSEEN, "figure"): (0.96, 0.65),
    (UNSEEN, "initiative"): (0.82, 0.53),
}
"""(precision, recall) of pairs of statements."""
ALERTS: dict[tuple[str, Kind], float] = {
    (SEEN, "figure"): 1.45,
    (SEEN, "initiative"): 1.7,
    (UNSEEN, "figure"): 1.33,
    (UNSEEN, "initiative"): 1.9,
}
"""Messages for each distinct fact, at most, over the events of a set."""


def by_day(name: str) -> Known:
    return known(orders(own(name))[0])


@groups
@pytest.mark.parametrize("kind", ["figure", "initiative"])
def test_what_is_one_measure_is_known_as_one(name: str, kind: Kind) -> None:
    counted = score(own(name), kind, by_day(name))
    precision, recall = FLOORS[name, kind]
    assert counted.precision >= precision
    assert counted.recall >= recall


@groups
def test_what_looks_alike_and_is_not_the_same_stays_apart(name: str) -> None:
    assert len(own(name).apart) >= 50
    assert not merged(own(name), by_day(name))


@groups
@pytest.mark.parametrize("kind", ["figure", "initiative"])
def test_an_event_told_many_times_is_told_on_little_more_than_once(name: str, kind: Kind) -> None:
    bundle = own(name)
    told = sum(alerts(bundle, event, by_day(name))[kind] for event in bundle.events)
    assert told <= ALERTS[name, kind] * sum(facts(bundle, event)[kind] for event in bundle.events)


@pytest.mark.xdist_group(f"knowing {SEEN}")
def test_texts_in_three_orders_are_the_same_measures() -> None:
    assert len({known(order).partition for order in orders(own(SEEN))}) == 1
