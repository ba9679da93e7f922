"""Trial 2: a backfill on PostgreSQL by one worker, by three, and by three of which one is killed."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

import postgres
from sqlalchemy import create_engine, text

from bench.operations.house import House
from bench.operations.network import Network, network
from bench.operations.press import FIRST, NAMES, Press
from bench.operations.processes import family, kill, until
from bench.operations.stores import Holdings, holdings, kept_pages
from bench.operations.visits import Fetched, Manners, Watched, fetched, manners

PRESS = Press(months=6, monthly=112, provinces=10)
WAIT, LIMIT, AT_ONCE = 0.1, 4, 3
"""Seconds between requests to a host; runs at the same time on a worker; parts that are begun at the same time."""
WORKERS = 3
PATIENCE = 3600.0
MIDDLE = 0.5
"""The share of the pages that has been asked for when a worker is killed."""

RACES = (("one worker", 1, False), ("three", WORKERS, False), ("three, one killed", WORKERS, True))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a backfill came to: its state, seconds, the store, requests for pages, and how each host was asked."""

    state: str
    seconds: float
    holdings: Holdings
    fetched: Fetched
    hosts: dict[str, Manners]

    @property
    def cells(self) -> str:
        """State, time, and what the store holds."""
        return f"{self.state} | {self.seconds:.0f} s | {self.holdings}"

    @property
    def asked(self) -> str:
        """Requests for pages, and how polite they were."""
        seen, hosts = self.fetched, self.hosts.values()
        at_once, shortest = sum(one.at_once for one in hosts), min(one.shortest for one in hosts)
        return f"{seen.pages} | {seen.requests} | {seen.again} | {seen.stored} | {at_once} | {shortest:.2f} s"


def report() -> Iterator[str]:
    """The backfills as tables in markdown."""
    if why := postgres.missing():
        yield why
        return
    with tempfile.TemporaryDirectory(prefix="gongbao-trial-") as made, network(WORKERS) as machines:
        folder = Path(made)
        PRESS.build(folder / "sites")
        yield f"{PRESS.pages} pages, {WAIT} s and more between requests to a host; workers {machines}."
        yield ""
        done: dict[str, Outcome] = {}
        for name, workers, dies in RACES:
            done[name] = _backfill(folder / name.replace(" ", "-"), machines, workers, dies=dies)
    yield from _tables(done)


def _tables(done: dict[str, Outcome]) -> Iterator[str]:
    yield "| by | ended | time | documents | versions | statements | measures | differences from the first |"
    yield "|---|---|---:|---:|---:|---:|---:|---|"
    first = next(iter(done.values())).holdings
    for name, one in done.items():
        counts = first.differences(one.holdings)
        yield f"| {name} | {one.cells} | {sum(counts.values()) or 'none'} |"
    yield ""
    yield "| by | pages | requests | again, not stored before | again, though stored | two at once | shortest wait |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name, one in done.items():
        yield f"| {name} | {one.asked} |"


def _backfill(folder: Path, machines: Network, workers: int, *, dies: bool) -> Outcome:
    with ExitStack() as stack:
        site = stack.enter_context(Watched([folder.parent / "sites"], at=machines.at))
        server, homes = _houses(folder, machines, site.url, stack)
        stack.enter_context(server.running("server"))
        until(server.answers, 300, "gongbao server")
        server.run("deploy")
        working = [stack.enter_context(home.running("worker", "--limit", str(LIMIT))) for home in homes[:workers]]
        until(lambda: len(server.workers()) == workers, 300, "the workers")
        began = time.monotonic()
        run = server.begin("backfill", sources=list(NAMES), since=f"{FIRST}", until=f"{PRESS.until}", at_once=AT_ONCE)
        if dies:
            site.reach(MIDDLE * PRESS.pages, PATIENCE)
            kill(_watching(server, run, working))
        state, seconds = server.backfilled(PATIENCE), time.monotonic() - began
        with server.store() as store:
            again = fetched(site.visits, kept_pages(store))
            return Outcome(state, seconds, holdings(store), again, manners(site.visits))


def _houses(folder: Path, machines: Network, url: str, stack: ExitStack) -> tuple[House, list[House]]:
    """The house of the server, and one for each worker."""
    cluster = stack.enter_context(postgres.cluster(machines.at))
    _database(cluster, "prefect")
    auth, port = "gongbao:trial", postgres.free_port()
    history = cluster.url.replace("+pg8000", "").replace("/postgres", "/prefect")
    here: dict[str, str | int] = {"host": machines.at, "port": port, "auth": auth, "database": history}
    away = {"url": f"http://{machines.at}:{port}", "auth": auth}
    server = House(folder / "server", url, WAIT, cluster.url, here)
    homes = [
        House(folder / f"worker{number}", url, WAIT, cluster.url, away, name)
        for number, name in enumerate(machines.machines, 1)
    ]
    for house in (server, *homes):
        house.configure()
    return server, homes


def _database(cluster: postgres.Cluster, name: str) -> None:
    """Make one more database."""
    with create_engine(cluster.url, isolation_level="AUTOCOMMIT").connect() as server:
        server.execute(text(f"create database {name}"))


def _watching(server: House, run: str, working: Sequence[Popen[bytes]]) -> int:
    """The worker that has the run which watches over the backfill: the one that is missed most."""
    (found,) = server.runs(id={"any_": [run]})
    pid = int(str(found["infrastructure_pid"]).rpartition(":")[2])
    return next(worker.pid for worker in working if any(one.pid == pid for one in family(worker.pid)))
