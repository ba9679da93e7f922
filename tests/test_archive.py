"""Pages of the past, from folders and WARC files."""

import gzip
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scrapers import archive
from scrapers.catalogue import choose
from scrapers.record import Record, Unreadable

NOTICE = "工业和信息化部组织遴选312家试点车间，年底前再遴选一批。\n各地主管部门于6月30日前报送名单。\n"
STORY = "A total of 312 pilot workshops were chosen in the second quarter, the bureau said, up from 275 a year ago."
HTML = f"<html><head></head><body><h1>Workshops</h1><p>{STORY}</p><p>{STORY[:60]}.</p></body></html>"


def taken(root: Path) -> tuple[list[Record], list[Unreadable]]:
    found = list(archive.records(root, choose))
    return [one for one in found if isinstance(one, Record)], [one for one in found if isinstance(one, Unreadable)]


def test_plain_text_is_kept_to_the_last_newline(tmp_path: Path) -> None:
    (tmp_path / "007_notice.txt").write_bytes(NOTICE.replace("\n", "\r\n").encode())
    (record,), _ = taken(tmp_path)
    document = archive.read(record, choose)
    assert document.text == NOTICE.replace("\n", "\r\n")
    assert (document.identity, record.path, document.language) == ("007_notice.txt", "007_notice.txt", "zh")
    assert [document.text[part.start : part.end] for part in document.paragraphs] == NOTICE.splitlines()


def test_sidecar_says_what_is_known(tmp_path: Path) -> None:
    facts = {
        "url": "https://news.example.cn/a.html",
        "published": "2024-10-14",
        "title": "Stated",
        "number": "No. 9",
    }
    for name in ("a.html", "b.txt"):
        (tmp_path / name).write_text(HTML if name == "a.html" else STORY)
        (tmp_path / f"{name[0]}.json").write_text(json.dumps(facts | {"event_date": None}))
    records, problems = taken(tmp_path)
    for document in (archive.read(record, choose) for record in records):
        assert (document.title, document.published, document.number) == ("Stated", date(2024, 10, 14), "No. 9")
        assert document.url == facts["url"]
    assert not problems


@pytest.mark.parametrize(
    "head",
    [
        "<link rel=canonical href='https://news.example.cn/a.html'>",
        "<meta property='og:url' content='https://news.example.cn/a.html'>",
        "<!-- saved from url=(0030)https://news.example.cn/a.html -->",
    ],
)
def test_saved_page_tells_its_own_address(tmp_path: Path, head: str) -> None:
    (tmp_path / "a.html").write_text(HTML.replace("<head>", f"<head>{head}"))
    (record,), _ = taken(tmp_path)
    assert record.page.url == "https://news.example.cn/a.html"


