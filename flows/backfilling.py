"""The work of a backfill, without Prefect: asked for, divided into parts, done part by part by whoever has time.

The flow and the command line both go this way. All that is known of how far it has come is in the store, so whoever is
killed is followed by another: pages that are stored are not fetched again.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flows import archive, captured, sending, watch
from flows.desk import Desk
from flows.holding import Hold, Stopped, Told, holder, standing
from flows.report import Outcome, Report
from flows.words import UsageError
from measures.model import Entry, Page
from scrapers import address
from scrapers.archive import ANYWHERE
from scrapers.errors import ScrapeError
from scrapers.source import Window
from store.backfills import Asked, Backfill
from store.errors import StoreError
from store.parts import Part, Standing
from store.tables import Purpose

FEW = 10
"""Pages after which it is noted what was found in them."""
MARK = "x-gongbao-part"
"""The header of a list's page that was fetched for a part: if the listing is interrupted, it goes on after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What somebody wants read of the past, and what for: sources since a day, until today if no last one is given.

    With `captures`, the address of a web archive's CDX service, also what only that has still. Or, in the place of
    sources and days, an `archive`: a folder or a WARC file.
    """

    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    archive: str = ""
    captures: str = ""
    purpose: Purpose = "learn"
    team: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """What tells this ask from another."""
        if self.archive:
            return {"archive": self.archive}
        return {
            "sources": sorted(set(self.sources)),
            "since": f"{self.since}",
            "until": f"{self.until}" if self.until else "",
            **({"captures": self.captures} if self.captures else {}),
        }

    @property
    def places(self) -> list[str]:
        """The sources that have parts of their own."""
        return [ANYWHERE.name] if self.archive else self.facts["sources"]


def again(backfill: Backfill) -> Ask:
    """The ask that a backfill was begun with."""
    asked = backfill.asked
    return Ask(
        sources=tuple(asked.get("sources", ())),
        since=date.fromisoformat(asked["since"]) if asked.get("since") else None,
        until=date.fromisoformat(asked["until"]) if asked.get("until") else None,
        archive=asked.get("archive", ""),
        captures=asked.get("captures", ""),
        purpose=backfill.purpose,
        team=backfill.team,
    )


def check(desk: Desk, ask: Ask) -> None:
    """Raise `UsageError` for what cannot be read."""
    if ask.archive:
        archive.check(ask.archive, alone=not (ask.sources or ask.since or ask.until or ask.captures))
    else:
        _check_days(desk, ask)
        captured.check(desk, ask.captures)
    if ask.team:
        desk.team(ask.team)
        if ask.purpose == "learn":
            raise UsageError("a backfill that only learns tells no team: say alert or digest, or leave the team out")


def _check_days(desk: Desk, ask: Ask) -> None:
    if not ask.sources or ask.since is None:
        raise UsageError("a backfill needs a source and the day since when, or an archive; see `gongbao sources`")
    for name in ask.sources:
        desk.source(name)
    if ask.until and ask.until < ask.since:
        raise UsageError(f"until ({ask.until}) is before since ({ask.since})")
    if ask.since > desk.today():
        raise UsageError(f"since ({ask.since}) is still to come")


def begin(desk: Desk, ask: Ask) -> Backfill:
    """Begin a backfill, or go on with one of the same ask that is not finished. Raises `UsageError`."""
    check(desk, ask)
    span = (ask.since or ANYWHERE.first, ask.until or desk.today())
    until_today = not (ask.until or ask.archive)
    asked = Asked(facts=ask.facts, span=span, growing=until_today, purpose=ask.purpose, team=ask.team)
    return desk.store.ask(asked, ask.places)


def work(desk: Desk, number: int, told: Told = lambda backfill: None) -> Backfill:
    """Do parts until none is left that can be done now: others may do some, or a site has to be waited for."""
    while True:
        if part := desk.store.claim_part(number, holder()):
            work_part(desk, part, told)
        elif not others_at_work(desk, desk.store.backfill(number)):
            return desk.store.backfill(number)
        else:
            told(desk.store.backfill(number))
            time.sleep(1)


def others_at_work(desk: Desk, backfill: Backfill) -> bool:
    """Whether some parts are being done elsewhere, or were, by a process that is not known yet to be dead."""
    return backfill.state == "open" and any(part.state == "running" for part in backfill.parts)


def work_part(desk: Desk, part: Part, told: Told = lambda backfill: None) -> Report:
    """Do a part that was claimed. It is given back where the backfill is paused meanwhile, or the part was lost."""
    backfill = desk.store.backfill(part.backfill)
    report = Report(source=part.source, learned=backfill.purpose == "learn")
    with Hold(desk, backfill, part, told) as hold, suppress(Stopped):
        report = _done(_told_of(desk, backfill), hold)
        desk.store.finish_part(part, hold.standing)
    if backfill.purpose == "alert":
        sending.send_owed(desk)
    told(desk.store.backfill(part.backfill))
    return report


def _done(desk: Desk, hold: Hold) -> Report:
    """What came of a part. Whatever breaks down in it ends it: begun again, it would break down again."""
    try:
        return _step(hold.part)(desk, hold)
    except (Stopped, StoreError):
        raise
    except Exception as problem:  # noqa: BLE001 - a fault of ours in one part must not end the others
        report = watch.failure(desk.sources.get(hold.part.source, ANYWHERE), problem, learn=hold.learn)
        hold.standing = replace(hold.standing, outcome=report.outcome, error=report.problem)
        return replace(report, source=hold.part.source)


def _step(part: Part) -> Callable[[Desk, Hold], Report]:
    """What is to be done for a part."""
    if part.source == ANYWHERE.name:
        return archive.read_all if part.month else archive.list_all
    return read_month if part.month else list_all


def _told_of(desk: Desk, backfill: Backfill) -> Desk:
    """The desk, for what a backfill finds to be told to whom it is for, when it is to be."""
    return replace(desk, only=backfill.team, digest=backfill.id if backfill.purpose == "digest" else None)


# --- listing ------------------------------------------------------------------------------------------------------


def list_all(desk: Desk, hold: Hold) -> Report:
    """List a source, and make parts of the months in which something is to be read. Raises `Stopped`, `ScrapeError`."""
    source, service = desk.source(hold.part.source), hold.backfill.asked.get("captures", "")
    once, days = Once(desk, hold), Window(hold.part.first, hold.part.last)
    taken = captured.listing(desk, source, days, once, service)
    if service:
        desk.store.recall(hold.part)
    try:
        listed = taken + watch.listing(source, once, days)  # of a page that is in both, what its site says stands
    except ScrapeError:
        note(desk, hold, taken)  # what an archive took is read, whatever the site has become
        raise
    note(desk, hold, listed)
    return Report(source=source.name, listed=len(listed), learned=hold.learn)


def note(desk: Desk, hold: Hold, listed: Sequence[Entry]) -> None:
    """Take what was listed for the backfill, and note how much of it is stored already."""
    wanted = desk.store.list_for(hold.part, listed, silent=hold.learn)
    hold.standing = Standing(counts={"listed": len(listed), "stored": len(listed) - wanted})


@dataclass(frozen=True, slots=True)
class Once:
    """Fetches the pages of a list once for a part, however often its listing is begun."""

    desk: Desk
    hold: Hold

    def get(
        self, url: str, *, params: Mapping[str, str] | None = None, referer: str = "", hosts: Sequence[str] = ()
    ) -> Page:
        """Return the page at `url`, as `Fetch` does. Raises `Stopped` too."""
        self.hold.go_on()
        mark = str(self.hold.part.id)
        known = self.desk.store.remembered(address.asked(url, params))
        if known and known.headers.get(MARK) == mark:
            return known
        page = self.desk.fetch.get(url, params=params, referer=referer, hosts=hosts)
        self.desk.store.keep(replace(page, headers={**page.headers, MARK: mark}))
        return page


# --- reading ------------------------------------------------------------------------------------------------------


def read_month(desk: Desk, hold: Hold) -> Report:
    """Read what is due in a month, a few pages at a time. Raises `Stopped`."""
    part, source = hold.part, desk.source(hold.part.source)
    desk = captured.remembering(desk, hold.backfill.asked.get("captures", ""))
    due = desk.store.due_in(part)
    pages = max(part.pages, len(due))
    report = Report(source=source.name, learned=hold.learn)
    hold.standing = standing(part, report, pages, pages - len(due))
    for batch in watch.batches(due, FEW):
        report += watch.read_each(desk, source, hold.each(batch), learn=hold.learn)
        hold.standing = standing(part, report, pages, pages - len(desk.store.due_in(part)))
        if report.outcome in watch.STOPS:
            return report
        hold.go_on()
    return settled(desk, hold, report, pages)


def settled(desk: Desk, hold: Hold, report: Report, pages: int) -> Report:
    """A month that is read, but for the pages that could not be, now or in an earlier try."""
    left = desk.store.left_in(hold.part)
    outcome: Outcome = "partial" if left else "ok"
    report = replace(report, outcome=outcome, problem=left[0] if left else "", failed=len(left))
    hold.standing = standing(hold.part, report, pages, pages)
    return report
