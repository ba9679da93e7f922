"""The run history: what a run is called, the artifacts it leaves, the state and the line it ends in."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import wraps
from typing import ParamSpec
from uuid import UUID

import httpx
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.runtime import deployment, flow_run
from prefect.states import Completed, Failed

from alerts.escape import markdown, shown
from flows import owed, redact, watch
from flows.config_errors import ConfigError
from flows.desk import Desk
from flows.engine import LOGGERS
from flows.report import (
    SEVERITY,
    STATES,
    Outcome,
    Report,
    news,
    news_in_short,
    page_rows,
    reasons,
    rows,
    sentence,
    tally,
)
from flows.sending import Sent
from flows.words import OFFICE, UsageError
from scrapers.source import Source, Window
from store.errors import Refused, StoreError

P = ParamSpec("P")
TABLE, PAGES, NEW, FAILING = "check-summary", "pages", "new-measures", "alerts-failing"
FEW = 4
"""Sources that a run's name and tags name; of more, only the number."""
LISTED = 500
"""Pages that the table of a run lists."""
LONGEST = 600
"""Characters of the message of a state: lists of runs show it whole."""

log = logging.getLogger(__name__)
# Prefect says so, with a traceback, of each run that ends red: after the line that says why, which is to be the last.
logging.getLogger("prefect.flow_runs").addFilter(
    lambda record: not f"{record.msg}".startswith("Engine execution exited")
)


# --- what a run is called -----------------------------------------------------------------------------------------


def run_name(flow: str) -> Callable[[], str]:
    """Name a run by its flow and the moment, in the ministries' time, until more is known."""
    return lambda: f"{flow}-{datetime.now(OFFICE):%Y-%m-%d-%H%M}"


def looks_at(desk: Desk, sources: Sequence[Source]) -> None:
    """Name the run of a check by its sources and the days it looks at, which are known once the store is open."""
    days = [watch.window(desk, source) for source in sources]
    if not days:
        return
    name = f"{deployment.name or 'check'} {between(days, desk.today())}"
    names = [source.name for source in sources]
    named = ", ".join(names) if len(names) <= FEW else f"{len(names)} sources"
    rename(lambda _: f"{name}: {named}", names if len(names) <= FEW else ())


def between(days: Iterable[Window], today: date) -> str:
    """The first day and the last of several windows, as far as there is anything in them."""
    windows = list(days)
    return f"{min(one.since for one in windows)} to {min(today, max(one.until for one in windows))}"


def rename(named: Callable[[str], str], tags: Iterable[str] = ()) -> None:
    """Give the run that this is another name, made of the one it has, and further tags."""
    with shown_if_possible():
        client = get_client(sync_client=True)
        run = client.read_flow_run(UUID(flow_run.id))
        client.update_flow_run(run.id, name=named(run.name), tags=[*run.tags, *tags])


@contextmanager
def shown_if_possible() -> Iterator[None]:
    """The history is a picture of the work: where it cannot be painted, the work is done all the same."""
    try:
        yield
    except httpx.HTTPError as error:
        log.warning("the run history could not be written: %s", error)


# --- what a run leaves --------------------------------------------------------------------------------------------


def report_of(source: Source, state: State[Report]) -> Report:
    """What a look at a source came to, also where the look itself broke down."""
    result = state.result(raise_on_failure=False)
    return result if isinstance(result, Report) else watch.failure(source, result, learn=False)


def publish(desk: Desk, reports: Sequence[Report]) -> None:
    """Keep tables of what the run read and found and, where something is new, what readers are told of it."""
    with shown_if_possible():
        create_table_artifact(rows(reports), key=TABLE, description=described(sentence(reports)))
        if pages := page_rows(reports):
            create_table_artifact(pages[:LISTED], key=PAGES, description=f"{len(pages)} pages")
        if found := news(reports):
            told = desk.worded(found, desk.telling(desk.everybody()))
            create_markdown_artifact(told.markdown, key=NEW, description=news_in_short(reports))


def publish_sent(desk: Desk, sent: Sent) -> None:
    """Keep a table of the messages that fail or were given up, where a round has come to something."""
    if sent == Sent():
        return
    failing = desk.store.lines(owed.FAILING)
    advice = "`gongbao deliveries retry` sends them again" if failing else "No message fails."
    with shown_if_possible():
        lines = [owed.row(desk, line) for line in failing]
        create_table_artifact(lines, key=FAILING, description=f"{sent}. {advice}")


# --- how a run ends -----------------------------------------------------------------------------------------------


def ended(reports: Sequence[Report], sent: Sent | None = None) -> State[str]:
    """The state of the run: its message says what came of it; a run that left a page unread ends red, and says why."""
    if brought := news_in_short(reports):  # lists of runs show nothing of a run but its name
        rename(lambda name: f"{name}: {brought}", ["news"])
    alerts = f"; alerts: {sent}" if sent and sent != Sent() else ""
    worst: Outcome = max((report.outcome for report in reports), key=SEVERITY.index, default="ok")
    if not all(report.good for report in reports):
        return failed("; ".join([tally(reports) + alerts, *reasons(reports)]), STATES[worst])
    message = sentence(reports) + alerts
    return failed(message, "GivenUp") if sent and sent.dead else completed(message)


def completed(message: str, name: str = "Completed") -> State[str]:
    """A good end, told in the log and the state."""
    log.info(message)
    return Completed(name=name, message=one_line(message))


def failed(message: str, name: str = "Failed") -> State[str]:
    """A bad end, with its reason; the name of the state tells one kind from another."""
    log.error(one_line(message))
    return Failed(name=name, message=one_line(message))


def described(text: str) -> str:
    """What stands over an artifact, where markdown would act: it does not, and no secret is shown."""
    return markdown(redact.redact(text))


def one_line(message: str) -> str:
    """A message as lists of runs show it: short, without secrets."""
    return shown(redact.redact(message), LONGEST)


def plainly(work: Callable[P, State[str]]) -> Callable[P, State[str]]:
    """The body of a flow that always ends in a state with one line for people, whatever breaks down in it."""

    @wraps(work)
    def told(*args: P.args, **kwargs: P.kwargs) -> State[str]:
        redact.install()
        for name in LOGGERS:  # Prefect hands on what they log; on its own it would leave out all but warnings
            logging.getLogger(name).setLevel(logging.INFO)
        try:
            return work(*args, **kwargs)
        except (UsageError, Refused) as error:
            return failed(str(error), "Refused")
        except (ConfigError, StoreError) as error:
            return failed(str(error))
        except TimeoutError:
            raise  # Prefect's own, which has a state of its own
        except Exception as fault:  # Prefect would write it down as it is, secrets and all
            log.error("%s", fault, exc_info=True)
            return failed(f"{type(fault).__name__}: {fault}")

    return told
