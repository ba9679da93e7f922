"""The flows of a backfill: one that watches over it, and one for each of its parts, which any worker may take."""

import logging
import time
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from prefect import Flow, flow, runtime
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import FlowRun, State
from prefect.states import Cancelled
from pydantic import Field

from flows import backfill_runs, backfilling, backfills, estimating, history, runs, sending
from flows.backfilling import Ask
from flows.desk import Desk, open_desk
from flows.holding import holder
from flows.progress import Progress
from store.backfills import Backfill

log = logging.getLogger(__name__)

OFTEN = 3.0
"""Seconds between two looks at how far the parts have come."""


def named() -> str:
    """A name that says what is read: backfill 2024-01-01 to 2024-12-31: miit-news, miit-notices."""
    given = runtime.flow_run.parameters
    if given.get("archive"):
        return f"backfill of {Path(given['archive']).name}"
    names = given["sources"]
    several = ", ".join(names) if len(names) <= history.FEW else f"{len(names)} sources"
    return f"backfill {given['since']} to {given.get('until') or 'today'}: {several}"


def cancelled(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Cancel the backfill whose run a person cancelled."""
    if backfill_runs.was_cancelled(flow_run.id):
        with open_desk() as desk:
            for found in desk.store.backfills("open", "paused", "failed"):
                if found.run == str(flow_run.id):
                    desk.store.cancel(found.id)


def left_out(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Leave out the part whose run a person cancelled."""
    if backfill_runs.was_cancelled(flow_run.id):
        with open_desk() as desk:
            desk.store.skip_part(desk.store.backfill_part(flow_run.parameters["part"]))


@flow(name="backfill", flow_run_name=named, on_cancellation=[cancelled])
@history.plainly
def backfill(  # noqa: PLR0913, PLR0917 - the fields of the form
    sources: Annotated[tuple[str, ...], Field(description="names from `gongbao sources`")] = (),
    since: Annotated[date | None, Field(description="first day of publication")] = None,
    until: Annotated[date | None, Field(description="last day; today if none is given")] = None,
    archive: Annotated[
        str, Field(description="instead of sources: a folder of pages or a WARC file, where the worker can read it")
    ] = "",
    captures: Annotated[
        str, Field(description="the CDX service of a web archive, for pages that are gone from the site")
    ] = "",
    purpose: Annotated[
        Literal["learn", "alert", "digest"],
        Field(
            description="learn: nobody is told; alert: what is new is told at once; digest: in one message at its end"
        ),
    ] = "learn",
    team: Annotated[str, Field(description="the only team that is told; all, if none is named")] = "",
    at_once: Annotated[
        int,
        Field(
            description="so many parts are read side by side; three at most, so that checks and alerts keep places",
            ge=1,
            le=runs.PARTS,
        ),
    ] = 2,
    dry_run: Annotated[bool, Field(description="only say how many pages there are to fetch, and how long")] = False,
) -> State[str]:
    """Read the past of sources, month by month. What is stored is not fetched again: run it as often as needed."""
    ask = Ask(
        sources=sources,
        since=since,
        until=until,
        archive=archive,
        captures=captures,
        purpose=purpose,
        team=team,
    )
    with open_desk() as desk:
        if dry_run:
            return estimated(desk, ask)
        begun = backfilling.begin(desk, ask)
        desk.store.watched_by(begun.id, runs.present())
        return ended(desk, watch_over(desk, begun, at_once))


def estimated(desk: Desk, ask: Ask) -> State[str]:
    """Say what a backfill would come to."""
    found = estimating.estimates(desk, ask)
    told = estimating.told(found)
    with history.shown_if_possible():
        create_table_artifact([one.row for one in found], key="backfill-estimate", description=history.described(told))
    return history.failed(told) if any(one.problem for one in found) else history.completed(told)


def watch_over(desk: Desk, begun: Backfill, at_once: int) -> Backfill:
    """Begin runs of the parts until the backfill has ended or is paused, and show how far they have come."""
    progress = Progress()
    while True:
        now = desk.store.backfill(begun.id)
        progress.show(percent(now), backfills.standing(now, desk.now()), last=now.state != "open")
        if now.state != "open":
            return now
        with history.shown_if_possible():  # a server that is away is asked again
            backfill_runs.go_on(desk, now, at_once)
        time.sleep(OFTEN)


def percent(now: Backfill) -> float:
    """How much is done, of 100."""
    if now.state == "done":
        return 100.0
    return 0.0 if now.listing or not now.pages else min(99.0, 100.0 * now.done / now.pages)


def ended(desk: Desk, done: Backfill) -> State[str]:
    """The state of the run that watched over a backfill; it ends red where pages were left unread."""
    with history.shown_if_possible():
        parts, asked = backfills.part_rows(done.parts), backfills.asked(done)
        create_table_artifact(parts, key=f"backfill-{done.id}", description=history.described(asked))
    if done.purpose != "learn":
        sending.send_owed(desk)
    if done.state in ("paused", "cancelled"):
        message = f"{done.state} at {backfills.standing(done, desk.now())}"
        log.info(message)
        return Cancelled(message=message, name=done.state.capitalize())
    return history.ended(backfills.reports(done))


@flow(name="backfill-part", on_cancellation=[left_out])
@history.plainly
def backfill_part(
    part: Annotated[int, Field(description="the number of a part; a backfill begins the runs of its parts itself")],
) -> State[str]:
    """Do one part of a backfill: list a source, or read one of its months."""
    with open_desk() as desk:
        wanted = desk.store.backfill_part(part)
        claimed = desk.store.claim_part(wanted.backfill, holder(), part)
        if claimed is None:
            return history.completed(f"{wanted.name}: nothing to do, it is {wanted.state}")
        report = backfilling.work_part(desk, claimed)
        if not claimed.month and report.good:
            return history.completed(backfills.listing(desk.store.backfill_part(part)))
        history.publish(desk, [report])
        return history.ended([report])
