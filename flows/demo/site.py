"""The watched sites as they stand on each day of the demo, for `scrapers.replica`.

Day 1 is what is known; day 2 brings a conference and what others make of it; day 3 its translation and a correction.
"""

from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from flows.demo.articles import articles
from flows.demo.council import council
from flows.demo.ministry import SEARCH, ministry
from flows.demo.office import SOURCE, office
from flows.demo.pages import Answer as Page
from flows.demo.pages import keep
from flows.demo.press import press
from scrapers.catalogue import SOURCES
from scrapers.replica import CHALLENGE, Answer, Replica

TODAY = {1: date(2026, 10, 12), 2: date(2026, 10, 27), 3: date(2026, 11, 20)}


def today(day: int) -> date:
    """The date on which the check of a day is made; what it is to find was published in the 30 days before."""
    return TODAY[day]


def build(folder: Path, day: int) -> None:
    """Write that day's pages and all lists as they then stand; `Site` serves the folder over those of earlier days."""
    known = articles(day)
    starts = {name: source.start for name, source in SOURCES.items()}
    english = SOURCES[SOURCE]
    keep(folder, ministry(known, day, starts))
    keep(folder, office(known, day, (english.start, *english.options["lists"].split())))
    keep(folder, council(known, day, starts))
    keep(folder, press(known, day))
    keep(folder, [Page(starts["scio-chinese"], CHALLENGE.decode(), status=521)])


class Site(Replica):
    """A replica whose search answers any question with the newest documents, as the saved answers hold no query."""

    def answer(self, url: str) -> Answer:
        """Leave out of a search all but the number of the page."""
        parts = urlsplit(url)
        if parts.path == SEARCH:
            page = dict(parse_qsl(parts.query)).get("p", "1")
            return super().answer(f"{parts.scheme}://{parts.netloc}{parts.path}?{urlencode({'p': page})}")
        return super().answer(url)
