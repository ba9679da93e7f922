"""Corrections on the command line: what they say, what they teach, and that nobody is alerted."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from house import House, Said

KNOWN = "As of the end of October 2024, China had 14,600 little giant enterprises."
UNKNOWN = "As of the end of November 2025, China had 17,900 nimble dwarf workshops."


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as made:
        made.day(1)
        yield made


def told(house: House, *texts: str) -> dict[int, str]:
    """Read texts; the measure of each value."""
    archive = house.folder / "archive"
    archive.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (archive / f"{number}.txt").write_text(text, "utf-8")
    assert house.run("backfill", "--archive", archive).status == 0
    return measures(house)


def measures(house: House) -> dict[int, str]:
    rows = house.run("measures", "--kind", "figure", "--json").rows
    return {statement["value"]: row["id"] for row in rows for statement in row["statements"]}


def refused(said: Said, *words: str) -> None:
    assert said.status == 2, said
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert all(word in said.err for word in words), said.err


def test_merge_split_and_undo_say_what_they_did(house: House) -> None:
    before = told(house, KNOWN, UNKNOWN)
    one, other = before[14600], before[17900]
    said = house.run("merge", one, other)
    assert said.status == 0
    (kept,) = set(measures(house).values())
    assert said.out.startswith(f"One measure now: {kept} ")
    assert f"{one if kept == other else other} leads there" in said.out
    shown = house.run("show", other, "--json").rows[0]
    numbers = {statement["value"]: statement["statement"] for statement in shown["statements"]}
    assert f"  {numbers[17900]}  " in house.run("show", one).out
    said = house.run("split", one, str(numbers[17900]))
    assert said.out.count("(1 statement)") == 2
    assert len(set(measures(house).values())) == 2
    rows = house.run("corrections", "--json").rows
    assert [row["kind"] for row in rows] == ["split", "merge"]
    assert "are two" in house.run("corrections").out
    assert house.run("corrections", "--undo", str(rows[0]["number"])).out.startswith("Forgotten")
    assert len(set(measures(house).values())) == 1
    assert house.titles() == []


def test_what_cannot_be_settled_is_said_in_one_message(house: House) -> None:
    one = told(house, KNOWN, UNKNOWN)[14600]
    refused(house.run("merge", one, one), "one measure already")
    refused(house.run("merge", one, "f-nothing"), "f-nothing", "gongbao measures")
    refused(house.run("merge", "f-", one), "several measures begin with")
    refused(house.run("split", one), "gongbao show")
    refused(house.run("split", one, "99999"), "99999")
    refused(house.run("rename", one, " "), "name")
    refused(house.run("corrections", "--undo", "7"), "no correction 7")
    assert "Nothing" in house.run("corrections").out


def test_a_given_name_is_what_lists_and_alerts_call_it(house: House) -> None:
    house.run("check")
    assert "Named: " in house.run("rename", measures(house)[12000], "Champions of the provinces").out
    assert "Champions of the provinces" in house.run("measures").out
    house.day(2)
    house.run("check")
    lines = [line for received in house.desk.received for line in received.json["message"].splitlines()]
    assert [line for line in lines if "Champions of the provinces: 14,600" in line]


def test_pairs_in_doubt_are_listed_with_the_commands_that_settle_them(house: House) -> None:
    ids = told(house, KNOWN, KNOWN.replace("14,600", "140").replace("October 2024", "March 2023"))
    said = house.run("measures", "--doubtful")
    assert "possibly the same" in said.out
    assert f"{ids[140]}" in said.out
    command = said.out.partition("two: gongbao ")[2].split()[:3]
    assert len(house.run("measures", "--doubtful", "--json").rows) == 1
    assert house.run(*command).out.startswith("Settled as two: ")
    assert "Nothing is in doubt" in house.run("measures", "--doubtful").out


# --- teaching ----------------------------------------------------------------------------------------------------


def test_a_merger_teaches_the_name_that_the_lexicon_does_not_know(house: House) -> None:
    ids = told(house, KNOWN, UNKNOWN)
    said = house.run("merge", ids[14600], ids[17900], "--teach")
    file = house.folder / "subjects.toml"
    assert tomllib.loads(file.read_text("utf-8")) == {"little_giant_enterprise": {"en": ["nimble dwarf workshops"]}}
    assert str(file) in said.out
    assert "gongbao reread" in said.out
    assert 'subjects = ["subjects.toml"]' in said.out
    house.configure({}, '[lexicon]\nsubjects = ["subjects.toml"]\n')
    page = house.folder / "page.txt"
    page.write_text("There are now 18,200 nimble dwarf workshops.", "utf-8")
    (row,) = house.run("read", page, "--json").rows
    assert [figure["indicator"] for figure in row["figures"]] == ["little_giant_enterprise.total"]
    assert house.run("reread", "--apply").status == 0
    house.run("corrections", "--undo", "1")
    assert len(set(measures(house).values())) == 1, "what was taught needs no ruling any more"


def test_a_correction_outlives_a_further_reading_with_other_words(house: House) -> None:
    ids = told(house, KNOWN, UNKNOWN)
    house.run("merge", ids[14600], ids[17900])
    (house.folder / "words.toml").write_text('[dwarf]\nen = ["nimble dwarf workshop"]\n', "utf-8")
    house.configure({}, '[lexicon]\nsubjects = ["words.toml"]\n')
    assert house.run("reread", "--apply").status == 0
    assert len(set(measures(house).values())) == 1
    (row,) = house.run("measures", "dwarf", "--kind", "figure", "--json").rows
    assert {statement["indicator"] for statement in row["statements"]} == {
        "dwarf.total",
        "little_giant_enterprise.total",
    }


def test_what_stands_in_the_file_stays(house: House) -> None:
    text = '# ours\n[little_giant_enterprise]\nen = ["tiny titan"]  # the boss says so\n\n[teapot]\nen = ["teapot"]\n'
    (house.folder / "words.toml").write_text(text, "utf-8")
    house.configure({}, '[lexicon]\nsubjects = ["words.toml"]\n')
    ids = told(house, KNOWN, UNKNOWN)
    said = house.run("merge", ids[17900], ids[14600], "--teach")
    assert "[lexicon]" not in said.out
    written = (house.folder / "words.toml").read_text("utf-8")
    assert "# the boss says so" in written
    assert written.startswith("# ours\n")
    assert tomllib.loads(written)["little_giant_enterprise"]["en"] == ["tiny titan", "nimble dwarf workshops"]
    assert list(house.folder.glob(".*.new")) == []


def test_where_nothing_can_be_taught_it_is_said(house: House) -> None:
    pilots = ("MIIT will select a third batch of pilot cities.", "The ministry will open a hotline for exporters.")
    ids = told(house, KNOWN, "At the end of 2025 there were 503,000 high-tech enterprises.", *pilots)
    assert "two subjects" in house.run("merge", ids[14600], ids[503000], "--teach").out
    acts = [row["id"] for row in house.run("measures", "--kind", "initiative", "--json").rows][:2]
    assert "Nothing was taught: initiatives" in house.run("merge", *acts, "--teach").out
    assert "Nothing was taught" in house.run("rename", acts[0], "Pilots", "--teach").out
    assert not (house.folder / "subjects.toml").exists()


def test_a_name_that_another_entry_has_is_not_taught(house: House) -> None:
    (house.folder / "words.toml").write_text('[teapot]\nen = ["teapot"]\n', "utf-8")
    ids = told(house, KNOWN, UNKNOWN)
    house.configure({}, '[lexicon]\nsubjects = ["words.toml"]\n')
    (house.folder / "words.toml").write_text('[teapot]\nen = ["nimble dwarf workshop"]\n', "utf-8")
    said = house.run("merge", ids[14600], ids[17900], "--teach")
    assert "Nothing was taught" in said.out
    assert "already belongs to" in said.out
    assert tomllib.loads((house.folder / "words.toml").read_text("utf-8")).keys() == {"teapot"}


def test_a_name_can_be_taught_as_a_label(house: House) -> None:
    ids = told(house, KNOWN, UNKNOWN)
    house.run("rename", ids[14600], "小巨人", "--teach")
    house.run("rename", ids[17900], "Nimble dwarfs", "--teach")
    taught = tomllib.loads((house.folder / "subjects.toml").read_text("utf-8"))
    assert taught["little_giant_enterprise"] == {"label_zh": "小巨人"}
    (entry,) = (entry for name, entry in taught.items() if name != "little_giant_enterprise")
    assert entry == {"en": ["nimble dwarf workshops"], "label_en": "Nimble dwarfs"}
