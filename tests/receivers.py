"""Channels that answer for real: an HTTP receiver (webhook, chat, ntfy, Matrix) and an SMTP server, which also fail."""

import asyncio
import json
import shutil
import socket
import ssl
import struct
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HANG, CUT, SLOW, ENDLESS, TAKEN = "hang", "cut", "slow", "endless", "taken"
"""Besides status codes: hold the line until the receiver closes; break it off without an answer; answer 200, a byte
every tenth of a second; begin so to answer, without end; take a mail, say so, and break off."""

MATRIX = {
    "access_token": "t",
    "device_id": "D",
    "event_id": "$1",
    "room_id": "!desk:example.org",
    "user_id": "@gongbao:example.org",
}
"""What a Matrix server says to a login, a join and a message; the others do not look at it."""


@dataclass(frozen=True)
class Received:
    """One message: its headers in lower case, its body, what it was answered, and when (`time.time`)."""

    path: str
    headers: dict[str, str]
    body: bytes
    answer: Any = 200
    at: float = 0.0

    @property
    def taken(self) -> bool:
        """Whether the sender was told that the message arrived."""
        status = self.answer[0] if isinstance(self.answer, tuple) else self.answer
        return status == SLOW or (isinstance(status, int) and 200 <= status < 300)

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Receiver:
    """A service on loopback. `answers` are given to messages in turn, then 200; an answer is a status, HANG, CUT,
    SLOW, ENDLESS, or both of a status and its headers. What a sender asks before (a login, a room) is granted."""

    url: str
    port: int
    answers: list[Any] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    body: str = ""

    def apprise(self, path: str = "/hook", query: str = "") -> str:
        return f"json://127.0.0.1:{self.port}{path}" + (f"?{query}" if query else "")

    @property
    def taken(self) -> list[Received]:
        """The messages that arrived and were answered so."""
        return [received for received in self.received if received.taken]


@contextmanager
def webhook(*answers: Any, port: int = 0, trust: ssl.SSLContext | None = None, body: str = "") -> Iterator[Receiver]:
    """Run a receiver until the block ends: over TLS with a context that holds its certificate; it says `body`."""
    server = _Server(("127.0.0.1", port), _Hook)
    if trust is not None:
        server.socket = trust.wrap_socket(server.socket, server_side=True)
    receiver = Receiver(f"http://127.0.0.1:{server.server_port}", server.server_port, list(answers), body=body)
    server.receiver = receiver  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield receiver
    finally:
        receiver.released.set()
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """A sender that gives up is what is tried: say nothing."""


class _Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        receiver: Receiver = self.server.receiver  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.startswith("/_matrix/") and "/send/" not in self.path:
            return self._say(200)
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = receiver.answers.pop(0) if receiver.answers else 200
        receiver.received.append(Received(self.path, headers, body, answer, time.time()))
        return self._answer(receiver, answer)

    do_GET = do_PUT = do_POST  # noqa: N815  http.server's names

    def _answer(self, receiver: Receiver, answer: Any) -> None:
        if answer == HANG:
            receiver.released.wait(30)
        elif answer == CUT:
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.request.close()
        elif answer == SLOW:
            self._dribble(receiver, b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        elif answer == ENDLESS:
            self._dribble(receiver, b"HTTP/1.0 " + 3000 * b" ")
        else:
            self._say(*(answer if isinstance(answer, tuple) else (answer,)))

    def _dribble(self, receiver: Receiver, answer: bytes) -> None:
        for byte in answer:
            self.wfile.write(bytes([byte]))
            receiver.released.wait(0.1)

    def _say(self, status: int, headers: Mapping[str, str] = MappingProxyType({})) -> None:
        pause = headers.get("Retry-After", "")
        body = json.dumps(MATRIX | ({"retry_after_ms": 1000 * int(pause)} if pause.isdecimal() else {})).encode()
        receiver: Receiver = self.server.receiver  # type: ignore[attr-defined]
        if receiver.body:
            body = receiver.body.encode()
        elif self.path.startswith("/services/"):
            body = b"ok" if status == HTTPStatus.OK else b"invalid_token"  # Slack's words
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def chromium(folder: Path, *options: str) -> str:
    """Run a browser without a window, its files in a folder, and return what it prints; skips the test without one."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no chromium here")
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}")
    done = subprocess.run([program, *quiet, *options], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout


def refused() -> int:
    """Return a port of loopback where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@dataclass
class Mailbox:
    """A mail server on loopback and what it was handed, as it came and parsed, and when (`time.time`).

    `refusals` are given in turn, then mail is taken; a refusal is an SMTP answer, HANG, CUT, or TAKEN, which is none.
    """

    port: int
    refusals: list[str] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    mails: list[EmailMessage] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)

    def apprise(self, query: str = "") -> str:
        reader = "" if "&to=" in query else "&to=desk@example.org"
        return f"mailto://127.0.0.1:{self.port}?from=gongbao@example.org{reader}{query}"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        refusal = self.refusals.pop(0) if self.refusals else ""
        if refusal not in {"", TAKEN}:
            return await self._refuse(server, refusal)
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.raw.append(envelope.content)
        self.mails.append(mail)
        self.times.append(time.time())
        self.recipients.append(list(envelope.rcpt_tos))
        if refusal == TAKEN:
            await server.push("250 taken")
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.close()
        return "250 taken"

    async def _refuse(self, server: SMTP, refusal: str) -> str:
        if refusal == HANG:
            await asyncio.sleep(30)
        elif refusal == CUT:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return refusal


@contextmanager
def mailbox(*refusals: str, port: int = 0, of: type[Mailbox] = Mailbox) -> Iterator[Mailbox]:
    """Run a mail server until the block ends."""
    box = of(port or refused(), list(refusals))
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
