"""The copy of english.scio.gov.cn: list nodes, conference hubs that fill in later, numbered pages and mobile copies."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

from flows.demo.articles import Article
from flows.demo.pages import Answer, Row, rendered

HOME = "http://english.scio.gov.cn"
SOURCE = "scio-english"


def office(known: Sequence[Article], day: int, lists: Sequence[str]) -> Iterator[Answer]:
    """Answer for the list nodes (transcripts, notices, hubs) as of a day, and for that day's pages."""
    ours = [one for one in known if one.source == SOURCE]
    conferences = [one for one in ours if "hub" in one.facts]
    texts = [one for one in ours if "id" in one.facts]
    hubs = {one.facts["hub"]: one for one in reversed(conferences)}
    rows = {
        "Press Conference Transcripts": [_row(one) for one in texts if "hub" in one.facts],
        "Notices": [_row(one) for one in texts if "hub" not in one.facts],
        "Press Conferences": [Row(one.title, _hub(one), str(one.event)) for one in hubs.values()],
    }
    for url, (title, listed) in zip(lists, rows.items(), strict=True):
        yield Answer(url, rendered("enp_list.html", title=title, rows=listed))
    for one in texts:
        if one.day == day:
            yield from _copies(one)
    for one in hubs.values():
        if one.day == day:
            yield Answer(_hub(one), _hub_page(one))


def _hub(article: Article) -> str:
    return f"{HOME}/pressroom/node_{article.facts['hub']}.html"


def _row(article: Article) -> Row:
    """Lists link to the mobile copy of a transcript, as the site's search does."""
    return Row(article.title, _address(article, "/m" if "hub" in article.facts else ""), _day(article.published.date()))


def _address(article: Article, prefix: str, number: int = 1) -> str:
    name = f"content_{article.facts['id']}" + (f"_{number}" if number > 1 else "")
    return f"{HOME}{prefix}/pressroom/{article.published:%Y-%m/%d}/{name}.html"


def _copies(article: Article) -> Iterator[Answer]:
    """The numbered pages, each as desktop and as mobile page."""
    last, id = len(article.pages), article.facts["id"]
    for prefix, number in product(("", "/m"), range(1, last + 1)):
        shown = {"mobile": bool(prefix), "hub": False, "photo": False, "number": number, "last": last, "id": id}
        page = rendered("enp_page.html", article=article, paragraphs=article.pages[number - 1], **shown)
        yield Answer(_address(article, prefix, number), page)


def _hub_page(article: Article) -> str:
    """The whole text in one page, or, before there is one, a photo."""
    shown = {"mobile": False, "hub": True, "photo": "id" not in article.facts, "number": 1, "last": 1}
    return rendered("enp_page.html", article=article, paragraphs=article.paragraphs, id=article.facts["hub"], **shown)


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
