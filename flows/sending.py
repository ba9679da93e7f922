"""Sending what is owed: gather, claim, render, send, note the answer; a channel that fails leaves its row."""

import logging
from dataclasses import dataclass

from alerts.bundles import compose
from alerts.channel import Channel
from alerts.receipt import Receipt
from alerts.render import Alert
from alerts.send import send
from alerts.team import Team
from alerts.telling import Telling
from flows import feeds, rounds
from flows.desk import Desk
from flows.redact import redact
from store.deliveries import Delivery

log = logging.getLogger(__name__)

Told = tuple[Team, Channel]


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a round of sending: messages sent, failed and to be tried again, and given up."""

    sent: int = 0
    failed: int = 0
    dead: int = 0

    def __add__(self, other: "Sent") -> "Sent":
        return Sent(self.sent + other.sent, self.failed + other.failed, self.dead + other.dead)

    def __str__(self) -> str:
        parts = [f"{self.sent} sent", *([f"{self.failed} to be tried again"] if self.failed else [])]
        return ", ".join(parts + ([f"{self.dead} given up: see `gongbao doctor`"] if self.dead else []))


def send_owed(desk: Desk) -> Sent:
    """Make messages of what is owed, send all that are due now, and bring the feeds up to date.

    What operators are to know is seen first, and goes out first. A message is leased just before it is sent. A channel
    that fails is left alone for the rest of the round: its other messages stay owed, and cost no other channel the time
    of their failing.
    """
    rounds.go(desk)
    channels = desk.channels()
    for name in channels:
        desk.store.gather(name, lambda waiting: compose(waiting.changes))
    total, failing = Sent(), set[str]()
    while claimed := desk.store.claim(1, without=failing):
        for delivery in claimed:
            result = send_one(desk, channels.get(delivery.channel), delivery)
            total += result
            if not result.sent:
                failing.add(delivery.channel)
    feeds.write(desk)
    return total


def send_one(desk: Desk, told: Told | None, delivery: Delivery) -> Sent:
    """Send one message and write down what came of it before the next."""
    if told is None:
        reason = f"channel {delivery.channel!r} is no longer in the configuration"
        return Sent(dead=1) if desk.store.failed(delivery, reason) else Sent(failed=1)
    receipt = attempt(desk, *told, delivery)
    if receipt.ok:
        desk.store.sent(delivery)
        return Sent(sent=1)
    log.warning("channel %s: %s", delivery.channel, receipt.error)
    given_up = desk.store.failed(delivery, receipt.error, retry_after=receipt.retry_after)
    return Sent(dead=1) if given_up else Sent(failed=1)


def attempt(desk: Desk, team: Team, channel: Channel, delivery: Delivery) -> Receipt:
    """Word and send a message; a fault of ours is an answer like a channel's, so that the others go on."""
    try:
        return send(channel, worded(desk, team, delivery), key=delivery.key)
    except Exception as fault:  # noqa: BLE001 - one message that cannot be worded must not hold up all
        return Receipt(ok=False, error=redact(f"{type(fault).__name__}: {fault}"))


def worded(desk: Desk, team: Team, delivery: Delivery) -> Alert:
    """The message of a delivery: of changes to readers, of a notice to operators."""
    if delivery.notice is not None:
        return rounds.worded(desk, delivery)
    return desk.worded(delivery.changes, telling(team, delivery))


def telling(team: Team, delivery: Delivery) -> Telling:
    """How a message is to be told to a team."""
    return Telling(
        language=team.language,
        form="digest" if delivery.form == "digest" else "event",
        team=team.title,
        part=delivery.part,
        parts=delivery.parts,
        number=delivery.id,
    )
