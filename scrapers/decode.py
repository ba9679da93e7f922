"""From bytes to text: byte order mark, header, declaration in the page, and only then detection.

Parsers never see bytes: lxml ends the document, without a word, at the first character that the label gb2312 does not
know (镕 of 朱镕基). As in browsers, gb2312 and gbk are therefore read as gb18030.
"""

import codecs
import re
from collections.abc import Iterator

from bs4.dammit import EncodingDetector
from charset_normalizer import from_bytes

from measures.model import Page
from scrapers.errors import LayoutChanged

WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252", "ascii": "cp1252"}
"""Codecs that hold all of a label's characters, by Python's name of the label."""

ALIASES = {"gb_2312-80": "gb2312", "x-gbk": "gbk", "x-x-big5": "big5", "unicode": "utf-8"}
EXPECTED = ["gb18030", "big5hkscs", "cp1252", "utf_16_le", "utf_16_be"]
"""What a page without any label may be written in; UTF-8 was tried before."""

NO_CHARSETS = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})
"""Names that Python decodes text by, and that no page is written in; some fail whatever the bytes are."""

DAMAGE = 0.002
"""The share of unreadable characters up to which a label is believed: a cut character is no reason to guess anew."""


def text_of(page: Page) -> str:
    """Decode a page's body. An empty one is an error, because a parser would take it for a page that says nothing."""
    text = decode(page.body, page.headers.get("content-type", ""))
    if not text.strip():
        raise LayoutChanged(page.url, f"the body is empty (status {page.status})")
    return text


def decode(body: bytes, content_type: str = "") -> str:
    """Decode by the first label that fits the bytes, in the order mark, header, declaration, UTF-8, detection."""
    unmarked, mark = EncodingDetector.strip_byte_order_mark(body)
    if mark:
        return unmarked.decode(mark, "replace")
    for codec in _labels(body, content_type):
        if (text := _fitting(body, codec)) is not None:
            return text
    found = from_bytes(body, cp_isolation=EXPECTED).best()
    return str(found) if found else body.decode("utf-8", "replace")


def _fitting(body: bytes, codec: str) -> str | None:
    """The text, if the bytes are of this charset but for a few. A replacement sign that the page has itself is fine."""
    try:
        return body.decode(codec)
    except UnicodeError:
        text = body.decode(codec, "replace")
        return text if text.count("\ufffd") <= DAMAGE * len(text) else None


def _labels(body: bytes, content_type: str) -> Iterator[str]:
    header = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    declared = EncodingDetector.find_declared_encoding(body, is_html=True)
    codecs_ = [_codec(label) for label in (header and header[1], declared) if label]
    # Servers add "iso-8859-1" unasked, and every byte sequence fits it: it is believed only when nothing else fits.
    yield from (codec for codec in codecs_ if codec and codec != "cp1252")
    if _is_utf8(body):
        yield "utf-8"
    elif "cp1252" in codecs_ and _mostly_ascii(body):
        yield "cp1252"


def _codec(label: str) -> str:
    """Python's codec for a label, or nothing for a label that names no charset."""
    try:
        name = codecs.lookup(ALIASES.get(label.lower(), label)).name
        b"-".decode(name, "replace")  # "hex" and the like are codecs of another kind: this is a LookupError
    except (LookupError, ValueError):
        return ""
    return "" if name in NO_CHARSETS else WIDER.get(name, name)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mostly_ascii(body: bytes) -> bool:
    return sum(byte > 127 for byte in body) < len(body) / 10
