"""Rows of statements as the points that `measures` knows."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row
from sqlalchemy import select as plain_select
from sqlmodel import Session, col, select

from measures.model import Origin, Point
from store.codec import statement_of
from store.many import batches
from store.tables import DocumentRow, StatementRow


@dataclass(slots=True)
class Held:
    """A statement as the store holds it; `former` is the measure that it was found in."""

    point: Point
    document: int
    digest: str
    measure: str | None = None
    former: str | None = None


def points(session: Session, *where: ColumnElement[bool]) -> Iterator[tuple[StatementRow, Point]]:
    """Yield statements with their points, those of a measure in order of time."""
    rows = session.exec(
        select(StatementRow, DocumentRow)
        .join(DocumentRow, col(DocumentRow.id) == StatementRow.document)
        .where(*where)
        .order_by(col(StatementRow.measure), col(StatementRow.at), col(DocumentRow.published), col(StatementRow.id))
    )
    for row, document in rows:
        yield row, point(row, document)


def held(
    session: Session, numbers: Collection[int], origins: dict[int, Origin] | None = None
) -> Iterator[tuple[int, Held]]:
    """Yield the statements of these numbers; no rows, for there are many, and few of them change.

    `origins` are those of documents that are known already, by their numbers; what is new comes to them.
    """
    known = {} if origins is None else origins
    for some in batches(sorted(numbers)):
        rows = session.execute(SAID.where(col(StatementRow.id).in_(some))).all()
        _learn(session, known, {row.document for row in rows})
        for row in rows:
            said = Point(statement_of(row.kind, row.data), known[row.document], row.change, row.id)
            yield row.id, Held(said, row.document, row.digest, row.measure, row.measure)


def _learn(session: Session, origins: dict[int, Origin], documents: Collection[int]) -> None:
    """Look up where the statements of more documents stand."""
    if unknown := set(documents) - origins.keys():
        rows = session.execute(STANDS.where(col(DocumentRow.id).in_(unknown)))
        origins.update({row.id: origin(row) for row in rows})


def standing(session: Session, measures: Collection[str]) -> dict[str, frozenset[int]]:
    """The numbers of all statements of measures that their pages still make."""
    found: dict[str, set[int]] = defaultdict(set)
    there = plain_select(col(StatementRow.measure), col(StatementRow.id)).where(col(StatementRow.gone_in).is_(None))
    for some in batches(sorted(measures)):
        for measure, number in session.execute(there.where(col(StatementRow.measure).in_(some))):
            found[measure].add(number)
    return {measure: frozenset(numbers) for measure, numbers in found.items()}


SAID = plain_select(
    *(col(getattr(StatementRow, name)) for name in ("id", "document", "digest", "measure", "kind", "data", "change"))
)


STANDS = plain_select(
    col(DocumentRow.id),
    *(col(getattr(DocumentRow, name)) for name in ("identity", "url", "title", "source", "publisher", "language")),
    col(DocumentRow.published),
    col(DocumentRow.event_date),
)


def point(statement: StatementRow, document: DocumentRow) -> Point:
    """A statement at its place."""
    return Point(statement_of(statement.kind, statement.data), origin(document), statement.change, statement.id or 0)


def origin(document: DocumentRow | Row[Any]) -> Origin:
    """Where the statements of a document stand."""
    return Origin(
        document=document.identity,
        url=document.url,
        title=document.title,
        source=document.source,
        publisher=document.publisher,
        language=document.language,
        published=document.published,
        event_date=document.event_date,
    )
