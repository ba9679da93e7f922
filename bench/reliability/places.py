"""The kinds of channel that are tried: each a real service on loopback, and what arrived there, by number and key."""

import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, NamedTuple

from receivers import Mailbox, Received, Receiver, mailbox, webhook

TOKEN = "t" * 26


class Arrival(NamedTuple):
    """A message that was taken: the number of its figure, its key where the kind of channel has room for one, when."""

    number: int
    key: str
    at: float


@dataclass(frozen=True)
class Kind:
    """A kind of channel: its service, its address at a port, and how to read what came."""

    name: str
    url: str
    service: Callable[..., AbstractContextManager[Any]] = webhook

    def address(self, port: int, seconds: float | None) -> str:
        """The Apprise address; `seconds` is how long the sender waits for an answer, Gongbao's own patience without."""
        url = self.url.format(port=port)
        return f"{url}{'&' if '?' in url else '?'}rto={seconds}" if seconds else url


KINDS = (
    Kind("webhook", "json://127.0.0.1:{port}/hook"),
    Kind("chat", f"mmost://127.0.0.1:{{port}}/{TOKEN}"),
    Kind("ntfy", "ntfy://127.0.0.1:{port}/desk"),
    Kind("matrix", "matrix://token@127.0.0.1:{port}/!desk:example.org?mode=off"),
    Kind("mail", "mailto://127.0.0.1:{port}?from=gongbao@example.org&to=desk@example.org", mailbox),
)


def arrivals(service: Receiver | Mailbox) -> list[Arrival]:
    """What a service took, one for each figure of each message, in order."""
    if isinstance(service, Mailbox):
        said = ((_plain(mail), str(mail["X-Gongbao-Key"] or "")) for mail in service.mails)
        return list(_each(said, service.times))
    taken = service.taken
    return list(_each(((_text(one), one.headers.get("x-gongbao-key", "")) for one in taken), (t.at for t in taken)))


def _plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain", "html"))
    return f"{mail['Subject']} {part.get_content() if part else ''}"


def _text(received: Received) -> str:
    return received.body.decode()


def _each(said: Iterable[tuple[str, str]], times: Iterable[float]) -> Iterable[Arrival]:
    for (text, key), at in zip(said, times, strict=True):
        for number in sorted({int(number) for number in re.findall(r"(?i)thing(\d+)x", text)}):
            yield Arrival(number, key, at)
