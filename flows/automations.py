"""What Prefect's server does by itself: mark runs that died, and have the operators told of what failed.

No address stands in Prefect: the deployment `deliver` runs, looks, and sends by our own channels.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState, RunDeployment
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient

OURS = "gongbao: "
SILENCE = timedelta(seconds=100)
"""A run says every 30 seconds that it lives (PREFECT_FLOWS_HEARTBEAT_FREQUENCY): where three are missing, it died."""
AGAIN = timedelta(minutes=10)
"""For so long, more that fails of one deployment starts nothing."""
TELLING = "deliver"
"""The deployment that looks how the others do, and tells the operators."""
DIED = "The process of this run has ended without a word; the next run makes good what it left."


def register(client: "SyncPrefectClient", wanted: Iterable[AutomationCore]) -> None:
    """Make automations, or renew them; delete our others. One that was switched off by hand stays off."""
    present = {found.name: found for found in client.read_automations() if found.name.startswith(OURS)}
    for one in wanted:
        if found := present.pop(one.name, None):
            client.update_automation(found.id, one.model_copy(update={"enabled": found.enabled}))
        else:
            client.create_automation(one)
    for found in present.values():
        client.delete_automation(found.id)


def automations(deployed: Mapping[str, UUID], *, by_workers: bool) -> Iterator[AutomationCore]:
    """Those that go with deployments of these names and ids.

    Where one process runs everything, it sees who dies; that the server watches each heartbeat is much for SQLite.
    """
    if by_workers:
        yield died()
    if TELLING in deployed:
        yield told(deployed[TELLING], sorted(deployed.keys() - {TELLING}))


def died() -> AutomationCore:
    """A run that says no more that it lives is marked as crashed."""
    return AutomationCore(
        name=f"{OURS}a run that died is marked",
        description="Runs say every half minute that they live. One that is silent is marked as crashed.",
        trigger=EventTrigger(
            after={"prefect.flow-run.heartbeat"},
            expect={"prefect.flow-run.*"},  # ends have names of many kinds
            match={"prefect.resource.id": "prefect.flow-run.*"},
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            within=SILENCE,
        ),
        actions=[ChangeFlowRunState(state=StateType.CRASHED, message=DIED)],
    )


def told(telling: UUID, names: Sequence[str]) -> AutomationCore:
    """A run that failed, crashed or is late is looked at for the operators."""
    return AutomationCore(
        name=f"{OURS}operators are told",
        description=f"When a run fails, crashes or is late, {TELLING} runs, and tells the operators.",
        trigger=EventTrigger(
            expect={f"prefect.flow-run.{name}" for name in ("Failed", "Crashed", "TimedOut", "Late")},
            match={"prefect.resource.id": "prefect.flow-run.*"},
            match_related={"prefect.resource.role": "deployment", "prefect.resource.name": list(names)},
            for_each={"related:deployment:prefect.resource.id"},
            posture=Posture.Reactive,
            within=AGAIN,
        ),
        actions=[RunDeployment(source="selected", deployment_id=telling)],
    )
