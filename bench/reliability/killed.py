"""Trial 2: senders are killed, at a hundred random moments and at each place of the work; nothing is lost."""

import signal
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import MappingProxyType

import postgres
from receivers import Receiver, webhook

from bench.reliability.office import Office, tell
from bench.reliability.places import arrivals
from bench.reliability.worker import Place, start
from flows.sending import send_owed
from store.deliveries import LEASE

MESSAGES, KILLS, WORKERS = 500, 100, 2
OVER = LEASE + timedelta(minutes=1)
WEBHOOK, NTFY = "json://127.0.0.1:{port}/hook", "ntfy://127.0.0.1:{port}/desk"
EACH, LONG = [[number] for number in range(10)], [range(40)]
"""Pages: ten that bring a message each, and one whose message ntfy does not take whole."""
PLACES: Mapping[str, Place] = MappingProxyType(
    {
        "messages made, not yet committed": Place("store.gathering", "own"),
        "messages made, none sent": Place("store.deliveries", "claim"),
        "leased, not yet committed": Place("store.deliveries", "claim", after=True, nth=3),
        "leased, not sent": Place("flows.sending", "send", nth=3),
        "taken by the channel, not noted": Place("flows.sending", "send", after=True, nth=3),
        "noted, not yet committed": Place("store.deliveries", "sent", after=True, nth=3),
    }
)
PARTED: Mapping[str, Place] = MappingProxyType(
    {
        "divided, not yet committed": Place("store.gathering", "divide", after=True),
        "divided, no part sent": Place("flows.sending", "send"),
        "first part taken, not noted": Place("flows.sending", "send", after=True),
        "first part noted, second leased": Place("flows.sending", "send", nth=2),
    }
)


@dataclass(frozen=True)
class Count:
    """What came of changes whose senders were killed: `lost` changes, messages that came `twice`, changes that came
    under two `keys`."""

    kills: int
    changes: int
    lost: int
    twice: int
    keys: int
    seconds: float

    def __str__(self) -> str:
        """The cells of a table."""
        return f"{self.kills} | {self.changes} | {self.lost} | {self.twice} | {self.keys} | {self.seconds:.0f} s"


def report() -> Iterator[str]:
    """The counts as tables in markdown."""
    yield "| database | killed | changes | lost | came twice | with another key | time |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name in databases():
        yield f"| {name} | {at_random(name)} |"
    yield ""
    yield "| killed when, once | database | killed | changes | lost | came twice | with another key | time |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|"
    for moment in (*PLACES, *PARTED):
        for name in databases():
            yield f"| {moment} | {name} | {at_a_place(name, moment)} |"


def databases() -> Iterator[str]:
    """The databases that can be tried here."""
    yield "SQLite"
    if not postgres.missing():
        yield "PostgreSQL"


@contextmanager
def owing(database: str, pages: Sequence[Sequence[int]], address: str = WEBHOOK) -> Iterator[tuple[Office, Receiver]]:
    """An office that owes a channel a message of each page, in a database of its own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="gongbao-trial-")))
        url = stack.enter_context(postgres.server()) if database == "PostgreSQL" else ""
        hook = stack.enter_context(webhook())
        office = Office(folder, url)
        office.configure({"desk": {"channels.hook": address.format(port=hook.port), "cap": 0}})
        with office.desk() as desk:
            tell(desk, pages)
        yield office, hook


def at_random(database: str, messages: int = MESSAGES, kills: int = KILLS, seed: int = 5) -> Count:
    """Kill both of two workers at random moments, let their leases end, start others: again and again.

    How long they live is such that the messages last until the last kill.
    """
    chance, began = Random(seed), time.monotonic()
    with owing(database, [[number] for number in range(messages)]) as (office, hook):
        done, lived, sent = 0, 0.2, 10
        while done < kills and len(hook.received) < messages:
            share = (messages - len(hook.received)) / (kills - done)
            lives = [chance.uniform(0, 1.6 * share * lived / sent) for _ in range(WORKERS)]
            _live(office, lives)
            done, lived, sent = done + WORKERS, lived + sum(lives), 10 + len(hook.received)
            office.clock.forward(OVER)
        finish(office)
        return count(hook, done, messages, began)


def _live(office: Office, lives: Sequence[float]) -> None:
    """Start a worker for each life, in seconds, and end it by force."""
    workers = [start(office) for _ in lives]
    for _, ready in workers:
        ready.wait(60)
    began = time.monotonic()
    for (process, _), life in sorted(zip(workers, lives, strict=True), key=lambda one: one[1]):
        time.sleep(max(0.0, began + life - time.monotonic()))
        process.kill()
        process.join()


def at_a_place(database: str, moment: str) -> Count:
    """Let one worker be killed at a place of the work, and others go on when its lease has ended."""
    began = time.monotonic()
    place, pages, address = (PARTED[moment], LONG, NTFY) if moment in PARTED else (PLACES[moment], EACH, WEBHOOK)
    with owing(database, pages, address) as (office, hook):
        process, _ = start(office, place)
        process.join(60)
        killed = process.exitcode == -signal.SIGKILL
        office.clock.forward(OVER)
        finish(office)
        return count(hook, int(killed), sum(map(len, pages)), began)


def finish(office: Office) -> None:
    """Send all that is still owed; leases end in between."""
    with office.desk() as desk:
        while any(desk.store.deliveries(state) for state in ("owed", "sending")) or desk.store.untold():
            send_owed(desk)
            office.clock.forward(OVER)


def count(hook: Receiver, kills: int, changes: int, began: float) -> Count:
    """Count what a service took: changes that never came, messages that came again, changes under a second key."""
    came = Counter((arrival.number, arrival.key) for arrival in arrivals(hook))
    numbers, keys = {number for number, _ in came}, {key for _, key in came}
    return Count(
        kills=kills,
        changes=changes,
        lost=changes - len(numbers),
        twice=len(hook.taken) - len(keys),
        keys=len(came) - len(numbers),
        seconds=time.monotonic() - began,
    )
