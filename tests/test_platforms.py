"""What the platforms do where a site does not behave like its samples."""

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.model import Entry, Page
from scrapers import miit, scio
from scrapers.address import asked, key
from scrapers.errors import Blocked, Gone, Incomplete, LayoutChanged, Refused, ScrapeError, Unreachable
from scrapers.fetch import Manners, Web
from scrapers.platforms import enp, govcn, jpaas, policy_library, trs
from scrapers.platforms.listing import static_page, unroll
from scrapers.replica import Replica
from scrapers.saved import Saved, samples
from scrapers.source import Window

PAGES = Path(__file__).parent / "pages"
TODAY = date(2026, 10, 1)
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
DAYS = st.none() | st.integers(0, 60).map(lambda number: TODAY - timedelta(days=number))
LISTS = st.lists(st.lists(st.tuples(st.integers(0, 30), DAYS), max_size=5), max_size=6)


def save(folder: Path, url: str, body: str, kind: str = "html", **facts: Any) -> None:
    """Keep one answer as a sample."""
    folder.mkdir(parents=True)
    (folder / f"page.{kind}").write_text(body, "utf-8")
    (folder / "meta.json").write_text(json.dumps({"url": url, **facts}), "utf-8")


def copy(source: str, folder: Path) -> dict[str, Path]:
    """Copy a source's samples; say where each address is kept."""
    shutil.copytree(PAGES / source, folder)
    return {key(one.url): one.folder for one in samples(folder)}


def entry(url: str) -> Entry:
    return Entry(identity=url, url=url)


@given(LISTS, st.integers(0, 60))
def test_a_list_is_read_to_the_first_page_that_is_old_or_repeats(rows: list[list[Any]], age: int) -> None:
    window = Window(TODAY - timedelta(days=age), TODAY)
    pages = [[Entry(identity=str(name), url="", published=day) for name, day in page] for page in rows]
    wanted: dict[str, Entry] = {}
    known: set[str] = set()
    for page in pages:
        fresh = [one for one in page if one.identity not in known]
        for one in fresh:
            if one.identity not in known and one.published in window:
                wanted[one.identity] = one
            known.add(one.identity)
        days = [one.published for one in page if one.published]
        if not fresh or (days and all(day < window.since for day in days)):
            break
    assert list(unroll(pages, window)) == list(wanted.values())


def test_static_lists_are_numbered_from_their_first_file() -> None:
    assert static_page("http://a/b/index.html", 1) == "http://a/b/index.html"
    assert static_page("http://a/b/index.html", 3) == "http://a/b/index_2.html"
    assert static_page("http://a/b/", 2, "home.htm") == "http://a/b/home_1.htm"


def test_a_column_that_answers_every_page_number_alike_ends(tmp_path: Path) -> None:
    kept = copy("miit-news", tmp_path / "news")
    folder = next(folder for url, folder in kept.items() if folder.name == "list-2")
    (folder / "page.json").write_bytes((folder.parent / "list-1" / "page.json").read_bytes())
    shutil.rmtree(folder.parent / "list-3")
    assert len(list(jpaas.walk(miit.NEWS, Saved(tmp_path), YEAR))) == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"success": False, "message": "系统繁忙，请稍后再试"}, Blocked),
        ({"success": False, "message": "参数错误"}, LayoutChanged),
        ({"success": True, "data": None}, LayoutChanged),
        ({"success": True, "data": {"html": ""}}, LayoutChanged),
        ({"success": True, "data": {"html": "<ul><li><a href='/ztzl/index.html'>专题</a></li></ul>"}}, LayoutChanged),
        ([], LayoutChanged),
        ("<html>", LayoutChanged),
    ],
)
def test_what_is_no_list_is_never_an_empty_list(tmp_path: Path, answer: object, error: type[ScrapeError]) -> None:
    copy("miit-news", tmp_path / "news")
    (tmp_path / "news" / "list-1" / "page.json").write_text(json.dumps(answer, ensure_ascii=False), "utf-8")
    with pytest.raises(error):
        list(jpaas.walk(miit.NEWS, Saved(tmp_path), YEAR))


