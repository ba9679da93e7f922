"""Files that a notice points to: which kinds are read, and what they say."""

import io
import zipfile
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
UNPACKED = 100_000_000
"""Bytes that a Word file may hold unpacked."""


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
            if WORD_BODY not in packed.namelist():
                raise Illegible(url, "the file is packed and holds no Word text")
            if sum(one.file_size for one in packed.infolist()) > UNPACKED:
                raise Illegible(url, f"the file is larger than {UNPACKED} bytes unpacked")
        markup = convert_to_html(io.BytesIO(body), convert_image=lambda image: []).value
    except (zipfile.BadZipFile, ExpatError, ValueError, LookupError, AttributeError, OSError, EOFError) as error:
        raise Illegible(url, f"the Word file is broken ({error})") from error
    words = text(parse(str(markup)))
    if not words:
        raise Illegible(url, "the Word file holds no text")
    return words
