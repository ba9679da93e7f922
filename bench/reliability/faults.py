"""Trial 1, the channel matrix: one channel fails once, in every way; all arrives, none twice, the others on time."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from receivers import CUT, ENDLESS, HANG, SLOW, TAKEN, Mailbox, Receiver, refused

from bench.reliability.office import EVERY, Office, tell
from bench.reliability.places import KINDS, Arrival, Kind, arrivals
from flows.sending import send_owed

REFUSED = "refused"
WEB: Mapping[str, Any] = {
    "nobody listens": REFUSED,
    "no answer": HANG,
    "connection cut": CUT,
    "slow bytes": SLOW,
    "bytes without end": ENDLESS,
    "429, Retry-After 120": (429, {"Retry-After": "120"}),
    "500": 500,
    "503": 503,
    "404": 404,
    "302": (302, {"Location": "/elsewhere"}),
}
MAIL: Mapping[str, Any] = {
    "nobody listens": REFUSED,
    "no answer": HANG,
    "connection cut": CUT,
    "taken, then cut": TAKEN,
    "451 later": "451 4.7.1 greylisted, try later",
    "421 closing": "421 4.3.2 closing",
    "552 too large": "552 5.3.4 too large",
    "554 refused": "554 5.7.1 refused",
}
MESSAGES = 3
PATIENCE = 40
"""Runs of the flow `deliver`, five minutes apart, until a message that has not come counts as lost."""
TEAMS = {"sme": ("webhook", "mail", "ntfy"), "press": ("matrix", "chat")}


@dataclass(frozen=True)
class Outcome:
    """One fault in one channel. Delays are seconds from the record until the last message came."""

    fault: str
    kind: str
    lost: int
    twice: int
    delay: float
    others: float


def outcomes(seconds: float | None = None) -> Iterator[Outcome]:
    """Try every fault in every kind of channel; `seconds` to wait for an answer, Gongbao's own patience without."""
    for kind in KINDS:
        for fault in MAIL if kind.name == "mail" else WEB:
            yield tried(kind, fault, seconds)


def tried(kind: Kind, fault: str, seconds: float | None = None) -> Outcome:
    """Let one channel of five fail once, and send until nothing is owed."""
    answer = (MAIL if kind.name == "mail" else WEB)[fault]
    with ExitStack() as stack:
        office = Office(Path(stack.enter_context(TemporaryDirectory(prefix="gongbao-trial-"))))
        street = Street(stack, {one.name: one.address(refused(), seconds) for one in KINDS})
        office.configure(
            {t: {f"channels.{name}": street.addresses[name] for name in names} for t, names in TEAMS.items()}
        )
        for one in KINDS:
            if one is not kind:
                street.open(one)
            elif answer != REFUSED:
                street.open(one, answer)
        came = _sent(office, street, kind)
    numbers = {name: Counter(arrival.number for arrival in all_of) for name, all_of in came.items()}
    return Outcome(
        fault=fault,
        kind=kind.name,
        lost=sum(MESSAGES - len(found) for found in numbers.values()),
        twice=sum(found.total() - len(found) for found in numbers.values()),
        delay=max((arrival.at for arrival in came[kind.name]), default=float("inf")),
        others=max(arrival.at for name, all_of in came.items() for arrival in all_of if name != kind.name),
    )


@dataclass
class Street:
    """The services of all channels, those that are open, by kind."""

    stack: ExitStack
    addresses: Mapping[str, str]
    services: dict[str, Receiver | Mailbox] = field(default_factory=dict)

    def open(self, kind: Kind, *answers: Any) -> None:
        """Let a service answer at its address: these answers first."""
        port = urlsplit(self.addresses[kind.name]).port
        self.services[kind.name] = self.stack.enter_context(kind.service(*answers, port=port))


def _sent(office: Office, street: Street, kind: Kind) -> dict[str, list[Arrival]]:
    """Send every five minutes until nothing is owed; what came, at seconds from the record, by the moved clock."""
    came: dict[str, list[Arrival]] = {one.name: [] for one in KINDS}
    with office.desk() as desk:
        began = time.time()
        tell(desk, ([number] for number in range(MESSAGES)))
        for _ in range(PATIENCE):
            send_owed(desk)
            moved = office.clock.offset.total_seconds() - began
            for name, service in street.services.items():
                new = arrivals(service)[len(came[name]) :]
                came[name] += [arrival._replace(at=arrival.at + moved) for arrival in new]
            if not desk.store.deliveries("owed") and not desk.store.deliveries("sending"):
                break
            office.clock.forward(EVERY)
            if kind.name not in street.services:
                street.open(kind)
    return came


def report() -> Iterator[str]:
    """The outcomes as a table in markdown: when the failing channel's messages came, and the others' at the latest."""
    found = list(outcomes())
    yield f"| fault, once | {' | '.join(kind.name for kind in KINDS)} | lost | twice | the others, at the latest |"
    yield f"|---|{'---:|' * (len(KINDS) + 3)}"
    for fault in dict.fromkeys([*WEB, *MAIL]):
        row = {one.kind: one for one in found if one.fault == fault}
        cells = [f"{row[kind.name].delay:.0f} s" if kind.name in row else "" for kind in KINDS]
        cells += [str(sum(one.lost for one in row.values())), str(sum(one.twice for one in row.values()))]
        yield f"| {fault} | {' | '.join(cells)} | {max(one.others for one in row.values()):.1f} s |"
    many = len(found) * MESSAGES * len(KINDS)
    yield ""
    yield f"{many} messages: {sum(o.lost for o in found)} lost, {sum(o.twice for o in found)} came twice."
