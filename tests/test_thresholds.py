"""How far and how much: what thresholds say, and which figures reach them."""

from datetime import date
from decimal import Decimal

import pytest
from changes import PAGE, a_change, a_figure, an_act
from hypothesis import given
from hypothesis import strategies as st

from alerts.team import Threshold
from alerts.thresholds import moves, reaches, threshold
from measures.lexicon import built_in
from measures.model import Change, Figure, Period, Point

LEXICON = built_in()
amounts = st.decimals(-(10**12), 10**12, places=2, allow_nan=False)
positive = st.decimals(Decimal("0.01"), 10**6, places=2, allow_nan=False)


def told(now: Figure, before: Figure | None = None) -> Change:
    return a_change(now, kind="revised" if before else "new", before=Point(before, PAGE) if before else None)


def of(value: object, unit: str = "enterprise", **facts: object) -> Figure:
    return a_figure(value, unit=unit, **facts)


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("5%", 5, "percent"),
        ("５ ％", 5, "percent"),
        ("5 percent", 5, "percent"),
        ("三成", 30, "percent"),
        ("2 percentage points", 2, "percentage_point"),
        ("0.5个百分点", "0.5", "percentage_point"),
        ("50 basis points", "0.5", "percentage_point"),
        ("1000 enterprises", 1000, "enterprise"),
        ("1,000 firms", 1000, "enterprise"),
        ("1000家", 1000, "enterprise"),
        ("1000家企业", 1000, "enterprise"),
        ("1 billion yuan", 10**9, "yuan"),
        ("RMB 1 billion", 10**9, "yuan"),
        ("10亿元", 10**9, "yuan"),
        ("10 亿元", 10**9, "yuan"),
        ("$5 million", 5_000_000, "usd"),
        ("at least 5%", 5, "percent"),
        ("20 GW", 20_000_000, "kilowatt"),
        ("100 hectares", 1500, "mu"),
        ("100万吨", 10**6, "tonne"),
        ("1万人", 10**4, "person"),
        ("2 times", 2, "times"),
    ],
)
def test_thresholds_are_read_as_texts_write_quantities(written: str, value: object, unit: str) -> None:
    assert threshold(written, LEXICON) == Threshold(Decimal(str(value)), unit)


@pytest.mark.parametrize(
    "written",
    ["", "5", "1,000", "yuan", "lots", "5-10%", "under 5%", "about 5%", "-5%", "5% or 10%", "5% of it", "3 of"],
)
def test_what_is_no_quantity_is_said_with_what_to_write(written: str) -> None:
    with pytest.raises(ValueError, match='write a number with its unit, like "5%"') as raised:
        threshold(written, LEXICON)
    assert repr(written) in str(raised.value)


@pytest.mark.parametrize(
    ("figure", "least", "is_reached"),
    [
        (of(10**9, "yuan"), "1 billion yuan", True),
        (of(10**9 - 1, "yuan"), "1 billion yuan", False),
        (of(10**10, "usd"), "1 billion yuan", False),
        (of(10**8, "usd", conversions=((Decimal(71 * 10**7), "yuan"),)), "7亿元", True),
        (of(4000, value_max=Decimal(6000)), "5000 enterprises", True),
        (of(4000, value_max=Decimal(6000)), "6001 enterprises", False),
        (of(60, "hectare"), "900 mu", True),
        (of(59, "hectare"), "900 mu", False),
        (of(40, "permille"), "5%", False),
        (of(50, "permille"), "5%", True),
        (of("-9.6", "percent"), "5%", False),
    ],
)
def test_at_least_compares_what_is_of_one_unit(figure: Figure, least: str, is_reached: bool) -> None:
    assert reaches(told(figure), [threshold(least, LEXICON)]) is is_reached