@pytest.mark.parametrize(
    "written",
    [
        """ queryData='{"tagId":"右侧内容","pageId":"c1","editType":null}'""",
        """ queryData="{'tagId': '右侧内容', 'pageId': 'c1', 'editType': 'null',}\"""",
        """ queryData='{&quot;tagId&quot;:"右侧内容","pageId":"c1","editType":"null"}'""",
    ],
)
def test_the_declaration_of_a_list_is_read_however_it_is_quoted(tmp_path: Path, written: str) -> None:
    script = f'<script src="/x/unitbuild.js"{written} url="/unit"></script>'
    save(tmp_path / "column", miit.NEWS.start, f"<html><body><p>工信动态</p>{script}</body></html>")
    href = f"/xwfb/gxdt/art/2026/art_{'0' * 32}.html"
    rows = f"<ul><li><a href='{href}'>标题</a><span>2026-09-01</span></li></ul>"
    unit = asked("https://www.miit.gov.cn/unit", {"tagId": "右侧内容", "pageId": "c1", "editType": "null"})
    save(tmp_path / "one", unit, json.dumps({"success": True, "data": {"html": rows}}), "json")
    found = next(iter(jpaas.walk(miit.NEWS, Saved(tmp_path), YEAR)))
    assert (found.title, found.published) == ("标题", date(2026, 9, 1))


def test_every_request_to_a_column_names_the_column_page() -> None:
    with Replica([PAGES / "miit-news"]) as replica, closing(Web(Manners(replay=replica.url))) as web:
        found = list(jpaas.walk(miit.NEWS, web, YEAR))
        jpaas.gather(miit.NEWS, web, found[0])
    requests = [one for one in replica.asked if "/unit?" in one.url or "/art_" in one.url]
    assert len(requests) == 4
    assert {one.headers.get("referer") for one in requests} == {miit.NEWS.start}


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"code": "500", "message": "系统繁忙"}, Blocked),
        ({"code": "500", "message": "参数错误"}, LayoutChanged),
        ({"code": "200", "data": {"searchResult": {"totalHits": 7, "dataResults": []}}}, LayoutChanged),
        ({"code": "200", "data": {"searchResult": {"totalHits": 1, "dataResults": [{"data": {}}]}}}, LayoutChanged),
    ],
)
def test_a_library_that_does_not_answer_is_told_from_one_without_hits(
    tmp_path: Path, answer: object, error: type[ScrapeError]
) -> None:
    copy("miit-policy-library", tmp_path / "library")
    september = Window(date(2026, 9, 1), date(2026, 9, 30))
    first = tmp_path / "library" / "list-1" / "page.json"
    first.write_text(json.dumps(answer), "utf-8")
    with pytest.raises(error):
        list(policy_library.walk(miit.POLICY_LIBRARY, Saved(tmp_path), september))
    first.write_text('{"code": "200", "data": {}}', "utf-8")
    assert not list(policy_library.walk(miit.POLICY_LIBRARY, Saved(tmp_path), september))


def test_a_record_of_the_library_with_a_malformed_address_is_left_out(tmp_path: Path) -> None:
    copy("miit-policy-library", tmp_path / "library")
    september = Window(date(2026, 9, 1), date(2026, 9, 30))
    whole = list(policy_library.walk(miit.POLICY_LIBRARY, Saved(tmp_path), september))
    listing = tmp_path / "library" / "list-1" / "page.json"
    listing.write_text(re.sub(r'("url": *")[^"]+', r"\1http://[x", listing.read_text("utf-8"), count=1), "utf-8")
    assert list(policy_library.walk(miit.POLICY_LIBRARY, Saved(tmp_path), september)) == whole[1:]


@pytest.mark.parametrize(
    "url",
    [
        "http://english.scio.gov.cn/m/pressroom/2024-12/09/content_117595452_6.html",
        "https://english.scio.gov.cn/pressroom/2024-12/09/content_117595452.htm",
        "http://www.china.org.cn/englishscio/pressroom/2024-12/09/content_117595452.html",
        "http://www.china.org.cn/2024-12/09/content_117595452_2.shtml?from=x",
    ],
)
def test_copies_of_a_transcript_share_one_identity(url: str) -> None:
    assert enp.identify(url) == "content_117595452"


@pytest.mark.parametrize(
    ("identify", "url", "identity"),
    [
        (jpaas.identify, f"http://wap.miit.gov.cn/jgsj/qyj/wjfb/art/2026/art_{'a' * 32}.html", f"art_{'a' * 32}"),
        (jpaas.identify, "https://www.miit.gov.cn/zwgk/index.html", None),
        (govcn.identify, "https://www.gov.cn/lianbo/fabu/202607/content_7036214.htm", "content_7036214"),
        (govcn.identify, "https://www.gov.cn/lianbo/fabu/", None),
        (trs.identify, "http://www.scio.gov.cn/zdgz/jj/202511/t20251110_938367.html", "t20251110_938367"),
        (enp.identify, "http://english.scio.gov.cn/index.html", None),
    ],
)
def test_a_page_is_known_by_its_id(identify: Any, url: str, identity: str | None) -> None:
    assert identify(url) == identity


