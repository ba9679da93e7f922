"""Texts that are one piece over and over, as no page is and any page may be: reading takes seconds, not minutes."""

import time

import pytest

from measures.documents import compose
from measures.grammar_en import BESIDE
from measures.initiatives import initiatives

SIZE, SECONDS = 8_000, 3.0
CHINESE, ENGLISH = "我们将开展", "China will build "
PIECES = [
    *((CHINESE, piece) for piece in (" ", "\t", "\u3000", ".", "-", "*", "推动A，", "，", "；", "; ")),
    *(("", piece) for piece in ("十", "一", "建设、", "加强建设工作、", "一是推动建设，", "and promote ", "promptly ")),
    *((ENGLISH, piece) for piece in (" ", "\t", "1", "1,", "a, ", "[", "and promote ", "http://a.b/c ")),
]


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    initiatives(compose("我们将开展检查。China will build 100 factories.", identity="warm"))


@pytest.mark.parametrize(("before", "piece"), PIECES)
def test_a_piece_repeated_is_read_in_seconds(before: str, piece: str) -> None:
    text = before + piece * (SIZE // len(piece)) + ("工作。" if before == CHINESE else " 100 factories.")
    began = time.process_time()
    initiatives(compose(text, identity="slow"))
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("piece", [" recently", " in may last year", " held abruptly", " swiftly"])
def test_what_stands_beside_a_subject_is_read_in_one_way(piece: str) -> None:
    began = time.process_time()
    assert BESIDE.sub("", "the ministry" + piece * 100 + "; we").endswith("; we")
    assert time.process_time() - began < 1


def test_what_stands_beside_a_subject_is_left_out() -> None:
    for beside in ("recently", "also jointly", "now held a long meeting on ports", "on may 3", "in may last year"):
        assert BESIDE.sub("", f"the ministry {beside}") == "the ministry"
