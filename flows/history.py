"""The run history: artifacts with fixed keys, the last log line, and the state that a run ends in."""

from collections.abc import Callable, Sequence
from datetime import datetime

from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.client.schemas.objects import State
from prefect.logging import get_run_logger
from prefect.states import Completed, Failed

from flows import owed, watch
from flows.desk import Desk
from flows.report import Report, news, problems, rows, sentence
from flows.sending import Sent
from flows.words import OFFICE
from scrapers.source import Source

TABLE, NEW, FAILING = "check-summary", "new-measures", "alerts-failing"


def run_name(flow: str) -> Callable[[], str]:
    """Name a run by its flow and the moment, in the ministries' time; what came of it cannot be known yet."""
    return lambda: f"{flow}-{datetime.now(OFFICE):%Y-%m-%d-%H%M}"


def report_of(source: Source, state: State[Report]) -> Report:
    """What a look at a source came to, also where the look itself broke down."""
    result = state.result(raise_on_failure=False)
    return result if isinstance(result, Report) else watch.failure(source, result, learn=False)


def publish(desk: Desk, reports: Sequence[Report]) -> None:
    """Keep a table of what the run read and found and, where something is new, what readers are told of it."""
    create_table_artifact(rows(reports), key=TABLE, description=sentence(reports))
    if found := news(reports):
        told = desk.worded(found, desk.telling(desk.everybody()))
        create_markdown_artifact(told.markdown, key=NEW, description=f"{len(found)} new")


def publish_sent(desk: Desk, sent: Sent) -> None:
    """Keep a table of the messages that fail or were given up, where a round has come to something."""
    if sent != Sent():
        failing = desk.store.lines(owed.FAILING)
        create_table_artifact(
            [owed.row(desk, line) for line in failing],
            key=FAILING,
            description=f"{sent}. "
            + ("`gongbao deliveries retry` sends them again" if failing else "No message fails."),
        )


def ended(reports: Sequence[Report], sent: Sent | None = None) -> State[str]:
    """The state of the run: its message says what came of it; a run that left a page unread ends red."""
    for problem in problems(reports):
        get_run_logger().warning(problem)
    message = sentence(reports) + (f"; alerts: {sent}" if sent and sent != Sent() else "")
    get_run_logger().info(message)
    good = all(report.good for report in reports) and not (sent and sent.dead)
    return Completed(message=message) if good else Failed(message=message)
