"""Backfills: parts that one worker has at a time, listings that checks leave alone, a process killed anywhere."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from house import MINISTRY, House
from postgres import cluster, missing
from sqlalchemy import create_engine, text
from stores import Clock, document, entry, figure

from flows import backfill_runs, backfills, backfills_watched
from flows.engine import Engine
from measures.model import Entry
from scrapers import address
from store.backfills import Asked, Backfill
from store.errors import Refused
from store.parts import LEASE, Part, Standing
from store.store import Store

SPAN = date(2026, 1, 1), date(2026, 3, 15)


def asked(store: Store, *sources: str, **more: Any) -> Backfill:
    return store.ask(Asked(facts={"sources": list(sources)}, span=SPAN, **more), sources)


def listed(identity: str, day: str = "") -> Entry:
    return Entry(identity=identity, url=f"https://x/{identity}", published=date.fromisoformat(day) if day else None)


def claimed(store: Store, number: int, holder: str = "one") -> Part:
    found = store.claim_part(number, holder)
    assert found
    return found


def test_a_listing_becomes_a_part_a_month(store: Store) -> None:
    begun = asked(store, "miit")
    part = claimed(store, begun.id)
    assert (part.month, part.first, part.last) == ("", *SPAN)
    some = [listed("a", "2026-01-31"), listed("b", "2026-03-01"), listed("c", "2026-03-15"), listed("d")]
    assert store.list_for(part, some, silent=True) == 4
    assert store.finish_part(part, Standing(counts={"listed": 4}))
    months = [(one.month, one.pages, one.first, one.last) for one in store.backfill(begun.id).parts if one.month]
    assert months == [
        ("2026-01", 1, date(2026, 1, 1), date(2026, 1, 31)),
        ("2026-03", 2, date(2026, 3, 1), date(2026, 3, 15)),
        ("undated", 1, *SPAN),
    ]
    assert [one.identity for one in store.due_in(claimed(store, begun.id))] == ["a"]
    assert [one.identity for one in store.due_in(claimed(store, begun.id))] == ["b", "c"]
    assert [one.identity for one in store.due_in(claimed(store, begun.id))] == ["d"]


def test_a_part_is_one_workers_until_nothing_is_heard_of_it(store: Store, clock: Clock) -> None:
    begun = asked(store, "miit")
    part = claimed(store, begun.id)
    assert store.claim_part(begun.id, "two") is None
    clock.forward(seconds=LEASE.total_seconds() - 1)
    assert store.renew_part(part)
    clock.forward(seconds=2)
    assert store.claim_part(begun.id, "two") is None
    clock.forward(seconds=LEASE.total_seconds())
    second = claimed(store, begun.id, "two")
    assert (second.id, second.attempts) == (part.id, 2)
    assert not store.renew_part(part)
    assert store.finish_part(part, Standing()) is None
    store.give_back(part)
    assert store.claim_part(begun.id, "three") is None, "who lost it cannot give it away"
    done = store.finish_part(second, Standing())
    assert done
    assert done.state == "done"


def test_the_same_ask_goes_on_until_it_has_ended(store: Store) -> None:
    begun = asked(store, "miit")
    assert asked(store, "miit").id == begun.id
    assert asked(store, "miit", purpose="alert").id != begun.id
    assert asked(store, "scio").id != begun.id
    store.pause(begun.id)
    assert store.claim_part(begun.id, "one") is None
    assert asked(store, "miit").state == "open"
    store.finish_part(claimed(store, begun.id), Standing())
    assert asked(store, "miit").id > begun.id
    with pytest.raises(Refused, match="done"):
        store.resume(begun.id)
    with pytest.raises(Refused, match="no backfill 77"):
        store.pause(77)


def test_an_ask_until_today_that_goes_on_on_a_later_day_lists_the_days_since(store: Store) -> None:
    def ask(last: date) -> Backfill:
        return store.ask(Asked(facts={"sources": ["miit"]}, span=(SPAN[0], last), growing=True), ["miit"])

    begun = ask(date(2026, 3, 15))
    part = claimed(store, begun.id)
    assert store.list_for(part, [listed("a", "2026-03-15")], silent=True) == 1
    store.finish_part(part, Standing())
    store.pause(begun.id)
    assert ask(date(2026, 3, 15)).listing is False
    assert ask(date(2026, 4, 2)).id == begun.id
    again = claimed(store, begun.id)
    assert (again.month, again.last) == ("", date(2026, 4, 2))
    assert store.list_for(again, [listed("a", "2026-03-15"), listed("b", "2026-04-01")], silent=True) == 2
    store.finish_part(again, Standing())
    months = [(one.month, one.pages) for one in store.backfill(begun.id).parts if one.month]
    assert months == [("2026-03", 1), ("2026-04", 1)]


def test_what_is_paused_or_cancelled_stops_after_a_page(store: Store) -> None:
    begun = asked(store, "miit", "scio")
    part = claimed(store, begun.id)
    store.pause(begun.id)
    assert not store.renew_part(part)
    store.give_back(part)
    store.resume(begun.id)
    again = claimed(store, begun.id)
    assert again.id == part.id
    store.cancel(begun.id)
    assert not store.renew_part(again)
    store.give_back(again)
    found = store.backfill(begun.id)
    assert (found.state, {one.state for one in found.parts}) == ("cancelled", {"cancelled"})


def test_checks_leave_alone_what_a_backfill_listed_until_they_list_it(store: Store, clock: Clock) -> None:
    begun = asked(store, "miit")
    part = claimed(store, begun.id)
    store.due("miit", [entry("of a check")])
    store.list_for(part, [listed("old", "2026-01-05"), listed("new", "2026-03-01")], silent=True)
    clock.forward(days=5)
    assert [one.identity for one in store.waiting("miit")] == ["of a check"]
    assert {trouble.count for trouble in store.left(clock())} == {1}
    assert [one.identity for one in store.due("miit", [entry("new")], revisit=True)] == ["new"]
    assert {one.identity for one in store.waiting("miit")} == {"of a check", "new"}
    assert store.is_silent("miit", "new")
    store.cancel(begun.id)
    assert {one.identity for one in store.waiting("miit")} == {"of a check", "new"}, "what is cancelled is not read"


def test_what_one_backfill_has_listed_another_leaves_to_it_until_it_is_cancelled(store: Store) -> None:
    some = [listed("a", "2026-01-05"), listed("b", "2026-01-06")]
    alerting = asked(store, "miit", purpose="alert")
    listing = claimed(store, alerting.id)
    store.list_for(listing, some, silent=False)
    store.finish_part(listing, Standing())
    learning = asked(store, "miit")
    listing = claimed(store, learning.id)
    store.list_for(listing, [*some, listed("c", "2026-02-01")], silent=True)
    store.finish_part(listing, Standing())
    month = claimed(store, alerting.id)
    assert [one.identity for one in store.due_in(month)] == ["a", "b"]
    store.cancel(alerting.id)
    found = [one.identity for _ in range(2) for one in store.due_in(claimed(store, learning.id))]
    assert found == ["a", "b", "c"]
    assert store.waiting("miit") == [], "they are no check's"


def test_what_is_stored_is_not_read_again_and_what_failed_is_left_to_checks(store: Store, clock: Clock) -> None:
    store.record("scio", [], document("a"), [figure(5)])
    begun = asked(store, "miit")
    part = claimed(store, begun.id)
    some = [listed("a", "2026-01-05"), listed("b", "2026-01-06")]
    assert [one.identity for one in store.unread("miit", some)] == ["b"]
    assert store.list_for(part, some, silent=True) == 1
    store.finish_part(part, Standing())
    month = claimed(store, begun.id)
    store.fail("miit", some[1], "https://x/b: no answer in time")
    assert store.left_in(month) == ["https://x/b: no answer in time"]
    done = store.finish_part(month, Standing(outcome="partial"))
    assert done
    assert done.state == "done"
    clock.forward(hours=1)
    assert [one.identity for one in store.waiting("miit")] == ["b"]


def test_a_part_is_begun_anew_for_what_became_due_meanwhile(store: Store, clock: Clock) -> None:
    begun = asked(store, "miit", "scio")
    first, second = claimed(store, begun.id), claimed(store, begun.id)
    store.list_for(first, [listed("a", "2026-01-05")], silent=True)
    store.finish_part(first, Standing())
    month = claimed(store, begun.id)
    store.fail("miit", listed("a"), "no answer")
    store.finish_part(month, Standing(outcome="partial"))
    clock.forward(minutes=20)
    store.renew_part(second)
    done = store.finish_part(second, Standing())
    assert done
    assert done.state == "open", "the page may answer now"
    assert [one.identity for one in store.due_in(claimed(store, begun.id))] == ["a"]


def test_a_site_that_does_not_answer_is_waited_for_and_one_that_refuses_is_not(store: Store, clock: Clock) -> None:
    begun = asked(store, "miit")
    part = claimed(store, begun.id)
    store.list_for(part, [listed("a", "2026-01-05"), listed("b", "2026-02-05")], silent=True)
    store.finish_part(part, Standing())
    store.finish_part(claimed(store, begun.id), Standing(outcome="unreachable", error="no answer"))
    assert store.claim_part(begun.id, "two") is None, "the other months of the site wait as well"
    assert asked(store, "miit").state == "open", "another run that watches over it"
    assert store.claim_part(begun.id, "two") is None
    clock.forward(minutes=1)
    store.finish_part(claimed(store, begun.id), Standing(outcome="blocked", error="refused"))
    failed = store.backfill(begun.id)
    assert failed.state == "failed"
    assert [(one.state, one.error) for one in failed.parts if one.month] == [("failed", "refused")] * 2
    store.resume(begun.id)
    assert claimed(store, begun.id).month == "2026-01"


def test_a_part_that_kills_whoever_takes_it_is_given_up(store: Store, clock: Clock) -> None:
    begun = asked(store, "miit")
    for _ in range(20):
        claimed(store, begun.id)
        clock.forward(minutes=2)
    assert store.claim_part(begun.id, "one") is None
    assert store.backfill(begun.id).state == "failed"


def test_a_part_that_is_taken_from_the_dead_each_time_waits_longer_and_is_given_up(store: Store, clock: Clock) -> None:
    begun = asked(store, "miit")
    for times in range(20):
        dead = claimed(store, begun.id)
        store.give_back(dead, timedelta(seconds=times))
        assert times == 0 or store.claim_part(begun.id, "one") is None
        clock.forward(seconds=times)
    assert store.claim_part(begun.id, "one") is None
    (failed,) = store.backfill(begun.id).parts
    assert (failed.state, failed.outcome) == ("failed", "error")
    assert store.backfill(begun.id).state == "failed"


def test_parts_that_wait_for_a_silent_site_take_no_place_of_others() -> None:
    silent = [part(month, "waiting", lease_until=at(5), run=f"{month}") for month in range(1, 10)]
    ready = [replace(part(month, "waiting"), source="scio") for month in range(1, 6)]
    found = backfill_runs.next_parts([*silent, *ready], {}, at(1), at_once=2)
    assert [(one.source, one.month) for one in found] == [("scio", "2026-01"), ("scio", "2026-02")]
    working = [part(month, "running", lease_until=at(2)) for month in range(1, 4)]
    assert backfill_runs.next_parts([*working, *ready], {}, at(1), at_once=2) == []


def test_a_part_that_a_killed_command_line_held_is_begun_when_its_lease_is_over(store: Store, clock: Clock) -> None:
    begun = asked(store, "miit")
    held = claimed(store, begun.id)
    assert backfill_runs.next_parts(store.backfill(begun.id).parts, {}, clock(), at_once=2) == []
    clock.forward(seconds=LEASE.total_seconds())
    found = backfill_runs.next_parts(store.backfill(begun.id).parts, {}, clock(), at_once=2)
    assert [one.id for one in found] == [held.id]


@dataclass(frozen=True, slots=True)
class Ended(Engine):
    """A server whose runs have all ended in one state, and that begins another if it is asked to."""

    state: str = ""

    def ask(self, path: str, **body: Any) -> Any:
        if path == "flow_runs/filter":
            known = {"state_type": "FAILED", "state_name": self.state, "state": {"message": "no source is called so"}}
            return [known | {"start_time": "2026-03-01", "parameters": {}}]
        return [{"id": "1"}] if path == "deployments/filter" else {"id": "another"}


@pytest.mark.parametrize(
    ("ended", "held", "then"),
    [
        ("Refused", False, ("paused", "first")),
        ("Refused", True, ("open", "first")),
        ("Failed", False, ("open", "another")),
    ],
)
def test_a_backfill_whose_run_was_refused_is_paused_and_not_begun_for_ever(
    store: Store, tmp_path: Path, ended: str, held: bool, then: tuple[str, str]
) -> None:
    begun = asked(store, "miit")
    store.watched_by(begun.id, "first")
    if held:
        claimed(store, begun.id)
    backfills_watched.tend(Ended(tmp_path, state=ended), store)
    found = store.backfill(begun.id)
    assert (found.state, found.run) == then


def test_a_site_that_is_away_for_a_night_is_waited_for(store: Store, clock: Clock) -> None:
    begun = asked(store, "miit")
    for _ in range(10):
        store.finish_part(claimed(store, begun.id), Standing(outcome="unreachable", error="no answer"))
        clock.forward(hours=1)
    assert store.backfill(begun.id).state == "open"
    for _ in range(6):
        store.finish_part(claimed(store, begun.id), Standing(outcome="unreachable", error="no answer"))
        clock.forward(hours=1)
    assert store.backfill(begun.id).state == "failed", "but not for ever"


def test_a_run_is_not_noted_for_a_part_that_somebody_claimed_meanwhile(store: Store) -> None:
    (free,) = asked(store, "miit").parts
    claimed(store, free.backfill)
    store.begun_by(free, "late")
    assert not store.backfill_part(free.id).run


def test_how_far_it_has_come_in_words() -> None:
    parts = (
        part(1, "done", done=30, pages=30, began_at=at(0), ended_at=at(2)),
        part(2, "running", done=10, pages=60, began_at=at(0)),
    )
    known = Backfill(
        id=1, asked={}, purpose="learn", team="", state="open", run="", created_at=at(0), ended_at=None, parts=parts
    )
    assert backfills.standing(known, at(2)) == "40 of 90 pages, 10 a minute, about 5 minutes left"


def part(number: int, state: str, **more: Any) -> Part:
    month = f"2026-0{number}"
    return Part(id=number, backfill=1, source="miit", month=month, first=SPAN[0], last=SPAN[1], state=state, **more)


def at(minute: int) -> datetime:
    return datetime(2026, 3, 1, 9, minute, tzinfo=UTC)


# --- on the command line ------------------------------------------------------------------------------------------

SOURCES = ("miit-notices", "govcn-press", "scio-english")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as made:
        for number in (1, 2, 3):
            made.day(number)
        yield made


def test_a_dry_run_says_how_much_there_is_and_notes_nothing(house: House) -> None:
    said = house.run("backfill", *SOURCES, "--since", "2026-07-01", "--dry-run")
    assert said.status == 0, said.err
    assert "would fetch 10 of 10 pages, in about 35 seconds at polite speed" in said.out
    assert "no backfills" in house.run("backfills").out
    house.run("backfill", "miit-notices", "--since", "2026-07-01")
    assert "would fetch 8 of 10 pages" in house.run("backfill", *SOURCES, "--since", "2026-07-01", "--dry-run").out


def test_backfills_are_listed_paused_resumed_and_cancelled(house: House) -> None:
    house.site.fail(MINISTRY, "broken")
    assert house.run("backfill", "miit-notices", "--since", "2026-07-01").status == 1
    assert house.run("backfills", "--json").rows[0]["state"] == "open"
    assert house.run("backfills", "pause", "1").status == 0
    assert house.run("backfills", "--json").rows[0]["state"] == "paused"
    house.site.heal(MINISTRY)
    assert house.run("backfills", "resume", "1").status == 0
    assert house.run("backfills", "--json").rows[0]["state"] == "done"
    assert [row["read"] for row in house.run("backfills", "1", "--json").rows] == [0, 1, 1]
    again = house.run("backfills", "cancel", "1")
    assert (again.status, "done already" in again.err) == (2, True)


def test_killed_anywhere_it_goes_on_where_it_was(
    house: House, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed while it lists, and twice while it reads; whatever was stored by then is not asked for again."""
    undisturbed = backfilled(house, f"sqlite:///{tmp_path / 'other.db'}", monkeypatch)
    monkeypatch.setenv("GONGBAO_DATABASE", database)
    for requests in (4, 9, 14):
        known = stored(database) if requests > 4 else set[str]()
        begun = len(house.site.asked)
        killed_after(house, requests)
        assert not known & asked_for(house, begun)
        expire(database)
    known, begun = stored(database), len(house.site.asked)
    assert house.run(*COMMAND).status == 0
    assert not known & asked_for(house, begun)
    assert house.run("backfills", "--json").rows[0]["number"] == 1, "one backfill all the time"
    assert contents(database) == undisturbed


