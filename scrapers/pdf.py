"""The text of a PDF: its lines, put together to the paragraphs that they were set from.

A PDF knows characters at places. A paragraph goes on in the next line where that is not indented and its first word
found no room in the line before, or where both are centred, as the lines of a title are.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

import pypdfium2

from scrapers.errors import Illegible
from scrapers.html import squeeze

MOST_PAGES = 400
"""Pages of a text; what is longer is a table or a book."""

PAGE_NUMBER = re.compile(
    r"[\W_]*(?:第\s*)?\d{1,4}\s*(?:页|/\s*\d{1,4}|of\s+\d{1,4})?[\W_]*|\W*page\s+\d+\W*", re.IGNORECASE
)
FIRST_WORD = re.compile(r"[\x21-\x7e]+|.{1,2}")
INDENTED, CENTRED = 0.8, 2.0
"""How far from the left edge a line starts, in characters, that is indented, or centred."""

_turn = threading.Lock()
"""PDFium works for one thread at a time."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line and its place on the page: distances from the edges of the text, in widths of a Chinese character."""

    text: str
    left: float
    right: float

    @property
    def is_centred(self) -> bool:
        return self.left > CENTRED and abs(self.left - self.right) < CENTRED

    def goes_on(self, following: "Line") -> bool:
        """Whether the next line belongs to the same paragraph."""
        if self.is_centred and following.is_centred:
            return True
        word = FIRST_WORD.match(following.text)
        return following.left < INDENTED and self.right < (_width(word[0]) if word else 0) + 1


def text_of(body: bytes, url: str) -> str:
    """The text, a paragraph a line. Raises `Illegible` for a file that is broken, locked, too long or only pictures."""
    with _turn:
        words = "\n".join(_paragraphs(_lines(body, url)))
    if not words:
        raise Illegible(url, "the PDF holds pictures and no text, as scanned paper does")
    return words


def _lines(body: bytes, url: str) -> list[Line]:
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        locked = pypdfium2.raw.FPDF_GetLastError() == pypdfium2.raw.FPDF_ERR_PASSWORD
        seen = "the PDF asks for a password" if locked else f"the PDF is broken ({error})"
        raise Illegible(url, seen) from error
    try:
        if len(document) > MOST_PAGES:
            raise Illegible(url, f"the PDF has {len(document)} pages, more than {MOST_PAGES}")
        return [line for page in document for line in _set(list(_placed(page.get_textpage())))]
    finally:
        document.close()


def _placed(page: pypdfium2.PdfTextPage) -> Iterator[tuple[str, float, float]]:
    """(text, left, right) of every line of a page."""
    at = 0
    for written in page.get_text_range().split("\r\n"):
        if words := squeeze(written):
            first = at + len(written) - len(written.lstrip())
            yield words, page.get_charbox(first)[0], page.get_charbox(at + len(written.rstrip()) - 1)[2]
        at += len(written) + 2


def _set(lines: list[tuple[str, float, float]]) -> list[Line]:
    """The lines without the page's number, measured from the edges of the page's text."""
    kept = [
        line for at, line in enumerate(lines) if at not in (0, len(lines) - 1) or not PAGE_NUMBER.fullmatch(line[0])
    ]
    if not kept:
        return []
    character = max(1.0, median((right - left) / _width(words) for words, left, right in kept))
    edges = min(left for _, left, _ in kept), max(right for _, _, right in kept)
    return [Line(text, (left - edges[0]) / character, (edges[1] - right) / character) for text, left, right in kept]


def _paragraphs(lines: Iterable[Line]) -> Iterator[str]:
    paragraph, last = "", None
    for line in lines:
        if last and last.goes_on(line):
            paragraph += _between(paragraph[-1], line.text[0]) + line.text
        else:
            yield from [paragraph] if paragraph else []
            paragraph = line.text
        last = line
    yield from [paragraph] if paragraph else []


def _between(last: str, first: str) -> str:
    """What a line break stands for: a blank between words, nothing beside a Chinese character."""
    return "" if last == "-" or _width(last) == 1 or _width(first) == 1 else " "


def _width(words: str) -> float:
    """In widths of a Chinese character."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.5 for char in words) or 0.5
