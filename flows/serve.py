"""The runner of `gongbao up`: one process that serves all deployments of prefect.yaml on this machine."""

import asyncio
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from flows import forking
from flows.deploying import choices, deployment, deployments
from flows.engine import Engine
from flows.runs import PLACES
from flows.settings import FILE, Settings, load
from flows.supervising import Part

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

PATIENCE = 180.0


def part(settings: Settings, engine: Engine) -> Part:
    """The runner, to be kept running. It and the runs speak where we do."""
    return Part(name="runner", module="flows.serve", environment=engine.environment() | found_here(settings))


def found_here(settings: Settings) -> dict[str, str]:
    """Configuration and data as this process found them, for runs that start in another folder."""
    file = Path(os.environ.get("GONGBAO_CONFIG") or FILE).absolute()
    return {"GONGBAO_DATA": str(settings.data)} | ({"GONGBAO_CONFIG": str(file)} if file.is_file() else {})


def main() -> None:
    """Serve every deployment until stopped."""
    settings = load()
    engine = settings.engine()
    offered = choices(settings)
    made = [deployment(described, offered) for described in deployments()]
    forking.fork_runs()
    engine.await_health(PATIENCE)
    engine.end_left_over()
    engine.release()  # where `up` was killed while it stopped
    held = {one["name"] for one in engine.ask("deployments/filter") if one["paused"]}
    for one in made:
        one.paused = one.name in held  # by a person
    asyncio.run(serve(settings, made, engine.home / "serving"))


async def serve(settings: Settings, made: "Sequence[RunnerDeployment]", sign: Path) -> None:
    """Register the deployments, write this process's number into a file as the sign of it, and run what is due."""
    from prefect.runner import Runner

    runner = Runner(name="gongbao", limit=PLACES, pause_on_shutdown=False)
    ids = {one.name: await runner.aadd_deployment(one) for one in made}
    sign.write_text(str(os.getpid()), "utf-8")
    forking.load()
    await asyncio.to_thread(put_right, settings, made, ids)
    await runner.start()


def put_right(settings: Settings, made: "Sequence[RunnerDeployment]", ids: Mapping[str, UUID]) -> None:
    """See to what goes with the deployments, and begin again what was left when the runner before this one died."""
    from prefect.client.orchestration import get_client

    from flows import backfills_watched  # `up`, which needs this module too, would wait a second and a half for it
    from flows.registering import settle

    with get_client(sync_client=True) as client:
        settle(client, made, ids, by_workers=False)
    backfills_watched.go_on(settings)


if __name__ == "__main__":
    main()
