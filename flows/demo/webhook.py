"""A webhook on this machine, as a team's own would be: takes JSON posts and keeps them in a file."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class Webhook:
    """Receives posts on a free port of 127.0.0.1 and appends them to `file`, one JSON object a line."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.received: list[dict[str, Any]] = []
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.webhook = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def address(self) -> str:
        """The Apprise address of it."""
        return f"json://127.0.0.1:{self._server.server_port}/gongbao"

    def take(self, message: dict[str, Any]) -> None:
        """Keep one message."""
        self.received.append(message)
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(message, ensure_ascii=False) + "\n")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    webhook: Webhook


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        """Take the message."""
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.webhook.take(json.loads(body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the demo's own words are enough."""
