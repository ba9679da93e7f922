"""A store of an earlier schema is carried over with what it holds, and goes on as if it had been made today."""

import re
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from house import House
from sqlalchemy import Connection, MetaData, create_engine, insert, inspect
from stores import Clock, document, figure, page

from measures.model import Figure
from store import schema
from store.codec import kind_of, pack, packed
from store.errors import NotCarried, NotCopied, SchemaOutdated, SchemaTooNew
from store.store import Store

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC).replace(tzinfo=None)
LATER = datetime(2026, 3, 2, 9, tzinfo=UTC)
SAID = figure(400, as_of="2025-12-31")


def earlier(database: str, revision: str, said: Figure = SAID) -> None:
    """Make a store of a revision with one document that says one thing, its raw page, and a message that told it."""
    engine = create_engine(database)
    with engine.begin() as connection:
        settings = schema.config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, revision)
        put = putter(connection)
        old, raw = document("old", "2026-01-05"), page("old")
        facts = {"identity": old.identity, "url": old.url, "title": old.title, "publisher": "", "language": "en"}
        put("page", identity=raw.identity, url=raw.url, digest="p", status=200, headers={"etag": "1"}, listing=False,
            body=zlib.compress(raw.body), fetched_at=NOW)  # fmt: skip
        put("entry", source="miit", identity=old.identity, url=old.url, title=old.title, published=old.published,
            state="read", attempts=1, next_try=NOW, error="", listed_at=NOW, silent=False)  # fmt: skip
        put("document", **facts, source="miit", published=old.published, complete=True, version=1, digest="d",
            recorded_at=NOW)  # fmt: skip
        put("document_version", document=1, version=1, digest="d", recorded_at=NOW, data=packed(old))
        put("measure", id="f-0123456789", kind="figure", title="smart factory", created_at=NOW)
        put("measure_key", key="an old key", measure="f-0123456789")
        put("statement", document=1, measure="f-0123456789", kind=kind_of(said), digest="s", at="2025-12-31",
            change="new", stands=True, version=1, topic="smart_factory", sentence="", data=pack(said))  # fmt: skip
        put("change", statement=1, kind="new", reason="", learned=False, at=NOW)
        put("delivery", channel="desk.hook", key="k", state="sent", attempts=1, next_at=NOW, last_error="",
            created_at=NOW, sent_at=NOW)  # fmt: skip
        put("delivery_change", channel="desk.hook", change=1, delivery=1)
        put("owed", channel="desk.hook", change=1, at=NOW, delivery=1)
        put("failing", channel="desk.chat", failures=3, since=NOW, error="refused")
        put(
            "source_check", source="miit", started_at=NOW, finished_at=NOW, outcome="ok", message="", counts={"read": 1}
        )
    engine.dispose()


def putter(connection: Connection) -> Callable[..., None]:
    """Puts rows into the tables and columns that there are at the revision."""
    tables = MetaData()
    tables.reflect(connection)

    def put(name: str, **row: Any) -> None:
        if (table := tables.tables.get(name)) is not None:
            there = {column: value for column, value in row.items() if column in table.c}
            if name == "statement" and "stands" not in table.c:  # its keys are made anew in what is older alone
                assert set(row) - set(there) == {"stands"}
            connection.execute(insert(table).values(**there))

    return put


def carried(database: str) -> Store:
    """The store at this program's schema, asked for by a person."""
    store = Store(database, clock=Clock(LATER))
    store.migrate(asked=True)
    return store


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_what_an_earlier_store_knows_is_known_after_the_upgrade(database: str, revision: str) -> None:
    earlier(database, revision)
    store = carried(database)
    [known] = store.measures()
    assert (known.id, known.title, len(known.points)) == ("f-0123456789", "smart factory", 1)
    again = store.record("miit", [], document("copy", "2026-01-06"), [SAID])
    later = store.record("miit", [], document("new", "2026-03-01"), [figure(421, as_of="2026-02-28")])
    assert ([c.kind for c in again.changes], [c.kind for c in later.changes]) == ([], ["revised"])
    assert [(m.id, len(m.points)) for m in store.measures()] == [("f-0123456789", 3)]
    store.close()


