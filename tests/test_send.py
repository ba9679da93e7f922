"""Sending, against real receivers on loopback: what arrives, what a fault looks like, and that no secret leaves."""

import logging
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from changes import a_change, a_figure, a_revision
from receivers import CUT, HANG, SLOW, Receiver, refused, webhook

from alerts import line
from alerts.channel import Channel
from alerts.render import alert
from alerts.send import Receipt, send
from alerts.telling import Telling

SECRET = "s3cr3t-Passw0rd"
NEWS = alert([a_revision()], Telling())


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with webhook() as receiver:
        yield receiver


def to(url: str) -> Channel:
    return Channel("desk.hook", url)


def patience(answer: object) -> str:
    """How long an address is to wait: short where nothing will come, else as usual, for a busy computer."""
    return "rto=0.3" if answer == HANG else ""


def test_a_webhook_gets_the_message_the_changes_and_the_key(hook: Receiver) -> None:
    assert send(to(hook.apprise()), NEWS, key="k-1") == Receipt(ok=True)
    (got,) = hook.received
    assert (got.path, got.headers["x-gongbao-key"]) == ("/hook", "k-1")
    assert (got.json["title"], got.json["message"], got.json["key"]) == (NEWS.title, NEWS.text, "k-1")
    assert got.json["schema"] == "gongbao.alert/2"
    assert got.json["changes"][0]["before"]["statement"]["value"] == 12000


def test_a_webhook_address_keeps_its_own_headers_login_query_and_fields(hook: Receiver) -> None:
    options = "+X-Room=7&-page=2&:message=text&:attachments=&:room=desk"
    url = hook.apprise(query=options).replace("127", "me:pw@127", 1)
    assert send(to(url), NEWS, key="k").ok
    (got,) = hook.received
    assert (got.path, got.headers["x-room"]) == ("/hook?page=2", "7")
    assert got.headers["authorization"].startswith("Basic ")
    assert (got.json["text"], got.json["room"]) == (NEWS.text, "desk")
    assert not {"message", "attachments"} & set(got.json)


