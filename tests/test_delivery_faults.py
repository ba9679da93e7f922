"""Whole paths of delivery that fail on the way: small versions of the trials in bench/reliability."""

import pytest

from bench.reliability import acting
from bench.reliability.attack import ATTACKS, attacked
from bench.reliability.faults import KINDS, tried
from bench.reliability.flood import flooded
from bench.reliability.killed import at_a_place, at_random
from bench.reliability.storage import locked

IN_KIND = {kind.name: kind for kind in KINDS}


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("webhook", "nobody listens"),
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
    [("divided, not yet committed", 0), ("taken by the channel, not noted", 1)],
)
def test_a_sender_that_is_killed_loses_nothing(moment: str, twice: int) -> None:
    count = at_a_place("SQLite", moment)
    assert (count.kills, count.lost, count.twice, count.keys) == (1, 0, twice, 0)


def test_two_senders_that_are_killed_at_random_lose_nothing_and_a_repetition_has_its_key() -> None:
    count = at_random("SQLite", messages=12, kills=4)
    assert count.kills
    assert (count.lost, count.keys) == (0, 0)
    assert count.twice <= count.kills


def test_an_answer_is_noted_though_the_store_is_locked_for_a_while() -> None:
    count = locked(busy=0.1, held=0.5)
    assert (count.lost, count.twice) == (0, 0)


def test_many_changes_at_once_are_a_digest_to_a_team_with_a_cap_and_all_to_a_webhook() -> None:
    flood = flooded("SQLite", [5] * 14)
    assert (flood.posts, flood.posted) == (14, 70)
    assert (flood.mails, flood.digests) == (12, 1)


def test_nothing_of_a_page_acts_in_any_channel() -> None:
    told = list(attacked(long=20_000, browser=False))
    assert [found for found in told if found.acts] == []
    assert {found.kind for found in told} >= {"terminal", "webhook", "chat", "ntfy", "matrix", "mail", "feed atom"}
    assert all(found.messages for found in told)


@pytest.mark.parametrize(
    "name", sorted(ATTACKS.keys() - {"attribute", "template", "blocks", "nothing", "half a character"})
)
def test_what_acts_is_found(name: str) -> None:
    """The judge of the trial before: attacks that act wherever they stand, as they are."""
    text = ATTACKS[name]
    assert [*acting.in_text(text), *acting.in_html(text), *acting.in_markdown(text)]
