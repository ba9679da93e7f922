"""A part of a backfill in work: its lease is kept while it is, its progress noted, and it is given back if left."""

import logging
import os
import socket
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from threading import Event, Thread
from types import TracebackType
from typing import Self
from uuid import uuid4

from flows.desk import Desk
from flows.report import COUNTS, Report
from measures.model import Entry
from store.backfills import Backfill
from store.errors import StoreError
from store.parts import LEASE, Part, Standing

log = logging.getLogger(__name__)

Told = Callable[[Backfill], None]
"""Hears how far a backfill has come."""

OFTEN = LEASE.total_seconds() / 4


class Stopped(Exception):
    """The part is not to be gone on with here: paused, cancelled, or another worker has it."""


def holder() -> str:
    """A name for a worker that no other has: machine, process, and chance."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"


class Hold:
    """The hold on a part; a context manager. A page may take longer than the lease: a thread keeps it meanwhile.

    `standing` says how far the work has come; it is noted with every page.
    """

    def __init__(self, desk: Desk, backfill: Backfill, part: Part, told: Told) -> None:
        self.backfill, self.part = backfill, part
        self.standing = Standing(pages=part.pages, done=part.done, counts=part.counts)
        self._desk, self._told = desk, told
        self._over, self._lost = Event(), Event()
        self._thread = Thread(target=self._keep, name=f"lease of {part.name}", daemon=True)

    @property
    def learn(self) -> bool:
        """Whether it is read in silence."""
        return self.backfill.purpose == "learn"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        if not isinstance(error, StoreError):
            self._desk.store.give_back(self.part)  # changes nothing where the part is finished

    def goes_on(self) -> bool:
        """Note how far the work has come; False if it is not to go on."""
        if self._lost.is_set() or not self._desk.store.renew_part(self.part, self.standing):
            return False
        self._told(self._desk.store.backfill(self.part.backfill))
        return True

    def go_on(self) -> None:
        """Note how far the work has come. Raises `Stopped` if it is not to go on."""
        if not self.goes_on():
            raise Stopped(self.part.name)

    def each(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The entries that are still to be read, one by one, as long as the work is to go on."""
        for entry in entries:
            if not self.goes_on():
                return
            if self._desk.store.is_due(self.part.source, entry.identity):
                yield entry
                self.standing = replace(self.standing, done=self.standing.done + 1)

    def _keep(self) -> None:
        while not self._over.wait(OFTEN):
            try:
                if not self._desk.store.renew_part(self.part):
                    self._lost.set()
            except StoreError as error:
                log.warning("%s: the lease could not be renewed: %s", self.part.name, error)


def standing(part: Part, report: Report, pages: int, done: int, stored: int = 0) -> Standing:
    """How far a part has come: what it came to before, and what a report adds; `stored` are those not read again."""
    counts = {name: part.counts.get(name, 0) + getattr(report, name) for name in COUNTS}
    counts |= {"stored": stored} if stored else {}
    counts["failed"] = report.failed
    return Standing(pages=pages, done=done, counts=counts, outcome=report.outcome, error=report.problem)
