"""Trial 4: how large it becomes: the store for 1,000 pages, Prefect's history for 1,000 runs, both after a year.

Pages are our own texts (tests/texts) in markup of the size that the sites' pages have.
"""

import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from cronsim import CronSim
from marked import texts
from postgres import free_port

from bench.operations.house import House
from bench.operations.press import Press
from bench.operations.processes import until
from bench.operations.visits import Watched
from flows import prefect_file
from flows.deploying import deployments
from flows.sections import KeepSettings
from measures.documents import compose
from measures.figures import figures
from measures.initiatives import initiatives
from measures.model import Document, Page
from store.store import Store

PAGES, RUNS = 200, 10
"""So many are made, and counted as 1,000."""
MARKUP = 40_000
"""Bytes of a page besides its text: lists of other pages, scripts, as government sites have them."""
YEARLY = 15_000
"""Pages that all sources publish in a year, about 60 on each working day."""
SETTLING = 15.0
"""Seconds until the server has written what came of a run."""
EVENTS = ("events", "event_resources")
KINDS = ("check", "deliver")


@dataclass(frozen=True, slots=True)
class Cost:
    """Bytes that a run leaves in Prefect's history: of events, and of all else."""

    events: float
    rest: float


def report() -> Iterator[str]:
    """The sizes as tables in markdown."""
    with tempfile.TemporaryDirectory(prefix="gongbao-trial-") as name:
        yield f"| 1,000 pages of about {MARKUP // 1000} kB | store | of which raw pages |"
        yield "|---|---:|---:|"
        once, twice = ([1000 * size / PAGES for size in sizes] for sizes in _stores(Path(name)))
        yield f"| read once | {_mega(once[0])} | {_mega(once[1])} |"
        gone = f"which goes after {KeepSettings().pages} days"
        yield f"| all seen again with another markup, {gone} | {_mega(twice[0])} | {_mega(twice[1])} |"
        yield ""
        costs = _costs(Path(name))
    yield from _history(costs)
    yield ""
    yield from _year(once[0] / 1000, costs)


def _mega(size: float) -> str:
    return f"{size / 1e6:.0f} MB"


# --- the store ----------------------------------------------------------------------------------------------------


def _stores(folder: Path) -> Iterator[tuple[int, int]]:
    """The bytes of a store, and of its raw pages: after pages were read, and after they were seen with other markup."""
    with closing(Store(f"sqlite:///{folder / 'store.db'}")) as store:
        store.migrate()
        read = list(_pages())
        for raw, said in read:
            store.record("bench", [raw], said, [*figures(said), *initiatives(said)])
        yield store.size().whole, store.size().pages
        for raw, said in read:
            store.record("bench", [replace(raw, body=raw.body + b"<!-- again -->")], said, [])
        yield store.size().whole, store.size().pages


def _pages() -> Iterator[tuple[Page, Document]]:
    """Pages and what they say, each text as often as it takes."""
    chance = Random(1)
    ours = [text for folder in ("seen", "unseen") for _, text, _ in texts(folder)]
    words = " ".join(ours).split()
    for number in range(PAGES):
        url = f"https://www.site{number % 9}.example/{number}.html"
        day = date(2026, 1, 1) + timedelta(days=number // 60)
        said = compose(ours[number % len(ours)], identity=url, url=url, title=f"Page {number}", published=day)
        links = [
            f'<li><a href="/n{chance.randrange(10**6)}.html">{" ".join(chance.choices(words, k=6))}</a></li>'
            for _ in range(MARKUP // 90)
        ]
        body = f"<html><body>{''.join(links)}<div>{said.text}</div></body></html>".encode()
        yield Page(identity=url, url=url, body=body, headers={}, fetched_at=datetime(2026, 1, 1, tzinfo=UTC)), said


# --- the run history ----------------------------------------------------------------------------------------------


def _costs(folder: Path) -> Mapping[str, Cost]:
    """What a check of all sources that finds nothing new leaves behind, and a run of deliver that sends nothing."""
    Press(months=1, monthly=4).build(folder / "sites")
    site = Watched([folder / "sites"], slow=0)
    house = House(folder / "house", site.url, prefect={"port": free_port()})
    house.configure()
    with site, house.running("up"):
        until(house.ready, 300, "gongbao up")
        house.unschedule()
        until(house.quiet, 600, "the first check")
        return {kind: _cost(house, kind) for kind in KINDS}


def _cost(house: House, deployment: str) -> Cost:
    house.done(house.begin(deployment))
    time.sleep(SETTLING)
    before = _held(house)
    for _ in range(RUNS):
        house.done(house.begin(deployment))
    time.sleep(SETTLING)
    after = _held(house)
    return Cost(*((later - sooner) / RUNS for sooner, later in zip(before, after, strict=True)))


def _held(house: House) -> tuple[int, int]:
    """The bytes in Prefect's file that hold events with their indexes, and all others."""
    tables = "SELECT tbl_name, sum(payload) FROM dbstat JOIN sqlite_schema schema ON schema.name = dbstat.name"
    with closing(sqlite3.connect(prefect_file.file(house.engine.home))) as history:
        sizes = dict(history.execute(f"{tables} GROUP BY tbl_name").fetchall())
    events = sum(sizes.get(table, 0) for table in EVENTS)
    return events, sum(sizes.values()) - events


def _history(costs: Mapping[str, Cost]) -> Iterator[str]:
    yield "| 1,000 runs | Prefect's history | of which events |"
    yield "|---|---:|---:|"
    for kind, cost in costs.items():
        yield f"| `{kind}` | {_mega(1000 * (cost.events + cost.rest))} | {_mega(1000 * cost.events)} |"


# --- a year -------------------------------------------------------------------------------------------------------


def _year(page: float, costs: Mapping[str, Cost]) -> Iterator[str]:
    """Extrapolate: pages stay for ever, runs and events for as long as they are kept by default."""
    keep, daily = KeepSettings(), {kind: _weekly(kind) / 7 for kind in costs}
    kept = [daily[kind] * (keep.runs * cost.rest + keep.events * cost.events) for kind, cost in costs.items()]
    runs = " and ".join(f"{daily[kind]:.0f} of `{kind}`" for kind in costs)
    yield f"A day has {runs} by prefect.yaml, and a year about {YEARLY:,} pages. So after a year the store has"
    yield f"{_mega(page * YEARLY)}, and the run history {_mega(sum(kept))}: it grows no more after {keep.runs} days."


def _weekly(kind: str) -> int:
    """How often the deployments of a kind are due in a week."""
    start = datetime(2026, 3, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
    due = [one for one in deployments() if one["name"].startswith(kind)]
    crons = [CronSim(given["cron"], start) for one in due for given in one.get("schedules", [])]
    return sum(1 for cron in crons for _ in takewhile(lambda at: at < start + timedelta(days=7), cron))
