"""What is kept of pages: documents to be read again, their raw pages, the measures they speak of, their versions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select
from sqlalchemy import select as plain_select
from sqlmodel import Session, col, func, or_, select

from measures import match
from measures.model import Document, Page, Statement
from measures.rereading import Difference
from store.codec import document_of, statement_of
from store.pages import page_of
from store.tables import DocumentRow, DocumentVersionRow, EntryRow, PageRow, StatementRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which documents; an empty field asks nothing. `pages` are identities; undated ones fit all days."""

    source: str = ""
    since: date | None = None
    until: date | None = None
    pages: tuple[str, ...] = ()
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A document in its latest version. Of a file: the notice that points to it, and the title it has there."""

    number: int
    version: int
    source: str
    document: Document
    notice: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a document, when it was recorded, and what it says otherwise than the one before."""

    number: int
    recorded_at: datetime
    document: Document
    said: Difference


def documents(session: Session, selection: Selection, after: int, size: int) -> list[Stored]:
    """The selected documents with numbers after one, in their order."""
    rows = session.exec(
        select(DocumentRow, DocumentVersionRow, EntryRow)
        .join(DocumentVersionRow, col(DocumentVersionRow.document) == DocumentRow.id)
        .outerjoin(
            EntryRow, (col(EntryRow.source) == DocumentRow.source) & (col(EntryRow.identity) == DocumentRow.identity)
        )
        .where(col(DocumentVersionRow.version) == DocumentRow.version, col(DocumentRow.id) > after)
        .where(*_conditions(selection))
        .order_by(col(DocumentRow.id))
        .limit(size)
    )
    return [_stored(*row) for row in rows]


def count(session: Session, selection: Selection) -> int:
    """How many documents are selected."""
    return session.scalar(plain_select(func.count()).select_from(_numbers(selection).subquery())) or 0


def _numbers(selection: Selection) -> Select[tuple[int | None]]:
    found = plain_select(col(DocumentRow.id)).where(*_conditions(selection))
    return found.order_by(col(DocumentRow.id)).limit(selection.limit)


def measures(session: Session, selection: Selection, after: str, size: int) -> list[str]:
    """The ids, after one, of measures that the selected documents speak of."""
    spoken = (
        plain_select(col(StatementRow.measure))
        .where(col(StatementRow.document).in_(_numbers(selection)))
        .where(col(StatementRow.gone_in).is_(None), col(StatementRow.measure) > after)
        .distinct()
        .order_by(col(StatementRow.measure))
        .limit(size)
    )
    return [measure for measure in session.scalars(spoken) if measure]


def _stored(row: DocumentRow, version: DocumentVersionRow, entry: EntryRow | None) -> Stored:
    document, number = document_of(version.data), row.id or 0
    if entry is None or not entry.notice:
        return Stored(number, row.version, row.source, document)
    return Stored(number, row.version, row.source, document, entry.notice, entry.title)


def _conditions(selection: Selection) -> Iterator[ColumnElement[bool]]:
    published = col(DocumentRow.published)
    if selection.source:
        yield col(DocumentRow.source) == selection.source
    if selection.since:
        yield or_(published.is_(None), published >= selection.since)
    if selection.until:
        yield or_(published.is_(None), published <= selection.until)
    if selection.pages:
        yield col(DocumentRow.identity).in_(selection.pages)


def page(session: Session, urls: Sequence[str]) -> Page | None:
    """The last page that was asked for, or came, under one of these addresses."""
    here = or_(col(PageRow.url).in_(urls), col(PageRow.identity).in_(urls))
    row = session.exec(select(PageRow).where(here).order_by(col(PageRow.fetched_at).desc())).first()
    return page_of(row) if row else None


# --- versions -----------------------------------------------------------------------------------------------------


def identities(session: Session, pages: Sequence[str]) -> list[str]:
    """The documents of these identities or addresses."""
    here = or_(col(DocumentRow.identity).in_(pages), col(DocumentRow.url).in_(pages))
    return list(session.exec(select(DocumentRow.identity).where(here).order_by(col(DocumentRow.id))))


def versions(session: Session, identity: str) -> Iterator[Version]:
    """Yield the versions of a document, the first one first."""
    row = session.exec(select(DocumentRow).where(DocumentRow.identity == identity)).one()
    texts = select(DocumentVersionRow).where(DocumentVersionRow.document == row.id)
    said = list(
        session.exec(select(StatementRow).where(StatementRow.document == row.id).order_by(col(StatementRow.id)))
    )
    for text in session.exec(texts.order_by(col(DocumentVersionRow.version))).all():
        difference = _difference(said, text.version)
        yield Version(text.version, text.recorded_at, document_of(text.data), difference)


def _difference(said: Sequence[StatementRow], version: int) -> Difference:
    """What a version says for the first time, no longer, and in the place of another number."""
    added = {row.id or 0: statement_of(row.kind, row.data) for row in said if row.version == version != row.gone_in}
    ended = (row for row in said if row.gone_in == version and row.version != version)
    gone = {row.id or 0: statement_of(row.kind, row.data) for row in ended}
    altered: list[tuple[Statement, Statement]] = []
    for number, now in list(added.items()):
        wrong = next((former for former, one in gone.items() if match.corrects(now, one)), None)
        if wrong is not None:
            altered.append((gone.pop(wrong), added.pop(number)))
    return Difference(tuple(added.values()), tuple(gone.values()), tuple(altered))
