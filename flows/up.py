"""`gongbao up`: the whole live watch on one machine, Prefect's server and a runner, kept running by this process."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from flows import deploying, serve, server
from flows.engine import Engine, EngineError, interruptible
from flows.live import Watch
from flows.settings import load
from flows.terminal import note
from flows.words import OFFICE


def up() -> int:
    """Start the watch and keep it running until told to stop. Raises `EngineError`, `ConfigError`, `StoreError`."""
    began = time.monotonic()
    settings = load()
    deploying.check(settings)
    engine = settings.engine()
    with sole(engine), interruptible():
        watch = Watch(settings, engine, server.part(engine), serve.part(settings, engine))
        try:
            watch.start()
            note(f"The watch is running, after {time.monotonic() - began:.0f} s. Stop it with Ctrl-C.", "green")
            note(f"Dashboard: {engine.url}")
            watch.go_on()
        except KeyboardInterrupt:
            note("Stopping: runs in progress are finished first. Ctrl-C again leaves them to the next `up`.")
            with suppress(KeyboardInterrupt):
                watch.drain()
        finally:
            watch.stop()
    return 0


@contextmanager
def sole(engine: Engine) -> Iterator[None]:
    """Keep a second watch from starting with this data. Raises `EngineError` with where the first one is."""
    try:
        engine.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EngineError(f"{engine.home} cannot be made ({error.strerror}): set `data` in the configuration") from None
    with (engine.home / "up.lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the system lets go of it, however this process ends
        except OSError:
            lock.seek(0)
            raise EngineError(f"the watch is already running{_where(lock.read())}") from None
        lock.truncate(0)
        since = f"{datetime.now(OFFICE):%Y-%m-%d %H:%M}"
        json.dump({"process": os.getpid(), "since": since, "url": engine.url}, lock)
        lock.flush()
        yield


def _where(written: str) -> str:
    with suppress(ValueError, KeyError):
        first = json.loads(written)
        return f": process {first['process']}, since {first['since']} Beijing time, dashboard {first['url']}"
    return ""
