"""Rows of statements as the points that `measures` knows."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from measures.model import Origin, Point
from store.codec import statement_of
from store.tables import DocumentRow, StatementRow


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


def numbered(session: Session, numbers: Sequence[int]) -> Iterator[tuple[StatementRow, Point]]:
    """Yield the statements of these numbers."""
    yield from points(session, col(StatementRow.id).in_(numbers)) if numbers else ()


def point(statement: StatementRow, document: DocumentRow) -> Point:
    """A statement at its place."""
    return Point(statement_of(statement.kind, statement.data), origin(document), statement.change)


def origin(document: DocumentRow) -> Origin:
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
