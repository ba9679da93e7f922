"""Which figures are one measure, and how a figure moves it. Numbers and names are made up."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from hearing import heard, kinds
from hypothesis import given
from hypothesis import strategies as st
from stores import figure, origin

from measures.match import keys, main_key, reading_order
from measures.model import Figure
from measures.values import covers, value_equal


def test_the_same_value_in_other_words_is_known() -> None:
    first = figure(421, as_of="2025-06-30"), origin("a", "2025-07-05")
    again = figure(421, as_of="2025-06-30", qualifier="about", modality="planned"), origin("b", "2025-09-24")
    assert kinds(first, again) == ["new", "repeated"]


def test_what_is_later_is_decided_by_the_text_not_by_the_order_of_reading() -> None:
    june = figure(400, as_of="2025-06-30"), origin("a", "2025-12-30")
    october = figure(421, as_of="2025-10-31"), origin("b", "2025-11-01")
    assert kinds(june, october) == ["new", "revised"]
    assert kinds(october, june) == ["new", "history"]


def test_a_revision_starts_from_the_latest_value() -> None:
    told = [(figure(value, as_of=day), origin(day, day)) for value, day in ((1, "2024-01-01"), (3, "2026-01-01"))]
    told += [(figure(2, as_of="2025-01-01"), origin("x")), (figure(4, as_of="2026-02-01"), origin("y"))]
    decisions, _ = heard(told)
    assert [d.kind for d in decisions] == ["new", "revised", "history", "revised"]
    assert decisions[-1].before is not None
    assert decisions[-1].before.statement.value == 3  # type: ignore[union-attr]


def test_what_was_before_is_quoted_from_the_best_source_of_its_event() -> None:
    original = origin("original", "2026-03-02", publisher="工业和信息化部", language="zh")
    reposts = [origin(name, "2026-03-03", publisher="A trade site") for name in ("repost", "copy")]
    later = figure(900, as_of="2026-06-30"), origin("later", "2026-07-01")
    for order in permutations([original, *reposts]):
        told = [(figure(700, as_of=str(one.published)), one) for one in order]
        before = heard([*told, later]).decisions[-1].before
        assert before is not None
        assert before.origin == original


def test_a_value_told_again_without_a_new_time_is_no_news() -> None:
    stock = figure(4762, as_of="2024-08-06"), origin("a", "2024-08-06")
    later = figure(4762, as_of="2025-05-08"), origin("b", "2025-05-08")
    assert kinds(stock, later) == ["new", "repeated"]


def test_a_late_repost_of_an_old_value_is_no_revision() -> None:
    old = figure(400, as_of="2025-06-30"), origin("a", "2025-07-01")
    new = figure(421, as_of="2025-10-31"), origin("b", "2025-11-01")
    repost = figure(400), origin("c", "2025-12-09")
    assert kinds(old, new, repost) == ["new", "revised", "repeated"]


def test_a_rounder_form_of_a_known_value_is_restated() -> None:
    exact = figure(141_000, as_of="2024-10-14"), origin("a", "2024-10-14")
    rough = figure(140_000, as_of="2025-09-20", qualifier="over"), origin("b", "2025-09-20")
    assert kinds(exact, rough) == ["new", "restated"]
    risen = figure(150_000, as_of="2025-09-20", qualifier="over"), origin("b", "2025-09-20")
    assert kinds(exact, risen) == ["new", "revised"]


def test_a_headline_that_rounds_the_body_is_one_statement_with_it() -> None:
    headline = figure(15_000, qualifier="nearly", start=0)
    body = figure(14_600, start=90)
    where = origin("a")
    ordered = reading_order([headline, body])
    assert ordered == [body, headline]
    assert kinds(*((statement, where) for statement in ordered)) in (["new", "restated"], ["new", "repeated"])


def test_two_sources_that_contradict_each_other_for_one_day_conflict() -> None:
    ministry = figure(12_000, as_of="2025-09-01"), origin("a", "2025-09-01")
    paper = figure(8_997, as_of="2025-09-01"), origin("b", "2025-09-02")
    assert kinds(ministry, paper) == ["new", "conflicting"]


def test_two_things_that_one_document_counts_by_one_name_are_two_measures() -> None:
    here = [(figure(12, start=0), origin("a")), (figure(31, start=50), origin("a"))]
    decisions, measures = heard(here)
    assert ([d.kind for d in decisions], len(measures)) == (["new", "new"], 2)
    there = [(figure(31, start=0), origin("b")), (figure(12, start=50), origin("b"))]
    assert kinds(*here, *there) == ["new", "new", "repeated", "repeated"]


def test_periods_of_another_length_neither_revise_nor_contradict() -> None:
    quarter = figure("-8.4", unit="percent", as_of="2025-01-01/2025-03-31"), origin("a", "2025-04-23")
    march = figure("-1.1", unit="percent", as_of="2025-03-01/2025-03-31"), origin("a", "2025-04-23")
    april = figure("3.9", unit="percent", as_of="2025-04-01/2025-04-30"), origin("b", "2025-05-20")
    decisions, measures = heard([quarter, march, april])
    assert [d.kind for d in decisions] == ["new", "new", "revised"]
    assert len(measures) == 1
    assert decisions[2].before is not None
    assert decisions[2].before.statement is march[0]


def test_the_same_rate_for_a_later_period_is_a_new_value() -> None:
    first = figure("7.6", unit="percent", aspect="growth", as_of="2025-01-01/2025-08-31"), origin("a", "2025-09-10")
    later = figure("7.6", unit="percent", aspect="growth", as_of="2025-01-01/2025-09-30"), origin("b", "2025-10-10")
    assert kinds(first, later) == ["new", "revised"]


def test_a_target_stands_beside_the_stock_and_is_never_compared_with_it() -> None:
    stock = figure(4_762, as_of="2024-08-06"), origin("a", "2024-08-06")
    target = figure(10_000, modality="target", by=figure(1, as_of="2026-12-31").as_of), origin("a", "2024-08-06")
    reached = figure(10_000, as_of="2025-12-31"), origin("b", "2026-01-05")
    decisions, measures = heard([stock, target, reached])
    assert [d.kind for d in decisions] == ["new", "new", "revised"]
    assert len(measures) == 1
    assert decisions[2].before is not None
    assert decisions[2].before.statement is stock[0]


@pytest.mark.parametrize(
    "other",
    [
        {"subject": "smart_workshop"},
        {"aspect": "newly_added"},
        {"scope": "guangdong"},
        {"unit": "percent"},
    ],
)
def test_another_subject_aspect_scope_or_unit_is_another_measure(other: dict[str, str]) -> None:
    told = [(figure(421), origin("a")), (figure(421, **other), origin("b", "2026-04-01"))]
    assert len(heard(told)[1]) == 2


def test_an_unknown_name_is_known_again_by_a_telling_value_only() -> None:
    one, other = "pilot_service_institution", "public_service_institution_pilot"
    later = origin("b", "2026-04-01")
    near = [(figure(1_783, one), origin("a")), (figure(1_783, other), origin("b"))]
    round_value = [(figure(200, one), origin("a")), (figure(200, "service_vehicle"), later)]
    years_apart = [(figure(1_783, one), origin("a", "2020-01-01")), (figure(1_783, other), origin("b"))]
    assert [len(heard(told)[1]) for told in (near, round_value, years_apart)] == [1, 2, 2]


def test_a_name_that_could_be_anything_makes_no_series() -> None:
    told = [(figure(16, "branch", unit="branch"), origin("a", "2025-04-23"))]
    other = [(figure(20, "branch", unit="branch"), origin("b", "2025-10-10"))]
    same_number = [(figure(16, "branch", unit="branch"), origin("b", "2025-10-10"))]
    again = [(figure(16, "branch", unit="branch", start=90), origin("a", "2025-04-23"))]
    assert kinds(*told, *other) == kinds(*told, *same_number) == ["new", "new"]
    assert kinds(*told, *again) == ["new", "repeated"]


def test_a_chinese_name_with_more_or_less_before_it_is_known_by_its_value() -> None:
    long, short = figure(28_341, "今年前十个月共享账户"), figure(28_341, "共享账户")
    assert kinds((long, origin("a")), (short, origin("b"))) == ["new", "repeated"]


def test_a_sum_in_another_currency_is_the_sum() -> None:
    yuan = figure(150_000_000_000, "upgrade_loan", unit="yuan", conversions=((Decimal(21_210_000_000), "usd"),))
    dollars = figure(21_210_000_000, "upgrade_loan", unit="usd", qualifier="about")
    for told in ((yuan, dollars), (dollars, yuan)):
        assert kinds((told[0], origin("a")), (told[1], origin("b"))) == ["new", "repeated"]


def test_values_are_equal_to_the_precision_of_the_coarser_one() -> None:
    assert value_equal(figure(14_600), figure(14_600, step=Decimal(100)))
    assert value_equal(figure(14_637), figure(14_600, step=Decimal(100)))
    assert not value_equal(figure(14_660), figure(14_600, step=Decimal(100)))
    assert not value_equal(figure(14_637), figure(14_600))
    assert covers(figure(14_000, qualifier="over"), figure(14_600))
    assert not covers(figure(14_000, qualifier="over"), figure(15_600))
    assert covers(figure(300, qualifier="nearly"), figure(298))
    assert not covers(figure(300, qualifier="nearly"), figure(301))


days = st.dates(date(2020, 1, 1), date(2026, 12, 31)).map(str)
values = st.integers(1, 10**12)
stocks = st.integers(1000, 9999)


@given(value=values, first=days, second=days)
def test_a_figure_meets_itself_under_its_keys_whatever_the_day(value: int, first: str, second: str) -> None:
    one, other = figure(value, as_of=first), figure(value, as_of=second, qualifier="over", modality="planned")
    assert keys(one) & keys(other)
    assert main_key(one) in keys(one)
    assert kinds((one, origin("a", first)), (other, origin("b", second))) == ["new", "repeated"]


@given(st.lists(st.tuples(stocks, days), min_size=1, max_size=4, unique_by=lambda pair: pair[1]))
def test_a_series_is_one_measure_in_any_order_of_arrival(points: list[tuple[int, str]]) -> None:
    told = [(figure(value, as_of=day), origin(day, day)) for value, day in points]
    for order in permutations(told):
        assert len(heard(order)[1]) == 1


# --- one event in several reports ---------------------------------------------------------------------------------

CONFERENCE = date(2026, 4, 22)
SPEECH = origin("speech", "2026-04-22", event_date=CONFERENCE, language="zh")
TRANSCRIPT = origin("transcript", "2026-06-10", event_date=CONFERENCE)
WIRE = origin("wire", "2026-04-23")
LATER = origin("later", "2026-10-21", event_date=date(2026, 10, 21))


@pytest.mark.parametrize(
    ("said", "again"),
    [
        (figure(1_680, "光网试点小区", quote="1680个", unit="item"), figure(1_680, "community", unit="community")),
        (figure(15, "城市", quote="15个城市", unit="city"), figure(15, "city", unit="city")),
        (figure("10.5", "nev", unit="percent", aspect="sales_growth"),
         figure("10.5", "nev", unit="percent", aspect="growth")),
        (figure(2_700_000_000, "machine_tool", unit="yuan", aspect="funding"),
         figure(2_700_000_000, "machine_tool", unit="yuan", aspect="amount")),
    ],
)  # fmt: skip
def test_a_figure_of_one_event_is_known_in_other_words(said: Figure, again: Figure) -> None:
    for told in ((said, SPEECH), (again, TRANSCRIPT)), ((again, TRANSCRIPT), (said, SPEECH)):
        assert kinds(*told) == ["new", "repeated"]


def test_a_name_of_another_language_is_known_from_then_on() -> None:
    chinese = {"subject": "光网试点小区", "quote": "个", "unit": "community"}
    told = (figure(1_680, "community_pilot", unit="community"), TRANSCRIPT), (figure(1_680, **chinese), SPEECH)
    assert kinds(*told, (figure(2_310, **chinese), LATER)) == ["new", "repeated", "revised"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure(1_000, "little_giant_enterprise"), figure(1_000, "manufacturing_champion")),
        (figure(100, "industrial_cluster", unit="cluster"), figure(100, "brand", unit="brand")),
        (figure(20, "harbour", unit="item"), figure(20, "orchard", unit="item")),
        (figure("5.9", "nev", unit="percent", aspect="sales_growth"),
         figure("5.9", "nev", unit="percent", aspect="share")),
        (figure(40, "city", scope="beijing"), figure(40, "city", scope="tianjin")),
    ],
)  # fmt: skip
def test_two_things_of_one_value_stay_two_in_one_event(one: Figure, other: Figure) -> None:
    assert len(heard([(one, SPEECH), (other, TRANSCRIPT)])[1]) == 2


def test_a_part_is_no_revision_of_the_whole() -> None:
    told = figure(86, as_of="2026-03-31"), figure(20, start=60)
    assert kinds(*((statement, SPEECH) for statement in told)) == ["new", "new"]
    assert kinds((told[0], SPEECH), (told[1], TRANSCRIPT)) in (["new", "new"], ["new", "conflicting"])
    assert kinds((figure(30_000), SPEECH), (figure(800), LATER)) == ["new", "new"]
