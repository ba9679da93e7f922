"""Times as intervals and their role."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.periods import periods

DAY = date(2024, 7, 5)


@pytest.mark.parametrize(
    ("text", "period", "role"),
    [
        ("By the end of June, plants had", "2024-06-30", "stock"),
        ("in the first three quarters of last year", "2023-01/2023-09", "during"),
        ("in the January-May period", "2024-01/2024-05", "during"),
        ("By 2027, output will", "2027", "deadline"),
        ("over the next three years", "2024-07-05/2027-07-05", "during"),
        ("on Oct. 14, 2023", "2023-10-14", "during"),
        ("during the 14th Five-Year Plan period", "2021/2025", "during"),
        ("higher than in the first quarter", "2024-01/2024-03", "compared"),
        ("in the same period of last year", "2023", "compared"),
        ("currently", "2024-07-05", "stock"),
        ("截至5月底", "2024-05-31", "stock"),
        ("今年前三季度", "2024-01/2024-09", "during"),
        ("1—5月份", "2024-01/2024-05", "during"),
        ("到2030年", "2030", "deadline"),
        ("比上年末增加", "2023", "compared"),
        ("2021年3月以来", "2021-03-01/2024-07-05", "during"),
        ("“十四五”期间".replace("“", '"').replace("”", '"'), "2021/2025", "during"),
        ("前5个月", "2024-01/2024-05", "during"),
        ("去年12月", "2023-12", "during"),
    ],
)
def test_one_time(text: str, period: str, role: str) -> None:
    (when,) = periods(text, DAY, chinese=not text.isascii())
    assert (str(when.period), when.role) == (period, role)


def test_an_open_month_lies_behind_unless_the_sentence_looks_ahead() -> None:
    assert str(periods("in October", DAY)[0].period) == "2023-10"
    assert str(periods("in October", DAY, ahead=[(0, 99)])[0].period) == "2024-10"


@pytest.mark.parametrize("text", ["It may rise.", "2,024 firms", "比前两个月收窄", "11个月", "千兆网络"])
def test_not_every_number_is_a_time(text: str) -> None:
    assert periods(text, DAY, chinese=not text.isascii()) == ()


@given(st.text(alphabet="0123456789年月日季度上下半底末至—-到截今去明前第一二三四 ", max_size=40), st.booleans())
def test_any_text_gives_ordered_times(text: str, ahead: bool) -> None:
    found = periods(text, DAY, ahead=[(0, 99)] if ahead else (), chinese=True)
    assert list(found) == sorted(found, key=lambda when: when.start)
    assert all(0 <= when.start < when.end <= len(text) for when in found)
