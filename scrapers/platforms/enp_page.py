"""A page of the "enp" system by its bytes: the text between comments, its pager, its two dates."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import dropwhile

from bs4.element import Tag

from measures.documents import compose
from measures.model import Document, Page
from scrapers.address import parts
from scrapers.decode import text_of
from scrapers.errors import LayoutChanged
from scrapers.html import day, meta, optional, parse, soup, squeeze, text
from scrapers.platforms.official import attachments
from scrapers.source import Source

ADDRESS = re.compile(r"/(?P<kind>node|content)_(?P<id>\d{7,9})(?:_(?P<number>\d+))?(?P<extension>\.s?html?)$")
BODY = re.compile(r"<!--\s*enpcontent\s*-->(.*?)<!--\s*/enpcontent\s*-->", re.DOTALL | re.IGNORECASE)
STAMP = re.compile(r"<!--\s*enpproperty.*?<date>(?P<date>[\d-]{10}).*?-->", re.DOTALL | re.IGNORECASE)
URL_DAY = re.compile(r"/(\d{4}-\d{2}/\d{2})/")
PAGER = re.compile(r"^\W*\d{1,3}(?:[\s|.…]+\d{1,3})+\W*(?:Next\W*)?$|^[<>\s\d…]+$")
END = re.compile(r"^(?:MORE FROM\b|Related (?:News|Stories|reading)\b|Share\b.{0,40}$)", re.IGNORECASE)
BYLINE = re.compile(r"^(?=.{0,80}$).*(?:China\.org\.cn|SCIO|Xinhua|China Daily|Updated)\b\W", re.IGNORECASE)
AGENCY = re.compile(r"Xinhua|China Daily|People's Daily|CGTN|Global Times")
SUMMARY = re.compile(r"^.{60,}\s[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}$")
"""A summary with the day of publication at its end, as mobile pages have it."""

EVENT = re.compile(r"(?:^Date:\s*|^Beijing\s*\|)(?P<day>[^\n]*\n?[^\n]*)", re.MULTILINE)
MOST = 0.6
"""The share of a page's paragraphs that its text holds at least; footers and boxes beside it hold the rest."""

HEAD = 6
"""Lines at the top of a numbered page that may repeat title, summary and byline of the first."""

SPEECH = re.compile(r"^(?!Speakers?:|Chairperson:|Date:|Moderator:)[A-Z][^:.!?\n]{1,80}:$", re.MULTILINE)
"""A line that only names who speaks next."""


def identify(url: str) -> str | None:
    """content_<id> or node_<id>, which all copies of a page and its numbered pages share."""
    found = ADDRESS.search(parts(url).path)
    return f"{found['kind']}_{found['id']}" if found else None


def read(source: Source, pages: Sequence[Page]) -> Document:
    """Join the pages to one document. A hub that has only announced its transcript is incomplete."""
    first = pages[0]
    tree = soup(first)
    words = "\n".join(filter(None, _joined(pages)))
    if not words:
        raise LayoutChanged(first.url, "the page holds no text")
    return compose(
        words,
        identity=identify(first.url) or first.url,
        url=first.url,
        title=_title(tree),
        published=_published(tree, first),
        event_date=_event(words),
        publisher=_publisher(tree) or source.publisher,
        language=source.language,
        attachments=attachments(tree, first.url),
        complete="/node_" not in first.url or bool(SPEECH.search(words)),
    )


def has_transcript(page: Page) -> bool:
    """Whether people speak on this page."""
    return bool(SPEECH.search(_words(page)))


def last_number(page: Page) -> int:
    """The highest number of this text's pages that the page itself names; 0 where it names none."""
    found = ADDRESS.search(parts(page.url).path)
    if not found:
        return 0
    same = re.findall(rf"{found['kind']}_{found['id']}_(\d{{1,3}})\.s?html?", text_of(page))
    return max(map(int, same), default=0)


def continues(page: Page, first: Page, number: int) -> bool:
    """Whether this is page `number` of the text that `first` begins: by its address, and by one in its pager."""
    here, text_id = ADDRESS.search(parts(page.url).path), identify(first.url)
    if not here or not text_id or here["number"] != str(number):
        return False
    return identify(page.url) == text_id and text_id in text_of(page)


def day_in(url: str) -> date | None:
    """The day of publication in the address /2024-07/24/, if there is one."""
    found = URL_DAY.search(url)
    return day(found[1].replace("/", "-")) if found else None


def _joined(pages: Sequence[Page]) -> list[str]:
    """The text of each page; later ones without what they repeat of the first one's head."""
    first, *others = (_words(page).split("\n") for page in pages)
    return ["\n".join(first), *("\n".join(_without(first[:HEAD], lines)) for lines in others)]


def _without(head: list[str], lines: list[str]) -> list[str]:
    """The lines from the first one on that is new, or names who goes on speaking."""
    return list(dropwhile(lambda line: line in head and not line.endswith(":"), lines))


def _words(page: Page) -> str:
    """The text between the system's comments, else that of the densest block; pager and what follows it cut."""
    marked = BODY.search(text_of(page))
    lines = text(parse(marked[1]) if marked else _densest(soup(page))).split("\n")
    kept = [line for line in lines if not PAGER.match(line)]
    end = next((number for number, line in enumerate(kept) if END.match(line)), len(kept))
    return "\n".join(kept[:end])


def _densest(tree: Tag) -> Tag:
    """The smallest element that holds most of the page's paragraphs; china.org.cn has a name for it."""
    node = optional(tree, "#container_txt") or tree
    while heavy := _heavy_child(node):
        node = heavy
    return node


def _heavy_child(node: Tag) -> Tag | None:
    children = [child for child in node.find_all(True, recursive=False) if child.name != "p"]
    heaviest = max(children, key=_weight, default=None)
    return heaviest if heaviest and _weight(heaviest) > MOST * _weight(node) else None


def _weight(node: Tag) -> int:
    return sum(len(p.get_text()) for p in node.select("p"))


def _title(tree: Tag) -> str:
    named = optional(tree, "#title") or optional(tree, "h1") or optional(tree, "title")
    written = squeeze(text(named)) if named else ""
    return written.split(" | ")[0] or meta(tree, "og:title")


def _published(tree: Tag, page: Page) -> date | None:
    """The byline's day, the system's stamp, or the day in the address. A hub's visible day is that of the event."""
    shown = day(_byline(tree))
    stamp = STAMP.search(text_of(page))
    return shown or (day(stamp["date"]) if stamp else None) or day_in(page.url)


def _publisher(tree: Tag) -> str:
    """The agency whose report the site repeats, or ""."""
    found = AGENCY.match(_byline(tree))
    return found[0] if found else ""


def _byline(tree: Tag) -> str:
    """The line above the text that names its origin and day, or ""."""
    lines = (line for line in text(tree).split("\n")[:40] if BYLINE.search(line) or SUMMARY.search(line))
    return next(filter(day, lines), "")


def _event(words: str) -> date | None:
    return next(filter(None, (day(found["day"]) for found in EVENT.finditer(words))), None)
