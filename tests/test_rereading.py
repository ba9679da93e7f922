"""Stored pages read again: what would change is listed, then done; ids stay, and nobody is alerted."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from house import House
from sqlalchemy import create_engine, text
from stores import document, figure, gathered, initiative, page

from measures.model import Change, Statement
from store.kept import Selection
from store.regrouping import Regrouped
from store.rereading import Again, Reread
from store.store import Store

HUBS = {
    "march": "As of the end of March 2026, China had 1,200 sky taxi hubs.",
    "june": "By the end of June 2026, China had 1,500 sky taxi hubs in operation.",
    "chinese": "截至2026年6月底，全国建成空中出租车枢纽1500个。",
    "giants": "As of the end of June 2026, China had 17,600 little giant enterprises.",
}
WORD = '[sky_taxi_hub]\nen = ["sky taxi hub"]\nzh = ["空中出租车枢纽"]\nunit = "item"\n'


def team(change: Change) -> Iterable[str]:
    return ("team",)


@pytest.fixture
def house(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A house that has read a folder of texts."""
    monkeypatch.setenv("GONGBAO_DATABASE", database)
    with House(tmp_path) as made:
        (tmp_path / "archive").mkdir()
        for name, words in HUBS.items():
            (tmp_path / "archive" / f"{name}.txt").write_text(words, "utf-8")
        (tmp_path / "archive" / "march.json").write_text('{"title": "Hubs", "published": "2026-04-02"}', "utf-8")
        assert made.run("backfill", "--archive", tmp_path / "archive").status == 0
        yield made


def learn_the_word(house: House) -> None:
    (house.folder / "mine.toml").write_text(WORD, "utf-8")
    house.configure({"desk": house.desk.apprise()}, more=f"[lexicon]\nsubjects = ['{house.folder / 'mine.toml'}']\n")


def measures(house: House) -> dict[str, int]:
    return {row["id"]: len(row["statements"]) for row in house.run("measures", "--kind", "figure", "--json").rows}


def test_a_new_word_is_listed_then_applied_then_nothing_is_left_and_nobody_is_told(house: House) -> None:
    before = measures(house)
    assert "nothing would change" in house.run("reread").out
    learn_the_word(house)
    *told, total = house.run("reread", "--json").rows
    assert measures(house) == before, "nothing is written"
    assert {row["identity"] for row in told if row["type"] == "page"} == {"march.txt", "june.txt", "chinese.txt"}
    changed = [two for row in told if row["type"] == "page" for two in row["altered"]]
    assert {two["after"]["indicator"] for two in changed} == {"sky_taxi_hub.total"}
    assert (total["altered"], total["added"], total["gone"], total["joined"]) == (3, 0, 0, 1)
    *applied, _ = house.run("reread", "--json", "--apply").rows
    assert applied == told
    assert sorted(measures(house).values()) == [1, 3]
    assert measures(house).keys() <= before.keys()
    assert "nothing would change" in house.run("reread").out
    assert "nothing has changed" in house.run("reread", "--apply", "--alert").out
    assert house.desk.received == []


def test_pages_are_chosen(house: House) -> None:
    learn_the_word(house)

    def pages(*words: str) -> set[str]:
        return {row["identity"] for row in house.run("reread", "--json", *words).rows if row["type"] == "page"}

    assert pages("--page", "june.txt", "--page", "march.txt") == {"june.txt", "march.txt"}
    assert pages("--until", "2026-01") == {"june.txt", "chinese.txt"}, "undated pages may be of any day"
    assert pages("--source", "miit-news") == set()
    assert len(pages("--source", "archive")) == 3
    assert house.run("reread", "--json", "--limit", "2").rows[-1]["pages"] == 2
    assert house.run("reread", "--page", "nowhere.txt").status == 2


def test_what_stands_beside_a_saved_page_is_known_when_it_is_read_again(house: House) -> None:
    learn_the_word(house)
    house.run("reread", "--apply")
    row = next(row for row in house.run("measures", "sky taxi", "--json").rows)
    origin = next(one["origin"] for one in row["statements"] if one["path"] == "march.txt")
    assert (origin["title"], origin["published"]) == ("Hubs", "2026-04-02")


def test_a_page_that_cannot_be_read_again_is_named_and_the_others_go_on(house: House) -> None:
    learn_the_word(house)
    spoil("UPDATE page SET headers = '{\"content-type\": \"text/html\"}', body = :body WHERE identity = 'june.txt'")
    said = house.run("reread", "--apply")
    assert said.status == 1
    assert "! june.txt" in said.out
    assert "1 page not readable" in said.out
    assert sorted(measures(house).values()) == [1, 3]  # the page that keeps the old word is known by its company