@pytest.mark.stack
@pytest.mark.skipif(bool(missing()), reason=missing())
def test_a_database_that_goes_away_while_it_reads_costs_nothing(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed = backfilled(house, f"sqlite:///{tmp_path / 'other.db'}", monkeypatch)
    with cluster() as database:
        monkeypatch.setenv("GONGBAO_DATABASE", database.url)
        child = begun_until(house, 9)
        database.stop()
        _, said = child.communicate(timeout=120)
        assert child.returncode == 1
        assert "Traceback" not in said, said
        assert "cannot be reached" in said.splitlines()[-1], said
        database.start()
        known, begun = stored(database.url), len(house.site.asked)
        assert known, "it had read something"
        expire(database.url)
        assert house.run(*COMMAND).status == 0
        assert not known & asked_for(house, begun)
        assert contents(database.url) == undisturbed


COMMAND = ("backfill", *SOURCES, "--since", "2026-07-01")


def backfilled(house: House, database: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What a store holds after a backfill that nobody disturbed."""
    monkeypatch.setenv("GONGBAO_DATABASE", database)
    assert house.run(*COMMAND).status == 0
    return contents(database)


def killed_after(house: House, requests: int) -> None:
    """Begin, and kill the process when it has asked so often."""
    child = begun_until(house, requests)
    child.kill()
    child.communicate()
    assert child.returncode == -9


def begun_until(house: House, requests: int) -> subprocess.Popen[str]:
    """A process that has begun and asked so often, or has ended before."""
    begun = len(house.site.asked)
    command = [sys.executable, "-m", "flows.cli", *COMMAND]
    child = subprocess.Popen(command, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while child.poll() is None and len(house.site.asked) - begun < requests:
        time.sleep(0.002)
    return child


def asked_for(house: House, since: int) -> set[str]:
    """The pages asked for since; the rules of hosts are asked for by each process."""
    return {address.key(one.url) for one in house.site.asked[since:] if not one.url.endswith("/robots.txt")}


def rows(database: str, query: str) -> list[Any]:
    engine = create_engine(database)
    with engine.begin() as connection:
        found = list(connection.execute(text(query)))
    engine.dispose()
    return found


def stored(database: str) -> set[str]:
    """The pages in the store, of lists as well."""
    return {address.key(url) for (url,) in rows(database, "select url from page")}


def expire(database: str) -> None:
    """Let the minute pass for which a killed process still holds its part."""
    engine = create_engine(database)
    with engine.begin() as connection:
        connection.execute(text("update backfill_part set lease_until = null where state = 'running'"))
    engine.dispose()


def contents(database: str) -> tuple[set[Any], set[Any]]:
    """Documents with their texts, and the statements in groups, without the numbers that a store gives."""
    documents = {
        tuple(map(str, row)) for row in rows(database, "select identity, digest, version, published from document")
    }
    said = rows(
        database,
        "select s.measure, d.identity, s.digest, s.gone_in from statement s join document d on d.id = s.document",
    )
    groups: dict[str, set[Any]] = {}
    for measure, *one in said:
        groups.setdefault(measure, set()).add(tuple(one))
    return documents, {frozenset(group) for group in groups.values()}
