"""Sites on which pages appear one by one, in the forms of the real ones, and a feed of one's own."""

from datetime import datetime

from flows.demo.articles import Article, Paragraph, articles
from flows.demo.council import council
from flows.demo.ministry import ministry
from flows.demo.pages import TYPES, Row, rendered
from flows.demo.pages import Answer as Page
from flows.demo.site import Site
from scrapers import address
from scrapers.catalogue import SOURCES
from scrapers.replica import Answer

OWN, HOME = "county-news", "https://www.county.example"
OWN_SOURCE = f'[sources.{OWN}]\nplatform = "feed"\nurl = "{HOME}/feed.xml"\nlanguage = "zh"\n'
STARTS = {name: source.start for name, source in SOURCES.items()}


class Living(Site):
    """The demo's sites as they stand on its first day, and what is published after that."""

    def __init__(self) -> None:
        super().__init__()
        self._known = articles(1)
        self._rows: list[Row] = []
        self._fresh: dict[str, Answer] = {}

    def answer(self, url: str) -> Answer:
        return self._fresh.get(address.key(url)) or super().answer(url)

    def publish(self, source: str, at: datetime, title: str, text: str) -> None:
        """Let a page appear, with a paragraph in it, and stand first in the list of its source."""
        number = 7_100_000 + len(self._known) + len(self._rows)
        if source == OWN:
            self._publish_own(f"{HOME}/{number}.html", at, title, text)
            return
        article = Article(
            slug=f"page{number}",
            day=number,
            source=source,
            title=title,
            published=at.replace(tzinfo=None),
            pages=((Paragraph(text),),),
            facts={"id": str(number)},
        )
        self._known.insert(0, article)
        self._show(*ministry(self._known, number, STARTS), *council(self._known, number, STARTS))

    def _publish_own(self, url: str, at: datetime, title: str, text: str) -> None:
        self._rows.insert(0, Row(title, url, f"{at:%a, %d %b %Y %H:%M:%S +0800}"))
        feed = rendered("rss.xml", title=OWN, home=HOME, rows=self._rows)
        article = f"<article><h1>{title}</h1><p>{text}</p></article>"
        page = f"<html><head><title>{title}</title></head><body>{article}</body></html>"
        self._show(Page(f"{HOME}/feed.xml", feed, "xml"), Page(url, page))

    def _show(self, *pages: Page) -> None:
        for page in pages:
            body = page.body if isinstance(page.body, bytes) else page.body.encode()
            self._fresh[address.key(page.url)] = Answer(page.status, body, {"content-type": TYPES[page.kind]})
