"""SQLite files: copied as they are at one moment, whoever writes meanwhile; made smaller when much in them is free."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from store.errors import NotCopied, NotShrunk

BUSY = 60.0
"""Seconds to wait for those who write."""
INCREMENTAL = 2
"""SQLite's number for files that can be made smaller step by step."""
TABLES = {"pages": "page", "documents": "document", "statements": "statement", "changes": "change"}
"""What is counted of a store: tables that there were in the first one."""
STEP = 1000
"""Pages given back in one step: others wait for that long to write, some hundredths of a second."""


def copy(database: Path, target: Path) -> None:
    """Copy a database and see that the copy is whole; only then it has its name. Raises `NotCopied`."""
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with closing(_opened(database)) as source, closing(sqlite3.connect(part)) as into:
            source.backup(into)
            into.execute("PRAGMA journal_mode=DELETE")  # one file, that can be read where nothing can be written
        check(part)
        shutil.copymode(database, part)
        os.replace(part, target)
    except (sqlite3.Error, OSError) as error:
        part.unlink(missing_ok=True)
        raise NotCopied(f"{database} cannot be copied to {target}: {error}; is there room for it?") from error


def check(database: Path) -> None:
    """Read the whole of a database. Raises `NotCopied` unless it is sound."""
    try:
        with closing(_opened(database)) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchall()
    except sqlite3.Error as error:
        raise NotCopied(f"{database} is no sound database: {error}") from None
    if found != [("ok",)]:
        raise NotCopied(f"{database} is damaged: {found[0][0]}")


def counts(database: Path) -> dict[str, int]:
    """How much a store holds, of whatever version. Raises `NotCopied` for what is none."""
    try:
        with closing(_opened(database)) as connection:
            asked = {name: f"SELECT count(*) FROM {table}" for name, table in TABLES.items()}
            return {name: int(connection.execute(count).fetchone()[0]) for name, count in asked.items()}
    except sqlite3.Error as error:
        raise NotCopied(f"{database} is no store of gongbao: {error}") from None


def put_in_place(saved: Path, database: Path, aside: Path | None) -> None:
    """Let a sound file be the database that nobody has open; what was there is put aside with what belongs to it."""
    with suppress(sqlite3.Error), closing(_opened(database)) as connection:  # it may be damaged
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # without its log it would lack what was written last
    try:
        for more in ("-wal", "-shm", ""):
            part = database.with_name(database.name + more)
            if aside and part.exists():
                part.replace(aside.with_name(aside.name + more))
        os.replace(saved, database)
    except OSError as error:
        raise NotCopied(f"{database} cannot be written: {error}") from error


def give_back(database: Path) -> int:
    """Give what is free in a file back to the disk, in steps that let others write in between; returns the bytes.

    A file that was not made for that is written anew, once: others wait for about a second for each 100 MB. Raises
    `NotShrunk` while somebody else has the file for himself.
    """
    with _asking(database) as connection:
        connection.isolation_level = None
        before = _asked(connection, "page_count")
        if _asked(connection, "auto_vacuum") != INCREMENTAL:
            connection.execute(f"PRAGMA auto_vacuum={INCREMENTAL}")
            connection.execute("VACUUM")
        while _asked(connection, "freelist_count"):
            connection.execute(f"PRAGMA incremental_vacuum({STEP})").fetchall()
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()  # others would wait for who reads for long
        return (before - _asked(connection, "page_count")) * _asked(connection, "page_size")


def free(database: Path) -> tuple[int, int]:
    """How many bytes a file has, and how many of them are free. Raises `NotShrunk`."""
    with _asking(database) as connection:
        size, pages, unused = (_asked(connection, name) for name in ("page_size", "page_count", "freelist_count"))
    return size * pages, size * unused


@contextmanager
def _asking(database: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(_opened(database)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise NotShrunk(f"{database} cannot be made smaller now: {error}") from error


def make_shrinkable(database: Path) -> None:
    """Make an empty database that can be made smaller step by step: afterwards that takes writing it anew."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(database)) as connection:
        connection.isolation_level = None
        connection.execute(f"PRAGMA auto_vacuum={INCREMENTAL}")
        connection.execute("VACUUM")


def _opened(database: Path) -> sqlite3.Connection:
    """Open what is there: SQLite would make what is not."""
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY)


def _asked(connection: sqlite3.Connection, pragma: str) -> int:
    (value,) = connection.execute(f"PRAGMA {pragma}").fetchone()
    return int(value)
