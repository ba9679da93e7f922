"""The work of a backfill, without Prefect: asked for, divided into parts, done part by part by whoever has time.

The flow and the command line both go this way. All that is known of how far it has come is in the store, so whoever is
killed is followed by another: pages that are stored are not fetched again.
"""

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flows import sending, watch
from flows.desk import Desk
from flows.holding import Hold, Stopped, Told, holder
from flows.report import COUNTS, Outcome, Report
from flows.words import UsageError
from measures.model import Entry, Page
from scrapers import address
from scrapers.source import Source, Window
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
    """What somebody wants read of the past, and what for; until today, if no last day is given."""

    sources: tuple[str, ...]
    since: date
    until: date | None = None
    purpose: Purpose = "learn"
    team: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """What tells this ask from another."""
        return {
            "sources": sorted(set(self.sources)),
            "since": f"{self.since}",
            "until": f"{self.until}" if self.until else "",
        }


def again(backfill: Backfill) -> Ask:
    """The ask that a backfill was begun with."""
    asked = backfill.asked
    return Ask(
        sources=tuple(asked["sources"]),
        since=date.fromisoformat(asked["since"]),
        until=date.fromisoformat(asked["until"]) if asked["until"] else None,
        purpose=backfill.purpose,
        team=backfill.team,
    )


def check(desk: Desk, ask: Ask) -> None:
    """Raise `UsageError` for what cannot be read."""
    if not ask.sources:
        raise UsageError("a backfill needs a source; `gongbao sources` lists them")
    for name in ask.sources:
        desk.source(name)
    if ask.until and ask.until < ask.since:
        raise UsageError(f"until ({ask.until}) is before since ({ask.since})")
    if ask.since > desk.today():
        raise UsageError(f"since ({ask.since}) is still to come")
    if ask.team:
        desk.team(ask.team)
        if ask.purpose == "learn":
            raise UsageError("a backfill that only learns tells no team: say alert or digest, or leave the team out")


def begin(desk: Desk, ask: Ask) -> Backfill:
    """Begin a backfill, or go on with one of the same ask that is not finished. Raises `UsageError`."""
    check(desk, ask)
    span = (ask.since, ask.until or desk.today())
    asked = Asked(facts=ask.facts, span=span, purpose=ask.purpose, team=ask.team)
    return desk.store.ask(asked, ask.facts["sources"])


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
        step = read_month if part.month else list_all
        report = step(desk, desk.source(part.source), hold)
        desk.store.finish_part(part, hold.standing)
    if backfill.purpose == "alert":
        sending.send_owed(desk)
    told(desk.store.backfill(part.backfill))
    return report


# --- listing ------------------------------------------------------------------------------------------------------


def list_all(desk: Desk, source: Source, hold: Hold) -> Report:
    """List a source, and make parts of the months in which something is to be read."""
    try:
        listed = listing(desk, source, hold)
    except (Stopped, StoreError):
        raise
    except Exception as problem:  # noqa: BLE001 - a fault of ours in one listing must not end the others
        report = watch.failure(source, problem, learn=hold.learn)
        hold.standing = standing(hold.part, report, 0, 0)
        return report
    wanted = desk.store.list_for(hold.part, listed, silent=hold.learn)
    report = Report(source=source.name, listed=len(listed), learned=hold.learn)
    hold.standing = Standing(counts={"listed": len(listed), "stored": len(listed) - wanted})
    return report


def listing(desk: Desk, source: Source, hold: Hold) -> list[Entry]:
    """The entries of a source between the days that the part asks for."""
    return watch.listing(source, Once(desk, hold), Window(hold.part.first, hold.part.last))


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


def read_month(desk: Desk, source: Source, hold: Hold) -> Report:
    """Read what is due in a month, a few pages at a time. Raises `Stopped`."""
    part = hold.part
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


def standing(part: Part, report: Report, pages: int, done: int) -> Standing:
    """How far a part has come: what it came to before, and what a report adds."""
    counts = {name: part.counts.get(name, 0) + getattr(report, name) for name in COUNTS}
    counts["failed"] = report.failed
    return Standing(pages=pages, done=done, counts=counts, outcome=report.outcome, error=report.problem)
