"""The file of Prefect's run history: copied before a new version of Prefect changes its tables, and kept small.

Where the history is in PostgreSQL there is none, and none of this is done.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from store import copying

COPY = re.compile(r"prefect-[0-9a-f]{12}\.db")
MADE_BY = "version"
"""Beside the file: the version of Prefect whose tables it has."""


def home(data: Path) -> Path:
    """Prefect's folder in that of the data."""
    return data / "prefect"


def file(home: Path) -> Path:
    """Where Prefect keeps its run history."""
    return home / "prefect.db"


def copies(home: Path) -> Iterator[Path]:
    """The copies that were made before a new version changed the tables."""
    return (copy for copy in home.glob("prefect-*.db") if COPY.fullmatch(copy.name))


def make_ready(home: Path) -> None:
    """Before a server starts: make a file that can be made smaller later; copy one that another version made.

    The copy is `prefect-REVISION.db`, named by its tables: tables that a failed start left half changed have another
    name. Raises `NotCopied`.
    """
    if made_by(home) == version("prefect"):
        return
    if not file(home).is_file():
        copying.make_shrinkable(file(home))
    elif revision := _revision(file(home)):
        copying.copy(file(home), home / f"prefect-{revision}.db")
    (home / MADE_BY).write_text(version("prefect"), "utf-8")


def made_by(home: Path) -> str:
    """The version of Prefect that served the file last; empty if that is not known."""
    noted = home / MADE_BY
    return noted.read_text("utf-8").strip() if noted.is_file() else ""


def _revision(database: Path) -> str:
    """The revision of the tables; empty where there are none yet."""
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone() if tables[0] else None
    return str(found[0]) if found else ""
