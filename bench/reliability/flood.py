"""Trial 3: ten thousand changes at once, to a team with a cap and to a webhook that wants everything."""

import resource
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from importlib import import_module
from itertools import accumulate, pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import postgres
from receivers import mailbox, webhook

from bench.reliability.killed import databases
from bench.reliability.office import Office, tell
from bench.reliability.places import arrivals
from bench.reliability.worker import FRESH

PAGES = (*[50] * 176, 1200)
"""The figures of each page: ten thousand in all, some of them in one long page."""
HOUR = timedelta(hours=1)
STEPS = {
    "make messages": ("store.outbox", "Outbox", "gather"),
    "word": ("flows.desk", "Desk", "worded"),
    "send": ("flows.sending", None, "send"),
}


@dataclass
class Cost:
    """What a step took: seconds of time and of CPU, calls, and the most memory its process had until then, in bytes."""

    seconds: float = 0.0
    cpu: float = 0.0
    calls: int = 0
    memory: int = 0

    @contextmanager
    def counted(self, cpu: Callable[[], float] = time.thread_time) -> Iterator[None]:
        """Add what goes by meanwhile, on the CPU in this thread or as another clock says."""
        began = time.perf_counter(), cpu()
        try:
            yield
        finally:
            self.seconds += time.perf_counter() - began[0]
            self.cpu += cpu() - began[1]
            self.calls += 1
            self.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def report() -> Iterator[str]:
    """The costs as a table in markdown, and what arrived."""
    yield "| database | step | calls | time | CPU | memory, at most |"
    yield "|---|---|---:|---:|---:|---:|"
    said = []
    for database in databases():
        flood = flooded(database)
        for step, cost in flood.costs.items():
            cells = f"{cost.calls:,} | {cost.seconds:.1f} s | {cost.cpu:.1f} s | {cost.memory / 1e6:.0f} MB"
            yield f"| {database} | {step} | {cells} |"
        said.append(f"{database}: {flood}")
    yield from ("", *said)


@dataclass(frozen=True)
class Flood:
    """What many changes at once cost, and what arrived of them. `posted` are changes; sizes in bytes."""

    costs: Mapping[str, Cost]
    posts: int
    posted: int
    largest_post: int
    mails: int
    digests: int
    largest_mail: int

    def __str__(self) -> str:
        return (
            f"the webhook got {self.posted:,} changes in {self.posts} messages, the largest "
            f"{self.largest_post / 1e3:.0f} KB; the team with a cap got {self.mails} mails, {self.digests} of them a "
            f"digest, the largest {self.largest_mail / 1e3:.0f} KB."
        )


def flooded(database: str, pages: Sequence[int] = PAGES) -> Flood:
    """Record pages in one process and send in another, so that the memory of each is its own."""
    with ExitStack() as stack:
        url = stack.enter_context(postgres.server()) if database == "PostgreSQL" else ""
        office = Office(Path(stack.enter_context(TemporaryDirectory(prefix="gongbao-trial-"))), url)
        hook, box = stack.enter_context(webhook()), stack.enter_context(mailbox())
        mail, everything = {"channels.mail": box.apprise()}, {"channels.hook": hook.apprise()}
        office.configure({"desk": {**mail, "cap": 12}, "program": {**everything, "cap": 0}})
        costs = _apart(record, office, pages) | _apart(send_all, office)
        with office.desk() as desk:
            forms = [line.form for line in desk.store.deliveries("sent", limit=1000) if line.channel == "desk.mail"]
        return Flood(
            costs=costs,
            posts=len(hook.taken),
            posted=len({arrival.number for arrival in arrivals(hook)}),
            largest_post=max(len(one.body) for one in hook.taken),
            mails=len(box.mails),
            digests=forms.count("digest"),
            largest_mail=max(len(mail.as_bytes()) for mail in box.mails),
        )


def record(office: Office, pages: Sequence[int]) -> dict[str, Cost]:
    """Let the pages appear."""
    cost = Cost()
    with office.desk() as desk:
        for start, end in pairwise([0, *accumulate(pages)]):
            with cost.counted():
                tell(desk, [range(start, end)])
    return {"record": cost}


def send_all(office: Office) -> dict[str, Cost]:
    """Send until nothing is owed, hour by hour."""
    costs = {step: _measured(*place) for step, place in STEPS.items()}
    whole = Cost()
    from flows.sending import send_owed

    with office.desk() as desk:
        while desk.store.untold() or desk.store.deliveries("owed"):
            with whole.counted(time.process_time):
                send_owed(desk)
            office.clock.forward(HOUR)
    return costs | {"all sending": whole}


def _measured(module: str, kind: str | None, function: str) -> Cost:
    """Let every call of a function be counted."""
    owner = getattr(import_module(module), kind) if kind else import_module(module)
    original, cost = getattr(owner, function), Cost()

    @wraps(original)
    def counted(*given: Any, **named: Any) -> Any:
        with cost.counted():
            return original(*given, **named)

    setattr(owner, function, counted)
    return cost


def _apart(work: Callable[..., dict[str, Cost]], *given: Any) -> dict[str, Cost]:
    """Do work in a process of its own."""
    here, there = FRESH.Pipe()
    process = FRESH.Process(target=_tell, args=(there, work, *given))
    process.start()
    there.close()
    costs: dict[str, Cost] = here.recv()
    process.join()
    return costs


def _tell(there: Connection, work: Callable[..., dict[str, Cost]], *given: Any) -> None:
    there.send(work(*given))
