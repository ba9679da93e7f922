"""How large does it become? `make sizes`: the store for 1,000 pages, Prefect's history for 1,000 runs, a year.

python -m bench.sizes --pages 1000 --runs 20

Pages are our own texts (tests/texts) in markup of the size that the sites' pages have; runs are those of `gongbao up`
against the demo's sites, begun by the API as the schedules begin them.
"""

import argparse
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import requests
from cronsim import CronSim
from house import House
from marked import texts
from test_stack import Stack, free_port, until

from flows import prefect_file
from flows.deploying import deployments
from flows.sections import KeepSettings
from flows.settings import load
from flows.sizes import told
from measures.documents import compose
from measures.figures import figures
from measures.initiatives import initiatives
from measures.model import Document, Page
from store.store import Store
from store.upkeep import Size

MARKUP = 40_000
"""Bytes of a page besides its text: lists of other pages, scripts, as government sites have them."""
YEARLY = 15_000
"""Pages that all sources publish in a year, about 60 on each working day."""
EVENTS = ("events", "event_resources")


@dataclass(frozen=True, slots=True)
class Cost:
    """Bytes that a run leaves in Prefect's history: of events, and of all else."""

    events: float
    rest: float


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m bench.sizes", description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=20, help="so many of each deployment")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongbao-sizes-") as folder:
        store = told_store(Path(folder), wanted.pages)
        costs = run_costs(Path(folder), wanted.runs)
    tell_year(store, costs)


# --- the store ----------------------------------------------------------------------------------------------------


def told_store(folder: Path, pages: int) -> float:
    """Record pages, and each again with other markup; tell the size. Returns the bytes for a page."""
    with closing(Store(f"sqlite:///{folder / 'store.db'}")) as store:
        store.migrate()
        empty, all_of_them = store.size().whole, list(made(pages))
        for raw, said in all_of_them:
            store.record("bench", [raw], said, [*figures(said), *initiatives(said)])
        once = store.size()
        for raw, said in all_of_them:
            store.record("bench", [replace(raw, body=raw.body + b"<!-- read again -->")], said, [])
        twice, counts = store.size(), store.counts()
    large = told(sum(len(raw.body) for raw, _ in all_of_them) // pages)
    print(f"{pages:,} pages of {large}, {counts['statements']:,} statements")
    for name, size in (("read once", once), ("all seen again with another markup", twice)):
        print(f"  {name}: {line(size, pages)}", flush=True)
    return (once.whole - empty) / pages


def line(size: Size, pages: int) -> str:
    """The size for each 1,000 pages."""
    whole, raw = (told(round(one * 1000 / pages)) for one in (size.whole, size.pages))
    return f"{whole} for each 1,000 pages, of which raw pages {raw}"


def made(pages: int) -> Iterator[tuple[Page, Document]]:
    """Pages and what they say, each text as often as it takes."""
    chance = Random(1)
    ours = [text for folder in ("seen", "unseen") for _, text, _ in texts(folder)]
    words = " ".join(ours).split()
    for number in range(pages):
        url = f"https://www.site{number % 9}.example/{number}.html"
        day = date(2026, 1, 1) + timedelta(days=number // 60)
        said = compose(ours[number % len(ours)], identity=url, url=url, title=f"Page {number}", published=day)
        links = (f'<li><a href="/n{chance.randrange(10**6)}.html">{" ".join(chance.choices(words, k=6))}</a></li>'
                 for _ in range(MARKUP // 90))  # fmt: skip
        body = f"<html><body>{''.join(links)}<div>{said.text}</div></body></html>".encode()
        yield Page(identity=url, url=url, body=body, headers={}, fetched_at=datetime(2026, 1, 1, tzinfo=UTC)), said


# --- the run history ----------------------------------------------------------------------------------------------


def run_costs(folder: Path, runs: int) -> Mapping[str, Cost]:
    """What a run of a check and one of deliver leave behind."""
    with House(folder) as house, watching(house) as stack:
        return {name: run_cost(stack, name, runs) for name in ("check-miit", "deliver")}


def run_cost(stack: Stack, name: str, runs: int) -> Cost:
    """What a run of a deployment leaves behind, on the average of several."""
    file = prefect_file.file(prefect_file.home(load().data))
    stack.run(name)
    before = measured(file)
    for _ in range(runs):
        stack.run(name)
    time.sleep(10)  # events are written some seconds later
    after = measured(file)
    cost = Cost(*((after[part] - before[part]) / runs for part in ("events", "rest")))
    whole, events = (told(round(1000 * one)) for one in (cost.events + cost.rest, cost.events))
    print(f"{name}: {whole} for each 1,000 runs, of which events {events}", flush=True)
    return cost


@contextmanager
def watching(house: House) -> Iterator[Stack]:
    """`gongbao up`, without the schedules' own runs: what is measured is begun here."""
    house.day(1)
    port, file = free_port(), house.folder / "gongbao.toml"
    file.write_text(file.read_text("utf-8").replace("port = 4999", f"port = {port}"), "utf-8")
    up = [sys.executable, "-m", "flows.cli", "up"]
    process = subprocess.Popen(up, env=os.environ | {"HOME": str(house.folder)}, text=True, stdout=subprocess.DEVNULL)
    stack = Stack(house, process, f"http://127.0.0.1:{port}/api")
    try:
        until(lambda: len(stack.post("deployments/filter")) == len(deployments()) or None, 240)
        for one in stack.post("deployments/filter"):
            for schedule in one["schedules"]:
                where = f"{stack.api}/deployments/{one['id']}/schedules/{schedule['id']}"
                requests.patch(where, json={"active": False}, timeout=30).raise_for_status()
        time.sleep(20)  # what was due at the start is done
        yield stack
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(200)


def measured(file: Path) -> dict[str, float]:
    """The bytes in Prefect's file that hold events, and all others."""
    with closing(sqlite3.connect(file)) as connection:
        of = connection.execute(
            "SELECT schema.tbl_name, sum(payload) FROM dbstat JOIN sqlite_schema schema ON schema.name = dbstat.name"
            " GROUP BY schema.tbl_name"
        )
        sizes = dict(of.fetchall())
    events = sum(sizes.get(table, 0) for table in EVENTS)
    return {"events": events, "rest": sum(sizes.values()) - events}


# --- a year -------------------------------------------------------------------------------------------------------


def tell_year(page: float, costs: Mapping[str, Cost]) -> None:
    """Extrapolate: pages stay for ever, runs and events for as long as they are kept by default."""
    keep, checks = KeepSettings(), runs_a_week("check")
    each = {"check": checks / 7, "deliver": runs_a_week("deliver") / 7}
    print(f"\nA day has {each['check']:.0f} runs of checks and {each['deliver']:.0f} of deliver. After a year:")
    print(f"  store: {told(round(page * YEARLY))} for {YEARLY:,} pages")
    cost = {"check": costs["check-miit"], "deliver": costs["deliver"]}
    history = sum(each[name] * (keep.runs * cost[name].rest + keep.events * cost[name].events) for name in cost)
    print(f"  run history: {told(round(history))}, with runs of {keep.runs} days and events of {keep.events}")


def runs_a_week(kind: str) -> int:
    """How often the deployments of a kind are due in a week."""
    start = datetime(2026, 3, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
    due = [one for one in deployments() if one["name"].startswith(kind)]
    crons = [CronSim(given["cron"], start) for one in due for given in one.get("schedules", [])]
    return sum(1 for cron in crons for _ in takewhile(lambda at: at < start + timedelta(days=7), cron))


if __name__ == "__main__":
    main()
