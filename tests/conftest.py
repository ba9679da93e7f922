"""Databases that tests run on: SQLite always, PostgreSQL where its binaries are installed."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from postgres import missing, server
from sqlalchemy import create_engine, text
from stores import Clock

from store.store import Store

settings.register_profile("house", deadline=None)  # a busy machine is no fault of ours
settings.load_profile("house")
_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server of this session."""
    if missing():
        pytest.skip(missing())
    with server() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.stack)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    server_url: str = request.getfixturevalue("postgres")
    name = f"store{next(_numbers)}"
    engine = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server_url.rpartition('/')[0]}/{name}"


@pytest.fixture
def clock() -> Clock:
    """A clock that tests move."""
    return Clock()


@pytest.fixture
def store(database: str, clock: Clock) -> Iterator[Store]:
    """An empty store, its tables made."""
    made = Store(database, clock=clock)
    made.migrate()
    yield made
    made.close()
