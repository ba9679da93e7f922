"""Looking at messages: one that was told or will be, the digest a team would get; and sending that digest now."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from place import Place, settle
from receivers import Receiver, webhook
from stores import Clock, document, figure, initiative

from flows import rounds, sending
from flows.cli import main
from flows.settings import load
from measures.model import Figure
from store.notices import Condition
from store.store import Store

TEAMS = """
[teams.desk]
channels.hook = "HOOK"
[teams.sme]
title = "SME desk"
language = "zh"
zone = "Europe/Berlin"
rhythm = "daily"
at = "08:30"
rules = [{ kinds = ["figure"] }]
channels.hook = "HOOK/sme"
[teams.quiet]
rules = [{ words = ["no page says this"] }]
"""

Run = Callable[..., str]


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with webhook() as receiver:
        yield receiver


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hook: Receiver) -> Place:
    """A place that learned one page in silence, and heard two."""
    made = settle(tmp_path, TEAMS.replace("HOOK", hook.apprise("")), monkeypatch)
    made.hear("past", figure(390, as_of="2024-12-31"), figure(5, "robot", start=50), learn=True)
    made.hear("one", figure(400, as_of="2025-12-31"), initiative("robot", "park", start=60))
    made.hear("two", figure(8, "ship"))
    return made


@pytest.fixture
def run(place: Place, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that goes well, and return what it prints."""

    def command(*words: str | Path) -> str:
        assert main([str(word) for word in words]) == 0
        return capsys.readouterr().out

    return command


def send(place: Place) -> None:
    with place.desk() as desk:
        sending.send_owed(desk)


def rows(query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(load().database_url.removeprefix("sqlite:///"))) as database:
        return database.execute(query).fetchall()


def everything() -> list[list[tuple[Any, ...]]]:
    tables = [name for (name,) in rows("select name from sqlite_master where type = 'table'")]
    return [rows(f"select * from {name}") for name in sorted(tables)]


def test_a_message_is_shown_as_it_was_told_with_what_became_of_it(place: Place, hook: Receiver, run: Run) -> None:
    send(place)
    ((number, key),) = rows("select id, key from delivery where channel = 'desk.hook' order by id limit 1")
    (told,) = [received.json for received in hook.received if received.json["key"] == key]
    said = run("alert", "show", number)
    assert told["title"] in said
    assert re.search(rf"alert +{number} \(event\) to desk\.hook, {len(told['changes'])} change", said)
    assert re.search(r"state +sent, 1 attempt\n", said)
    assert re.search(r"sent +20\d\d-\d\d-\d\d \d\d:\d\d CST", said)
    assert key in said
    for change in told["changes"]:
        assert re.search(rf"^ *{change['id']} +{change['kind']} .*gongbao show {change['measure']}", said, re.MULTILINE)
    payload = json.loads(run("alert", "show", number, "--json"))
    assert payload == {name: told[name] for name in payload}
    assert {"schema", "changes", "key"} <= payload.keys()


def test_a_message_that_a_channel_refused_is_shown_with_the_reason(place: Place, hook: Receiver, run: Run) -> None:
    hook.answers[:] = [500]
    send(place)
    ((number,),) = rows("select id from delivery where last_error <> ''")
    said = run("alert", "show", number)
    assert re.search(r"state +owed, 1 attempt\n", said)
    assert re.search(r"due +20", said)
    assert re.search(r"error +.*500", said)


