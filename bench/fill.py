"""Fills a store with a made-up world by rows, as `Store.record` would write them: a test compares the two."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from sqlalchemy import Engine

from bench.world import TEXT, Telling, document, tellings
from measures import match
from measures.model import Figure, Point
from store import index, known
from store.codec import fingerprint, kind_of, pack, packed
from store.desk import spoken
from store.placing import name_of
from store.points import Held

NOW = "2026-01-01 00:00:00.000000"
PORTION = 20_000
"""So many measures are written at a time, their keys in order: so an index takes them fastest."""
TABLES = {
    "document": (
        "id identity source url title publisher language published event_date complete version digest recorded_at"
    ),
    "document_version": "document version digest recorded_at data",
    "measure": "id kind title named created_at",
    "statement": "id document measure kind digest at due change version topic sentence data",
    "statement_key": "key day statement",
    "change": "id statement kind before perhaps rule reason compared learned at",
}
Row = tuple[Any, ...]
Rows = dict[str, list[Row]]
Known = tuple[str, str, int, Point]
"""A statement that was told: the day it speaks of, the one it was published, its number, and what it says."""


@dataclass(slots=True)
class Filling:
    """How far a store is filled, `without` some measures of the world: the numbers and names that are taken."""

    seed: int
    without: frozenset[int] = frozenset()
    measures: int = 0
    statements: int = 0
    documents: dict[str, int] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def rows(self, until: int) -> Rows:
        """The rows of the next measures, until there are so many."""
        rows: Rows = defaultdict(list)
        for number in sorted({*range(self.measures, until)} - self.without):
            self._measure(rows, sorted(tellings(self.seed, number), key=lambda told: (told.day, told.slot)))
        self.measures = until
        rows["statement_key"].sort()
        return rows

    def _measure(self, rows: Rows, told: Sequence[Telling]) -> None:
        said = [_held(one, self._document(rows, one)) for one in told]
        name = next(name for name in (name_of(said[0], turn) for turn in range(9)) if name not in self.names)
        self.names.add(name)
        first = min(said, key=lambda held: (held.point.origin.published, held.point.origin.document, held.digest))
        kind = kind_of(first.point.statement)
        rows["measure"].append((name, kind, match.title(first.point.statement), 0, NOW))
        before: list[Known] = []
        for held in said:
            self.statements += 1
            held.measure = name
            at = match.moment(held.point.statement, held.point.origin)
            rows["change"].append(_change(self.statements, held, sorted(before)))
            rows["statement"].append(_statement(self.statements, held, at))
            rows["statement_key"] += ((*place, self.statements) for place in _places(held))
            before.append((at, str(held.point.origin.published), self.statements, held.point))

    def _document(self, rows: Rows, told: Telling) -> int:
        said, place = document(told.day, told.slot)
        if said.identity not in self.documents:
            number = self.documents[said.identity] = len(self.documents) + 1
            digest, when = fingerprint([said.text, said.complete]), str(said.published)
            row = (
                number,
                said.identity,
                place.source,
                said.url,
                said.title,
                said.publisher,
                said.language,
                when,
                when,
            )
            rows["document"].append((*row, 1, 1, digest, NOW))
            rows["document_version"].append((number, 1, digest, NOW, json.dumps(packed(said))))
        return self.documents[said.identity]


def _held(told: Telling, number: int) -> Held:
    [one] = spoken([told.statement])
    return Held(Point(told.statement, told.origin), number, one.digest)


def _places(held: Held) -> Iterable[index.Place]:
    return index.places(held.point.statement, held.point.origin)


def _statement(number: int, held: Held, at: str) -> Row:
    said = held.point.statement
    due, topic = said.by.end.isoformat() if said.by else None, said.subject if isinstance(said, Figure) else said.topic
    text = TEXT[said.sentence_start : said.sentence_end]
    row = (number, held.document, held.measure, kind_of(said), held.digest, at, due, held.point.change, 1)
    return (*row, topic, text, json.dumps(pack(said)))


def _change(number: int, held: Held, before: Sequence[Known]) -> Row:
    """How a statement moves its measure; those around it are the ones that `record` would find."""
    near = before[-known.NEAREST :]
    decision = match.move(held.point, [point for *_, point in near])
    former = next((n for _, _, n, point in near if point is decision.before), None)
    held.point = replace(held.point, change=decision.kind)
    bonds = [bond for *_, point in near[-index.NEAREST :] if (bond := match.bond(held.point, point))]
    strongest = max(bonds, key=lambda bond: bond.strength, default=None)
    rule, compared = "", []
    if strongest:
        rule, compared = strongest.rule, [{"measure": held.measure, "why": strongest.why}]
    return (number, number, decision.kind, former, None, rule, decision.reason, json.dumps(compared), 0, NOW)


# --- writing ------------------------------------------------------------------------------------------------------


def fill(engines: Sequence[Engine], filling: Filling, measures: int) -> None:
    """Bring stores that are filled alike to so many measures."""
    while filling.measures < measures:
        rows = filling.rows(min(filling.measures + PORTION, measures))
        for engine in engines:
            write(engine, rows)


EASY = {
    "sqlite": ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-1000000", "PRAGMA foreign_keys=OFF"),
    "postgresql": ("SET synchronous_commit = off", "SET session_replication_role = replica"),
}
"""What a database need not see to: the rows are right, and made anew if they are lost."""


def write(engine: Engine, rows: Rows) -> None:
    """Write rows with what each database has for many of them."""
    connection = engine.raw_connection()
    try:
        cursor: Any = connection.cursor()
        for command in EASY[engine.dialect.name]:
            cursor.execute(command)
        for table, columns in TABLES.items():
            names = ", ".join(columns.split())
            if engine.dialect.name == "sqlite":
                marks = ", ".join("?" * len(columns.split()))
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows[table])
            else:
                stream = BytesIO("".join(map(_line, rows[table])).encode())
                cursor.execute(f"COPY {table} ({names}) FROM STDIN", stream=stream)
        connection.commit()
    finally:
        connection.close()


ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _line(row: Row) -> str:
    return "\t".join("\\N" if value is None else str(value).translate(ESCAPED) for value in row) + "\n"


def settle(engine: Engine) -> None:
    """Let PostgreSQL go on counting behind the rows, and know how they are spread."""
    if engine.dialect.name == "sqlite":
        return
    with engine.begin() as connection:
        for table in ("document", "statement", "change"):
            last = f"SELECT max(id) FROM {table}"
            connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), ({last}))")
        connection.exec_driver_sql("ANALYZE")
