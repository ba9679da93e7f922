"""Alembic's entry: runs inside the transaction that `store.schema` opened. On its own it serves `alembic revision`."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import create_engine
from sqlmodel import AutoString

from store.tables import Moment, Row


def plain(kind: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    """Write our column types as SQLAlchemy's own, so that old migrations need none of today's code."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime()"
    return "sa.String()" if kind == "type" and isinstance(item, AutoString) else False


def run() -> None:
    """Bring the given connection to the wanted revision."""
    connection = context.config.attributes.get("connection")
    if connection is None:
        connection = create_engine(context.config.get_main_option("sqlalchemy.url") or "sqlite://").connect()
    context.configure(
        connection=connection,
        target_metadata=Row.metadata,
        render_as_batch=True,
        render_item=plain,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
