"""Commands that do the work: demo, up, check, backfill, deliver."""

import logging
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter
from rich.progress import Progress, TaskID

from flows.report import Report, problems, rows, sentence
from flows.terminal import note, progress, show_table
from flows.words import Day, UsageError, today

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

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
    from flows.serve import up as serve_until_stopped

    return serve_until_stopped()


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

        return _ended(flow(list(sources) or None, return_state=True))
    return _check_here(sources)


def _check_here(sources: Sequence[str]) -> int:
    from flows import rounds, sending, watch
    from flows.desk import open_desk

    logging.getLogger().setLevel(logging.ERROR)  # the table below says the same
    with open_desk(sends=True) as desk:
        rounds.go(desk)
        places = [source for wave in watch.waves(desk, desk.chosen(sources)) for source in wave]
        with progress() as bar:
            reports = [watch.safely(desk, source) for source in bar.track(places, description="Checking")]
        sent = sending.send_owed(desk)
    _show(reports, f"; alerts: {sent}" if sent != sending.Sent() else "")
    return OK if all(report.good for report in reports) and not sent.dead else FAILURE


def backfill(
    *sources: str,
    since: Day | None = None,
    until: Day | None = None,
    archive: Path | None = None,
    alert: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Read the past: a source's archive between two days, or a folder or WARC file of pages.

    Pages that are stored are not fetched again, so a backfill that was stopped goes on where it was.
    Nobody is alerted unless you say so.

    Example: gongbao backfill scio-english --since 2024-01 --until 2024-12-31
    Example: gongbao backfill --archive pages/

    Parameters
    ----------
    sources
        names from `gongbao sources`
    since
        first day of publication: 2024-01-31, 2024-01, 2024 or 90d
    until
        last day; today if none is given
    archive
        a folder of .html or .txt files (NAME.json beside one may hold its url, published and title), or a WARC file
    alert
        tell the channels what is new
    """
    if archive is not None:
        if sources or since or until:
            raise UsageError("--archive reads all of a folder or file: leave out the sources, --since and --until")
        return _backfill_archive(archive, learn=not alert)
    if not sources or since is None:
        raise UsageError("a backfill needs a source and --since: gongbao backfill miit-notices --since 2024-01")
    if until and until < since:
        raise UsageError(f"--until {until} is before --since {since}")
    if since > today():
        raise UsageError(f"--since {since} is still to come")
    return _backfill_sources(sources, since, until, learn=not alert)


def _backfill_sources(sources: Sequence[str], since: date, until: date | None, *, learn: bool) -> int:
    from flows import sending, watch
    from flows.desk import open_desk
    from scrapers.source import Window

    with open_desk(sends=not learn) as desk:
        reports = []
        for source in desk.chosen(sources):
            with progress() as bar:
                task = bar.add_task(f"Backfilling {source.name}", total=None)
                told = partial(_move, bar, task)
                reports.append(watch.cover(desk, source, Window(since, until or desk.today()), learn=learn, told=told))
        if not learn:
            note(f"alerts: {sending.send_owed(desk)}")
    return _reported(reports)


def _move(bar: Progress, task: TaskID, done: int, of: int) -> None:
    bar.update(task, completed=done, total=of)


def _backfill_archive(path: Path, *, learn: bool) -> int:
    from flows import archive, sending
    from flows.desk import open_desk

    with open_desk(sends=not learn) as desk:
        with progress() as bar:
            task = bar.add_task(f"Reading {path}", total=None)
            report = archive.read_all(desk, path, learn=learn, told=partial(_move, bar, task))
        if not learn:
            note(f"alerts: {sending.send_owed(desk)}")
    return _reported([report])


def _reported(reports: Sequence[Report]) -> int:
    _show(reports)
    note("See what is known with `gongbao measures`.")
    return OK if all(report.good for report in reports) else FAILURE


def _show(reports: Sequence[Report], more: str = "") -> None:
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


def _ended(state: "State[Any]") -> int:
    note(state.message or "")
    return OK if state.is_completed() else FAILURE
