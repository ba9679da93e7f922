"""What two stores hold in common: documents, versions, statements, and which statements are of one measure."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from sqlmodel import Session, col, select

from scrapers import address
from store.store import Store
from store.tables import DocumentRow, DocumentVersionRow, MeasureRow, PageRow, StatementRow

Facts = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that a store says, without ids and times; `measures` are sets of statements."""

    documents: Facts
    versions: Facts
    statements: Facts
    measures: Facts

    def __str__(self) -> str:
        """The sizes, as cells of a table."""
        return " | ".join(f"{len(getattr(self, one.name)):,}" for one in fields(self))

    def differences(self, other: "Holdings") -> dict[str, int]:
        """How many facts only one of two stores holds, of each kind."""
        return {one.name: len(getattr(self, one.name) ^ getattr(other, one.name)) for one in fields(self)}


def holdings(store: Store) -> Holdings:
    """What a store holds."""
    with Session(store._engine) as session:
        documents = {row.id: row for row in session.exec(select(DocumentRow))}
        names = {number: row.identity for number, row in documents.items()}
        into = {row.id: row.into for row in session.exec(select(MeasureRow))}
        statements = list(session.exec(select(StatementRow)))
        versions = list(session.exec(select(DocumentVersionRow)))
    measures = defaultdict(set)
    for row in statements:
        measures[_last(into, row.measure)].add((names[row.document], row.digest, row.version))
    told = ("identity", "source", "url", "title", "publisher", "language", "published", "event_date", "complete")
    said = ("kind", "digest", "at", "due", "version", "gone_in", "topic", "sentence")
    return Holdings(
        documents=_facts(documents.values(), (*told, "version", "digest")),
        versions=frozenset((names[row.document], row.version, row.digest) for row in versions),
        statements=frozenset((names[row.document], *(getattr(row, name) for name in said)) for row in statements),
        measures=frozenset(map(frozenset, measures.values())),
    )


def _facts(rows: Iterable[object], names: Iterable[str]) -> Facts:
    kept = tuple(names)
    return frozenset(tuple(getattr(row, name) for name in kept) for row in rows)


def _last(into: dict[str, str | None], measure: str | None) -> str | None:
    """The measure that one was found to be the same as, or itself."""
    while measure and (further := into.get(measure)):
        measure = further
    return measure


def kept_pages(store: Store) -> dict[str, datetime]:
    """The pages of articles that a store keeps, by the key of their address, and when each was first fetched."""
    with Session(store._engine) as session:
        rows = session.exec(select(PageRow.url, PageRow.fetched_at).where(~col(PageRow.listing)))
        kept: dict[str, datetime] = {}
        for url, at in rows:
            key = address.key(url)
            kept[key] = min(at, kept.get(key, at))
    return kept
