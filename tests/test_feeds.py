"""Feeds hold what a team is told: valid Atom and JSON Feed, whatever pages say; the same entry has the same id."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

import feedparser
import pytest
from changes import PAGE, a_change, a_figure, a_revision, an_act
from house import House
from hypothesis import example, given, settings
from hypothesis import strategies as st
from place import Place, settle
from stores import Clock, document, figure, initiative

from alerts.feeds import FORMATS, Entry, Feed, entry
from alerts.telling import Telling
from flows import feeds
from flows.cli import main
from flows.settings import load
from measures.model import Change
from store.store import Store

AT = datetime(2031, 6, 20, 8, 30, 1, 250, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = (
    "]]></content><script>alert(1)</script>&amp;<![CDATA[<b>\x00\x0b\x1b[31m\ufffe\uffff\ud800 <!ENTITY x 'y'> "
    '{{ 7*7 }} \u202e "}], \\" </feed>'
)


def told(*changes: Change, at: datetime = AT, team: str = "sme", telling: Telling | None = None) -> Entry:
    return entry(team, at, changes or (a_revision(),), telling or Telling())


def a_feed(*entries: Entry, **facts: Any) -> Feed:
    return Feed(**({"name": "sme", "title": "Gongbao: SME desk", "entries": entries} | facts))


def test_an_entry_tells_what_is_new_where_and_of_what_kind() -> None:
    known = a_figure(subject="little_giant_enterprise")
    made = told(a_revision(), a_change(an_act(topic="robots"), id=2), a_change(known, id=3))
    assert "14,600" in made.title
    assert made.url == PAGE.url
    assert made.author == "SCIO"
    assert set(made.tags) == {"revised", "new", "figure", "initiative", "cultivation", "robots", "scio-en"}
    for said in ("14,600", "12,000", "Ding Wen", "a third batch of robot parks", PAGE.url, "gongbao show m17"):
        assert said in made.html
    for page_like in ("<html", "<body", "style=", "<img", "<script"):
        assert page_like not in made.html


def test_ids_are_those_of_team_document_and_moment_and_of_nothing_else() -> None:
    first = told()
    again = told(a_revision(id=9, title="renamed by hand"), telling=Telling(language="zh"))
    assert again.id == first.id
    later = told(at=AT + timedelta(microseconds=1))
    elsewhere = told(a_change(origin=replace(PAGE, document="d9")))
    assert len({first.id, later.id, elsewhere.id, told(team="all").id}) == 4
    assert first.id.startswith("urn:uuid:")


def test_atom_has_all_that_rfc_4287_asks_for() -> None:
    feed = a_feed(told(), told(at=AT - timedelta(days=1)), place="https://feeds.example.org/gongbao/")
    read = feedparser.parse(FORMATS["atom"](feed))
    assert (read.bozo, read.version) == (False, "atom10")
    assert (read.feed.title, read.feed.updated) == ("Gongbao: SME desk", "2031-06-20T08:30:01.000250Z")
    assert [(at.rel, at.href) for at in read.feed.links] == [("self", "https://feeds.example.org/gongbao/sme.atom")]
    assert read.feed.author == "Gongbao"
    first, second = read.entries
    assert first.updated > second.updated
    assert (first.title, first.link, first.author) == (feed.entries[0].title, PAGE.url, "SCIO")
    assert first.content[0].type == "text/html"
    assert "<blockquote" in first.content[0].value
    assert {tag.term for tag in first.tags} == set(feed.entries[0].tags)
    assert is_atom(Xml.fromstring(FORMATS["atom"](feed)))


def is_atom(feed: Xml.Element) -> bool:
    """Sections 4.1.1 and 4.1.2 of RFC 4287: what must be there once, and that ids are addresses and times are times."""
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated", "author"):
            (found,) = element.findall(f"{ATOM}{name}")
            assert "".join(found.itertext()).strip()
        assert urlsplit(element.findtext(f"{ATOM}id")).scheme
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").tzinfo
        assert all(urlsplit(link.get("href")).scheme in {"http", "https"} for link in element.findall(f"{ATOM}link"))
        assert all(tag.get("term") for tag in element.findall(f"{ATOM}category"))
        assert element.findall(f"{ATOM}link[@rel='alternate']") or element.findall(f"{ATOM}content") or element is feed
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    return len(ids) == len(set(ids))


def test_json_feed_has_all_that_version_1_1_asks_for() -> None:
    feed = a_feed(told(), place="https://feeds.example.org")
    read = json.loads(FORMATS["json"](feed))
    assert read["version"] == "https://jsonfeed.org/version/1.1"
    assert read["title"] == "Gongbao: SME desk"
    assert read["feed_url"] == "https://feeds.example.org/sme.json"
    (item,) = read["items"]
    assert {name: type(value) for name, value in item.items()} == {
        "id": str, "url": str, "title": str, "content_html": str, "date_published": str, "authors": list,
        "tags": list, "language": str,
    }  # fmt: skip
    assert item["authors"] == [{"name": "SCIO"}]
    assert datetime.fromisoformat(item["date_published"]) == AT


@pytest.mark.parametrize("ending", FORMATS)
def test_a_feed_without_entries_or_address_is_a_feed(ending: str) -> None:
    written = FORMATS[ending](a_feed())
    assert written == FORMATS[ending](a_feed())
    if ending == "atom":
        assert feedparser.parse(written).bozo is False
        assert is_atom(Xml.fromstring(written))
    else:
        assert json.loads(written)["items"] == []
        assert "feed_url" not in written


def hostile(text: str) -> Entry:
    origin = replace(PAGE, title=text, publisher=text, source=text, url=f"https://a.example/{text}")
    figure = a_figure(quote=text, label=text, speaker=text, subject=text)
    act = an_act(title=text, quote=text, topic=text, actors=(text,), timeframe=text)
    changes = [a_change(said, id=n, title=text, sentence=text, origin=origin) for n, said in enumerate((figure, act))]
    return told(*changes)


@settings(max_examples=60)
@example(HOSTILE)
@given(st.text())
def test_no_text_of_a_page_breaks_a_feed_or_acts_in_it(text: str) -> None:
    feed = a_feed(hostile(text), title=f"Gongbao: {text}")
    read = Xml.fromstring(FORMATS["atom"](feed).encode())
    assert is_atom(read)
    shown = read.findtext(f"{ATOM}entry/{ATOM}content") or ""
    (item,) = json.loads(FORMATS["json"](feed).encode())["items"]
    assert item["content_html"].split() == shown.split()
    names = set(re.findall(r"</?([a-zA-Z!?][^\s>]*)", shown))
    assert names <= {"h3", "small", "p", "strong", "code", "blockquote", "br", "a", "b"}


def test_an_address_that_is_none_makes_no_link() -> None:
    made = told(a_change(origin=replace(PAGE, url="javascript:alert(1)")))
    assert made.url == ""
    assert feedparser.parse(FORMATS["atom"](a_feed(made))).bozo is False


# --- where the entries come from -----------------------------------------------------------------------------------


def test_the_store_tells_what_readings_brought_the_latest_first(store: Store, clock: Clock) -> None:
    silent = store.pulse()
    store.record("miit", [], document("past"), [figure(390, as_of="2024-12-31")], learn=True)
    assert store.pulse() != silent
    clock.forward(days=1)
    began = clock.time
    store.record("miit", [], document("one"), [figure(400, as_of="2025-12-31"), figure(7, "robot", start=50)])
    store.record("miit", [], document("two"), [figure(8, "ship")])
    store.record("miit", [], document("same"), [figure(400, as_of="2025-12-31")])
    clock.forward(days=1)
    store.record("miit", [], document("three"), [figure(421, as_of="2026-02-28")])
    assert [brought(news) for news in store.news(began)] == [
        ("three", [421], began + timedelta(days=1)),
        ("two", [8], began),
        ("one", [400, 7], began),
    ]
    assert [brought(news)[0] for news in store.news(clock.time)] == ["three"]


def brought(news: Any) -> tuple[str, list[int], datetime]:
    (place,) = {change.origin.document for change in news.changes}
    return place, [int(change.statement.value) for change in news.changes], news.at


# --- the files -----------------------------------------------------------------------------------------------------

TEAMS = """
[teams.desk]
title = "Policy desk"
channels.hook = "json://127.0.0.1:1/"
[teams.beijing]
title = "北京"
language = "zh"
rules = [{ kinds = ["figure"] }]
without = [{ changes = ["new"] }]
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    made = settle(tmp_path, TEAMS, monkeypatch)
    made.hear("past", figure(390, as_of="2024-12-31"), learn=True)
    made.hear("one", figure(400, as_of="2025-12-31"), initiative("robot", "park", start=60))
    made.hear("two", figure(8, "ship"))
    return made


