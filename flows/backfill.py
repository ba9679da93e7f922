"""The flow of a backfill: a source's archive between two days, in batches that can each be done again."""

from datetime import date
from typing import Annotated, cast
from uuid import UUID

from prefect import flow
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.client.schemas.objects import State
from pydantic import Field

from flows import history, watch
from flows.desk import Desk, open_desk
from flows.report import Report
from flows.steps import step
from flows.words import UsageError
from measures.model import Entry
from scrapers.source import Window


@flow(name="backfill", flow_run_name="backfill-{source}-{since}-{until}")
def backfill(
    source: Annotated[str, Field(description="a name from `gongbao sources`")],
    since: Annotated[date, Field(description="first day of publication")],
    until: Annotated[date | None, Field(description="last day; today if none is given")] = None,
    alert: Annotated[bool, Field(description="tell the channels what is new, instead of learning in silence")] = False,
) -> State[str]:
    """Read a source's archive between two days. Stored pages are not fetched again: run it as often as needed."""
    if until and until < since:
        raise UsageError(f"until ({until}) is before since ({since})")
    with open_desk() as desk:
        entries = list_entries(desk, source, Window(since, until or desk.today()), not alert)
        progress = cast(UUID, create_progress_artifact(progress=0.0, description=f"{len(entries)} pages to read"))
        report = Report(source=source, listed=len(entries), learned=not alert)
        for number, batch in enumerate(watch.batches(entries), 1):
            report += read_batch(desk, source, batch, number, not alert)
            if report.outcome in watch.STOPS:
                break
            update_progress_artifact(progress, 100.0 * min(1.0, number * watch.BATCH / len(entries)))
        history.publish(desk, [report])
    return history.ended([report])


@step("list-{source}")
def list_entries(desk: Desk, source: str, days: Window, learn: bool) -> list[Entry]:
    """The entries of the window that are not read yet."""
    listed = watch.listing(desk.source(source), desk.fetch, days)
    return watch.unread(desk, desk.source(source), desk.store.due(source, listed, silent=learn, tell=not learn))


@step("read-{source}-{number}")
def read_batch(desk: Desk, source: str, batch: list[Entry], number: int, learn: bool) -> Report:
    """Read one batch of entries."""
    return watch.read_each(desk, desk.source(source), batch, learn=learn)
