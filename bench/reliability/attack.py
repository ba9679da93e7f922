"""Trial 4: a page written to attack, read from an archive and told in every kind of channel; nothing in it acts."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, redirect_stdout
from html import escape
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import NamedTuple

from receivers import Mailbox, Receiver, refused

from bench.reliability import acting
from bench.reliability.browser import chromium, opened
from bench.reliability.office import Office
from bench.reliability.places import KINDS

PLACE = "https://www.example.org/news"
END = "by the end of June 2026"
ATTACKS: Mapping[str, str] = MappingProxyType(
    {
        "script": "<script>document.title='acted';fetch('http://evil.example/s')</script>",
        "picture": "<img src=http://evil.example/p.png onerror=\"document.title='acted'\">",
        "frame": "<iframe src=http://evil.example/f></iframe><style>@import 'http://evil.example/c';</style>",
        "attribute": "\" onmouseover=\"document.title='acted'\" x=\"' onclick='x",
        "link": "[read more](http://evil.example/l) [run](javascript:document.title='acted') <http://evil.example/m>",
        "pixel": "![](http://evil.example/i.png) [1]: http://evil.example/r",
        "address": "see http://evil.example/a, www.evil.example, mail x@evil.example or mailto:x@evil.example",
        "mentions": "@everyone @here @channel @room <!channel> <!here> <@U012AB3CD> <#C012AB3CD> ＠all @[all](all)",
        "slack link": "<http://evil.example/s|https://www.miit.gov.cn/>",
        "right to left": "\u202etxt.exe\u202c \u2066hidden\u2069 \u200f\u200b\ufeff",
        "template": "{{ 31337 * 3 }} {% for x in ().__class__.__mro__ %}{{ x }}{% endfor %} ${31337*3}",
        "shell": "$(touch /tmp/acted) `touch /tmp/acted` %0d%0aBcc: victim@evil.example",
        "controls": "\x1b[2J\x1b]8;;http://evil.example/t\x07press\x1b]8;;\x07 \x9b31m \x08\x08\x7f",
        "nothing": "before\x00after",
        "header": "\r\nBcc: victim@evil.example\r\nX-Acted: yes\r\n\r\nanother body",
        "blocks": "\n\n# heading\n> quote\n```\ncode\n```\n| a | b |\n|---|---|\n<details open>",
        "half a character": "\ud83d",
    }
)
GOODS = """glass steel paper brick cotton copper rubber timber sugar cement leather pepper honey barley walnut ginger
sesame""".split()  # noqa: SIM905


class Told(NamedTuple):
    """What a kind of channel was sent of the page: messages, their bytes, and what in them may act."""

    kind: str
    messages: int
    size: int
    acts: tuple[str, ...]


def report() -> Iterator[str]:
    """What came of the page in each kind of channel, as a table in markdown."""
    yield "| channel | messages | size | acts |"
    yield "|---|---:|---:|---|"
    for told in attacked():
        yield f"| {told.kind} | {told.messages} | {told.size / 1e3:.1f} KB | {', '.join(told.acts) or 'nothing'} |"


def attacked(long: int = 1_000_000, *, browser: bool = True) -> Iterator[Told]:
    """Read a page with all attacks, and one with a sentence of so many letters, as `gongbao backfill --archive --alert`
    does; what it sent to five channels, the terminal and the feeds."""
    with ExitStack() as stack:
        office = Office(Path(stack.enter_context(TemporaryDirectory(prefix="gongbao-trial-"))))
        ports = {kind.name: refused() for kind in KINDS}
        services = {kind.name: stack.enter_context(kind.service(port=ports[kind.name])) for kind in KINDS}
        channels = {f"channels.{kind.name}": kind.address(ports[kind.name], None) for kind in KINDS}
        office.configure({"desk": {**channels, "cap": 0}, "screen": {"channels.terminal": "terminal://"}})
        write(office.folder / "archive", long)
        printed = run(office, "backfill", "--archive", str(office.folder / "archive"), "--alert")
        yield Told("terminal", 1, len(printed.encode()), tuple(acting.on_screens(printed)))
        for name, service in services.items():
            yield from mails(service, browser) if isinstance(service, Mailbox) else [posts(name, service)]
        yield from feeds(office.folder / "data" / "feeds")


def write(folder: Path, long: int) -> None:
    """Write a page with the attacks in its sentences as readers would see them, and as markup; and an endless one."""
    folder.mkdir()
    sentences = (sentence for number, name in enumerate(ATTACKS) for sentence in said(number, name))
    save(folder / "page.html", "Briefing" + "".join(ATTACKS.values()), sentences)
    endless = f"The number of smart pottery factories reached 1,300 {END}, and {'long ' * (long // 5)}."
    save(folder / "long.html", "Long" * 5000, [endless])


def save(file: Path, title: str, sentences: Iterable[str]) -> None:
    """Write a page, and beside it what a site's list says of it."""
    paragraphs = "".join(f"<p>{sentence}</p>\n" for sentence in sentences)
    page = f"<html><head><title>{seen(title)}</title></head><body><article><h1>{seen(title)}</h1>\n{paragraphs}"
    file.write_bytes((page + "</article></body></html>").encode(errors="replace"))
    sidecar = {"url": f"{PLACE}/{file.name}", "title": title, "published": "2026-07-01"}
    file.with_suffix(".json").write_text(json.dumps(sidecar), encoding="utf-8")


