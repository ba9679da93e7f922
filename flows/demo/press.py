"""Two sites that nobody knows beforehand, for sources a user adds: a wire's feed, and a page of translated reposts."""

from collections.abc import Iterator, Sequence
from email.utils import format_datetime
from typing import Any

from flows.demo.articles import Article
from flows.demo.pages import Answer, Row, rendered

WIRE = "https://www.eastwire.example"

ADDED: dict[str, dict[str, Any]] = {
    "wire": {
        "platform": "feed",
        "url": f"{WIRE}/china/economy.xml",
        "language": "en",
        "title": "Eastwire: China economy",
        "publisher": "Eastwire",
    },
    "repost": {
        "platform": "article",
        "url": "https://www.machinerytrade.example/policy/",
        "language": "en",
        "title": "Machinery Trade Net: policy",
        "publisher": "Machinery Trade Net",
        "options": {"links": ".news-list a"},
    },
}
"""The facts a user states about the two, by the sources' names: what `scrapers.catalogue.configured` takes."""


def press(known: Sequence[Article], day: int) -> Iterator[Answer]:
    """Answer for the feed and the list as of a day (on the first day they hold older stories), and for its stories."""
    wire, repost = ([one for one in known if one.source == name] for name in ADDED)
    items = [Row(one.title, _address(one), format_datetime(one.stamp), one.summary) for one in wire]
    lines = [Row(one.title, _address(one), f"{one.published:%Y-%m-%d}") for one in repost]
    yield Answer(ADDED["wire"]["url"], rendered("rss.xml", title="China economy", home=WIRE, rows=items), "xml")
    yield Answer(ADDED["repost"]["url"], rendered("news_list.html", title="Policy", rows=lines))
    for one in (*wire, *repost):
        if one.day == day:
            yield Answer(_address(one), rendered("news_article.html", article=one))


def _address(article: Article) -> str:
    start = ADDED[article.source]["url"].rsplit("/", 1)[0]
    return f"{start}/{article.published:%Y/%m%d}/{article.slug}.html"
