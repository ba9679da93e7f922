"""The flow of reading stored pages again: a dry run, unless it is told to write."""

import logging
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from typing import Annotated, Literal

from prefect import flow, runtime
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.client.schemas.objects import State
from pydantic import Field

from flows import changed, history, sending
from flows.desk import open_desk
from flows.progress import Progress
from flows.rereading import Rereading, Tally, Told, Unread, selected
from flows.tell import counted
from flows.words import UsageError

log = logging.getLogger(__name__)

TABLE, LIST = "reread-summary", "reread-changes"
LISTED = 200
"""Pages and measures that the run history lists; `gongbao reread` lists them all."""


def named() -> str:
    """A name that says what is read again: reread miit-news since 2024-01-01 (dry run)."""
    given = runtime.flow_run.parameters
    days = "".join(f" {name} {given[name]}" for name in ("since", "until") if given.get(name))
    return f"reread {given.get('source') or 'all sources'}{days}" + (" (dry run)" if given.get("dry_run", True) else "")


@flow(name="reread", flow_run_name=named)
@history.plainly
def reread(  # noqa: PLR0913, PLR0917 - the fields of the form
    source: Annotated[str, Field(description="only pages of this source; archive: those of folders and files")] = "",
    since: Annotated[date | None, Field(description="only pages published since this day")] = None,
    until: Annotated[date | None, Field(description="only pages published until this day")] = None,
    purpose: Annotated[
        Literal["learn", "alert"], Field(description="learn: nobody is told; alert: what is new in the pages is told")
    ] = "learn",
    team: Annotated[str, Field(description="the only team that is told; all, if none is named")] = "",
    dry_run: Annotated[bool, Field(description="only list what would change; nothing is written")] = True,
) -> State[str]:
    """Read stored pages again with today's reader and words, and list or write what changes. No site is asked."""
    if since and until and until < since:
        raise UsageError(f"until ({until}) is before since ({since})")
    with open_desk() as desk:
        if team and desk.team(team) and purpose == "learn":
            raise UsageError("what is only learned is told to no team: say alert, or leave the team out")
        wanted, alert = selected(desk, source, (since, until), (), None), purpose == "alert" and not dry_run
        work = Rereading(replace(desk, only=team), wanted, apply=not dry_run, alert=alert)
        tally = publish(work.told(), work.count())
        if alert:
            sending.send_owed(desk)
    message = f"{tally}{'; nothing is written' if dry_run else ''}"
    return history.failed(message) if tally.unread else history.completed(message)


def publish(told: Iterable[Told], pages: int) -> Tally:
    """Keep the numbers in the run history, and a list of what changes; pages that cannot be read are named."""
    tally, listed, progress = Tally(), list[str](), Progress()
    progress.show(0.0, f"{counted(pages, 'page')} to read again")
    for one in told:
        tally += one
        progress.show(min(99.0, 100.0 * tally.pages / max(1, pages)), _far(tally, pages))
        if isinstance(one, Unread):
            log.warning("%s: %s", one.page, one.why)
        if len(listed) < LISTED and (found := changed.text(one)):
            listed.append(found.plain)
    with history.shown_if_possible():
        create_table_artifact([asdict(tally)], key=TABLE, description=str(tally))
        if listed:
            fenced = "\n\n".join(listed).replace("```", "'''")
            create_markdown_artifact(f"```\n{fenced}\n```", key=LIST, description=str(tally))
    progress.show(100.0, _far(tally, pages), last=True)
    return tally


def _far(tally: Tally, pages: int) -> str:
    return f"{tally.pages} of {counted(pages, 'page')} read again, {tally.changed} otherwise than before"
