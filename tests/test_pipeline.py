"""From a page to an alert, the whole way: real HTTP, a real store, a real webhook; what must never happen does not."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from house import COUNCIL, ENGLISH, MINISTRY, House
from receivers import refused

from flows.settings import load
from store.store import Store

PAGES = Path(__file__).parent / "pages"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as made:
        made.day(1)
        yield made


def test_the_first_check_learns_the_second_tells_the_third_is_silent(house: House) -> None:
    assert house.run("check").status == 0
    assert house.desk.received == []
    house.day(2)
    assert house.run("check").status == 0
    told = house.quotes()
    assert told
    assert house.run("check").status == 0
    assert house.quotes() == told
    assert len(told) == len(set(told))


def test_a_check_without_news_asks_for_what_is_later_than_it_has(house: House) -> None:
    """All but the search, whose question names the days, is answered with 304, or 404 after the end of a list."""
    house.run("check")
    asked = len(house.site.asked)
    house.run("check")
    later = [
        one for one in house.site.asked[asked:] if not one.url.endswith("/robots.txt") and "/search/" not in one.url
    ]
    assert {one.status for one in later} <= {304, 404}
    assert [one.status for one in later].count(304) > 15


def test_the_same_on_every_database(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGBAO_DATABASE", database)
    with House(tmp_path) as house:
        house.day(1)
        assert house.run("check").status == 0
        house.day(2)
        assert house.run("check").status == 0
        told = house.quotes()
        assert told
        assert house.run("check").status == 0
        assert house.quotes() == told
        assert house.run("measures", "--json").rows


def test_a_page_in_another_copy_alerts_nobody(house: House) -> None:
    """The mobile pages of a transcript, then the same transcript on china.org.cn."""
    first = house.run("backfill", "--archive", saved(house, "mobile"), "--alert")
    assert first.status == 0, first.out
    told = len(house.desk.received)
    assert told == 1
    copy = house.run("backfill", "--archive", saved(house, "china-org-cn"), "--alert")
    assert copy.status == 0, copy.out
    assert len(house.desk.received) == told


def saved(house: House, name: str) -> Path:
    """An archive of the two pages of a sample, as somebody would have saved them."""
    folder = house.folder / name
    folder.mkdir()
    for slug in (name, f"{name}-2"):
        sample = PAGES / "scio-english" / slug
        shutil.copy(sample / "page.html", folder / f"{slug}.html")
        shutil.copy(sample / "meta.json", folder / f"{slug}.json")
    return folder


def test_a_dead_channel_loses_nothing_and_stops_no_other(house: House) -> None:
    house.configure({"dead": f"json://127.0.0.1:{refused()}/", "desk": house.desk.apprise()})
    house.run("check")
    house.day(2)
    said = house.run("check")
    told = house.quotes()
    assert told
    assert "to be tried again" in said.out
    with open_store() as store:
        owed = store.deliveries("owed")
        assert sum(row.attempts for row in owed) == 1, "the dead channel is asked once a round"
        assert {row.channel for row in owed} == {"dead.hook"}
        assert len(owed) == len(house.desk.received)
        assert sum(len(row.changes) for row in owed) == len(told)


@pytest.mark.parametrize(
    ("host", "fault", "word"),
    [
        (ENGLISH, "challenge", "blocked"),
        (COUNCIL, "forbidden", "blocked"),
        (MINISTRY, "empty", "layout changed"),
        (MINISTRY, "broken", "unreachable"),
        (ENGLISH, "cut", "unreachable"),
    ],
)
def test_a_source_that_fails_is_named_and_the_others_go_on(house: House, host: str, fault: str, word: str) -> None:
    house.site.fail(host, fault)  # type: ignore[arg-type]
    said = house.run("check")
    assert said.status == 1
    rows = {line.split()[0]: line for line in said.out.splitlines() if line.strip()}
    failing = {ENGLISH: "scio-english", COUNCIL: "govcn-press", MINISTRY: "miit-news"}[host]
    working = "miit-news" if host != MINISTRY else "govcn-press"
    assert word in rows[failing]
    assert " read " in rows[working]
    house.site.heal(host)
    assert house.run("check").status == 0


def test_a_source_that_failed_at_first_still_learns_before_it_tells(house: House) -> None:
    house.site.fail(MINISTRY, "broken")
    house.run("check")
    house.site.heal(MINISTRY)
    house.run("check")
    assert house.desk.received == []


def test_a_page_that_failed_in_the_first_check_is_no_news_later(house: House) -> None:
    """The list is there and a page of it fails; what was published before the watch began stays history."""
    facts = [json.loads(meta.read_text("utf-8")) for meta in (house.folder / "day1").rglob("meta.json")]
    for number, url in enumerate(meta["url"] for meta in facts if "/tz/art/" in meta["url"]):
        page = house.folder / "broken" / str(number)
        page.mkdir(parents=True)
        (page / "meta.json").write_text(json.dumps({"url": url, "status": 500}), "utf-8")
        (page / "page.html").write_text("<p>broken</p>", "utf-8")
    house.site.add(house.folder / "broken")
    assert "partly read" in house.run("check", "miit-notices").out
    house.site.add(house.folder / "day1")
    forget_waiting()
    assert house.run("check", "miit-notices").status == 0
    assert house.run("measures", "--json").rows
    assert house.desk.received == []


def test_what_a_silent_backfill_left_unread_is_no_news_for_the_next_check(house: House) -> None:
    assert house.run("check", "govcn-press").status == 0
    house.day(2)
    house.site.fail(COUNCIL, "broken")
    house.run("backfill", "govcn-press", "--since", "2026-10-01", "--until", "2026-10-27")
    house.site.heal(COUNCIL)
    house.run("backfill", "govcn-press", "--since", "2026-10-01", "--until", "2026-10-27")
    forget_waiting()
    assert house.run("check", "govcn-press").status == 0
    assert house.desk.received == []


def test_a_host_that_does_not_answer_is_left_alone(house: House) -> None:
    house.run("check", "miit-notices")
    house.day(2)
    house.site.fail(MINISTRY, "broken")
    asked = len(house.site.asked)
    said = house.run("backfill", "miit-notices", "miit-news", "--since", "2026-09-01")
    assert said.status == 1
    assert len(house.site.asked) - asked < 12


def forget_waiting() -> None:
    """Let the ten minutes pass after which a failed page is tried again."""
    with closing(sqlite3.connect(load().database_url.removeprefix("sqlite:///"))) as database, database:
        database.execute("update entry set next_try = '2000-01-01 00:00:00.000000' where state = 'failed'")


def test_a_killed_check_is_finished_by_the_next(house: House) -> None:
    """Killed at several moments of its reading; in the end every page is read, and told once."""
    house.run("check")
    house.day(2)
    for wait in (0.9, 1.4, 1.9):
        child = subprocess.Popen(
            [sys.executable, "-m", "flows.cli", "check"], env=os.environ, stdout=subprocess.DEVNULL
        )
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
        child.wait()
    release_leases()
    assert house.run("check").status == 0
    told = house.quotes()
    assert told
    assert len(told) == len(set(told))
    undisturbed = measures_of(house)
    assert measures_of_an_undisturbed_house(house.folder / "other") == undisturbed


def release_leases() -> None:
    """Let the five minutes pass for which a killed process still holds the messages it was about to send."""
    address = load().database_url.removeprefix("sqlite:///")
    with sqlite3.connect(address) as database:
        database.execute("update delivery set lease_until = '2000-01-01 00:00:00.000000' where state = 'sending'")


def measures_of(house: House) -> set[tuple[str, str, int]]:
    rows = house.run("measures", "--json").rows
    return {(row["title"], row["kind"], len(row["statements"])) for row in rows}


def measures_of_an_undisturbed_house(folder: Path) -> set[tuple[str, str, int]]:
    folder.mkdir()
    with House(folder) as other:
        other.day(1)
        other.run("check")
        other.day(2)
        other.run("check")
        return measures_of(other)


def test_a_backfill_is_silent_goes_on_where_it_was_and_alerts_when_asked(house: House) -> None:
    first = house.run("backfill", "miit-notices", "govcn-press", "--since", "2026-09-01", "--until", "2026-10-12")
    assert first.status == 0, first.err
    assert house.desk.received == []
    asked = len(house.site.asked)
    again = house.run("backfill", "miit-notices", "govcn-press", "--since", "2026-09-01", "--until", "2026-10-12")
    assert again.status == 0
    assert not [one for one in house.site.asked[asked:] if "/art_" in one.url or "/content_" in one.url]
    house.run("backfill", "miit-telecom-statistics", "--since", "2026-09-01", "--alert")
    assert house.desk.received


def test_a_hub_is_read_again_until_its_transcript_is_there(house: House) -> None:
    house.run("check", "scio-english")
    house.day(2)
    house.run("check", "scio-english")
    before = house.run("measures", "--source", "scio-english", "--json").rows
    house.day(3)
    assert house.run("check", "scio-english").status == 0
    after = house.run("measures", "--source", "scio-english", "--json").rows
    assert len(after) > len(before)


def open_store() -> closing[Store]:
    return closing(Store(load().database_url))
