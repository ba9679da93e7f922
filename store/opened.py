"""An open store: its database and its clock."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from store import engine, schema
from store.desk import Occasion
from store.schema import Carried

log = logging.getLogger(__name__)


def utc_now() -> datetime:
    """The time now."""
    return datetime.now(UTC)


class Opened:
    """What is remembered, in SQLite or PostgreSQL."""

    def __init__(self, url: str, *, clock: Callable[[], datetime] = utc_now, run: str = "") -> None:
        """Open the store at a database URL; `migrate` must have run once. Raises `WrongAddress`.

        `run` is the id of the run that writes, where there is one.
        """
        self._clock = clock
        self._run = run
        self._url = engine.address(url)
        self._engine = engine.connect(self._url)

    def migrate(self, *, asked: bool = False) -> Carried | None:
        """Bring the tables to this program's version; makes them in an empty database. Returns what was there before.

        An SQLite file is copied beside itself before; what is in PostgreSQL is touched only if a person `asked`.
        Raises `SchemaOutdated`, `SchemaTooNew`, `NotCopied`, `NotCarried`.
        """
        engine.make_folder(self._url)
        carried = schema.upgrade(self._engine, asked=asked)
        if carried:
            log.warning("%s", carried)
        return carried

    def check(self) -> None:
        """Raise `SchemaOutdated`, `SchemaTooNew` or `Unreachable` if the store cannot be worked with."""
        schema.check(self._engine)

    def occasion(self, learn: bool, digest: int | None = None) -> Occasion:
        """This moment, in this run."""
        return Occasion(self._clock(), learn, self._run, digest)

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()