def said(number: int, name: str) -> Iterator[str]:
    """Sentences that are news, with an attack behind, before and within what is news in them."""
    attack, goods = ATTACKS[name], GOODS[number]
    yield seen(f"The number of smart {goods} factories reached {1200 + number:,} {END}, {attack}.")
    yield seen(f"Li Ming {attack}, director of MIIT, said: “There were {2100 + number:,} {goods} parks {END}.”")
    yield seen(f"MIIT will launch a third batch of pilot cities for {goods} {attack} next year.")
    yield attack


def seen(text: str) -> str:
    """Text as a page writes it so that readers see it."""
    return escape(text)


def run(office: Office, *words: str) -> str:
    """Run a command as a person would, and return what it printed."""
    from flows.cli import main

    os.environ["GONGBAO_CONFIG"] = str(office.folder / "gongbao.toml")
    printed = StringIO()
    try:
        with redirect_stdout(printed):
            main(list(words))
    finally:
        del os.environ["GONGBAO_CONFIG"]
    return printed.getvalue()


def posts(name: str, service: Receiver) -> Told:
    """What a service was posted: JSON, in which texts are markdown, HTML or plain."""
    found = [problem for one in service.taken for problem in acting.in_post(one.body.decode())]
    found += [f"header {name}" for one in service.taken for name in one.headers if acting.is_strange(name)]
    return Told(name, len(service.taken), sum(len(one.body) for one in service.taken), tuple(dict.fromkeys(found)))


def mails(box: Mailbox, browser: bool) -> Iterator[Told]:
    """What a mail server was handed; its HTML is opened in a browser, where there is one."""
    found = [problem for mail in box.mails for problem in acting.in_mail(mail)]
    size = sum(len(mail.as_bytes()) for mail in box.mails)
    yield Told("mail", len(box.mails), size, tuple(dict.fromkeys(found)))
    if browser and chromium():
        pages = [
            part.get_content() for mail in box.mails for part in mail.walk() if part.get_content_subtype() == "html"
        ]
        looks = [opened(page) for page in pages]
        asked = [f"asked for {address}" for look in looks for address in look.asked]
        acts = [problem for look in looks for problem in acting.in_html(look.document)]
        yield Told("mail in Chromium", len(looks), sum(map(len, pages)), tuple(dict.fromkeys(asked + acts)))


def feeds(folder: Path) -> Iterator[Told]:
    """What the feeds hold."""
    for file in sorted(folder.glob("desk.*")):
        text = file.read_text(encoding="utf-8")
        yield Told(f"feed {file.suffix[1:]}", 1, len(text.encode()), tuple(acting.in_feed(text, file.suffix)))
