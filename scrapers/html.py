"""From a page's HTML to its parts: what must be there, what may be, plain text, days and links."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from urllib.parse import urldefrag, urljoin

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from measures import rows
from measures.model import Page
from scrapers.cells import CELL, CELLS, MARKS, OPEN, SHUT, Edges, spans
from scrapers.decode import text_of
from scrapers.errors import LayoutChanged

BEIJING = timezone(timedelta(hours=8))
"""Chinese pages state this zone or none; named offsets need no zone files on the machine."""

SKIPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "iframe",
        "object",
        "svg",
        "button",
        "select",
        "textarea",
        "head",
        "figcaption",
    }
)
INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img"}
    | {"ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub"}
    | {"sup", "time", "tt", "u", "var", "wbr"}
)
"""Elements inside a line; all others, invented ones too, begin and end a paragraph."""

CELL_PARAGRAPH = re.compile("(?<=\x01)[\\s\x00]+|[\\s\x00]+(?=\x02)")
"""The edges of a paragraph at the edges of its cell: editors put one into every cell, which ends no line."""

ROW = re.compile("\x03([^\x03\x04]*)\x04")
"""A row of a table that holds no other table."""

HAN = r"\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
BROKEN_LINE = re.compile(rf"(?<=[{HAN}])[^\S\n]*\n\s*(?=[{HAN}])")
"""A line break of the source between two Chinese characters: no space is meant there."""

INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
DAYS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*(?:年|(?P<mark>[-/.]))\s*(?P<month>\d{1,2})"
        r"\s*(?(mark)(?P=mark)|月)\s*(?P<day>\d{1,2})(?!\d)",
        rf"\b{MONTH}\s*{DAY}\s*,?\s+{YEAR}",
        rf"(?<![\d.,]){DAY}\s+{MONTH},?\s+{YEAR}",
        rf"\b{MONTH}\s+{DAY}\s+[\d:]{{5,8}}\s+\w{{1,5}}\s+{YEAR}",  # how Java prints a time
    )
]


def soup(page: Page) -> BeautifulSoup:
    """Parse a page. Raises `LayoutChanged` if the body is empty."""
    return parse(text_of(page))


def parse(markup: str) -> BeautifulSoup:
    """Parse markup that is already text, such as a fragment inside a JSON answer."""
    return BeautifulSoup(MARKS.sub("", markup), "lxml")


def select(node: Tag, selector: str, url: str) -> list[Tag]:
    """All elements that match. Raises `LayoutChanged`, naming `url` and selector, where there is none."""
    if found := list(node.select(selector)):
        return found
    raise LayoutChanged(url, f"nothing matches {selector!r}")


def one(node: Tag, selector: str, url: str) -> Tag:
    """The first element that matches. Raises `LayoutChanged`, naming `url` and selector, where there is none."""
    return select(node, selector, url)[0]


def optional(node: Tag, selector: str) -> Tag | None:
    """The first element that matches, or None where absence is no surprise."""
    return node.select_one(selector)


def meta(node: Tag, *names: str) -> str:
    """The content of the first filled `meta` element of these names or properties (any case), or ""."""
    wanted = [name.lower() for name in names]
    found: dict[str, str] = {}
    for tag in node.select("meta[content]"):
        name = str(tag.get("name") or tag.get("property") or tag.get("itemprop") or "").lower()
        found.setdefault(name, squeeze(str(tag["content"])))
    return next((found[name] for name in wanted if found.get(name)), "")


def text(node: Tag) -> str:
    """What an element says: its paragraphs, joined by line breaks.

    The cells of a table row stand in one paragraph, `measures.rows.MARK` between them. A cell that spans several
    columns or rows is written once, and empty in the others.
    """
    words = ROW.sub(_row, "".join(_pieces(node))).replace("\x03", "\x00").replace("\x04", "\x00")
    lines = CELL_PARAGRAPH.sub("", words).split("\x00")
    return "\n".join(line for line in map(_line, lines) if line)


def squeeze(words: str) -> str:
    """One line without doubled, odd or invisible blanks."""
    return " ".join(INVISIBLE.sub("", BROKEN_LINE.sub("", words)).split())


def day(words: str) -> date | None:
    """The first full day that is written in `words`, in English, Chinese or digits; None where there is none."""
    return next(days(words), None)


def days(words: str) -> Iterator[date]:
    """All full days that are written in `words`, in order."""
    hits = [hit for pattern in DAYS for hit in pattern.finditer(words)]
    yield from filter(None, map(_date, sorted(hits, key=re.Match.start)))


def moment_day(stamp: str) -> date | None:
    """The day in Beijing of a time in ISO form; a time without a zone is one in Beijing. Else as `day`."""
    try:
        moment = datetime.fromisoformat(stamp.strip())
    except ValueError:
        return day(stamp)
    return (moment.astimezone(BEIJING) if moment.tzinfo else moment).date()


def epoch_day(milliseconds: str | int) -> date:
    """The day in Beijing of a time in milliseconds since 1970; late evenings would change day in UTC."""
    return datetime.fromtimestamp(int(milliseconds) / 1000, BEIJING).date()


def absolute(url: str, href: str) -> str:
    """The address that `href` on the page `url` means, without its fragment; "" for a malformed one."""
    try:
        return urldefrag(urljoin(url, href.strip())).url
    except ValueError:
        return ""


def links(node: Tag, url: str) -> Iterator[tuple[str, str]]:
    """Yield (absolute address, title) of the web links in an element."""
    yield from filter(None, (link(tag, url) for tag in node.find_all("a", href=True)))


def link(tag: Tag, url: str) -> tuple[str, str] | None:
    """Return (absolute address, title) of a web link. The title attribute wins: texts are often cut."""
    address = absolute(url, str(tag.get("href") or ""))
    if not address.startswith(("http://", "https://")):
        return None
    return address, squeeze(str(tag.get("title") or "") or text(tag).replace("\n", " "))


def _pieces(node: Tag) -> Iterator[str]:
    """The strings of an element in order, a NUL where a paragraph ends, marks where a cell begins and ends."""
    waiting: list[PageElement | str] = [node]  # not recursive: broken pages nest thousands of elements
    spanned: dict[int, Edges] = {}
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, Tag) and piece.name not in SKIPPED:
            if piece.name == "table":
                spanned |= spans(piece)
            opening, closing = spanned.get(id(piece)) or _edges(piece.name)
            waiting += [closing, *reversed(piece.contents), opening]
        elif type(piece) in (str, NavigableString):  # comments and doctypes are subclasses
            yield str(piece)


def _edges(name: str) -> tuple[str, str]:
    inline = name in INLINE or ":" in name  # Word leaves <o:p> and the like inside of lines
    return (
        ("", "")
        if inline
        else (OPEN, SHUT)
        if name in CELLS
        else ("\x03", "\x04")
        if name == "tr"
        else ("\x00", "\x00")
    )


def _row(row: re.Match[str]) -> str:
    """A row as one paragraph; one that lays out prose, or holds a single cell, keeps the paragraphs of its cells."""
    cells = [squeeze(cell.replace("\x00", "\n")) for cell in CELL.findall(row[1])]
    prose = sum(map(bool, cells)) < 2 or rows.is_laid_out(cells)
    return "\x00" + (row[1] if prose else rows.MARK.join(cells)) + "\x00"


def _line(words: str) -> str:
    return rows.MARK.join(cell for cell in map(squeeze, re.split("[\x01\x02]", words)) if cell)


def _date(hit: re.Match[str]) -> date | None:
    month = hit["month"].lower()
    number = int(month) if month.isdigit() else MONTHS.index(month[:3]) + 1
    try:
        return date(int(hit["year"]), number, int(hit["day"]))
    except ValueError:
        return None