def test_a_message_is_shown_as_a_page(place: Place, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    send(place)
    file = place.folder / "alert.html"
    assert str(file) in run("alert", "show", 1, "--out", file)
    assert "<blockquote" in file.read_text("utf-8")
    said = run("alert", "show", 1, "--html")
    opened = Path(re.findall(r"file://(\S+)", said)[0])
    assert opened.read_text("utf-8") == file.read_text("utf-8")
    opened.unlink()
    assert main(["alert", "show", "1", "--out", str(place.folder / "no" / "folder.html")]) == 2
    assert "folder.html cannot be written" in capsys.readouterr().err


def test_a_message_of_a_team_that_is_gone_is_shown(place: Place, run: Run) -> None:
    send(place)
    place.configure(teams="[teams.others]\n")
    assert "to desk.hook" in run("alert", "show", 1)


def test_a_notice_to_operators_is_shown(place: Place, hook: Receiver, run: Run) -> None:
    place.configure(f"[operators]\nchannels.hook = '{hook.apprise('/operators')}'\n")
    with place.desk() as desk:
        desk.store.owe_once(Condition("blocked", "miit-news", {"error": "a challenge", "looks": 2}), rounds.names(desk))
    ((number,),) = rows("select id from delivery where form = 'notice'")
    said = run("alert", "show", number)
    assert re.search(rf"alert +{number} \(notice\) to operators\.hook", said)
    assert "miit-news" in said
    assert "blocked" in said
    assert "change" not in said
    assert json.loads(run("alert", "show", number, "--json"))["schema"] == "gongbao.notice/1"


def test_a_digest_can_be_looked_at_and_nothing_changes(place: Place, run: Run) -> None:
    before = everything()
    said = run("digest", "sme", "--preview", "--text")
    assert all(value in said for value in ("400", "390", "8"))
    assert "gongbao show i-" not in said, "they asked for figures"
    file = place.folder / "digest.html"
    assert str(file) in run("digest", "sme", "--preview", "--out", file)
    assert "400" in file.read_text("utf-8")
    assert everything() == before


def test_a_digest_of_the_past_holds_what_was_learned_too(place: Place, run: Run) -> None:
    past = run("digest", "sme", "--preview", "--text", "--since", "2020")
    assert "Page past" in past
    assert "Page past" not in run("digest", "sme", "--preview", "--text")
    assert "is known since 2020-01-01" in run("digest", "quiet", "--preview", "--since", "2020")


def test_a_digest_is_sent_out_of_its_turn(place: Place, hook: Receiver, run: Run) -> None:
    title = run("digest", "sme", "--preview", "--text").splitlines()[0]
    run("digest", "sme")
    (message,) = [received.json for received in hook.received if received.path == "/sme"]
    assert message["title"] == title
    assert {change["statement"]["value"] for change in message["changes"]} == {400, 8}
    again = run("digest", "sme")
    assert re.match(r"Nothing is owed to sme since its last message, 20[\d-]+ [\d:]+ CES?T\.", again)
    assert len([received for received in hook.received if received.path == "/sme"]) == 1


def test_a_team_without_a_channel_has_its_feed(place: Place, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", "quiet"]) == 2
    assert "gongbao feed quiet" in capsys.readouterr().err
    assert run("digest", "quiet", "--preview") == "Nothing is owed to quiet.\n"
    assert json.loads(run("feed", "quiet", "--format", "json"))["items"] == []


def test_what_a_channel_has_not_got_is_what_it_waits_for_and_what_was_not_taken_yet(store: Store, clock: Clock) -> None:
    store.record("miit", [], document("one"), [figure(400)], owe=lambda _: ("a.mail", "a.chat"))
    store.record("miit", [], document("two"), [figure(8, "ship")], owe=lambda _: ("a.mail",))
    assert values(store, "a.mail", "a.chat") == [400, 8]
    assert values(store, "b.mail") == []
    store.gather("a.mail", lambda waiting: [("event", [waiting.changes[0].id])])
    (claimed,) = store.claim()
    assert values(store, "a.mail") == [400, 8], "it is on its way"
    assert store.last_sent(["a.mail"]) is None
    store.sent(claimed)
    assert (values(store, "a.mail"), values(store, "a.chat")) == ([8], [400])
    assert store.last_sent(["a.mail", "a.chat"]) == clock.time
    shown = store.delivery(claimed.id)
    assert shown is not None
    assert (shown.state, shown.key) == ("sent", claimed.key)
    assert store.delivery(claimed.id + 1) is None


def values(store: Store, *channels: str) -> list[int]:
    statements = [change.statement for change in store.unsent(channels)]
    return [int(said.value) for said in statements if isinstance(said, Figure)]
