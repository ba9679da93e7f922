"""Every command has help with an example, and answers what it cannot do with one clear message and the right status."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pytest
from house import House

from flows.cli import main
from flows.settings import load
from flows.words import UsageError, day, last_day, today

COMMANDS = (
    "demo",
    "up",
    "check",
    "backfill",
    "deliver",
    "read",
    "measures",
    "show",
    "versions",
    "sources",
    "feed",
    "alert show",
    "digest",
    "reread",
    "merge",
    "split",
    "part",
    "rename",
    "corrections",
    "doctor",
    "channels test",
    "deliveries",
    "deliveries retry",
    "deliveries drop",
)
NOTICE = "MIIT has selected 34 cities as the third batch of pilot cities. There are 15,300 little giant enterprises."


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as made:
        made.day(1)
        yield made


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command.split(), "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"Example: gongbao {command}" in shown


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(command.split()[0] in shown for command in COMMANDS)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["chekc"], "chekc"),
        (["check", "miit-notice"], "miit-notices"),
        (["check", "--fast"], "--fast"),
        (["backfill"], "--since"),
        (["backfill", "miit-notices"], "--since"),
        (["backfill", "miit-notices", "--since", "yesteryear"], "2024-10-14"),
        (["backfill", "miit-notices", "--since", "2024-02-31"], "2024-02-31"),
        (["backfill", "miit-notices", "--since", "99999999999d"], "99999999999d"),
        (["backfill", "miit-notices", "--since", "0001"], "0001"),
        (["backfill", "miit-notices", "--since", "2024-03", "--until", "2024-01"], "before"),
        (["backfill", "nowhere", "--since", "2024"], "nowhere"),
        (["backfill", "miit-notices", "--archive", "."], "--archive"),
        (["backfill", "--archive", "no/such/folder"], "no/such/folder"),
        (["read"], "read"),
        (["read", "no-such-file.html"], "no-such-file.html"),
        (["read", "."], "folder"),
        (["measures", "--kind", "opinion"], "opinion"),
        (["measures", "--limit", "many"], "many"),
        (["measures", "--limit", "-1"], "-1"),
        (["deliveries", "--team", "nobody"], "desk.hook"),
        (["deliveries", "--state", "lost"], "dropped"),
        (["deliveries", "retry"], "--all"),
        (["deliveries", "retry", "1", "--all"], "NUMBER"),
        (["deliveries", "retry", "7"], "no message 7"),
        (["deliveries", "drop"], "NUMBER"),
        (["deliveries", "drop", "7", "8"], "no message 7, 8"),
        (["show", "f-nothing"], "f-nothing"),
        (["show"], "measure"),
        (["versions", "nowhere"], "nowhere"),
        (["reread", "--source", "miit-notice"], "miit-notices"),
        (["measures", "--source", "miit-notice"], "miit-notices"),
        (["measures", "--overdue", "--doubtful"], "one of the two"),
        (["reread", "--page", "nowhere"], "nowhere"),
        (["alert", "show", "99"], "no alert has the number 99"),
        (["alert", "show", "last"], "last"),
        (["digest", "dsek"], "did you mean desk?"),
        (["digest", "desk", "--text"], "--preview"),
        (["digest", "desk", "--preview", "--since", "sometime"], "sometime"),
        (["digest", "desk", "--preview", "--text", "--out", "x.html"], "one of them"),
        (["feed", "dsek"], "did you mean desk?"),
        (["feed", "desk", "--format", "rss"], "rss"),
        (["reread", "--alert"], "--apply"),
        (["reread", "--since", "2024-03", "--until", "2024-01"], "before"),
        (["merge", "f-nothing", "f-nobody"], "f-nothing"),
        (["split", "f-nothing", "one"], "one"),
        (["corrections", "--undo", "1"], "no correction 1"),
        (["channels", "test", "nobody"], "nobody"),
        (["--config", "missing.toml", "sources"], "missing.toml"),
    ],
)
def test_a_wrong_command_line_gets_one_message_and_status_2(house: House, words: list[str], message: str) -> None:
    said = house.run(*words)
    assert said.status == 2, said
    assert said.out == ""
    assert message in said.err
    assert said.err.startswith("gongbao: ")
    assert "Traceback" not in said.err
    assert len(said.err.splitlines()) <= 2


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("[web]\n", "TOML"),
        ("[lexicon]\nsubjects = ['missing.toml']\n", "missing.toml"),
        ("[teams.desk]\nchannels.mail = '${NO_SUCH_VARIABLE}'\n", "NO_SUCH_VARIABLE"),
        ("[sources.miit-notces]\nenabled = false\n", "miit-notices"),
        ("databse = 'x'\n", "database"),
    ],
)
def test_a_wrong_configuration_gets_one_message_and_status_2(house: House, more: str, message: str) -> None:
    house.configure({})
    file = house.folder / "gongbao.toml"
    if more.startswith("databse"):
        file.write_text(more + file.read_text("utf-8"), "utf-8")
    else:
        file.write_text(file.read_text("utf-8") + more, "utf-8")
    said = house.run("sources")
    assert said.status == 2
    assert message in said.err
    assert "Traceback" not in said.err


def test_a_database_that_cannot_be_had_is_a_failure_with_a_message(house: House) -> None:
    house.configure({}, more="")
    file = house.folder / "gongbao.toml"
    file.write_text('database = "postgresql+pg8000://me:topsecret@127.0.0.1:1/x"\n' + file.read_text("utf-8"), "utf-8")
    said = house.run("measures")
    assert said.status == 1
    assert said.err.startswith("gongbao: ")
    assert "topsecret" not in said.err


def test_a_page_that_is_not_there_is_a_failure_with_a_message(house: House) -> None:
    said = house.run("read", "http://english.scio.gov.cn/pressroom/node_1.html", "--json")
    assert said.status == 1
    assert said.err.startswith("gongbao: http://english.scio.gov.cn/pressroom/node_1.html: ")


def test_read_tells_what_a_file_says_and_stores_nothing(house: House) -> None:
    page = house.folder / "notice.txt"
    page.write_text(NOTICE, "utf-8")
    said = house.run("read", page, "--json")
    assert said.status == 0
    (row,) = said.rows
    assert row["path"] == str(page)
    assert {figure["value"] for figure in row["figures"]} >= {15300}
    for one in (*row["figures"], *row["initiatives"]):
        assert NOTICE[one["start"] : one["end"]] == one["quote"]
    assert not (house.folder / "data").exists()
    assert "15,300" in house.run("read", page).out


def test_measures_and_show_tell_a_history(house: House) -> None:
    archive = house.folder / "archive"
    archive.mkdir()
    for number, month in (("14,600", "October 2024"), ("17,600", "November 2025")):
        name = number.replace(",", "")
        text = f"As of the end of {month}, China had {number} little giant enterprises."
        (archive / f"{name}.txt").write_text(text, "utf-8")
    assert house.run("backfill", "--archive", archive).status == 0
    (row,) = house.run("measures", "little giant", "--kind", "figure", "--json").rows
    assert [statement["value"] for statement in row["statements"]] == [14600, 17600]
    assert [statement["path"] for statement in row["statements"]] == ["14600.txt", "17600.txt"]
    shown = house.run("show", row["id"][:6])
    assert shown.status == 0
    assert shown.out.index("14,600") < shown.out.index("17,600")


def test_sources_and_doctor_tell_how_each_source_does(house: House) -> None:
    house.site.fail("english.scio.gov.cn", "challenge")
    house.run("check", "scio-english", "miit-notices")
    rows = {row["source"]: row for row in house.run("sources", "--json").rows}
    assert rows["scio-english"]["outcome"] == "blocked"
    assert rows["miit-notices"]["outcome"] == "ok"
    assert rows["scio-chinese"]["checked"] == "off"
    said = house.run("doctor")
    assert said.status == 1
    assert re.search(r"BAD\s+scio-english: blocked", said.out)


def test_channels_test_sends_a_message_to_each(house: House) -> None:
    said = house.run("channels", "test")
    assert said.status == 0
    assert "desk.hook (JSON): sent" in said.out
    (message,) = house.desk.received
    assert "test" in message.json["title"].lower()


def test_deliveries_are_listed_retried_and_dropped(house: House) -> None:
    house.configure({"desk": "json://user:密码@127.0.0.1:1/", "night": house.desk.apprise()}, "rhythm = 'daily'\n")
    house.run("check")
    house.day(2)
    assert house.run("check").status == 0, "a channel that fails is tried again, and is no fault of the check"
    rows = house.run("deliveries", "--state", "owed", "--json").rows
    assert {row["channel"] for row in rows} == {"desk.hook"}
    failed = next(row for row in rows if row["attempts"])
    listed = house.run("deliveries").out
    assert "密码" not in listed
    row = rf"^ *{failed['number']} +desk.hook +event +owed +1 +next \d{{4}}-\d\d-\d\d \d\d:\d\d CST "
    assert re.search(row, listed, re.MULTILINE)
    assert listed.count("due now") == len(rows) - 1
    assert re.search(r"^night.hook: \d+ changes held until .* 08:00 CST \(daily digest\)$", listed, re.MULTILINE)
    assert "night.hook" not in house.run("deliveries", "--team", "desk").out
    dropped = house.run("deliveries", "drop", str(failed["number"]))
    assert dropped.out.startswith("1 message is dropped")
    assert [row["number"] for row in house.run("deliveries", "--state", "dropped", "--json").rows] == [failed["number"]]
    house.configure({"desk": house.desk.apprise()})
    again = house.run("deliveries", "retry", str(failed["number"]))
    assert again.status == 0, again
    assert again.out.splitlines()[0] == "1 message is owed again"
    assert len(house.desk.received) == len(rows)
    twice = house.run("deliveries", "retry", str(failed["number"]))
    assert (twice.status, f"{failed['number']} to desk.hook was sent" in twice.out) == (1, True)
    late = house.run("deliveries", "drop", str(failed["number"]))
    assert (late.status, "is sent, and stays so" in late.out) == (1, True)
    held = house.run("deliveries", "--state", "owed").out
    assert "night.hook" in held
    assert "no longer in the configuration" in held
    assert "night.hook" in house.run("doctor").out


def test_a_message_that_waits_is_sent_at_once_when_asked_with_what_is_before_it(house: House) -> None:
    house.configure({"desk": "json://127.0.0.1:1/"})
    house.run("check")
    house.day(2)
    house.run("check")
    rows = house.run("deliveries", "--json").rows[::-1]
    assert (len(rows) > 1, [row["attempts"] for row in rows][:2]) == (True, [1, 0])
    last = str(rows[1]["number"])
    still = house.run("deliveries", "retry", last)
    assert still.status == 1
    assert f"{last} to desk.hook is still owed: it waits for one before it, which failed" in still.out
    house.configure({"desk": house.desk.apprise()})
    assert house.run("deliveries", "retry", last).status == 0
    keys = [received.headers["x-gongbao-key"] for received in house.desk.received]
    states = house.run("deliveries", "--json").rows[::-1]
    assert len(keys) == len(rows)
    assert {row["state"] for row in states} == {"sent"}


def test_an_alert_that_was_given_up_is_owed_again_when_asked(house: House) -> None:
    house.configure({"desk": "json://127.0.0.1:1/"})
    house.run("check")
    house.day(2)
    house.run("check")
    with closing(sqlite3.connect(load().database_url.removeprefix("sqlite:///"))) as database, database:
        database.execute("update delivery set state = 'dead'")
    assert house.run("doctor").status == 1
    house.configure({"desk": house.desk.apprise()})
    again = house.run("deliveries", "retry", "--team", "desk")
    assert again.status == 0, again
    assert house.desk.received


def test_days_are_read_as_people_write_them() -> None:
    assert day("2024-10-14").isoformat() == "2024-10-14"
    assert day("2024-10").isoformat() == "2024-10-01"
    last = {"2024-10": "2024-10-31", "2024-12": "2024-12-31", "2024-02": "2024-02-29", "2024": "2024-12-31"}
    assert {text: last_day(text).isoformat() for text in last} == last
    assert last_day("2024-10-14") == day("2024-10-14")
    assert last_day("365d") == day("365d")
    assert day("2024").isoformat() == "2024-01-01"
    assert day(" Today ") == today()
    assert (today() - day("7d")).days == 7
    with pytest.raises(UsageError):
        day("31.12.2024")


def test_the_command_line_starts_fast_and_without_prefect() -> None:
    code = "import sys, flows.cli; sys.exit(any(name in sys.modules for name in ('prefect', 'sqlmodel', 'requests')))"
    before = getrusage(RUSAGE_CHILDREN)
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    used = getrusage(RUSAGE_CHILDREN)
    assert used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime < 1, "of a processor, however busy the day"