def write(place: Place) -> None:
    with place.desk() as desk:
        feeds.write(desk)


def file(place: Place, name: str) -> Path:
    return place.folder / "data" / "feeds" / name


def items(place: Place, team: str) -> list[Any]:
    found: list[Any] = json.loads(file(place, f"{team}.json").read_text("utf-8"))["items"]
    return found


def pages(place: Place, team: str) -> list[str]:
    return [item["url"].rpartition("/")[2] for item in items(place, team)]


def test_each_team_has_its_feeds_and_there_is_one_of_all(place: Place) -> None:
    write(place)
    made = {path.name: path for path in file(place, "").iterdir()}
    assert set(made) == {".made", *(f"{team}.{ending}" for team in ("desk", "beijing", "all") for ending in FORMATS)}
    assert {path.stat().st_mode & 0o777 for path in made.values()} == {0o644}
    assert (pages(place, "all"), pages(place, "desk"), pages(place, "beijing")) == (
        ["two", "one"],
        ["two", "one"],
        ["one"],
    )
    (theirs,) = items(place, "beijing")
    assert "revised" in theirs["tags"]
    assert not {"new", "initiative"} & set(theirs["tags"]), "of the page only what they asked for"
    assert theirs["language"] == "zh"
    titles = [feedparser.parse(made[f"{team}.atom"].read_bytes()).feed.title for team in ("desk", "beijing", "all")]
    assert titles == ["Gongbao: Policy desk", "Gongbao: 北京", "Gongbao: all news"]
    ids = [item["id"] for team in ("desk", "beijing", "all") for item in items(place, team)]
    assert len(ids) == len(set(ids))


