"""Files that a notice points to: which kinds are read, and what they say."""

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath
from xml.parsers.expat import ExpatError

from measures.model import Page
from scrapers.address import parts
from scrapers.errors import Illegible
from scrapers.html import parse, text

PDF, DOCX = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {".pdf": PDF, ".docx": DOCX}
"""The content type of what is read, by its ending."""

WORD_BODY = "word/document.xml"
UNPACKED = 4_000_000
"""Bytes of XML that a Word file may hold unpacked; pictures are not looked at."""
PARAGRAPHS, ELEMENTS = 20_000, 150_000
"""What a Word text may be made of: empty ones weigh little and take a tenth of a millisecond each."""
LINK = re.compile(rb"""\sr:(?:embed|link|id)\s*=\s*(?:"[^"]*"|'[^']*')""")
"""Where a Word text names a picture or an address that lies beside it."""
PARAGRAPH, END = re.compile(rb"<(?:\w+:)?(?:p|br)[\s/>]"), re.compile(rb"</|/>")

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ExpatError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OSError,
    EOFError,
    RuntimeError,  # parts are locked, packed in a way that is not known, or nested without end
)
"""What packed XML that is broken, or made up, is known to raise."""


def ending(url: str) -> str:
    """The ending of a file's address, in lower case."""
    return PurePosixPath(parts(url).path).suffix.lower()


def kind(page: Page) -> str:
    """The content type of a file that is read, by its first bytes; "" for any other answer."""
    if b"%PDF-" in page.body[:1024]:
        return PDF
    return DOCX if page.body.startswith(b"PK") else ""


def text_of(page: Page) -> str:
    """What a file says, a paragraph a line. Raises `Illegible`."""
    found = kind(page)
    if found == PDF:
        from scrapers import pdf

        return pdf.text_of(page.body, page.url)
    if found == DOCX:
        return _word(page.body, page.url)
    named = page.headers.get("content-type", "").partition(";")[0] or "without a content type"
    raise Illegible(page.url, f"neither a PDF nor a Word file (.docx) came, but {named}")


def _word(body: bytes, url: str) -> str:
    from mammoth import convert_to_html

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            if refusal := _refusal(packed):
                raise Illegible(url, refusal)
            words = _words(packed)
        markup = convert_to_html(words, convert_image=lambda image: []).value
    except BROKEN as error:
        raise Illegible(url, f"the Word file is broken ({error})") from error
    said = text(parse(str(markup)))
    if not said:
        raise Illegible(url, "the Word file holds no text")
    return said


def _words(packed: zipfile.ZipFile) -> io.BytesIO:
    """The file without what it shows and links to: that is not looked at, and where it is missing mammoth gives up."""
    bare = io.BytesIO()
    with zipfile.ZipFile(bare, "w") as made:
        for one in _layout(packed):
            made.writestr(one.filename, LINK.sub(b"", packed.read(one)))
    return bare


def _layout(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [one for one in packed.infolist() if one.filename.endswith((".xml", ".rels"))]


def _refusal(packed: zipfile.ZipFile) -> str:
    """Why a packed file is not taken apart, "" for none: no Word text, or one that would take minutes or gigabytes."""
    if WORD_BODY not in packed.namelist():
        return "the file is packed and holds no Word text"
    parts = _layout(packed)
    if sum(one.file_size for one in parts) > UNPACKED:
        return f"the Word file holds more than {UNPACKED} bytes of text and layout"
    words = b"".join(map(packed.read, parts)).replace(b"\x00", b"")  # as if UTF-16 were ASCII
    if b"<!DOCTYPE" in words:
        return "the Word file defines entities of its own, which none needs"
    if len(PARAGRAPH.findall(words)) > PARAGRAPHS or len(END.findall(words)) > ELEMENTS:
        return f"the Word file has more than {PARAGRAPHS} paragraphs and lines or {ELEMENTS} elements"
    return ""
