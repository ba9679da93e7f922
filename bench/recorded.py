"""What it costs to record documents in a store: a process of its own, so that its memory is that of recording alone.

Each document tells 30 figures and 20 initiatives: a third is known, a third goes further, a third is new.
"""

import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from sqlalchemy import Engine, event

from bench.world import BUSY, HOT, PER_DAY, document, later, tellings
from measures.model import Document, Figure, Statement
from store.store import Store

FIGURES, INITIATIVES = 30, 20
WARM = 4
"""So many documents are recorded first and not counted: they find caches empty that are full from then on."""


@dataclass(frozen=True, slots=True)
class Size:
    """A store of so many measures of a world."""

    seed: int
    measures: int


def documents(size: Size, many: int) -> Iterator[tuple[Document, list[Statement]]]:
    """Documents of the days after a world was filled; every fifth is one more of the last busy day."""
    today = size.measures // PER_DAY + 1
    for turn in range(many):
        day = (today - 2) // BUSY * BUSY + 1 if turn % 5 == 4 else today
        yield document(day, 100 + turn)[0], list(_statements(size, turn, day))


def _statements(size: Size, turn: int, day: int) -> Iterator[Statement]:
    chance = Random(f"{size} {turn}")
    told: set[int] = set()
    for number in range(FIGURES + INITIATIVES):
        kind = 0 if number < FIGURES else 3
        known = _known(size, chance, kind)
        while known in told:
            known = _known(size, chance, kind)
        told.add(known)
        said = list(tellings(size.seed, known))[-1].statement
        new = next(tellings(size.seed, size.measures + turn * 1000 + 5 * number + kind)).statement
        yield (said, _further(said, chance, day), new)[number % 3]


def _known(size: Size, chance: Random, kind: int) -> int:
    """A measure from anywhere in the store or of its last days, at times a long series or one of a busy day."""
    number = chance.randrange(chance.choice((0, max(0, size.measures - 4000))), size.measures)
    if chance.random() < 0.1:
        return (number // (BUSY * PER_DAY) * BUSY * PER_DAY + PER_DAY + number % 6 * 40 + kind // 3 * 8) % size.measures
    if chance.random() < 0.05 and not kind:
        return number // HOT * HOT
    return number // 5 * 5 + kind


def _further(known: Statement, chance: Random, day: int) -> Statement:
    """A later value, or a later batch."""
    if isinstance(known, Figure):
        return later(known, chance, day)
    return replace(known, batch=chance.randrange(2, 6), status="completed")


def measured(store: Store, size: Size, many: int) -> dict[str, Any]:
    """Record documents and say what each took: seconds of CPU and of time, queries, and kinds of change."""
    queries: list[str] = []
    event.listen(Engine, "before_cursor_execute", lambda *given: queries.append(given[2]))
    costs: dict[str, list[float]] = {"cpu": [], "wall": [], "queries": []}
    kinds: Counter[str] = Counter()
    for said, statements in documents(size, WARM + many):
        queries.clear()
        began = time.process_time(), time.perf_counter()
        recorded = store.record("bench", [], said, statements)
        spent = time.process_time() - began[0], time.perf_counter() - began[1]
        kinds.update(recorded.counts)
        for name, value in zip(costs, (*spent, len(queries)), strict=True):
            costs[name].append(value)
    counted = {name: values[WARM:] for name, values in costs.items()}
    return {**counted, "kinds": dict(kinds), "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}


if __name__ == "__main__":
    url, seed, measures, many = sys.argv[1], *map(int, sys.argv[2:])
    sys.stdout.write(json.dumps(measured(Store(url), Size(seed, measures), many)))
