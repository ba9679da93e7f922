"""Messages made of what is owed: each change in one, whoever makes them; divided, retried, dropped."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest
from stores import Clock, by_document, document, entry, figure, gathered

from measures.model import Entry
from store.gathering import Message
from store.store import Chosen, Delivery, Store, Waiting


def each(waiting: Waiting) -> list[Message]:
    """A message a document."""
    return [("event", ids) for ids in by_document(waiting.changes)]


def owe(store: Store, *names: str, many: int = 1, channel: str = "team.mail") -> None:
    """Owe the figures of documents."""
    for name in names:
        value = int.from_bytes(name.encode()) * 100
        said = [figure(value + n * 7, f"subject{name}{n}_thing", start=n * 10) for n in range(many)]
        store.record("miit", [], document(name), said, owe=lambda change: [channel])


def take_all(database: str) -> list[str]:
    """Make messages, lease and send them one by one, as a worker does; their keys."""
    store, keys = Store(database), []
    store.gather("team.mail", each)
    while claimed := store.claim(1):
        keys.append(claimed[0].key)
        store.sent(claimed[0])
    store.close()
    return keys


# --- made by one --------------------------------------------------------------------------------------------------


def test_workers_that_make_messages_at_once_make_each_once(store: Store, database: str) -> None:
    owe(store, *(f"d{number}" for number in range(12)), many=2)
    with ThreadPoolExecutor(6) as workers:
        keys = [key for some in workers.map(take_all, [database] * 6) for key in some]
    assert len(keys) == len(set(keys)) == len(store.deliveries()) == 12
    assert sorted(len(one.changes) for one in store.deliveries()) == [2] * 12
    assert store.untold() == {}


def test_processes_that_make_messages_at_once_make_each_once(store: Store, database: str) -> None:
    owe(store, *(f"d{number}" for number in range(8)))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as workers:
        keys = [key for some in workers.map(take_all, [database] * 2) for key in some]
    assert len(keys) == len(set(keys)) == 8


def test_what_another_put_into_messages_meanwhile_is_left_to_it(store: Store) -> None:
    owe(store, "a", "b")

    def late(waiting: Waiting) -> list[Message]:
        assert store.gather("team.mail", each) == 2
        return each(waiting)

    assert store.gather("team.mail", late) == 0
    assert len(store.deliveries()) == 2


def test_what_is_composed_into_no_message_goes_on_waiting(store: Store) -> None:
    owe(store, "a", "b")
    assert store.gather("team.mail", lambda waiting: each(waiting)[:1]) == 1
    assert store.untold() == {"team.mail": 1}
    assert store.gather("team.mail", lambda waiting: []) == 0
    assert store.gather("team.mail", each) == 1
    assert store.gather("team.mail", each) == 0


def test_messages_are_sent_in_the_order_they_are_made(store: Store) -> None:
    owe(store, "a", "b", "c")
    store.gather("team.mail", lambda waiting: each(waiting)[::-1])
    assert [one.changes[0].origin.document for one in store.claim(9)] == ["c", "b", "a"]


# --- what there is to know ----------------------------------------------------------------------------------------


def seen(store: Store, channel: str = "team.mail") -> Waiting:
    """What messages would be made of."""
    found: list[Waiting] = []
    store.gather(channel, lambda waiting: found.append(waiting) or [])  # type: ignore[func-returns-value]
    return found[0]


def test_documents_come_with_all_that_they_tell_and_the_notice_that_points_to_them(store: Store) -> None:
    shared, own = figure(421), figure(77, "harbour", start=9)
    store.record("miit", [], document("notice"), [shared], owe=lambda change: ["team.mail"])
    file = Entry(identity="file", url="https://news.example/file", notice="notice")
    store.due("miit", [file, entry("notice")])
    store.record("miit", [], document("file"), [shared, own], owe=lambda change: ["team.mail"])
    told = {one.origin.document: one for one in seen(store).documents}
    assert {name: one.notice for name, one in told.items()} == {"notice": "", "file": "notice"}
    assert len(told["notice"].measures & told["file"].measures) == 1
    assert len(told["file"].measures) == 2


def test_since_when_it_is_owed_and_what_was_told_of_late(store: Store, clock: Clock) -> None:
    owe(store, "a", "b")
    gathered(store)
    first = clock()
    clock.forward(minutes=90)
    owe(store, "c")
    store.gather("team.mail", lambda waiting: [("digest", ids) for ids in by_document(waiting.changes)])
    digest = clock()
    clock.forward(minutes=10)
    owe(store, "d")
    found = seen(store)
    assert list(found.since.values()) == [clock()]
    assert (sorted(found.told), found.digest) == ([first, first, digest], digest)
    clock.forward(hours=2)
    late = seen(store)
    assert (list(late.told), late.digest) == ([digest], digest)
    assert store.before("team.chat") == Waiting(now=clock())


def test_what_a_clock_that_was_ahead_has_told_does_not_count(store: Store, clock: Clock) -> None:
    owe(store, "a")
    gathered(store)
    now = clock()
    clock.forward(days=400)
    owe(store, "b")
    store.gather("team.mail", lambda waiting: [("digest", ids) for ids in by_document(waiting.changes)])
    clock.time = now
    found = store.before("team.mail")
    assert (list(found.told), found.digest) == ([now], None)


def test_a_look_runs_until_it_is_finished_or_its_process_must_have_died(store: Store, clock: Clock) -> None:
    owe(store, "a")
    assert not seen(store).reading
    look = store.started("miit")
    clock.forward(minutes=1)
    assert seen(store).reading
    store.finished(look, "ok")
    assert not seen(store).reading
    store.started("miit")
    clock.forward(minutes=11)
    assert not seen(store).reading


# --- divided ------------------------------------------------------------------------------------------------------


@pytest.fixture
def long(store: Store, clock: Clock) -> Delivery:
    """A leased message of four changes, with another one behind it."""
    owe(store, "a", many=4)
    gathered(store)
    clock.forward(minutes=1)
    owe(store, "b")
    [delivery] = gathered(store).claim(1)
    return delivery


def in_two(delivery: Delivery) -> list[list[int]]:
    """The changes of a message in two groups, the last first."""
    ids = [change.id for change in delivery.changes]
    return [ids[2:], ids[:2]]


def test_a_message_that_is_too_long_becomes_several_in_its_place(store: Store, long: Delivery) -> None:
    assert store.divide(long, in_two(long))
    sent: list[Delivery] = []
    while claimed := store.claim(1):
        sent += claimed
        store.sent(claimed[0])
    first, second, other = sent
    assert [(one.part, one.parts, one.form, one.attempts) for one in (first, second)] == [
        (1, 2, "event", 1),
        (2, 2, "event", 1),
    ]
    assert [sorted(change.id for change in one.changes) for one in (first, second)] == in_two(long)
    assert [one.key for one in (first, second)] == [f"{long.key}.1", f"{long.key}.2"]
    assert other.changes[0].origin.document == "b"
    assert not store.sent(long), "nothing is left to be answered for"


def test_parts_come_in_turn_and_before_what_is_behind_them(store: Store, clock: Clock, long: Delivery) -> None:
    store.divide(long, in_two(long))
    [first] = store.claim(1)
    assert store.claim(9) == [], "neither the second part nor the other message is in its turn"
    store.failed(first, "busy", retry_after=60)
    assert store.claim(9) == []
    clock.forward(minutes=3)
    [again] = store.claim(1)
    assert (again.key, again.attempts) == (first.key, 2)
    assert store.claim(9) == []
    store.sent(again)
    second, other = store.claim(9)
    assert (second.part, other.changes[0].origin.document) == (2, "b")


def test_parts_come_before_what_was_made_at_the_same_time(store: Store) -> None:
    owe(store, "a", many=4)
    owe(store, "b")
    store.gather("team.mail", each)
    [delivery] = store.claim(1)
    store.divide(delivery, in_two(delivery))
    assert [(one.changes[0].origin.document, one.part, one.parts) for one in store.claim(9)] == [
        ("a", 1, 2),
        ("a", 2, 2),
        ("b", 1, 1),
    ]


def test_who_lost_its_lease_divides_nothing(store: Store, clock: Clock, long: Delivery) -> None:
    clock.forward(minutes=6)
    [again, _] = store.claim(9)
    assert again.id == long.id
    assert not store.divide(long, in_two(long))
    assert store.divide(again, in_two(again))
    assert not store.divide(again, in_two(again))
    assert len(store.deliveries("owed")) == 2


# --- given up, retried, dropped -----------------------------------------------------------------------------------


def test_a_channel_that_is_none_any_more_is_given_up_at_once(store: Store) -> None:
    owe(store, "a", "b")
    owe(store, "c", channel="other.mail")
    [held] = gathered(store).claim(1, channel="team.mail")
    assert store.give_up("team.mail", "gone") == 1, "what is being sent now has its answer to come"
    assert [(line.channel, line.last_error) for line in store.lines(Chosen(states=("dead",)))] == [
        ("team.mail", "gone")
    ]
    assert store.sent(held)
    assert store.retry(Chosen(channels=("team.mail",))) == 1
    assert len(store.claim(9)) == 2


def test_what_failed_and_waits_is_retried_now_and_what_was_dropped_only_by_its_number(store: Store) -> None:
    owe(store, "a", "b", "c")
    gathered(store)
    one, two, three = store.claim(3)
    store.failed(one, "busy", retry_after=3600)
    store.sent(two)
    assert store.drop([two.id, three.id]) == 0
    store.failed(three, "busy")
    assert store.drop([three.id]) == 1
    assert {line.number: line.state for line in store.lines(Chosen())} == {
        one.id: "owed",
        two.id: "sent",
        three.id: "dropped",
    }
    assert store.due_channels() == []
    assert store.retry(Chosen()) == 1
    [again] = store.claim(9)
    assert (again.id, again.attempts) == (one.id, 2)
    store.sent(again)
    assert store.retry(Chosen(numbers=(three.id, two.id))) == 1
    assert [(d.id, d.attempts) for d in store.claim(9)] == [(three.id, 1)]


def test_what_is_retried_by_its_number_comes_with_what_it_waits_for(store: Store) -> None:
    owe(store, "a", "b", "c")
    owe(store, "d", channel="other.mail")
    first, other = (gathered(store).claim(1, channel=name)[0] for name in ("team.mail", "other.mail"))
    store.failed(first, "busy", retry_after=3600)
    store.failed(other, "busy")
    assert store.retry(Chosen(numbers=(first.id + 1,))) == 1
    assert [d.id for d in store.claim(2)] == [first.id, first.id + 1]
    assert store.retry(Chosen(numbers=(first.id,))) == 0, "it is being sent"


def test_messages_are_listed_in_a_line_each_the_latest_first(store: Store) -> None:
    owe(store, "a", many=3)
    owe(gathered(store), "b", channel="other.mail")
    gathered(store)
    latest, first = store.lines(Chosen())
    assert (first.channel, first.form, first.state, first.changes, first.about) == (
        "team.mail",
        "event",
        "owed",
        3,
        "subjecta0 thing",
    )
    assert latest.channel == "other.mail"
    assert store.lines(Chosen(channels=("team.mail",))) == [first]
    assert store.lines(Chosen(limit=1)) == [latest]
    assert store.lines(Chosen(numbers=(first.number,), states=("sent",))) == []
