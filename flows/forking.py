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
from multiprocessing import forkserver
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext

HERE = ([sys.executable, "-m"], ["python", "-m"])
"""How the python of this process is told to run a module; it is the first on the path of workers."""
NEEDED = ("env", "task_status", "task_status_handler")
"""What Prefect gives along today; where it does not any more, its runs start its own way, only slower."""
LOADED = "flows.loaded"
"""The module that imports what runs need."""


def fork_runs() -> None:
    """Let this process start its runs as copies; where Prefect has no place for that any more, it starts them anew."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([LOADED])
    with suppress(ImportError, KeyError):
        from prefect.runner import _starter_engine  # its docstring names `run_process` as the place to put another

        place = vars(_starter_engine)
        place["run_process"] = forked(context, place["run_process"])


def load() -> None:
    """Begin to load now, rather than when the first run begins."""
    forkserver.ensure_running()


def forked(context: "ForkServerContext", otherwise: Callable[..., Any]) -> Callable[..., Any]:
    """Prefect's `run_process`, which runs `python -m MODULE` by a copy of the process that has loaded everything."""

    async def run_process(command: Sequence[str], **given: Any) -> Any:
        from anyio.to_thread import run_sync

        strange = given.get("start_new_session") or None in map(given.get, NEEDED)
        if strange or list(command[:-1]) not in HERE:
            return await otherwise(command=command, **given)
        process = context.Process(target=run, args=(command[-1], dict(given["env"]), given.get("cwd")))
        await run_sync(process.start)
        given["task_status"].started(given["task_status_handler"](process))
        try:
            await run_sync(process.join, abandon_on_cancel=True)
        except BaseException:
            process.kill()  # who is cancelled takes it along, as Prefect's own way does
            raise
        return process

    return run_process


def run(module: str, environment: Mapping[str, str], folder: str | Path | None) -> None:
    """Be `python -m module` in such an environment and folder."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder or ".")
    sys.argv = [module]
    sys.modules.pop(module, None)  # it is imported as part of the package; now it is the program
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        atexit._run_exitfuncs()  # a copy leaves by os._exit: the last lines of its log would not be sent
