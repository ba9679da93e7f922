"""Reading takes time in proportion to a text: no sentence is so full of numbers that it stops a run."""

import time

import pytest

from measures.documents import compose
from measures.figures import figures
from measures.initiatives import initiatives

SIZE = 8000
PIECES = [
    "1% ",
    "，同比增长5%",
    "5.2%，",
    "1万家、",
    "1、",
    "1",
    "1,",
    "万",
    "1万",
    "1 to ",
    "from 1 to ",
    "10,000 SMEs and ",
    "分别增长1%、",
    "increased by 5% and ",
    "工业增加值同比增长5.2%，",
    "Sales rose 5.2%, ",
    "其中5家，",
    "5 percent of firms and ",
    "20 municipal, ",
    "5个省级、",
]


@pytest.mark.parametrize("lead", ["", "全国企业1个，"])
@pytest.mark.parametrize("piece", PIECES)
def test_a_sentence_of_nothing_but_numbers_is_read_in_seconds(piece: str, lead: str) -> None:
    begun = time.process_time()
    document = compose(lead + piece * (SIZE // len(piece)), identity="any")
    figures(document)
    initiatives(document)
    assert time.process_time() - begun < 3


@pytest.mark.parametrize("piece", ["1万家、", "同比增长5%，", "其中5家，"])
def test_a_table_told_as_one_sentence_is_read_for_its_first_hundred_numbers(piece: str) -> None:
    told = [figures(compose(f"企业{piece * count}。", identity="any")) for count in (99, 100, 150)]
    assert [len(each) for each in told] == [99, 100, 100]
