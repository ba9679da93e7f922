"""Commands about messages owed, sent and given up: deliveries, deliveries retry, deliveries drop."""

from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.terminal import note, show_table
from flows.words import UsageError

if TYPE_CHECKING:
    from store.store import Store

OK, FAILURE = 0, 1
STAYS = {
    "sent": "was sent: nothing is to be done (`gongbao alert show` shows it)",
    "sending": "is being sent by another command: `gongbao deliveries` shows what comes of it",
}
"""Why a message is not sent again, by its state."""
Flag = Annotated[bool, Parameter(negative=())]
State = Literal["owed", "sending", "sent", "dead", "dropped"]


def deliveries(
    *,
    state: State | None = None,
    team: str = "",
    limit: Annotated[int, Parameter(validator=Number(gte=1))] = 50,
    json: Flag = False,
) -> int:
    """List the messages to teams, the latest first, and what is still held back for them.

    Example: gongbao deliveries

    Example: gongbao deliveries --state dead

    Parameters
    ----------
    state
        owed, sending, sent, dead (given up after many tries) or dropped (by hand)
    team
        only those of a team, or of one of its channels: sme or sme.mail
    limit
        so many messages at most
    json
        one JSON object a message, a line each
    """
    from flows import formats, owed
    from flows.desk import open_desk
    from store.store import Chosen

    with open_desk() as desk:
        channels = owed.channels(desk, team) if team else ()
        chosen = Chosen(states=(state,) if state else (), channels=channels, limit=limit)
        lines = desk.store.lines(chosen)
        held = [] if state not in (None, "owed") else owed.held(desk, channels)
        table = [owed.row(desk, line) for line in lines]
    if json:
        for line in lines:
            print(formats.line(owed.plain(line)))
        return OK
    if table:
        show_table(table, fold={"problem": 24, "about": 24})
    for told in held:
        note(told)
    if not table and not held:
        note("There are no such messages.")
    return OK


def retry(*numbers: int, all: Flag = False, team: str = "") -> int:
    """Send messages again that were given up, and those that failed and wait.

    Example: gongbao deliveries retry 17 18

    Example: gongbao deliveries retry --team sme

    Parameters
    ----------
    numbers
        numbers from `gongbao deliveries`; also of messages that were dropped
    all
        all of them
    team
        those of a team, or of one of its channels: sme or sme.mail
    """
    from flows import owed, sending
    from flows.desk import open_desk
    from store.store import Chosen

    if [bool(numbers), all, bool(team)].count(True) != 1:
        raise UsageError("say which: gongbao deliveries retry NUMBER..., --all or --team TEAM")
    with open_desk(sends=True) as desk:
        _check_numbers(desk.store, numbers)
        channels = owed.channels(desk, team) if team else ()
        again = desk.store.retry(Chosen(numbers=numbers, channels=channels))
        note(f"{_messages(again)} owed again")
        asked = desk.store.lines(Chosen(states=("owed",), numbers=numbers, channels=channels))
        undone = _say_undone(desk.store, numbers)
        sent = sending.send_owed(desk, by_hand={line.channel for line in asked})
        note(str(sent))
        _say_unsent(desk.store, numbers)
    return FAILURE if sent.dead or sent.failed or undone else OK


def _say_undone(store: "Store", numbers: tuple[int, ...]) -> bool:
    """Say which of the messages named cannot be sent again, and why; is there any?"""
    from store.store import Chosen

    named = store.lines(Chosen(numbers=numbers)) if numbers else []
    undone = [line for line in named if line.state != "owed"]
    for line in undone:
        note(f"{line.number} to {line.channel} {STAYS[line.state]}", "red")
    return bool(undone)


def _say_unsent(store: "Store", numbers: tuple[int, ...]) -> None:
    from store.store import Chosen

    for line in store.lines(Chosen(states=("owed",), numbers=numbers)) if numbers else []:
        why = line.last_error or "it waits for one before it, which failed"
        note(f"{line.number} to {line.channel} is still owed: {why}", "red")


def drop(*numbers: int) -> int:
    """Give up messages for good: they are never sent, unless they are retried by their numbers.

    Example: gongbao deliveries drop 17

    Parameters
    ----------
    numbers
        numbers from `gongbao deliveries`
    """
    from flows.desk import open_desk
    from store.store import Chosen

    if not numbers:
        raise UsageError("say which: gongbao deliveries drop NUMBER...")
    with open_desk() as desk:
        _check_numbers(desk.store, numbers)
        dropped = desk.store.drop(numbers)
        left = [line for line in desk.store.lines(Chosen(numbers=numbers)) if line.state != "dropped"]
    note(f"{_messages(dropped)} dropped; `gongbao deliveries retry` with the number brings one back")
    for line in left:
        note(f"{line.number} to {line.channel} is {line.state}, and stays so", "red")
    return FAILURE if left else OK


def _messages(count: int) -> str:
    return "1 message is" if count == 1 else f"{count} messages are"


def _check_numbers(store: "Store", numbers: tuple[int, ...]) -> None:
    from store.store import Chosen

    known = {line.number for line in store.lines(Chosen(numbers=numbers))} if numbers else set()
    if unknown := [str(number) for number in numbers if number not in known]:
        raise UsageError(f"there is no message {', '.join(unknown)}; `gongbao deliveries` lists them")
