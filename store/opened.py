"""An open store: its database and its clock."""

from collections.abc import Callable
from datetime import UTC, datetime

from store import engine, index, schema


def utc_now() -> datetime:
    """The time now."""
    return datetime.now(UTC)


class Opened:
    """What is remembered, in SQLite or PostgreSQL."""

    def __init__(self, url: str, *, clock: Callable[[], datetime] = utc_now) -> None:
        """Open the store at a database URL; `migrate` must have run once. Raises `WrongAddress`."""
        self._clock = clock
        self._url = engine.address(url)
        self._engine = engine.connect(self._url)

    def migrate(self) -> None:
        """Bring the tables to this program's version; makes them in an empty database. Raises `SchemaTooNew`."""
        engine.make_folder(self._url)
        schema.upgrade(self._engine)
        with engine.writing(self._engine) as session:
            index.fill(session)

    def check(self) -> None:
        """Raise `SchemaOutdated`, `SchemaTooNew` or `Unreachable` if the store cannot be worked with."""
        schema.check(self._engine)

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()
