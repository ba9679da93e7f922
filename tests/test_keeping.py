"""What is kept and what goes: years of the same pages, messages and looks, and a store that still says what it knew."""

import os
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from house import House
from stores import Clock, document, entry, figure, gathered, page

from flows import maintaining, prefect_file
from flows.desk import open_desk
from store import copying
from store.errors import NotShrunk
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
    [standing] = store.standings(["miit"])
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


# --- upkeep of an installation ------------------------------------------------------------------------------------


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as opened:
        opened.day(1)
        opened.configure({"desk": opened.desk.apprise()}, "[keep]\npages = 1\nchecks = 1\ncopies = 30\n")
        yield opened


def test_upkeep_says_what_would_go_then_lets_it_go(house: House) -> None:
    house.run("check", "scio-english")
    with open_desk() as desk:
        for _ in range(60):
            desk.store.finished(desk.store.started("scio-english"), "ok")
    old, young = house.folder / "data" / "gongbao-0003.db", house.folder / "data" / "gongbao-0004.db"
    old.write_bytes(b"")
    os.utime(old, (0, 0))
    young.write_bytes(b"")
    own = house.folder / "data" / "gongbao-2026.db"  # somebody's own copy is nobody else's business
    own.write_bytes(b"")
    os.utime(own, (0, 0))
    os.environ["GONGBAO_REPLAY_DAY"] = (date.fromisoformat(os.environ["GONGBAO_REPLAY_DAY"]) + timedelta(9)).isoformat()
    dry = house.run("maintain", "--dry-run")
    assert re.search(r"^would go: 11 looks, gongbao-0003\.db; store \d+ kB, of which raw pages \d+ kB; ", dry.out, re.M)
    assert old.exists()
    done = house.run("maintain")
    assert "let go: 11 looks, gongbao-0003.db; store" in done.out
    assert ([old.exists(), young.exists(), own.exists()], done.status) == ([False, True, True], 0)
    assert "nothing to let go; store" in house.run("maintain").out
    assert "on the disk: store" in house.run("doctor").out


def test_room_is_given_back_while_others_write(house: House) -> None:
    house.run("check", "scio-english")
    file = house.folder / "data" / "gongbao.db"
    with closing(Store(f"sqlite:///{file}")) as store, closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE waste AS SELECT zeroblob(12000000) AS room")
        connection.execute("DROP TABLE waste")
        connection.commit()
        reader = connection.execute("SELECT id FROM page")  # somebody is in the middle of reading
        reader.fetchone()
        with ThreadPoolExecutor(1) as other:
            writing = other.submit(lambda: [store.keep(page("list", b"%d" % n)) for n in range(40)])
            said = house.run("maintain").out
            assert len(writing.result()) == 40
        reader.close()
    assert re.search(r"let go: 12 MB of free room; store \d+ kB", said)
    assert file.stat().st_size < 2_000_000
    copying.check(file)


def test_a_log_that_is_too_long_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintaining, "LOG", 1000)
    log = tmp_path / "server.log"
    with log.open("a") as writer:
        writer.write("line\n" * 400)
        writer.flush()
        maintaining.begin_anew(log)
        writer.write("and on\n")
    assert log.read_text() == "and on\n"
    assert log.with_suffix(".1.log").read_text() == "line\n" * 20


def test_run_history_is_copied_before_another_version_of_prefect_takes_it(tmp_path: Path) -> None:
    prefect_file.make_ready(tmp_path)
    assert not list(prefect_file.copies(tmp_path)), "there was nothing"
    with closing(sqlite3.connect(prefect_file.file(tmp_path))) as connection:
        assert connection.execute("PRAGMA auto_vacuum").fetchone() == (2,), (
            "what Prefect makes in it can be made smaller"
        )
        connection.execute("CREATE TABLE alembic_version AS SELECT '0123456789ab' AS version_num")
    prefect_file.make_ready(tmp_path)
    assert not list(prefect_file.copies(tmp_path)), "it is of this version"
    (tmp_path / prefect_file.MADE_BY).write_text("3.0.0")
    prefect_file.make_ready(tmp_path)
    [copy] = prefect_file.copies(tmp_path)
    assert copy.name == "prefect-0123456789ab.db"
    copying.check(copy)


def test_a_file_that_others_hold_is_left_for_another_night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "BUSY", 0.1)
    monkeypatch.setattr(maintaining, "SMALL", 0)
    file = tmp_path / "some.db"
    copying.make_shrinkable(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("CREATE TABLE waste AS SELECT zeroblob(1000000) AS room")
        other.execute("DROP TABLE waste")
        other.execute("BEGIN IMMEDIATE")
        assert maintaining.shrunk(file, dry=False) == 0
        with pytest.raises(NotShrunk, match="cannot be made smaller now: database is locked"):
            copying.give_back(file)
        other.execute("ROLLBACK")
    assert maintaining.shrunk(file, dry=False) > 900_000
