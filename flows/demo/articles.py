"""The texts of the demo's pages: `articles/day<N>/<slug>.txt`, a head of lines `name: value`, a line `---`, paragraphs.

A line `~~~` begins the next numbered page; what an `attachment` says is in `articles/files`. A text with `corrects` is
an earlier one with a word exchanged.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import md5
from pathlib import Path
from urllib.parse import urljoin

from scrapers.html import BEIJING

FOLDER = Path(__file__).parent / "articles"
HEADING = re.compile(r"[一二三四五]、[^。；]{2,30}")
SPEAKER = re.compile(r"[^。，.,]{2,40}[:：]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph and whether the sites set it in bold: headings, and the names of those who speak."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text as it stands on its day. `published` is Beijing time without a zone; `pages` are its numbered pages."""

    slug: str
    day: int
    source: str
    title: str
    published: datetime
    pages: tuple[tuple[Paragraph, ...], ...]
    also: tuple[str, ...] = ()
    publisher: str = ""
    number: str = ""
    event: date | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs, in order."""
        return tuple(paragraph for page in self.pages for paragraph in page)

    @property
    def summary(self) -> str:
        """The first paragraph that is a sentence."""
        return next((one.text for one in self.paragraphs if one.text.endswith(("。", "."))), self.title)

    @property
    def stamp(self) -> datetime:
        """When it was published, with its zone."""
        return self.published.replace(tzinfo=BEIJING)

    @property
    def hash(self) -> str:
        """32 hex digits of its own, as JPaaS gives to articles and files."""
        return md5(self.slug.encode(), usedforsecurity=False).hexdigest()

    @property
    def views(self) -> int:
        """How often it is said to have been read: a number that stands on the page and means nothing."""
        return 2000 + int(self.hash[:4], 16)

    @property
    def file(self) -> str:
        """The path of its attachment on the ministry's site."""
        ending = self.facts["attachment"].rpartition(".")[2]
        return f"/cms_files/filemanager/1226211233/attach/{self.published:%Y%m}/{self.hash}.{ending}"

    @property
    def attached(self) -> tuple[str, ...]:
        """The paragraphs of its attachment, if it is kept."""
        file = FOLDER / "files" / f"{self.slug}.txt"
        return tuple(file.read_text("utf-8").split("\n\n")) if file.exists() else ()

    def under(self, column: str) -> str:
        """Its address below a column page of JPaaS."""
        return urljoin(column, f"art/{self.published.year}/art_{self.hash}.html")


def articles(day: int) -> list[Article]:
    """All texts up to a day as they then stand, newest first."""
    known: dict[str, Article] = {}
    for number in range(1, day + 1):
        for path in sorted(FOLDER.glob(f"day{number}/*.txt")):
            found = _read(path, number, known)
            known[found.slug] = found
    return sorted(known.values(), key=lambda one: (one.published, one.slug), reverse=True)


def _read(path: Path, day: int, known: Mapping[str, Article]) -> Article:
    head, _, body = path.read_text("utf-8").partition("\n---\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    if earlier := facts.get("corrects"):
        wrong, right = body.strip().split(" -> ")
        return _corrected(known[earlier], day, wrong, right)
    return _article(path.stem, day, facts, tuple(_pages(body)))


def _article(slug: str, day: int, facts: dict[str, str], pages: tuple[tuple[Paragraph, ...], ...]) -> Article:
    event = facts.pop("event", "")
    return Article(
        slug=slug,
        day=day,
        source=facts.pop("source"),
        title=facts.pop("title"),
        published=datetime.fromisoformat(facts.pop("published")),
        pages=pages,
        also=tuple(facts.pop("also", "").split()),
        publisher=facts.pop("publisher", ""),
        number=facts.pop("number", ""),
        event=date.fromisoformat(event) if event else None,
        facts=facts,
    )


def _corrected(earlier: Article, day: int, wrong: str, right: str) -> Article:
    """The same page, at its place in the list, with a figure exchanged: how ministries correct bulletins."""
    pages = tuple(tuple(replace(one, text=one.text.replace(wrong, right)) for one in page) for page in earlier.pages)
    if pages == earlier.pages:
        raise ValueError(f"{earlier.slug}: {wrong!r} does not stand in it")
    return replace(earlier, day=day, pages=pages)


def _pages(body: str) -> Iterator[tuple[Paragraph, ...]]:
    for page in body.split("\n~~~\n"):
        lines = [line.strip() for line in page.split("\n\n") if line.strip()]
        yield tuple(Paragraph(line, _bold(line)) for line in lines)


def _bold(line: str) -> bool:
    return bool(HEADING.fullmatch(line) or SPEAKER.fullmatch(line))