@pytest.mark.parametrize(
    ("before", "now", "far", "has_moved"),
    [
        (of(1000), of(1050), "5%", True),
        (of(1000), of(950), "5%", True),
        (of(1000), of(1049), "5%", False),
        (of(0), of(1), "500%", True),
        (of(0), of(0), "5%", False),
        (of(20, "percent"), of(21, "percent"), "5%", True),
        (of(20, "percent"), of(21, "percent"), "2 percentage points", False),
        (of(20, "percent"), of(22, "percent"), "2 percentage points", True),
        (of("0.5", "percentage_point"), of("0.7", "percentage_point"), "20 basis points", True),
        (of(1000), of(1100), "2 percentage points", False),
        (of(1000), of(2000), "1000 enterprises", True),
        (of(1000), of(2000), "1000 yuan", False),
        (of(1000), of(2000, "yuan"), "1%", False),
        (of(10, "hectare"), of(150, "mu"), "1%", False),
        (of(10, "hectare"), of(165, "mu"), "10%", True),
        (of(4000, value_max=Decimal(6000)), of(5000, value_max=Decimal(6000)), "1000 enterprises", True),
        (of(5000), of(4000, value_max=Decimal(6000)), "1001 enterprises", False),
        (of("-10", "percent"), of("-9", "percent"), "10%", True),
    ],
)
def test_moved_measures_the_way_from_what_was_known(before: Figure, now: Figure, far: str, has_moved: bool) -> None:
    assert moves(told(now, before), [threshold(far, LEXICON)]) is has_moved


def test_a_sum_since_january_did_not_move_from_that_of_fewer_months() -> None:
    def since_january(value: int, month: int, unit: str = "enterprise") -> Figure:
        return of(value, unit, as_of=Period(date(2031, 1, 1), date(2031, month, 30)))

    far = [threshold("1%", LEXICON)]
    assert not moves(told(since_january(1200, 9), since_january(1000, 6)), far)
    assert moves(told(since_january(1200, 9), since_january(1000, 9)), far), "revised"
    assert moves(told(since_january(12, 9, "percent"), since_january(10, 6, "percent")), far), "no sum"


def test_any_of_several_thresholds_is_enough_and_only_figures_have_them() -> None:
    several = [threshold(one, LEXICON) for one in ("50%", "100 enterprises")]
    assert moves(told(of(1100), of(1000)), several)
    assert not moves(told(of(1100)), several), "what was not known before did not move"
    assert not moves(a_change(an_act(), kind="revised", before=Point(an_act(), PAGE)), several)
    assert not reaches(a_change(an_act()), several)


@given(before=amounts, now=amounts, percent=positive)
def test_relative_moves_are_the_share_of_what_was_known(before: Decimal, now: Decimal, percent: Decimal) -> None:
    far = [Threshold(percent, "percent")]
    expected = now != before and abs(now - before) * 100 >= percent * abs(before)
    assert moves(told(of(now), of(before)), far) is expected
    assert moves(told(of(-now), of(-before)), far) is expected, "the sign is no part of a way"


@given(before=amounts, now=amounts, far=positive)
def test_the_way_back_is_as_long(before: Decimal, now: Decimal, far: Decimal) -> None:
    least = [Threshold(far, "enterprise")]
    assert moves(told(of(now), of(before)), least) is moves(told(of(before), of(now)), least)
    assert moves(told(of(now), of(before)), least) is (abs(now - before) >= far)


@given(value=amounts, low=positive, more=positive)
def test_a_higher_threshold_is_never_reached_by_less(value: Decimal, low: Decimal, more: Decimal) -> None:
    lower, higher = ([Threshold(one, "enterprise")] for one in (low, low + more))
    assert reaches(told(of(value)), lower) or not reaches(told(of(value)), higher)


@given(
    whole=st.integers(1, 10**6), unit=st.sampled_from(["percent", "yuan", "元", "%", "enterprises", "家", "吨", "亿元"])
)
def test_a_threshold_means_what_the_same_words_mean_in_a_text(whole: int, unit: str) -> None:
    read = threshold(f"{whole} {unit}", LEXICON)
    assert read.value == whole * (10**8 if unit == "亿元" else 1)
    assert reaches(told(of(read.value, read.unit)), [read])
