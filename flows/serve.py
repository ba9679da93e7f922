"""`gongbao up`: Prefect's server, and everything in prefect.yaml served from one process of this machine."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

import requests

from flows.deploying import CHECKOUT, choices, deployment, deployments
from flows.engine import interruptible, stop
from flows.forking import fork_runs
from flows.redact import redact
from flows.settings import FILE, Settings, load
from flows.terminal import note

DRAIN = 600.0
"""Seconds that runs in progress are given to finish when the watch is stopped."""
ROUND = 300.0
"""Seconds between two looks whether the watch stands still, by the process that started it."""


def up(settings: Settings | None = None) -> int:
    """Start server and schedules, print the dashboard's address, stay until told to stop. Raises `EngineError`."""
    from flows.desk import open_desk

    settings = settings or load()
    engine = settings.engine()
    with open_desk(settings, sends=True):
        pass  # the configuration is read and the database made before anything is started
    with interruptible(), engine.server() as server:
        engine.end_left_over()
        runner = subprocess.Popen(
            [sys.executable, "-m", "flows.serve"],
            env=os.environ | engine.environment() | found_here(settings),
            cwd=CHECKOUT,
            start_new_session=True,
        )
        try:
            note(f"The watch is running. Dashboard: {engine.url}   Stop with Ctrl-C.")
            return watch_over(settings, {"server": server, "runner": runner})
        except KeyboardInterrupt:
            note("Stopping: runs in progress are finished first. Ctrl-C again stops them too.")
            with suppress(KeyboardInterrupt, requests.RequestException):
                engine.drain(DRAIN)
                runner.kill()  # nothing is left that it runs; told politely, it complains
            return 0
        finally:
            stop(runner)


def found_here(settings: Settings) -> dict[str, str]:
    """Configuration and data as this process found them, for runs that start in another folder."""
    file = Path(os.environ.get("GONGBAO_CONFIG") or FILE).absolute()
    return {"GONGBAO_DATA": str(settings.data)} | ({"GONGBAO_CONFIG": str(file)} if file.is_file() else {})


def watch_over(settings: Settings, parts: Mapping[str, subprocess.Popen[bytes]], every: float = ROUND) -> int:
    """Wait until one of the parts ends, which none should; every so many seconds see whether the watch stands still."""
    seen = time.monotonic()
    while all(part.poll() is None for part in parts.values()):
        time.sleep(0.5)
        if time.monotonic() - seen >= every:
            look_after(settings)
            seen = time.monotonic()
    ended = {name: part.returncode for name, part in parts.items() if part.returncode is not None}
    look_after(settings, ended)
    note(
        f"A part of the watch has ended by itself ({', '.join(ended)}); the server's log is prefect/server.log in the"
        " data folder.",
        style="red",
    )
    return 1


def look_after(settings: Settings, ended: Mapping[str, int] = MappingProxyType({})) -> None:
    """Tell operators that parts have ended, or that the watch stands still: then nobody else would send it."""
    from flows import rounds, sending, signs
    from flows.desk import open_desk

    try:
        with open_desk(settings) as desk:
            turned = rounds.go(desk, (signs.STANDSTILL, signs.ended(ended)))
            if turned or any(notice.kind == "stopped" for notice in desk.store.noticed()):
                sending.send_owed(desk)
    except Exception as fault:  # noqa: BLE001 - a store that cannot be reached does not end the watch
        note(redact(f"The watch could not be looked after: {fault}"), style="red")


def serve() -> None:
    """Serve every deployment until stopped; runs in progress are waited for."""
    from prefect import serve as serve_all

    fork_runs()
    offered = choices(load())
    made = [deployment(described, offered) for described in deployments()]
    serve_all(*made, limit=8, pause_on_shutdown=False, print_starting_message=False)


if __name__ == "__main__":
    serve()
