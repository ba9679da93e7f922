"""Feeds hold what a team is told: valid Atom and JSON Feed, whatever pages say; the same entry has the same id."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

import feedparser
import pytest
from changes import PAGE, a_change, a_figure, a_revision, an_act
from hypothesis import given
from hypothesis import strategies as st
from stores import Clock, document, figure

from alerts.feeds import FORMATS, Entry, Feed, entry
from alerts.telling import Telling
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
    made = told(a_revision(), a_change(an_act(topic="robots"), id=2))
    assert "14,600" in made.title
    assert made.url == PAGE.url
    assert made.author == "SCIO"
    assert set(made.tags) == {"revised", "new", "figure", "initiative", "robot_maker", "robots", "scio-en"}
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


@given(st.text() | st.just(HOSTILE))
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
    store.record("miit", [], document("past"), [figure(390, as_of="2024-12-31")], learn=True)
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
