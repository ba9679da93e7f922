"""Whether a message fits its channel, and where to divide it: between documents if possible, else between statements.

A part is a message of its own: its own row, its own answer. The changes are divided before anything is sent.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from alerts.escape import markdown
from alerts.render import Alert
from alerts.room import Room
from alerts.telling import Listed
from measures.model import Change

Wording = Callable[[Sequence[Change]], Alert]
Group = tuple[Change, ...]

MOST_PARTS = 6
"""Messages for people that one message becomes at most; the last of them holds all the rest, and counts what it
cannot tell."""

MOST_CHANGES = 500
"""Changes in one message to a webhook."""


def divided(changes: Sequence[Change], wording: Wording, room: Room) -> tuple[Group, ...]:
    """Return the groups of changes that are to be messages of their own, in the order given: one if all fit in one.

    A document's changes stay together as long as they fit in a message. One change alone is a group even if it does
    not fit: what is sent of it is cut (`shortened`).
    """
    if room.form == "json":
        return tuple(_halves(tuple(changes), wording, room))
    if room.form == "short" or room.holds(room.told(wording(changes))):
        return (tuple(changes),)
    return tuple(_parts(by_document(changes), wording, room))


def _halves(changes: Group, wording: Wording, room: Room) -> Iterator[Group]:
    """Yield the changes in parts of much the same size, for receivers that take all of them."""
    if len(changes) <= 1 or (len(changes) <= MOST_CHANGES and room.holds(room.told(wording(changes)))):
        yield changes
        return
    for half in (changes[: len(changes) // 2], changes[len(changes) // 2 :]):
        yield from _halves(half, wording, room)


def by_document(changes: Sequence[Change]) -> list[Group]:
    """Return the changes of each document, the documents in the order in which they come first."""
    rank: dict[str, int] = {}
    for change in changes:
        rank.setdefault(change.origin.document, len(rank))
    ordered = sorted(changes, key=lambda change: rank[change.origin.document])
    return [tuple(group) for _, group in groupby(ordered, key=lambda change: change.origin.document)]


def _parts(documents: Sequence[Group], wording: Wording, room: Room) -> Iterator[Group]:
    for _ in range(MOST_PARTS - 1):
        if not documents:
            return
        part, documents = _first_part(documents, wording, room)
        yield part
    if documents:
        yield _joined(documents)


def _first_part(documents: Sequence[Group], wording: Wording, room: Room) -> tuple[Group, Sequence[Group]]:
    """Return as many whole documents as fit, of one that alone is too long as many changes as fit; and the rest."""

    def fits(changes: Sequence[Change]) -> bool:
        return room.holds(room.told(wording(changes)))

    if whole := most(len(documents), lambda count: fits(_joined(documents[:count]))):
        return _joined(documents[:whole]), documents[whole:]
    first, *others = documents
    some = most(len(first), lambda count: fits(first[:count])) or 1
    return first[:some], [rest for rest in (first[some:], *others) if rest]


def _joined(groups: Sequence[Group]) -> Group:
    return tuple(change for group in groups for change in group)


def most(count: int, fits: Callable[[int], bool]) -> int:
    """Return the largest number up to `count` that fits, 0 if 1 does not; doubling first, as few of many may fit."""
    low, high = 0, 1
    while high <= count and fits(high):
        low, high = high, high * 2
    high = min(high, count + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def fitted(wording: Callable[[Listed], Alert], listed: Listed, room: Room) -> Alert:
    """Return a message that tells as many of the items it would list as fit, as many of them in full as then fit.

    It counts the others.
    """

    def fits(full: int, lines: int) -> bool:
        return room.holds(room.told(wording(Listed(full, lines))))

    whole = wording(listed)
    if room.form in ("short", "json") or room.holds(room.told(whole)):
        return whole
    told = most(listed.full + listed.lines, lambda count: fits(0, count))
    full = most(min(listed.full, told), lambda count: fits(count, told - count))
    return wording(Listed(full, told - full) if told else Listed(1, 0))


def shortened(alert: Alert, room: Room) -> str:
    """Return what a channel is sent: the message in its form, its short form where that is too long, cut if need be."""
    told = room.told(alert)
    return told if room.holds(told) else _brief(alert.short, room)


def _brief(short: str, room: Room) -> str:
    """Return as much of a short form as fits, and the link at its end unless that leaves no room for words."""
    words, _, link = short.rpartition(" ")
    if "://" not in link or 2 * room.length(link) > room.characters:
        words, link = short, ""
    marked = room.form == "markdown"
    end = (f" <{link}>" if marked else f" {link}") if link else ""

    def told(longest: int) -> str:
        return (markdown(cut(words, longest)) if marked else cut(words, longest)) + end

    return told(most(len(words), lambda longest: room.holds(told(longest))))


def cut(text: str, longest: int) -> str:
    """Return a text of so many characters at most; an ellipsis stands for what is cut off."""
    return text if len(text) <= longest else f"{text[: max(longest - 1, 0)].rstrip()}…"
