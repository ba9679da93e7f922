"""The runner of `gongbao up`: one process that serves all deployments of prefect.yaml on this machine."""

import asyncio
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flows import backfills_watched
from flows.deploying import choices, deployment, deployments
from flows.engine import Engine
from flows.forking import fork_runs
from flows.settings import FILE, Settings, load
from flows.supervising import Part

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

LIMIT = 8
"""Runs at a time: each waits for hosts most of its time, and a backfill waits for its parts."""
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
    fork_runs()
    engine.await_health(PATIENCE)
    engine.end_left_over()
    asyncio.run(serve(made, engine.home / "serving", lambda: backfills_watched.go_on(settings)))


async def serve(made: "Sequence[RunnerDeployment]", sign: Path, go_on: Callable[[], None]) -> None:
    """Register the deployments, write this process's number into a file as the sign of it, and run what is due.

    `go_on` begins again what was left when the runner before this one died.
    """
    from prefect.client.orchestration import get_client
    from prefect.runner import Runner

    from flows.registering import settle

    runner = Runner(name="gongbao", limit=LIMIT, pause_on_shutdown=False)
    ids = {one.name: await runner.aadd_deployment(one) for one in made}
    with get_client(sync_client=True) as client:
        settle(client, made, ids, by_workers=False)
    sign.write_text(str(os.getpid()), "utf-8")
    await asyncio.to_thread(go_on)
    await runner.start()


if __name__ == "__main__":
    main()
