"""The line to a channel: what is said on it is heard, and it is cut after a while.

Apprise keeps neither the status nor the headers of an answer, and its timeouts begin anew with every byte. While a line
is open, answers to the requests of its thread are kept, its connections are ended when the time is up, and nothing that
is logged gets out: it may hold secrets.
"""

import logging
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Timer
from typing import Any

import requests

KEY_HEADER = "X-Gongbao-Key"

LONGEST = 60.0
"""Seconds that sending one message takes at most, unless the address allows more; far less than a lease."""

LEFT_ALONE = 429
"""The status of a service that wants no more requests for a while: plugins that try again at once get no further."""


@dataclass(slots=True)
class Line:
    """What was heard: answers to requests, the fault that broke one off, warnings; and whether time was up."""

    key: str = ""
    answers: list[requests.Response] = field(default_factory=list)
    fault: requests.RequestException | None = None
    warnings: list[str] = field(default_factory=list)
    late: bool = False
    connections: list[socket.socket] = field(default_factory=list)

    def hang_up(self) -> None:
        """End the connections: who waits for an answer on them gets none."""
        self.late = True
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


_line: ContextVar[Line | None] = ContextVar("line", default=None)


@contextmanager
def opened(key: str = "", seconds: float = 0.0) -> Iterator[Line]:
    """Open a line in this thread; every request on it carries the key."""
    line = Line(key)
    clock = Timer(max(LONGEST, seconds), line.hang_up)
    clock.daemon = True
    token = _line.set(line)
    _listen()
    clock.start()
    try:
        yield line
    finally:
        clock.cancel()
        _line.reset(token)
        for connection in line.connections:
            connection.close()


class _Session(requests.Session):
    """What `requests.post` and its like make for one request: on a line, its answer or fault is kept."""

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        line = _line.get()
        if line is None:
            return super().send(request, **options)
        if line.answers and line.answers[-1].status_code == LEFT_ALONE:
            raise requests.ConnectionError("asked to be left alone")
        if line.key:
            request.headers.setdefault(KEY_HEADER, line.key)
        try:
            answer = super().send(request, **options)
        except requests.RequestException as fault:
            line.fault = fault
            raise
        line.answers.append(answer)
        return answer


def _follow(event: str, facts: tuple[Any, ...]) -> None:
    """Keep a second handle of each connection that is made on a line, whatever library makes it."""
    if event == "socket.connect" and (line := _line.get()) is not None:
        if line.late:
            raise TimeoutError("time is up")
        line.connections.append(facts[0].dup())


class _Hush(logging.Filter):
    """Takes what is logged on a line."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = _line.get()
        if line is None:
            return True
        if record.levelno >= logging.WARNING:
            line.warnings.append(record.getMessage())
        return False


_LOGS = (logging.getLogger("apprise"), logging.getLogger("urllib3.connectionpool"))
_HUSH = _Hush()


def _listen() -> None:
    for log in _LOGS:
        log.addFilter(_HUSH)
        if not log.isEnabledFor(logging.WARNING):
            log.setLevel(logging.WARNING)  # else the reason of a failure is never heard


setattr(requests.sessions, "Session", _Session)  # noqa: B010 - a type is not assigned to, says mypy
sys.addaudithook(_follow)
