"""What every step of writing a document needs, and a row of it: a statement under its name, at its place."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from measures import match
from measures.model import Figure, Statement
from store import index
from store.codec import clean, fingerprint, kind_of, pack
from store.points import origin
from store.tables import DocumentRow, StatementRow


@dataclass(frozen=True, slots=True)
class Desk:
    """A document that is being written: its row, its text, the time, and whether nobody is told of it."""

    session: Session
    row: DocumentRow
    text: str
    now: datetime
    learn: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement of a document under the name it has there."""

    statement: Statement
    digest: str


def spoken(said: Iterable[Statement]) -> Iterator[Spoken]:
    """Name each statement by what it says, wherever in the text, and by how often it was said before."""
    places = ("start", "end", "sentence_start", "sentence_end", "context")
    times: Counter[str] = Counter()
    for statement in match.reading_order(said):
        content = fingerprint({name: value for name, value in pack(statement).items() if name not in places})
        yield Spoken(statement, f"{content}-{times[content]}")
        times[content] += 1


def write(desk: Desk, one: Spoken, measure: str | None = None) -> StatementRow:
    """Write a statement that is made for the first time; it votes for a measure, if one is given."""
    row = StatementRow(
        document=desk.row.id or 0,
        measure=measure,
        kind=kind_of(one.statement),
        digest="",
        version=desk.row.version,
        data={},
    )
    fill(desk, row, one)
    desk.session.add(row)
    desk.session.flush()
    enter(desk, row, one.statement)
    return row


def fill(desk: Desk, row: StatementRow, one: Spoken) -> None:
    """Let a row say what a statement says, where it stands now."""
    statement = one.statement
    row.digest, row.data = one.digest, pack(statement)
    row.at = match.moment(statement, origin(desk.row))
    row.due = statement.by.end.isoformat() if statement.by else None
    row.topic = clean(statement.subject if isinstance(statement, Figure) else statement.topic)
    row.sentence = clean(desk.text[statement.sentence_start : statement.sentence_end])


def enter(desk: Desk, row: StatementRow, statement: Statement) -> None:
    """Let a statement be found."""
    index.enter(desk.session, row.id or 0, index.places(statement, origin(desk.row)))
