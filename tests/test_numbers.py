"""Numbers with qualifier and unit, in both languages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.lexicon import built_in
from measures.numbers import Quantity, quantities
from measures.numbers_zh import value_of
from measures.text import is_chinese, normalise


def read(text: str) -> tuple[Quantity, ...]:
    plain = normalise(text).text
    return quantities(plain, built_in().units, chinese=is_chinese(plain))


def only(text: str) -> Quantity:
    (quantity,) = read(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("over 140,000 firms", "140000", "", "over"),
        ("nearly 2.7 billion yuan", "2700000000", "yuan", "nearly"),
        ("RMB 1.2 billion", "1200000000", "yuan", "exact"),
        ("as many as 300 cities", "300", "", "exact"),
        ("fewer than 40 cities", "40", "", "under"),
        ("roughly 85 percent", "85", "percent", "about"),
        ("80 percent or more", "80", "percent", "over"),
        ("100+ laboratories", "100", "", "over"),
        ("more than half of the mills", "50", "percent", "over"),
        ("two-thirds of the mills", "66.67", "percent", "exact"),
        ("1.3 percentage points", "1.3", "percentage_point", "exact"),
        ("a 3.5 GW wind farm", "3500000", "kilowatt", "exact"),
        ("full coverage of all towns", "100", "percent", "exact"),
        ("twenty-five mills", "25", "", "exact"),
        ("突破4万家", "40000", "", "over"),
        ("近1700家", "1700", "", "nearly"),
        ("100多亿元", "10000000000", "yuan", "over"),
        ("约3.6万个", "36000", "", "about"),
        ("1000家以上", "1000", "", "over"),
        ("不足4万家", "40000", "", "under"),
        ("不超过30家", "30", "", "up_to"),
        ("50家左右", "50", "", "about"),
        ("超三成企业", "30", "percent", "over"),
        ("占比过半", "50", "percent", "over"),
        ("近三分之二", "66.67", "percent", "nearly"),
        ("百分之十二点五", "12.5", "percent", "exact"),
        ("百万家", "1000000", "", "exact"),
        ("突破千亿元", "100000000000", "yuan", "over"),
        ("降了约3成", "30", "percent", "about"),
        ("占比超三分之一", "33.33", "percent", "over"),
        ("3至4成", "30", "percent", "exact"),
        ("提高2.7个百分点", "2.7", "percentage_point", "exact"),
        ("921.4亿GB", "92140000000", "gigabyte", "exact"),
        ("１.２万亿元", "1200000000000", "yuan", "exact"),
        ("實現全覆蓋", "100", "percent", "exact"),
    ],
)
def test_value_unit_and_qualifier(text: str, value: str, unit: str, qualifier: str) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.unit, quantity.qualifier) == (Decimal(value), unit, qualifier)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 5 and 10 percent", 5, 10),
        ("5%-10%", 5, 10),
        ("4,000 to 6,000 firms", 4000, 6000),
        ("增长5%—10%", 5, 10),
        ("4000至6000家", 4000, 6000),
        ("5万—6万家", 50000, 60000),
        ("七八成", 70, 80),
    ],
)
def test_a_range_is_one_quantity(text: str, low: int, high: int) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.value_max) == (low, high)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("rose from 4,000 to 14,000", [4000, 14000]),
        ("从5%提高到8%", [5, 8]),
        ("up 5, 8 and 12 percent", [5, 8, 12]),
    ],
)
def test_from_one_value_to_another_is_two(text: str, values: list[int]) -> None:
    assert [quantity.value for quantity in read(text)] == values


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5.5个和2.7个百分点", "percentage_point"),
        ("4.2亿吨、2.1亿吨和3亿吨", "tonne"),
        ("8, 9 and 11 percent", "percent"),
    ],
)
def test_a_list_shares_the_unit_at_its_end(text: str, unit: str) -> None:
    assert {quantity.unit for quantity in read(text)} == {unit}


def test_a_sum_in_brackets_is_a_conversion() -> None:
    for text in ("300 billion yuan (about 42 billion U.S. dollars)", "3000亿元（约合420亿美元）"):
        assert [unit for _, unit in only(text).conversions] == ["usd"]


@pytest.mark.parametrize(
    "text",
    [
        "5G and 6G, 4K, a 28-nanometer chip, COVID-19",
        "Notice [2023] No. 81 of the ministry",
        "the second batch at 09:48",
        "千兆光网、一带一路、第三批、十大行动、两个毫不动摇",
        "工信部企业〔2021〕70号",
        "《行动方案（2023—2025年）》",
    ],
)
def test_names_and_ordinals_are_no_quantities(text: str) -> None:
    assert [quantity for quantity in read(text) if quantity.kind] == []


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("四百二十一", 421), ("两千三百", 2300), ("百万", 10**6), ("十二", 12), ("一万二千", 12000), ("千亿", 10**11)],
)
def test_chinese_numerals(numeral: str, value: int) -> None:
    assert value_of(numeral) == value


@given(st.text(alphabet="0123456789.,%万亿千百十个家元成分之半超近约多余至—- abmillionyuan percent\n", max_size=60))
def test_any_text_is_read_in_order_and_inside_itself(text: str) -> None:
    for quantity in read(text):
        assert 0 <= quantity.start <= quantity.number_start < quantity.number_end <= len(normalise(text).text)
        assert quantity.value_max is None or quantity.value_max >= quantity.value
