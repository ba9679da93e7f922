"""Channels that answer for real: an HTTP receiver that can also refuse, hang or cut, and an SMTP server."""

import json
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HANG, CUT = "hang", "cut"
"""Besides status codes: hold the line until the receiver closes; break it off without an answer."""


@dataclass(frozen=True)
class Received:
    """One POST: its headers in lower case, its body."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Receiver:
    """A webhook on loopback. `answers` are given in turn, then 200; an answer is a status, HANG, CUT, or both of
    a status and its headers."""

    url: str
    port: int
    answers: list[Any] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def apprise(self, path: str = "/hook", query: str = "") -> str:
        return f"json://127.0.0.1:{self.port}{path}" + (f"?{query}" if query else "")


@contextmanager
def webhook(*answers: Any) -> Iterator[Receiver]:
    """Run a receiver until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hook)
    receiver = Receiver(f"http://127.0.0.1:{server.server_port}", server.server_port, list(answers))
    server.receiver = receiver  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield receiver
    finally:
        receiver.released.set()
        server.shutdown()
        server.server_close()


class _Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        receiver: Receiver = self.server.receiver  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        receiver.received.append(Received(self.path, headers, body))
        self._answer(receiver, receiver.answers.pop(0) if receiver.answers else 200)

    def _answer(self, receiver: Receiver, answer: Any) -> None:
        if answer == HANG:
            receiver.released.wait(30)
        elif answer == CUT:
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.request.close()
        else:
            status, headers = answer if isinstance(answer, tuple) else (answer, {})
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def refused() -> int:
    """Return a port of loopback where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@dataclass
class Mailbox:
    """A mail server on loopback and what it was handed, parsed. `refusals` are given in turn, then mail is taken."""

    port: int
    refusals: list[str] = field(default_factory=list)
    mails: list[EmailMessage] = field(default_factory=list)

    def apprise(self, query: str = "") -> str:
        return f"mailto://127.0.0.1:{self.port}?from=gongbao@example.org&to=desk@example.org" + query

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        if self.refusals:
            return self.refusals.pop(0)
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 taken"


@contextmanager
def mailbox(*refusals: str) -> Iterator[Mailbox]:
    """Run a mail server until the block ends."""
    box = Mailbox(refused(), list(refusals))
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