@pytest.mark.parametrize("revision", ["0001", "0002", "0003", "0004", "0005"])
def test_pages_messages_and_looks_of_every_schema_are_carried_over(database: str, revision: str) -> None:
    earlier(database, revision)
    store = carried(database)
    [raw] = store.pages("old")
    assert (raw.body, raw.headers) == (b"<p>page</p>", {"etag": "1"})
    assert store.document("old") == document("old", "2026-01-05")
    assert store.seen("old")
    [told] = store.deliveries()
    assert [(told.channel, told.form, change.statement) for change in told.changes] == [("desk.hook", "event", SAID)]
    assert store.untold() == {}
    assert [(one.source, one.outcome) for one in store.health()] == [("miit", "ok")]
    store.close()


def test_the_tables_after_all_migrations_are_those_of_a_new_store(database: str) -> None:
    earlier(database, "0001")
    carried(database).close()
    with closing(create_engine(database).connect()) as connection:
        settings = schema.config()
        settings.attributes["connection"] = connection
        command.check(settings)  # raises where the tables are otherwise than `store.tables` says


# --- the copy before ----------------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "gongbao.db"


def test_a_file_is_copied_before_it_is_changed(file: Path) -> None:
    earlier(f"sqlite:///{file}", "0003")
    store = Store(f"sqlite:///{file}")
    done = store.migrate()
    assert done is not None
    assert (done.before, done.after, done.copy) == ("0003", schema.newest(), file.with_name("gongbao-0003.db"))
    assert store.migrate() is None, "there is nothing left to do"
    store.close()
    assert sorted(one.name for one in file.parent.iterdir()) == ["gongbao-0003.db", "gongbao.db"]
    with closing(create_engine(f"sqlite:///{done.copy}").connect()) as connection:
        assert "backfill" not in inspect(connection).get_table_names()
        assert connection.exec_driver_sql("SELECT title FROM measure").scalars().all() == ["smart factory"]


def test_a_failed_migration_leaves_the_store_as_it_was_and_says_how_to_go_back(file: Path) -> None:
    earlier(f"sqlite:///{file}", "0003")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE delivery_change")  # the next migration wants it
    before = content(file)
    with pytest.raises(NotCarried, match=r"from schema 0003 .*as it was, and is kept in .*gongbao-0003\.db besides"):
        Store(f"sqlite:///{file}").migrate()
    assert content(file) == before
    assert content(file.with_name("gongbao-0003.db")) == before
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE delivery_change (channel, change, delivery)")
    carried(f"sqlite:///{file}").close()


def content(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def test_without_a_copy_nothing_is_changed(file: Path) -> None:
    earlier(f"sqlite:///{file}", "0004")
    file.with_name("gongbao-0004.db").mkdir()  # where the copy is to be
    before = content(file)
    with pytest.raises(NotCopied, match=r"cannot be copied to .*gongbao-0004\.db"):
        Store(f"sqlite:///{file}").migrate()
    assert content(file) == before
    assert not list(file.parent.glob("*.part"))


def test_a_store_of_a_later_version_is_left_alone(file: Path) -> None:
    carried(f"sqlite:///{file}").close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(SchemaTooNew, match="later version of gongbao"):
        Store(f"sqlite:///{file}").migrate()


@pytest.mark.stack
def test_postgresql_is_upgraded_by_a_person_alone(
    postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = f"{postgres.rpartition('/')[0]}/by_hand"
    engine = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE by_hand")
    engine.dispose()
    earlier(database, "0004")
    monkeypatch.setenv("GONGBAO_DATABASE", database)
    with House(tmp_path) as house:
        seen = house.run("doctor")
        assert seen.status == 1
        assert re.search(r"BAD  the store is of an earlier version .* then run `gongbao upgrade`", seen.out)
        assert "Prefect does not run" in seen.out, "the rest is looked at all the same"
        refused = house.run("check")
        assert (refused.status, "gongbao upgrade" in refused.err) == (1, True)
    store = Store(database)
    with pytest.raises(SchemaOutdated, match=r"pg_dump, then run `gongbao upgrade`"):
        store.migrate()
    assert schema.present(create_engine(database)) == "0004"
    store.close()
    with House(tmp_path) as house:
        assert house.run("upgrade").out == f"the store was brought from schema 0004 to {schema.newest()}.\n"
        assert "nothing to do" in house.run("upgrade").out
