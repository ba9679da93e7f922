"""A network of machines on one: namespaces, each with an address and a way to the first (Linux, as root)."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

FIRST, LENGTH = "10.97.0.1", 24
BRIDGE = "gongbao-trial"


@dataclass(frozen=True, slots=True)
class Network:
    """The address of the first machine, and the names of the others; they are empty where there are no namespaces."""

    at: str
    machines: Sequence[str]

    def __str__(self) -> str:
        """What to call it in a report."""
        return "in network namespaces of their own" if self.machines[0] else "with homes of their own"


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


def _clear(names: Sequence[str]) -> None:
    with suppress(subprocess.CalledProcessError):
        _ip("link", "delete", BRIDGE)
    for name in names:
        with suppress(subprocess.CalledProcessError):
            _ip("netns", "delete", name)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
