"""Growth in real and in nominal terms, without a part, and of a part that is described: each is a series of its own."""

from datetime import date

import pytest

from measures.documents import compose
from measures.figures import figures


def scopes(text: str) -> list[tuple[float, str]]:
    found = figures(compose(text, identity="own", title="", published=date(2026, 10, 20)))
    return [(float(figure.value), figure.scope) for figure in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("社会消费品零售总额名义增长4.1%。", [(4.1, "nominal")]),
        ("扣除价格因素，社会消费品零售总额实际增长3.2%。", [(3.2, "real")]),
        ("Excluding price factors, retail sales grew 3.2 percent.", [(3.2, "real")]),
        ("Retail sales grew 4.1 percent in nominal terms, or 3.2 percent after deducting price factors.",
         [(4.1, "nominal"), (3.2, "real")]),
        ("国内生产总值实际增长5%。", [(5, "")]),
        ("规模以上工业增加值同比实际增长5.8%。", [(5.8, "")]),
        ("Industrial output grew 5.2 percent in real terms.", [(5.2, "")]),
    ],
)  # fmt: skip
def test_real_and_nominal_growth_are_two_series_but_of_what_is_always_told_in_real_terms(
    text: str, expected: list[tuple[float, str]]
) -> None:
    assert scopes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("除汽车以外的消费品零售额增长5%。", [(5, "without_vehicle")]),
        ("Retail sales excluding automobiles rose 5 percent in May.", [(5, "without_vehicle")]),
        ("扣除房地产开发投资，民间投资增长7.2%。", [(7.2, "without_real_estate_investment")]),
        ("固定资产投资（不含农户）增长2.8%。", [(2.8, "")]),
        ("Fixed-asset investment (excluding rural households) rose 2.8 percent.", [(2.8, "")]),
        ("除了出口，消费也增长4%。", [(4, "")]),
    ],
)
def test_what_is_told_without_a_part_is_another_series(text: str, expected: list[tuple[float, str]]) -> None:
    assert scopes(text) == expected
