"""The running watch, as the process sees it that started its parts."""

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread

from requests import RequestException

from flows.engine import Engine, EngineError
from flows.redact import redact
from flows.settings import Settings
from flows.supervising import Part, meaning
from flows.terminal import note

START = 300.0
"""Seconds until a watch that is not ready is given up."""
DRAIN = 120.0
"""Seconds that runs in progress are given to finish when the watch is stopped."""
ROUND = 300.0
"""Seconds between two looks whether the watch stands still."""
HEARING, DEAF = 30.0, 120.0
"""Seconds between two questions to the server, and without an answer until it is started again."""


@dataclass(slots=True)
class Watch:
    """Two parts that are kept running. `ended` are those that ended by themselves since operators were last told."""

    settings: Settings
    engine: Engine
    server: Part
    runner: Part
    ended: dict[str, int] = field(default_factory=dict)
    looked: float = 0.0
    asked: float = 0.0
    heard: float = 0.0
    round: Thread | None = None

    def start(self) -> None:
        """Start both at once and wait until they serve; what is overdue is checked first.

        Raises `EngineError`, `ConfigError`, `StoreError`.
        """
        (self.engine.home / "serving").unlink(missing_ok=True)
        self.server.start()
        self.runner.start()
        overdue = self._overdue()
        deadline = time.monotonic() + START
        while not self.serving():
            self.tend()
            if time.monotonic() > deadline:
                raise EngineError(f"the watch was not ready within {START:.0f} s; {self.server.advice()}")
            time.sleep(0.1)
        if overdue:
            self.engine.begin("check", sources=overdue)
        self.looked = self.asked = self.heard = time.monotonic()

    def serving(self) -> bool:
        """Whether the runner that runs now serves its deployments."""
        with suppress(OSError):
            number = (self.engine.home / "serving").read_text("utf-8")
            return self.runner.child is not None and number == str(self.runner.child.pid)
        return False

    def go_on(self) -> None:
        """Tend the watch until interrupted. Raises `EngineError` when a part cannot be kept running."""
        while True:
            self.tend()
            self.listen()
            self.look_after()
            time.sleep(0.5)

    def tend(self) -> None:
        """Start parts again that have ended, and say so."""
        for part in (self.server, self.runner):
            try:
                status = part.tend()
            except EngineError:
                look_after(self.settings, {part.name: 1})
                raise
            if status is not None:
                self.ended[part.name] = status
                note(f"The {part.name} has ended by itself ({meaning(status)}); it is started again.", "red")

    def listen(self) -> None:
        """Start a server again that runs and answers nobody."""
        now = time.monotonic()
        if now - self.asked < HEARING:
            return
        self.asked = now
        if self.engine.healthy(5) or self.server.began > self.heard:
            self.heard = now
        elif now - self.heard > DEAF:
            note(f"The server has not answered for {now - self.heard:.0f} s; it is started again.", "red")
            self.server.stop()

    def look_after(self) -> None:
        """See every so often, and when a part has ended, whether operators are to be told, while the rest goes on."""
        due = self.ended or time.monotonic() - self.looked > ROUND
        if not due or (self.round and self.round.is_alive()):
            return
        self.looked = time.monotonic()
        self.round = Thread(target=look_after, args=(self.settings, self.ended), daemon=True)
        self.ended = {}
        self.round.start()

    def drain(self) -> None:
        """Begin nothing more, let runs finish, and hand on those that take longer; without a server, just end."""
        with suppress(RequestException):
            self.engine.drain(DRAIN)
        self.runner.stop(grace=0)  # nothing is left that it runs, or it is to be cut off; told politely, it complains
        with suppress(RequestException):
            self.engine.end_left_over("The watch was stopped while this ran; when it starts again, it goes on.")
            self.engine.release()

    def stop(self) -> None:
        """End both, the server last."""
        self.runner.stop()
        self.server.stop()

    def _overdue(self) -> list[str]:
        """What is to be checked first; meanwhile the configuration is read whole and the database made."""
        from flows import catching_up  # with all that reads pages: the server need not wait for it
        from flows.desk import open_desk

        with open_desk(self.settings, sends=True) as desk:
            return list(catching_up.overdue(desk))


def look_after(settings: Settings, ended: Mapping[str, int]) -> None:
    """Tell operators that parts have ended, or that the watch stands still: then nobody else would send it."""
    from flows import rounds, sending, signs, tending
    from flows.desk import open_desk

    tending.tend(settings.engine())
    try:
        with open_desk(settings) as desk:
            turned = rounds.go(desk, (signs.STANDSTILL, signs.ended(ended)))
            if turned or any(notice.kind == "stopped" for notice in desk.store.noticed()):
                sending.send_owed(desk)
    except Exception as fault:  # noqa: BLE001 - a store that cannot be reached does not end the watch
        note(redact(f"The watch could not be looked after: {fault}"), style="red")
