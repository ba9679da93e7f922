"""The flow that looks after the room on the disk."""

from typing import Annotated

from prefect import flow
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State
from pydantic import Field

from flows import history, maintaining
from flows.desk import open_desk

TABLE = "upkeep"


@flow(name="maintain", flow_run_name=history.run_name("maintain"), timeout_seconds=7200)
@history.plainly
def maintain(
    dry_run: Annotated[bool, Field(description="only say what would go, and how large things are")] = False,
) -> State[str]:
    """Let go of what nothing hangs on any more ([keep] in the configuration), and give the room back to the disk."""
    with open_desk() as desk:
        done = maintaining.maintain(desk, dry=dry_run)
    with history.shown_if_possible():
        create_table_artifact(done.rows(), key=TABLE, description=str(done))
    return history.completed(str(done))
