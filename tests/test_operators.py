"""The whole path to operators: sites that refuse over HTTP, mails over SMTP, the command line."""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from house import ENGLISH, House
from receivers import Mailbox, mailbox, refused

from flows.live import look_after
from flows.settings import load


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as opened:
        yield opened


@pytest.fixture
def house(tmp_path: Path, box: Mailbox) -> Iterator[House]:
    with House(tmp_path) as opened:
        opened.day(1)
        operators(opened, box.apprise())
        yield opened


def operators(house: House, mail: str, more: str = "") -> None:
    """Configure a team and the operators, who have a mail channel."""
    house.configure({"desk": house.desk.apprise()}, f'[operators]\nchannels.mail = "{mail}"\n{more}')


def days_later(number: int) -> None:
    """Move the clock of the installation."""
    day = date.fromisoformat(os.environ["GONGBAO_REPLAY_DAY"]) + timedelta(days=number)
    os.environ["GONGBAO_REPLAY_DAY"] = day.isoformat()


def subjects(box: Mailbox) -> list[str]:
    return [str(mail["Subject"]) for mail in box.mails]


def test_a_source_that_is_blocked_is_told_to_operators_once_and_once_that_it_is_over(
    house: House, box: Mailbox
) -> None:
    house.site.fail(ENGLISH, "challenge")
    for _ in range(3):
        assert house.run("check", "scio-english").status == 1
        house.run("deliver")
    assert subjects(box) == ["Gongbao: source scio-english is blocked"]
    [listed] = house.run("notices", "--json").rows
    assert (listed["kind"], listed["place"], listed["ended_at"]) == ("blocked", "scio-english", None)
    house.site.heal(ENGLISH)
    assert house.run("check", "scio-english").status == 0
    assert len(box.mails) == 1, "it has been well for no time yet"
    days_later(1)
    house.run("check", "scio-english")
    house.run("check", "scio-english")
    assert sorted(subjects(box)[1:]) == [
        "Gongbao: source scio-english is no longer blocked",
        "Gongbao: the watch goes on",
    ], "in one round or in two, as the minutes fall"
    assert house.run("notices").out == "Nothing is open.\n"
    assert [row["kind"] for row in house.run("notices", "--all", "--json").rows] == ["stopped", "blocked"]
    assert house.desk.received == [], "readers hear nothing of it"


def test_the_mail_says_where_to_look_in_text_and_html(house: House, box: Mailbox) -> None:
    house.site.fail(ENGLISH, "challenge")
    house.run("check", "scio-english")
    [mail] = box.mails
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "gongbao check scio-english" in text.get_content()
    assert "gongbao check scio-english" in html.get_content()
    assert "never got round" in html.get_content()


def test_readers_news_and_operators_notices_go_their_own_ways(house: House, box: Mailbox) -> None:
    house.run("check", "miit-notices")
    assert subjects(box) == []
    house.day(2)
    house.run("check", "miit-notices")
    assert subjects(box) == ["Gongbao: the watch goes on"]
    assert house.desk.received
    assert all(received.json["schema"].startswith("gongbao.alert") for received in house.desk.received)


def test_a_dead_mail_server_holds_up_no_reader_and_is_seen_by_doctor(house: House, box: Mailbox) -> None:
    operators(house, f"mailto://127.0.0.1:{refused()}?from=a@example.org&to=b@example.org")
    house.site.fail(ENGLISH, "challenge")
    house.run("check", "scio-english", "miit-notices")
    house.day(2)
    house.run("check", "miit-notices")
    assert house.desk.received
    assert box.mails == []
    said = house.run("doctor")
    assert said.status == 1
    assert "operators.mail" in said.out


def test_doctor_and_sources_tell_the_rhythm_and_what_is_wrong(house: House) -> None:
    house.run("check", "miit-notices")
    [row] = [row for row in house.run("sources", "--json").rows if row["source"] == "miit-notices"]
    assert row["publishes"] == "silent after 15 working days"
    operators(house, house.desk.apprise(), "disk_free = 1000000000000\n")
    said = house.run("doctor")
    assert said.status == 1
    assert "BAD  the disk is nearly full" in said.out
    days_later(1)
    assert "BAD  the watch stands still" in house.run("doctor").out
    days_later(60)
    house.run("check", "miit-notices")
    said = house.run("doctor")
    assert "BAD  miit-notices: silent for 58 working days; usual are up to 15" in said.out


def test_operators_can_try_their_channels(house: House, box: Mailbox) -> None:
    assert house.run("channels", "test", "operators").status == 0
    assert len(box.mails) == 1


def test_a_team_cannot_be_called_operators(house: House) -> None:
    house.configure({"operators": house.desk.apprise()})
    said = house.run("deliver")
    assert said.status == 2
    assert "[operators]" in said.err


def test_the_heartbeat_is_sent(house: House, box: Mailbox) -> None:
    operators(house, box.apprise(), 'heartbeat = "00:00"\n')
    for _ in range(3):
        house.run("deliver")
    assert subjects(box) == ["Gongbao: the watch is well"]


def test_a_part_of_the_watch_that_ends_by_itself_is_told(house: House, box: Mailbox) -> None:
    look_after(load(), {"runner": 3})
    assert subjects(box) == ["Gongbao: a part of the watch has ended by itself: runner"]
    house.site.fail(ENGLISH, "challenge")
    house.run("check", "scio-english")
    days_later(1)
    look_after(load(), {})
    assert "Gongbao: the watch stands still" in subjects(box), "nobody else would send it"


def test_a_store_that_cannot_be_reached_does_not_end_the_watch(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    look_after(load().model_copy(update={"data": Path("/dev/null/nowhere")}), {})
    assert "could not be looked after" in capsys.readouterr().out


def test_the_watchdog_barks_once_when_nothing_looks_any_more(house: House, box: Mailbox) -> None:
    """As cron runs it: no Prefect is there, and nobody but it would tell."""
    house.run("check", "miit-notices")
    assert house.run("doctor", "--watchdog").status == 0
    days_later(2)
    for _ in range(2):
        said = house.run("doctor", "--watchdog")
        assert (said.status, "BAD  the watch stands still" in said.out) == (1, True)
    assert subjects(box) == ["Gongbao: the watch stands still"]
    house.run("check", "miit-notices")
    assert house.run("doctor", "--watchdog").out == "ok   the watch goes on\n"


def test_the_watchdog_misses_a_server_that_was_there(house: House, box: Mailbox) -> None:
    house.run("check", "miit-notices")
    load().engine().home.mkdir(parents=True)
    said = house.run("doctor", "--watchdog")
    assert (said.status, said.out) == (
        1,
        "BAD  Prefect's server does not answer: Nothing answers at http://127.0.0.1:4999.\n",
    )
    assert subjects(box) == ["Gongbao: Prefect's server does not answer"]
