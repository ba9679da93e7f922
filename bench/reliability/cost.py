"""Trial 6: how long an alert is on its way when all is well, and what sending costs when there is little to send."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

import postgres
from receivers import refused
from sqlalchemy import String, cast, func, insert, literal
from sqlmodel import Session, and_, select

from bench.reliability.killed import databases
from bench.reliability.office import Office, tell
from bench.reliability.places import KINDS, arrivals
from flows.desk import Desk
from flows.sending import send_owed
from store import engine
from store.tables import ChangeRow, DeliveryRow, Moment, OwedRow

EVENTS, ROUNDS = 30, 30
SENT = 100_000
CHANGES = 1000


def report() -> Iterator[str]:
    """The costs as tables in markdown."""
    yield "| database | channel | from record to arrival, median | 95 of 100 |"
    yield "|---|---|---:|---:|"
    for database in databases():
        for channel, delays in latencies(database).items():
            yield f"| {database} | {channel} | {_ms(median(delays))} | {_ms(quantiles(delays, n=20)[-1])} |"
    yield ""
    yield "| database | messages sent before | a round with nothing owed, CPU | a round with one message, CPU | time |"
    yield "|---|---:|---:|---:|---:|"
    for database in databases():
        with _owing_nothing(database) as desk:
            for sent in (0, SENT):
                fill(desk, sent)
                yield f"| {database} | {sent:,} | {_rounds(desk, sent)} |"
    yield ""
    yield f"`gongbao deliver` with nothing owed, as a process: {_process()}."


def latencies(database: str) -> dict[str, list[float]]:
    """Seconds from the end of a record until the message has come, one event at a time, five channels at once."""
    with _office(database) as office, ExitStack() as stack:
        ports = {kind.name: refused() for kind in KINDS}
        services = {kind.name: stack.enter_context(kind.service(port=ports[kind.name])) for kind in KINDS}
        channels = {f"channels.{kind.name}": kind.address(ports[kind.name], None) for kind in KINDS}
        office.configure({"desk": {**channels, "cap": 0}})
        recorded = []
        with office.desk() as desk:
            for number in range(EVENTS):
                tell(desk, [[number]])
                recorded.append(time.time())
                send_owed(desk)
        return {
            name: [arrival.at - recorded[arrival.number] for arrival in arrivals(service)]
            for name, service in services.items()
        }


@contextmanager
def _office(database: str) -> Iterator[Office]:
    with ExitStack() as stack:
        url = stack.enter_context(postgres.server()) if database == "PostgreSQL" else ""
        yield Office(Path(stack.enter_context(TemporaryDirectory(prefix="gongbao-trial-"))), url)


@contextmanager
def _owing_nothing(database: str) -> Iterator[Desk]:
    """A desk with a team whose channel is well, changes to tell of, and nothing owed."""
    hook = KINDS[0]
    with _office(database) as office, ExitStack() as stack:
        port = refused()
        stack.enter_context(hook.service(port=port))
        office.configure({"desk": {"channels.hook": hook.address(port, None), "cap": 0}})
        with office.desk() as desk:
            tell(desk, (range(number, number + 50) for number in range(0, CHANGES, 50)))
            send_owed(desk)
            office.clock.forward(timedelta(days=100))  # so old that no feed holds them any more
            yield desk


def fill(desk: Desk, messages: int) -> None:
    """Let so many messages of one change each have been sent yesterday, to many channels."""
    with engine.writing(desk.store._engine) as session:
        changes = session.exec(select(func.count()).select_from(ChangeRow)).one()
        for number in range(0, messages, changes):
            _fill(session, f"old.channel{number}", desk.now() - timedelta(days=1))


def _fill(session: Session, channel: str, at: datetime) -> None:
    """Let a channel have been sent every change in a message of its own."""
    key, now = literal(f"{channel} ").concat(cast(ChangeRow.id, String)), literal(at, Moment)
    facts = {"channel": channel, "form": "event", "part": 1, "parts": 1, "state": "sent", "attempts": 1}
    values: dict[str, Any] = {name: literal(fact) for name, fact in {**facts, "last_error": "", "ended": False}.items()}
    values |= {"next_at": now, "created_at": now, "sent_at": now, "key": key}
    made = select(*values.values()).select_from(ChangeRow)
    session.execute(insert(DeliveryRow).from_select(list(values), made))
    owned: dict[str, Any] = {"channel": literal(channel), "change": ChangeRow.id, "at": now, "delivery": DeliveryRow.id}
    told = select(*owned.values()).join(DeliveryRow, and_(DeliveryRow.channel == channel, DeliveryRow.key == key))
    session.execute(insert(OwedRow).from_select(list(owned), told))


def _rounds(desk: Desk, sent: int) -> str:
    """CPU of a round with nothing owed; CPU and time of one with a message, its channel being well."""
    empty, one = [], []
    for number in range(ROUNDS):
        empty.append(_spent(desk))
        tell(desk, [[CHANGES + sent + number]])
        one.append(_spent(desk))
    return " | ".join(_ms(median(some)) for some in ([cpu for cpu, _ in empty], *zip(*one, strict=True)))


def _spent(desk: Desk) -> tuple[float, float]:
    """Seconds of CPU and of time of a round."""
    began = time.process_time(), time.perf_counter()
    send_owed(desk)
    return time.process_time() - began[0], time.perf_counter() - began[1]


def _process() -> str:
    """What `gongbao deliver` takes as a whole, in an office that owes nothing."""
    with _office("SQLite") as office:
        office.configure({"desk": {"channels.hook": "json://127.0.0.1:9/"}})
        with office.desk():
            before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "-m", "flows.cli", "deliver"]
        told = {**os.environ, "GONGBAO_CONFIG": str(office.folder / "gongbao.toml")}
        subprocess.run(command, check=True, capture_output=True, env=told)
        after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - began
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return f"{cpu:.1f} s of CPU, {wall:.1f} s"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms"
