"""Files that notices point to: which, what they say, what they take from the notice, and what goes wrong."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from house import MINISTRY, House
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.demo.word import word
from flows.settings import load
from measures.documents import compose
from measures.model import Attachment, Document, Entry, Page
from scrapers import attached, files, pdf
from scrapers.answers import judged
from scrapers.errors import Illegible
from scrapers.miit import NOTICES
from scrapers.saved import Saved

PAGES = Path(__file__).parent / "pages"
PLAN, SCAN = (PAGES / "miit-notices/plan-pdf-file/page.pdf", PAGES / "govcn-policies/policy-battery-file/page.pdf")
SITE = f"https://{MINISTRY}"
FILE = f"{SITE}/cms_files/filemanager/attach/20313/{'{}'}"


def page(body: bytes, url: str = "https://www.miit.gov.cn/a.pdf", kind: str = "") -> Page:
    return Page(identity=url, url=url, body=body, headers={"content-type": kind}, fetched_at=datetime.now(UTC))


def notice(text: str, *titles: str, ending: str = "pdf") -> Document:
    links = [Attachment(FILE.format(f"{number}.{ending}"), title) for number, title in enumerate(titles)]
    return compose(
        text, identity="n", url=f"{SITE}/n.html", title="通知", attachments=links, published=date(2031, 3, 4)
    )


POINTING = (
    "各有关单位：\n\n现将《港口装备行动方案》印发给你们，请结合实际认真贯彻落实。\n\n工业和信息化部\n2031年3月4日"
)


@pytest.mark.parametrize(
    ("text", "titles", "count"),
    [
        (POINTING, ["港口装备行动方案.pdf"], 1),
        (POINTING, ["附件1：港口装备行动方案.pdf", "附件2：申报书.pdf", "试点名单（第一批）.pdf", "汇总表.pdf"], 1),
        ("The guidelines on port equipment are attached.", ["Guidelines on port equipment", "Reply slip"], 1),
        ("", [""], 1),
        (POINTING + "\n" + "各地要建设深水泊位，完善集疏运体系，提高装卸效率。" * 20, ["港口装备行动方案.pdf"], 0),
        ("部长会见了港口代表团，双方交换了意见。", ["港口年鉴"], 0),
        (
            POINTING,
            ["港口装备实施方案（含申报表）.docx", "2031年重点任务清单", "国家鼓励的港口节水工艺目录（2031年版）"],
            3,
        ),
        (POINTING, ["港口发展规划指标表", "在港口大会上的发表", "港口岸电措施清单（试行）（一）"], 3),
        (
            POINTING,
            ["港口行动计划申报表", "实施方案编制模板", "意见反馈表（样表）", "港口计划项目汇总表", "码头代码表"],
            0,
        ),
        (POINTING, ["Port plan: list of tasks", "Application form for the port plan", "Port plan application form"], 2),
        (POINTING, [], 0),
    ],
)
def test_the_files_of_a_notice_are_read_only_where_it_says_little_itself(
    text: str, titles: list[str], count: int
) -> None:
    assert len(attached.pointed(notice(text, *titles))) == count


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ("附件1：港口方案.pdf", "港口方案"),
        ("2. 《港口方案（2031—2033年）》.docx", "《港口方案（2031—2033年）》"),
        ("2031年港口方案", "2031年港口方案"),
        ("Annex 2: Port plan.PDF", "Port plan"),
        ("附件.pdf", ""),
        ("点击下载", ""),
        ("附件：附件1. 1、港口方案.docx.pdf", "港口方案"),
    ],
)
def test_a_file_is_called_what_its_link_says_without_number_and_ending(link: str, title: str) -> None:
    (entry,) = attached.entries(NOTICES, notice(POINTING, link))
    assert entry.title == title


def test_files_of_other_sites_are_left_out() -> None:
    found = replace(notice(POINTING), attachments=(Attachment("https://example.org/plan.pdf", "方案"),))
    assert attached.entries(NOTICES, found) == []


@pytest.mark.parametrize("ending", ["wps", "doc", "ofd", "xlsx", "zip"])
def test_other_kinds_are_named_and_not_asked_for(ending: str) -> None:
    (entry,) = attached.entries(NOTICES, notice(POINTING, "港口装备行动方案", ending=ending))
    with pytest.raises(Illegible, match=rf"\.{ending} files are not read; open it by hand"):
        attached.gather(NOTICES, Saved(), entry)


def test_a_file_has_its_own_address_and_the_facts_of_its_notice() -> None:
    pointing = replace(notice(POINTING, "方案"), number="工信部装〔2031〕9号", publisher="装备司", agencies=("MIIT",))
    found = attached.read(page(PLAN.read_bytes(), FILE.format("0.pdf")), pointing)
    assert (found.identity, found.url) == ("miit.gov.cn/cms_files/filemanager/attach/20313/0.pdf", FILE.format("0.pdf"))
    assert found.title == "工业互联网平台高质量发展行动方案（2026—2028年）"
    assert (found.published, found.number, found.publisher) == (date(2031, 3, 4), "工信部装〔2031〕9号", "装备司")
    assert (found.agencies, found.event_date, found.attachments) == (("MIIT",), pointing.event_date, ())


def test_the_lines_of_a_pdf_are_put_together_to_paragraphs_over_pages_without_heads_and_numbers() -> None:
    lines = pdf.text_of(PLAN.read_bytes(), "u").split("\n")
    assert lines[:2] == ["附件", "工业互联网平台高质量发展行动方案（2026—2028年）"], "a title of two lines is one"
    assert (lines[4][:6], lines[4][-6:]) == ("到2028年", "专业服务商。")
    assert len(lines) == 11


@pytest.mark.parametrize(
    ("line", "following", "joined"),
    [
        (pdf.Line("到2033年，建成智能码头", 2, 0), pdf.Line("120个以上。", 0, 20), True),
        (pdf.Line("到2033年，建成智能码头。", 2, 0), pdf.Line("下一步，扩建码头。", 2, 10), False),
        (pdf.Line("二、重点任务", 0, 20), pdf.Line("建设码头。", 0, 20), False),
        (pdf.Line("The ministry will build", 0, 2), pdf.Line("lighthouses by 2033.", 0, 12), True),
        (pdf.Line("Ports are open.", 0, 9), pdf.Line("The ministry agrees.", 0, 9), False),
        (pdf.Line("all ports shall be open.", 0, 0), pdf.Line("2. Build ships.", 0, 9), False),
        (pdf.Line("港口装备智能化", 6, 6), pdf.Line("行动方案", 8, 8), True),
        (pdf.Line("交通运输部", 14, 3), pdf.Line("2033年3月4日", 13, 2), False),
    ],
)
def test_a_paragraph_goes_on_where_its_next_word_found_no_room(
    line: pdf.Line, following: pdf.Line, joined: bool
) -> None:
    assert line.goes_on(following) is joined


def test_a_word_file_is_read_with_its_tables_and_tracked_changes() -> None:
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in ("泊位", "120个"))
    change = (
        "<w:p><w:del><w:r><w:delText>五</w:delText></w:r></w:del><w:ins><w:r><w:t>六座码头。</w:t></w:r></w:ins></w:p>"
    )
    found = files.text_of(page(word(["行动方案", f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", change])))
    assert found.split("\n") == ["行动方案", "泊位 | 120个", "六座码头。"]


@pytest.mark.parametrize("named", ['<a:blip r:embed="rId9"/>', '<v:imagedata r:id="rId9"/>'])
def test_a_word_file_without_a_picture_or_an_address_that_it_names_is_read(named: str) -> None:
    beside = "".join(
        f' xmlns:{prefix}="{space}"'
        for prefix, space in {
            "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
            "v": "urn:schemas-microsoft-com:vml",
            "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
            "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        }.items()
    )
    shown = f"<w:pict{beside}><v:shape>{named}</v:shape></w:pict>"
    if "blip" in named:
        inside = f"<pic:pic><pic:blipFill>{named}</pic:blipFill></pic:pic>"
        graphic = f"<a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic>"
        shown = f"<w:drawing{beside}><wp:inline>{graphic}</wp:inline></w:drawing>"
    link = f'<w:p><w:hyperlink{beside} r:id="rId8"><w:r><w:t>六座码头。</w:t></w:r></w:hyperlink></w:p>'
    found = files.text_of(page(word(["行动方案", f"<w:p><w:r>{shown}</w:r></w:p>", link])))
    assert found.split("\n") == ["行动方案", "六座码头。"]


def packed(**parts: str) -> bytes:
    import zipfile

    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)  # without the time of its making
    return made.getvalue()


LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>"
)


def paper(*pages: str, kids: str = "", count: int = 0) -> bytes:
    """A PDF of lines of plain text, one a page; `kids` and `count` may say of it what is not so."""
    own = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    parts = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids or own}]/Count {count or len(pages)}>>"]
    parts.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    for number, words in enumerate(pages):
        said = f"BT /F1 12 Tf 50 750 Td ({words}) Tj ET"
        inside = f"/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * number} 0 R"
        parts += [f"<</Type/Page/Parent 2 0 R{inside}>>", f"<</Length {len(said)}>>stream\n{said}\nendstream"]
    objects = "".join(f"{number} 0 obj\n{part}\nendobj\n" for number, part in enumerate(parts, 1))
    return f"%PDF-1.4\n{objects}trailer<</Root 1 0 R/Size {len(parts) + 1}>>\n%%EOF".encode()


def flagged(body: bytes) -> bytes:
    """A Word file whose parts are marked as locked."""
    changed, at = bytearray(body), body.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= 1
        at = body.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def spoiled(body: bytes) -> bytes:
    """A Word file whose text cannot be unpacked: its first packed bytes are none that deflate writes."""
    start = body.find(files.WORD_BODY.encode()) + len(files.WORD_BODY)
    return body[:start] + b"\xff" * 8 + body[start + 8 :]


def test_a_made_up_pdf_is_read() -> None:
    assert files.text_of(page(paper("Ports are open.", "Ships are built."))) == "Ports are open. Ships are built."


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (paper("Ports", kids="99 0 R"), "the PDF is broken"),
        (paper("Ports", kids="2 0 R"), "the PDF is broken"),
        (paper("Ports", count=9), "the PDF is broken"),
        (flagged(word(["港口"])), "the Word file is broken"),
        (
            packed(**{files.WORD_BODY: "<a/>"}).replace(b"\x08\x00", b"\x63\x00"),
            "the Word file is broken (That compression method",
        ),
        (spoiled(packed(**{files.WORD_BODY: "".join(map(str, range(99)))})), "the Word file is broken (Error -3"),
        (word(["<w:tbl><w:tr><w:tc>" * 1500 + "</w:tc></w:tr></w:tbl>" * 1500]), "the Word file is broken (maximum"),
        (word(["<w:p><w:r><w:sym/></w:r></w:p>"]), "the Word file is broken (int()"),
        (packed(**{files.WORD_BODY: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "defines entities of its own"),
        (word(["<w:p/>" * (files.PARAGRAPHS + 1)]), "more than 20000 paragraphs"),
        (word([f"<w:p>{'<w:r/>' * files.ELEMENTS}</w:p>"]), "or 150000 elements"),
        (word([f"<w:p><w:r><w:t>{'港' * 2_000_000}</w:t></w:r></w:p>"]), "more than 4000000 bytes"),
    ],
    ids=lambda given: given if isinstance(given, str) else "file",
)
def test_files_that_break_or_burden_their_readers_are_refused(body: bytes, seen: str) -> None:
    with pytest.raises(Illegible) as failure:
        files.text_of(page(body))
    assert seen in str(failure.value)


@pytest.mark.parametrize(
    ("body", "kind", "seen"),
    [
        (SCAN.read_bytes(), "application/pdf", "the PDF holds pictures and no text"),
        (LOCKED, "application/pdf", "the PDF asks for a password"),
        (b"%PDF-1.7 and no more", "application/pdf", "the PDF is broken"),
        (PLAN.read_bytes()[:2000], "application/pdf", "the PDF is broken"),
        (packed(a="b"), files.DOCX, "the file is packed and holds no Word text"),
        (b"PK\x03\x04 and no more", files.DOCX, "the Word file is broken"),
        (word([""]), files.DOCX, "the Word file holds no text"),
        (packed(**{files.WORD_BODY: "<w"}), files.DOCX, "the Word file is broken"),
        (
            b"<html>login</html>",
            "text/html; charset=utf-8",
            "neither a PDF nor a Word file (.docx) came, but text/html",
        ),
        (
            b"\xd0\xcf\x11\xe0",
            "application/msword",
            "neither a PDF nor a Word file (.docx) came, but application/msword",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(body: bytes, kind: str, seen: str) -> None:
    with pytest.raises(Illegible) as failure:
        attached.read(page(body, kind=kind))
    assert seen in str(failure.value)
    assert "\n" not in str(failure.value)


def test_files_too_large_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "UNPACKED", 100)
    monkeypatch.setattr(pdf, "MOST_PAGES", 0)
    for body in (word(["港口" * 100]), PLAN.read_bytes()):
        with pytest.raises(Illegible, match=r"more than (?:100|0)\b"):
            attached.read(page(body))


def test_a_pdf_of_too_many_characters_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 20)
    assert files.text_of(page(paper("Ports are open.")))
    with pytest.raises(Illegible, match="more than 20 characters"):
        files.text_of(page(paper("Ports are open.", "Ships are built.")))


def test_a_small_file_is_no_challenge() -> None:
    for body in (SCAN.read_bytes(), word(["访问过于频繁"])):
        assert judged(page(body)).body == body


# --- the whole way ------------------------------------------------------------------------------------------------

SLUG = "notice-growth-measures"
TEXT = ("港口机械行动方案", "到2028年，建成自动化码头73个以上。", "每年发布41项港口机械标准。")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as made:
        made.day(1)
        yield made


def replaced(house: House, file: bytes | int, ending: str = "docx") -> str:
    """Let the ministry's notice of day 2 only point to a file; returns the file's address."""
    folder = next(
        meta.parent
        for meta in (house.folder / "day2").rglob("page.html")
        if "促进专精特新中小企业发展壮大若干措施.pdf" in meta.read_text("utf-8")
    )
    url = f"{SITE}/cms_files/filemanager/attach/202610/plan.{ending}"
    shutil.copytree(folder, house.folder / "short", dirs_exist_ok=True)
    found = (folder / "page.html").read_text("utf-8")
    head, _, rest = found.partition('<div class="trs_paper_default">')
    link = f'<p>现将《港口机械行动方案》印发给你们。</p><p><a href="{url}">港口机械行动方案</a></p>'
    short = f'<div class="trs_paper_default">{link}</div></div>'
    tail = rest[rest.index('<div class="share') :] if '<div class="share' in rest else "</body></html>"
    (house.folder / "short" / "page.html").write_text(head + short + tail, "utf-8")
    house.site.add(house.folder / "short")
    serve(house, url, file)
    return url


def serve(house: House, url: str, file: bytes | int) -> None:
    place = house.folder / "file"
    place.mkdir(exist_ok=True)
    status = file if isinstance(file, int) else 200
    body = b"<p>none</p>" if isinstance(file, int) else file
    name = f"page.{'html' if isinstance(file, int) else url.rpartition('.')[2]}"
    for old in place.glob("page.*"):
        old.unlink()
    (place / name).write_bytes(body)
    (place / "meta.json").write_text(json.dumps({"url": url, "status": status}), "utf-8")
    house.site.add(place)


def told_of(house: House, url: str) -> list[dict[str, Any]]:
    changes = [change for received in house.desk.received for change in received.json["changes"]]
    return [change for change in changes if change["origin"]["url"] == url]


def hurry() -> None:
    """Let the waits pass after which pages are tried, or looked at, again."""
    with closing(sqlite3.connect(load().database_url.removeprefix("sqlite:///"))) as database, database:
        database.execute("update entry set next_try = '2000-01-01 00:00:00.000000'")


def test_what_a_file_says_is_told_once_with_its_address_and_the_facts_of_its_notice(house: House) -> None:
    house.run("check", "miit-notices")
    house.day(2)
    url = replaced(house, word(TEXT))
    assert house.run("check", "miit-notices").status == 0
    told = told_of(house, url)
    assert any("73" in change["statement"]["quote"] for change in told)
    assert {change["origin"]["published"] for change in told} == {"2026-10-20"}
    assert {change["origin"]["title"] for change in told} == {"港口机械行动方案"}
    hurry()
    assert house.run("check", "miit-notices").status == 0
    assert told_of(house, url) == told
    asked = [one.status for one in house.site.asked if one.url.endswith("/plan.docx")]
    assert asked == [200, 304]


def test_a_file_that_fails_is_tried_again_and_its_notice_is_read(house: House) -> None:
    house.run("check", "miit-notices")
    house.day(2)
    url = replaced(house, 500)
    said = house.run("check", "miit-notices")
    assert said.status == 1
    assert f"{url}: the site answers with status 500" in said.out + said.err
    serve(house, url, word(TEXT))
    hurry()
    assert house.run("check", "miit-notices").status == 0
    assert told_of(house, url)


@pytest.mark.parametrize(("file", "ending"), [(SCAN.read_bytes(), "pdf"), (404, "docx"), (b"x", "pdf")])
def test_a_file_that_cannot_be_read_is_given_up_in_the_end(house: House, file: bytes | int, ending: str) -> None:
    house.run("check", "miit-notices")
    house.day(2)
    replaced(house, file, ending)
    for _ in range(5):
        assert house.run("check", "miit-notices").status == 1
        hurry()
    assert house.run("check", "miit-notices").status == 0


def test_a_file_of_a_kind_that_is_not_read_is_named_once(house: House) -> None:
    house.run("check", "miit-notices")
    house.day(2)
    url = replaced(house, 404, "wps")
    said = house.run("check", "miit-notices")
    assert (said.status, f"{url}: .wps files are not read" in said.out + said.err) == (1, True)
    hurry()
    assert house.run("check", "miit-notices").status == 0
    assert url not in [one.url for one in house.site.asked]


def test_a_backfill_reads_files_in_silence_and_tells_of_them_when_asked(house: House) -> None:
    house.day(2)
    url = replaced(house, word(TEXT))
    assert house.run("backfill", "miit-notices", "--since", "2026-10-15").status == 0
    assert house.desk.received == []
    rows = house.run("measures", "--json").rows
    assert any(statement["path"] == url for row in rows for statement in row["statements"])


def test_what_failed_in_the_first_check_is_history(house: House) -> None:
    house.day(2)
    url = replaced(house, 500)
    house.run("check", "miit-notices")
    serve(house, url, word(TEXT))
    hurry()
    assert house.run("check", "miit-notices").status == 0
    assert house.desk.received == []
    rows = house.run("measures", "--json").rows
    assert any(statement["path"] == url for row in rows for statement in row["statements"])


def test_files_are_read_from_folders_beside_their_notices_and_by_name(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    shutil.copy(PAGES / "miit-notices/plan-pdf/page.html", folder / "notice.html")
    shutil.copy(PAGES / "miit-notices/plan-pdf/meta.json", folder / "notice.json")
    shutil.copy(PLAN, folder / "2a1b2c3d4e5f60718293a4b5c6d7e8f9.pdf")
    said = house.run("read", folder / "notice.html", "--json")
    assert [row["document"]["published"] for row in said.rows] == ["2026-07-30", "2026-07-30"]
    assert said.rows[1]["figures"]
    alone = house.run("read", folder / "2a1b2c3d4e5f60718293a4b5c6d7e8f9.pdf", "--json")
    assert alone.rows[0]["document"]["published"] is None
    assert house.run("backfill", "--archive", folder).status == 0
    rows = house.run("measures", "--json").rows
    assert {one["origin"]["published"] for row in rows for one in row["statements"]} == {"2026-07-30"}


def test_a_notice_without_its_file_says_what_is_missing(house: House, tmp_path: Path) -> None:
    shutil.copy(PAGES / "miit-notices/plan-pdf/page.html", tmp_path / "notice.html")
    shutil.copy(PAGES / "miit-notices/plan-pdf/meta.json", tmp_path / "notice.json")
    said = house.run("read", tmp_path / "notice.html", "--json")
    assert (said.status, len(said.rows)) == (1, 1)
    assert "points to this file, which is not saved as" in said.err


def test_read_brings_the_files_of_a_page_along(house: House) -> None:
    house.day(2)
    url = replaced(house, word(TEXT))
    address = json.loads((house.folder / "short/meta.json").read_text("utf-8"))["url"]
    rows = house.run("read", address, "--json").rows
    assert [row["document"]["url"] for row in rows] == [address, url]
    alone = house.run("read", url, "--json").rows[0]
    assert [one["quote"] for one in alone["figures"]] == [one["quote"] for one in rows[1]["figures"]] != []


def test_files_of_a_web_archive_take_the_facts_of_notices_that_come_later(house: House, tmp_path: Path) -> None:
    answers = [
        ("miit-notices/plan-pdf-file", "page.pdf", files.PDF),
        ("miit-notices/plan-pdf", "page.html", "text/html"),
    ]
    with (tmp_path / "crawl.warc.gz").open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for folder, name, kind in answers:
            url = json.loads((PAGES / folder / "meta.json").read_text("utf-8"))["url"]
            headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            body = BytesIO((PAGES / folder / name).read_bytes())
            writer.write_record(writer.create_warc_record(url, "response", payload=body, http_headers=headers))
    assert house.run("backfill", "--archive", tmp_path / "crawl.warc.gz").status == 0
    rows = house.run("measures", "--json").rows
    assert {one["origin"]["published"] for row in rows for one in row["statements"]} == {"2026-07-30"}


def test_an_entry_of_a_file_keeps_its_notice(house: House) -> None:
    (entry,) = attached.entries(NOTICES, notice(POINTING, "方案"))
    assert entry == Entry(
        identity="miit.gov.cn/cms_files/filemanager/attach/20313/0.pdf",
        url=FILE.format("0.pdf"),
        title="方案",
        published=date(2031, 3, 4),
        notice="n",
    )


def test_a_page_saved_without_its_address_finds_the_file_beside_it(house: House, tmp_path: Path) -> None:
    link = '<p>附件：<a href="./plan.pdf">港口装备行动方案.pdf</a></p>'
    body = "".join(f"<p>{line}</p>" for line in POINTING.split("\n\n"))
    (tmp_path / "n.html").write_text(f"<html><body><h1>通知</h1>{body}{link}</body></html>", encoding="utf-8")
    shutil.copy(PLAN, tmp_path / "plan.pdf")
    assert house.run("read", "--json", tmp_path / "n.html").rows[1]["initiatives"]
    (tmp_path / "plan.pdf").write_bytes(SCAN.read_bytes())
    told = house.run("read", tmp_path / "n.html")
    assert (told.status, "plan.pdf: the PDF holds pictures" in told.err) == (1, True)
    (tmp_path / "plan.pdf").write_bytes(b"")
    told = house.run("read", tmp_path / "n.html", "--json")
    assert (told.status, len(told.rows), "plan.pdf: the file is empty" in told.err) == (1, 1, True)


def test_a_file_whose_name_is_too_long_to_be_saved_is_missing(house: House, tmp_path: Path) -> None:
    body = "".join(f"<p>{line}</p>" for line in POINTING.split("\n\n"))
    link = f'<p>附件：<a href="./{"x" * 300}.pdf">港口装备行动方案.pdf</a></p>'
    (tmp_path / "n.html").write_text(f"<html><body><h1>通知</h1>{body}{link}</body></html>", encoding="utf-8")
    said = house.run("read", tmp_path / "n.html", "--json")
    assert (said.status, len(said.rows), "which is not saved as" in said.err) == (1, 1, True)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("到203", "1年底，建成50个泊位。"), "到2031年底，建成50个泊位。"),
        (("吞吐量增长4", ".2%，泊位增加。"), "吞吐量增长4.2%，泊位增加。"),
        (
            ("The yard built 40 ships in 2031", "300 of its staff left."),
            "The yard built 40 ships in 2031 300 of its staff left.",
        ),
    ],
)
def test_a_number_broken_at_the_end_of_a_chinese_line_is_one(lines: tuple[str, str], text: str) -> None:
    assert next(pdf._paragraphs(pdf.Line(line, 0.0, 0.0) for line in lines)) == text
