"""Does the cost of recording a document grow with the store? `make bench`, or with options:

python -m bench.growth --sizes 1000 10000 --databases sqlite --documents 20
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import postgres
from sqlalchemy import URL, Engine, NullPool, create_engine

from bench.fill import Filling, fill, settle
from store.store import Store

HEAD = (
    "| database | measures | statements | keys | filled in | size | CPU, median | 95 % | wall, median | 95 % | queries "
    "| peak memory |\n|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def main() -> None:
    """Fill a store of each database further and further, and record documents in copies of it in between."""
    wanted = _options()
    print(HEAD, flush=True)
    medians: dict[str, list[float]] = {name: [] for name in wanted.databases}
    with ExitStack() as open_:
        urls = [open_.enter_context(_server(name)) for name in wanted.databases]
        for name, median_ in _grow(urls, wanted):
            medians[name].append(median_)
    for name, costs in medians.items():
        print(f"\n{name}: {costs[-1] / costs[0]:.2f} times the CPU at {wanted.sizes[-1]:,} measures")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--documents", type=int, default=40, help="so many are recorded at each size")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


@contextmanager
def _server(database: str) -> Iterator[str]:
    """The address of an empty database."""
    if database == "postgresql":
        with postgres.server() as url:
            yield url
        return
    with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'bench.db'}"


def _grow(urls: Sequence[str], wanted: argparse.Namespace) -> Iterator[tuple[str, float]]:
    """Yield the median CPU of each database at each size."""
    filling = Filling(wanted.seed)
    for url in urls:
        Store(url).migrate()
    engines = [create_engine(url, poolclass=NullPool) for url in urls]
    for measures in wanted.sizes:
        began = time.perf_counter()
        fill(engines, filling, measures)
        spent = time.perf_counter() - began
        for engine in engines:
            settle(engine)
            with _copy(engine.url) as url:
                costs = _recorded(url, wanted, measures)
            print(_line(engine, filling, spent, costs), flush=True)
            yield engine.dialect.name, median(costs["cpu"])


@contextmanager
def _copy(url: URL) -> Iterator[str]:
    """A copy of a store to record in: the store itself stays as it was filled."""
    if url.get_backend_name() == "sqlite":
        copy = f"{url.database}.copy"
        shutil.copyfile(url.database or "", copy)
        yield f"sqlite:///{copy}"
        for name in Path(copy).parent.glob(f"{Path(copy).name}*"):
            name.unlink()
    else:
        _ask(url, "CREATE DATABASE copy TEMPLATE postgres")
        yield url.set(database="copy").render_as_string()
        _ask(url, "DROP DATABASE copy")


def _ask(url: URL, command: str) -> None:
    engine = create_engine(url.set(database="template1"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(command)


def _recorded(url: str, wanted: argparse.Namespace, measures: int) -> dict[str, Any]:
    given = [url, str(wanted.seed), str(measures), str(wanted.documents)]
    run = subprocess.run([sys.executable, "-m", "bench.recorded", *given], check=True, stdout=subprocess.PIPE)
    costs: dict[str, Any] = json.loads(run.stdout)
    return costs


def _line(engine: Engine, filling: Filling, spent: float, costs: dict[str, Any]) -> str:
    with engine.connect() as connection:
        keys = connection.exec_driver_sql("SELECT count(*) FROM statement_key").scalar_one()
        sqlite = connection.dialect.name == "sqlite"
        bytes_ = "page_count * page_size FROM pragma_page_count, pragma_page_size"
        size = connection.exec_driver_sql(f"SELECT {bytes_ if sqlite else 'pg_database_size(current_database())'}")
        told = [engine.dialect.name, f"{filling.measures:,}", f"{filling.statements:,}", f"{keys:,}"]
        told += [f"{spent:.0f} s", f"{size.scalar_one() / 1e6:,.0f} MB"]
    for name in ("cpu", "wall"):
        told += [f"{1000 * median(costs[name]):.0f} ms", f"{1000 * quantiles(costs[name], n=20)[-1]:.0f} ms"]
    return "| " + " | ".join([*told, f"{median(costs['queries']):.0f}", f"{costs['memory'] / 1e6:.0f} MB"]) + " |"


if __name__ == "__main__":
    main()
