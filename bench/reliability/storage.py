"""Trial 5: the store fails while messages are sent: locked, full, gone; nothing is lost."""

import os
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import postgres
from receivers import Receiver, webhook

from bench.reliability.killed import Count, count, finish
from bench.reliability.office import EVERY, Office, tell
from bench.reliability.worker import start

MESSAGES, AFTER = 60, 10
"""So many messages are owed; after so many of them the store fails."""
BUSY, LOCKED = 1.0, 4.0
"""Seconds that a writer waits for another here, a minute in earnest; and that the other holds the lock."""
DISK = 6_000_000
Repair = Callable[[], object]


def report() -> Iterator[str]:
    """What came of it, as a table in markdown."""
    yield "| while messages are sent | changes | lost | came twice | with another key | time |"
    yield "|---|---:|---:|---:|---:|---:|"
    for what, trial in TRIALS.items():
        found = trial()
        said = str(found).partition(" | ")[2] if found else "cannot be tried here | | | |"
        yield f"| {what} | {said} |"


def locked(busy: float = BUSY, held: float = LOCKED) -> Count:
    """Another program holds SQLite's write lock, longer than a writer waits."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="gongbao-trial-")))

        def lock() -> Repair:
            connection = sqlite3.connect(folder / "data" / "gongbao.db", isolation_level=None)
            connection.execute("BEGIN IMMEDIATE")
            time.sleep(held)
            return connection.close

        return _failing(Office(folder), lock, busy)


def full() -> Count | None:
    """The disk of the database is full, until somebody makes room."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="gongbao-trial-")))
        if not stack.enter_context(_disk(folder)):
            return None

        def fill() -> Repair:
            ballast = folder / "ballast"
            with closing(ballast.open("wb", buffering=0)) as file:
                for size in (65536, 512):
                    _write_until_full(file.fileno(), size)
            time.sleep(1)
            return ballast.unlink

        return _failing(Office(folder), fill)


def _write_until_full(file: int, size: int) -> None:
    try:
        while os.write(file, bytes(size)):
            pass
    except OSError:
        return


@contextmanager
def _disk(folder: Path) -> Iterator[bool]:
    """A small disk in a folder; False where nobody may mount one."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", str(folder)], check=False, capture_output=True
    )
    try:
        yield mounted.returncode == 0
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", str(folder)], check=True)


def gone() -> Count | None:
    """PostgreSQL stops at once, and is there again some seconds later."""
    if postgres.missing():
        return None
    with ExitStack() as stack:
        server = stack.enter_context(postgres.cluster())
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="gongbao-trial-")))

        def stop() -> Repair:
            server.stop()
            time.sleep(2)
            return server.start

        return _failing(Office(folder, server.url), stop)


TRIALS: Mapping[str, Callable[[], Count | None]] = MappingProxyType(
    {
        "SQLite is locked by another program": locked,
        "the disk of SQLite is full": full,
        "PostgreSQL is stopped and started": gone,
    }
)


def _failing(office: Office, fail: Callable[[], Repair], busy: float = BUSY) -> Count:
    """Send by runs as the flow does; let the store fail in the first of them, and be repaired before the next."""
    began = time.monotonic()
    with webhook() as hook:
        office.configure({"desk": {"channels.hook": hook.apprise(), "cap": 0}})
        with office.desk() as desk:
            tell(desk, ([number] for number in range(MESSAGES)))
        process, _ = start(office, busy=busy, again=False)
        _wait_for(hook, AFTER)
        repair = fail()
        repair()
        process.join()
        office.clock.forward(EVERY)
        finish(office)
        return count(hook, 0, MESSAGES, began)


def _wait_for(hook: Receiver, messages: int) -> None:
    while len(hook.received) < messages:
        time.sleep(0.002)
