"""Runs that come every few minutes and mostly find nothing to do: of those that say the same, the last is kept.

A run cannot take itself away, for Prefect still has to write down how it ended; so each takes away those before it.
"""

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateName,
)
from prefect.client.schemas.objects import State
from prefect.exceptions import ObjectNotFound
from prefect.runtime import deployment

from alerts.escape import shown
from flows import history, overview
from flows.sending import Sent
from store.notices import Notice

IDLE, ALARM, OVERLAPPED = "Idle", "Alarm", "Cancelled"
NAME = 120
"""Characters of a run's name that says how the watch is."""


def ended(sent: Sent, wrong: Sequence[Notice]) -> State[str]:
    """The state of a run that sends what is owed: red while something is wrong with the watch, and says what.

    The first page of the dashboard shows the last of these runs: somebody who looks there sees how the watch is.
    """
    said = overview.in_a_line(wrong)
    state = told(sent, said, alarm=bool(wrong))
    history.rename(lambda _: shown(said if sent == Sent() else f"{sent}; {said}", NAME))
    if state.name in (IDLE, ALARM):
        with history.shown_if_possible():
            forget(state)
    return state


def told(sent: Sent, said: str, *, alarm: bool) -> State[str]:
    """What came of the run, and whether it is to be seen in red."""
    if sent.dead:
        return history.failed(f"{sent}; {said}", "GivenUp")
    if alarm:
        return history.failed(said if sent == Sent() else f"{sent}; {said}", ALARM)
    return history.completed(f"{sent}; {said}") if sent != Sent() else history.completed(said, IDLE)


def forget(state: State[str]) -> None:
    """Take away the runs before this one that say what it says, and those that never began because of another."""
    if deployment.id is None:
        return
    client = get_client(sync_client=True)
    names = FlowRunFilterStateName(any_=[IDLE, ALARM, OVERLAPPED])
    mine = FlowRunFilterDeploymentId(any_=[UUID(deployment.id)])
    wanted = FlowRunFilter(state=FlowRunFilterState(name=names), deployment_id=mine)
    for run in client.read_flow_runs(flow_run_filter=wanted, limit=200):
        if run.state and (run.state.name != ALARM or run.state.message == state.message):
            with suppress(ObjectNotFound):
                client.delete_flow_run(run.id)
