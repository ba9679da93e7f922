"""`gongbao show`: what stands behind a measure, and how a person is told of it. On SQLite and PostgreSQL."""

from stores import day, document, figure, initiative

from flows.formats import history as as_data
from flows.showing import history
from measures.model import Measure
from store.store import Store

CITIES = ("sme_digital_transformation", "pilot_city", "select", "county")


def shown(store: Store, measure: Measure, *, why: bool = False) -> str:
    return history(measure, store.background(measure), why=why).plain


def the(store: Store, kind: str) -> Measure:
    return max((m for m in store.measures() if m.kind == kind), key=lambda m: len(m.points))


def test_the_history_stands_in_order_of_time_with_the_difference_and_each_source(store: Store) -> None:
    store.record("miit", [], document("late", "2026-02-20"), [figure(421, as_of="2025-12-31")])
    store.record("miit", [], document("copy", "2026-02-21", publisher="新华社"), [figure(421, as_of="2025-12-31")])
    store.record("miit", [], document("early", "2025-07-01"), [figure(400, as_of="2025-06-30")])
    text = shown(store, the(store, "figure"))
    assert text.index("400 factories · 2025-06-30") < text.index("421 factories · 2025-12-31  (+21)")
    assert "figure, 3 statements in 3 documents" in text
    assert text.index("[repeated]\n         新华社 · Page copy") < text.index("[new]\n         miit · Page late")
    assert "[history]" in text


def test_a_target_stands_apart_from_what_is(store: Store) -> None:
    target = figure(900, modality="target", by=day("2027-12-31"), start=50)
    store.record("miit", [], document("a", "2026-02-20"), [figure(421, as_of="2025-12-31"), target])
    text = shown(store, the(store, "figure"))
    assert text.index("What is\n") < text.index("421") < text.index("What is aimed at") < text.index("900")


def test_values_that_contradict_each_other_name_each_other(store: Store) -> None:
    store.record("miit", [], document("a", "2026-01-05"), [figure(400, as_of="2025-12-31")])
    store.record("miit", [], document("b", "2026-01-06"), [figure(300, as_of="2025-12-31")])
    text = shown(store, the(store, "figure"))
    assert "contradicted: 300 factories · 2025-12-31" in text
    assert "contradicted: 400 factories · 2025-12-31" in text


def test_what_a_page_took_back_can_still_be_seen(store: Store) -> None:
    store.record("miit", [], document("a", "2026-01-05", "421 it says"), [figure(421, as_of="2025-12-31")])
    store.record("miit", [], document("a", "2026-01-05", "412 it says"), [figure(412, as_of="2025-12-31")])
    text = shown(store, the(store, "figure"))
    assert "412 factories · 2025-12-31" in text
    assert text.index("taken back by its page") < text.index("421 factories")


def test_a_figure_stays_with_the_initiative_that_tells_it(store: Store) -> None:
    plan = initiative(*CITIES, title="name pilot cities", start=0, end=100, sentence_end=120)
    store.record("miit", [], document("a", "2026-01-05", "x" * 200), [plan, figure(101, "pilot_city", start=40)])
    text, figure_text = shown(store, the(store, "initiative")), shown(store, the(store, "figure"))
    assert "Told with it\n  f-" in text
    assert "pilot city  101 factories" in text
    assert "name pilot cities  planned" in figure_text


def test_why_names_the_rule_and_the_measures_it_is_not(store: Store) -> None:
    store.record("miit", [], document("a", "2026-01-05"), [figure(20, "harbour", as_of="2025-12-31")])
    store.record("miit", [], document("b", "2026-01-05"), [figure(20, as_of="2025-12-31")])
    store.record("miit", [], document("c", "2026-02-05"), [figure(24, as_of="2026-01-31")])
    measure = the(store, "figure")
    text = shown(store, measure, why=True)
    assert "why revised: later value of the series (known by its series)" in text
    [other] = [m for m in store.measures() if m.id != measure.id]
    assert f"not {other.id} harbour: another subject" in text
    data = as_data(measure, store.background(measure))
    assert {reason["change"] for reason in data["reasons"]} == {"new", "revised"}
    assert [row["line"] for row in data["rows"]] == ["is", "is"]


def test_what_may_be_the_same_is_told_with_the_commands_that_settle_it(store: Store) -> None:
    store.record("miit", [], document("a"), [initiative("rare_earth", quote="orchards, dredgers and weirs")])
    store.record("miit", [], document("b"), [initiative("rare_earth", quote="kelp and tanneries")])
    [doubt] = store.doubts()
    both = f"{doubt.one.id} {doubt.other.id}"
    assert f"`gongbao merge {both}` or `gongbao part {both}`" in shown(store, doubt.one)
