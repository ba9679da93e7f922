"""Pages that a site has no more, from a web archive: both dialects of its index, captures under their own address."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial

import pytest
from captured import PYWB, WAYBACK, Archive, Style, Taken

from scrapers import captures
from scrapers.captures import CAPTURE, Remembered
from scrapers.catalogue import SOURCES, choose
from scrapers.cdx import Index
from scrapers.errors import Blocked, Gone, LayoutChanged, Refused
from scrapers.fetch import Manners, Web
from scrapers.replica import CHALLENGE
from scrapers.source import Window

COLUMN = "http://www.miit.gov.cn/xwfb/gxdt/art/{year}/art_{number:032x}.html"
PAGE = "<html><body><div id='con_con'><p>{}</p></div></body></html>"
NEWS, DAYS = SOURCES["miit-news"], Window(date(2023, 1, 1), date(2024, 12, 31))
EVERY = [
    (WAYBACK, "json", True),
    (WAYBACK, "text", True),
    (PYWB, "json", True),
    (PYWB, "text", False),
    (PYWB, "cdxj", True),
]


@pytest.fixture
def archive() -> Iterator[Archive]:
    with Archive() as made:
        yield made


@pytest.fixture
def web(archive: Archive) -> Iterator[Web]:
    made = Web(Manners(replay=archive.url, retries=0))
    yield made
    made.close()


def taken(number: int, year: int = 2024, stamp: str = "", words: str = "", **facts: object) -> Taken:
    url = COLUMN.format(year=year, number=number)
    body = PAGE.format(words or f"Page {number}").encode()
    return Taken(stamp or f"{year}0601000000", url, body, **facts)  # type: ignore[arg-type]


def is_news(url: str) -> bool:
    return choose(url) is NEWS


@pytest.mark.parametrize(("service", "style", "paged"), EVERY)
def test_index_is_read_to_its_end_in_every_form(
    archive: Archive, web: Web, service: str, style: Style, paged: bool
) -> None:
    archive.style, archive.paged, archive.at_once = style, paged, 3
    archive.took(*(taken(number) for number in range(10)))
    archive.took(*(taken(number, stamp="20240901000000", words="later") for number in range(10)))
    archive.took(taken(50, status=404), taken(51, stamp="20220101000000"), taken(52, year=2019, stamp="20240501000000"))
    archive.took(Taken("20240601000000", "http://www.miit.gov.cn:80/xwfb/gxdt/index.html", b"<html>"))
    found = list(captures.entries(Index(web, service), NEWS, DAYS, is_news))
    assert [entry.url for entry in found] == [COLUMN.format(year=2024, number=number) for number in range(10)]
    assert {entry.identity for entry in found} == {f"art_{number:032x}" for number in range(10)}


@pytest.mark.parametrize(("service", "style", "paged"), EVERY)
def test_page_that_is_gone_comes_as_it_was_taken_last_under_its_own_address(
    archive: Archive, web: Web, service: str, style: Style, paged: bool
) -> None:
    archive.style, archive.paged = style, paged
    archive.took(
        taken(1, stamp="20230102030405", words="first"),
        taken(1, stamp="20240102030405", words="second"),
        Taken("20250102030405", COLUMN.format(year=2024, number=1), CHALLENGE),
        Taken("20250302030405", COLUMN.format(year=2024, number=1), b" "),
    )
    url = COLUMN.format(year=2024, number=1).replace("http:", "https:")
    page = Remembered(web, Index(web, service)).get(url)
    assert (page.url, page.identity) == (url, url)
    assert b"second" in page.body
    assert page.fetched_at == datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert "20240102030405id_/http" in page.headers[CAPTURE]
    assert "etag" not in page.headers, "what the archive says of itself says nothing to the site"


def test_site_is_asked_first_and_the_archive_only_for_what_is_gone(archive: Archive, web: Web) -> None:
    archive.took(taken(1), Taken("20240601000000", "http://www.scio.gov.cn/a.html", b"<html>taken</html>"))
    archive.fail("www.scio.gov.cn", "forbidden")
    remembered = Remembered(web, Index(web, WAYBACK))
    with pytest.raises(Blocked):
        remembered.get("http://www.scio.gov.cn/a.html")
    with pytest.raises(Gone, match="no good capture"):
        remembered.get(COLUMN.format(year=2024, number=2))
    assert b"Page 1" in remembered.get(COLUMN.format(year=2024, number=1)).body
    hosts = [one.url.split("/")[2] for one in archive.asked if not one.url.endswith("robots.txt")]
    assert hosts == ["www.miit.gov.cn", "web.archive.example"] * 2 + ["web.archive.example"]


@pytest.mark.parametrize(
    "url", ["https://web.archive.example/", "https://web.archive.example/cdx/search/", "ftp://a.example/cdx", "cdx"]
)
def test_address_that_is_no_service_is_refused(web: Web, url: str) -> None:
    with pytest.raises(Refused, match=r"cdx|cannot be fetched"):
        Index(web, url)


@pytest.mark.parametrize(
    "answer", ["<html><body>Welcome</body></html>", '[["a"],["b","c"]]', '{"a":', "Error 9", "{}x"]
)
def test_service_that_answers_something_else_is_told_of(
    archive: Archive, web: Web, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scrapers.replica import Answer

    fake = Answer(200, answer.encode(), {"content-type": "text/html"})
    monkeypatch.setattr(archive, "_wayback", lambda asked: fake)
    with pytest.raises(LayoutChanged, match="no list of captures"):
        Index(web, WAYBACK).latest("http://a.example/")


@pytest.mark.parametrize(
    ("url", "day", "inside"),
    [
        ("http://english.scio.gov.cn/pressroom/2024-03/05/content_1170.html", date(2024, 3, 5), True),
        ("http://www.scio.gov.cn/xwfb/202403/t20240305_123456.html", date(2024, 3, 5), True),
        ("https://www.gov.cn/zhengce/content/202401/content_6925.htm", None, True),
        ("https://www.gov.cn/zhengce/content/202501/content_6925.htm", None, False),
        ("https://www.miit.gov.cn/xwfb/art/2024/art_1.html", None, True),
        ("https://www.miit.gov.cn/xwfb/art/2022/art_1.html", None, False),
        ("https://www.miit.gov.cn/xwfb/n2024/art_1.html", None, True),
        ("http://english.scio.gov.cn/2024-02/31/content_1.html", None, True),
    ],
)
def test_day_is_told_by_the_address_as_far_as_it_goes(url: str, day: date | None, inside: bool) -> None:
    assert captures.day(url) == day
    assert captures.may_be_of(url, DAYS) == inside


def test_pages_of_every_source_are_looked_for_where_they_stand(archive: Archive, web: Web) -> None:
    stands = {
        "govcn-policies": "https://www.gov.cn/zhengce/content/202401/content_6925123.htm",
        "govcn-press": "https://www.gov.cn/lianbo/fabu/202401/content_6925124.htm",
        "scio-english": "http://english.scio.gov.cn/pressroom/2024-03/05/content_117012345.html",
        "scio-chinese": "http://www.scio.gov.cn/xwfb/gwyxwbgsxwfbh/2024/t20240305_123456.html",
        "miit-notices": f"https://www.miit.gov.cn/zwgk/zcwj/wjfb/tz/art/2024/art_{7:032x}.html",
    }
    archive.took(*(Taken("20240701000000", url, b"<html>x</html>") for url in stands.values()))
    index = Index(web, WAYBACK)
    for name, url in stands.items():
        mine = partial(_is, name)
        assert [one.url for one in captures.entries(index, SOURCES[name], DAYS, mine)] == [url], name


def _is(name: str, url: str) -> bool:
    found = choose(url)
    return found is not None and found.name == name
