"""A worker: takes runs from a work pool of Prefect's server, and ends when what it runs has ended.

Prefect's own worker, told to stop, kills what it runs and leaves it "Running" for ever; and it gives up, with what it
runs, when its server does not answer for some minutes.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import httpx
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun
from prefect.states import Crashed
from prefect.workers.process import ProcessWorker

from flows.forking import fork_runs
from flows.terminal import note

R = TypeVar("R")
LEFT = "The worker was stopped while this ran; the next run makes good what it left."


class DrainingWorker(ProcessWorker):
    """A worker that can be told to take no more, and waits for a server that does not answer."""

    draining = False
    answered = True

    @classmethod
    def __dispatch_key__(cls) -> str:
        """Another key than the one of Prefect's own, whose place in its list of workers we leave."""
        return "draining"

    async def get_and_submit_flow_runs(self) -> list[FlowRun]:
        """Take what is due, unless the end is near."""
        return [] if self.draining else await self._patiently(super().get_and_submit_flow_runs, [])

    async def sync_with_backend(self) -> None:
        """Tell the server that this worker lives."""
        await self._patiently(super().sync_with_backend, None)

    def running(self) -> list[UUID]:
        """The runs in progress."""
        return [one for one in self.limiter.statistics().borrowers if isinstance(one, UUID)]

    async def idle(self) -> None:
        """Wait until nothing runs."""
        while self.running():
            await asyncio.sleep(0.2)

    async def _patiently(self, ask: Callable[[], Awaitable[R]], otherwise: R) -> R:
        try:
            answer = await ask()
        except httpx.HTTPError as fault:
            if isinstance(fault, httpx.HTTPStatusError) and fault.response.status_code < 500:
                raise
            if self.answered:
                note(f"The server does not answer ({type(fault).__name__}); what runs goes on.", style="yellow")
            self.answered = False
            return otherwise
        self.answered = True
        return answer


def work(pool: str, name: str, limit: int, patience: float) -> None:
    """Work until told to stop; what runs then is given so many seconds to end, and is marked if it does not."""
    here = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join((here, os.environ.get("PATH", "")))  # runs start with this `python`
    fork_runs()
    asyncio.run(_work(DrainingWorker(pool, name=name or None, limit=limit), patience))


async def _work(worker: DrainingWorker, patience: float) -> None:
    told, urged = asyncio.Event(), asyncio.Event()

    def hear() -> None:
        (urged if told.is_set() else told).set()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, hear)
    working = asyncio.create_task(worker.start(printer=lambda *_: None))
    await _first([told.wait()], working)
    if not working.done():
        worker.draining = True
        if worker.running():
            note("Stopping: what runs here is finished first. Stop again to leave it to others.")
        await _first([worker.idle(), urged.wait()], working, patience)
        left = worker.running()
        working.cancel()
        await hand_on(left)
    with suppress(asyncio.CancelledError):
        await working


async def _first(some: Iterable[Coroutine[Any, Any, Any]], working: "asyncio.Task[None]", within: float = 1e9) -> None:
    """Wait until one of them is done, or the work, or the time is over."""
    tasks = [asyncio.create_task(one) for one in some]
    await asyncio.wait([*tasks, working], timeout=within, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


async def hand_on(runs: Iterable[UUID]) -> None:
    """Mark runs that are cut off, so that others take up at once what they left."""
    async with get_client() as client:
        for run in runs:
            await client.set_flow_run_state(run, Crashed(message=LEFT))
