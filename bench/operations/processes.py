"""Processes and all that they started: which there are, what CPU they took, and their end by force (Linux)."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Process:
    """A process as the kernel tells it; `cpu` in seconds, with that of children that have ended."""

    pid: int
    parent: int
    group: int
    cpu: float
    command: str


def family(pid: int) -> list[Process]:
    """A process and all that descend from it, the oldest first."""
    known = {one.pid: one for one in _all()}
    found = [known[pid]] if pid in known else []
    for one in found:
        found += [child for child in known.values() if child.parent == one.pid]
    return found


def spent(pid: int) -> float:
    """Seconds of CPU that a process and all it started have taken; what was killed with its parent is not counted."""
    return sum(one.cpu for one in family(pid))


def part(pid: int, word: str) -> int | None:
    """The first of the processes that one has started whose command has such a word."""
    return next((one.pid for one in family(pid)[1:] if word in one.command.split()), None)


def kill(pid: int) -> None:
    """End a process by force (`kill -9`), with its process group and all that it started."""
    for one in family(pid):
        with suppress(ProcessLookupError, PermissionError):
            (os.killpg if one.pid == one.group else os.kill)(one.pid, signal.SIGKILL)


def until(look: Callable[[], T | None], seconds: float, what: str) -> T:
    """Look again until there is something to see. Raises `TimeoutError`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if seen := look():
            return seen
        time.sleep(0.2)
    raise TimeoutError(f"{what}: not in {seconds:.0f} s")


def _all() -> Iterator[Process]:
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            with suppress(OSError):
                yield _read(place)


def _read(place: Path) -> Process:
    facts = (place / "stat").read_text().rpartition(")")[2].split()
    command = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    cpu = sum(map(int, facts[11:15])) / TICKS
    return Process(int(place.name), int(facts[1]), int(facts[2]), cpu, command)
