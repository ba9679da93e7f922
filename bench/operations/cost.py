"""Trial 3: what Prefect costs: to start, when idle, for a run, for a page of a backfill, and on the disk."""

import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

import postgres
from sqlalchemy import create_engine, text

from bench.operations.house import House
from bench.operations.press import FIRST, NAMES, Press
from bench.operations.processes import spent, until
from bench.operations.visits import Watched

PRESS = Press(months=1, monthly=30)
RUNS, IDLE = 20, 60.0
"""Runs of each kind that are counted, and the seconds for which nothing is done."""
SETTLING = 8.0
"""Seconds until the server has written what came of a run."""

PRAGMAS = ("page_count", "freelist_count", "page_size")


@dataclass(frozen=True, slots=True)
class Spent:
    """What something took: seconds, seconds of CPU in all processes, bytes of Prefect's database."""

    seconds: float
    cpu: float
    size: int


def report() -> Iterator[str]:
    """The costs as tables in markdown."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gongbao-trial-")))
        PRESS.build(folder / "sites")
        site = stack.enter_context(Watched([folder / "sites"], slow=0))
        houses = {"SQLite": House(folder / "sqlite", site.url, prefect={"port": postgres.free_port()})}
        if not postgres.missing():
            url = stack.enter_context(postgres.server()).replace("+pg8000", "")
            houses["PostgreSQL"] = House(
                folder / "pg", site.url, prefect={"port": postgres.free_port(), "database": url}
            )
        for name, house in houses.items():
            house.configure()
            yield from _of(name, house)
            yield ""


def _of(name: str, house: House) -> Iterator[str]:
    """The costs with one database for Prefect's history; the store is SQLite."""
    first, second = _start(house), _start(house)
    yield f"| Prefect's history in {name} | time | CPU | on the disk |"
    yield "|---|---:|---:|---:|"
    yield f"| `gongbao up` until it is ready, fresh | {_row(first)} |"
    yield f"| the second time | {_row(second)} |"
    with _up(house) as pid:
        idle = _taken(house, pid, lambda: time.sleep(IDLE))
        yield f"| a minute without work | | {60 * idle.cpu / IDLE:.1f} s | |"
        for deployment in ("deliver", "check"):
            yield _runs(house, pid, deployment)
        yield _pages(house, pid)


def _row(one: Spent) -> str:
    return f"{one.seconds:.1f} s | {one.cpu:.1f} s | {one.size / 1e6:.1f} MB"


def _start(house: House) -> Spent:
    """Start and end `gongbao up`."""
    began = time.monotonic()
    with house.running("up") as up:
        until(house.ready, 300, "gongbao up")
        took, cpu = time.monotonic() - began, spent(up.pid)
        until(house.quiet, 600, "the first check")
        return Spent(took, cpu, size(house))


@contextmanager
def _up(house: House) -> Iterator[int]:
    with house.running("up") as up:
        until(house.ready, 300, "gongbao up")
        house.unschedule()
        time.sleep(SETTLING)
        until(house.quiet, 600, "the first check")
        time.sleep(SETTLING)
        yield up.pid


def _taken(house: House, pid: int, work: Callable[[], object]) -> Spent:
    """What some work takes, until its traces are written."""
    cpu, before, began = spent(pid), size(house), time.monotonic()
    work()
    took = time.monotonic() - began
    return Spent(took, spent(pid) - cpu, size(house) - before)


def _runs(house: House, pid: int, deployment: str) -> str:
    """Runs of a deployment, begun one after the other by the API; the time is from being asked for to the end."""
    times: list[float] = []

    def work() -> None:
        times.extend(_seconds(house.done(house.begin(deployment))) for _ in range(RUNS))
        time.sleep(SETTLING)

    taken = _taken(house, pid, work)
    grown = f"{taken.size / RUNS / 1000:.0f} MB in 1,000 runs"
    return f"| a run of `{deployment}` | {median(times):.1f} s | {taken.cpu / RUNS:.1f} s | {grown} |"


def _seconds(run: dict[str, Any]) -> float:
    """From the creation of a run to its end."""
    return (datetime.fromisoformat(run["end_time"]) - datetime.fromisoformat(run["created"])).total_seconds()


def _pages(house: House, pid: int) -> str:
    """A page of a backfill, beyond what it takes with the command line."""
    plain = House(house.folder.parent / f"{house.folder.name}-plain", house.replica)
    plain.configure()
    began, before = time.monotonic(), children()
    plain.run("backfill", *NAMES, "--since", f"{FIRST}", "--until", f"{PRESS.until}")
    alone = Spent(time.monotonic() - began, children() - before, 0)

    def work() -> None:
        house.begin("backfill", sources=list(NAMES), since=f"{FIRST}", until=f"{PRESS.until}")
        house.backfilled(1200)
        until(house.quiet, 300, "the end of the runs")

    taken = _taken(house, pid, work)
    more = Spent(taken.seconds - alone.seconds, taken.cpu - alone.cpu, taken.size)
    return (
        f"| a page of a backfill of {PRESS.pages}, beyond the {_each(alone.cpu)} of CPU by the command line"
        f" | {_each(more.seconds)} | {_each(more.cpu)} | {more.size / PRESS.pages / 1000:.1f} KB |"
    )


def _each(seconds: float) -> str:
    return f"{1000 * seconds / PRESS.pages:.0f} ms"


def children() -> float:
    """Seconds of CPU of the children of this process that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def size(house: House) -> int:
    """How large Prefect's database is, in bytes, without the pages in it that are free."""
    if address := house.engine.database:
        with create_engine(address.replace("postgresql:", "postgresql+pg8000:")).connect() as server:
            return int(server.execute(text("select pg_database_size(current_database())")).scalar_one())
    with closing(sqlite3.connect(house.engine.home / "prefect.db")) as file:
        count, free, each = (file.execute(f"pragma {name}").fetchone()[0] for name in PRAGMAS)
        return int((count - free) * each)
