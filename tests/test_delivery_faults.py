"""Whole paths of delivery that fail on the way: small versions of the trials in bench/reliability."""

import pytest

from bench.reliability.faults import KINDS, tried
from bench.reliability.killed import PLACES, at_a_place, at_random

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


@pytest.mark.parametrize(
    ("moment", "twice"),
    [("messages made, not yet committed", 0), ("taken by the channel, not noted", 1)],
)
def test_a_sender_that_is_killed_loses_nothing(moment: str, twice: int) -> None:
    count = at_a_place("SQLite", PLACES[moment], messages=5)
    assert (count.kills, count.lost, count.twice, count.keys) == (1, 0, twice, 0)


def test_two_senders_that_are_killed_at_random_lose_nothing_and_a_repetition_has_its_key() -> None:
    count = at_random("SQLite", messages=20, kills=4)
    assert count.kills
    assert (count.lost, count.keys) == (0, 0)
    assert count.twice <= count.kills