@pytest.mark.parametrize(
    ("answer", "error", "pause"),
    [
        (500, "500", None),
        (404, "404", None),
        (302, "302", None),
        ((302, {"Location": "/elsewhere"}), "302", None),
        (429, "429", 60),
        ((429, {"Retry-After": "17"}), "429", 17),
        ((429, {"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}), "429", 0),
        ((429, {"Retry-After": "soon"}), "429", 60),
        ((429, {"Retry-After": "9" * 30}), "429", 86400),
        ((429, {"Retry-After": "\u00b2"}), "429", 60),
        (CUT, "broke off", None),
        (HANG, "in time", None),
    ],
)
def test_a_fault_is_a_failed_receipt_and_the_next_try_arrives(answer: object, error: str, pause: float | None) -> None:
    with webhook(answer) as hook:
        failed = send(to(hook.apprise(query=patience(answer)).replace("127", f"me:{SECRET}@127", 1)), NEWS, key="k-1")
        assert not failed.ok
        assert error in failed.error
        assert failed.retry_after == (pause if pause is None else pytest.approx(pause, abs=20))
        assert send(to(hook.apprise()), NEWS, key="k-1").ok
        assert [got.json["key"] for got in hook.received] == ["k-1", "k-1"]


def test_a_channel_may_say_until_when_it_is_to_be_left_alone() -> None:
    in_a_minute = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    with webhook((503, {"Retry-After": in_a_minute})) as hook:
        assert send(to(hook.apprise()), NEWS, key="k").retry_after == pytest.approx(60, abs=5)


@pytest.mark.parametrize(("asked", "pause"), [("7", 7), ("NaN", 60), ("Infinity", 60), ("9" * 400, 60), ("-5", 0)])
def test_what_an_answer_asks_for_is_a_time(asked: str, pause: float) -> None:
    with webhook(429, body=f'{{"retry_after": {asked}}}') as hook:
        assert send(to(hook.apprise()), NEWS, key="k").retry_after == pause


def test_a_channel_that_refuses_or_has_no_host_fails() -> None:
    assert "refuses" in send(to(f"json://127.0.0.1:{refused()}/"), NEWS, key="k").error
    assert not send(to("json://no-such-host.invalid/"), NEWS, key="k").ok


TOKEN = "t" * 24
SERVICES = {
    "form": "form://HOST/hook",
    "ntfy": "ntfy://HOST/desk",
    "mattermost": f"mmost://HOST/{TOKEN}",
    "gotify": f"gotify://HOST/{TOKEN}",
    "matrix": "matrix://token@HOST/!desk:example.org?mode=off",
    "discord": f"discord://{'1' * 18}/{'d' * 60}",
}


def of(service: str, hook: Receiver, monkeypatch: pytest.MonkeyPatch, query: str = "") -> Channel:
    monkeypatch.setattr("apprise.plugins.discord.NotifyDiscord.notify_url", f"{hook.url}/api/webhooks")
    address = SERVICES[service].replace("HOST", f"127.0.0.1:{hook.port}")
    return to(address + (f"{'&' if '?' in address else '?'}{query}" if query else ""))


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(
    ("answer", "receipt"),
    [
        ((429, {"Retry-After": "17"}), Receipt(False, "the receiver answered 429", 17.0)),
        (429, Receipt(False, "the receiver answered 429", 60.0)),
        (500, Receipt(False, "the receiver answered 500")),
        (404, Receipt(False, "the receiver answered 404", permanent=True)),
        (CUT, Receipt(False, "the connection broke off")),
        (HANG, Receipt(False, "the receiver does not answer in time")),
    ],
)
def test_every_service_is_heard(
    service: str, answer: object, receipt: Receipt, monkeypatch: pytest.MonkeyPatch
) -> None:
    with webhook(answer) as hook:
        assert send(of(service, hook, monkeypatch, patience(answer)), NEWS, key="k") == receipt
        assert len(hook.received) == 1, "no service is asked again at once"
        assert send(of(service, hook, monkeypatch), NEWS, key="k").ok
        assert [got.headers["x-gongbao-key"] for got in hook.received] == ["k", "k"]


def test_a_reason_of_the_service_is_told_without_the_address() -> None:
    with webhook((403, {"Content-Type": "text/plain"}), body=f"no entry for {SECRET}\x1b[31m to tok3n-in-path") as hook:
        receipt = send(to(f"form://me:{SECRET}@127.0.0.1:{hook.port}/tok3n-in-path"), NEWS, key="k")
    assert receipt == Receipt(False, "the receiver answered 403: no entry for ***[31m to ***", permanent=True)


@pytest.mark.parametrize("service", ["form", "matrix"])
def test_an_answer_that_never_ends_is_cut_off(service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "LONGEST", 0.5)
    with webhook(SLOW) as hook:
        began = time.monotonic()
        receipt = send(of(service, hook, monkeypatch, "rto=0.3&cto=0.1"), NEWS, key="k")
        assert receipt == Receipt(False, "the receiver does not answer in time")
        assert time.monotonic() - began < 2


def test_an_address_for_several_receivers_would_tell_some_twice(hook: Receiver) -> None:
    receipt = send(to(f"ntfy://127.0.0.1:{hook.port}/one/two"), NEWS, key="k")
    assert receipt == Receipt(False, "the address names 2 receivers: give each a channel of its own", permanent=True)
    assert not hook.received


def test_a_proxy_of_the_environment_is_used(hook: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", hook.url)
    monkeypatch.setenv("no_proxy", "")
    for address in ("json://chat.example/hook", "ntfy://chat.example/desk"):
        assert send(to(address), NEWS, key="k").ok
    assert [got.path for got in hook.received] == ["http://chat.example/hook", "http://chat.example/"]
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{refused()}")
    assert send(to("ntfy://chat.example/desk"), NEWS, key="k").error == "the proxy does not let us through"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 that nobody vouches for, with its key."""
    made = tmp_path_factory.mktemp("tls") / "own.pem"
    options = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1"
    names = ("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(made), "-out", str(made.with_suffix(".crt")))
    subprocess.run(["openssl", *options.split(), *names], check=True, capture_output=True)
    made.write_text(made.read_text() + made.with_suffix(".crt").read_text())
    return made


@pytest.mark.parametrize("address", ["jsons://127.0.0.1:{}/hook", "workflows://127.0.0.1:{}/WORKFLOW/SIGNATURE"])
def test_certificates_are_checked_unless_the_address_says_no(
    address: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(certificate)
    with webhook(trust=trust) as hook:
        channel = to(address.format(hook.port))
        assert send(channel, NEWS, key="k").error == "the receiver's certificate cannot be trusted"
        assert send(to(f"{channel.url}?verify=no"), NEWS, key="k").ok
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate.with_suffix(".crt")))
        assert send(channel, NEWS, key="k").ok
    assert len(hook.received) == 2


@pytest.mark.parametrize(
    "address", ["form://127.0.0.1:{}/hook", "ntfy://127.0.0.1:{}/desk", "mmost://127.0.0.1:{}/tttttttt"]
)
def test_a_redirect_is_a_failure_for_it_would_drop_the_message(address: str) -> None:
    with webhook((302, {"Location": "/elsewhere"})) as hook:
        assert not send(to(address.format(hook.port)), NEWS, key="k").ok
        assert len(hook.received) == 1, "followed, the message would be left behind"


def test_a_matrix_server_that_asks_for_minutes_holds_nobody_up() -> None:
    with webhook((429, {"Retry-After": "120"})) as hook:
        began = time.monotonic()
        receipt = send(to(f"matrix://token@127.0.0.1:{hook.port}/!desk:example.org?mode=off"), NEWS, key="k")
    assert (receipt.ok, receipt.retry_after) == (False, 120)
    assert time.monotonic() - began < 5


def test_an_address_cannot_make_a_failure_count_as_sent() -> None:
    with webhook(500, 500, 500) as hook:
        assert not send(to(f"form://127.0.0.1:{hook.port}/?optional=yes&retry=2"), NEWS, key="k").ok
        assert len(hook.received) == 1


def test_a_chat_service_gets_markdown_and_the_key_where_it_has_room(hook: Receiver) -> None:
    assert send(to(f"mmost://127.0.0.1:{hook.port}/{'t' * 26}"), NEWS, key="k-2").ok
    assert "**14,600 robot enterprises" in hook.received[0].json["text"]


def test_a_message_longer_than_the_channel_takes_is_told_shorter(hook: Receiver) -> None:
    long = alert([a_change(a_figure(n + 2), id=n) for n in range(600)], Telling())
    assert send(to(f"mmost://127.0.0.1:{hook.port}/{'t' * 26}"), long, key="k").ok
    title, link = long.short.rsplit(" ", 1)
    assert [got.json["text"] for got in hook.received] == [f"{title} <{link}>"]


def test_a_title_is_told_once(hook: Receiver) -> None:
    address = f"ntfy://127.0.0.1:{hook.port}/desk"
    long = alert([a_change(a_figure(n + 2), id=n) for n in range(600)], Telling())
    assert [send(to(address), told, key="k").ok for told in (NEWS, long)] == [True, True]
    whole, short = (got.json for got in hook.received)
    assert (whole["title"], whole["message"].count(NEWS.title)) == (NEWS.title, 0)
    assert (short.get("title", ""), short["message"].count(long.title)) == ("", 1)


SECRET_URLS = [
    f"json://me:{SECRET}@127.0.0.1:1/",
    f"json://127.0.0.1:1/{SECRET}?-token={SECRET}",
    f"mailto://me:{SECRET}@127.0.0.1:1?from=a@example.org&to=b@example.org",
    f"nosuch://me:{SECRET}@127.0.0.1",
    f"mailto://{SECRET}",
    f"slack://{SECRET}",
    f"{SECRET}",
    f"json://:{SECRET}@",
]


def test_an_address_that_is_none_is_told_by_its_scheme_alone() -> None:
    receipt = send(to("slack://wrong/short"), NEWS, key="k")
    assert receipt == Receipt(
        False,
        "this is no whole slack:// address: write it as on https://appriseit.com/services/slack/",
        permanent=True,
    )


@pytest.mark.parametrize("level", [logging.DEBUG, logging.CRITICAL])
@pytest.mark.parametrize("url", SECRET_URLS)
def test_no_secret_is_in_receipts_logs_or_the_channel_itself(
    url: str, level: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(level), caplog.at_level(level, logger="apprise"):
        receipt = send(to(url), NEWS, key="k")
    assert not receipt.ok
    assert receipt.error
    assert SECRET not in receipt.error + caplog.text + repr(to(url))


@pytest.mark.parametrize("schema", ["json", "form"])
def test_no_log_holds_the_secret_path_of_a_channel_that_answers(
    schema: str, hook: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    hook.answers.append(500)
    with caplog.at_level(logging.DEBUG):
        send(to(f"{schema}://127.0.0.1:{hook.port}/{SECRET}?-token={SECRET}"), NEWS, key="k")
    assert SECRET in hook.received[0].path
    assert SECRET not in caplog.text


def test_a_dead_channel_does_not_hold_up_another() -> None:
    with webhook(HANG) as dead, webhook() as alive:
        stuck = threading.Thread(target=send, args=(to(dead.apprise(query="rto=3")), NEWS), kwargs={"key": "a"})
        stuck.start()
        began = time.monotonic()
        assert send(to(alive.apprise()), NEWS, key="b").ok
        assert time.monotonic() - began < 2
        dead.released.set()
        stuck.join()


def test_errors_of_two_threads_are_not_mixed() -> None:
    errors: dict[str, str] = {}

    def fail(name: str, url: str) -> None:
        errors[name] = send(to(url), NEWS, key="k").error

    with webhook(*[500] * 20) as broken:
        urls = {
            "form": f"form://127.0.0.1:{broken.port}/",
            "mail": f"mailto://127.0.0.1:{refused()}?from=a@x.org&to=b@x.org",
        }
        threads = [threading.Thread(target=fail, args=(f"{kind}{n}", urls[kind])) for n in range(8) for kind in urls]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert all(("500" in error) == name.startswith("form") for name, error in errors.items())


def test_the_terminal_is_a_channel(capsys: pytest.CaptureFixture[str]) -> None:
    assert send(to("terminal://"), NEWS, key="k").ok
    assert "14,600 robot enterprises (was 12,000 as of" in capsys.readouterr().out
