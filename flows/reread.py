"""The flow of reading stored pages again: a dry run, unless it is told to write."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Annotated, cast
from uuid import UUID

from prefect import flow
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.client.schemas.objects import State
from prefect.logging import get_run_logger
from prefect.states import Completed, Failed
from pydantic import Field

from flows import changed, history, sending, watch
from flows.desk import open_desk
from flows.rereading import Rereading, Tally, Told, Unread, selected
from flows.words import UsageError
from store.regrouping import Regrouped

TABLE, LIST = "reread-summary", "reread-changes"
LISTED = 200
"""Pages and measures that the run history lists; `gongbao reread` lists them all."""


@flow(name="reread", flow_run_name=history.run_name("reread"))
@history.plainly
def reread(
    source: Annotated[str, Field(description="only pages of this source")] = "",
    since: Annotated[date | None, Field(description="only pages published since this day")] = None,
    until: Annotated[date | None, Field(description="only pages published until this day")] = None,
    apply: Annotated[bool, Field(description="write the changes, instead of listing them")] = False,
    alert: Annotated[bool, Field(description="tell the channels what is new, instead of learning in silence")] = False,
) -> State[str]:
    """Read stored pages again with today's reader, and list or write what changes."""
    if since and until and until < since:
        raise UsageError(f"until ({until}) is before since ({since})")
    with open_desk() as desk:
        work = Rereading(desk, selected(desk, source, (since, until), (), None), apply=apply, alert=apply and alert)
        tally = publish(work.told(), work.count())
        if work.alert:
            sending.send_owed(desk)
    message = f"{tally}{'' if apply else '; nothing is written'}"
    get_run_logger().info(message)
    return Failed(message=message) if tally.unread else Completed(message=message)


def publish(told: Iterable[Told], pages: int) -> Tally:
    """Keep the numbers in the run history, and a list of what changes; pages that cannot be read are named."""
    tally, listed = Tally(), list[str]()
    progress = cast(UUID, create_progress_artifact(progress=0.0, description=f"{pages} pages to read again"))
    for one in told:
        tally += one
        if tally.pages % watch.BATCH == 0 and not isinstance(one, Regrouped):
            update_progress_artifact(progress, 100.0 * min(1.0, tally.pages / pages))
        if isinstance(one, Unread):
            get_run_logger().warning("%s: %s", one.page, one.why)
        if len(listed) < LISTED and (found := changed.text(one)):
            listed.append(found.plain)
    update_progress_artifact(progress, 100.0)
    create_table_artifact([asdict(tally)], key=TABLE, description=str(tally))
    if listed:
        fenced = "\n\n".join(listed).replace("```", "'''")
        create_markdown_artifact(f"```\n{fenced}\n```", key=LIST, description=str(tally))
    return tally
