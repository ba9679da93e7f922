"""Alert + channel -> receipt. One Apprise object a channel, so that a dead one silences no other."""

from dataclasses import replace
from typing import Any

from alerts import chat, line, mail, smtp, webhook
from alerts.address import BadAddress, opened, usable
from alerts.answers import refusal
from alerts.channel import Channel
from alerts.receipt import Receipt
from alerts.render import Alert
from alerts.room import TERMINAL_ROOM, Room, room_of, schema
from alerts.terminal import show

__all__ = ["Receipt", "kind", "room", "send"]

MOST_SECONDS = 100.0
"""The longest that an address may ask for (`?rto=`): the message's lease also lasts until its answer is noted."""


def room(channel: Channel) -> Room:
    """Return which form of a message a channel takes, and how much of it."""
    if channel.is_terminal:
        return TERMINAL_ROOM
    try:
        return room_of(opened(channel))
    except BadAddress:
        return TERMINAL_ROOM  # sending says what is wrong


def kind(channel: Channel) -> str:
    """Return what a channel is, for people: Slack, E-Mail; nothing of its address. Raises `BadAddress`."""
    return "terminal" if channel.is_terminal else str(opened(channel).service_name)


def send(channel: Channel, alert: Alert, *, key: str) -> Receipt:
    """Send one message and return what came of it; nothing a channel does raises.

    `key` tells a repeated message from a second one: a header of every request and mail, a field of webhooks.
    """
    if channel.is_terminal:
        show(alert)
        return Receipt(ok=True)
    try:
        plugin = usable(channel)
    except BadAddress as error:
        return Receipt(False, str(error), permanent=True)
    with line.opened(key, min(sum(plugin.request_timeout), MOST_SECONDS)) as heard:
        receipt = _sent(plugin, channel, alert, heard)
    if heard.late and not receipt.ok:
        receipt = refusal(heard)
    return replace(receipt, error=channel.conceal(receipt.error))


def _sent(plugin: Any, channel: Channel, alert: Alert, heard: line.Line) -> Receipt:
    service = schema(plugin)
    if service == "json":
        return webhook.post(plugin, alert, heard.key)
    if service == "mailto":
        return _mailed(plugin, channel, alert, heard.key)
    return Receipt(ok=True) if chat.tell(plugin, alert) else refusal(heard)


def _mailed(plugin: Any, channel: Channel, alert: Alert, key: str) -> Receipt:
    try:
        return smtp.deliver(plugin, mail.written(plugin, alert, channel.name, key))
    except ValueError:
        return Receipt(False, "an address or a header in the channel's address is not one of mail", permanent=True)
