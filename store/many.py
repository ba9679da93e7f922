"""Many rows in one query: on the way to PostgreSQL and back, the number of queries is what costs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import insert, text
from sqlmodel import Session, SQLModel, col

NUMBERS = 2000
"""So many rows are asked for or written in one query."""

T = TypeVar("T")
Given = Mapping[str, int]
"""What a look is for, by the names that stand in its text."""


def looked(session: Session, given: Sequence[Given], looks: Sequence[str]) -> Iterator[tuple[Given, tuple[int, ...]]]:
    """Yield what the looks find for each of the given rows; a look is SQL for numbers, with names in braces.

    PostgreSQL takes the rows as a table. SQLite cannot join a limited query to one, but has no way to go for each.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        for some in batches(given):
            for place, *found in connection.exec_driver_sql(_joined(some, looks)):
                yield some[place], tuple(found)
        return
    cursor = connection.connection.cursor()
    prepared = [look.format_map(_Marks()) for look in looks]
    for row in given:
        for look in prepared:
            for found in cursor.execute(look, row).fetchall():
                yield row, found


class _Marks(dict[str, str]):
    """Names as SQLite takes them."""

    def __missing__(self, name: str) -> str:
        return f":{name}"


def _joined(given: Sequence[Given], looks: Sequence[str]) -> str:
    names = list(given[0])
    rows = ", ".join(str((place, *(row[name] for name in names))) for place, row in enumerate(given))
    columns = {name: f"given.{name}" for name in names}
    look = " UNION ALL ".join(f"({look.format(**columns)})" for look in looks)
    return f"SELECT given.place, found.* FROM (VALUES {rows}) given (place, {', '.join(names)}), LATERAL ({look}) found"


def batches(rows: Sequence[T], size: int = NUMBERS) -> Iterator[Sequence[T]]:
    """Cut rows into as many as one query takes."""
    yield from (rows[start : start + size] for start in range(0, len(rows), size))


def write(session: Session, table: str, rows: Sequence[tuple[int, ...]]) -> None:
    """Write rows of integers, in the order of the table's columns."""
    for some in batches(rows):
        session.connection().exec_driver_sql(f"INSERT INTO {table} VALUES {', '.join(map(str, some))}")


def make(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, Any]], *named: str) -> list[Any]:
    """Write rows and return the named columns of each, in no order: to keep the order takes a query a row."""
    if not rows:
        return []
    returned = [col(getattr(table, name)) for name in named]
    return list(session.execute(insert(table).returning(*returned), rows, execution_options={"render_nulls": True}))


def put(session: Session, column: str, values: Mapping[int, str]) -> None:
    """Set a column of the statements with these numbers."""
    for some in batches(list(values)):
        given = ", ".join(f"({number}, :value{number})" for number in some)
        change = f"UPDATE statement SET {column} = given.value FROM given WHERE statement.id = given.id"
        bound = {f"value{number}": values[number] for number in some}
        session.execute(text(f"WITH given (id, value) AS (VALUES {given}) {change}"), bound)
