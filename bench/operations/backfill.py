"""Trial 1: a backfill begun in the dashboard's form, under `gongbao up`, whose processes are killed three times."""

import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from postgres import free_port

from bench.operations.house import House
from bench.operations.press import FIRST, NAMES, Press
from bench.operations.processes import kill, part, until
from bench.operations.stores import Holdings, holdings, kept_pages
from bench.operations.visits import Fetched, Watched, fetched, manners

PRESS = Press(months=5, monthly=20)
WAIT = 0.1
PATIENCE = 1800.0
SERVER, RUNNER = "flows.server", "flows.serve"
KILLS = {0.2: (RUNNER,), 0.4: (SERVER,), 0.6: (RUNNER, SERVER)}
"""What is killed when such a share of the pages has been asked for."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a backfill came to: its state, seconds, the store, requests, and how Prefect's runs of it ended."""

    state: str
    seconds: float
    holdings: Holdings
    fetched: Fetched
    at_once: int
    runs: Mapping[str, int]


def report() -> Iterator[str]:
    """Both backfills as tables in markdown."""
    with tempfile.TemporaryDirectory(prefix="gongbao-trial-") as made:
        folder = Path(made)
        PRESS.build(folder / "sites")
        whole, killed = (_backfill(folder, name, kills) for name, kills in (("whole", {}), ("killed", KILLS)))
    yield "| backfill | ended | time | documents | versions | statements | measures |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    for name, one in (("undisturbed", whole), ("killed three times", killed)):
        yield f"| {name} | {one.state} | {one.seconds:.0f} s | {one.holdings} |"
    yield ""
    yield "| backfill | pages | requests for them | again, not stored before | again, though stored | two at once |"
    yield "|---|---:|---:|---:|---:|---:|"
    for name, one in (("undisturbed", whole), ("killed three times", killed)):
        seen = one.fetched
        yield f"| {name} | {seen.pages} | {seen.requests} | {seen.again} | {seen.stored} | {one.at_once} |"
    yield ""
    yield f"Differences between the stores: {_told(whole.holdings.differences(killed.holdings))}."
    yield f"Prefect's runs whose names speak of the one that was killed: {_told(killed.runs)}."


def _told(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def _backfill(folder: Path, name: str, kills: Mapping[float, Sequence[str]]) -> Outcome:
    with Watched([folder / "sites"]) as site:
        house = House(folder / name, site.url, WAIT, prefect={"port": free_port()})
        house.configure()
        with watched(house) as up:
            began = time.monotonic()
            house.begin("backfill", sources=list(NAMES), since=f"{FIRST}", until=f"{PRESS.until}")
            for share, parts in kills.items():
                site.reach(share * PRESS.pages, PATIENCE)
                end(up, parts)
            state = house.backfilled(PATIENCE)
            seconds = time.monotonic() - began
            until(house.quiet, 300, "the end of the runs")
            runs = Counter(run["state_name"] for run in house.runs() if "backfill" in run["name"])
        with house.store() as store:
            again = fetched(site.visits, kept_pages(store))
            at_once = sum(host.at_once for host in manners(site.visits).values())
            return Outcome(state, seconds, holdings(store), again, at_once, runs)


@contextmanager
def watched(house: House) -> Iterator[int]:
    """Keep `gongbao up` running; its process, when its deployments are there and its first check has ended."""
    with house.running("up") as up:
        until(house.ready, 300, "gongbao up")
        until(house.quiet, 600, "the first checks")
        yield up.pid


def end(up: int, parts: Sequence[str]) -> None:
    """Kill parts of `gongbao up`, all at the same time, as soon as they run."""
    for pid in [until(partial(part, up, word), 120, word) for word in parts]:
        kill(pid)
