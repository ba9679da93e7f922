"""Sending what is owed: claim, render, send, note the answer; a channel that fails leaves its row for a later try."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from alerts.channel import Channel
from alerts.send import send
from flows.desk import Desk
from store.deliveries import Delivery

log = logging.getLogger(__name__)

CLAIM = 20
"""Rows leased at a time: few, so that a process that dies holds up few."""


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
    """Send every alert that is owed and due now."""
    channels = {channel.name: channel for channel in desk.channels}
    total = Sent()
    for delivery in claimed(desk):
        total += send_one(desk, channels.get(delivery.channel), delivery)
    return total


def claimed(desk: Desk) -> Iterator[Delivery]:
    """The rows that are due, leased to this process a few at a time."""
    while batch := desk.store.claim(CLAIM):
        yield from batch


def send_one(desk: Desk, channel: Channel | None, delivery: Delivery) -> Sent:
    """Send one message and write down what came of it before the next."""
    if channel is None:
        reason = f"channel {delivery.channel!r} is no longer in the configuration"
        return Sent(dead=1) if desk.store.failed(delivery, reason) else Sent(failed=1)
    receipt = send(channel, desk.worded(delivery.changes, channel.language), key=delivery.key)
    if receipt.ok:
        desk.store.sent(delivery)
        return Sent(sent=1)
    log.warning("channel %s: %s", channel.name, receipt.error)
    given_up = desk.store.failed(delivery, receipt.error, retry_after=receipt.retry_after)
    return Sent(dead=1) if given_up else Sent(failed=1)
