"""Initiatives on whole texts of many kinds, held to what a reader marked in them before they were first read."""

import pytest
from marked import Score, judge, texts, unmarked


@pytest.mark.parametrize(
    ("folder", "recall", "precision", "status"), [("seen", 0.92, 0.95, 0.93), ("unseen", 0.9, 0.92, 0.88)]
)
def test_acts_are_found_and_nothing_else(folder, recall, precision, status):
    score, faults = Score(), []
    for name, text, acts in texts(folder):
        missed, wrong = judge(score, text, name, acts)
        faults += [f"{name}: missed {text[act.start : act.end]}" for act in missed]
        faults += [f"{name}: wrong {line.quote}" for line in wrong]
    report = "\n".join([str(score), *faults])
    assert score.recall >= recall, report
    assert score.precision >= precision, report
    assert score.status_share >= status, report


def test_marks_are_taken_out_of_the_text():
    text, acts = unmarked("Today ⟦p:we will sail⟧ and ⟦lc?:sing⟧.")
    assert text == "Today we will sail and sing."
    assert [(text[act.start : act.end], act.statuses, act.free) for act in acts] == [
        ("we will sail", "p", False),
        ("sing", "lc", True),
    ]