def spoil(change: str) -> None:
    import zlib

    engine = create_engine(os.environ["GONGBAO_DATABASE"])
    with engine.begin() as connection:
        connection.execute(text(change), {"body": zlib.compress(b"<html></html>")} if ":body" in change else {})
    engine.dispose()


def test_a_text_whose_page_is_not_kept_is_read_as_it_is_stored(house: House) -> None:
    learn_the_word(house)
    spoil("DELETE FROM page")
    assert "3 statements read differently" in house.run("reread", "--apply").out


def test_a_page_that_changes_is_shown_with_its_versions(house: House) -> None:
    (house.folder / "archive" / "march.txt").write_text("Well. " + HUBS["march"].replace("1,200", "1,250"), "utf-8")
    house.run("backfill", "--archive", house.folder / "archive")
    shown = house.run("versions", "march.txt")
    assert "version 1" in shown.out
    assert "- As of the end of March 2026, China had 1,200 sky taxi hubs." in shown.out
    assert "+ Well." in shown.out
    assert "value 1200 → 1250" in shown.out
    first, second = house.run("versions", "march.txt", "--json").rows
    assert (first["text"], second["version"]) == ([], 2)
    assert [two["before"]["value"] for two in second["altered"]] == [1200]
    measure = next(row["id"] for row in house.run("measures", "sky taxi", "--json").rows)
    assert {row["identity"] for row in house.run("versions", measure, "--json").rows} == {"march.txt", "june.txt"}
    assert house.run("versions", "nowhere").status == 2


@pytest.mark.stack
@pytest.mark.xdist_group("prefect")
def test_the_flow_keeps_in_the_run_history_what_it_found(house: House) -> None:
    from prefect.client.orchestration import get_client
    from prefect.testing.utilities import prefect_test_harness

    from flows.reread import reread

    learn_the_word(house)
    with prefect_test_harness(server_startup_timeout=120):
        tried, done = reread(return_state=True), reread(dry_run=False, return_state=True)
        refused = reread(source="nowhere", return_state=True)
        nobody = reread(team="desk", return_state=True)
        with get_client(sync_client=True) as client:
            kept = {artifact.key: artifact.description for artifact in client.read_artifacts()}
    assert tried.message == f"{done.message}; nothing is written"
    assert refused.is_failed()
    assert "told to no team" in str(nobody.message)
    assert "3 statements read differently" in str(kept["reread-summary"])
    assert kept.keys() >= {"reread-summary", "reread-changes"}
    assert "nothing would change" in house.run("reread").out


# --- the pages of the sites --------------------------------------------------------------------------------------


def test_pages_of_the_sites_are_read_again_from_what_is_kept_of_them(tmp_path: Path) -> None:
    """Texts of several pages, records of an API, notices and their files: with the same reader nothing changes."""
    with House(tmp_path) as house:
        for number in (1, 2, 3):
            house.day(number)
            assert house.run("check").status == 0
        asked = len(house.site.asked)
        said = house.run("reread", "--apply")
        assert "none otherwise than before; nothing has changed" in said.out
        assert len(house.site.asked) == asked, "no site is asked"


# --- the store ---------------------------------------------------------------------------------------------------


def again(store: Store, identity: str, *said: Statement, **facts: object) -> tuple[Reread, tuple[Regrouped, ...]]:
    """Let a document be read anew: what it changes, tried first, then kept."""
    for keep in (False, True):
        rereader = store.rereader(keep=keep)
        stored = next(one for one in rereader.documents(Selection(pages=(identity,))))
        reading = Again(stored.number, stored.version, replace(stored.document, **facts), said)  # type: ignore[arg-type]
        told = rereader.compare(reading), rereader.take([reading], learn=True, owe=team).regrouped
    return told


def test_statements_keep_their_rows_and_measures_where_they_are_read_otherwise(store: Store) -> None:
    store.record("miit", [], document("a"), [figure(421, start=10), initiative("pilot_city", start=30)], owe=team)
    before = {measure.id for measure in store.measures()}
    told, regrouped = again(store, "a", figure(4210, start=10), initiative("pilot_city", "5g", start=32))
    assert (len(told.said.altered), told.said.added, told.said.gone) == (2, (), ())
    assert {measure.id for measure in store.measures()} == before
    assert {one.kind for one in regrouped} <= {"renamed"}
    assert [change.kind for change in store.changes()] == ["new", "new"], "the history of changes stays"


