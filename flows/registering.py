"""The deployments as Prefect's server has them: made, renewed, and forgotten when prefect.yaml names them no more."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, cast
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate, WorkPoolUpdate
from prefect.exceptions import ObjectNotFound

from flows.deploying import check, choices, deployment, deployments
from flows.settings import Settings

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

ALL = 200
"""More deployments than there will ever be."""


def register(settings: Settings) -> dict[str, UUID]:
    """Put all of prefect.yaml on the server, for workers; returns the deployments' ids by name."""
    check(settings)
    offered = choices(settings)
    described = deployments()
    made = [deployment(one, offered) for one in described]
    with get_client(sync_client=True) as client:
        for pool in {one["work_pool"]["name"] for one in described}:
            ensure_pool(client, pool)
        paused = {one.name for one in client.read_deployments(limit=ALL) if one.paused and one.work_pool_name}
        for one in made:
            one.paused = one.name in paused  # what a person paused; not what `gongbao up` did when it stopped
        ids = {
            one.name: cast(UUID, one.apply(work_pool_name=given["work_pool"]["name"]))
            for one, given in zip(made, described, strict=True)
        }
        settle(client, made, ids, by_workers=True)
    return ids


def settle(
    client: SyncPrefectClient, made: Sequence["RunnerDeployment"], ids: Mapping[str, UUID], *, by_workers: bool
) -> None:
    """Delete what is written no more, and make the automations that go with what is there."""
    from flows import automations

    forget(client, made)
    automations.register(client, automations.automations(ids, by_workers=by_workers))


def ensure_pool(client: SyncPrefectClient, name: str) -> None:
    """Make a work pool of processes, or renew how it starts them; one that is paused stays paused."""
    template = job_template()
    try:
        present = client.read_work_pool(name)
    except ObjectNotFound:
        client.create_work_pool(WorkPoolCreate(name=name, type="process", base_job_template=template))
    else:
        if present.base_job_template != template:
            client.update_work_pool(name, WorkPoolUpdate(base_job_template=template))


def job_template() -> dict[str, object]:
    """How a worker starts a run: with its own Python, at once, rather than after a look for code to bring."""
    from prefect.workers.process import ProcessWorker

    template = ProcessWorker.get_default_base_job_template()
    template["variables"]["properties"]["command"]["default"] = "python -m prefect.engine"
    return template


def forget(client: SyncPrefectClient, made: Iterable["RunnerDeployment"]) -> None:
    """Delete what is ours and no more among those made: deployments, and schedules of those that remain."""
    kept = {(one.name, one.entrypoint): {given.slug for given in one.schedules or ()} for one in made}
    for found in client.read_deployments(limit=ALL):
        if not (found.entrypoint or "").startswith("flows"):
            continue
        slugs = kept.get((found.name, found.entrypoint))
        if slugs is None:
            client.delete_deployment(found.id)
            continue
        for schedule in found.schedules:
            if schedule.slug not in slugs:
                client.delete_deployment_schedule(found.id, schedule.id)
