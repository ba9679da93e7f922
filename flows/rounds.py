"""A round: see what is wrong now, write down what has begun and what is over, and owe it to the operators."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from alerts import notices
from alerts.render import Alert
from flows.desk import Desk
from flows.engine import EngineError
from flows.redact import redact
from flows.signs import SIGNS, Sign, unseen, watched
from store.deliveries import Delivery
from store.errors import StoreError
from store.notices import Condition, Facts, Notice, Survey

log = logging.getLogger(__name__)

HIDDEN = frozenset(("silent", "unread"))
"""Kinds of which nothing can be said while a source cannot be read."""


def go(desk: Desk, signs: Sequence[Sign] = SIGNS) -> list[Notice]:
    """Make a round; returns what has begun and what is over. However many go at the same time, each is told once."""
    outside = survey(desk, [sign for sign in signs if sign.outside])
    inside = [sign for sign in signs if not sign.outside]
    turned = desk.store.notices(lambda: _both(outside, survey(desk, inside)), names(desk))
    for notice in turned:
        log.warning(redact(notices.title(notice, "en")))
    if beat := heartbeat(desk):
        turned.append(beat)
    return turned


def survey(desk: Desk, signs: Sequence[Sign]) -> Survey:
    """What holds now. A sign that cannot be read is as if it had not been looked at: it ends nothing."""
    calm: dict[str, timedelta] = {}
    found: list[Condition] = []
    for sign in signs:
        try:
            found += sign.look(desk)
        except StoreError:
            raise
        except Exception as fault:  # noqa: BLE001 - what cannot be seen must not hide the rest
            said = f"{fault}" if isinstance(fault, EngineError) else f"{type(fault).__name__}: {fault}"
            log.error("operators' round: %s: %s", sign.kinds[0], redact(said))
        else:
            calm |= dict.fromkeys(sign.kinds, sign.calm)
    hidden = unseen(watched(desk)) if calm.keys() & HIDDEN else ()
    return Survey(calm, found, [(kind, source) for source in hidden for kind in HIDDEN])


def _both(one: Survey, other: Survey) -> Survey:
    return Survey({**one.calm, **other.calm}, [*one.found, *other.found], [*one.unknown, *other.unknown])


def found_now(desk: Desk, signs: Sequence[Sign]) -> list[Notice]:
    """What holds now, as notices that nobody is told of."""
    found = survey(desk, signs).found
    return [
        Notice(id=0, kind=one.kind, place=one.place, facts=one.facts, began_at=one.since or desk.now()) for one in found
    ]


def names(desk: Desk) -> tuple[str, ...]:
    """The operators' channels."""
    return tuple(channel.name for channel in desk.operators.channels)


def worded(desk: Desk, delivery: Delivery) -> Alert:
    """The message of a delivery that tells of a notice, as it was when it was owed."""
    notice, settings = desk.store.notice(delivery.notice or 0), desk.settings.operators
    told = notice if delivery.ended else replace(notice, ended_at=None)
    return notices.alert(told, settings.language, settings.zone)


# --- the heartbeat ------------------------------------------------------------------------------------------------


def heartbeat(desk: Desk) -> Notice | None:
    """Owe the daily word at its hour, once a day whoever makes the round; made up for once, if that was missed."""
    due = last_beat(desk)
    if due is None or not names(desk):
        return None
    return desk.store.owe_once(Condition("heartbeat", f"{due:%Y-%m-%d}", beat(desk, due)), names(desk))


def last_beat(desk: Desk) -> datetime | None:
    """When a heartbeat was last due."""
    settings = desk.settings.operators
    if settings.heartbeat is None:
        return None
    now = desk.now().astimezone(settings.zone)
    due = datetime.combine(now.date(), settings.heartbeat, settings.zone)
    return due if due <= now else datetime.combine(now.date() - timedelta(days=1), settings.heartbeat, settings.zone)


def beat(desk: Desk, due: datetime) -> Facts:
    """What the daily word says: how much was done in the day before, and what is open."""
    since = due - timedelta(days=1)
    return {
        "open": [{"kind": one.kind, "place": one.place, "facts": one.facts} for one in desk.store.noticed()],
        "since": f"{since:%Y-%m-%d %H:%M}",
        **desk.store.activity(since),
    }
