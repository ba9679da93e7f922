"""What a backfill would come to: how many pages are listed, stored, to be fetched, and how long that takes politely."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from alerts.escape import shown
from flows import archive, captured, watch
from flows.backfilling import Ask, check
from flows.backfills import span
from flows.desk import Desk
from flows.redact import redact
from flows.tell import counted
from scrapers.archive import ANYWHERE, records
from scrapers.attached import Notices
from scrapers.errors import ScrapeError
from scrapers.record import Record
from scrapers.source import Source, Window

ANSWER, READING = 1.0, 0.05
"""Seconds that a site takes to answer, and the reading of a page, as a guess."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What a source would come to; `problem` where its listing cannot be read."""

    source: str
    listed: int = 0
    fetch: int = 0
    time: timedelta = timedelta(0)
    problem: str = ""

    @property
    def row(self) -> dict[str, str | int]:
        """A row of a table."""
        stored = self.listed - self.fetch
        time = span(self.time) if self.fetch else ""
        facts: dict[str, str | int] = {"source": self.source, "listed": self.listed, "stored": stored}
        return facts | {"to fetch": self.fetch, "time": time, "problem": shown(redact(self.problem))}


def estimates(desk: Desk, ask: Ask) -> list[Estimate]:
    """List the sources of an ask, and note nothing. Raises `UsageError`."""
    check(desk, ask)
    if ask.archive:
        return [_estimate_archive(desk, Path(ask.archive))]
    days = Window(ask.since or ANYWHERE.first, ask.until or desk.today())
    return [_estimate(desk, desk.source(name), days, ask.captures) for name in ask.facts["sources"]]


def _estimate_archive(desk: Desk, path: Path) -> Estimate:
    """Read an archive's pages, and count those that are not stored."""
    listed, notices = len(archive.addresses(path)), Notices()
    found = (one for one in records(path, desk.source_of) if isinstance(one, Record))
    fetch = sum(not archive.is_stored(desk, one, notices) for one in found)
    return Estimate(source=ANYWHERE.name, listed=listed, fetch=fetch, time=timedelta(seconds=fetch * READING))


def _estimate(desk: Desk, source: Source, days: Window, captures: str) -> Estimate:
    try:
        taken = captured.listing(desk, source, days, desk.fetch, captures)
        lost = desk.store.lost(source.name, days.since, days.until) if captures else []
        listed = list({one.identity: one for one in (*taken, *lost, *watch.listing(source, desk.fetch, days))}.values())
    except ScrapeError as problem:
        return Estimate(source=source.name, problem=str(problem))
    gone = {one.identity for one in lost}
    fetch = len(gone) + sum(one.identity not in gone for one in desk.store.unread(source.name, listed))
    pace = desk.settings.web
    seconds = fetch * (pace.wait + pace.jitter / 2 + ANSWER)
    return Estimate(source=source.name, listed=len(listed), fetch=fetch, time=timedelta(seconds=seconds))


def told(found: Sequence[Estimate]) -> str:
    """One line: "would fetch 120 of 200 pages, in about 6 minutes"."""
    fetch, listed = sum(one.fetch for one in found), sum(one.listed for one in found)
    time = f", in about {span(sum((one.time for one in found), timedelta(0)))} at polite speed" if fetch else ""
    unlisted = [one.source for one in found if one.problem]
    more = f"; {', '.join(unlisted)} could not be listed" if unlisted else ""
    return f"would fetch {fetch} of {counted(listed, 'page')}{time}{more}; nothing is read or noted"
