"""Commands that do the work: demo, up, check, deliver."""

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from flows.report import Report, problems, rows, sentence
from flows.terminal import note, progress, show_table

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

    from flows.engine import Engine

OK, FAILURE = 0, 1


def demo(*, up: Annotated[bool, Parameter(negative=())] = False) -> int:
    """Run the whole job against bundled copies of the sites: no network, no account, about a minute.

    Example: gongbao demo --up

    Parameters
    ----------
    up
        leave Prefect's dashboard running at the end, with the run history in it
    """
    from flows.demo.run import run

    return run(stay=up)


def up() -> int:
    """Start the live watch on this machine: Prefect's server, the schedules of prefect.yaml, the dashboard.

    Ends cleanly on Ctrl-C or SIGTERM: what is running is finished first.

    Example: gongbao up
    """
    from flows.up import up as watch

    return watch()


def check(*sources: str) -> int:
    """Look at the sources once, read what is new, send the alerts.

    While `gongbao up` runs, the check becomes a run in its history; otherwise it runs here without one.
    The first check of a source learns in silence.

    Example: gongbao check miit-notices scio-english

    Parameters
    ----------
    sources
        names from `gongbao sources`; all that are enabled, if none is given
    """
    from flows.settings import load

    settings = load()
    engine = settings.engine()
    if engine.healthy():
        engine.enter()
        from flows.desk import open_desk

        with open_desk(settings, sends=True) as desk:
            desk.chosen(sources)  # a wrong name is said here, not in a failed run
        from flows.check import check as flow

        return _ended(engine, flow(list(sources) or None, return_state=True))
    return _check_here(sources)


def _check_here(sources: Sequence[str]) -> int:
    from flows import rounds, sending, signs, watch
    from flows.desk import open_desk

    logging.getLogger().setLevel(logging.ERROR)  # the table below says the same
    with open_desk(sends=True) as desk:
        rounds.go(desk, (signs.STANDSTILL,))
        places = [source for wave in watch.waves(desk, desk.chosen(sources)) for source in wave]
        with progress() as bar:
            reports = [watch.safely(desk, source) for source in bar.track(places, description="Checking")]
        sent = sending.send_owed(desk)
    show(reports, f"; alerts: {sent}" if sent != sending.Sent() else "")
    return OK if all(report.good for report in reports) and not sent.dead else FAILURE


def show(reports: Sequence[Report], more: str = "") -> None:
    """Print what came of sources: a table, the problems, a sentence."""
    narrow = [{name: row[name] for name in row if name not in ("figures", "initiatives")} for row in rows(reports)]
    show_table(narrow)
    for problem in problems(reports):
        note(problem, "red")
    note(sentence(reports) + more, "bold")


def deliver() -> int:
    """Send the alerts that are owed now, and try again those that failed and are due.

    Example: gongbao deliver
    """
    from flows import sending
    from flows.desk import open_desk

    with open_desk(sends=True) as desk:
        sent = sending.send_owed(desk)
    note(str(sent))
    return FAILURE if sent.dead or sent.failed else OK


def _ended(engine: "Engine", state: "State[Any]") -> int:
    note(state.message or "", "bold" if state.is_completed() else "red")
    note(f"The run, with all it found: {engine.page(str(state.state_details.flow_run_id))}")
    return OK if state.is_completed() else FAILURE
