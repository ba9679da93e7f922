"""Writes what a document says: its version, its statements, how they move what is known, what is owed for it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from measures import match
from measures.decision import Decision
from measures.model import NEWS, Change, Document, Figure, Statement
from store import index, known
from store.area import Area
from store.codec import clean, fingerprint, kind_of, pack, packed, statement_of
from store.deliveries import owe_all
from store.placing import place
from store.points import origin
from store.tables import ChangeRow, DocumentRow, DocumentVersionRow, StatementRow

SILENT = ("repeated", "restated")
COMPARED = 4
"""So many measures are kept of those that a statement was compared with."""
Owe = Callable[[Change], Iterable[str]]


def nobody(change: Change) -> Iterable[str]:
    """The channels of a change where nobody is told."""
    return ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a document brought: changes that are news, and how many statements of each kind of change there were."""

    changes: tuple[Change, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    version: int = 0

    @property
    def known(self) -> int:
        """How many statements said nothing new."""
        return sum(self.counts.values()) - len(self.changes)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement of a document under the name it has there."""

    statement: Statement
    digest: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What every step of a recording needs."""

    session: Session
    row: DocumentRow
    text: str
    now: datetime
    learn: bool


def document(session: Session, source: str, said: Document, now: datetime) -> DocumentRow | None:
    """Write the document, or a new version of it; None where this very text is stored."""
    digest = fingerprint([said.text, said.complete])
    row = session.exec(select(DocumentRow).where(DocumentRow.identity == said.identity)).first()
    if row and row.digest == digest:
        return None
    row = row or DocumentRow(
        identity=said.identity,
        source=source,
        url="",
        title="",
        language=said.language,
        version=0,
        digest="",
        recorded_at=now,
    )
    row.version, row.digest, row.recorded_at, row.complete = row.version + 1, digest, now, said.complete
    row.url, row.title, row.publisher = said.url, clean(said.title), clean(said.publisher)
    row.language, row.published, row.event_date = said.language, said.published, said.event_date
    session.add(row)
    session.flush()
    version = DocumentVersionRow(document=row.id or 0, version=row.version, digest=digest, recorded_at=now, data={})
    version.data = packed(said)
    session.add(version)
    return row


def text_of(session: Session, identity: str, version: int | None) -> dict[str, Any] | None:
    """The JSON of a document in a version, the latest if none is named."""
    texts = (
        select(DocumentVersionRow)
        .join(DocumentRow, col(DocumentRow.id) == DocumentVersionRow.document)
        .where(DocumentRow.identity == identity)
        .order_by(col(DocumentVersionRow.version).desc())
    )
    row = session.exec(texts.where(DocumentVersionRow.version == version) if version else texts).first()
    return row.data if row else None


def statements(desk: Desk, said: Sequence[Statement], owe: Owe) -> Recorded:
    """Place every statement; those that an earlier version of the page said already only move to their new place."""
    gone, fresh = _difference(desk, said)
    rows = [_statement_row(desk, spoken, gone) for spoken in fresh]
    area = Area(desk.session, desk.now)
    place(area, rows, {row.measure for row in gone if row.measure})
    told = list(_changes(desk, area, rows, gone))
    numbers = [row.id for row in told]
    changes = tuple(known.changes(desk.session, col(ChangeRow.id).in_(numbers), col(ChangeRow.kind).in_(NEWS)))
    if not desk.learn:
        owe_all(desk.session, changes, owe, desk.now)
    kinds = [row.kind for row in told]
    return Recorded(changes, {kind: kinds.count(kind) for kind in sorted(set(kinds))}, desk.row.version)


def _difference(desk: Desk, said: Sequence[Statement]) -> tuple[list[StatementRow], list[Spoken]]:
    """Return the statements that the page no longer makes, and those it makes for the first time.

    A page that loses its text for one reading makes its statements again in the next; they are none of the latter.
    """
    here = select(StatementRow).where(StatementRow.document == desk.row.id, col(StatementRow.gone_in).is_(None))
    before = {row.digest: row for row in desk.session.exec(here)}
    fresh = []
    for spoken in _spoken(said):
        row = before.pop(spoken.digest, None)
        row = row or _come_back(desk, spoken)
        if row is None:
            fresh.append(spoken)
        else:
            row.data, row.sentence = pack(spoken.statement), _sentence(desk, spoken.statement)
    for row in before.values():
        _take_back(desk, row)
    desk.session.flush()
    return list(before.values()), fresh


def _spoken(said: Iterable[Statement]) -> Iterator[Spoken]:
    """Name each statement by what it says, wherever in the text, and by how often it was said before."""
    places = ("start", "end", "sentence_start", "sentence_end", "context")
    times: Counter[str] = Counter()
    for statement in match.reading_order(said):
        content = fingerprint({name: value for name, value in pack(statement).items() if name not in places})
        yield Spoken(statement, f"{content}-{times[content]}")
        times[content] += 1


def _come_back(desk: Desk, spoken: Spoken) -> StatementRow | None:
    """Bring a statement back that the page made before, unless the page has put another in its place since."""
    made = select(StatementRow).where(StatementRow.document == desk.row.id, StatementRow.digest == spoken.digest)
    row = desk.session.exec(made.order_by(col(StatementRow.version).desc())).first()
    if row is None:
        return None
    replaced = select(ChangeRow.id).where(ChangeRow.before == row.id, ChangeRow.kind == "corrected")
    if desk.session.exec(replaced).first() is not None:
        return None
    row.gone_in = None
    _enter(desk, row, spoken.statement)
    return row


def _take_back(desk: Desk, row: StatementRow) -> None:
    """End a statement that the page no longer makes."""
    row.gone_in = desk.row.version
    index.leave(desk.session, [row.id or 0])


def _statement_row(desk: Desk, spoken: Spoken, gone: Sequence[StatementRow]) -> StatementRow:
    """Write a statement; what it corrects votes for its measure."""
    statement = spoken.statement
    wrong = _corrected(statement, gone)
    row = StatementRow(
        document=desk.row.id or 0,
        measure=wrong.measure if wrong else None,
        kind=kind_of(statement),
        digest=spoken.digest,
        at=match.moment(statement, origin(desk.row)),
        due=statement.by.end.isoformat() if statement.by else None,
        version=desk.row.version,
        topic=clean(statement.subject if isinstance(statement, Figure) else statement.topic),
        sentence=_sentence(desk, statement),
        data=pack(statement),
    )
    desk.session.add(row)
    desk.session.flush()
    _enter(desk, row, statement)
    return row


def _enter(desk: Desk, row: StatementRow, statement: Statement) -> None:
    index.enter(desk.session, row.id or 0, index.places(statement, origin(desk.row)))


def _sentence(desk: Desk, statement: Statement) -> str:
    return clean(desk.text[statement.sentence_start : statement.sentence_end])


# --- changes ------------------------------------------------------------------------------------------------------


def _changes(desk: Desk, area: Area, rows: Sequence[StatementRow], gone: Sequence[StatementRow]) -> Iterator[ChangeRow]:
    """Say of each statement, in the order of reading, how it moves what was known before it."""
    untold = {row.id for row in rows}
    for row in rows:
        number = row.id or 0
        near = {n: p for n, p in known.around(desk.session, row) if n not in untold}
        decision = match.move(area.points[number], list(near.values()))
        before = next((n for n, point in near.items() if point is decision.before), None)
        wrong = _corrected(area.points[number].statement, gone)
        if wrong and not (wrong.change in SILENT and decision.kind in SILENT):
            decision = replace(decision, kind="corrected", reason="the page gave another value here before")
            before = wrong.id
        row.change = decision.kind
        untold.discard(number)
        yield _change_row(desk, row, before, decision, area)


def _corrected(statement: Statement, gone: Sequence[StatementRow]) -> StatementRow | None:
    """The statement of the page's former version that this one stands in the place of."""
    return next((row for row in gone if match.corrects(statement, statement_of(row.kind, row.data))), None)


def _change_row(desk: Desk, row: StatementRow, before: int | None, decision: Decision, area: Area) -> ChangeRow:
    compared = list(_compared(area, row))
    other = next((one["measure"] for one in compared if one["measure"] != row.measure), None)
    change = ChangeRow(
        statement=row.id or 0,
        kind=decision.kind,
        before=before,
        perhaps=other if decision.kind == "new" and decision.before is None else None,
        reason=clean(decision.reason),
        compared=compared,
        learned=desk.learn,
        at=desk.now,
    )
    desk.session.add(change)
    desk.session.flush()
    return change


def _compared(area: Area, row: StatementRow) -> Iterator[dict[str, Any]]:
    """The measures that a statement was compared with and bound to, each by its strongest bond."""
    seen: set[str | None] = set()
    for number, bond in area.bound_to(row.id or 0):
        measure = area.rows[number].measure
        if measure not in seen and len(seen) < COMPARED:
            seen.add(measure)
            yield {"measure": measure, "strength": round(bond.strength, 2), "rule": bond.rule, "why": bond.why}
