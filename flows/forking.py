"""Runs as copies of a process that has loaded everything already: less than half the time and work of a new one.

A run otherwise starts as `python -m prefect.engine` and imports for three seconds what the run before imported, too.
"""

import atexit
import multiprocessing
import os
import runpy
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, ForkServerProcess

    from anyio.abc import TaskStatus

LOADED = "flows.loaded"
"""The module that imports what runs need."""


def fork_runs() -> None:
    """Let the runner of this process start its runs as copies; where Prefect has no such place, it starts them anew."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([LOADED])
    with suppress(ImportError):
        from prefect.runner import _starter_engine  # its docstring names `run_process` as the place to put another

        vars(_starter_engine)["run_process"] = forked(context)


def forked(context: "ForkServerContext") -> Callable[..., Any]:
    """Prefect's `run_process` for `python -m MODULE`, by a copy of the process that has loaded everything."""

    async def run_process(
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        task_status: "TaskStatus[Any]",
        task_status_handler: "Callable[[ForkServerProcess], Any]",
        **_: object,
    ) -> "ForkServerProcess":
        from anyio.to_thread import run_sync

        process = context.Process(target=run, args=(command[-1], dict(env)))
        await run_sync(process.start)
        task_status.started(task_status_handler(process))
        await run_sync(process.join)
        return process

    return run_process


def run(module: str, environment: Mapping[str, str]) -> None:
    """Be `python -m module` with such an environment."""
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [module]
    sys.modules.pop(module, None)  # it is imported as part of the package; now it is the program
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        atexit._run_exitfuncs()  # a copy leaves by os._exit: the last lines of its log would not be sent
