"""A process that sends what is owed, to be killed: at a moment from outside, or by itself at a place in the work."""

import logging
import os
import signal
import sys
import time
from contextlib import suppress
from functools import wraps
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Event
from typing import Any, NamedTuple

from bench.reliability.office import Office

FRESH = get_context("forkserver")
"""Processes of their own, each as new as one that was just started, in a tenth of the time."""
FRESH.set_forkserver_preload(["bench.reliability.worker", "flows.sending"])


class Place(NamedTuple):
    """Before or after the nth call of a function: where a process kills itself."""

    module: str
    function: str
    after: bool = False
    nth: int = 1


def start(
    office: Office, place: Place | None = None, *, busy: float | None = None, again: bool = True
) -> tuple[ForkServerProcess, Event]:
    """Start a worker; the event tells that it begins to send.

    It is killed at the `place`, waits `busy` seconds for other writers instead of a minute, and sends `again` and
    again, or as the flow does: once.
    """
    ready = FRESH.Event()
    process = FRESH.Process(target=work, args=(office, ready, place, busy, again), daemon=True)
    process.start()
    return process, ready


def work(office: Office, ready: Event, place: Place | None, busy: float | None, again: bool) -> None:
    """Send what is owed; end with status 1 if the store fails, as a run of the flow does."""
    from flows.sending import send_owed
    from store import engine
    from store.errors import StoreError

    if place:
        die_at(place)
    engine.BUSY = busy or engine.BUSY
    logging.disable(logging.ERROR)
    with suppress(StoreError), office.desk() as desk:
        ready.set()
        send_owed(desk)
        while again:
            time.sleep(0.02)
            send_owed(desk)
        sys.exit(0)
    sys.exit(1)


def die_at(place: Place) -> None:
    """Let this process be killed, as by `kill -9`, when it comes to a place in the work."""
    module = import_module(place.module)
    original, calls = getattr(module, place.function), 0

    @wraps(original)
    def last(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == place.nth and not place.after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*given, **named)
        if calls == place.nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(module, place.function, last)
