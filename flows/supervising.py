"""Processes that are kept running: one that ends is started again, later each time, in the end not at all."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from flows.engine import EngineError

STEADY = 60.0
"""Seconds after which a process is well: what ends it then has nothing to do with what ended it before."""
LONGEST = 30.0
"""Seconds until it is started again, at most."""
TRIES = 6
"""Ends in a row, each within `STEADY` of its start, that are too many."""
LARGE = 10_000_000
"""Bytes of a log that is begun anew when its process starts; the one before is kept."""


@dataclass(slots=True, kw_only=True)
class Part:
    """A module that runs as a process group of its own, with a log of its own or ours. `due` is monotonic, seconds."""

    name: str
    module: str
    environment: Mapping[str, str] = field(default_factory=dict)
    log: Path | None = None
    child: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    due: float = 0.0
    ends: int = 0

    def start(self) -> None:
        """Start it on a leash: it ends with this process, however that ends."""
        self.began = time.monotonic()
        with self._output() as out:
            self.child = subprocess.Popen(
                [sys.executable, "-m", "flows.leash", self.module],
                env=os.environ | self.environment,
                cwd=Path(__file__).resolve().parents[1],
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=out and subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches us first, and each part goes in its turn
            )

    def tend(self) -> int | None:
        """Start it again when it has ended and its time has come; returns the status if it has just ended.

        Raises `EngineError` if it ends again and again.
        """
        if self.child is None:
            if time.monotonic() >= self.due:
                self.start()
            return None
        status = self.child.poll()
        if status is not None:
            self._ended(status)
        return status

    def stop(self, grace: float = 15.0) -> None:
        """End it and all that it has started: politely first, then not."""
        if self.child is None:
            return
        if grace:
            self.child.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.child.wait(grace)
        with suppress(ProcessLookupError, PermissionError):  # the second, on macOS, where all have gone
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()
        self.child = None

    def advice(self) -> str:
        """Where to see why it ended."""
        return f"its log says why: {self.log}" if self.log else "the lines above say why"

    def _ended(self, status: int) -> None:
        self.stop(grace=0)
        lasted = time.monotonic() - self.began
        self.ends = 1 if lasted > STEADY else self.ends + 1
        self.due = time.monotonic() + min(LONGEST, 2 ** (self.ends - 1) - 1)
        if self.ends >= TRIES:
            raise EngineError(f"the {self.name} ended {self.ends} times in a row ({meaning(status)}); {self.advice()}")

    @contextmanager
    def _output(self) -> Iterator[IO[bytes] | None]:
        if self.log is None:
            yield None
            return
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LARGE:
            self.log.replace(self.log.with_suffix(".1.log"))
        with self.log.open("ab") as out:
            yield out


def meaning(status: int) -> str:
    """How a process ended, in words."""
    return f"killed by {signal.Signals(-status).name}" if status < 0 else f"status {status}"
