"""Whose turn it is to ask a host: between threads here, between processes and machines where the store says it."""

import time
from typing import Protocol


class Turns(Protocol):
    """Turns at hosts; times are in seconds."""

    def take(self, host: str, *, most: float, hold: float) -> float | None:
        """How long the host is still to be left alone (below 0: since so long it is not); None while another has it.

        At most `most`, the turn is the caller's until it is given back, or for `hold` seconds if the caller dies.
        """

    def give_back(self, host: str, rest: float) -> None:
        """Let others ask the host, after `rest` seconds."""


class Here:
    """Turns of one process that asks a host in one thread at a time: nobody else ever has one."""

    def __init__(self) -> None:
        self._free_at: dict[str, float] = {}

    def take(self, host: str, *, most: float, hold: float) -> float:
        """How long the host is still to be left alone."""
        return self._free_at.get(host, 0.0) - time.monotonic()

    def give_back(self, host: str, rest: float) -> None:
        """Leave the host alone for `rest` seconds."""
        self._free_at[host] = time.monotonic() + rest
