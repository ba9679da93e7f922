"""RSS and Atom feeds, served by a real server."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from measures.model import Entry
from scrapers.errors import LayoutChanged
from scrapers.fetch import Manners, Web
from scrapers.platforms import feed
from scrapers.replica import Replica
from scrapers.source import Source, Window

SITE = "https://news.example.cn"
ALL = Window(date(2000, 1, 1), date(2100, 1, 1))
NEWS = Source(
    name="example-feed",
    title="Example News",
    language="zh",
    publisher="示例新闻",
    platform=feed,
    start=f"{SITE}/rss.xml",
    hosts=("news.example.cn",),
    first=date(2020, 1, 1),
)
TEXT = "全市第二季度共遴选312家试点车间，比上年同期增加37家，有关部门将在年底前再遴选一批试点车间。"


def item(link: str, stamp: str = "", extra: str = "", title: str = "遴选 &lt;b&gt;试点&lt;/b&gt; 车间") -> str:
    dated = f"<pubDate>{stamp}</pubDate>" if stamp else ""
    return f"<item><title>{title}</title><link>{link}</link>{dated}<description>摘要</description>{extra}</item>"


def rss(*items: str, encoding: str = "utf-8") -> bytes:
    start = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"'
    spaces = ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>示例</title>'
    return f"{start}{spaces}{''.join(items)}</channel></rss>".encode(encoding)


class Site:
    """A site whose feed is given as bytes."""

    def __init__(self, replica: Replica, folder: Path) -> None:
        self.replica = replica
        self.folder = folder
        self.web = Web(Manners(replay=replica.url))

    def add(self, path: str, body: bytes) -> None:
        place = self.folder / str(len(list(self.folder.iterdir())))
        place.mkdir()
        (place / ("page.xml" if path == "/rss.xml" else "page.html")).write_bytes(body)
        (place / "meta.json").write_text(json.dumps({"url": SITE + path}))
        self.replica.add(place)

    def walk(self, source: Source = NEWS, window: Window = ALL) -> list[Entry]:
        return list(feed.walk(source, self.web, window))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with Replica() as running:
        yield Site(running, tmp_path)


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("Mon, 14 Oct 2024 23:30:00 +0800", date(2024, 10, 14)),
        ("Mon, 14 Oct 2024 16:30:00 GMT", date(2024, 10, 15)),
        ("2024-10-14T16:30:00Z", date(2024, 10, 15)),
        ("2024-10-14 23:30:00", date(2024, 10, 14)),
        ("2024年10月14日", date(2024, 10, 14)),
        ("Mon, 14 Oct 2024 23:30:00 CST", date(2024, 10, 14)),
        ("Mon Oct 14 23:30:00 CST 2024", date(2024, 10, 14)),
        ("", None),
    ],
)
def test_day_of_an_item_is_the_one_in_beijing(site: Site, stamp: str, expected: date | None) -> None:
    site.add("/rss.xml", rss(item("/a.html", stamp)))
    (entry,) = site.walk()
    assert (entry.published, entry.title, entry.url) == (expected, "遴选 试点 车间", f"{SITE}/a.html")


def test_feed_in_gb2312_with_other_characters_is_read(site: Site) -> None:
    site.add("/rss.xml", rss(item("/a.html", title="朱镕基"), encoding="gb18030").replace(b"gb18030", b"gb2312"))
    assert [entry.title for entry in site.walk()] == ["朱镕基"]


def test_atom_is_read(site: Site) -> None:
    entry = f'<entry><title>One</title><link href="{SITE}/1"/><updated>2024-10-14T10:00:00+08:00</updated></entry>'
    site.add("/rss.xml", f'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>{entry}</feed>'.encode())
    assert [(one.title, one.published) for one in site.walk()] == [("One", date(2024, 10, 14))]


def test_item_with_a_malformed_link_is_left_out_and_the_others_are_read(site: Site) -> None:
    content = f"<content:encoded>&lt;p&gt;{TEXT * 9}&lt;a href='http://[x'&gt;&lt;/a&gt;&lt;/p&gt;</content:encoded>"
    site.add("/rss.xml", rss(item("http://[x/a.html"), item("//["), item("/b.html", extra=content)))
    (entry,) = site.walk()
    assert feed.read(NEWS, feed.gather(NEWS, site.web, entry)).text == TEXT * 9


def test_window_and_pattern_choose_items(site: Site) -> None:
    site.add(
        "/rss.xml",
        rss(item("/art/a.html", "2024-10-14"), item("/art/b.html", "2023-10-14"), item("/video/c.html", "2024-10-14")),
    )
    window = Window(date(2024, 1, 1), date(2024, 12, 31))
    entries = site.walk(replace(NEWS, options={"pattern": "/art/"}), window)
    assert [entry.url for entry in entries] == [f"{SITE}/art/a.html"]


def test_item_is_read_from_its_own_page(site: Site) -> None:
    site.add("/rss.xml", rss(item("/a.html", "2024-10-14")))
    site.add("/a.html", f"<html><body><h1>遴选</h1><div class=t><p>{TEXT}</p></div></body></html>".encode())
    (entry,) = site.walk()
    document = feed.read(NEWS, feed.gather(NEWS, site.web, entry))
    assert (TEXT in document.text, document.identity) == (True, entry.identity)


def test_whole_text_in_the_feed_is_read_without_another_request(site: Site) -> None:
    content = f"<content:encoded><![CDATA[<p>{TEXT}</p><p>{TEXT * 5}</p><script>x</script>]]></content:encoded>"
    site.add("/rss.xml", rss(item("/a.html", "2024-10-14", content)))
    (entry,) = site.walk()
    document = feed.read(NEWS, feed.gather(NEWS, site.web, entry))
    assert document.text == f"{TEXT}\n{TEXT * 5}"
    assert (document.title, document.published) == ("遴选 试点 车间", date(2024, 10, 14))
    assert document.identity == entry.identity
    assert [one.url.rpartition("/")[2] for one in site.replica.asked] == ["robots.txt", "rss.xml"]


@pytest.mark.parametrize("content", [TEXT, TEXT * 5 + "……", TEXT * 5 + " [...]"])
def test_short_or_cut_content_is_no_whole_text(site: Site, content: str) -> None:
    site.add("/rss.xml", rss(item("/a.html", "", f"<content:encoded>{content}</content:encoded>")))
    assert [entry.page for entry in site.walk()] == [None]


@pytest.mark.parametrize(
    "body",
    [
        "<html><head><title>系统维护</title></head><body><p>网站升级中，请稍后访问。</p></body></html>".encode(),
        b'{"items": []}',
        rss(),
        b"<?xml version='1.0'?><rss version='2.0'><channel><item><title>no link</title></item></channel></rss>",
    ],
)
def test_what_is_no_feed_or_an_empty_one_is_an_error(site: Site, body: bytes) -> None:
    site.add("/rss.xml", body)
    with pytest.raises(LayoutChanged, match=r"rss\.xml"):
        site.walk()


def test_broken_feed_gives_what_it_holds(site: Site) -> None:
    site.add("/rss.xml", rss(item("/a.html", "2024-10-14"), item("/b.html?x=1&y=2"))[:-30])
    assert [entry.url for entry in site.walk()] == [f"{SITE}/a.html", f"{SITE}/b.html?x=1&y=2"]