def test_folders_are_read_in_order_and_what_is_unreadable_is_told(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.htm").write_text(HTML)
    (tmp_path / "a.html").write_text(HTML)
    (tmp_path / "c.txt").write_text(" ")
    (tmp_path / "d.html").write_text(HTML)
    (tmp_path / "d.json").write_text("{broken")
    (tmp_path / "e.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "picture.png").write_bytes(b"x")
    records, problems = taken(tmp_path)
    assert [record.path for record in records] == ["a.html", "b/2.htm"]
    assert [problem.path for problem in problems] == ["c.txt", "d.html"]
    assert all(STORY in archive.read(record, choose).text for record in records)


def test_what_has_a_day_beside_it_is_read_in_order_of_days_before_the_rest(tmp_path: Path) -> None:
    days = {"a": "2025-03-01", "b": "", "c": "2024-10-14 09:00", "d": "2024年12月1日"}
    for name, day in days.items():
        (tmp_path / f"{name}.txt").write_text(STORY)
        (tmp_path / f"{name}.json").write_text(json.dumps({"published": day}))
    records, problems = taken(tmp_path)
    assert [record.path for record in records] == ["c.txt", "d.txt", "a.txt", "b.txt"]
    assert not problems


@pytest.mark.parametrize("fact", ["published", "event_date"])
def test_day_beside_a_file_that_is_none_is_told_of(tmp_path: Path, fact: str) -> None:
    for name, day in (("a", "2024-13-45"), ("b", "last spring"), ("c", "2024-10-14")):
        (tmp_path / f"{name}.txt").write_text(STORY)
        (tmp_path / f"{name}.json").write_text(json.dumps({fact: day}))
    records, problems = taken(tmp_path)
    assert [record.path for record in records] == ["c.txt"]
    assert [problem.path for problem in problems] == ["a.txt", "b.txt"]
    assert f"the {fact} beside it is no day: 'last spring'" in problems[1].why


def test_malformed_addresses_fail_their_own_file_alone(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HTML)
    (tmp_path / "a.json").write_text('{"url": "http://[x"}')
    (tmp_path / "b.txt").write_text(NOTICE)
    (tmp_path / "b.json").write_text('{"url": "https://a]b.cn/1"}')
    (tmp_path / "c.html").write_text(HTML.replace("<head>", "<head><link rel=canonical href='http://[x'>"))
    (tmp_path / "d.html").write_text(HTML)
    records, problems = taken(tmp_path)
    assert [problem.path for problem in problems] == ["a.html", "b.txt"]
    assert "malformed: 'http://[x'" in problems[0].why
    assert [archive.read(record, choose).identity for record in records] == ["c.html", "d.html"]


def test_missing_archive_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no archive"):
        list(archive.records(tmp_path / "nowhere"))


MIIT = "https://www.miit.gov.cn/jgsj/qyj/wjfb/art/2026/art_0123456789abcdef0123456789abcdef.html"
ARTICLE = f"""<html><head><meta name="ArticleTitle" content="关于试点车间的通知">
<meta name="PubDate" content="2026-05-06 09:00"></head><body><div class="menu">9999</div>
<div id="con_con"><p>{NOTICE.splitlines()[0]}</p></div></body></html>"""


def test_page_of_a_known_site_is_read_by_its_platform(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(ARTICLE)
    (tmp_path / "a.html.json").write_text(json.dumps({"url": MIIT}))
    (record,), _ = taken(tmp_path)
    document = archive.read(record, choose)
    assert (document.title, document.published) == ("关于试点车间的通知", date(2026, 5, 6))
    assert document.identity == "art_0123456789abcdef0123456789abcdef"
    assert document.text == NOTICE.splitlines()[0]


SCIO = "http://english.scio.gov.cn/pressroom/2031-02/03/content_100000001{}.html"


def transcript(numbers: Sequence[int]) -> Iterator[tuple[str, str]]:
    """(url, markup) of the pages of a transcript that is said to have three."""
    pager = "".join(f'<a href="{SCIO.format(f"_{number}")}">{number}</a> ' for number in (2, 3))
    for number in numbers:
        said = f"<p>Speaker {number}:</p><p>{STORY.replace('312', str(number * 100))}</p>"
        url = SCIO.format("" if number == 1 else f"_{number}")
        yield (
            url,
            f"<html><title>SCIO briefing | SCIO</title><body><!--enpcontent-->{said}<!--/enpcontent-->{pager}</body>",
        )


def write_transcript(folder: Path, numbers: Sequence[int]) -> None:
    for place, (url, markup) in enumerate(transcript(numbers)):
        (folder / f"{place}.html").write_text(markup)
        (folder / f"{place}.json").write_text(json.dumps({"url": url}))


def test_pages_of_one_transcript_become_one_document_in_any_order(tmp_path: Path) -> None:
    write_transcript(tmp_path, [3, 1, 2])
    (record,), problems = taken(tmp_path)
    words = archive.read(record, choose).text
    assert not problems
    assert 0 <= words.index("total of 100") < words.index("total of 200") < words.index("total of 300")


def test_transcript_with_a_missing_page_is_told_of_and_not_read(tmp_path: Path) -> None:
    write_transcript(tmp_path, [1, 3])
    records, (problem,) = taken(tmp_path)
    assert not records
    assert "page 2 of 3 is missing" in problem.why


def test_transcript_whose_last_page_cannot_be_read_is_told_of_and_not_lost(tmp_path: Path) -> None:
    write_transcript(tmp_path, [1, 2, 3])
    (tmp_path / "2.html").write_text(" ")
    (tmp_path / "z.html").write_text(HTML)
    records, problems = taken(tmp_path)
    assert [record.path for record in records] == ["z.html"]
    assert [problem.path for problem in problems] == ["2.html", "1.html"]
    assert "page 3 of 3 is missing" in problems[1].why


def test_addresses_are_known_before_the_pages_are_read(tmp_path: Path) -> None:
    write_transcript(tmp_path, [1, 2])
    (tmp_path / "a.txt").write_text(NOTICE)
    (tmp_path / "b.html").write_text(HTML.replace("<head>", f"<head><link rel=canonical href='{MIIT}'>"))
    (tmp_path / "c.warc.gz").write_bytes(warc((MIIT, "200 OK", HTML.encode(), {}), (MIIT, "404 Gone", b"-", {})))
    (tmp_path / "d.warc").write_bytes(b"this is no archive at all")
    assert archive.addresses(tmp_path) == [SCIO.format(""), SCIO.format("_2"), "", MIIT, MIIT, ""]


def warc(*answers: tuple[str, str, bytes, dict[str, str]], packed: bool = True) -> bytes:
    """A WARC file of (url, status, body, headers)."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("test.warc", {"software": "test"}))
    for url, status, body, headers in answers:
        kept = {"Content-Type": "text/html; charset=gb2312", **headers}
        head = StatusAndHeaders(status, list(kept.items()), protocol="HTTP/1.1")
        stamp = {"WARC-Date": "2024-10-14T02:03:04Z"}
        writer.write_record(
            writer.create_warc_record(
                url, "response", payload=BytesIO(body), http_headers=head, warc_headers_dict=stamp
            )
        )
    return out.getvalue()


CHALLENGE = b"<script>document.cookie='__jsl_clearance=1';location.href='/'</script>"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_of_a_warc_file_are_read(tmp_path: Path, name: str) -> None:
    body = ARTICLE.replace("试点", "朱镕基试点").encode("gb18030")
    answers = [
        (MIIT, "200 OK", gzip.compress(body), {"Content-Encoding": "gzip"}),
        (f"{MIIT}?copy", "404 Not Found", b"<p>gone</p>", {}),
        (f"{MIIT}.png", "200 OK", b"picture", {"Content-Type": "image/png"}),
        ("https://www.scio.gov.cn/", "200 OK", CHALLENGE, {}),
        ("https://news.example.cn/a.html", "200 OK", HTML.encode(), {"Content-Type": "text/html"}),
    ]
    (tmp_path / name).write_bytes(warc(*answers, packed=name.endswith("gz")))
    records, (problem,) = taken(tmp_path)
    first, second = (archive.read(record, choose) for record in records)
    assert (first.title, first.url) == ("关于朱镕基试点车间的通知", MIIT)
    assert records[0].page.fetched_at == datetime(2024, 10, 14, 2, 3, 4, tzinfo=UTC)
    assert STORY in second.text
    assert "scio.gov.cn" in problem.path


def test_warc_record_without_address_or_day_is_told_of_and_the_others_are_read(tmp_path: Path) -> None:
    names = ["http://[x", "https://news.example.cn/a", "https://news.example.cn/b", "https://news.example.cn/c"]
    parts = [warc((url, "200 OK", HTML.encode(), {}), packed=False) for url in names]
    parts[1] = parts[1].replace(b"WARC-Target-URI", b"X-Target")
    parts[2] = parts[2].replace(b"WARC-Date: 2024-10-14T02:03:04Z", b"WARC-Date: yesterday")
    (tmp_path / "a.warc").write_bytes(b"".join(parts))
    records, problems = taken(tmp_path)
    assert [record.page.url for record in records] == names[3:]
    assert [problem.path for problem in problems] == ["a.warc:", "a.warc:", f"a.warc:{names[2]}"]


@pytest.mark.parametrize(("name", "boundaries"), [("a.warc.gz", 3), ("a.warc", 8)])
def test_warc_that_was_cut_is_said_to_be_wherever_the_cut_is(tmp_path: Path, name: str, boundaries: int) -> None:
    """But between two records, which no reader can see; or at the empty lines inside of one that is not packed."""
    urls = [f"https://news.example.cn/{number}.html" for number in range(3)]
    whole = warc(*((url, "200 OK", HTML.encode(), {}) for url in urls), packed=name.endswith("gz"))
    unsaid = 0
    for length in range(5, len(whole)):
        (tmp_path / name).write_bytes(whole[:length])
        unsaid += not taken(tmp_path)[1]
    assert unsaid <= boundaries


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_broken_warc_gives_the_records_before_the_break(tmp_path: Path, name: str) -> None:
    urls = [f"https://news.example.cn/{number}.html" for number in range(3)]
    whole = warc(*((url, "200 OK", HTML.encode(), {}) for url in urls), packed=name.endswith("gz"))
    (tmp_path / name).write_bytes(whole[: len(whole) * 2 // 3])
    (tmp_path / "b.html").write_text(HTML)
    (tmp_path / "c.warc.gz").write_bytes(b"this is no archive at all")
    records, problems = taken(tmp_path)
    assert [record.page.url for record in records][:-1] == urls[: len(records) - 1]
    assert 2 <= len(records) <= 3
    assert records[-1].path == "b.html", "the files after the broken one are read"
    assert {problem.path.partition(":")[0] for problem in problems} == {name, "c.warc.gz"}
