"""Looks at sources: one at a time, whoever makes them; a dead one keeps nobody waiting for long, none is endless."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from house import House
from stores import Clock

from flows import timed, watch
from flows.desk import open_desk
from flows.settings import load
from measures.model import Page
from scrapers.source import Fetch
from store.errors import Looking
from store.store import Store


def test_nobody_looks_at_a_source_that_is_looked_at(store: Store, database: str, clock: Clock) -> None:
    first = store.started("miit")
    with closing(Store(database, clock=clock)) as other:
        with pytest.raises(Looking, match="miit"):
            other.started("miit")
        other.finished(other.started("scio"), "ok")
        store.finished(first, "ok")
        other.finished(other.started("miit"), "ok")


def test_a_look_whose_process_died_is_passed_and_one_that_goes_on_is_not(store: Store, clock: Clock) -> None:
    look = store.started("miit")
    for _ in range(3):
        clock.forward(minutes=1)
        store.goes_on(look)
    with pytest.raises(Looking):
        store.started("miit")
    clock.forward(minutes=2)
    store.started("miit")


def test_a_look_at_a_page_that_takes_long_is_not_taken_for_dead(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timed, "OFTEN", 0.05)
    with open_desk(load()) as desk:
        clock = Clock(desk.now())
        store = Store(load().database_url, clock=clock)
        with closing(store), timed.look_at(replace(desk, store=store), "miit-notices"):
            began = clock()
            clock.forward(minutes=3)
            given_up = time.monotonic() + 30
            while not store.looked_since("miit-notices", began) and time.monotonic() < given_up:
                time.sleep(0.02)
            with pytest.raises(Looking):
                store.started("miit-notices")


def test_a_look_that_is_broken_off_is_nobody_s(store: Store, clock: Clock) -> None:
    store.broken_off(store.started("miit"))
    assert not store.looked_since("miit", clock())
    store.finished(store.started("miit"), "ok")
    assert store.looked_since("miit", clock())


def test_a_run_that_tries_again_does_not_wait_for_itself(store: Store, database: str, clock: Clock) -> None:
    with closing(Store(database, clock=clock, run="run-1")) as mine:
        mine.started("miit")
        assert not mine.looked_since("miit", clock()), "its own, that broke down"
        assert store.looked_since("miit", clock())
        mine.started("miit")
        with pytest.raises(Looking):
            store.started("miit")


def test_a_clock_that_is_set_back_holds_up_no_look(store: Store, clock: Clock) -> None:
    store.started("miit")
    clock.forward(days=-3)
    store.started("miit")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as made:
        made.day(1)
        yield made


def test_a_look_is_left_to_whoever_is_at_it(house: House) -> None:
    with open_desk(load()) as desk:
        desk.store.started("miit-notices")
    said = house.run("check", "miit-notices", "miit-news")
    assert said.status == 0
    assert "miit-notices: looked at by another run" in said.out
    assert not [one.url for one in house.site.asked if "/tz/" in one.url]


def test_a_look_that_fails_ends(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_desk(load()) as desk:
        monkeypatch.setattr(watch, "listing", interrupted)
        with pytest.raises(KeyboardInterrupt):
            watch.look(desk, desk.source("miit-notices"))
        monkeypatch.undo()
        assert watch.look(desk, desk.source("miit-notices")).good


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


class Hurried:
    """Lets so many pages through, and then the time be over."""

    def __init__(self, fetch: Fetch, pages: int) -> None:
        self.fetch, self.pages = fetch, pages

    def get(self, url: str, **more: object) -> Page:
        self.pages -= 1
        if self.pages < 0:
            raise timed.OutOfTime(url, "the look has taken as long as it may")
        return self.fetch.get(url, **more)  # type: ignore[arg-type]


def test_what_a_look_has_no_time_for_is_read_by_the_next_in_silence_if_it_is_history(house: House) -> None:
    with open_desk(load()) as desk:
        place = desk.source("scio-english")
        first = watch.look(replace(desk, fetch=Hurried(desk.fetch, 6)), place)
        assert (first.outcome, first.failed) == ("partial", 0)
        assert "as long as it may" in first.problem
        left = [row.unread for row in desk.store.health()]
        rest = watch.look(desk, place)
        assert rest.good
        assert [rest.read] == left
        assert desk.store.untold() == {}


def test_a_look_ends_when_its_time_is_over(house: House) -> None:
    house.configure({"desk": house.desk.apprise()}, "[check]\nminutes = 0.0001\n")
    said = house.run("check", "govcn-press")
    assert said.status == 1
    assert "as long as it may" in said.out


def test_a_look_that_hangs_ends_its_process(tmp_path: Path) -> None:
    program = (
        "import time; from flows import timed; from store.store import Store\n"
        f"store = Store('sqlite:///{tmp_path}/hung.db'); store.migrate(); timed.OFTEN = 0.05\n"
        "with timed._going_on(store, store.started('miit'), time.monotonic() + 0.2): time.sleep(60)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=50, check=False)
    assert (ended.returncode, b"has hung" in ended.stderr) == (timed.HUNG, True)
