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


@pytest.fixture
def spread(store: Store) -> Store:
    """A store that owes a message to each of ten channels."""
    channels = [f"team.{number}" for number in range(10)]
    store.record("miit", [], document("a"), [figure(1)], owe=lambda change: channels)
    return gathered(store)


def test_what_one_worker_holds_no_other_gets(spread: Store) -> None:
    first, second = spread.claim(6), spread.claim(6)
    assert (len(first), len(second), spread.claim(6)) == (6, 4, [])
    assert not {d.id for d in first} & {d.id for d in second}


def test_workers_at_the_same_time_share_the_rows(spread: Store) -> None:
    with ThreadPoolExecutor(4) as workers:
        taken = [d.id for batch in workers.map(lambda _: spread.claim(3), range(8)) for d in batch]
    assert sorted(taken) == sorted({d.id for d in spread.deliveries("sending")})
    assert len(taken) == 10


def test_what_is_being_sent_to_a_channel_comes_before_what_is_behind_it(owing: Store) -> None:
    [first] = owing.claim(1)
    assert owing.claim(9) == []
    owing.sent(first)
    assert [d.id for d in owing.claim(2)] == [first.id + 1, first.id + 2]


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


def test_a_worker_that_stalled_does_not_answer_for_what_was_retried_by_hand(owing: Store, clock: Clock) -> None:
    stalled = owing.claim(1)[0]
    clock.forward(minutes=6)
    while not owing.failed(owing.claim(1)[0], "gone"):
        clock.forward(hours=8)
    owing.retry(Chosen(numbers=(stalled.id,)))
    [again] = owing.claim(1)
    assert (again.id, again.attempts) == (stalled.id, stalled.attempts), "it has all its attempts again"
    assert not owing.failed(stalled, "late")
    assert not owing.sent(stalled)
    assert owing.sent(again)


def test_what_fails_holds_up_those_behind_it_for_about_an_hour(owing: Store, clock: Clock) -> None:
    [first] = owing.claim(1)
    owing.failed(first, "refused for its content")
    began, order = clock(), list[int]()
    while len(order) < 12:
        claimed = owing.claim(1)
        order += [d.id for d in claimed]
        for one in claimed:
            if one.id == first.id:
                owing.failed(one, "refused for its content")
            else:
                owing.sent(one)
        clock.forward(seconds=20)
    waited = next(d.sent_at for d in owing.deliveries("sent")[::-1] if d.sent_at) - began
    assert timedelta(minutes=60) < waited < timedelta(minutes=85)
    assert order == [first.id] * 6 + list(range(first.id + 1, first.id + 7))


def test_what_is_new_comes_after_what_failed_before_it(store: Store, clock: Clock) -> None:
    for name in ("a", "b"):
        store.record("miit", [], document(name), [figure(ord(name), f"{name}_thing")], owe=lambda change: ["team"])
        gathered(store)
        for one in store.claim(9):
            store.failed(one, "503 busy")
    clock.forward(minutes=2)
    assert [d.changes[0].origin.document for d in store.claim(9)] == ["a", "b"]


def test_a_refused_message_waits_longer_each_time_and_dies_at_last(owing: Store, clock: Clock) -> None:
    delivery, *others = owing.claim(99)
    for one in others:
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


def test_a_message_quotes_the_best_source_of_its_event_whoever_was_read_first(store: Store) -> None:
    wire = document("wire", "2026-03-02", publisher="A trade site")
    original = document("original", "2026-03-02", publisher="工业和信息化部", language="zh")
    late = document("late", "2026-05-20", publisher="国务院新闻办公室", language="zh")
    for page, speaker in ((wire, None), (original, "陈文"), (late, None)):
        store.record("miit", [], page, [figure(14_600, as_of="2026-02-28", speaker=speaker)], owe=lambda _: ["team"])
    [told] = gathered(store).deliveries()
    [change] = told.changes
    assert (change.kind, change.origin.document, change.statement.speaker) == ("new", "original", "陈文")
    assert change.also[0].document == "wire"
    assert [change.origin.document for change in store.changes() if change.kind == "new"] == ["wire"], "as it was read"
