"""The work of a check, without Prefect: list a source, read what is new, record it, say what came of it.

Backfills list and read by the same functions (`flows/backfilling.py`): a window of days is all that differs.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows import timed
from flows.desk import Desk
from flows.report import NEWS, Outcome, PageReport, PageStatus, Report
from flows.timed import OutOfTime
from flows.words import OFFICE, UsageError
from measures.model import Document, Entry, Figure, Initiative, Page
from scrapers import attached
from scrapers.errors import Blocked, Foreign, Gone, Illegible, Incomplete, LayoutChanged, ScrapeError, Unreachable
from scrapers.source import Fetch, Source, Window
from store.errors import Looking, StoreError

log = logging.getLogger(__name__)

Told = Callable[[int, int], None]
"""Hears how far long work has come: pages done, pages in all."""

PATIENCE = 2
"""Pages in a row that a host may leave unanswered before it is left alone until the next run."""

STOPS = ("blocked", "unreachable")
"""Outcomes after which a source is not asked on."""

BATCH = 100
"""Pages that are read before it is looked whether to go on."""


def window(desk: Desk, source: Source) -> Window:
    """The days a check looks at: back over the time since the last good check, and a margin for pages dated late."""
    last = desk.store.last_good(source.name)
    back = desk.settings.check.days if last else desk.settings.check.first_days
    since = (last or desk.now()).astimezone(OFFICE).date() - timedelta(days=back)
    return Window(since, desk.today() + timedelta(days=1))


def look(desk: Desk, source: Source, since: datetime | None = None) -> Report:
    """Check one source and keep in the store how it went; one that somebody looks at now is left to them.

    So is one that somebody has looked at `since` a time: of several checks that are late, one makes good for all. The
    first check only learns. Raises `StoreError`.
    """
    if since and desk.store.looked_since(source.name, since):
        return Report(source=source.name, outcome="elsewhere")
    try:
        with timed.look_at(desk, source.name) as (mine, check):
            report = looked(mine, source, learn=desk.store.last_good(source.name) is None)
            desk.store.finished(check, report.outcome, report.problem, **report.counts)
            return report
    except Looking:
        log.info("%s: another run is looking at it", source.name)
        return Report(source=source.name, outcome="elsewhere")


def looked(desk: Desk, source: Source, *, learn: bool) -> Report:
    """List a source and read what is due. Raises `StoreError`."""
    try:
        listed = listing(source, Keeping(desk), window(desk, source))
    except Exception as problem:  # noqa: BLE001 - whatever is wrong with one source, the others go on
        return failure(source, problem, learn=learn)
    due = unread(desk, source, desk.store.due(source.name, listed, revisit=True, silent=learn))
    return replace(read_each(desk, source, due, learn=learn), listed=len(listed))


def waves(desk: Desk, sources: Sequence[Source]) -> list[list[Source]]:
    """Sources that are watched already, then those that are still to be learned.

    What a source says while it is learned is told to nobody: the others are to have said their news before.
    """
    watched = [source for source in sources if desk.store.last_good(source.name)]
    return [watched, [source for source in sources if source not in watched]]


def safely(desk: Desk, source: Source, since: datetime | None = None) -> Report:
    """Check one source; whatever goes wrong is a report, so that the others go on."""
    try:
        return look(desk, source, since)
    except Exception as problem:  # noqa: BLE001 - the last line before the run would end
        return failure(source, problem, learn=False)


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


def unread(desk: Desk, source: Source, due: Sequence[Entry]) -> list[Entry]:
    """What is due, and what waits from before though no listing may show it any more."""
    wanted = {entry.identity: entry for entry in desk.store.waiting(source.name)}
    return list((wanted | {entry.identity: entry for entry in due}).values())


def batches(entries: Sequence[Entry], size: int = BATCH) -> Iterator[list[Entry]]:
    """The entries, `size` at a time."""
    return (list(entries[start : start + size]) for start in range(0, len(entries), size))


def read_each(desk: Desk, source: Source, entries: Iterable[Entry], *, learn: bool) -> Report:
    """Read entries, each on its own: a page that fails is left to be tried again, the others go on.

    A host that refuses is asked no more, and neither is one that did not answer twice in a row: the rest stays due.
    """
    report, silent_host = Report(source=source.name, learned=learn), 0
    for entry in entries:
        try:
            report += read_entry(desk, source, entry, learn=learn)
            silent_host = 0
            if report.outcome in STOPS:  # by a file that the entry points to
                break
        except StoreError:
            raise
        except OutOfTime as over:
            return report + failure(source, over, learn=learn, page=True)
        except Exception as problem:  # noqa: BLE001 - a fault of ours in one page must not silence the others
            gone, final = isinstance(problem, Gone | Illegible), isinstance(problem, Foreign)
            desk.store.fail(source.name, entry, str(problem), gone=gone, final=final)
            silent_host = silent_host + 1 if isinstance(problem, Unreachable) else 0
            stopping = isinstance(problem, Blocked) or silent_host == PATIENCE
            report += replace(
                failure(source, problem, learn=learn, page=not stopping),
                failed=1,
                pages=(failed(source, entry, problem),),
            )
            if stopping:
                break
    return report


def failure(source: Source, problem: Exception, *, learn: bool, page: bool = False) -> Report:
    """The report of a problem with a source, or with one page of it. Faults of the program are logged whole."""
    ours = not isinstance(problem, ScrapeError | StoreError | UsageError)
    log.warning("%s: %s", source.name, problem, exc_info=ours)
    return Report(
        source=source.name,
        outcome="partial" if page else outcome(problem),
        problem=f"{type(problem).__name__}: {problem}" if ours else str(problem),
        learned=learn,
    )


def failed(source: Source, entry: Entry, problem: Exception) -> PageReport:
    """What the run history says of a page that could not be read."""
    return PageReport(source=source.name, url=entry.url, title=entry.title, status="failed", problem=str(problem))


def read_entry(desk: Desk, source: Source, entry: Entry, *, learn: bool) -> Report:
    """Fetch, read and record one entry, in one transaction of the store.

    An entry that was first listed in silence is read in silence, even if that is later: it is history. Files that it
    points to are entries of their own; they are noted before it is recorded, so that a killed run is made good.
    """
    pages, document = taken(desk, source, entry)
    silent = learn or desk.store.is_silent(source.name, entry.identity)
    files = [] if entry.notice else attached.entries(source, document)
    due = desk.store.due(source.name, files, revisit=True, silent=silent) if files else []
    report = record(desk, source.name, pages, document, learn=silent, entry=entry.identity)
    return replace(report, learned=learn) + read_each(desk, source, due, learn=learn)


def taken(desk: Desk, source: Source, entry: Entry) -> tuple[tuple[Page, ...], Document]:
    """The raw pages of an entry and what they say: a page of the source, or a file that one of its pages points to."""
    if not entry.notice:
        pages = source.platform.gather(source, desk.fetch, entry)
        return pages, source.platform.read(source, pages)
    notice = desk.store.document(entry.notice)
    if notice is None:
        raise Incomplete(entry.url, "the notice that points to it is not read yet")
    page = attached.gather(source, desk.fetch, entry)
    return (page,), attached.read(page, notice, entry.title)


def record(  # noqa: PLR0913 - what one reading gives, and how it is to be taken
    desk: Desk, source: str, pages: Sequence[Page], document: Document, *, learn: bool, entry: str = ""
) -> Report:
    """Record a document and what it says."""
    said = desk.statements(document)
    recorded = desk.store.record(
        source, pages, document, said, entry=entry, learn=learn, owe=desk.owed, digest=desk.digest
    )
    counts = recorded.counts
    status: PageStatus = "waiting" if not document.complete else "read" if recorded.version else "as it was"
    page = PageReport(
        source=source,
        url=document.url,
        title=document.title,
        status=status,
        figures=sum(isinstance(one, Figure) for one in said),
        initiatives=sum(isinstance(one, Initiative) for one in said),
        changes={kind: counts[kind] for kind in NEWS if counts.get(kind)},
    )
    log.info("%s", page)
    return Report(
        source=source,
        read=int(recorded.version > 0),
        waiting=int(not document.complete),
        figures=page.figures,
        initiatives=page.initiatives,
        pages=(page,),
        changes=() if learn else recorded.changes,
        known=recorded.known,
        learned=learn,
        new=counts.get("new", 0),
        revised=counts.get("revised", 0),
        corrected=counts.get("corrected", 0),
        conflicting=counts.get("conflicting", 0),
    )


def outcome(problem: Exception) -> Outcome:
    """The word for a problem: readers of the run history tell a blocked source from a changed layout at a glance."""
    kinds: tuple[tuple[type[Exception], Outcome], ...] = (
        (Blocked, "blocked"),
        (Unreachable, "unreachable"),
        (OutOfTime, "unreachable"),
        (Gone, "unreachable"),
        (LayoutChanged, "layout"),
    )
    return next((word for kind, word in kinds if isinstance(problem, kind)), "error")
