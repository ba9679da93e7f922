"""How far a run has come, as the run history shows it while it goes on."""

import logging
import math
import time
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact

from flows import history

log = logging.getLogger(__name__)

OFTEN, TOLD = 3.0, 30.0
"""Seconds between two times that it is shown, and between two lines of the log that say so."""


@dataclass(slots=True)
class Progress:
    """An artifact that is kept up to date, and now and then a line of the log."""

    artifact: UUID | None = None
    line: str = ""
    shown: float = -math.inf
    logged: float = -math.inf

    def show(self, percent: float, line: str, *, last: bool = False) -> None:
        """Show it, if it has changed and some time has gone by, or it is the last time."""
        now = time.monotonic()
        if not last and (line == self.line or now - self.shown < OFTEN):
            return
        with history.shown_if_possible():
            self._paint(percent, history.described(line))
            self.line, self.shown = line, now
        if last or now - self.logged > TOLD:
            log.info(line)
            self.logged = now

    def _paint(self, percent: float, text: str) -> None:
        if self.artifact is None:
            self.artifact = cast(UUID, create_progress_artifact(progress=percent, description=text))
        else:
            update_progress_artifact(self.artifact, percent, description=text)
