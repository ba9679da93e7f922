"""The tables' version: bring it up, or say why not. Migrations travel inside the package."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from store import copying, index, migrations
from store.engine import WRITERS, cause, explained
from store.errors import NotCarried, SchemaOutdated, SchemaTooNew

DOCS = "docs/operations.md, Upgrade"


@dataclass(frozen=True, slots=True)
class Carried:
    """A store that was brought from one revision to another; `copy` is the file it was copied to before, if any."""

    before: str
    after: str
    copy: Path | None = None

    def __str__(self) -> str:
        kept = f"; as it was before, it is kept in {self.copy}" if self.copy else ""
        return f"the store was brought from schema {self.before} to {self.after}{kept}"


def config() -> Config:
    """Alembic's configuration, without a file."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(str(migrations.__file__)).parent))
    settings.set_main_option("path_separator", "os")
    return settings


def newest() -> str:
    """The revision this program works with."""
    return ScriptDirectory.from_config(config()).get_current_head() or ""


def present(engine: Engine) -> str | None:
    """The revision of the database, None where it is empty."""
    with explained(engine), engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check(engine: Engine) -> None:
    """Raise `SchemaOutdated` or `SchemaTooNew` unless the tables are those of this program."""
    revision = present(engine)
    if revision == newest():
        return
    _refuse_later(revision)
    raise SchemaOutdated("the store's tables are older than this program, or missing; run `gongbao upgrade`")


def upgrade(engine: Engine, *, asked: bool) -> Carried | None:
    """Bring the tables to this program's revision, in one transaction; several processes may try at once.

    A file of an earlier revision is copied beside itself before; tables in PostgreSQL are touched only if a person
    `asked`. Returns what was done to a store that was there. Raises `SchemaOutdated`, `SchemaTooNew`, `NotCarried`.
    """
    if present(engine) == newest():
        return None
    with explained(engine), _alone(engine) as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
        _refuse_later(revision)
        if revision == newest():
            return None
        copy = _copied(engine, revision, asked=asked) if revision else None
        _carry(connection, revision, copy)
    return Carried(revision, newest(), copy) if revision else None


def _copied(engine: Engine, revision: str, *, asked: bool) -> Path | None:
    """The copy of an SQLite file that is about to be changed: nobody else writes to it now."""
    if engine.dialect.name == "sqlite":
        file = Path(str(engine.url.database))
        copy = _named(file, revision)
        copying.copy(file, copy)
        return copy
    if asked:
        return None
    raise SchemaOutdated(
        f"the store is of an earlier version of gongbao (schema {revision}; this one works with {newest()}): stop all"
        f" that work with it, save it with pg_dump, then run `gongbao upgrade` ({DOCS})"
    )


def copies(file: Path) -> list[Path]:
    """The copies of a store that were made before it was brought up."""
    return [copy for revision in _revisions() if (copy := _named(file, revision)).is_file()]


def _named(file: Path, revision: str) -> Path:
    return file.with_name(f"{file.stem}-{revision}{file.suffix}")


def _revisions() -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}


def _carry(connection: Connection, revision: str | None, copy: Path | None) -> None:
    settings = config()
    settings.attributes["connection"] = connection
    try:
        command.upgrade(settings, "head")
        with Session(connection) as session:
            index.fill(session)
            session.flush()
    except (SQLAlchemyError, CommandError, ValueError) as error:
        kept = f", and is kept in {copy} besides" if copy else ""
        raise NotCarried(
            f"the store cannot be brought from schema {revision or 'none'} to {newest()}: {cause(error)}. It is as it"
            f" was{kept}: the former version of gongbao works with it ({DOCS})"
        ) from error


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction of the only writer. SQLite's checks of references are off: a table is rebuilt to be changed."""
    with engine.execution_options(writing=True).connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                if engine.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITERS})
                yield connection
        finally:
            connection.invalidate()


def _refuse_later(revision: str | None) -> None:
    if revision and revision not in _revisions():
        raise SchemaTooNew(
            f"the store was made by a later version of gongbao (schema {revision}): upgrade gongbao, or go back to a"
            f" copy that was made before ({DOCS})"
        )
