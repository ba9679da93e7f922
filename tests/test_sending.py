"""A round of sending, with services that answer for real: who waits for whom, what is divided, what is written down."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from receivers import CUT, HANG, refused, webhook

from alerts import line, send
from alerts.bundles import Bundle
from alerts.team import Rhythm
from bench.reliability.office import Office, tell
from flows import gathering, noting, owed, sending
from flows.sending import Sent, send_owed
from measures.model import Entry
from store import deliveries, engine
from store.store import Chosen, Waiting

TOKEN, PASSWORD = "xoxT0ken99secret77", "hunter2-Passw0rd"

MINUTE = timedelta(minutes=1)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_channel_that_hangs_keeps_no_other_waiting(office: Office) -> None:
    with webhook(HANG, HANG) as slow, webhook() as good:
        office.configure({"a": {"channels.hook": slow.apprise(query="rto=3")}, "b": {"channels.hook": good.apprise()}})
        with office.desk() as desk:
            tell(desk, [[number] for number in range(1, 5)])
            assert send_owed(desk) == Sent(sent=4, failed=1)
    assert len(good.taken) == 4
    [hanging] = slow.received
    assert max(one.at for one in good.taken) - hanging.at < 2.5, "not the three seconds that the other was waited for"


def test_what_cannot_be_put_into_messages_keeps_no_other_waiting(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def faulty(waiting: Waiting, rhythm: Rhythm) -> list[Bundle]:
        if rhythm.cap == 1:
            raise KeyError("a fault of ours")
        return composed(waiting, rhythm)

    composed = gathering.composed
    with webhook() as service:
        hook = {"channels.hook": service.apprise()}
        office.configure({"a": hook | {"cap": 1}, "b": hook})
        with office.desk() as desk:
            tell(desk, [[1]])
            with monkeypatch.context() as fault:
                fault.setattr(gathering, "composed", faulty)
                assert send_owed(desk) == Sent(sent=1, failed=1)
            assert "a.hook" in caplog.text
            assert send_owed(desk) == Sent(sent=1)


def test_a_channel_with_much_to_take_goes_on_in_the_next_round(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with webhook() as service:
        office.configure({"a": {"channels.hook": service.apprise()}})
        with office.desk() as desk:
            tell(desk, [[1], [2], [3]])
            with monkeypatch.context() as short:
                short.setattr(sending, "TURN", 0.0)
                assert send_owed(desk) == Sent(sent=1)
            assert send_owed(desk) == Sent(sent=2)


def test_what_is_owed_to_a_channel_that_is_none_any_more_is_given_up_at_once_and_comes_when_it_is_back(
    office: Office,
) -> None:
    port = refused()
    office.configure({"a": {"channels.hook": f"json://127.0.0.1:{port}/"}})
    with office.desk() as desk:
        tell(desk, [[1], [2]])
        assert send_owed(desk) == Sent(failed=1)
        tell(desk, [[3]])
    office.configure({"b": {"channels.hook": f"json://127.0.0.1:{port}/"}})
    with office.desk() as desk:
        office.clock.forward(2 * MINUTE)
        assert send_owed(desk) == Sent(dead=2)
        [reason] = {line.last_error for line in desk.store.lines(Chosen(states=("dead",)))}
        assert reason == "channel 'a.hook' is no longer in the configuration"
        assert desk.store.untold() == {"a.hook": 1}, "what is in no message waits"
        assert send_owed(desk) == Sent()
    with webhook() as back:
        office.configure({"a": {"channels.hook": back.apprise()}})
        with office.desk() as desk:
            assert desk.store.retry(Chosen()) == 2
            assert send_owed(desk) == Sent(sent=3)


def test_a_lease_lasts_until_the_slowest_answer_is_noted() -> None:
    slowest, noted = max(line.LONGEST, send.MOST_SECONDS), noting.LONGEST + engine.BUSY
    assert timedelta(seconds=slowest + noted) < deliveries.LEASE


ADDRESSES = (
    f"json://me:{PASSWORD}@127.0.0.1:{{port}}/{TOKEN}?rto=0.5",
    f"mmost://127.0.0.1:{{port}}/{TOKEN}?rto=0.5",
    f"ntfy://me:{PASSWORD}@127.0.0.1:{{port}}/topic?rto=0.5",
)


@pytest.mark.parametrize("fault", ["refused", 401, 404, 500, (302, {"Location": "/elsewhere"}), CUT, HANG])
def test_no_secret_is_in_what_is_written_down(office: Office, fault: object, caplog: pytest.LogCaptureFixture) -> None:
    with webhook(*[fault] * len(ADDRESSES)) as service:
        port = refused() if fault == "refused" else service.port
        office.configure({f"t{n}": {"channels.hook": url.format(port=port)} for n, url in enumerate(ADDRESSES)})
        with office.desk() as desk:
            tell(desk, [[1]])
            assert send_owed(desk) == Sent(failed=len(ADDRESSES))
            lines = desk.store.lines(Chosen())
    assert all(line.last_error for line in lines)
    written = " ".join(line.last_error for line in lines) + caplog.text
    assert not [secret for secret in (TOKEN, PASSWORD, TOKEN[:8], PASSWORD[:8]) if secret in written]


def test_a_long_message_becomes_parts_that_come_in_order_each_with_its_key(office: Office) -> None:
    with webhook(200, 500) as service:
        office.configure({"a": {"channels.push": f"ntfy://127.0.0.1:{service.port}/desk"}})
        with office.desk() as desk:
            tell(desk, [range(1, 31)])
            assert send_owed(desk) == Sent(sent=1, failed=1)
            parts = desk.store.lines(Chosen())
            assert len(parts) > 1
            office.clock.forward(2 * MINUTE)
            assert send_owed(desk) == Sent(sent=len(parts) - 1)
            lines = desk.store.lines(Chosen(states=("sent",)))[::-1]
    assert [(line.part, line.parts) for line in lines] == [(n + 1, len(parts)) for n in range(len(parts))]
    assert sum(line.changes for line in lines) == 30
    told = [text_of(one) for one in service.taken]
    assert all(len(text.encode()) <= 4096 for text in told)
    numbers = [{int(number) for number in re.findall(r"thing(\d+)x", text)} for text in told]
    assert sum(map(len, numbers)) == len(set().union(*numbers)) == 30
    keys = [one.headers["x-gongbao-key"] for one in service.received]
    assert keys[1] == keys[2], "the part that failed has its key again"
    assert len(set(keys)) == len(parts)


def test_what_is_behind_a_message_that_fails_comes_after_it_and_what_is_new_too(office: Office) -> None:
    with webhook(200, 500, 500) as service:
        office.configure({"a": {"title": "Desk A", "channels.hook": service.apprise()}})
        with office.desk() as desk:
            tell(desk, [[1], [2], [3]])
            assert send_owed(desk) == Sent(sent=1, failed=1)
            tell(desk, [[4]])
            assert send_owed(desk) == Sent(), "what failed is not due yet, and what is behind it waits"
            office.clock.forward(2 * MINUTE)
            assert send_owed(desk) == Sent(failed=1)
            office.clock.forward(3 * MINUTE)
            assert send_owed(desk) == Sent(sent=3)
            made = [line.number for line in desk.store.lines(Chosen())][::-1]
    assert [one.json["delivery"] for one in service.taken] == made
    assert {(one.json["team"], one.json["team_title"]) for one in service.taken} == {("a", "Desk A")}


def test_operators_are_told_of_a_dead_channel_however_much_it_is_owed_and_of_its_end(office: Office) -> None:
    with webhook(*[500] * 4) as broken, webhook() as operators:
        office.configure({"a": {"channels.hook": broken.apprise()}})
        config = office.folder / "gongbao.toml"
        config.write_text(
            f'{config.read_text("utf-8")}\n[operators]\ndisk_free = 0\nchannels.hook = "{operators.apprise()}"', "utf-8"
        )
        with office.desk() as desk:
            tell(desk, [[number] for number in range(50)])
            heard = []
            for _ in range(15):
                send_owed(desk)
                heard.append([(one.json["kind"], one.json["place"], one.json["state"]) for one in operators.taken])
                office.clock.forward(5 * MINUTE)
    opened, over = ("channel", "a.hook", "open"), ("channel", "a.hook", "over")
    assert heard[2:5] == [[], [opened], [opened]], "a quarter of an hour after its first failure"
    assert heard[-1] == [opened, over]
    assert 11 <= heard.index([opened, over]) <= 13, "half an hour after it took a message"


def text_of(received: object) -> str:
    assert hasattr(received, "json")
    return str(received.json["message"])


def test_an_event_that_is_still_read_waits_and_is_one_message(office: Office) -> None:
    with webhook() as service:
        office.configure({"a": {"channels.hook": service.apprise()}})
        with office.desk() as desk:
            look = desk.store.started("trial")
            desk.store.due("trial", [Entry(identity="d2", url="https://news.example/d2", notice="d1")])
            tell(desk, [[1]])
            office.clock.forward(5 * MINUTE)
            desk.store.goes_on(look)
            assert send_owed(desk) == Sent()
            tell(desk, [[2]])
            desk.store.finished(look, "ok")
            assert send_owed(desk) == Sent(sent=1)
    [message] = service.taken
    assert len(message.json["changes"]) == 2


def test_what_failed_before_quiet_hours_waits_for_their_end_unless_somebody_sends_it(office: Office) -> None:
    with webhook(500, 500) as service:
        now = office.clock()
        office.clock.forward(now.replace(hour=21, minute=50, second=0) - now)
        night = {"channels.hook": service.apprise(), "zone": "UTC", "quiet": ["22:00-07:00"]}
        office.configure({"a": night, "b": night})
        with office.desk() as desk:
            tell(desk, [[1]])
            assert send_owed(desk) == Sent(failed=2)
            office.clock.forward(15 * MINUTE)
            assert send_owed(desk) == Sent()
            [waiting, _] = desk.store.lines(Chosen(states=("owed",)))
            assert owed.row(desk, waiting)["when"].endswith("07:00 UTC")
            assert send_owed(desk, by_hand=["a.hook"]) == Sent(sent=1)
            office.clock.forward(timedelta(hours=9))
            assert send_owed(desk) == Sent(sent=1)


def test_a_digest_gathers_until_its_hour(office: Office) -> None:
    with webhook() as service:
        everything = {"channels.hook": service.apprise(), "rhythm": "daily", "at": "00:00", "zone": "UTC"}
        office.configure({"a": everything})
        with office.desk() as desk:
            tell(desk, [[number] for number in range(1, 6)])
            assert send_owed(desk) == Sent()
            office.clock.forward(timedelta(days=1))
            assert send_owed(desk) == Sent(sent=1)
            [line] = desk.store.lines(Chosen())
    assert (line.form, line.changes) == ("digest", 5)
    [digest] = service.taken
    assert len(digest.json["changes"]) == 5


def test_more_channels_than_are_served_side_by_side_all_get_theirs(office: Office) -> None:
    with webhook() as service:
        teams = {f"t{number}": {"channels.hook": service.apprise(f"/{number}")} for number in range(40)}
        office.configure(teams)
        with office.desk() as desk:
            tell(desk, [[1]])
            assert send_owed(desk) == Sent(sent=40)
    assert len({one.path for one in service.taken}) == 40
    assert len({one.headers["x-gongbao-key"] for one in service.taken}) == 40
