"""Notices to operators: told once when it begins and once when it ends. Runs on SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlmodel import select
from stores import Clock, document, entry, figure, gathered

from store import engine
from store.notices import Condition, Notice, Survey
from store.store import Store
from store.tables import DeliveryRow
from store.vitals import Trouble

CALM = {"blocked": timedelta(minutes=30), "dead": timedelta(0)}
BLOCKED = Condition("blocked", "miit-news", {"error": "a challenge page"})
OPS = ["operators.mail", "operators.chat"]


def told(store: Store, *found: Condition, unknown: tuple[tuple[str, str], ...] = ()) -> list[Notice]:
    """A round that looked at both kinds."""
    return store.notices(lambda: Survey(CALM, found, unknown), OPS)


def owed(store: Store) -> list[tuple[str, str, bool]]:
    """Channel, state and whether it is the end, of every message of a notice, in order."""
    with engine.reading(store._engine) as session:
        rows = session.exec(select(DeliveryRow).where(DeliveryRow.form == "notice").order_by(DeliveryRow.id))  # type: ignore[arg-type]
        return [(row.channel, row.state, row.ended) for row in rows]


def take_all(store: Store) -> int:
    """Let the channels take all that is due."""
    taken = store.claim(99)
    assert all(store.sent(delivery) for delivery in taken)
    return len(taken)


def test_a_channel_that_is_added_later_is_told_what_is_open_then(store: Store) -> None:
    survey = Survey(CALM, [BLOCKED])
    store.notices(lambda: survey, [])
    assert owed(store) == []
    for _ in range(2):
        assert store.notices(lambda: survey, OPS[:1]) == [], "it is not new"
    told(store, BLOCKED)
    assert owed(store) == [("operators.mail", "owed", False), ("operators.chat", "owed", False)]


def test_what_begins_is_told_once_to_each_channel_and_what_ends_once(store: Store, clock: Clock) -> None:
    [opened] = told(store, BLOCKED)
    assert (opened.kind, opened.place, opened.facts) == ("blocked", "miit-news", {"error": "a challenge page"})
    assert (opened.began_at, opened.ended_at) == (clock(), None)
    assert [told(store, BLOCKED) for _ in range(3)] == [[], [], []]
    assert take_all(store) == 2
    clock.forward(hours=2)
    assert told(store) == [], "it has been well for no time yet"
    clock.forward(minutes=31)
    [closed] = told(store)
    assert (closed.id, closed.ended_at) == (opened.id, opened.began_at + timedelta(hours=2)), (
        "well since the first look"
    )
    assert told(store) == []
    assert owed(store) == [
        ("operators.mail", "sent", False),
        ("operators.chat", "sent", False),
        ("operators.mail", "owed", True),
        ("operators.chat", "owed", True),
    ]
    assert [notice.id for notice in store.noticed()] == []
    assert [notice.id for notice in store.noticed(past=9)] == [opened.id]


def test_what_comes_and_goes_is_one_notice(store: Store, clock: Clock) -> None:
    told(store, BLOCKED)
    take_all(store)
    for _ in range(10):
        clock.forward(minutes=20)
        assert told(store) == []
        clock.forward(minutes=20)
        assert told(store, BLOCKED) == []
    assert len(owed(store)) == 2


def test_what_was_not_looked_at_stays_as_it_is(store: Store, clock: Clock) -> None:
    told(store, BLOCKED)
    clock.forward(hours=5)
    assert store.notices(lambda: Survey({"dead": timedelta(0)}), OPS) == []
    assert told(store, unknown=(("blocked", "miit-news"),)) == []
    clock.forward(hours=5)
    assert told(store, unknown=(("blocked", "miit-news"),)) == []
    assert [notice.ended_at for notice in store.noticed()] == [None]


def test_what_is_over_before_it_was_told_is_told_in_one_message(store: Store, clock: Clock) -> None:
    told(store, Condition("dead", "sme.mail"))
    first = store.claim(1)[0]
    store.failed(first, "no such host")
    clock.forward(minutes=5)
    [closed] = told(store)
    assert closed.ended_at == clock()
    assert [(state, ended) for _, state, ended in owed(store)] == [("dropped", False)] * 2 + [("owed", True)] * 2


def test_a_beginning_that_fails_after_the_end_is_not_told_any_more(store: Store, clock: Clock) -> None:
    told(store, Condition("dead", "sme.mail"))
    held = sorted(store.claim(9), key=lambda delivery: delivery.id)
    clock.forward(minutes=1)
    told(store)
    store.sent(held[0])
    store.failed(held[1], "no such host")
    clock.forward(minutes=5)
    told(store)
    assert [(state, ended) for _, state, ended in owed(store)] == [
        ("sent", False),
        ("dropped", False),
        ("owed", True),
        ("owed", True),
    ]


def test_it_may_begin_again_after_its_end(store: Store, clock: Clock) -> None:
    for _ in range(3):
        [opened] = told(store, Condition("dead", "sme.mail", since=clock() - timedelta(hours=1)))
        assert opened.began_at == clock() - timedelta(hours=1)
        assert len(told(store)) == 1
    assert len(owed(store)) == 12


def test_however_many_look_at_once_it_is_told_once(store: Store, clock: Clock) -> None:
    with ThreadPoolExecutor(8) as workers:
        assert sum(len(turned) for turned in workers.map(lambda _: told(store, BLOCKED), range(16))) == 1
        clock.forward(hours=1)
        told(store)
        clock.forward(hours=1)
        assert sum(len(turned) for turned in workers.map(lambda _: told(store), range(16))) == 1
        beat = Condition("heartbeat", "2026-03-02")
        owed_now = list(workers.map(lambda _: store.owe_once(beat, OPS), range(16)))
    assert sum(one is not None for one in owed_now) == 1
    assert len(owed(store)) == 6


def test_what_is_seen_is_what_no_other_writer_can_change_meanwhile(store: Store) -> None:
    def blocked() -> Survey:
        seen = [one.source for one in store.standings("abcdef") if one.outcome == "blocked"]
        return Survey(CALM, [Condition("blocked", source) for source in seen])

    def look_and_go(source: str) -> list[Notice]:
        look(store, source, "blocked")
        return store.notices(blocked, OPS)

    with ThreadPoolExecutor(6) as workers:
        turned = [notice.place for some in workers.map(look_and_go, "abcdef") for notice in some]
    assert sorted(turned) == list("abcdef")


def test_ids_and_first_letters_of_measures_that_are_not_there_are_missing(store: Store) -> None:
    [change] = store.record("miit", [], document("a"), [figure(1)]).changes
    asked = {change.measure, change.measure[:5], "f-nowhere", "f_%", "%"}
    assert store.missing(asked) == {"f-nowhere", "f_%", "%"}


def test_without_channels_a_notice_is_kept_all_the_same(store: Store) -> None:
    assert store.notices(lambda: Survey(CALM, [BLOCKED]), []) == store.noticed()
    assert owed(store) == []


def test_what_no_database_takes_is_stored_without(store: Store) -> None:
    told(store, Condition("blocked", "a", {"error": "page says \x00 and \ud800", "count": 3}))
    assert store.noticed()[0].facts == {"error": "page says \ufffd and \ufffd", "count": 3}


# --- how the watch does -------------------------------------------------------------------------------------------


def look(store: Store, source: str, outcome: str, message: str = "") -> None:
    store.finished(store.started(source), outcome, message)


def test_how_a_source_stands_is_told_by_its_last_looks(store: Store, clock: Clock) -> None:
    begun = clock()
    for outcome in ("ok", "blocked", "blocked"):
        look(store, "miit", outcome, outcome)
        clock.forward(minutes=30)
    store.started("miit")
    store.started("scio")
    [miit] = store.standings(["miit", "scio"])
    assert (miit.source, miit.outcome, miit.message, miit.looks) == ("miit", "blocked", "blocked", 2)
    assert miit.since == begun + timedelta(minutes=30)


def test_days_of_publication_are_those_listed_and_those_read(store: Store) -> None:
    store.record("miit", [], document("a", "2026-02-27"), [])
    store.record("miit", [], document("b", "2026-02-27"), [])
    store.record("miit", [], document("old", "2024-02-27"), [])
    store.record("scio", [], document("c", "2026-02-25"), [])
    assert store.days("miit", date(2026, 1, 1)) == [date(2026, 2, 27)]


def test_pages_that_stay_unread_are_counted_by_source(store: Store, clock: Clock) -> None:
    store.due("miit", [entry("a"), entry("b")])
    store.fail("miit", entry("a"), "500")
    clock.forward(days=2)
    store.due("miit", [entry("c")])
    [left] = store.left(clock() - timedelta(days=1))
    assert (left.place, left.count, left.error, left.since) == ("miit", 2, "500", clock() - timedelta(days=2))


@pytest.fixture
def owing(store: Store) -> Store:
    """A store that owes a message to a channel."""
    store.record("miit", [], document("a"), [figure(1, "first_thing")], owe=lambda change: ["team.mail"])
    return gathered(store)


def test_a_channel_refuses_from_its_third_failure_in_a_row_whatever_the_message(owing: Store, clock: Clock) -> None:
    ago = timedelta(minutes=15)
    for number in range(3):
        owing.record("miit", [], document(f"b{number}"), [figure(number + 2, "b_thing")], owe=lambda _: ["team.mail"])
    gathered(owing)
    began = clock()
    for _ in range(3):
        assert owing.refusing(3, clock() - ago) == []
        [delivery] = owing.claim(1)
        owing.failed(delivery, f"no such host {delivery.id}")
        owing.drop([delivery.id])
        clock.forward(minutes=10)
    [trouble] = owing.refusing(3, clock() - ago)
    assert trouble == Trouble("team.mail", 1, began, f"no such host {delivery.id}")
    assert owing.refusing(4, clock() - ago) == []
    assert owing.refusing(3, clock() - timedelta(hours=1)) == []
    owing.sent(owing.claim(1)[0])
    assert owing.refusing(1, clock()) == [], "it took a message"


def test_one_failure_after_a_message_that_was_taken_is_the_first_in_a_row(owing: Store, clock: Clock) -> None:
    for _ in range(8):
        owing.failed(owing.claim(1)[0], "refused for its content")
        clock.forward(hours=3)
    owing.record("miit", [], document("b"), [figure(2, "second_thing")], owe=lambda change: ["team.mail"])
    first, second = gathered(owing).claim(2)
    owing.failed(first, "refused for its content")
    owing.sent(second)
    assert owing.refusing(1, clock()) == []
    clock.forward(hours=6)
    owing.failed(owing.claim(1)[0], "refused for its content")
    assert [one.since for one in owing.refusing(1, clock())] == [clock()]
    assert owing.refusing(2, clock()) == []


def test_what_was_given_up_is_counted_by_channel(owing: Store, clock: Clock) -> None:
    while not owing.failed(owing.claim(1)[0], "gone"):
        clock.forward(hours=8)
    assert [(one.place, one.count, one.error) for one in owing.given_up()] == [("team.mail", 1, "gone")]


def test_what_was_done_since_a_time_is_counted(owing: Store, clock: Clock) -> None:
    look(owing, "miit", "ok")
    take_all(owing)
    told(owing, BLOCKED)
    take_all(owing)
    assert owing.activity(clock() - timedelta(days=1)) == {"looks": 1, "pages": 1, "alerts": 1}
    clock.forward(days=1, hours=1)
    assert owing.activity(clock() - timedelta(days=1)) == {"looks": 0, "pages": 0, "alerts": 0}
    assert len(owing.looks(clock() - timedelta(days=3))) == 1