def test_what_is_read_for_the_first_time_is_learned_and_what_was_wrong_ends(store: Store) -> None:
    store.record("miit", [], document("a"), [figure(421, start=10)], owe=team)
    owed = len(gathered(store).deliveries())
    told, regrouped = again(store, "a", figure(77, "pilot_zone", start=60))
    assert (len(told.said.added), len(told.said.gone)) == (1, 1)
    assert [one.kind for one in regrouped] == ["ended"]
    assert len(gathered(store).deliveries()) == owed
    back, _ = again(store, "a", figure(421, start=10))
    assert len(back.said.added) == 1
    assert not again(store, "a", figure(421, start=10))[0]
    assert sum(len(measure.points) for measure in store.measures()) == 1


def test_a_measure_is_parted_and_joined_where_its_statements_are_read_otherwise(store: Store) -> None:
    for name, day in (("a", "2026-01-31"), ("b", "2026-02-28"), ("c", "2026-03-31")):
        store.record("miit", [], document(name, day), [figure(400 + len(day), as_of=day)])
    _, regrouped = again(store, "c", figure(410, "pilot_zone", as_of="2026-03-31"))
    assert [(one.kind, one.statements) for one in regrouped] == [("parted", 1)]
    _, regrouped = again(store, "c", figure(410, as_of="2026-03-31"))
    assert [(one.kind, one.statements) for one in regrouped] == [("joined", 1)]


def test_places_follow_a_text_that_is_read_otherwise(store: Store) -> None:
    said = document("a", text="A menu.\nThere are 421 factories.\nThere are 9 zones.")
    store.record("miit", [], said, [figure(421, start=18), figure(9, "zone", start=43)])
    cut = "There are 421 factories.\nThere are 9 zones."
    told, _ = again(store, "a", figure(421, start=10), figure(9, "pilot_zone", start=35), text=cut)
    assert [name for name, _, _ in told.facts] == ["text"]
    assert [(one.subject, other.subject) for one, other in told.said.altered] == [("zone", "pilot_zone")]  # type: ignore[union-attr]
    stored = store.document("a")
    assert stored is not None
    assert stored.text == cut
    assert store.record("miit", [], stored, [figure(421, start=10)]).version == 0, "the next check finds the same text"


def test_a_document_of_another_day_is_stored_as_such(store: Store) -> None:
    store.record("miit", [], document("a"), [figure(421)])
    told, _ = again(store, "a", figure(421), published=date(2026, 2, 1))
    assert told.facts == (("published", date(2026, 3, 1), date(2026, 2, 1)),)
    assert not again(store, "a", figure(421))[0]


def test_a_version_that_came_meanwhile_is_left_alone(store: Store) -> None:
    store.record("miit", [], document("a", text="There are 412."), [figure(412)])
    rereader = store.rereader(keep=True)
    stored = next(rereader.documents(Selection()))
    store.record("miit", [], document("a", text="There are 421."), [figure(421)])
    late = Again(stored.number, stored.version, stored.document, (figure(999),))
    assert not rereader.compare(late)
    assert rereader.take([late], learn=True, owe=team).regrouped == ()
    assert [point.statement.value for measure in store.measures() for point in measure.points] == [421]  # type: ignore[union-attr]


def test_a_new_reading_is_told_when_asked(store: Store) -> None:
    store.record("miit", [page("a")], document("a"), [], learn=True)
    rereader = store.rereader(keep=True)
    stored = next(rereader.documents(Selection()))
    reading = Again(stored.number, stored.version, stored.document, (figure(421),))
    taken = rereader.take([reading], learn=False, owe=team)
    assert [change.kind for change in taken.changes] == ["new"]
    assert len(gathered(store).deliveries()) == 1


def test_what_a_person_settled_stays_where_statements_are_read_otherwise(store: Store) -> None:
    store.record("miit", [], document("a"), [figure(421, start=10)])
    store.record("miit", [], document("b"), [figure(37, "pilot_zone", start=10)])
    one, other = (measure.id for measure in store.measures())
    [merged] = store.merge(one, other)
    store.rename(merged.id, "Works and zones")
    again(store, "a", figure(422, "model_factory", start=10))
    again(store, "b", figure(37, "trial_area", start=14), initiative("trial_area", start=50))
    named = [measure for measure in store.measures() if measure.kind == "figure"]
    assert [(measure.id, measure.title, len(measure.points)) for measure in named] == [
        (merged.id, "Works and zones", 2)
    ]
    assert len(store.corrections()) == 2


def test_what_a_person_told_apart_stays_apart_when_it_is_read_elsewhere_in_the_text(store: Store) -> None:
    store.record("miit", [], document("a"), [figure(421, start=10)])
    store.record("miit", [], document("b"), [figure(421, start=10)])
    [measure] = store.measures()
    number = measure.points[0].number
    store.split(measure.id, {number})
    again(store, "a", figure(421, start=40))
    assert len(list(store.measures())) == 2
