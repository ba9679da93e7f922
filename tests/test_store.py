"""The store: what it remembers, and that saying a thing twice changes nothing. Runs on SQLite and PostgreSQL."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text
from stores import Clock, day, document, entry, figure, gathered, initiative, page

from measures.model import Change, Speaker
from store import engine
from store.errors import Ambiguous, NotWritable, SchemaOutdated, SchemaTooNew, StoreError, Unreachable, WrongAddress
from store.store import Store, Wanted


def team(change: Change) -> Iterable[str]:
    return ("team",)


def kinds(store: Store) -> list[str]:
    return [change.kind for change in store.changes()]


# --- recording ---------------------------------------------------------------------------------------------------


def test_recording_twice_changes_nothing(store: Store) -> None:
    said = [figure(421), initiative("smart_factory", "pilot_city", start=50)]
    first = store.record("miit", [page("a")], document("a"), said, owe=team)
    before = store.counts(), len(gathered(store).deliveries())
    again = store.record("miit", [page("a")], document("a"), said, owe=team)
    assert [change.kind for change in first.changes] == ["new", "new"]
    assert not again.changes
    assert (store.counts(), len(gathered(store).deliveries())) == before


def test_a_copy_elsewhere_is_known_and_said_also_by(store: Store) -> None:
    store.record("miit", [], document("a"), [figure(421)], owe=team)
    copy = store.record("scio", [], document("b"), [figure("421")], owe=team)
    assert not copy.changes
    assert copy.known == 1
    assert len(gathered(store).deliveries()) == 1
    [change] = store.changes(kinds=["new"])
    assert [origin.document for origin in change.also] == ["b"]


def test_learning_stores_changes_and_owes_nothing(store: Store) -> None:
    recorded = store.record("miit", [], document("a"), [figure(421)], learn=True, owe=team)
    assert [change.kind for change in recorded.changes] == ["new"]
    assert gathered(store).deliveries() == []
    later = store.record("miit", [], document("b"), [figure(500, as_of="2026-06-30")], owe=team)
    assert [(c.kind, c.before.statement.value if c.before else None) for c in later.changes] == [("revised", 421)]


def test_a_change_tells_the_whole_sentence(store: Store) -> None:
    said = document("a", text="Before. There are 421 smart factories. After.")
    store.record("miit", [], said, [figure(421, start=18, sentence_start=8, sentence_end=38)])
    assert store.changes()[0].sentence == "There are 421 smart factories."


def test_a_change_tells_the_sentence_before_and_the_post_of_its_speaker(store: Store) -> None:
    then = document("a", "2025-07-01", text="There were 400 factories.")
    store.record("miit", [], then, [figure(400, start=11, sentence_end=25, as_of="2025-06-30")])
    now = document("b", text="There are 421.", speakers=(Speaker(name="Ding Wen", title="minister"),))
    [change] = store.record("miit", [], now, [figure(421, start=10, speaker="Ding Wen")], owe=team).changes
    assert (change.before_sentence, change.post) == ("There were 400 factories.", "minister")
    assert store.changes()[0].before_sentence == ""


def test_what_may_be_the_same_leads_to_where_it_was_merged(store: Store) -> None:
    store.record("miit", [], document("a", "2025-07-01"), [figure(421, as_of="2025-06-30")])
    store.record("miit", [], document("b", "2025-07-02"), [figure(77, "clever_plant", as_of="2025-06-30")])
    first, other = (measure.id for measure in sorted(store.measures(), key=lambda one: -one.points[0].statement.value))
    with engine.writing(store._engine) as session:  # what a reading in doubt writes
        session.execute(text("UPDATE change SET perhaps = :other WHERE id = 1"), {"other": other})
    changed = store.changes()[0]
    assert (changed.perhaps, changed.perhaps_title) == (other, store.measure(other).title)
    [merged] = store.merge(first, other)
    assert store.changes()[0].perhaps == ("" if merged.id == store.changes()[0].measure else merged.id) == ""


def test_a_series_holds_what_is_near_a_statement_by_its_measure(store: Store) -> None:
    for month in range(1, 5):
        said = figure(400 + month, as_of=f"2025-0{month}-28")
        store.record("miit", [], document(f"d{month}", f"2025-0{month}-28"), [said, figure(9, "other", start=50)])
    last = store.changes()[-1] if store.changes()[-1].statement.value > 9 else store.changes()[-2]
    series = store.series([last.number])
    assert {key: sorted(int(p.statement.value) for p in points) for key, points in series.items()} == {
        last.measure: [401, 402, 403, 404]
    }
    assert store.series([]) == {}


def test_a_page_that_changes_its_number_is_corrected(store: Store) -> None:
    store.record("miit", [], document("a", text="There are 412."), [figure(412, start=10)], owe=team)
    changed = store.record("miit", [], document("a", text="There are 421."), [figure(421, start=10)], owe=team)
    assert [(c.kind, c.before.statement.value if c.before else None) for c in changed.changes] == [("corrected", 412)]
    [measure] = store.measures()
    assert [point.statement.value for point in measure.points] == [421]
    assert [change.taken_back for change in store.changes()] == [True, False], "what is told late is told as it stands"


def test_a_page_that_only_moves_its_sentences_says_nothing_new(store: Store) -> None:
    store.record("miit", [], document("a", text="There are 421 now."), [figure(421, start=10)])
    moved = store.record("miit", [], document("a", text="Well. There are 421 now."), [figure(421, start=16)])
    assert (moved.changes, moved.version) == ((), 2)
    assert next(iter(store.measures())).points[0].statement.start == 16
    assert store.document("a", version=1) == document("a", text="There are 421 now.")


def test_what_a_page_takes_back_no_longer_stands_unless_another_says_it(store: Store) -> None:
    store.record("miit", [], document("a"), [figure(421)])
    store.record("scio", [], document("b"), [figure(421)])
    store.record("miit", [], document("a", text="Nothing is left of it."), [])
    later = store.record("miit", [], document("c"), [figure(421)])
    assert later.changes == ()


def test_a_page_that_loses_its_text_for_one_reading_says_nothing_new(store: Store) -> None:
    said = [figure(421), initiative("smart_factory", "pilot_city", start=50)]
    store.record("miit", [], document("a"), said, owe=team)
    store.record("miit", [], document("a", text="Back soon."), [], owe=team)
    back = store.record("miit", [], document("a"), said, owe=team)
    assert (back.changes, back.version) == ((), 3)
    assert [len(measure.points) for measure in store.measures()] == [1, 1]
    assert len(gathered(store).deliveries()) == 1
    assert store.record("scio", [], document("b"), said, owe=team).changes == ()


def test_a_page_that_goes_back_to_its_first_number_corrects_again(store: Store) -> None:
    told = []
    for value in (412, 421, 412, 421):
        said = document("a", text=f"There are {value}.")
        told += store.record("miit", [], said, [figure(value, start=10)], owe=team).changes
    assert [change.kind for change in told] == ["new", "corrected", "corrected", "corrected"]
    [measure] = store.measures()
    assert [point.statement.value for point in measure.points] == [421]


def test_versions_of_a_page_stand_beside_each_other(store: Store, clock: Clock) -> None:
    store.record("miit", [page("a", b"one")], document("a", text="one"), [])
    store.record("miit", [page("a", b"two", etag="2")], document("a", text="two"), [])
    store.record("miit", [page("a", b"one")], document("a", text="one"), [])
    assert [version.body for version in store.pages("a")] == [b"one", b"two"]


def test_only_the_last_listing_is_kept_and_remembered(store: Store) -> None:
    store.keep(page("list", b"one", etag="1"))
    store.keep(page("list", b"two", etag="2"))
    remembered = store.remembered("https://news.example/list")
    assert remembered is not None
    assert (remembered.body, remembered.headers) == (b"two", {"etag": "2"})
    assert store.remembered("https://news.example/other") is None
    assert len(store.pages("list")) == 1


def test_listings_that_nobody_asks_for_any_more_go_and_articles_stay(store: Store) -> None:
    store.record("miit", [page("article")], document("article"), [])
    for number in range(3):
        search = page(f"search-{number}")
        store.keep(replace(search, fetched_at=search.fetched_at + timedelta(days=20 * number)))
    kept = [name for name in ("search-0", "search-1", "search-2", "article") if store.pages(name)]
    assert kept == ["search-1", "search-2", "article"]


def test_characters_no_database_takes_are_stored_with_their_places(store: Store) -> None:
    said = document("a", text="odd \x00 and \ud800 421 there", title="\x00")
    store.record("miit", [], said, [figure(421, label="odd\x00", subject="odd\x00")])
    assert len(store.counts()) == 4
    stored = store.document("a")
    assert stored is not None
    assert len(stored.text) == len(said.text)


def test_two_names_of_one_series_become_one_measure_in_any_order(store: Store) -> None:
    one = figure(14600, "little_giant_program", as_of="2025-10-14")
    both = figure(14600, "giant_firm_program", as_of="2025-10-14", start=5)
    later = figure(17600, "giant_firm_program", as_of="2025-11-30")
    store.record("miit", [], document("c", "2025-12-01"), [later])
    store.record("miit", [], document("a", "2025-10-14"), [one])
    store.record("miit", [], document("b", "2025-10-15"), [both])
    [measure] = store.measures()
    assert [point.statement.value for point in measure.points] == [14600, 14600, 17600]


# --- entries -----------------------------------------------------------------------------------------------------


def test_an_entry_is_due_until_it_is_read(store: Store) -> None:
    assert [e.identity for e in store.due("miit", [entry("a"), entry("b"), entry("a")])] == ["a", "b"]
    assert [e.identity for e in store.waiting("miit")] == ["a", "b"], "a killed run is made good"
    store.record("miit", [], document("a"), [])
    assert [e.identity for e in store.due("miit", [entry("a"), entry("b")])] == ["b"]
    assert (store.seen("a"), store.seen("b")) == (True, False)


def test_a_failed_entry_waits_longer_each_time(store: Store, clock: Clock) -> None:
    store.due("miit", [entry("a")])
    waits = []
    for _ in range(10):
        store.fail("miit", entry("a"), "refused")
        assert store.due("miit", [entry("a")]) == []
        minutes = 0
        while not store.due("miit", [entry("a")]):
            clock.forward(minutes=10)
            minutes += 10
        waits.append(minutes)
    assert waits[:4] == [10, 20, 40, 80]
    assert max(waits) == 24 * 60


def test_a_page_that_is_only_announced_waits_to_fill_in(store: Store, clock: Clock) -> None:
    store.due("scio", [entry("a")])
    store.record("scio", [], document("a", text="Soon.", complete=False), [])
    assert store.waiting("scio") == []
    clock.forward(hours=3)
    assert [e.identity for e in store.waiting("scio")] == ["a"]
    filled = store.record("scio", [], document("a", text="There are 421."), [figure(421)])
    assert [change.kind for change in filled.changes] == ["new"]
    clock.forward(days=9)
    assert store.waiting("scio") == []


def test_an_entry_listed_as_history_stays_so_until_it_is_read(store: Store) -> None:
    store.due("miit", [entry("a"), entry("b")], silent=True)
    store.due("miit", [entry("a"), entry("c")])
    store.due("miit", [entry("c")], silent=True)
    store.fail("miit", entry("a"), "refused")
    silent = {name: store.is_silent("miit", name) for name in "abcd"}
    assert silent == {"a": True, "b": True, "c": False, "d": False}
    store.due("miit", [entry("b")], tell=True)
    assert not store.is_silent("miit", "b"), "who asks to be told is told"
    store.record("miit", [], document("a"), [], learn=True)
    assert not store.is_silent("miit", "a"), "what the page corrects later is news"


def test_an_entry_that_leads_to_another_page_is_read_too(store: Store, clock: Clock) -> None:
    store.due("miit", [entry("a"), entry("b")])
    store.record("miit", [], document("moved"), [], entry="a")
    clock.forward(days=2)
    assert [e.identity for e in store.due("miit", [entry("a"), entry("b")])] == ["b"]


def test_a_page_is_looked_at_again_while_a_listing_shows_it(store: Store, clock: Clock) -> None:
    begun, looks = clock(), []
    store.due("miit", [entry("a")])
    store.record("miit", [], document("a"), [])
    for hour in range(24 * 9):
        if store.due("miit", [entry("a")], revisit=True):
            looks.append((clock() - begun).total_seconds() / 86400)
            if hour < 40:
                store.fail("miit", entry("a"), "timed out")
            else:
                store.record("miit", [], document("a"), [])
        clock.forward(hours=1)
    assert len(looks) == 4, "one that failed, and three that count"
    assert looks[0] < 1
    assert looks[-1] < 8


def test_a_page_that_never_fills_in_is_not_asked_for_for_ever(store: Store, clock: Clock) -> None:
    store.due("scio", [entry("a")])
    days = 0
    while store.waiting("scio") and days < 999:
        store.record("scio", [], document("a", text="Soon.", complete=False), [])
        clock.forward(days=1)
        days += 1
    assert 120 <= days <= 125


def test_a_page_that_is_gone_again_and_again_is_asked_for_no_more(store: Store, clock: Clock) -> None:
    store.due("miit", [entry("a")])
    for _ in range(5):
        assert store.due("miit", [entry("a")])
        store.fail("miit", entry("a"), "404", gone=True)
        clock.forward(hours=12)
    clock.forward(days=99)
    assert store.due("miit", [entry("a")]) == []
    assert store.seen("a")


# --- looking -----------------------------------------------------------------------------------------------------


def test_measures_are_found_by_what_is_known_of_them(store: Store) -> None:
    store.record(
        "miit", [], document("a"), [figure(421, "smart_factory"), initiative("low_altitude", "route_map", start=9)]
    )
    store.record("scio", [], document("b"), [figure(7, "research_centre")])

    def titles(**wanted: object) -> list[str]:
        return sorted(m.title for m in store.measures(Wanted(**wanted)))  # type: ignore[arg-type]

    assert titles(kind="initiative") == ["low_altitude route_map"]
    assert titles(words="SMART fact") == ["smart factory"]
    assert titles(source="scio") == ["research centre"]
    assert titles(words="page b") == ["research centre"], "a word of the quoted sentence"
    assert titles(words="%") == []
    assert len(titles(limit=2)) == 2
    assert len(titles()) == 3


def test_a_measure_is_found_by_the_first_letters_of_its_id(store: Store) -> None:
    store.record("miit", [], document("a"), [figure(421), figure(7, "research_centre", start=9)])
    one, two = store.measures()
    assert store.measure(one.id) == one
    unique = next(two.id[:n] for n in range(3, 12) if not one.id.startswith(two.id[:n]))
    assert store.measure(unique) == two
    assert store.measure("f-zz") is None
    with pytest.raises(Ambiguous, match=r"f-.*, f-"):
        store.measure("f-")


def test_listing_measures_does_not_hold_up_a_writer(store: Store) -> None:
    store.record("miit", [], document("a"), [figure(421), figure(7, "research_centre", start=9)])
    listing = store.measures()
    next(listing)
    store.record("miit", [], document("b"), [figure(8, "test_bed")])
    assert list(listing)


def test_checks_tell_how_a_source_does(store: Store, clock: Clock) -> None:
    assert store.last_good("miit") is None
    begun = clock()
    store.finished(store.started("miit"), "ok", listed=20, read=3)
    clock.forward(hours=1)
    store.finished(store.started("miit"), "blocked", "a challenge instead of a page")
    store.due("miit", [entry("b")])
    store.record("miit", [], document("a", "2026-02-27"), [])
    [health] = store.health()
    assert store.last_good("miit") == begun == health.last_good
    assert (health.outcome, health.message) == ("blocked", "a challenge instead of a page")
    assert (str(health.newest), health.documents, health.unread) == ("2026-02-27", 1, 1)


def test_a_source_that_another_is_quicker_than_is_not_silent(store: Store) -> None:
    store.finished(store.started("feed"), "ok", listed=2)
    store.due("feed", [replace(entry("a"), published=date(2026, 2, 28)), entry("b")])
    store.record("miit", [], document("a", "2026-02-27"), [])
    [health] = store.health()
    assert (str(health.newest), health.documents) == ("2026-02-28", 1)


# --- tables and errors -------------------------------------------------------------------------------------------


def test_migrations_make_the_tables_that_the_program_describes(store: Store, database: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from store.tables import Row

    engine = create_engine(database)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []
        assert "statement_key" in inspect(connection).get_table_names()
    engine.dispose()
    store.migrate()
    store.check()


def test_a_store_of_a_later_program_is_refused(store: Store, database: str) -> None:
    engine = create_engine(database)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    for attempt in (store.check, store.migrate):
        with pytest.raises(SchemaTooNew, match="later version of gongbao"):
            attempt()


def test_a_store_without_tables_says_so(database: str) -> None:
    empty = Store(database)
    with pytest.raises(SchemaOutdated):
        empty.check()
    with pytest.raises(StoreError):
        empty.counts()
    empty.close()


@pytest.mark.parametrize("url", ["", "gongbao.db", "mysql://host/db", "sqlite://", "sqlite:///:memory:"])
def test_an_address_of_no_database_is_refused(url: str) -> None:
    with pytest.raises(WrongAddress):
        Store(url)


def test_a_database_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1:1/") as caught:
        Store("postgresql://reader:secret-word@127.0.0.1:1/news").migrate()
    assert "secret-word" not in str(caught.value)


def test_a_file_that_cannot_be_used_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("this is a text and no database at all" * 50)
    with pytest.raises(WrongAddress, match="no SQLite database"):
        Store(f"sqlite:///{tmp_path}/file").migrate()
    with pytest.raises(NotWritable):
        Store(f"sqlite:///{tmp_path}/file/store.db").migrate()
    with pytest.raises(NotWritable):
        Store(f"sqlite:///{tmp_path}").migrate()


def test_sqlite_runs_in_wal_mode_and_checks_references(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/new/store.db")
    store.migrate()
    mode = sqlite3.connect(tmp_path / "new" / "store.db").execute("PRAGMA journal_mode").fetchone()
    assert mode == ("wal",)
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    store.close()


# --- what was to be done ------------------------------------------------------------------------------------------


CITIES = ("sme_digital_transformation", "pilot_city", "select", "county", "training", "harbour")


def overdue(store: Store, today: str = "2026-03-02") -> list[str]:
    return [measure.title for measure in store.measures(Wanted(overdue=date.fromisoformat(today)))]


def test_a_time_that_passes_without_news_can_be_asked_for(store: Store) -> None:
    plan = initiative(*CITIES, title="name pilot cities", by=day("2025-12-31"))
    store.record("miit", [], document("a", "2025-03-01"), [plan])
    assert overdue(store, "2025-12-31") == []
    assert overdue(store) == ["name pilot cities"]
    store.record("miit", [], document("b", "2026-02-20"), [initiative(*CITIES, status="completed")])
    assert overdue(store) == []


def test_a_target_is_overdue_until_a_value_of_its_day_or_of_a_later_one_is_known(store: Store) -> None:
    target = figure(10_000, modality="target", by=day("2025-12-31"))
    store.record("miit", [], document("a", "2021-08-06"), [target, figure(4_762, as_of="2021-08-06", start=50)])
    store.record("miit", [], document("b", "2025-10-10"), [figure(9_100, as_of="2025-09-30")])
    assert overdue(store) == ["smart factory"]
    store.record("miit", [], document("c", "2026-01-20"), [figure(10_400, as_of="2025-12-31")])
    assert overdue(store) == []


def test_a_time_that_was_put_off_is_not_overdue(store: Store) -> None:
    for number, (said, by) in enumerate((("2025-03-01", "2025-12-31"), ("2025-12-01", "2026-12-31"))):
        plan = initiative(*CITIES, by=day(by))
        store.record("miit", [], document(f"d{number}", said), [plan])
    assert overdue(store) == []
