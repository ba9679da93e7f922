"""Which initiatives are one measure, and how one moves it. Names are made up."""

from datetime import date
from itertools import permutations

import pytest
from hearing import Told, heard, kinds
from hypothesis import given
from hypothesis import strategies as st
from stores import figure, initiative, origin

from measures.likeness import likeness
from measures.match import bond, keys
from measures.model import Initiative, Point
from measures.telling import weight

CITIES = ("sme_digital_transformation", "pilot_city", "select")
BOARDS = ("equity_market", "listing_board", "select")


CONFERENCE = date(2026, 4, 22)
SPEECH = origin("speech", "2026-04-22", event_date=CONFERENCE, language="zh")
TRANSCRIPT = origin("transcript", "2026-06-10", event_date=CONFERENCE)
WIRE = origin("wire", "2026-04-23")
LATER = origin("later", "2026-10-21", event_date=date(2026, 10, 21))


def test_lines_of_a_document_go_where_they_are_most_alike() -> None:
    sure, unsure = initiative(*CITIES, "county", start=50), initiative(*CITIES, "harbour", "orchard")
    told = [(unsure, TRANSCRIPT), (sure, TRANSCRIPT), (initiative(*CITIES, "county"), SPEECH)]
    for order in permutations(told):
        assert {frozenset(p.statement.concepts for p in members) for members in heard(order)[1]} == {
            frozenset({sure.concepts}),
            frozenset({unsure.concepts}),
        }


def test_a_broad_name_tells_less_than_a_programme() -> None:
    assert weight("postdoc_station") > weight("little_giant") > weight("small_enterprise") > weight("enterprise")
    assert weight("harbou") > weight("enterp")


def test_of_two_languages_names_and_numbers_are_compared() -> None:
    chinese = initiative("rare_earth", "追溯系统", quote="建立稀土追溯系统，覆盖1680家", batch=2)
    english = initiative("rare_earth", "tracing", "orchard", quote="trace rare earths of 1,680 firms", batch=2)
    other = initiative("rare_earth", "export", quote="license exports of rare earths")
    assert kinds((chinese, SPEECH), (english, TRANSCRIPT)) == ["new", "repeated"]
    assert kinds((chinese, SPEECH), (other, LATER)) == ["new", "new"]


# --- initiatives -------------------------------------------------------------------------------------------------


def test_the_same_programme_in_other_words_is_known() -> None:
    told = initiative(*CITIES, status="planned"), origin("a", event_date=date(2025, 10, 14))
    again = initiative(*CITIES, "nationwide", status="launched"), origin("b", event_date=date(2025, 10, 14))
    assert kinds(told, again) == ["new", "repeated"]


def test_another_programme_is_another_initiative() -> None:
    _, measures = heard([(initiative(*CITIES), origin("a")), (initiative(*BOARDS), origin("b"))])
    assert len(measures) == 2


def test_the_next_batch_is_the_next_stage_and_an_earlier_one_is_history() -> None:
    second = initiative(*CITIES, batch=2), origin("a", "2025-10-14")
    third = initiative(*CITIES, batch=3), origin("b", "2026-06-01")
    assert kinds(second, third) == ["new", "revised"]
    assert kinds(third, second) == ["new", "history"]


def test_a_later_stage_is_news_and_another_tense_is_not() -> None:
    planned = initiative(*CITIES, status="planned"), origin("a", "2025-10-14")
    tense = initiative(*CITIES, status="launched"), origin("b", "2025-10-16")
    transcript = initiative(*CITIES, status="completed"), origin("c", "2025-12-09")
    stage = initiative(*CITIES, status="completed"), origin("d", "2026-06-01")
    assert kinds(planned, tense, transcript, stage) == ["new", "repeated", "repeated", "revised"]


def test_what_is_told_months_apart_has_to_be_more_alike_to_be_one() -> None:
    told = initiative("rare_earth", quote="oxbows, dredgers, weirs and kelp"), origin("a", "2025-10-14")
    alike = initiative("rare_earth", quote="kelp, barley and tanneries")
    assert kinds(told, (alike, origin("b", "2025-12-09"))) == ["new", "repeated"]
    assert kinds(told, (alike, origin("b", "2026-12-09"))) == ["new", "new"]


def test_an_uncertain_match_is_new_and_bound_loosely() -> None:
    known = initiative("rare_earth", quote="orchards, dredgers and weirs"), origin("a")
    unsure = initiative("rare_earth", quote="kelp and tanneries"), origin("b")
    decisions, measures = heard([known, unsure])
    assert decisions[1].kind == "new"
    assert len(measures) == 2
    loose = bond(Point(*known), Point(*unsure))
    assert loose is not None
    assert not loose.firm


def test_lines_of_one_document_that_differ_are_different_initiatives() -> None:
    lines = [initiative(*CITIES, "harbour", start=0), initiative(*CITIES, "orchard", start=50)]
    _, measures = heard([(line, origin("a")) for line in lines])
    assert len(measures) == 2


def test_a_figure_and_an_initiative_never_meet() -> None:
    said: list[Told] = [(figure(421, "pilot_city"), origin("a")), (initiative("pilot_city"), origin("a"))]
    assert len(heard(said)[1]) == 2


concepts = st.frozensets(st.sampled_from([f"concept_{letter}" for letter in "abcdefgh"]), min_size=2)


@given(concepts, concepts)
def test_initiatives_alike_enough_to_be_one_share_a_key(one: frozenset[str], other: frozenset[str]) -> None:
    first, second = initiative(*one), initiative(*other)
    alike = likeness(first, second)
    assert alike.share == pytest.approx(likeness(second, first).share)
    if alike.share > 0.75:
        assert keys(first) & keys(second)
    assert likeness(first, first).share == pytest.approx(1)


def test_an_initiative_without_concepts_is_new_each_time() -> None:
    empty: Initiative = initiative()
    assert kinds((empty, origin("a")), (empty, origin("b"))) == ["new", "new"]


# --- later values by another name --------------------------------------------------------------------------------

BESIDE = frozenset({"computing_power", "data_centre", "smart_factory", "charging_pile"})


@pytest.mark.parametrize(
    ("former", "later", "follows"),
    [
        (("digital_workshop", 4_100), ("workshop", 4_300), True),
        (("workshop", 4_100), ("workshop", 4_300), True),
        (("digital_workshop", 4_100), ("power_workshop", 4_300), False),
        (("workshop", 54), ("workshop", 67), False),
        (("telecom_enterprise", 4_100), ("enterprise", 4_300), False),
    ],
)
def test_a_later_value_in_the_same_company_goes_on_by_a_name_within_the_other(
    former: tuple[str, int], later: tuple[str, int], follows: bool
) -> None:
    told = [
        Point(figure(value, name, unit="item", context=BESIDE), origin(f"{name} {value}", day))
        for (name, value), day in ((former, "2026-01-05"), (later, "2026-05-06"))
    ]
    found = bond(*told)
    assert bool(found and found.firm) is follows
