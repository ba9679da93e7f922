"""A real web server for saved samples: http(s)://HOST/PATH?QUERY is answered at URL/HOST/PATH?QUERY.

For the demo, for tests and for machines without a network: with `GONGBAO_REPLAY` set to it, every request goes here.
"""

import contextlib
import json
import re
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from scrapers import address
from scrapers.saved import samples

Fault = Literal["challenge", "forbidden", "broken", "hang", "cut", "empty"]

CHALLENGE = b"<script>document.cookie='__jsl_clearance_s=demo;max-age=3600';location.href=location.pathname</script>"
ROBOTS = b"User-agent: *\nAllow: /\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and body of one answer."""

    status: int
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in: the original address, headers in lower case, and the status it was answered with."""

    url: str
    headers: Mapping[str, str]
    status: int


class Replica:
    """Serves folders of samples on a free port of 127.0.0.1; a context manager. Later folders override earlier ones.

    `at` is another address of this machine, for those that ask from elsewhere.
    """

    def __init__(self, folders: Iterable[Path] = (), *, port: int = 0, at: str = "127.0.0.1") -> None:
        self.asked: list[Asked] = []
        self._answers: dict[str, Answer] = {}
        self._faults: dict[str, tuple[Fault, int]] = {}
        self._closing = threading.Event()
        for folder in folders:
            self.add(folder)
        self._server = _Server((at, port), _Handler)
        self._server.replica = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """The address to put in front of HOST/PATH."""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    def add(self, folder: Path) -> None:
        """Serve the samples of one more folder; their pages appear, or change, at once."""
        for one in samples(folder):
            self._answers[address.key(one.url)] = Answer(one.status, one.body, one.headers)

    def fail(self, host: str, fault: Fault, times: int = -1) -> None:
        """Answer requests for a host with a fault: the next `times`, or all until `heal`."""
        self._faults[host] = (fault, times)

    def heal(self, host: str) -> None:
        """Answer requests for a host as saved again."""
        self._faults.pop(host, None)

    def fault(self, host: str) -> Fault | None:
        """The fault that the next answer for this host is to have; counts it."""
        name, times = self._faults.get(host, (None, 0))
        if name and times == 1:
            self.heal(host)
        elif name and times > 1:
            self._faults[host] = (name, times - 1)
        return name

    def answer(self, url: str) -> Answer:
        """The saved answer, the default robots.txt, or 404."""
        found = self._answers.get(address.key(url))
        if found is None and url.endswith("/robots.txt"):
            return Answer(200, ROBOTS, {"content-type": "text/plain"})
        return found or Answer(404, b"<html><body>404 Not Found</body></html>", {"content-type": "text/html"})

    def sleep(self) -> None:
        """Say nothing until the server is closed."""
        self._closing.wait()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving; hanging requests end."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    replica: Replica

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that give up are what half of the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def do_GET(self) -> None:
        """Answer as saved, or as the fault says."""
        url = "http:/" + self.path
        host = address.host(url)
        fault = self.server.replica.fault(host)
        answer = self.server.replica.answer(url)
        if fault == "hang":
            self._note(url, 0)
            self.server.replica.sleep()
            self.close_connection = True
        elif fault:
            self._send(url, _faulty(answer, fault), cut=fault == "cut")
        else:
            self._send(url, answer)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: `Replica.asked` holds the requests."""

    def _send(self, url: str, answer: Answer, *, cut: bool = False) -> None:
        tag = f'"{sha256(answer.body).hexdigest()[:16]}"'
        known = answer.status == 200 and self.headers.get("if-none-match") == tag
        status, body = (304, b"") if known else (answer.status, answer.body)
        self._note(url, status)
        self.send_response(status)
        for name, value in ({"etag": tag} | dict(answer.headers) | {"content-length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body[: len(body) // 2] if cut else body)
        self.close_connection = self.close_connection or cut

    def _note(self, url: str, status: int) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.replica.asked.append(Asked(url, headers, status))


def _faulty(answer: Answer, fault: Fault) -> Answer:
    html = {"content-type": "text/html"}
    if fault == "challenge":
        return Answer(521, CHALLENGE, html)
    if fault == "forbidden":
        return Answer(403, b"<html><body>Forbidden</body></html>", html)
    if fault == "broken":
        return Answer(500, b"<html><body>Internal Server Error</body></html>", html)
    return Answer(answer.status, _emptied(answer), answer.headers) if fault == "empty" else answer


def _emptied(answer: Answer) -> bytes:
    """The same page with its lists emptied, as sites answer whose database is away."""
    kind = answer.headers.get("content-type", "")
    if "json" in kind:
        return json.dumps(_hollow(json.loads(answer.body)), ensure_ascii=False).encode()
    return re.sub(rb"<(li|a|item|entry)\b.*?</\1>", b"", answer.body, flags=re.DOTALL)


def _hollow(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _hollow(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return []
    return "" if isinstance(value, str) and "<" in value else value
