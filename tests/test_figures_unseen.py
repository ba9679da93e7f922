"""Whole texts of many kinds: bulletins, transcripts, wire reports, machine translations, notices. All are ours.

Only `seen` was used while the rules were first mended; `unseen` and `fresh` were written and marked before they were
read. The floors lie a little below what is reached now.
"""

from collections.abc import Sequence

import pytest
from annotated import Score, judge, texts


def scored(name: str) -> tuple[Score, Sequence[str]]:
    score = Score()
    told = [line for document, wanted in texts(name) for line in judge(score, document, wanted)]
    return score, told


@pytest.mark.parametrize(("name", "strict"), [("seen", 0.98), ("unseen", 0.97), ("fresh", 0.97)])
def test_figures_of_texts_of_many_kinds(name: str, strict: float) -> None:
    score, told = scored(name)
    assert score.wanted > 50
    assert min(score.recall, score.precision) >= 0.98, told
    assert score.strict >= strict, told


def test_a_figure_missed_or_made_up_lowers_the_score() -> None:
    (document, wanted), *_ = texts("seen")
    score = Score()
    list(judge(score, document, wanted[1:]))
    assert (score.recall, score.false) == (1, 1)
    score = Score()
    list(judge(score, document, [*wanted, wanted[0]]))
    assert score.recall < 1
