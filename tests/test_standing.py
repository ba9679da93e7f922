"""Whose word counts more, where two sources contradict each other."""

import pytest

from measures.model import Language, Origin
from measures.standing import Standing, standing


@pytest.mark.parametrize(
    ("publisher", "url", "language", "rank"),
    [
        ("", "https://www.miit.gov.cn/a/b.html", "zh", Standing.ORIGINAL),
        ("国新网", "", "zh", Standing.ORIGINAL),
        ("工业和信息化部", "", "zh", Standing.ORIGINAL),
        ("", "http://english.scio.gov.cn/pressroom/1.htm", "en", Standing.TRANSLATION),
        ("Ministry of Industry and Information Technology", "", "en", Standing.TRANSLATION),
        ("新华社", "https://www.gov.cn/1.htm", "zh", Standing.AGENCY),
        ("", "http://www.china.org.cn/1.htm", "en", Standing.AGENCY),
        ("Daily Energy Micro Signal", "", "en", Standing.REPOST),
        ("", "https://notgov.cn/1.htm", "zh", Standing.REPOST),
        ("", "", "zh", Standing.UNKNOWN),
    ],
)
def test_a_page_stands_where_its_publisher_or_host_stands(
    publisher: str, url: str, language: Language, rank: Standing
) -> None:
    assert standing(Origin(document="a", url=url, publisher=publisher, language=language)) == rank


def test_the_body_itself_stands_before_its_translation_and_that_before_the_press() -> None:
    assert sorted(Standing) == [
        Standing.ORIGINAL, Standing.TRANSLATION, Standing.AGENCY, Standing.REPOST, Standing.UNKNOWN,
    ]  # fmt: skip
