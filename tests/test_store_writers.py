"""Several writers, and writers that are killed: the store is the one that a single, undisturbed writer leaves."""

import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from stores import document, figure, gathered, initiative

from measures.model import Statement
from store import engine
from store.errors import StoreError
from store.store import Store
from store.tables import Row

DOCUMENTS = 12
TIMES = {"fetched_at", "recorded_at", "created_at", "listed_at", "next_at", "next_try", "sent_at", "lease_until", "at"}


def said(number: int) -> list[Statement]:
    """Ten statements; every third document repeats those of another."""
    topic = number if number % 3 else number // 2
    figures = [figure(1000 + topic * 7 + n, f"subject{topic}_{n}_thing", start=n * 10) for n in range(7)]
    return [*figures, *(initiative(f"topic{topic}_{n}", f"aim{topic}_{n}", start=100 + n) for n in range(3))]


def record(database: str, number: int) -> int:
    """Record one document, as a worker of its own does."""
    store = Store(database)
    recorded = store.record("miit", [], document(f"d{number}"), said(number), owe=lambda change: ["team"])
    store.close()
    return len(recorded.changes)


def contents(database: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the tables but the times."""
    opened = create_engine(database)
    with opened.connect() as connection:
        tables = {
            name: [
                tuple(str(value) for column, value in row._mapping.items() if column not in TIMES)
                for row in connection.execute(table.select().order_by(*table.primary_key.columns))
            ]
            for name, table in Row.metadata.tables.items()
        }
    opened.dispose()
    return tables


def test_two_writers_of_one_document_leave_it_once(store: Store, database: str) -> None:
    with ThreadPoolExecutor(6) as writers:
        brought = list(writers.map(record, [database] * 6, [1] * 6))
    assert sorted(brought) == [0, 0, 0, 0, 0, 10]
    assert store.counts()["statements"] == 10
    assert len(gathered(store).deliveries()) == 1


def test_processes_that_write_at_once_find_the_same_measures(store: Store, database: str) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as writers:
        brought = sum(writers.map(record, [database] * DOCUMENTS, range(DOCUMENTS)))
    distinct = {number if number % 3 else number // 2 for number in range(DOCUMENTS)}
    assert store.counts()["documents"] == DOCUMENTS
    assert store.counts()["measures"] == brought == len(distinct) * 10


def test_a_killed_writer_leaves_nothing_half_done(store: Store, database: str, tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[3])\n"
        "from test_store_writers import DOCUMENTS, record\n"
        "for number in range(int(sys.argv[2]), DOCUMENTS):\n"
        "    record(sys.argv[1], number); print(number, flush=True)\n"
    )
    done = 0
    for pause in (0.0, 0.01, 0.02):
        command = [sys.executable, "-c", script, database, str(done), str(Path(__file__).parent)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(pause)
            writer.send_signal(signal.SIGKILL)
            done += len(writer.stdout.read().splitlines())
        assert store.counts()["statements"] == 10 * store.counts()["documents"]
        assert store.untold().get("team", 0) == store.counts().get("new", 0), "what is new is owed with it, or neither"
    for number in range(DOCUMENTS):
        record(database, number)
    undisturbed = f"sqlite:///{tmp_path / 'undisturbed.db'}"
    Store(undisturbed).migrate()
    for number in range(DOCUMENTS):
        record(undisturbed, number)
    if database.startswith("sqlite"):
        assert contents(database) == contents(undisturbed)
    assert len(contents(database)["change"]) == len(contents(undisturbed)["change"])


def test_many_threads_of_one_store_all_get_in(store: Store) -> None:
    def write(number: int) -> int:
        return store.record("miit", [], document(f"d{number}"), said(number)).version

    with ThreadPoolExecutor(8) as writers:
        assert list(writers.map(write, range(24))) == [1] * 24


def test_a_writer_waits_longer_for_another_than_for_a_connection(
    store: Store, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CONNECTING", 0.3)
    with ThreadPoolExecutor(1) as other:
        with engine.writing(engine.connect(engine.address(database))):
            waiting = other.submit(record, database, 1)
            time.sleep(1)
            assert not waiting.done()
        assert waiting.result() == 10


def test_a_writer_that_never_gets_in_says_so(store: Store, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if database.startswith("sqlite"):
        pytest.skip("threads of one process queue without end")
    monkeypatch.setattr(engine, "BUSY", 1)
    with engine.writing(engine.connect(engine.address(database))), pytest.raises(StoreError, match="lock timeout"):
        record(database, 1)


def test_more_who_wait_than_there_are_connections_say_so(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY", 0.5)
    store = Store(database)
    store.migrate()

    def lease(_: int) -> bool:
        try:
            return store.claim(1) == []
        except StoreError:
            return False

    with ThreadPoolExecutor(30) as workers, engine.writing(store._engine):
        leased = [workers.submit(lease, number) for number in range(30)]
        time.sleep(1.5)
    found = [each.result() for each in leased]
    store.close()
    assert len(found) == 30
