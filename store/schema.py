"""The tables' version: bring it up, or say why not. Migrations travel inside the package."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from store import migrations
from store.engine import WRITERS, explained
from store.errors import SchemaOutdated, SchemaTooNew


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
    raise SchemaOutdated("the store's tables are older than this program, or missing; run the migration first")


def upgrade(engine: Engine) -> None:
    """Bring the tables to this program's revision, in one transaction; several processes may try at once."""
    with explained(engine), _alone(engine) as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
        _refuse_later(revision)
        if revision != newest():
            settings = config()
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")


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
    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    if revision and revision not in known:
        raise SchemaTooNew(f"the store was made by a later version of gongbao (schema {revision}); upgrade gongbao")
