"""Any other news page: lists, pages by selectors, pages of unknown layout. Served by a real server."""

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from measures.model import Page
from scrapers.errors import LayoutChanged
from scrapers.fetch import Manners, Web
from scrapers.platforms import article
from scrapers.replica import Replica
from scrapers.saved import Saved
from scrapers.source import Source, Window

SITE = "https://news.example.cn"
ALL = Window(date(2000, 1, 1), date(2100, 1, 1))
NEWS = Source(
    name="example",
    title="Example News",
    language="en",
    publisher="Example News",
    platform=article,
    start=f"{SITE}/list.html",
    hosts=("news.example.cn",),
    first=date(2020, 1, 1),
)
LEAD = "A total of 312 pilot workshops were chosen in the second quarter, the bureau said, up from 275 a year ago."
MORE = "The bureau plans to choose another group of workshops before the end of the year and to publish a list."
ZH = "全市第二季度共遴选312家试点车间，比上年同期增加37家，有关部门将在年底前再遴选一批试点车间。"


def page(markup: str, url: str = f"{SITE}/2024/a.html") -> Page:
    return Page(identity=url, url=url, body=markup.encode(), fetched_at=datetime.now(UTC))


def with_options(**options: str) -> Source:
    return replace(NEWS, options=options)


def news(body: str, head: str = "", byline: str = "") -> str:
    """A news page as they are: menu, title, byline, text, box of other news, footer."""
    return f"""<html><head><title>Workshops chosen - Example News</title>{head}</head><body>
    <div class="top"><a href="/">Home</a> <a href="/biz">Business</a> <span>Today is November 21, 2026</span></div>
    <h1>Workshops chosen</h1><div class="info">{byline}</div><div class="story">{body}</div>
    <div class="more"><h3>Related</h3><ul><li><a href="/1">Old list named 2022-02-23 has 9,999 workshops</a></li>
    <li><a href="/2">Another old list has 8,888 workshops</a></li></ul></div>
    <div class="foot">Copyright 2020 Example News. All rights reserved.</div></body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator["Site"]:
    with Replica() as running:
        yield Site(running, tmp_path)


class Site:
    """A site to which pages are added."""

    def __init__(self, replica: Replica, folder: Path) -> None:
        self.replica = replica
        self.folder = folder
        self.web = Web(Manners(replay=replica.url))

    def add(self, pages: Mapping[str, str]) -> None:
        for number, (path, body) in enumerate(pages.items()):
            place = self.folder / f"page{number}"
            place.mkdir()
            (place / "page.html").write_text(body, "utf-8")
            (place / "meta.json").write_text(json.dumps({"url": f"{SITE}{path}"}))
        self.replica.add(self.folder)


LIST = """<div class=menu><a href="/about.html">About us</a></div><ul class=news>
<li><a href="/2024/a.html" title="The first of all">The first…</a><span>2024-10-14</span></li>
<li><a href="https://elsewhere.example.com/2024/x.html">Elsewhere</a></li>
<li><a href="/2024-10/02/content_1.html">Day in the address</a></li></ul><a class=next href="/list_2.html">Next</a>"""
LIST_2 = "<ul class=news><li>Report for 2024-12-31: <a href='/2023/b.html'>In 2020-01-01 words</a> 2023-05-06</li></ul>"


def test_list_is_walked_page_by_page_within_the_hosts(site: Site) -> None:
    site.add({"/list.html": LIST, "/list_2.html": LIST_2})
    source = with_options(links="ul.news li", next="a.next")
    found = list(article.walk(source, site.web, ALL))
    assert [(entry.title, entry.published) for entry in found] == [
        ("The first of all", date(2024, 10, 14)),
        ("Day in the address", date(2024, 10, 2)),
        ("In 2020-01-01 words", date(2024, 12, 31)),
    ]
    assert found[0].url == f"{SITE}/2024/a.html"
    assert found[0].identity == article.identify(found[0].url)


def test_list_ends_with_a_page_that_is_all_older(site: Site) -> None:
    site.add({"/list.html": LIST.replace("/list_2", "/missing")})
    window = Window(date(2025, 1, 1), date(2025, 12, 31))
    assert list(article.walk(with_options(links="ul.news", next="a.next"), site.web, window)) == []
    assert not [one for one in site.replica.asked if "missing" in one.url]


def test_pattern_alone_chooses_links(site: Site) -> None:
    site.add({"/list.html": LIST})
    found = list(article.walk(with_options(pattern=r"/2024/\w+\.html$"), site.web, ALL))
    assert [entry.url for entry in found] == [f"{SITE}/2024/a.html"]


@pytest.mark.parametrize("options", [{"links": "ul.gone a"}, {"pattern": "/nowhere/"}])
def test_list_without_articles_is_an_error(site: Site, options: dict[str, str]) -> None:
    site.add({"/list.html": LIST})
    with pytest.raises(LayoutChanged, match=r"list\.html"):
        list(article.walk(with_options(**options), site.web, ALL))


def test_emptied_list_is_an_error(site: Site) -> None:
    site.add({"/list.html": LIST})
    site.replica.fail("news.example.cn", "empty")
    with pytest.raises(LayoutChanged):
        list(article.walk(with_options(links="ul.news li"), site.web, ALL))


def test_source_without_a_list_is_its_pages(site: Site) -> None:
    site.add({"/a.html": news(f"<p>{LEAD}</p>"), "/b.html": news(f"<p>{MORE}</p>")})
    source = with_options(urls=f"{SITE}/a.html {SITE}/b.html")
    entries = list(article.walk(source, site.web, ALL))
    documents = [article.read(source, article.gather(source, site.web, entry)) for entry in entries]
    assert [LEAD in documents[0].text, MORE in documents[1].text] == [True, True]
    assert [document.identity for document in documents] == [entry.identity for entry in entries]


def test_stated_selectors_read_exactly_what_they_match() -> None:
    source = with_options(body=".story", title="h1", date=".info", remove=".ad")
    markup = news(f"<p>{LEAD}</p><p class=ad>Buy 77 things</p>", byline="Updated: October 14, 2024")
    document = article.read(source, [page(markup)])
    assert (document.title, document.published, document.text) == ("Workshops chosen", date(2024, 10, 14), LEAD)


@pytest.mark.parametrize("options", [{"body": ".gone"}, {"title": ".gone"}, {"date": ".gone"}, {"date": "h1"}])
def test_stated_selector_that_finds_nothing_is_an_error(options: dict[str, str]) -> None:
    with pytest.raises(LayoutChanged, match=r"a\.html"):
        article.read(with_options(**options), [page(news(f"<p>{LEAD}</p>", byline="soon"))])


BODIES = {
    "paragraphs": (f"<p>{LEAD}</p><p>{MORE}</p>", [LEAD, MORE]),
    "breaks": (f"{LEAD}<br>{MORE}<br>One more short line.", [LEAD, MORE, "One more short line."]),
    "divs": (f"<div>{LEAD}</div><div>{MORE}</div>", [LEAD, MORE]),
    "list": (f"<p>{LEAD}</p><ul><li>Short item.</li><li>{MORE}</li></ul>", [LEAD, "Short item.", MORE]),
    "table": (
        f"<p>{LEAD}</p><table><tr><td>2023</td><td>275</td></tr></table><p>{MORE}</p>",
        [LEAD, "2023 | 275", MORE],
    ),
    "twice": (f"<p>{LEAD}</p><p>{MORE}</p><p>{LEAD}</p>", [LEAD, MORE, LEAD]),
    "inline": (f"<p>{LEAD.replace('312', '<b>312</b>')}</p><p>{MORE}</p>", [LEAD, MORE]),
    "Chinese": (f"<p>{ZH}</p><p>{ZH[:20]}。</p>", [ZH, f"{ZH[:20]}。"]),
    "one Chinese line": (f"<p>{ZH}</p>", [ZH]),
}


@pytest.mark.parametrize("kind", BODIES)
def test_text_of_unknown_layout_comes_whole_and_without_the_boxes_around(kind: str) -> None:
    body, lines = BODIES[kind]
    document = article.read(NEWS, [page(news(body))])
    assert [line for line in document.text.split("\n") if line in lines] == lines
    for foreign in ("9,999", "8,888", "Copyright", "Business"):
        assert foreign not in document.text


def test_log_says_how_the_text_was_found(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        article.read(NEWS, [page(news(f"<p>{LEAD}</p><p>{MORE}</p>"))])
    assert "trafilatura" in caplog.text


def test_malformed_addresses_in_a_page_harm_nothing() -> None:
    head = "<base href='http://[x'><link rel=canonical href='http://[x'><meta property='og:url' content='http://[x'>"
    bad = "<a href='http://[x/a.pdf'></a><img src='http://[x/a.png'><iframe src='//['></iframe>"
    for options in ({}, {"body": ".story"}):
        document = article.read(with_options(**options), [page(news(f"<p>{LEAD}{bad}</p><p>{MORE}</p>", head))])
        assert document.text == f"{LEAD}\n{MORE}"
        assert not document.attachments


def test_page_without_text_is_an_error() -> None:
    with pytest.raises(LayoutChanged, match="no text"):
        article.read(NEWS, [page("<html><body><div><img src=a.png></div></body></html>")])


@pytest.mark.parametrize(
    ("head", "byline", "url", "expected"),
    [
        ('<meta name="PubDate" content="2024-10-14 09:30">', "2023-01-01", "/a.html", date(2024, 10, 14)),
        ('<meta property="article:published_time" content="2024-10-14T16:30:00Z">', "", "/a.html", date(2024, 10, 15)),
        ("", "2024年10月14日 来源：示例网", "/a.html", date(2024, 10, 14)),
        ("", "Example News | Oct. 14, 2024", "/a.html", date(2024, 10, 14)),
        ("", "", "/2024-10/14/content_1.html", date(2024, 10, 14)),
        ("", "", "/t20241014_123456.html", date(2024, 10, 14)),
        ("", "", "/a.html", None),
    ],
)
def test_day_of_publication(head: str, byline: str, url: str, expected: date | None) -> None:
    document = article.read(NEWS, [page(news(f"<p>{LEAD}</p><p>{MORE}</p>", head, byline), SITE + url)])
    assert document.published == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="ArticleTitle" content="The title stated">', "The title stated"),
        ('<meta property="og:title" content="The title shared">', "The title shared"),
        ('<meta property="og:title" content="Workshops chosen - Example News">', "Workshops chosen"),
        ('<meta property="og:title" content="Workshops - a success">', "Workshops - a success"),
        ("", "Workshops chosen"),
    ],
)
def test_title(head: str, expected: str) -> None:
    assert article.read(NEWS, [page(news(f"<p>{LEAD}</p><p>{MORE}</p>", head))]).title == expected


def test_publisher_is_the_one_that_the_page_names() -> None:
    head = '<meta name="ContentSource" content="示例日报">'
    assert article.read(NEWS, [page(news(f"<p>{LEAD}</p>", head))]).publisher == "示例日报"
    assert article.read(NEWS, [page(news(f"<p>{LEAD}</p>"))]).publisher == "Example News"
    assert article.read(replace(NEWS, publisher=""), [page(news(f"<p>{LEAD}</p>"))]).publisher == "news.example.cn"


@pytest.mark.parametrize(
    "copy",
    [
        "http://news.example.cn/a/b.html?id=1&x=2",
        "https://www.news.example.cn/a/b.html?x=2&id=1#top",
        "https://NEWS.example.cn/a/b.html?utm_source=mail&id=1&x=2&spm=0.0",
    ],
)
def test_copies_of_an_address_are_one(copy: str) -> None:
    assert article.identify(copy) == article.identify("https://news.example.cn/a/b.html?id=1&x=2")


def test_other_addresses_are_others() -> None:
    urls = [f"{SITE}/a?id=1", f"{SITE}/a?id=2", f"{SITE}/b", f"{SITE}/"]
    assert len({article.identify(url) for url in urls}) == 4
    assert article.identify(f"{SITE}/b/index.html") == article.identify(f"{SITE}/b/")
    assert article.identify("mailto:a@example.cn") is None


def test_saved_pages_are_read_like_the_web(tmp_path: Path) -> None:
    place = tmp_path / "one"
    place.mkdir()
    (place / "page.html").write_text(news(f"<p>{LEAD}</p>"), "utf-8")
    (place / "meta.json").write_text(json.dumps({"url": f"{SITE}/a.html"}))
    (entry,) = article.walk(replace(NEWS, start=f"{SITE}/a.html"), Saved(tmp_path), ALL)
    assert LEAD in article.read(NEWS, article.gather(NEWS, Saved(tmp_path), entry)).text
