"""Upkeep, without Prefect: what nothing hangs on goes, files that are half empty are made smaller.

Prefect lets its old runs and events go by itself (`flows.engine`), within the hour; it does not give the room back to
the disk.
"""

import logging
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flows import prefect_file, restoring
from flows.desk import Desk
from flows.sizes import Sizes, sizes, told
from store import copying, schema
from store.errors import NotShrunk
from store.thinning import Terms, Thinned

log = logging.getLogger(__name__)

SPARE = 0.25
"""A file of which less is free stays as it is: it would grow again."""
SMALL = 10_000_000
"""Nobody minds so many bytes."""
LOG = 10_000_000
"""A log of more bytes is begun anew; what it held last stays beside it."""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What was, or in a dry run would be, let go: rows by kind, files, bytes given back; and how large things are."""

    gone: tuple[Thinned, ...]
    files: tuple[Path, ...]
    given_back: int
    sizes: Sizes
    dry: bool

    def rows(self) -> list[dict[str, str | int]]:
        """The table: what, how many, how much room."""
        listed = [*((one.kind, one.rows, one.bytes) for one in self.gone), ("files", len(self.files), 0)]
        listed.append(("free room", 0, self.given_back))
        return [{"what": kind, "rows": rows, "room": told(room) if room else ""} for kind, rows, room in listed]

    def __str__(self) -> str:
        some = [f"{one.rows} {one.kind}" for one in self.gone if one.rows]
        some += [file.name for file in self.files]
        some += [f"{told(self.given_back)} of free room"] if self.given_back else []
        done = ("would go: " if self.dry else "let go: ") + ", ".join(some) if some else "nothing to let go"
        return f"{done}; {self.sizes}"


def terms(desk: Desk) -> Terms:
    """Since when things are kept, as configured."""
    keep, now = desk.settings.keep, desk.now()
    ages = {kind: now - timedelta(days=getattr(keep, kind)) for kind in ("pages", "messages", "checks")}
    return Terms(**ages)


def maintain(desk: Desk, *, dry: bool = False) -> Upkeep:
    """Do all of it, or say what would be done."""
    gone = desk.store.outgrown(terms(desk)) if dry else desk.store.thin(terms(desk))
    files = tuple(old_copies(desk))
    given = sum(shrunk(file, dry=dry) for file in database_files(desk))
    if not dry:
        for file in files:
            file.unlink(missing_ok=True)
        begin_anew(prefect_file.home(desk.settings.data) / "server.log")
    return Upkeep(tuple(gone), files, given, sizes(desk.settings, desk.store), dry)


def database_files(desk: Desk) -> Iterator[Path]:
    """The files of store and run history."""
    for file in (desk.store.file, prefect_file.file(prefect_file.home(desk.settings.data))):
        if file and file.is_file():
            yield file


def shrunk(file: Path, *, dry: bool) -> int:
    """Give back what is free in a file in which that is much; returns the bytes. One that others hold waits a night."""
    try:
        size, free = copying.free(file)
        if free <= max(SMALL, SPARE * size):
            return 0
        return free if dry else copying.give_back(file)
    except NotShrunk as why:
        log.warning("%s", why)
        return 0


def old_copies(desk: Desk) -> Iterator[Path]:
    """Copies that were made before an upgrade or a restoration, and are not needed to go back any more."""
    before = time.time() - timedelta(days=desk.settings.keep.copies).total_seconds()
    made = list(prefect_file.copies(prefect_file.home(desk.settings.data)))
    if desk.store.file:
        made += [*schema.copies(desk.store.file), *restoring.replaced(desk.store.file)]
    return (copy for copy in made if copy.stat().st_mtime < before)


def begin_anew(log: Path) -> None:
    """Empty a log that has become too long; those who write to it go on. Its last lines are kept beside it."""
    size = log.stat().st_size if log.is_file() else 0
    if size <= LOG:
        return
    with log.open("rb") as lines:
        lines.seek(size - LOG // 10)
        log.with_suffix(".1.log").write_bytes(lines.read())
    os.truncate(log, 0)
