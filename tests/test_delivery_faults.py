"""Whole paths of delivery that fail on the way: small versions of the trials in bench/reliability."""

import pytest

from bench.reliability.faults import KINDS, tried

IN_KIND = {kind.name: kind for kind in KINDS}


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("webhook", "nobody listens"),
        ("webhook", "429, Retry-After 120"),
        ("chat", "connection cut"),
        ("ntfy", "302"),
        ("matrix", "no answer"),
        ("mail", "connection cut"),
    ],
)
def test_a_channel_that_fails_once_gets_all_once_and_the_others_are_on_time(kind: str, fault: str) -> None:
    outcome = tried(IN_KIND[kind], fault, 0.3)
    assert (outcome.lost, outcome.twice) == (0, 0)
    assert 300 <= outcome.delay < 330, "what failed comes with the next run of the flow"
    assert outcome.others < 15
