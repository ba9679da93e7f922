"""The text of a PDF: its lines, put together to the paragraphs that they were set from.

A PDF knows characters at places. A paragraph goes on in the next line where that is not indented and its first word
found no room in the line before, or where both are centred, as the lines of a title are.
"""

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from statistics import median

import pypdfium2

from measures.sections import number_of
from scrapers.errors import Illegible
from scrapers.html import squeeze

MOST_PAGES, MOST_CHARACTERS = 1500, 1_000_000
"""Pages and characters of a text; what is longer is a table or a book."""

PAGE_NUMBER = re.compile(
    r"[\W_]*(?:第\s*)?\d{1,4}\s*(?:页|/\s*\d{1,4}|of\s+\d{1,4})?[\W_]*|\W*page\s+\d+\W*", re.IGNORECASE
)
FIRST_WORD = re.compile(r"[\x21-\x7e]+|.{1,2}")
SPLIT_LEFT = re.compile(r"[^\x00-\xff][ (]?\d[\d.,]*\Z")
SPLIT_RIGHT = re.compile(r"[.,]?\d+[\d.,]*%?(?=[^\x00-\xff])|[.,%]")
"""A Chinese line may be broken inside a number: 到202|7年."""
STOPS = tuple("。；：.;:")
WIDER = 1.3
"""How much wider a word may be than one of average letters."""

INDENTED, CENTRED = 0.8, 2.0
"""How far from the left edge a line starts, in characters, that is indented, or centred."""

Placed = tuple[str, float, float]
"""A line of text and where it begins and ends, in points."""

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
        if self.text.endswith(STOPS) and number_of(following.text):
            return False
        word = FIRST_WORD.match(following.text)
        return following.left < INDENTED and self.right < (WIDER * _width(word[0]) if word else 0) + 1


def text_of(body: bytes, url: str) -> str:
    """The text, a paragraph a line. Raises `Illegible` for a file that is broken, locked, too long or only pictures."""
    with _turn:
        words = "\n".join(_paragraphs(_lines(body, url)))
    if not words:
        raise Illegible(url, "the PDF holds pictures and no text, as scanned paper does")
    return words


def _lines(body: bytes, url: str) -> list[Line]:
    try:
        with closing(_opened(body, url)) as document:
            pages = list(_pages(document, url))
    except pypdfium2.PdfiumError as error:
        raise Illegible(url, f"the PDF is broken ({error})") from error
    return [line for page in _without_running(pages) for line in _set(page)]


def _opened(body: bytes, url: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if pypdfium2.raw.FPDF_GetLastError() == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise Illegible(url, "the PDF asks for a password") from error
        raise


def _pages(document: pypdfium2.PdfDocument, url: str) -> Iterator[list[Placed]]:
    """The lines of each page. Raises `Illegible` for too many, before their text is taken, and `PdfiumError`."""
    if len(document) > MOST_PAGES:
        raise Illegible(url, f"the PDF has {len(document)} pages, more than {MOST_PAGES}")
    left = MOST_CHARACTERS
    for sheet in document:
        with closing(sheet), closing(sheet.get_textpage()) as page:
            left -= page.count_chars()
            if left < 0:
                raise Illegible(url, f"the PDF has more than {MOST_CHARACTERS} characters")
            yield list(_placed(page))


def _placed(page: pypdfium2.PdfTextPage) -> Iterator[Placed]:
    """The lines of a page, with their left and right ends."""
    at = 0
    for written in page.get_text_range().split("\r\n"):
        if words := squeeze(written):
            first = at + len(written) - len(written.lstrip())
            yield words, page.get_charbox(first)[0], page.get_charbox(at + len(written.rstrip()) - 1)[2]
        at += len(written) + 2


def _without_running(pages: list[list[Placed]]) -> Iterator[list[Placed]]:
    """The pages without their numbers, and without the lines that head or close most of them."""
    numbered = [
        [line for at, line in enumerate(page) if at not in (0, len(page) - 1) or not _is_number(line)] for page in pages
    ]
    ends = Counter(text for page in numbered for text in {line[0] for line in page[:1] + page[-1:]})
    running = {text for text, count in ends.items() if count > 1 and count > len(pages) / 2}
    for page in numbered:
        yield [line for at, line in enumerate(page) if at not in (0, len(page) - 1) or line[0] not in running]


def _is_number(line: Placed) -> bool:
    return bool(PAGE_NUMBER.fullmatch(line[0]))


def _set(lines: list[Placed]) -> list[Line]:
    """The lines of a page, measured from the edges of its text."""
    if not lines:
        return []
    character = max(1.0, median((right - left) / _width(words) for words, left, right in lines))
    edges = min(left for _, left, _ in lines), max(right for _, _, right in lines)
    return [Line(text, (left - edges[0]) / character, (edges[1] - right) / character) for text, left, right in lines]


def _paragraphs(lines: Iterable[Line]) -> Iterator[str]:
    paragraph, last = "", None
    for line in lines:
        if last and last.goes_on(line):
            paragraph += _between(paragraph, line.text) + line.text
        else:
            yield from [paragraph] if paragraph else []
            paragraph = line.text
        last = line
    yield from [paragraph] if paragraph else []


def _between(before: str, after: str) -> str:
    """What a line break stands for: a blank between words, nothing beside a Chinese character or in its numbers."""
    last, first = before[-1], after[0]
    if last == "-" or _width(last) == 1 or _width(first) == 1:
        return ""
    return "" if SPLIT_LEFT.search(before) and SPLIT_RIGHT.match(after) else " "


def _width(words: str) -> float:
    """In widths of a Chinese character."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.5 for char in words) or 0.5
