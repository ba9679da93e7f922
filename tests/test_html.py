"""What must be there, plain text, days and links."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.model import Page
from scrapers.errors import LayoutChanged
from scrapers.html import absolute, day, epoch_day, links, meta, moment_day, one, optional, parse, select, soup, text

URL = "https://www.example.cn/a/b.html"


def said(markup: str) -> str:
    body = parse(markup).body
    assert body is not None
    return text(body)


def test_selector_without_a_match_names_page_and_selector() -> None:
    tree = soup(Page(identity=URL, url=URL, body=b"<div id=con_con>x</div>", fetched_at=datetime.now(UTC)))
    assert one(tree, "#con_con", URL).get_text() == "x"
    assert optional(tree, "#gone") is None
    for ask in (one, select):
        with pytest.raises(LayoutChanged, match=r"https://www\.example\.cn/a/b\.html: nothing matches '#gone'"):
            ask(tree, "#gone", URL)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<div>before<p>inside</p>behind</div>", "before\ninside\nbehind"),
        ("<p>14,<b>600</b> <i>little</i>\n giants</p>", "14,600 little giants"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "a\nb\nc"),
        (
            "<table><tr><th>年份</th><td>企业</td></tr><tr><td>2024</td><td>1.46万家</td></tr></table>",
            "年份 | 企业\n2024 | 1.46万家",
        ),
        ("<table><tr><td><p>one</p><p>two</p></td><td> </td></tr></table>", "one\ntwo"),
        ("<script>x()</script><style>p{}</style><nav>menu</nav><p>a<!-- b --></p>", "a"),
        ("<p>\u3000\u3000工业和\n  信息化部&nbsp;通知</p>", "工业和信息化部 通知"),
        ("<p>副部长 王某某：好</p>", "副部长 王某某：好"),
        ("<p>a\u200bb\ufeff</p><p>&nbsp;</p>", "ab"),
        ("<section><h2>Title</h2><unknown-tag>x</unknown-tag>y</section>", "Title\nx\ny"),
        ("<p>Word<o:p></o:p> text</p>", "Word text"),
    ],
)
def test_text_is_one_line_a_paragraph(markup: str, expected: str) -> None:
    assert said(markup) == expected


def test_deep_nesting_is_read() -> None:
    assert said("<div>" * 5000 + "deep" + "</div>" * 5000) == "deep"


WORDS = st.text(alphabet="abc 工业，1.46", max_size=8)
MARKUP = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["div", "p", "span", "b", "li", "td", "section", "font", "blockquote"]),
        st.lists(inner, max_size=4),
    ),
)


@given(MARKUP)
def test_no_visible_character_is_lost(markup: str) -> None:
    tree = parse(f"<body>{markup}</body>")
    assert tree.body is not None
    assert "".join(text(tree.body).replace("|", "").split()) == "".join(tree.body.get_text().split())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-12-09 10:00", date(2024, 12, 9)),
        ("发布时间：2024年12月9日 10:00", date(2024, 12, 9)),
        ("2024 年 2 月 29 日", date(2024, 2, 29)),
        ("2024.10.14", date(2024, 10, 14)),
        ("2022/5/17 16:46:00 0", date(2022, 5, 17)),
        ("China.org.cn | December 9, 2024", date(2024, 12, 9)),
        ("China SCIOUpdated: May 22, 2020", date(2020, 5, 22)),
        ("Date:Oct. 14, 2024", date(2024, 10, 14)),
        ("Sept. 5 2024", date(2024, 9, 5)),
        ("09:48, October 15, 2024", date(2024, 10, 15)),
        ("Mon, 09 Dec 2024 10:00:00 +0800", date(2024, 12, 9)),
        ("Wed Oct 16 10:00:00 CST 2024", date(2024, 10, 16)),
        ("the 3rd of May; 4th June 2024", date(2024, 6, 4)),
        ("2024-13-40, then 2024-01-02", date(2024, 1, 2)),
        ("20241234-5", None),
        ("On Feb. 24 (10 a.m.)", None),
        ("2024年", None),
        ("1.2024.10", None),
        ("", None),
    ],
)
def test_day_reads_full_days_and_invents_none(written: str, expected: date | None) -> None:
    assert day(written) == expected


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_every_form(moment: date) -> None:
    for form in ("%Y-%m-%d", "%Y年%m月%d日", "%B %d, %Y", "%b. %d, %Y", "%d %B %Y", "%Y/%m/%d 10:00"):
        assert day(moment.strftime(form)) == moment
    assert day(f"{moment.year}年{moment.month}月{moment.day}日") == moment


def test_late_evenings_keep_their_day_in_beijing() -> None:
    assert epoch_day("1790603400000") == date(2026, 9, 28)
    assert epoch_day(1728922200000) == date(2024, 10, 15), "00:10 in Beijing, 16:10 of the day before in UTC"
    assert moment_day("2024-10-14T16:10:00Z") == date(2024, 10, 15)
    assert moment_day("2024-10-14T23:10:00") == date(2024, 10, 14)
    assert moment_day("2024-10-14-23:10:00") == date(2024, 10, 14)


def test_links_are_absolute_and_named_by_their_title() -> None:
    tree = parse(
        '<ul><li><a href="../c.html#top" title="全称（第一批）"><i></i>全称…</a></li>'
        '<li><a href="//x.cn/d"> two\nlines </a></li>'
        '<li><a href="http://[x">no</a></li>'
        '<li><a href="javascript:void(0)">no</a></li><li><a href="mailto:a@b.cn">no</a></li></ul>'
    )
    assert list(links(tree, URL)) == [
        ("https://www.example.cn/c.html", "全称（第一批）"),
        ("https://x.cn/d", "two lines"),
    ]
    assert [absolute(URL, href) for href in ("http://[x", "//[", "http://a\u2100b.cn/")] == ["", "", ""]
    assert absolute(URL, " ?page=2 ") == "https://www.example.cn/a/b.html?page=2"


def test_meta_takes_the_first_filled_name_in_any_case() -> None:
    tree = parse("<meta name=PubDate content=''><meta property='og:title' content=' T '><meta name=pubdate content=x>")
    assert meta(tree, "ArticleTitle", "OG:title") == "T"
    assert meta(tree, "Author") == ""
