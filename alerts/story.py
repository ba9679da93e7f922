"""What an alert tells, in the order that matters to a reader: by event and document, the first items in full.

Only what is told is put into words: of ten thousand changes a digest tells a hundred, and counts the rest.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from alerts.item import Before, Cited, Item, cited, item
from alerts.telling import Telling
from alerts.words import WORDS
from measures.lexicon import in_use
from measures.model import Change, Figure, Initiative, Language, Origin
from measures.tellings import Told, events

CHARTS = 20
"""So many series are shown in one message."""
_WEIGHT = {"corrected": 0, "conflicting": 1, "revised": 2, "new": 3}
_STAGE = {"launched": 0, "planned": 1, "completed": 2, "ongoing": 3}


@dataclass(frozen=True, slots=True)
class Others:
    """Who else says the same: all items of a sentence, or `of` the news of one; `others` counts who is not named."""

    also: tuple[Cited, ...]
    others: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, and the items it says. `lead` is who said it, and that several items share it; or ""."""

    items: tuple[Item, ...]
    lead: str

    @property
    def quote(self) -> str:
        return self.items[0].quote

    @property
    def before(self) -> Before | None:
        """What was said before, where it is the same of all items; else each has its own."""
        said = {item.before for item in self.items}
        return self.items[0].before if len(said) == 1 else None

    @property
    def said_too(self) -> tuple[Others, ...]:
        """Who else says the items: once, where the same say all of them."""
        first = self.items[0]
        if all(item.also == first.also for item in self.items):
            return (Others(first.also, first.others),) if first.also else ()
        return tuple(Others(item.also, item.others, item.news) for item in self.items if item.also)

    @property
    def core(self) -> tuple[str, ...]:
        """The words of the sentence that say the items."""
        return tuple(item.core for item in self.items)


@dataclass(frozen=True, slots=True)
class Part:
    """What one document says, in a language: in full, and in a line each. `also` says the same as all of its items."""

    source: Cited
    language: Language
    passages: tuple[Passage, ...]
    lines: tuple[Item, ...]
    also: tuple[Cited, ...] = ()
    others: str = ""

    @property
    def document(self) -> str:
        """The document's identity."""
        return self.items[0].change.origin.document

    @property
    def items(self) -> tuple[Item, ...]:
        """All that is told of the document."""
        return (*(item for passage in self.passages for item in passage.items), *self.lines)


@dataclass(frozen=True, slots=True)
class Event:
    """The documents that tell of one event; of several, `heading` says so."""

    parts: tuple[Part, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A message: its language, what it tells, how many changes of each kind it is about, how many it only counts."""

    language: Language
    events: tuple[Event, ...]
    counts: Mapping[str, int]
    rest: int

    @property
    def parts(self) -> tuple[Part, ...]:
        """The documents, the most important first."""
        return tuple(part for event in self.events for part in event.parts)

    @property
    def items(self) -> tuple[Item, ...]:
        """All that is told, in order."""
        return tuple(item for part in self.parts for item in part.items)


def story(changes: Iterable[Change], telling: Telling) -> Story:
    """Return what a message tells. Raises ValueError without changes."""
    ordered = in_order(changes)
    if not ordered:
        raise ValueError("an alert needs at least one change")
    language = _spoken(ordered[0], telling)
    listed = telling.limits
    told = ordered[: listed.full + listed.lines]
    in_full = {change.id for change in told[: listed.full]}
    parts = [_part(sorted(some, key=importance), in_full, telling) for some in _by_document(told)]
    counts = Counter(map(counted_as, ordered))
    return Story(language, _events(parts, language), counts, len(ordered) - len(told))


def _spoken(change: Change, telling: Telling) -> Language:
    """Return the language in which a change is told: that of its readers, or that of its page."""
    return change.origin.language if telling.language == "source" else telling.language


def moved_on(changes: Iterable[Change], telling: Telling) -> list[Change]:
    """Return the changes of which a message shows the series: figures that moved, the first that are told in full."""
    full = in_order(changes)[: telling.limits.full]
    moved = (one for one in full if one.kind != "conflicting" and one.before and isinstance(one.statement, Figure))
    return list(islice(moved, CHARTS))


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Return changes, the most important first: of each kind the first of every document before the second of any."""
    ordered = sorted(changes, key=importance)
    turns: Counter[tuple[str, str, str]] = Counter()
    keyed: list[tuple[int, int, Change]] = []
    for change in ordered:
        line = (change.origin.document, change.kind, type(change.statement).__name__)
        keyed.append((_weight(change), turns[line], change))
        turns[line] += 1
    return [change for _, _, change in sorted(keyed, key=lambda each: each[:2])]


def counted_as(change: Change) -> str:
    """Return what a change counts as in a title."""
    if change.kind in ("corrected", "conflicting"):
        return change.kind
    return f"{change.kind}.{'figure' if isinstance(change.statement, Figure) else 'initiative'}"


def _weight(change: Change) -> int:
    return _WEIGHT.get(change.kind, 9)


def importance(change: Change) -> tuple[int, int, int, int]:
    """What readers were told wrongly comes first, then what moved, then what is new; figures before initiatives."""
    statement = change.statement
    stage = _STAGE[statement.status] if isinstance(statement, Initiative) else -1
    return _weight(change), stage, statement.start, change.id


def _by_document(changes: Iterable[Change]) -> list[list[Change]]:
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.origin.document, []).append(change)
    return list(found.values())


