"""The flow of a check: look at every source, then send what is owed."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.futures import wait
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import Field

from flows import boards, following, history, rounds, runs, schedule, sending, signs, watch
from flows.desk import Desk, open_desk
from flows.report import Report
from flows.steps import step
from scrapers.source import Source

log = logging.getLogger(__name__)


@flow(name="check", flow_run_name=history.run_name("check"), task_runner=ThreadPoolTaskRunner(max_workers=8))  # type: ignore[arg-type]
@history.plainly
def check(
    sources: Annotated[list[str] | None, Field(description="which sources; all that are enabled, without any")] = None,
    scheduled: Annotated[
        bool,
        Field(
            description="as the schedule does: leave out what is switched off or looked at already;"
            " without sources, look at those that no other scheduled check names"
        ),
    ] = False,
) -> State[str]:
    """Fetch what is new at sources, read it, and tell who wants to know."""
    with open_desk() as desk:
        for line in following.lost(desk.teams, desk.store):
            log.warning(line)
        rounds.go(desk, (signs.STANDSTILL,))  # that the watch stood still is not seen any more when it has looked
        places = schedule.places(desk, sources, scheduled=scheduled)
        history.looks_at(desk, places)
        since = desk.now() - runs.lateness() if scheduled else None
        reports = [report for wave in watch.waves(desk, places) for report in look_at(desk, wave, since)]
        sent = deliver_owed(desk)
        history.publish(desk, reports)
        history.publish_sent(desk, sent)
        boards.renew(desk, [place.name for place in places])
    return history.ended(reports, sent)


def look_at(desk: Desk, sources: Sequence[Source], since: datetime | None) -> list[Report]:
    """Look at several sources at once; one that fails is a report like the others."""
    looks = [look.submit(desk, source.name, since) for source in sources]
    wait(looks)
    return [history.report_of(source, done.state) for source, done in zip(sources, looks, strict=True)]


@step("look-{name}")
def look(desk: Desk, name: str, since: datetime | None) -> Report:
    """Look at one source, unless somebody has since that time."""
    return watch.look(desk, desk.sources[name], since)


@step("deliver")
def deliver_owed(desk: Desk) -> sending.Sent:
    """Send what is owed at once, rather than with the next run of `deliver`."""
    return sending.send_owed(desk)
