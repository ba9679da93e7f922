"""Waiting for what other processes do."""

import time
from collections.abc import Callable
from typing import TypeVar

import requests

T = TypeVar("T")


def until(look: Callable[[], T | None], seconds: float = 20, pause: float = 0.2) -> T:
    """Look again until there is something to see; a server that does not answer yet shows nothing."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if seen := look():
                return seen
        except requests.RequestException:
            pass
        time.sleep(pause)
    raise AssertionError(f"nothing to see after {seconds} s")
