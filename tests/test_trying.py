"""Rules tried on the stored past, watch lists, and teams in words."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from house import House
from stores import document, figure, initiative

from alerts.about import About
from alerts.rules import wants
from alerts.team import Rhythm, Rule, Team
from flows import described
from flows.following import followed, lost
from store.store import Store

pytestmark = pytest.mark.xdist_group("trying")

TEAM = """
[teams.sme]
title = "SME desk"
language = "zh"
rhythm = "weekly"
at = "08:30"
quiet = ["22:00-07:00", "sat"]
channels.mail = "mailtos://me:s3cret@smtp.example.org"
[[teams.sme.rules]]
name = "money"
units = ["yuan"]
at_least = ["10亿元"]
[[teams.sme.rules]]
kinds = ["figure"]
subjects = ["little giants"]
[[teams.sme.rules]]
measures = ["f-nobody"]
[[teams.sme.without]]
name = "lists"
words = ["公示"]
[teams.desk2]
channels.terminal = "terminal://"
[teams.quiet]
templates = "own"
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An installation that has looked at its sites twice: first it learned, then it was told news."""
    with House(tmp_path_factory.mktemp("house")) as house:
        house.day(1)
        house.run("check", "govcn-press")
        house.day(2)
        house.run("check", "govcn-press")
        file = house.folder / "draft.toml"
        (house.folder / "own").mkdir()
        (house.folder / "own" / "text.j2").write_text("{{ title }}", "utf-8")
        file.write_text((house.folder / "gongbao.toml").read_text("utf-8") + TEAM, "utf-8")
        yield house


def tried(house: House, *words: str, status: int = 0) -> str:
    said = house.run("--config", house.folder / "draft.toml", "rules", "try", *words)
    assert said.status == status, said
    return said.out if status == 0 else said.err


def test_a_draft_shows_what_its_rules_would_have_caught_and_sends_nothing(house: House) -> None:
    before = len(house.desk.received)
    lines = tried(house, "sme", "--since", "2020").splitlines()
    assert len(house.desk.received) == before
    days = [line[:10] for line in lines if line[:3] == "202"]
    assert days == sorted(days, reverse=True)
    assert len(days) > 5
    assert any("小巨人" in line for line in lines), "told in the team's language"
    assert "teams.sme: no measure has the id 'f-nobody'" in "\n".join(lines)
    counts = lines[-1].rpartition(": ")[2]
    caught = {name: int(number) for name, _, number in (part.rpartition(" ") for part in counts.split(", "))}
    assert set(caught) == {"money", "2"}
    assert lines[-1].startswith(f"{sum(caught.values())} of ")
    assert " changes since 2020-01-01, about " in lines[-1]


def test_what_is_learned_in_silence_counts_too(house: House) -> None:
    rows = [json.loads(line) for line in tried(house, "desk2", "--since", "2020", "--json").splitlines() if line]
    days = {row["origin"]["published"] for row in rows}
    news = {change["id"] for message in house.desk.received for change in message.json["changes"]}
    assert news < {row["id"] for row in rows}
    assert {row["rule"] for row in rows} == {"everything"}
    assert len(days) > 1


def test_one_rule_is_tried_by_its_name_or_number(house: House) -> None:
    by_name = tried(house, "sme", "--since", "2020", "--rule", "money", "--json")
    by_number = tried(house, "sme", "--since", "2020", "--rule", "1", "--json")
    assert by_name == by_number
    rows = [json.loads(line) for line in by_name.splitlines() if line]
    assert rows
    assert all(row["statement"]["unit"] == "yuan" and row["statement"]["value"] >= 10**9 for row in rows)


def test_what_is_excluded_is_shown_with_the_rule_that_excludes_it(house: House) -> None:
    file = house.folder / "draft.toml"
    kept = file.read_text("utf-8")
    file.write_text(kept.replace('words = ["公示"]', 'words = ["小巨人"]'), "utf-8")
    lines = tried(house, "sme", "--since", "2020").splitlines()
    file.write_text(kept, "utf-8")
    assert any(" 2 " in line and " lists " in line and "小巨人" in line for line in lines)
    assert "more are excluded: lists " in lines[-2]


def test_a_long_table_is_cut_and_counted_whole(house: House) -> None:
    lines = tried(house, "desk2", "--since", "2020", "--limit", "2").splitlines()
    assert len([line for line in lines if line[:3] == "202"]) == 2
    told = int(lines[-1].partition(" ")[0])
    assert f"... and {told - 2} more: --limit {told} shows them" in lines


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("smee", "--since", "2020"), "no team is called 'smee'; did you mean sme?"),
        (("sme", "--since", "2020", "--rule", "mony"), "no rule of sme is called 'mony'; did you mean money?"),
        (("sme", "--since", "2020", "--rule", "9"), "no rule of sme is called '9'; there are money, 2, 3"),
        (("sme", "--since", "2099"), "--since 2099-01-01 is still to come"),
        (("sme", "--since", "soon"), "'soon' is not a day"),
        (("sme",), "--since"),
    ],
)
def test_what_cannot_be_tried_is_said(house: House, words: tuple[str, ...], said: str) -> None:
    assert said in tried(house, *words, status=2)


def test_teams_are_told_in_words_and_never_with_an_address(house: House) -> None:
    said = house.run("--config", house.folder / "draft.toml", "teams")
    assert said.status == 0
    assert [line.strip() for line in said.out.splitlines() if line.strip()][4:] == [
        "sme  SME desk",
        "in Chinese, every Monday at 08:30, quiet 22:00-07:00 and on sat (Asia/Shanghai)",
        "channels: mail (E-Mail)",
        "wants money: in yuan, at least 10亿元",
        "wants 2: figures, on little giants",
        "wants 3: of measure f-nobody",
        "never lists: saying 公示",
        "desk2",
        "in English, at once, at most 12 messages an hour",
        "channels: terminal (terminal)",
        "wants everything that is new",
        "quiet",
        "in English, at once, at most 12 messages an hour",
        "channels: none, only its feed",
        f"templates: {house.folder / 'own'} (text.j2)",
        "wants everything that is new",
    ]
    rows = house.run("--config", house.folder / "draft.toml", "teams", "--json")
    assert "s3cret" not in said.out + rows.out
    assert json.loads(rows.out.splitlines()[1])["rules"][0] == {
        "name": "money",
        "units": ["yuan"],
        "at_least": ["10亿元"],
    }


def test_doctor_names_addresses_that_nobody_understands_and_measures_that_nobody_knows(house: House) -> None:
    file = house.folder / "draft.toml"
    kept = file.read_text("utf-8")
    file.write_text(kept.replace("mailtos://me:s3cret@", "carrier-pigeon://me:s3cret@"), "utf-8")
    said = house.run("--config", file, "doctor")
    file.write_text(kept, "utf-8")
    assert said.status == 1
    assert "BAD  sme.mail: no service is called carrier-pigeon://" in said.out
    assert "mend teams.sme.channels.mail in the configuration" in said.out
    assert "ok   quiet: no channel, it is told in its feed alone" in said.out
    assert "BAD  teams.sme: no measure has the id 'f-nobody'" in said.out
    assert "s3cret" not in said.out


# Watch lists


def watching(*ids: str) -> Team:
    return Team(name="desk", rules=(Rule(measures=frozenset(ids)),))


@pytest.fixture
def plants(store: Store) -> Store:
    """Two names of one thing, told in two documents."""
    store.record("miit", [], document("a", "2025-07-01"), [figure(421, as_of="2025-06-30")])
    store.record("miit", [], document("b", "2025-11-01"), [figure(500, "clever_plant", as_of="2025-10-31")])
    return store


def test_a_watched_measure_is_found_by_its_first_letters(plants: Store) -> None:
    one, other = (measure.id for measure in plants.measures())
    assert followed([watching(one[:6])], plants) == (watching(one),)
    assert followed([watching("f-nobody", other)], plants) == (watching("f-nobody", other),)
    assert list(lost([watching("f-nobody", other)], plants)) == [
        "teams.desk: no measure has the id 'f-nobody'; `gongbao measures` lists them"
    ]
    (said,) = lost([watching("f-")], plants)
    assert said.startswith("teams.desk: several measures begin with 'f-'")
    assert followed([watching("f-")], plants) == (watching("f-"),), "and catches nothing"


def test_a_watched_measure_that_is_joined_to_another_leads_there(plants: Store) -> None:
    ids = {measure.id for measure in plants.measures()}
    teams = followed([watching(id) for id in sorted(ids)], plants)
    (joined,) = plants.merge(*ids)
    assert {one.measures for team in followed(teams, plants) for one in team.rules} == {frozenset({joined.id})}
    later = plants.record("miit", [], document("c", "2026-02-05"), [figure(520, as_of="2026-01-31")])
    (change,) = later.changes
    assert change.joined == ids - {joined.id}
    assert [wants(team, About(change)) for team in teams] == [True, True], "also before the lists are read again"


def test_the_past_goes_by_the_day_of_publication_the_latest_first(store: Store) -> None:
    store.record("miit", [], document("b", "2026-02-01"), [figure(2, "b"), initiative("build", "it")], learn=True)
    store.record("miit", [], document("a", "2025-12-31"), [figure(1, "a")])
    store.record("miit", [], document("c", "2026-01-01"), [figure(3, "c")])
    store.record("miit", [], document("d", "2026-03-01"), [figure(2, "b", as_of="2020-01-01")])
    found = [change.origin.document for change in store.published_since(date(2026, 1, 1))]
    assert found == ["d", "b", "b", "c"]
    assert [change.origin.document for change in store.published_since(date(2025, 12, 31))][-1] == "a"


def test_a_page_without_a_day_counts_by_the_day_it_was_read(store: Store) -> None:
    store.record("miit", [], replace(document("x"), published=None), [figure(1, "a")])
    assert [change.origin.document for change in store.published_since(date(2026, 3, 2))] == ["x"]
    assert list(store.published_since(date(2026, 3, 3))) == []


def test_a_cap_of_one_is_told_as_one_message() -> None:
    assert described.rhythm(Rhythm(cap=1)) == "at once, at most 1 message an hour"
