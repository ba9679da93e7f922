"""Runs as copies of a process that has loaded everything, and Prefect's own way where that cannot be."""

import asyncio
import multiprocessing
import sys
from pathlib import Path
from typing import Any

import pytest
from prefect.runner import _starter_engine
from waiting import until

from flows import forking


class Status:
    """What Prefect waits for: that a process has started."""

    pids: list[int]

    def __init__(self) -> None:
        self.pids = []

    def started(self, pid: int) -> None:
        self.pids.append(pid)


def start(**given: Any) -> tuple[list[dict[str, Any]], Any]:
    """Start `python -m this` so: what was left to Prefect's own way, and the process."""
    left: list[dict[str, Any]] = []

    async def otherwise(**all_of_it: Any) -> None:
        left.append(all_of_it)

    ours = forking.forked(multiprocessing.get_context("forkserver"), otherwise)
    process = asyncio.run(ours(command=[sys.executable, "-m", "this"], **given))
    return left, process


def test_a_run_is_a_copy() -> None:
    status = Status()
    left, process = start(env={"PATH": "/"}, task_status=status, task_status_handler=lambda process: process.pid)
    assert (left, process.exitcode, status.pids) == ([], 0, [process.pid])


def test_a_run_that_is_cut_off_ends_with_who_began_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "patient.py").write_text("import time\ntime.sleep(60)\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    status = Status()
    ours = forking.forked(multiprocessing.get_context("forkserver"), None)  # type: ignore[arg-type]
    given = {"env": {"PATH": "/"}, "task_status": status, "task_status_handler": lambda process: process.pid}

    async def cut_off() -> None:
        begun = asyncio.create_task(ours(command=["python", "-m", "patient"], **given))
        while not status.pids:
            await asyncio.sleep(0.05)
        assert Path(f"/proc/{status.pids[0]}/stat").is_file(), "it waits until it is killed"
        begun.cancel()
        with pytest.raises(asyncio.CancelledError):
            await begun

    asyncio.run(cut_off())
    until(lambda: not Path(f"/proc/{status.pids[0]}").exists(), 10)


@pytest.mark.parametrize("missing", ["env", "task_status", "task_status_handler"])
@pytest.mark.parametrize("none", [True, False])
def test_where_prefect_gives_other_things_it_starts_its_runs_itself(missing: str, *, none: bool) -> None:
    given: dict[str, Any] = {"env": {}, "task_status": Status(), "task_status_handler": id, missing: None}
    if not none:
        del given[missing]
    left, process = start(**given)
    assert process is None
    assert left == [{"command": [sys.executable, "-m", "this"], **given}]


def test_prefect_has_the_place_where_ours_is_put(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = _starter_engine.run_process
    monkeypatch.setattr(_starter_engine, "run_process", theirs)
    forking.fork_runs()
    assert vars(_starter_engine)["run_process"] is not theirs
