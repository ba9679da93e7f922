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


@dataclass(frozen=True)
class Count:
    """What came of messages whose senders were killed. `keys` are messages that came with more than one key."""

    kills: int
    messages: int
    lost: int
    twice: int
    keys: int
    seconds: float

    def __str__(self) -> str:
        """The cells of a table."""
        return f"{self.kills} | {self.messages} | {self.lost} | {self.twice} | {self.keys} | {self.seconds:.0f} s"


def report() -> Iterator[str]:
    """The counts as tables in markdown."""
    yield "| database | killed | messages | lost | came twice | with another key | time |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name in databases():
        yield f"| {name} | {at_random(name)} |"
    yield ""
    yield "| killed when, once | database | killed | messages | lost | came twice | with another key | time |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|"
    for moment, place in PLACES.items():
        for name in databases():
            yield f"| {moment} | {name} | {at_a_place(name, place)} |"


def databases() -> Iterator[str]:
    """The databases that can be tried here."""
    yield "SQLite"
    if not postgres.missing():
        yield "PostgreSQL"


@contextmanager
def owing(database: str, messages: int) -> Iterator[tuple[Office, Receiver]]:
    """An office that owes a webhook so many messages, in a database of its own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="gongbao-trial-")))
        url = stack.enter_context(postgres.server()) if database == "PostgreSQL" else ""
        hook = stack.enter_context(webhook())
        office = Office(folder, url)
        office.configure({"desk": {"channels.hook": hook.apprise(), "cap": 0}})
        with office.desk() as desk:
            tell(desk, ([number] for number in range(messages)))
        yield office, hook


def at_random(database: str, messages: int = MESSAGES, kills: int = KILLS, seed: int = 5) -> Count:
    """Kill both of two workers at random moments, let their leases end, start others: again and again.

    How long they live is such that the messages last until the last kill.
    """
    chance, began = Random(seed), time.monotonic()
    with owing(database, messages) as (office, hook):
        done, lived, sent = 0, 0.2, 10
        while done < kills and len(hook.received) < messages:
            share = (messages - len(hook.received)) / (kills - done)
            lives = [chance.uniform(0, 1.8 * share * lived / sent) for _ in range(WORKERS)]
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


def at_a_place(database: str, place: Place, messages: int = 10) -> Count:
    """Let one worker be killed at a place of the work, and others go on when its lease has ended."""
    began = time.monotonic()
    with owing(database, messages) as (office, hook):
        process, _ = start(office, place)
        process.join(60)
        killed = process.exitcode == -signal.SIGKILL
        office.clock.forward(OVER)
        finish(office)
        return count(hook, int(killed), messages, began)


def finish(office: Office) -> None:
    """Send all that is still owed; leases end in between."""
    with office.desk() as desk:
        while any(desk.store.deliveries(state) for state in ("owed", "sending")) or desk.store.untold():
            send_owed(desk)
            office.clock.forward(OVER)


def count(hook: Receiver, kills: int, messages: int, began: float) -> Count:
    """Count what a webhook took."""
    came = Counter((arrival.number, arrival.key) for arrival in arrivals(hook))
    numbers = {number for number, _ in came}
    return Count(
        kills=kills,
        messages=messages,
        lost=messages - len(numbers),
        twice=came.total() - len(came),
        keys=len(came) - len(numbers),
        seconds=time.monotonic() - began,
    )
