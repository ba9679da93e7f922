"""How well a store knows what is the same, of texts in which people marked it (`bundles`); and what it would alert.

Pairs of statements are counted as the gold's scorer counts them: of all pairs of marks that were read, those that the
marks make one measure, and those that the store does. Target and stock of one indicator are one measure in two lines.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bundles import Bundle, Mark, Told
from stores import empty

from measures.documents import compose
from measures.figures import figures
from measures.initiatives import initiatives
from measures.model import NEWS, Change, Document, Figure, Kind, Measure, Statement
from store.store import Store

KINDS: tuple[Kind, ...] = ("figure", "initiative")
Partition = frozenset[frozenset[tuple[str, int, int]]]
"""Which statements (document, start, end) are one measure."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a store made of texts: its measures, and the changes in the order it found them."""

    measures: tuple[Measure, ...]
    changes: tuple[Change, ...]

    @property
    def partition(self) -> Partition:
        return frozenset(
            frozenset((point.origin.document, point.statement.start, point.statement.end) for point in measure.points)
            for measure in self.measures
        )


@dataclass(slots=True)
class Score:
    """Pairs of marks that were read: how many are one by the marks, by the store, by both."""

    wanted: int = 0
    joined: int = 0
    right: int = 0
    wrong: list[tuple[Mark, Mark]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / self.wanted

    @property
    def precision(self) -> float:
        return self.right / self.joined

    def count(self, one: Mark, other: Mark, joined: bool) -> None:
        """Add a pair that the store joined, or did not."""
        wanted = bool(one.names & other.names)
        self.wanted += wanted
        self.joined += joined
        self.right += wanted and joined
        if wanted != joined:
            self.wrong.append((one, other))


@cache
def said(told: Told) -> tuple[Document, tuple[Statement, ...]]:
    """Read a text, once."""
    document = compose(told.text, identity=told.name)
    return document, (*figures(document), *initiatives(document))


def orders(bundle: Bundle) -> list[tuple[Told, ...]]:
    """Three orders of arrival: by day, and two by chance; texts of later events come last in each."""
    by_day = sorted(bundle.texts, key=lambda told: (told.later, told.day, told.name))
    shuffled = (sorted(Random(seed).sample(by_day, len(by_day)), key=lambda told: told.later) for seed in (1, 2))
    return [tuple(by_day), *map(tuple, shuffled)]


@cache
def known(texts: Sequence[Told]) -> Known:
    """Record texts in this order in an empty store."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "store.db").write_bytes(empty())
        store = Store(f"sqlite:///{Path(folder) / 'store.db'}")
        for told in texts:
            store.record("archive", [], *said(told))
        found = Known(tuple(store.measures()), tuple(store.changes()))
        store.close()
    return found


def homes(marks: Iterable[Mark], measures: Iterable[Measure]) -> dict[Mark, str]:
    """The measure of the statement that fits each mark best; without marks that were not read."""
    at = defaultdict(list)
    for measure in measures:
        for point in measure.points:
            at[point.origin.document].append((point, measure.id))
    found = (
        (mark, max(((mark.likeness(point), id) for point, id in at[mark.document]), default=(0, ""))) for mark in marks
    )
    return {mark: id for mark, (likeness, id) in found if likeness}


def score(bundle: Bundle, kind: Kind, read: Known) -> Score:
    """Count all pairs of a kind."""
    home = homes((mark for mark in bundle.marks if mark.kind == kind), read.measures)
    counted = Score()
    for one, other in combinations(home, 2):
        counted.count(one, other, home[one] == home[other])
    return counted


def merged(bundle: Bundle, read: Known) -> list[tuple[Mark, Mark]]:
    """The pairs that look alike, are not the same, and are one measure in the store."""
    home = homes(bundle.marks, read.measures)
    return [two for two in bundle.apart if home.get(two[0], "no") == home.get(two[1], "nor")]


def of_event(bundle: Bundle, event: str) -> list[Told]:
    """The texts that tell of an event, without those of what came of it later."""
    return [told for told in bundle.texts if told.event == event and not told.later]


def facts(bundle: Bundle, event: str) -> Counter[Kind]:
    """What all texts of an event say together: figures by measure and time told, initiatives by measure."""
    times = defaultdict(set)
    for mark in (mark for told in of_event(bundle, event) for mark in told.marks if not mark.sums):
        times[mark.kind, mark.names or frozenset({f"{mark.document} {mark.start}"})].add(mark.when)
    counted: Counter[Kind] = Counter()
    for (kind, _), when in times.items():
        counted[kind] += max(1, len(when - {""}))
    return counted


def alerts(bundle: Bundle, event: str, read: Known) -> Counter[Kind]:
    """How many messages the texts of an event gave."""
    texts = {told.name for told in of_event(bundle, event)}
    news = [change for change in read.changes if change.kind in NEWS and change.origin.document in texts]
    return Counter("figure" if isinstance(change.statement, Figure) else "initiative" for change in news)
