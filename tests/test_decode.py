"""From bytes to text. Character sets are written as sites write them, rightly or not."""

import codecs
from datetime import UTC, datetime
from encodings.aliases import aliases

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from measures.model import Page
from scrapers.decode import decode, text_of
from scrapers.errors import LayoutChanged
from scrapers.html import parse

RONG = "会议由朱镕基主持，中小企业数量超过5700万家。"
HEAD = '<html><head><meta charset="{}"><title>示例</title></head><body>'


def document(label: str) -> str:
    return HEAD.format(label) + "".join(f"<p>第{number}段：{RONG}</p>" for number in range(49))


@pytest.mark.parametrize("label", ["gb2312", "GBK", "gb18030", "GB2312-80", "x-gbk"])
def test_page_labelled_gb2312_keeps_characters_that_the_label_does_not_know(label: str) -> None:
    tree = parse(decode(document(label).encode("gb18030")))
    assert len(tree.select("p")) == 49
    assert tree.select("p")[48].get_text().endswith(RONG)


def test_one_such_character_in_a_long_page_is_kept() -> None:
    body = (HEAD.format("gb2312") + "<p>规模以上工业企业</p>" * 500 + "<p>镕</p>").encode("gb18030")
    assert "镕" in decode(body)


@pytest.mark.parametrize(
    ("codec", "label", "content_type"),
    [
        ("utf-8", "utf-8", "text/html"),
        ("utf-8-sig", "gb2312", "text/html; charset=gb2312"),
        ("gb18030", "gbk", "text/html; charset=utf-8"),
        ("gb18030", "utf-8", "text/html; charset=GB2312"),
        ("gb18030", "gb2312", "text/html; charset=ISO-8859-1"),
        ("utf-8", "gb2312", "text/html"),
        ("utf-8", "no-such-charset", "text/html; charset=none"),
        ("gb18030", "no-such-charset", "text/html"),
        ("utf-16", "utf-16", "text/html"),
    ],
)
def test_labels_are_believed_only_where_they_fit(codec: str, label: str, content_type: str) -> None:
    assert RONG in decode(document(label).encode(codec), content_type)


def test_traditional_characters_in_big5_are_read() -> None:
    assert "中小企業數量" in decode(f"{HEAD.format('big5')}中小企業數量超過五千萬家".encode("big5"))


def test_xml_declaration_counts() -> None:
    assert RONG in decode(f'<?xml version="1.0" encoding="gb2312"?><rss>{RONG}</rss>'.encode("gb18030"))


def test_western_quotes_are_read_where_latin_1_is_declared() -> None:
    body = "<p>“Little giants” – the ministry’s list – grew to 14,600.</p>".encode("cp1252")
    assert "“Little giants” – the ministry’s" in decode(body, "text/html; charset=ISO-8859-1")
    assert "“Little giants” – the ministry’s" in decode(body)


def test_character_cut_in_two_does_not_change_the_charset() -> None:
    body = document("gb2312").encode("gb18030")[:-5]
    assert decode(body, "text/html").count(RONG) >= 47


@pytest.mark.parametrize("body", [b"", b" \r\n\t", b"\xef\xbb\xbf"])
def test_empty_body_is_an_error(body: bytes) -> None:
    page = Page(identity="a", url="https://a.cn/", body=body, fetched_at=datetime.now(UTC))
    with pytest.raises(LayoutChanged, match=r"https://a\.cn/: the body is empty"):
        text_of(page)


@given(st.text(alphabet=st.characters(codec="gb18030", exclude_categories=["Cs", "Cc"]), min_size=1))
def test_what_a_label_covers_comes_back_unchanged(words: str) -> None:
    assume(not words.encode("gb18030").startswith(codecs.BOM_UTF8))  # a mark is believed before any label
    assert decode(words.encode("gb18030"), "text/html; charset=gb2312") == words


@pytest.mark.parametrize("label", ["gb18030", "utf-8"])
def test_replacement_sign_that_a_page_has_itself_is_no_reason_to_guess(label: str) -> None:
    words = "\ufffd工业\ufffd"
    assert decode(words.encode(label), f"text/html; charset={label}") == words


@pytest.mark.parametrize("label", [*sorted({*aliases, *aliases.values()}), "idna", "punycode", "undefined", "a\0b"])
def test_any_label_that_python_knows_ends_in_text(label: str) -> None:
    for body in (b"", b"4e-", b"\xff\x00-\\ud800\\x", document(label).encode()):
        assert isinstance(decode(body, f"text/html; charset={label}"), str)
    assert "中小企业" in decode(document("hex").encode())


@given(st.binary(max_size=300), st.sampled_from(["", "text/html; charset=utf-8", "text/html; charset=gbk"]))
def test_any_bytes_decode_to_something(body: bytes, content_type: str) -> None:
    assert isinstance(decode(body, content_type), str)
