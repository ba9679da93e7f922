"""The flows of a backfill: one that watches over it, and one for each of its parts, which any worker may take."""

import logging
import time
from datetime import date
from typing import Annotated, Any, Literal, cast
from uuid import UUID

from prefect import Flow, flow, runtime
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.client.schemas.objects import FlowRun, State
from prefect.logging import get_run_logger
from prefect.states import Cancelled, Completed, Failed
from pydantic import Field

from flows import backfill_runs, backfilling, backfills, estimating, history, runs, sending
from flows.backfilling import Ask
from flows.desk import Desk, open_desk
from flows.holding import holder
from store.backfills import Backfill

log = logging.getLogger(__name__)

OFTEN, TOLD = 3.0, 30.0
"""Seconds between two looks at how far the parts have come, and between two lines of the log that say so."""


def named() -> str:
    """A name that says what is read: backfill-miit-news-2024-01-01-2024-12-31."""
    given = runtime.flow_run.parameters
    until = f"-{given['until']}" if given.get("until") else ""
    return f"backfill-{'+'.join(given['sources'])}-{given['since']}{until}"


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
def backfill(  # noqa: PLR0913, PLR0917 - the fields of the form
    sources: Annotated[list[str], Field(description="names from `gongbao sources`", min_length=1)],
    since: Annotated[date, Field(description="first day of publication")],
    until: Annotated[date | None, Field(description="last day; today if none is given")] = None,
    purpose: Annotated[
        Literal["learn", "alert", "digest"],
        Field(
            description="learn: nobody is told; alert: what is new is told at once; digest: in one message at its end"
        ),
    ] = "learn",
    team: Annotated[str, Field(description="the only team that is told; all, if none is named")] = "",
    at_once: Annotated[int, Field(description="so many parts are read side by side", ge=1, le=32)] = 2,
    dry_run: Annotated[bool, Field(description="only say how many pages there are to fetch, and how long")] = False,
) -> State[str]:
    """Read the past of sources, month by month. What is stored is not fetched again: run it as often as needed."""
    ask = Ask(sources=tuple(sources), since=since, until=until, purpose=purpose, team=team)
    with open_desk() as desk:
        if dry_run:
            return estimated(desk, ask)
        begun = backfilling.begin(desk, ask)
        desk.store.watched_by(begun.id, runs.present())
        return ended(desk, watch_over(desk, begun, at_once))


def estimated(desk: Desk, ask: Ask) -> State[str]:
    """Say what a backfill would come to."""
    found = estimating.estimates(desk, ask)
    create_table_artifact([one.row for one in found], key="backfill-estimate", description=estimating.told(found))
    get_run_logger().info(estimating.told(found))
    state = Failed if any(one.problem for one in found) else Completed
    return state(message=estimating.told(found))


def watch_over(desk: Desk, begun: Backfill, at_once: int) -> Backfill:
    """Begin runs of the parts until the backfill has ended or is paused, and show how far they have come."""
    progress = cast(UUID, create_progress_artifact(progress=0.0, description=backfills.standing(begun, desk.now())))
    shown, said = "", 0.0
    while True:
        now = desk.store.backfill(begun.id)
        if (line := backfills.standing(now, desk.now())) != shown:
            update_progress_artifact(progress, percent(now), description=line)
            shown = line
        if time.monotonic() - said > TOLD:
            get_run_logger().info(line)
            said = time.monotonic()
        if now.state != "open":
            return now
        backfill_runs.go_on(desk, now, at_once)
        time.sleep(OFTEN)


def percent(now: Backfill) -> float:
    """How much is done, of 100."""
    if now.state == "done":
        return 100.0
    return 0.0 if now.listing or not now.pages else min(99.0, 100.0 * now.done / now.pages)


def ended(desk: Desk, done: Backfill) -> State[str]:
    """The state of the run that watched over a backfill; it ends red where pages were left unread."""
    create_table_artifact(backfills.part_rows(done.parts), key=f"backfill-{done.id}", description=backfills.asked(done))
    if done.purpose != "learn":
        sending.send_owed(desk)
    if done.state in ("paused", "cancelled"):
        message = f"{done.state} at {backfills.standing(done, desk.now())}"
        get_run_logger().info(message)
        return Cancelled(message=message, name=done.state.capitalize())
    return history.ended(backfills.reports(done))


@flow(name="backfill-part", on_cancellation=[left_out])
def backfill_part(
    part: Annotated[int, Field(description="the number of a part; a backfill begins the runs of its parts itself")],
) -> State[str]:
    """Do one part of a backfill: list a source, or read one of its months."""
    with open_desk() as desk:
        wanted = desk.store.backfill_part(part)
        claimed = desk.store.claim_part(wanted.backfill, holder(), part)
        if claimed is None:
            message = f"{wanted.name}: nothing to do, it is {wanted.state}"
            get_run_logger().info(message)
            return Completed(message=message)
        report = backfilling.work_part(desk, claimed)
        if claimed.month or not report.good:
            return history.ended([report])
        message = backfills.listing(desk.store.backfill_part(part))
        get_run_logger().info(message)
        return Completed(message=message)
