"""prefect.yaml: every source has its rhythm, none is forgotten, and no host is asked by two checks at once."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from house import House

from flows import schedule
from flows.deploying import deployments
from flows.desk import Reader, open_desk, open_reader
from flows.settings import load
from scrapers.catalogue import SOURCES

OFFICE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 16, tzinfo=OFFICE)
WEEK = timedelta(days=7)
OWN = '[sources.county-news]\nplatform = "feed"\nurl = "https://www.example.cn/feed.xml"\nlanguage = "zh"\n'


def times(group: schedule.Group) -> list[datetime]:
    return sorted(group.due(MONDAY, MONDAY + WEEK))


def group(name: str) -> schedule.Group:
    return next(group for group in schedule.groups() if group.name == name)


def test_each_source_stands_in_exactly_one_scheduled_check() -> None:
    named = Counter(name for group in schedule.groups() for name in group.sources)
    assert {name: count for name, count in named.items() if count > 1} == {}
    assert set(named) == set(SOURCES), "a source of the catalogue in no check would be looked at as if it were your own"
    assert [group.name for group in schedule.groups() if not group.sources] == ["check-others"]


def test_every_check_of_the_schedule_says_so_and_never_overlaps_itself() -> None:
    for one in filter(schedule.is_scheduled, deployments()):
        assert one["parameters"]["scheduled"] is True
        assert one["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
        slugs = [given["slug"] for given in one["schedules"]]
        assert len(slugs) == len(set(slugs))
        assert {given["timezone"] for given in one["schedules"]} == {"Asia/Shanghai"}


def test_checks_of_one_host_begin_ten_minutes_apart() -> None:
    for host in {host for source in SOURCES.values() for host in source.hosts}:
        asking = [one for one in schedule.groups() if any(host in SOURCES[name].hosts for name in one.sources)]
        begun = sorted((at, one.name) for one in asking for at in times(one))
        near = [(one, other) for one, other in pairwise(begun) if other[0] - one[0] < timedelta(minutes=10)]
        assert near == [], host


def test_checks_of_different_hosts_do_not_all_begin_in_the_same_minute() -> None:
    begun = Counter(at for one in schedule.groups() for at in times(one))
    assert max(begun.values()) == 1


@pytest.mark.parametrize("name", ["check-miit", "check-govcn"])
def test_news_is_looked_at_every_twenty_minutes_by_day_and_less_at_night_and_at_weekends(name: str) -> None:
    def gaps(since: datetime, until: datetime) -> set[timedelta]:
        inside = [at for at in times(group(name)) if since <= at <= until]
        return {later - one for one, later in pairwise(inside)}

    for day in range(5):
        begin = MONDAY + timedelta(days=day)
        assert gaps(begin.replace(hour=8), begin.replace(hour=20, minute=59)) == {timedelta(minutes=20)}
        assert max(gaps(begin, begin.replace(hour=8, minute=10))) == timedelta(hours=2)
    assert gaps(MONDAY + timedelta(days=5), MONDAY + WEEK) == {timedelta(hours=2), timedelta(hours=4)}


def test_how_long_a_source_may_be_left_alone_follows_its_schedule() -> None:
    gap = {name: schedule.longest_gap([name]) for name in ("miit-news", "miit-telecom-statistics", "mine")}
    assert gap["miit-news"] == timedelta(hours=4)
    assert gap["miit-telecom-statistics"] == timedelta(hours=24)
    assert gap["mine"] == timedelta(hours=4), "a source of your own is looked at with those that no check names"
    assert schedule.longest_gap(gap) <= timedelta(hours=4)


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    with House(tmp_path) as house:
        house.configure({"desk": house.desk.apprise()}, f"{OWN}[sources.miit-rss]\nenabled = false\n")
        with open_reader() as opened:
            return opened


def test_a_check_by_schedule_leaves_out_what_is_switched_off(reader: Reader) -> None:
    by_schedule = schedule.places(reader, ["miit-news", "miit-rss"], scheduled=True)
    assert [place.name for place in by_schedule] == ["miit-news"]
    by_hand = schedule.places(reader, ["miit-news", "miit-rss"], scheduled=False)
    assert [place.name for place in by_hand] == ["miit-news", "miit-rss"]


def test_what_no_check_names_is_looked_at_with_the_others(reader: Reader) -> None:
    assert [place.name for place in schedule.places(reader, None, scheduled=True)] == ["county-news"]
    everything = {place.name for place in schedule.places(reader, None, scheduled=False)}
    assert {"county-news", "miit-news"} < everything
    assert not {"miit-rss", "scio-chinese"} & everything


def test_all_that_is_enabled_is_looked_at_by_schedule_once(reader: Reader) -> None:
    looked = [place.name for one in schedule.groups() for place in schedule.places(reader, one.sources, scheduled=True)]
    assert sorted(looked) == sorted(place.name for place in reader.chosen())


def test_of_checks_that_are_late_one_makes_good_for_all(tmp_path: Path) -> None:
    from flows import watch

    with House(tmp_path) as house:
        house.day(1)
        with open_desk(load()) as desk:
            due = desk.now() - timedelta(minutes=50)
            place = desk.source("miit-notices")
            assert watch.look(desk, place, due).outcome == "ok"
            asked = len(house.site.asked)
            assert watch.look(desk, place, due + timedelta(minutes=20)).outcome == "elsewhere"
            assert len(house.site.asked) == asked
            assert watch.look(desk, place, desk.now()).outcome == "ok"
