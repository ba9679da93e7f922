"""What every step of writing a document needs, and a row of it: a statement under its name, at its place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from measures import match
from measures.model import Figure, Statement
from store import index, many
from store.codec import clean, fingerprint, kind_of, pack
from store.points import origin
from store.tables import DocumentRow, StatementRow


@dataclass(frozen=True, slots=True)
class Occasion:
    """When something is written, whether nobody is told of it, and the run that writes it, where there is one.

    With `digest`, the number of a backfill, it is told in the digest that ends that.
    """

    now: datetime
    learn: bool = False
    run: str = ""
    digest: int | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """A document that is being written: its row, its text, and on what occasion."""

    session: Session
    row: DocumentRow
    text: str
    on: Occasion


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


def write(desk: Desk, some: Sequence[tuple[Spoken, str | None]]) -> list[int]:
    """Write statements that are made for the first time, in order; each votes for a measure, if one is given."""
    rows = [{**_new(desk), **_columns(desk, one), "measure": measure} for one, measure in some]
    numbers = {digest: number for number, digest in many.make(desk.session, StatementRow, rows, "id", "digest")}
    enter(desk, {numbers[one.digest]: one.statement for one, _ in some})
    return [numbers[one.digest] for one, _ in some]


def _new(desk: Desk) -> dict[str, Any]:
    """The columns of a statement that do not hang on what it says."""
    return {"document": desk.row.id, "change": "new", "version": desk.row.version, "gone_in": None}


def _columns(desk: Desk, one: Spoken) -> dict[str, Any]:
    """What a statement says, where it stands now, by column."""
    statement = one.statement
    return {
        "kind": kind_of(statement),
        "digest": one.digest,
        "data": pack(statement),
        "at": match.moment(statement, origin(desk.row)),
        "due": statement.by.end.isoformat() if statement.by else None,
        "topic": clean(statement.subject if isinstance(statement, Figure) else statement.topic),
        "sentence": sentence(desk, statement),
    }


def sentence(desk: Desk, statement: Statement) -> str:
    """The whole sentence that a statement stands in."""
    return clean(desk.text[statement.sentence_start : statement.sentence_end])


def fill(desk: Desk, row: StatementRow, one: Spoken) -> None:
    """Let a row say what a statement says, where it stands now."""
    for name, value in _columns(desk, one).items():
        setattr(row, name, value)


def enter(desk: Desk, statements: Mapping[int, Statement]) -> None:
    """Let statements be found."""
    here = origin(desk.row)
    index.enter(desk.session, {number: index.places(said, here) for number, said in statements.items()})
