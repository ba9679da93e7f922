"""The runs that do the parts of backfills: begun, so many at once, and begun again where one died."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.deployments import run_deployment

from flows.desk import Desk
from store.backfills import Backfill
from store.errors import Refused
from store.parts import Part

PART = "backfill-part/backfill-part"
UNFINISHED = ("waiting", "running")
AGAIN = timedelta(seconds=5)
"""A part whose run has died is begun again at once, and so much later each time: it may be what kills them."""


def go_on(desk: Desk, backfill: Backfill, at_once: int) -> None:
    """See to it that so many parts are being done, if there are as many; whoever died is followed by another run."""
    runs = _runs(part.run for part in backfill.parts if part.state in UNFINISHED)
    for part in backfill.parts:
        if part.state in UNFINISHED and _is_over(part, runs, desk.now()):
            _free(desk, part, runs)
    for part in next_parts(desk.store.backfill(backfill.id).parts, runs, desk.now(), at_once):
        with suppress(Refused):
            desk.store.begun_by(part, str(_begin(part).id))


def next_parts(parts: Iterable[Part], runs: Mapping[str, FlowRun], now: datetime, at_once: int) -> list[Part]:
    """The parts to be begun now, listings first, for so many to be done at once; one that waits for a site is not."""
    unfinished = [part for part in parts if part.state in UNFINISHED]
    free = [part for part in unfinished if _is_over(part, runs, now)]
    ready = sorted((part for part in free if not _waits(part, now)), key=lambda part: (part.month, part.id))
    return ready[: max(0, at_once - len(unfinished) + len(free))]


def _begin(part: Part) -> FlowRun:
    """Begin a run of a part. It is known by the run that it follows: two that begin it begin one."""
    run = run_deployment(
        PART,
        parameters={"part": part.id},
        timeout=0,
        flow_run_name=f"{part.name} (backfill {part.backfill})",
        tags=[part.source],
        idempotency_key=f"backfill-part-{part.id}-{part.run}",
    )
    return cast(FlowRun, run)


def _waits(part: Part, now: datetime) -> bool:
    """Whether a part is not to be tried yet."""
    return part.state == "waiting" and _is_leased(part, now)


def _is_leased(part: Part, now: datetime) -> bool:
    return part.lease_until is not None and part.lease_until > now


def _is_over(part: Part, runs: Mapping[str, FlowRun], now: datetime) -> bool:
    """Whether the run that was to do a part has ended, or there is none: the command line holds it by its lease."""
    if not part.run:
        return part.state == "waiting" or not _is_leased(part, now)
    run = runs.get(part.run)
    return run is None or run.state is None or run.state.is_final()


def _free(desk: Desk, part: Part, runs: Mapping[str, FlowRun]) -> None:
    """Take a part from a run that has ended without finishing it; leave it out, if it was cancelled before it began."""
    run = runs.get(part.run)
    if run and run.start_time is None and run.state_type == StateType.CANCELLED:
        desk.store.skip_part(part)
    elif part.state == "running":
        desk.store.give_back(part, AGAIN * (part.attempts - 1))


def _runs(ids: Iterable[str]) -> dict[str, FlowRun]:
    """The runs of these ids that there are."""
    wanted = [UUID(one) for one in ids if one]
    if not wanted:
        return {}
    with get_client(sync_client=True) as client:
        found = client.read_flow_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=wanted)))
    return {str(run.id): run for run in found}


def was_cancelled(run: UUID, client: SyncPrefectClient | None = None) -> bool:
    """Whether somebody asked for a run to be cancelled: a runner that is stopped ends its runs with the same word."""
    with client or get_client(sync_client=True) as asked:
        return any(state.type == StateType.CANCELLING for state in asked.read_flow_run_states(run))