def _events(parts: Sequence[Part], language: Language) -> tuple[Event, ...]:
    """Put the documents together that tell one event, where the first of them stands."""
    groups = events(_tellings(parts))
    event_of = {document: number for number, some in enumerate(groups) for document in some}
    found: dict[int, list[Part]] = {}
    for part in parts:
        found.setdefault(event_of[part.document], []).append(part)
    return tuple(Event(tuple(some), _heading(len(some), language)) for some in found.values())


def _tellings(parts: Iterable[Part]) -> list[Told]:
    """Return which documents tell which measures, as far as the changes show: their own, and who says them too."""
    origins: dict[str, Origin] = {}
    measures: dict[str, set[str]] = {}
    for change in (told.change for part in parts for told in part.items):
        for origin in (change.origin, *change.also):
            origins[origin.document] = origin
            measures.setdefault(origin.document, set()).add(change.measure)
    return [Told(origin, frozenset(measures[document])) for document, origin in origins.items()]


def _heading(documents: int, language: Language) -> str:
    return WORDS[language]["one_event"].format(documents) if documents > 1 else ""


def _part(changes: Sequence[Change], in_full: set[int], telling: Telling) -> Part:
    lexicon, language = telling.lexicon or in_use(), _spoken(changes[0], telling)
    items = [item(change, telling, language) for change in changes]
    full = [one for one in items if one.change.id in in_full]
    lines = tuple(one for one in items if one.change.id not in in_full)
    first = full[0] if len(full) > 1 and len({one.also for one in full}) == 1 else None
    return Part(
        cited(changes[0].origin, language, lexicon),
        language,
        _passages(full, language),
        lines,
        also=first.also if first else (),
        others=first.others if first else "",
    )


def _passages(items: Sequence[Item], language: Language) -> tuple[Passage, ...]:
    """Put items that one sentence says together, where the first of them stands."""
    rank = {(one.quote, one.who): place for place, one in reversed(list(enumerate(items)))}
    ordered = sorted(items, key=lambda one: rank[one.quote, one.who])
    sentences = [tuple(some) for _, some in groupby(ordered, key=lambda one: (one.quote, one.who))]
    return tuple(Passage(some, _lead(len(some), some[0].who, language)) for some in sentences)


def _lead(items: int, who: str, language: Language) -> str:
    """Return who said a sentence; where it says several items, that it does, so that a reader knows whose it is."""
    if items == 1:
        return WORDS[language]["said"].format(who) if who else ""
    key = f"together{'.said' if who else ''}{'.two' if items == 2 else ''}"
    return WORDS[language][key].format(items, who)
