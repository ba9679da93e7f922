"""The benchmark's fillings are what `record` writes, and all that recording asks of a database goes by an index."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, NullPool, create_engine, event, text

import measures.groups
from bench import fill, world
from bench.recorded import Size, documents
from measures.model import Point, Statement
from store.store import Store

pytestmark = pytest.mark.xdist_group("growth")

SEED, MEASURES = 1, 240


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Two stores of one world: one that was told it, and one that was filled."""
    folder = tmp_path_factory.mktemp("growth")
    told, filled = (f"sqlite:///{folder / name}.db" for name in ("told", "filled"))
    for url in (told, filled):
        Store(url).migrate()
    alike = like_others()
    for (day, slot), said in told_by_documents(alike).items():
        Store(told).record("bench", [], world.document(day, slot)[0], said)
    fill.fill([create_engine(filled)], fill.Filling(SEED, alike), MEASURES)
    return told, filled


def like_others() -> frozenset[int]:
    """Made-up measures that happen to be like each other: `record` would say so, the filling does not ask."""
    tellings = [(n, one) for n in range(MEASURES) for one in world.tellings(SEED, n)]
    points = {place: Point(one.statement, one.origin) for place, (_, one) in enumerate(tellings)}
    bound = {(tellings[one][0], tellings[other][0]) for one, other in measures.groups.bonds(points)}
    alike = frozenset(number for two in bound for number in two if len({*two}) > 1)
    assert len(alike) < MEASURES / 10
    return alike


def told_by_documents(without: frozenset[int]) -> dict[tuple[int, int], list[Statement]]:
    said: dict[tuple[int, int], list[Statement]] = defaultdict(list)
    for number in sorted({*range(MEASURES)} - without):
        for one in world.tellings(SEED, number):
            said[one.day, one.slot].append(one.statement)
    return dict(sorted(said.items()))


STATEMENT = "JOIN document d ON d.id = s.document"
ROWS = {
    "documents": "SELECT identity, source, url, title, publisher, language, published, event_date, complete, version,"
    " digest FROM document",
    "versions": "SELECT d.identity, v.version, v.digest, v.data FROM document_version v"
    " JOIN document d ON d.id = v.document",
    "measures": 'SELECT id, kind, title, named, "into" FROM measure',
    "statements": "SELECT d.identity, s.digest, s.measure, s.kind, s.at, s.due, s.change, s.version, s.gone_in,"
    f" s.topic, s.sentence, s.data FROM statement s {STATEMENT}",
    "keys": "SELECT k.key, k.day, d.identity, s.digest FROM statement_key k JOIN statement s ON s.id = k.statement"
    f" {STATEMENT}",
    "changes": "SELECT d.identity, s.digest, c.kind, b.document, b.digest, c.perhaps, c.rule, c.reason, s.measure,"
    f" c.learned FROM change c JOIN statement s ON s.id = c.statement {STATEMENT}"
    " LEFT JOIN statement b ON b.id = c.before",
}


@pytest.mark.parametrize("table", ROWS)
def test_a_store_filled_by_rows_is_as_one_that_was_told(both: tuple[str, str], table: str) -> None:
    told, filled = (rows(url, table) for url in both)
    assert filled == told


def rows(url: str, table: str) -> list[tuple[Any, ...]]:
    """The rows without the numbers of documents, which are counted in another order; times are those of writing.

    What a statement was compared with hangs on what stood near.
    """
    with create_engine(url).connect() as connection:
        names = dict(connection.execute(text("SELECT id, identity FROM document")).tuples().all())
        found = [tuple(row) for row in connection.execute(text(ROWS[table]))]
    if table == "changes":
        found = [(*row[:3], names.get(row[3]), *row[4:]) for row in found]
    return sorted(found, key=str)


# --- plans --------------------------------------------------------------------------------------------------------

GROWING = "document|document_version|entry|measure|statement|statement_key|change|ruling|ruling_side"
EVERY_ROW = re.compile(rf"(?:SCAN|Seq Scan on) ({GROWING})\b(?! USING)")


def test_all_that_recording_asks_goes_by_an_index(database: str) -> None:
    engine = create_engine(database, poolclass=NullPool)
    Store(database).migrate()
    fill.fill([engine], fill.Filling(SEED), 400)
    fill.settle(engine)
    with listening(engine.dialect.name) as asked:
        store = Store(database)
        for said, statements in documents(Size(SEED, 400), 2):
            store.record("bench", [], said, statements)
    plans = dict(explained(engine, asked))
    assert any("statement_key" in query for query in plans)
    assert {query: plan for query, plan in plans.items() if EVERY_ROW.search(plan)} == {}
    store.close()


@contextmanager
def listening(dialect: str) -> Iterator[list[tuple[str, Any]]]:
    """Collect what any database is asked, with its parameters; SQLite tells it with these filled in."""
    asked: list[tuple[str, Any]] = []

    def connected(connection: Any, record: object) -> None:
        connection.set_trace_callback(lambda query: asked.append((query, ())))

    def executed(connection: object, cursor: object, query: str, given: Any, *rest: object) -> None:
        asked.append((query, given))

    heard = ("connect", connected) if dialect == "sqlite" else ("before_cursor_execute", executed)
    event.listen(Engine, *heard)
    yield asked
    event.remove(Engine, *heard)


def explained(engine: Engine, asked: list[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    """How the database goes about each kind of query; PostgreSQL reads small tables whole only if there is no index."""
    kinds = {re.sub(r"-?\d+|'.*?'", "?", query)[:300]: (query, given) for query, given in asked}
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
        for query, given in kinds.values():
            if query.split()[0] in ("SELECT", "WITH", "UPDATE", "DELETE"):
                plan = connection.exec_driver_sql(f"{explain} {query}", given)
                yield query, "\n".join(str(row) for row in plan)
