"""A network of machines on one (Linux, as root): namespaces, each with an address and a way to the first.

Each has a share of this machine's processors, as machines do not lend each other theirs.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

FIRST, LENGTH = "10.97.0.1", 24
BRIDGE = "gongbao-trial"
SHARE = 0.5
"""How much of a processor each has."""
PERIOD = 100_000
"""Microseconds in which a machine gets its share."""
GROUPS = {Path("/sys/fs/cgroup/cpu"): "cpu.cfs_quota_us", Path("/sys/fs/cgroup"): "cpu.max"}
"""Where the kernel divides its processors, and the file that says how: control groups of version 1 and 2."""


@dataclass(frozen=True, slots=True)
class Network:
    """The address of the first machine, and the names of the others; they are empty where there are no namespaces."""

    at: str
    machines: Sequence[str]

    def __str__(self) -> str:
        """What to call it in a report."""
        if not self.machines[0]:
            return "with homes of their own"
        return f"in network namespaces of their own, each with {SHARE} of a processor"

    @staticmethod
    def at_home(machine: str) -> list[str]:
        """The words before a command that is to run on a machine."""
        if not machine:
            return []
        here = f'echo $$ > {_group(machine)[0]}/cgroup.procs && exec "$@"'
        return ["sh", "-c", here, "sh", "ip", "netns", "exec", machine]


@contextmanager
def network(machines: int) -> Iterator[Network]:
    """Make so many machines beside this one; where that cannot be, all share its loopback."""
    if os.geteuid() or not shutil.which("ip"):
        yield Network("127.0.0.1", [""] * machines)
        return
    names = [f"{BRIDGE}-{number}" for number in range(1, machines + 1)]
    _clear(names)
    try:
        _ip("link", "add", BRIDGE, "type", "bridge")
        _ip("address", "add", f"{FIRST}/{LENGTH}", "dev", BRIDGE)
        _ip("link", "set", BRIDGE, "up")
        for number, name in enumerate(names, 2):
            _join(name, f"gb-trial{number}", f"{FIRST.rpartition('.')[0]}.{number}/{LENGTH}")
        yield Network(FIRST, names)
    finally:
        _clear(names)


def _join(name: str, cable: str, address: str) -> None:
    """Make a machine, with a cable to the bridge."""
    _ip("netns", "add", name)
    _ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", name)
    _ip("link", "set", cable, "master", BRIDGE, "up")
    _ip("-n", name, "address", "add", address, "dev", "eth0")
    for device in ("lo", "eth0"):
        _ip("-n", name, "link", "set", device, "up")
    group, file = _group(name)
    group.mkdir()
    quota = f"{PERIOD * SHARE:.0f}"
    (group / file).write_text(quota if "quota" in file else f"{quota} {PERIOD}")


def _group(name: str) -> tuple[Path, str]:
    """The control group of a machine, and the file of its share."""
    root = next(folder for folder in GROUPS if folder.is_dir())
    return root / name, GROUPS[root]


def _clear(names: Sequence[str]) -> None:
    with suppress(subprocess.CalledProcessError):
        _ip("link", "delete", BRIDGE)
    for name in names:
        with suppress(subprocess.CalledProcessError):
            _ip("netns", "delete", name)
        with suppress(OSError):
            _group(name)[0].rmdir()


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
