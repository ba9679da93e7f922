"""Connections: SQLite in WAL mode or PostgreSQL through pg8000, one writer at a time where matching must see all."""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlmodel import Session

from store.errors import NotWritable, StoreError, Unreachable, WrongAddress

BUSY = 60.0
"""Seconds that a writer waits for one of another process before it gives up."""
CONNECTING = 30
"""Seconds until a server that cannot be reached is given up."""
ONE_WRITER = Lock()
"""SQLite lets its waiting writers in at random, and one of many threads may never get in: they queue here instead."""
WRITERS = 0x676F6E67
"""The advisory lock that writers share on PostgreSQL."""

READ: dict[int, Callable[[str], object]] = {1082: date.fromisoformat, 1114: datetime.fromisoformat}
"""How PostgreSQL's dates and times are read, by its numbers of types; pg8000 is slow at both."""

# It tells with a traceback that a dead connection cannot be closed: what has happened is raised, and said once.
logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)


def address(url: str) -> URL:
    """Read a database URL; `postgresql://` means the driver that is installed with gongbao."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise WrongAddress("the store's address is no database URL; use sqlite:///FILE or postgresql://…") from None
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+pg8000")
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+pg8000"):
        raise WrongAddress(f"the store cannot be kept in {parsed.drivername!r}; use sqlite:///… or postgresql://…")
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise WrongAddress("the store needs a file, so that several processes see it: sqlite:///FILE")
    return parsed


def connect(url: URL) -> Engine:
    """Return an engine; nothing is opened yet."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": BUSY})
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        return engine
    try:
        engine = create_engine(url, pool_pre_ping=True, pool_timeout=BUSY)
    except (NoSuchModuleError, ImportError):
        raise WrongAddress("PostgreSQL needs the package pg8000: install gongbao[postgres]") from None
    event.listen(engine, "do_connect", _reach)
    return engine


def _reach(dialect: Dialect, record: object, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """Open a socket that times out while it connects: pg8000's own would do so in every long wait for an answer."""
    if "unix_sock" in options:
        return None
    place = options.get("host", "localhost"), options.get("port", 5432)
    connected = socket.create_connection(place, CONNECTING)
    connected.settimeout(None)
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    try:
        made = dialect.loaded_dbapi.Connection(*arguments, **options, sock=connected)
    except BaseException:
        connected.close()
        raise
    for number, read in READ.items():
        made.register_in_adapter(number, read)
    return made


def _prepare(connection: Any, record: object) -> None:
    """Leave transactions to us (sqlite3 would begin them too late to be safe) and switch on what SQLite leaves off."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session for looking."""
    with explained(engine), Session(engine, expire_on_commit=False) as session:
        yield session


@contextmanager
def writing(engine: Engine, *, keep: bool = True) -> Iterator[Session]:
    """A transaction that sees all that others wrote, because they wait for it; committed at the end, or nothing.

    With `keep` False nothing is committed: it was only to see what would come of it.
    """
    several = engine.dialect.name == "postgresql"
    with (
        explained(engine),
        nullcontext() if several else ONE_WRITER,
        Session(engine.execution_options(writing=True), expire_on_commit=False) as session,
    ):
        if several:
            session.execute(text(f"SET LOCAL lock_timeout = '{BUSY}s'"))
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITERS})
        yield session
        if keep:
            session.commit()


@contextmanager
def touching(engine: Engine) -> Iterator[Session]:
    """A short transaction on rows that matching never looks at: it waits for no other writer but where SQLite must."""
    if engine.dialect.name != "postgresql":
        with writing(engine) as session:
            yield session
        return
    with explained(engine), Session(engine, expire_on_commit=False) as session:
        session.execute(text(f"SET LOCAL lock_timeout = '{BUSY}s'"))
        yield session
        session.commit()


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """Turn a driver's errors into ours, without the password that the address may hold."""
    try:
        yield
    except (OperationalError, InterfaceError, DBAPIError) as error:
        raise _explain(engine.url, error) from error
    except NoneFree as error:
        raise StoreError(
            f"more want the store than it lets in at once: none of its connections was free for {BUSY:g} s"
        ) from error
    except OSError as error:
        raise _away(engine.url, str(error)) from error


def _explain(url: URL, error: DBAPIError) -> StoreError:
    where, said = url.render_as_string(hide_password=True), cause(error)
    if url.get_backend_name() != "sqlite":
        away = isinstance(error, OperationalError | InterfaceError)
        return _away(url, said) if away else StoreError(f"the store at {where}: {said}")
    if "readonly" in said or "unable to open" in said:
        return NotWritable(f"the store {where} cannot be written: {said}; look at the rights of its folder")
    if "not a database" in said:
        return WrongAddress(f"{where} is a file, but no SQLite database")
    return StoreError(f"the store {where}: {said}")


def _away(url: URL, said: str) -> Unreachable:
    where = url.render_as_string(hide_password=True)
    return Unreachable(
        f"the store at {where} cannot be reached ({said}); what it holds is kept: see to it that the database answers,"
        " then do the same again"
    )


def cause(error: Exception) -> str:
    """What went wrong, in the driver's words; pg8000 gives a dictionary by PostgreSQL's field letters."""
    if not isinstance(error, DBAPIError):
        return str(error)
    first = error.orig.args[0] if error.orig and error.orig.args else ""
    return str(first["M"]) if isinstance(first, dict) and "M" in first else str(error.orig)


def make_folder(url: URL) -> None:
    """Make the folder of an SQLite file."""
    if url.get_backend_name() == "sqlite" and url.database:
        folder = Path(url.database).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotWritable(f"the folder {folder} for the store cannot be made: {error.strerror}") from None