def test_a_reader_may_come_with_the_address_of_a_later_page() -> None:
    late = entry("http://english.scio.gov.cn/pressroom/2026-07/03/content_118402771_3.html")
    pages = enp.gather(scio.ENGLISH, Saved(PAGES / "scio-english"), late)
    assert [page.url.rsplit("/", 1)[1] for page in pages] == [
        "content_118402771.html",
        "content_118402771_2.html",
        "content_118402771_3.html",
    ]


@pytest.mark.parametrize("target", ["2026-08/26/content_118455630.html", "2026-07/03/content_118402771.html", "home"])
def test_another_page_in_place_of_a_numbered_one_is_not_joined(tmp_path: Path, target: str) -> None:
    copy("scio-english", tmp_path / "pages")
    base = "http://english.scio.gov.cn/pressroom/"
    moved = f"{base}2026-07/03/content_118402771_2.html"
    save(tmp_path / "moved", moved, "", status=302, headers={"location": f"{base}{target}"})
    save(tmp_path / "home", f"{base}home", "<p>None of the offices is closed today.</p>")
    with pytest.raises(Incomplete, match="page 2 of 3 is missing: another page came"):
        enp.gather(scio.ENGLISH, Saved(tmp_path / "pages", tmp_path / "moved", tmp_path / "home"), entry(moved))


def test_a_hub_becomes_complete_when_its_transcript_arrives(tmp_path: Path) -> None:
    kept = copy("scio-english", tmp_path / "pages")
    url = "http://english.scio.gov.cn/pressroom/node_9023318.html"
    with Replica([tmp_path / "pages"]) as replica, closing(Web(Manners(replay=replica.url))) as web:
        before = enp.read(scio.ENGLISH, enp.gather(scio.ENGLISH, web, entry(url)))
        page = (kept[key(url)] / "page.html").read_text("utf-8")
        spoken = "<p>Xin Wei:</p><p>Good morning. There are now 61 million small firms.</p>"
        save(
            tmp_path / "later" / "hub", url, page.replace("Read in Chinese</a></p>", f"Read in Chinese</a></p>{spoken}")
        )
        replica.add(tmp_path / "later")
        after = enp.read(scio.ENGLISH, enp.gather(scio.ENGLISH, web, entry(url)))
    assert (before.complete, after.complete) == (False, True)
    assert before.identity == after.identity
    assert after.event_date == date(2026, 9, 25)


class OnlySecure:
    """A site whose plain http port is dead."""

    def __init__(self, pages: Saved) -> None:
        self.pages = pages

    def get(
        self, url: str, *, params: Mapping[str, str] | None = None, referer: str = "", hosts: Sequence[str] = ()
    ) -> Page:
        if not url.startswith("https:"):
            raise Unreachable(url, "connection refused")
        return self.pages.get(url, params=params, referer=referer, hosts=hosts)


def test_english_scio_is_asked_by_https_where_http_fails_and_other_hosts_are_not() -> None:
    site = OnlySecure(Saved(PAGES / "scio-english"))
    news = entry("http://english.scio.gov.cn/pressroom/2026-08/26/content_118455630.html")
    assert enp.gather(scio.ENGLISH, site, news)
    with pytest.raises(Unreachable):
        enp.gather(scio.ENGLISH, site, entry("http://www.china.org.cn/2025-12/18/content_117990415.shtml"))


def test_a_page_that_forwards_to_another_site_is_not_followed(tmp_path: Path) -> None:
    url = "http://english.scio.gov.cn/pressroom/2026-07/03/content_118402770.html"
    save(tmp_path / "shell", url, "<html><script>linkContent = 'http://example.com/a.html';</script></html>")
    with pytest.raises(Refused, match=r"example\.com"):
        enp.gather(scio.ENGLISH, Saved(tmp_path), entry(url))


def test_the_home_page_in_place_of_an_article_is_not_read(tmp_path: Path) -> None:
    copy("scio-chinese", tmp_path / "pages")
    home = (PAGES / "scio-chinese" / "list-3-home" / "page.html").read_text("utf-8")
    gone = "http://www.scio.gov.cn/xwfb/gwyxwbgsxwfbh/wqfbh/202601/t20260101_930000.html"
    save(tmp_path / "gone", gone, home)
    with pytest.raises((Gone, LayoutChanged)):
        trs.read(scio.CHINESE, trs.gather(scio.CHINESE, Saved(tmp_path), entry(gone)))
