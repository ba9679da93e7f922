"""A store of an earlier schema is carried over with what it holds, and goes on as if it had been made today."""

from datetime import UTC, datetime
from typing import Any

from alembic import command
from sqlalchemy import MetaData, create_engine, insert
from stores import Clock, document, figure

from measures.model import Figure
from store import schema
from store.codec import kind_of, pack, packed
from store.store import Store

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC).replace(tzinfo=None)


def earlier(database: str, revision: str, said: Figure) -> None:
    """Make a store of a revision with one document that says one thing."""
    engine = create_engine(database)
    with engine.begin() as connection:
        settings = schema.config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, revision)
        tables = MetaData()
        tables.reflect(connection)

        def put(name: str, **row: Any) -> None:
            connection.execute(insert(tables.tables[name]).values(**row))

        page = document("old", "2026-01-05")
        facts = {"identity": page.identity, "url": page.url, "title": page.title, "publisher": "", "language": "en"}
        put("document", **facts, source="miit", published=page.published, complete=True, version=1, digest="d",
            recorded_at=NOW)  # fmt: skip
        put("document_version", document=1, version=1, digest="d", recorded_at=NOW, data=packed(page))
        put("measure", id="f-0123456789", kind="figure", title="smart factory", created_at=NOW)
        put("measure_key", key="an old key", measure="f-0123456789")
        put("statement", document=1, measure="f-0123456789", kind=kind_of(said), digest="s", at="2025-12-31",
            change="new", stands=True, version=1, topic="smart_factory", sentence="", data=pack(said))  # fmt: skip
        put("change", statement=1, kind="new", reason="", learned=False, at=NOW)
    engine.dispose()


def test_what_an_earlier_store_knows_is_known_after_the_upgrade(database: str) -> None:
    earlier(database, "0002", figure(400, as_of="2025-12-31"))
    store = Store(database, clock=Clock(datetime(2026, 3, 2, 9, tzinfo=UTC)))
    store.migrate()
    [known] = store.measures()
    assert (known.id, known.title, len(known.points)) == ("f-0123456789", "smart factory", 1)
    again = store.record("miit", [], document("copy", "2026-01-06"), [figure(400, as_of="2025-12-31")])
    later = store.record("miit", [], document("new", "2026-03-01"), [figure(421, as_of="2026-02-28")])
    assert ([c.kind for c in again.changes], [c.kind for c in later.changes]) == ([], ["revised"])
    assert [(m.id, len(m.points)) for m in store.measures()] == [("f-0123456789", 3)]
    store.close()
