"""Writes what a document says: its version, its statements, how they move what is known, what is owed for it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from math import inf
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from measures import match
from measures.model import NEWS, Change, Document, Figure, Origin, Statement
from store import known
from store.codec import clean, fingerprint, kind_of, pack, packed, statement_of
from store.deliveries import owe_all
from store.tables import ChangeRow, DocumentRow, DocumentVersionRow, KeyRow, MeasureRow, StatementRow

SILENT = ("repeated", "restated")
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
    rows = [_place(desk, spoken, gone) for spoken in _surest_first(desk, fresh)]
    numbers = [row.id for row in rows]
    changes = tuple(known.changes(desk.session, col(ChangeRow.id).in_(numbers), col(ChangeRow.kind).in_(NEWS)))
    if not desk.learn:
        owe_all(desk.session, changes, owe, desk.now)
    kinds = [row.kind for row in rows]
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
    places = ("start", "end", "sentence_start", "sentence_end")
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
    row.gone_in, row.stands = None, row.change != "restated"
    return row


def _take_back(desk: Desk, row: StatementRow) -> None:
    """End a statement that the page no longer makes; the first that repeated it stands in its place."""
    if row.stands:
        repeats = select(StatementRow).join(ChangeRow, col(ChangeRow.statement) == StatementRow.id)
        said_again = repeats.where(ChangeRow.before == row.id, ChangeRow.kind == "repeated")
        heir = desk.session.exec(said_again.where(col(StatementRow.gone_in).is_(None))).first()
        if heir and heir.document != row.document:
            heir.stands = True
    row.gone_in, row.stands = desk.row.version, False


def _surest_first(desk: Desk, fresh: Sequence[Spoken]) -> list[Spoken]:
    """Let the line that is most like a known initiative have it, not the first that is a little like it."""
    origin = known.origin(desk.row)

    def doubt(spoken: Spoken) -> float:
        if isinstance(spoken.statement, Figure):
            return -inf
        near = known.candidates(desk.session, _keys(spoken.statement, origin))
        return -match.strength(spoken.statement, origin, near.measures)

    return sorted(fresh, key=doubt)


def _keys(statement: Statement, origin: Origin) -> set[str]:
    return {clean(key) for key in match.keys(statement, origin)}


def _place(desk: Desk, spoken: Spoken, gone: Sequence[StatementRow]) -> ChangeRow:
    """Decide where a statement belongs, write it, and write why."""
    statement, origin = spoken.statement, known.origin(desk.row)
    keys = _keys(statement, origin)
    near = known.candidates(desk.session, keys)
    decision = match.decide(statement, origin, near.measures)
    before = near.row(decision.before)
    wrong = next((row for row in gone if _corrects(statement, row, decision)), None)
    if wrong:
        decision = replace(decision, kind="corrected", reason="the page gave another value here before")
        before, measure = wrong.id, wrong.measure
    else:
        measure = _home(desk, statement, decision)
    row = _statement_row(desk, spoken, measure, decision)
    _find_by(desk.session, measure, keys)
    return _change_row(desk, row, before, decision)


def _corrects(statement: Statement, row: StatementRow, decision: match.Decision) -> bool:
    """Does the statement take the place of one the page made before, and would somebody want to know?"""
    news = row.change not in SILENT or decision.kind not in SILENT
    return news and match.corrects(statement, statement_of(row.kind, row.data))


def _home(desk: Desk, statement: Statement, decision: match.Decision) -> str:
    """The measure a statement belongs to; measures it shows to be one are joined, the smallest id stays."""
    if decision.measure is None:
        return _new_measure(desk, statement)
    one = {decision.measure.id, *(measure.id for measure in decision.same_as)}
    keep = min(one)
    for other in sorted(one - {keep}):
        join(desk.session, other, keep)
    return keep


def _new_measure(desk: Desk, statement: Statement) -> str:
    """Name a measure by its first key; another of the same key takes the next name."""
    letter, key = kind_of(statement)[0], match.main_key(statement)
    names = (f"{letter}-{fingerprint([key, number])[:10]}" for number in count())
    name = next(name for name in names if desk.session.get(MeasureRow, name) is None)
    title = clean(match.title(statement))
    desk.session.add(MeasureRow(id=name, kind=kind_of(statement), title=title, created_at=desk.now))
    desk.session.flush()
    return name


def join(session: Session, other: str, keep: str) -> None:
    """Make two measures one; the id that goes still leads to the one that stays."""
    known_keys = select(KeyRow.key).where(KeyRow.measure == keep)
    session.execute(delete(KeyRow).where(col(KeyRow.measure) == other, col(KeyRow.key).in_(known_keys)))
    for table in (KeyRow, StatementRow):
        session.execute(update(table).where(col(table.measure) == other).values(measure=keep))
    session.execute(update(MeasureRow).where(col(MeasureRow.into) == other).values(into=keep))
    session.execute(update(MeasureRow).where(col(MeasureRow.id) == other).values(into=keep))


def _statement_row(desk: Desk, spoken: Spoken, measure: str, decision: match.Decision) -> StatementRow:
    statement = spoken.statement
    row = StatementRow(
        document=desk.row.id or 0,
        measure=measure,
        kind=kind_of(statement),
        digest=spoken.digest,
        at=match.moment(statement, known.origin(desk.row)),
        change=decision.kind,
        stands=decision.keep or decision.kind not in SILENT,
        version=desk.row.version,
        topic=clean(statement.subject if isinstance(statement, Figure) else statement.topic),
        sentence=_sentence(desk, statement),
        data=pack(statement),
    )
    desk.session.add(row)
    desk.session.flush()
    return row


def _sentence(desk: Desk, statement: Statement) -> str:
    return clean(desk.text[statement.sentence_start : statement.sentence_end])


def _find_by(session: Session, measure: str, keys: set[str]) -> None:
    """Let the measure be found by the keys of one more statement."""
    there = session.scalars(select(KeyRow.key).where(KeyRow.measure == measure, col(KeyRow.key).in_(keys)))
    session.add_all(KeyRow(key=key, measure=measure) for key in sorted(keys - set(there)))


def _change_row(desk: Desk, row: StatementRow, before: int | None, decision: match.Decision) -> ChangeRow:
    change = ChangeRow(
        statement=row.id or 0,
        kind=decision.kind,
        before=before,
        perhaps=decision.perhaps.id if decision.perhaps else None,
        reason=clean(decision.reason),
        learned=desk.learn,
        at=desk.now,
    )
    desk.session.add(change)
    desk.session.flush()
    return change
