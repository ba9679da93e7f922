"""Messages owed: leased to one worker, retried ever later, never lost. Runs on SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from stores import Clock, document, figure, gathered

from store.store import Chosen, Delivery, Store


@pytest.fixture
def owing(store: Store) -> Store:
    """A store that owes ten messages."""
    for number in range(10):
        said = [figure(number + 100, f"subject{number}_thing")]
        store.record("miit", [], document(f"d{number}"), said, owe=lambda change: ["team"])
    return gathered(store)


def test_a_change_is_owed_once_a_channel_whoever_asks_twice(store: Store) -> None:
    said = [figure(1, "first_thing"), figure(2, "second_thing", start=9)]
    store.record("miit", [], document("a"), said, owe=lambda change: ["team", "chat", "team"])
    assert store.untold() == {"team": 2, "chat": 2}
    assert store.deliveries() == []
    owed = gathered(store).deliveries("owed")
    assert store.untold() == {}
    assert sorted(d.channel for d in owed) == ["chat", "team"]
    assert [len(d.changes) for d in owed] == [2, 2]
    assert len({d.key for d in owed}) == 2


def test_what_one_worker_holds_no_other_gets(owing: Store) -> None:
    first, second = owing.claim(6), owing.claim(6)
    assert (len(first), len(second), owing.claim(6)) == (6, 4, [])
    assert not {d.id for d in first} & {d.id for d in second}


def test_workers_at_the_same_time_share_the_rows(owing: Store) -> None:
    with ThreadPoolExecutor(4) as workers:
        taken = [d.id for batch in workers.map(lambda _: owing.claim(3), range(8)) for d in batch]
    assert sorted(taken) == sorted({d.id for d in owing.deliveries("sending")})
    assert len(taken) == 10


def test_a_worker_that_died_loses_its_lease(owing: Store, clock: Clock) -> None:
    held = owing.claim(10)
    clock.forward(minutes=4)
    assert owing.claim(10) == []
    clock.forward(minutes=2)
    again = owing.claim(10)
    assert [(d.key, d.attempts) for d in again] == [(d.key, 2) for d in held]
    assert not owing.sent(held[0]), "the late answer of a lost lease counts for nothing"
    assert owing.sent(again[0])
    assert not owing.sent(again[0])


def test_a_refused_message_waits_longer_each_time_and_dies_at_last(owing: Store, clock: Clock) -> None:
    [delivery] = owing.claim(1)
    for one in owing.claim(99):
        owing.sent(one)
    waits: list[timedelta] = []
    while not owing.failed(delivery, "503 busy"):
        began = clock()
        while not (claimed := owing.claim(1)):
            clock.forward(minutes=1 if len(waits) < 7 else 60)
        waits.append(clock() - began)
        [delivery] = claimed
    assert len(waits) == 29
    assert sum(waits, timedelta()) > timedelta(days=5), "a channel may be out for a long weekend"
    assert timedelta(minutes=1) <= waits[0] <= timedelta(minutes=2)
    assert all(later > earlier for earlier, later in pairwise(waits[:7]))
    assert max(waits) <= timedelta(hours=8)
    [dead] = owing.deliveries("dead")
    assert (dead.key, dead.last_error, dead.changes) == (delivery.key, "503 busy", delivery.changes)
    assert owing.retry(Chosen(channels=("another",))) == 0
    assert owing.retry(Chosen(channels=("team",))) == 1
    assert owing.retry(Chosen()) == 0
    assert [(d.key, d.attempts) for d in owing.claim(1)] == [(dead.key, 1)]


def test_a_channel_is_left_alone_as_long_as_it_asks(owing: Store, clock: Clock) -> None:
    [delivery] = owing.claim(1)
    owing.record("miit", [], document("other"), [figure(1, "other_thing")], owe=lambda change: ["chat"])
    gathered(owing).failed(delivery, "429 slow down", retry_after=3600)
    assert [d.channel for d in owing.claim(99)] == ["chat"]
    clock.forward(minutes=59)
    assert owing.claim(99, channel="team") == []
    assert "team" not in owing.due_channels()
    clock.forward(minutes=2)
    assert "team" in owing.due_channels()
    assert len(owing.claim(99, channel="team")) == 10


def test_a_channel_that_fails_holds_up_no_other(store: Store, clock: Clock) -> None:
    store.record("miit", [], document("a"), [figure(1)], owe=lambda change: ["broken", "good"])
    claimed: dict[str, Delivery] = {d.channel: d for d in gathered(store).claim(5)}
    store.failed(claimed["broken"], "no such host")
    store.sent(claimed["good"])
    assert [d.channel for d in store.deliveries("sent")] == ["good"]
    assert [d.channel for d in store.deliveries("owed")] == ["broken"]