def test_a_feed_that_would_stay_the_same_is_left_alone(place: Place) -> None:
    write(place)
    before = {path.name: path.stat().st_mtime_ns for path in file(place, "").glob("[!.]*")}
    place.hear("first", figure(5, "robot"), learn=True)
    write(place)
    assert {name: file(place, name).stat().st_mtime_ns for name in before} == before
    place.hear("three", figure(9, "plane"))
    write(place)
    now = {name for name in before if file(place, name).stat().st_mtime_ns != before[name]}
    assert now == {"all.atom", "all.json", "desk.atom", "desk.json"}


def test_a_round_without_news_reads_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    write(place)
    looked: list[Any] = []
    monkeypatch.setattr(feeds, "feeds", lambda *given: looked.append(given) or [])
    write(place)
    assert not looked
    for change in (
        lambda: place.hear("same", figure(8, "ship"), learn=True),
        lambda: place.configure("language = 'zh'\n"),
        lambda: file(place, "desk.atom").unlink(),
        lambda: main(["rename", ship(place), "Ships"]),
    ):
        change()
        write(place)
        assert looked.pop()


def ship(place: Place) -> str:
    with place.desk() as desk:
        return next(measure.id for measure in desk.store.measures() if measure.title == "ship")


def test_who_says_it_too_is_added_to_the_entry_there_is(place: Place) -> None:
    write(place)
    (before, _) = items(place, "all")
    place.hear("same", figure(8, "ship"))
    write(place)
    (after, _) = items(place, "all")
    assert "Page same" in after["content_html"]
    assert "Page same" not in before["content_html"]
    assert (after["id"], after["date_published"]) == (before["id"], before["date_published"])


def test_the_command_prints_what_the_file_holds(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    write(place)
    for ending in FORMATS:
        for team in ("beijing", "all"):
            assert main(["feed", team, "--format", ending]) == 0
            assert capsys.readouterr().out == file(place, f"{team}.{ending}").read_text("utf-8")


def test_a_feed_keeps_so_many_entries_and_days(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.configure("[feeds]\nentries = 1\ndays = 1\nurl = 'https://feeds.example.org/g'\n")
    write(place)
    assert pages(place, "all") == ["two"]
    assert pages(place, "beijing") == ["one"], "it is the latest that they asked for"
    assert "https://feeds.example.org/g/all.atom" in file(place, "all.atom").read_text("utf-8")
    monkeypatch.setenv("GONGBAO_REPLAY_DAY", (load().clock() + timedelta(days=3)).date().isoformat())
    write(place)
    assert items(place, "all") == []


def test_feeds_can_stand_elsewhere_or_nowhere(place: Place) -> None:
    place.configure(f"[feeds]\nfolder = '{place.folder}/www/feeds'\n")
    write(place)
    assert (place.folder / "www" / "feeds" / "desk.atom").exists()
    place.configure("[feeds]\nfolder = ''\n")
    write(place)
    assert not file(place, "").exists()


def test_a_folder_that_cannot_be_written_stops_nothing(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    place.configure("[feeds]\nfolder = '../gongbao.toml/feeds'\n")
    write(place)
    (complaint,) = [record.getMessage() for record in caplog.records]
    assert "gongbao.toml/feeds" in complaint
    assert "set feeds.folder" in complaint


def test_one_entry_that_cannot_be_worded_costs_the_others_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(team: str, at: datetime, changes: list[Change], telling: Telling) -> Entry:
        if changes[0].origin.document == "one":
            raise ValueError("no words for it")
        return entry(team, at, changes, telling)

    monkeypatch.setattr(feeds, "entry", broken)
    write(place)
    assert pages(place, "all") == ["two"]
    assert "no words for it" in caplog.text


def test_a_check_and_a_round_of_sending_bring_feeds_up_to_date(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        house.day(1)
        house.run("check")
        made = tmp_path / "data" / "feeds" / "desk.json"
        assert json.loads(made.read_text("utf-8"))["items"] == [], "the first check only learns"
        house.day(2)
        house.run("check")
        told = json.loads(made.read_text("utf-8"))["items"]
        assert sorted(item["title"] for item in told) == sorted(house.titles())
        made.unlink()
        house.run("deliver")
        assert json.loads(made.read_text("utf-8"))["items"] == told


def test_a_team_cannot_have_the_name_of_the_feed_of_all(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.configure("[teams.all]\ntitle = 'All of us'\n")
    assert main(["feed", "all"]) == 2
    assert "'all'" in capsys.readouterr().err
