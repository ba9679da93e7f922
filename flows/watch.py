"""The work itself, without Prefect: list a source, read what is new, record it, say what came of it.

One code path serves the scheduled check and the archive: a window of days is all that differs.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from flows.desk import Desk
from flows.report import Outcome, Report
from flows.words import OFFICE
from measures.model import Document, Entry, Figure, Initiative, Page
from scrapers.errors import Blocked, Gone, LayoutChanged, ScrapeError, Unreachable
from scrapers.source import Fetch, Source, Window
from store.store import Recorded

log = logging.getLogger(__name__)

Told = Callable[[int, int], None]
"""Hears how far long work has come: pages done, pages in all."""

BATCH = 100
"""Pages that one Prefect task reads in a backfill: fewer would cost the server more than the reading."""


def window(desk: Desk, source: Source) -> Window:
    """The days a check looks at: back over the time since the last good check, and a margin for pages dated late."""
    last = desk.store.last_good(source.name)
    back = desk.settings.check.days if last else desk.settings.check.first_days
    since = (last or desk.now()).astimezone(OFFICE).date() - timedelta(days=back)
    return Window(since, desk.today() + timedelta(days=1))


def look(desk: Desk, source: Source) -> Report:
    """Check one source and keep in the store how it went. The first check only learns."""
    learn = desk.store.last_good(source.name) is None
    began = desk.store.started(source.name)
    report = cover(desk, source, window(desk, source), learn=learn, revisit=True)
    desk.store.finished(
        began, report.outcome, report.problem, listed=report.listed, read=report.read, failed=report.failed
    )
    return report


def cover(  # noqa: PLR0913 - where, when, and three ways of going about it
    desk: Desk,
    source: Source,
    days: Window,
    *,
    learn: bool,
    revisit: bool = False,
    told: Told = lambda done, of: None,
) -> Report:
    """Read everything of a window that is not read yet; a source that cannot be listed is a report, not an error.

    With `revisit`, as in every check: listings are kept, to ask only for later ones, and pages are looked at again.
    """
    try:
        listed = listing(source, Keeping(desk) if revisit else desk.fetch, days)
    except Exception as problem:  # noqa: BLE001 - whatever is wrong with one source, the others go on
        return failure(source, problem, learn=learn)
    due = unread(desk, source, listed, revisit=revisit)
    report = Report(source=source.name, listed=len(listed), learned=learn)
    for batch in batches(due):
        report += read_each(desk, source, batch, learn=learn)
        told(report.read + report.failed, len(due))
        if report.outcome == "blocked":
            break
    return report


@dataclass(frozen=True, slots=True)
class Keeping:
    """Fetches, and keeps the latest version of what came, with its validators."""

    desk: Desk

    def get(
        self, url: str, *, params: Mapping[str, str] | None = None, referer: str = "", hosts: Sequence[str] = ()
    ) -> Page:
        """Return the page at `url`, as `Fetch` does."""
        page = self.desk.fetch.get(url, params=params, referer=referer, hosts=hosts)
        self.desk.store.keep(page)
        return page


def listing(source: Source, fetch: Fetch, days: Window) -> list[Entry]:
    """The entries of a source inside the window."""
    listed = list(source.platform.walk(source, fetch, days))
    log.info("%s: %d entries listed from %s to %s", source.name, len(listed), days.since, days.until)
    return listed


def unread(desk: Desk, source: Source, listed: Sequence[Entry], *, revisit: bool = False) -> list[Entry]:
    """What is due: listed and not read yet, or waiting from before though no listing may show it any more.

    With `revisit` also what was read some time ago, to see whether it has been corrected.
    """
    wanted = {entry.identity: entry for entry in desk.store.waiting(source.name)}
    wanted |= {entry.identity: entry for entry in desk.store.due(source.name, listed, revisit=revisit)}
    return list(wanted.values())


def batches(entries: Sequence[Entry], size: int = BATCH) -> Iterator[list[Entry]]:
    """The entries, `size` at a time."""
    return (list(entries[start : start + size]) for start in range(0, len(entries), size))


def read_each(desk: Desk, source: Source, entries: Iterable[Entry], *, learn: bool) -> Report:
    """Read entries, each on its own: a page that fails is left to be tried again, the others go on."""
    report = Report(source=source.name, learned=learn)
    for entry in entries:
        try:
            report += read_entry(desk, source, entry, learn=learn)
        except Exception as problem:  # noqa: BLE001 - a fault of ours in one page must not silence the others
            desk.store.fail(source.name, entry, str(problem))
            report += failure(source, problem, learn=learn, page=True)
            if report.outcome == "blocked":  # the host has said no: asking on is neither polite nor of use
                break
    return report


def failure(source: Source, problem: Exception, *, learn: bool, page: bool = False) -> Report:
    """The report of a problem with a listing, or with one page of it. Faults of the program are logged whole."""
    word = outcome(problem)
    log.warning("%s: %s", source.name, problem, exc_info=word == "error")
    return Report(
        source=source.name,
        outcome="partial" if page and word != "blocked" else word,
        failed=int(page),
        problem=str(problem) if isinstance(problem, ScrapeError) else f"{type(problem).__name__}: {problem}",
        learned=learn,
    )


def read_entry(desk: Desk, source: Source, entry: Entry, *, learn: bool) -> Report:
    """Fetch, read and record one entry, in one transaction of the store.

    A page that failed when its source was first learned is learned too: it is no news when it can be read at last.
    """
    pages = source.platform.gather(source, desk.fetch, entry)
    late = not learn and desk.store.history(source.name, entry.identity)
    report = record(desk, source.name, pages, source.platform.read(source, pages), learn=learn or late)
    return replace(report, learned=learn, changes=() if late else report.changes)


def record(desk: Desk, source: str, pages: Sequence[Page], document: Document, *, learn: bool) -> Report:
    """Record a document and what it says."""
    said = desk.statements(document)
    recorded: Recorded = desk.store.record(source, pages, document, said, learn=learn, owe=desk.owed)
    return Report(
        source=source,
        read=int(recorded.version > 0),
        waiting=int(not document.complete),
        figures=sum(isinstance(one, Figure) for one in said),
        initiatives=sum(isinstance(one, Initiative) for one in said),
        changes=recorded.changes,
        known=recorded.known,
        learned=learn,
    )


def outcome(problem: Exception) -> Outcome:
    """The word for a problem: readers of the run history tell a blocked source from a changed layout at a glance."""
    kinds: tuple[tuple[type[Exception], Outcome], ...] = (
        (Blocked, "blocked"),
        (Unreachable, "unreachable"),
        (Gone, "unreachable"),
        (LayoutChanged, "layout"),
    )
    return next((word for kind, word in kinds if isinstance(problem, kind)), "error")


def total(reports: Iterable[Report], source: str) -> Report:
    """The sum of the batches of one source."""
    result = Report(source=source)
    for report in reports:
        result = replace(result + report, source=source)
    return result
