"""Two sites that nobody knows beforehand, for sources a user adds: a wire's feed, and a page of translated reposts."""

from collections.abc import Iterator, Sequence
from email.utils import format_datetime

from flows.demo.articles import Article
from flows.demo.pages import Answer, Row, rendered

STARTS = {
    "wire": "https://www.eastwire.example/china/economy.xml",
    "repost": "https://www.machinerytrade.example/policy/",
}


def press(known: Sequence[Article], day: int) -> Iterator[Answer]:
    """Answer for the feed and the list as of a day (on the first day they hold older stories), and for its stories."""
    wire, repost = ([one for one in known if one.source == name] for name in STARTS)
    yield Answer(
        STARTS["wire"],
        rendered("rss.xml", title="Eastwire: China economy", home="https://www.eastwire.example", rows=_items(wire)),
        "xml",
    )
    rows = [Row(one.title, _address(one), f"{one.published:%Y-%m-%d}") for one in repost]
    yield Answer(STARTS["repost"], rendered("news_list.html", title="Policy", site="Machinery Trade Net", rows=rows))
    for one in (*wire, *repost):
        if one.day == day:
            yield Answer(_address(one), rendered("news_article.html", article=one))


def _items(listed: Sequence[Article]) -> list[Row]:
    return [Row(one.title, _address(one), format_datetime(one.stamp), one.summary) for one in listed]


def _address(article: Article) -> str:
    start = STARTS[article.source].rsplit("/", 1)[0]
    return f"{start}/{article.published:%Y/%m%d}/{article.slug}.html"
