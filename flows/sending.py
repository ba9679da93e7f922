"""Sending what is owed: gather, claim, render, send, note the answer; a channel that fails leaves its row."""

import logging
import time
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from functools import partial
from threading import Event

from alerts.channel import Channel
from alerts.fitting import divided, fitted
from alerts.receipt import Receipt
from alerts.render import Alert
from alerts.rhythm import is_open
from alerts.room import Room
from alerts.send import room, send
from alerts.story import importance
from alerts.team import Team
from alerts.telling import LISTED, Listed, Telling
from flows import feeds, rounds
from flows.desk import Desk
from flows.gathering import gather
from flows.noting import insist
from flows.redact import redact
from measures.model import Change
from store.deliveries import Delivery
from store.errors import StoreError

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 16
"""So many channels are sent to at the same time: one that hangs does so for half a minute."""

TURN = 240.0
"""Seconds that a channel with much to take is served in a round: what is new for others waits for the round's end."""

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
        return ", ".join(parts + ([f"{self.dead} given up: see `gongbao deliveries`"] if self.dead else []))


def send_owed(desk: Desk, *, by_hand: Collection[str] = ()) -> Sent:
    """Make messages of what is owed, send all that are due now, and bring the feeds up to date.

    What operators are to know is seen first. Channels are served side by side, so that one that hangs keeps no other
    waiting; each gets its messages one by one, leased just before they are sent. One that fails is left alone for the
    rest of the round. In its quiet hours a channel is only served `by_hand`: what failed before them waits, too.
    """
    rounds.go(desk)
    unmade = gather(desk)
    channels, stopping = desk.channels(), Event()
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        try:
            served = [
                pool.submit(copy_context().run, serve, desk, name, channels.get(name), stopping)
                for name in desk.store.due_channels()
                if name in by_hand or _may_be_told(desk, channels.get(name))
            ]
            total = sum((each.result() for each in served), Sent(failed=unmade))
        finally:
            stopping.set()  # who is interrupted waits for what is being sent, not for all that is owed
    feeds.write(desk)
    return total


def _may_be_told(desk: Desk, told: Told | None) -> bool:
    return told is None or is_open(told[0].rhythm, desk.now())


def serve(desk: Desk, name: str, told: Told | None, stopping: Event) -> Sent:
    """Send what is due to one channel, until it fails or its turn is over."""
    if told is None:
        return Sent(dead=desk.store.give_up(name, f"channel {name!r} is no longer in the configuration"))
    total, until = Sent(), time.monotonic() + TURN
    while not (total.failed or total.dead or stopping.is_set()) and (claimed := desk.store.claim(1, channel=name)):
        total += send_one(desk, *told, claimed[0])
        if time.monotonic() > until:
            break
    return total


def send_one(desk: Desk, team: Team, channel: Channel, delivery: Delivery) -> Sent:
    """Send one message and write down what came of it before the next; one that is too long becomes several."""
    receipt = attempt(desk, team, channel, delivery)
    if receipt is None:
        return Sent()
    if receipt.error:
        log.log(
            logging.ERROR if receipt.permanent else logging.WARNING, "channel %s: %s", delivery.channel, receipt.error
        )
    if receipt.ok:
        insist(partial(desk.store.sent, delivery, receipt.error))
        return Sent(sent=1)
    given_up = insist(partial(desk.store.failed, delivery, receipt.error, receipt.retry_after))
    return Sent(dead=1) if given_up else Sent(failed=1)


def attempt(desk: Desk, team: Team, channel: Channel, delivery: Delivery) -> Receipt | None:
    """Word and send a message; a fault of ours is an answer like a channel's, so that the others go on.

    None if nothing was sent, because it was divided.
    """
    try:
        if is_divided(desk, team, channel, delivery):
            return None
        return send(channel, worded(desk, team, channel, delivery), key=delivery.key)
    except StoreError:
        raise
    except Exception as fault:  # noqa: BLE001 - one message that cannot be worded must not hold up all
        return Receipt(ok=False, error=redact(f"{type(fault).__name__}: {fault}"))


def worded(desk: Desk, team: Team, channel: Channel, delivery: Delivery) -> Alert:
    """The message of a delivery: of a notice to operators, of as many changes to readers as their channel takes."""
    if delivery.notice is not None:
        return rounds.worded(desk, delivery)
    place = room(channel)
    told = telling(desk, team, delivery, place)
    return fitted(lambda listed: desk.worded(delivery.changes, replace(told, listed=listed)), told.limits, place)


def is_divided(desk: Desk, team: Team, channel: Channel, delivery: Delivery) -> bool:
    """Divide a message that its channel would not take whole, once, before anything of it is sent."""
    if delivery.parts > 1 or not delivery.changes:
        return False
    place = room(channel)

    def wording(changes: Sequence[Change]) -> Alert:
        return desk.worded(changes, telling(desk, team, delivery, place))

    groups = divided(sorted(delivery.changes, key=importance), wording, place)
    if len(groups) > 1:  # if another worker took it meanwhile, it is no longer ours to send either
        desk.store.divide(delivery, [[change.id for change in group] for group in groups])
    return len(groups) > 1


def telling(desk: Desk, team: Team, delivery: Delivery, place: Room | None = None) -> Telling:
    """How a message is to be told to a team; a digest bears the day it was made, as the team's clocks show it.

    Programs (json) are told every change.
    """
    return replace(
        desk.telling(team),
        form="digest" if delivery.form == "digest" else "event",
        day=delivery.created_at.astimezone(team.rhythm.zone).date(),
        pace=team.rhythm.pace,
        part=delivery.part,
        parts=delivery.parts,
        number=delivery.id,
        listed=Listed(LISTED["digest"].full, len(delivery.changes)) if place and place.form == "json" else None,
    )
