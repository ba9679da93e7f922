"""What is kept and what goes: years of the same pages, messages and looks, and a store that still says what it knew."""

from dataclasses import replace
from datetime import timedelta

import pytest
from stores import Clock, document, entry, figure, gathered, page

from store.notices import Condition, Survey
from store.store import Store
from store.thinning import Terms, Thinned

KINDS = ["versions of pages", "messages", "notices", "looks"]


def terms(clock: Clock, **days: int) -> Terms:
    """Nothing is kept for its age, but for what is named."""
    return Terms(**{kind: clock() - timedelta(days=days.get(kind, 0)) for kind in ("pages", "messages", "checks")})


def rows(thinned: list[Thinned]) -> dict[str, int]:
    return {one.kind: one.rows for one in thinned if one.rows}


def read(store: Store, clock: Clock, body: bytes, value: int) -> None:
    """Read a page that says a number, hours after the last time."""
    clock.forward(hours=20)
    fetched = replace(page("a", body), fetched_at=clock())
    said = document("a", text=f"There are {value} smart factories in this country today.")
    store.record("miit", [fetched], said, [figure(value)], owe=lambda change: ["desk.hook"])


def test_all_versions_with_a_text_of_their_own_stay_and_the_last_one(store: Store, clock: Clock) -> None:
    for count, value in enumerate((400, 400, 400, 421, 421, 421)):
        read(store, clock, f"<p>{value} read {count} times".encode(), value)
    clock.forward(days=1)
    assert rows(store.outgrown(terms(clock, pages=30))) == {}, "they are young"
    assert rows(store.outgrown(terms(clock))) == {"versions of pages": 3}
    [pages, *_] = store.thin(terms(clock))
    assert (pages.rows, pages.bytes > 0) == (3, True)
    assert [kept.body[3:6] for kept in store.pages("a")] == [b"400", b"421", b"421"]
    assert store.pages("a")[-1].body == b"<p>421 read 5 times"
    assert store.thin(terms(clock))[0].rows == 0
    assert [number.number for number in store.versions("a")] == [1, 2]


def test_messages_go_with_age_unless_somebody_waits_for_them(store: Store, clock: Clock) -> None:
    for number in range(4):
        said = [figure(100 + number, f"s{number}")]
        store.record("miit", [], document(f"{number}"), said, owe=lambda _: ["desk.hook"])
    gathered(store)
    for delivery in store.claim(3):
        store.sent(delivery)
        clock.forward(hours=1)
    store.give_up("desk.hook", "no such channel")
    clock.forward(days=400)
    assert rows(store.thin(terms(clock, messages=500))) == {}
    assert rows(store.thin(terms(clock, messages=365))) == {"messages": 2}
    assert [left.state for left in store.deliveries()] == ["dead", "sent"], "given up, and the last one it took"
    assert store.last_sent(["desk.hook"]) is not None
    assert (store.untold(), len(store.changes())) == ({}, 4), "nothing of it is owed anew"


def test_notices_that_are_over_go_after_their_messages(store: Store, clock: Clock) -> None:
    blocked = Condition("blocked", "miit", {"error": "a challenge"})
    store.notices(lambda: Survey({"blocked": timedelta(0)}, [blocked]), ["operators.mail"])
    for delivery in store.claim():
        store.sent(delivery)
    clock.forward(days=400)
    assert rows(store.thin(terms(clock, messages=365))) == {}, "it is open"
    store.notices(lambda: Survey({"blocked": timedelta(0)}), ["operators.mail"])
    for delivery in store.claim():
        store.sent(delivery)
    clock.forward(days=400)
    assert rows(store.thin(terms(clock, messages=365))) == {"messages": 1}
    assert [notice.kind for notice in store.noticed(9)] == ["blocked"], "the last message of the channel tells of it"


def test_the_last_looks_stay_and_the_last_good_one(store: Store, clock: Clock) -> None:
    store.finished(store.started("miit"), "ok")
    good = store.last_good("miit")
    for _ in range(70):
        clock.forward(hours=1)
        store.finished(store.started("miit"), "unreachable")
    clock.forward(days=100)
    assert rows(store.outgrown(terms(clock, checks=90))) == {"looks": 20}
    assert rows(store.thin(terms(clock, checks=90))) == {"looks": 20}
    assert store.last_good("miit") == good
    [standing] = store.standings()
    assert (standing.outcome, standing.looks) == ("unreachable", 50)


def test_what_is_thinned_in_many_steps_is_all_that_was_counted(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(60):
        store.finished(store.started("miit"), "ok")
        clock.forward(hours=1)
    monkeypatch.setattr("store.thinning.TOGETHER", 3)
    assert store.outgrown(terms(clock)) == store.thin(terms(clock))


def test_entries_are_never_forgotten(store: Store, clock: Clock) -> None:
    """A page that was read is not read again because its traces went."""
    store.due("miit", [entry("a")])
    read(store, clock, b"<p>400", 400)
    clock.forward(days=4000)
    store.thin(terms(clock))
    assert store.seen("a")
    assert [one.kind for one in store.thin(terms(clock))] == KINDS
