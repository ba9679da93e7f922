"""The runs that do the parts of backfills: begun, so many at once, and begun again where one died."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
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


def go_on(desk: Desk, backfill: Backfill, at_once: int) -> None:
    """See to it that so many parts are being done, if there are as many; whoever died is followed by another run."""
    unfinished = [part for part in backfill.parts if part.state in ("waiting", "running")]
    runs = _runs(part.run for part in unfinished)
    for part in unfinished:
        if _is_over(part, runs):
            _free(desk, part, runs)
    free = [part for part in unfinished if _is_over(part, runs) and not _waits(desk, part)]
    for part in sorted(free, key=lambda part: (part.month, part.id))[: at_once - len(unfinished) + len(free)]:
        with suppress(Refused):
            desk.store.begun_by(part, str(_begin(part).id))


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


def _waits(desk: Desk, part: Part) -> bool:
    """Whether a part is not to be tried yet."""
    return part.state == "waiting" and part.lease_until is not None and part.lease_until > desk.now()


def _is_over(part: Part, runs: Mapping[str, FlowRun]) -> bool:
    """Whether the run that was to do a part has ended, or there is none. One without a run may do it elsewhere."""
    if not part.run:
        return part.state == "waiting"
    run = runs.get(part.run)
    return run is None or run.state is None or run.state.is_final()


def _free(desk: Desk, part: Part, runs: Mapping[str, FlowRun]) -> None:
    """Take a part from a run that has ended without finishing it; leave it out, if it was cancelled before it began."""
    run = runs.get(part.run)
    if run and run.start_time is None and run.state_type == StateType.CANCELLED:
        desk.store.skip_part(part)
    else:
        desk.store.give_back(part)


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
