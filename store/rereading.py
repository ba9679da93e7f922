"""Stored pages read again with today's reader: what would change, and the change itself.

Statements keep their rows where the new reading stands in the same words, so that what persons settled and the history
of changes stay. Statements take their new reading first; then what hangs together is parted anew, measure by measure.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlmodel import Session, col, select

from measures.model import Change, Document, Statement
from measures.rereading import Difference, content, moved, paired
from store import index
from store.area import Area
from store.codec import document_of, pack, packed, statement_of
from store.desk import Desk, Occasion, Spoken, enter, fill, spoken
from store.moving import Owe, announce, tell
from store.points import origin
from store.recording import describe, may_come_back, take_back, text_digest, write_heirs
from store.regrouping import Regrouped, Watch
from store.tables import DocumentRow, DocumentVersionRow, StatementRow

NOTHING = Difference()


@dataclass(frozen=True, slots=True)
class Again:
    """A stored document, by number and version, as today's reader reads it."""

    number: int
    version: int
    document: Document
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading a document again changes: its own facts as (name, before, after), and its statements.

    `stale` says that what is stored would be written anew though it tells the same: places, keys.
    """

    document: Document
    facts: tuple[tuple[str, object, object], ...] = ()
    said: Difference = NOTHING
    stale: bool = False

    def __bool__(self) -> bool:
        """Whether anything is to be written."""
        return bool(self.stale or self.facts or self.said)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking new readings: changes that are news, measures grouped anew, all that were looked at."""

    changes: tuple[Change, ...]
    regrouped: tuple[Regrouped, ...]
    measures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A stored document beside its new reading: statements that stay with what they say now, gone and fresh ones."""

    row: DocumentRow
    version: DocumentVersionRow
    former: Document
    kept: tuple[tuple[StatementRow, Spoken], ...]
    gone: tuple[StatementRow, ...]
    fresh: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class Renewed:
    """A document that was written anew: what is not written yet, what is gone, the measures it speaks of."""

    desk: Desk
    fresh: tuple[Spoken, ...]
    gone: tuple[StatementRow, ...]
    loosened: frozenset[str]


def compare(session: Session, again: Again) -> Reread:
    """Say what a new reading changes; nothing is written."""
    found = _match(session, again)
    if found is None:
        return Reread(again.document)
    altered = [(_said(row), one.statement) for row, one in found.kept]
    said = Difference(
        tuple(one.statement for one in found.fresh),
        tuple(_said(row) for row in found.gone),
        tuple(two for two in altered if content(two[0]) != content(two[1])),
    )
    facts = tuple(_facts(found.former, again.document))
    session.expunge(found.row)
    describe(found.row, again.document)
    return Reread(found.former, facts, said, _stale(session, found))


def take(session: Session, batch: Sequence[Again], on: Occasion, owe: Owe) -> Taken:
    """Let documents say what their new readings give, and group anew what they speak of."""
    watch = Watch(session)
    renewed = [_renew(session, found, again, on) for again in batch if (found := _match(session, again))]
    _group(watch, sorted(frozenset().union(*(one.loosened for one in renewed))), on.now)
    changes = [change for one in renewed for change in _add(one, watch, owe)]
    return Taken(tuple(changes), tuple(watch.regrouped()), watch.seen)


def regroup(session: Session, measures: Sequence[str], now: datetime) -> tuple[Regrouped, ...]:
    """Group measures anew, as today's matching has it."""
    watch = Watch(session)
    _group(watch, measures, now)
    return tuple(watch.regrouped())


def _group(watch: Watch, measures: Sequence[str], now: datetime) -> None:
    watch.note(measures)
    for measure in measures:
        watch.place(Area(watch.session, now), (), {measure})


def _match(session: Session, again: Again) -> Match | None:
    """None where a check has brought a later version meanwhile: it was read today."""
    row = session.get_one(DocumentRow, again.number)
    if row.version != again.version:
        return None
    version = session.get_one(DocumentVersionRow, (again.number, again.version))
    former = document_of(version.data)
    standing = select(StatementRow).where(StatementRow.document == row.id, col(StatementRow.gone_in).is_(None))
    rows = {statement.id or 0: statement for statement in session.exec(standing)}
    said = list(spoken(again.statements))
    before = {number: _said(statement) for number, statement in rows.items()}
    pairs = paired(before, [one.statement for one in said], moved(former.text, again.document.text))
    kept = tuple((rows[number], said[place]) for place, number in sorted(pairs.items()))
    gone = tuple(rows[number] for number in sorted(rows.keys() - set(pairs.values())))
    return Match(row, version, former, kept, gone, tuple(said[n] for n in range(len(said)) if n not in pairs))


def _said(row: StatementRow) -> Statement:
    return statement_of(row.kind, row.data)


def _facts(former: Document, now: Document) -> Iterator[tuple[str, object, object]]:
    for one in fields(Document):
        before, after = getattr(former, one.name), getattr(now, one.name)
        if before != after:
            yield one.name, before, after


def _stale(session: Session, found: Match) -> bool:
    where = index.entered(session, [row.id or 0 for row, _ in found.kept])
    return any(
        row.data != pack(one.statement)
        or row.digest != one.digest
        or where.get(row.id or 0, set()) != index.places(one.statement, origin(found.row))
        for row, one in found.kept
    )


def _renew(session: Session, found: Match, again: Again, on: Occasion) -> Renewed:
    """Write a document, and the statements that stay, go, or come back."""
    describe(found.row, again.document)
    found.version.data, found.version.digest = packed(again.document), text_digest(again.document)
    desk = Desk(session, found.row, again.document.text, on)
    take_back(desk, found.gone)
    back = _come_back(desk, found)
    returned = {one.digest for _, one in back}
    fresh = tuple(one for one in found.fresh if one.digest not in returned)
    stay = [*found.kept, *back]
    index.leave(session, [row.id or 0 for row, _ in stay])
    _free_names(desk, {one.digest for row, one in stay if row.digest != one.digest} | {one.digest for one in fresh})
    for row, one in stay:
        fill(desk, row, one)
    session.flush()
    enter(desk, {row.id or 0: one.statement for row, one in stay})
    loosened = {row.measure for row in (*(row for row, _ in stay), *found.gone) if row.measure}
    return Renewed(desk, fresh, found.gone, frozenset(loosened))


def _come_back(desk: Desk, found: Match) -> list[tuple[StatementRow, Spoken]]:
    """Bring back what was read in the page before."""
    wanted = [one.digest for one in found.fresh]
    made = select(StatementRow).where(StatementRow.document == desk.row.id, col(StatementRow.gone_in).is_not(None))
    rows = desk.session.exec(made.where(col(StatementRow.digest).in_(wanted)).order_by(col(StatementRow.version)))
    ended = may_come_back(desk.session, [row for row in rows if row not in found.gone])
    back = [(ended[one.digest], one) for one in found.fresh if one.digest in ended]
    for row, _ in back:
        row.gone_in = None
    return back


def _free_names(desk: Desk, taken: Collection[str]) -> None:
    """Let no statement of the document have these names any more: others are about to."""
    holders = select(StatementRow).where(StatementRow.document == desk.row.id, col(StatementRow.digest).in_(taken))
    for row in desk.session.exec(holders):
        row.digest = f"{row.digest}~{row.id}"
    desk.session.flush()


def _add(renewed: Renewed, watch: Watch, owe: Owe) -> tuple[Change, ...]:
    """Write and place what was not read before."""
    desk = renewed.desk
    numbers = write_heirs(desk, renewed.fresh, renewed.gone)
    area = Area(desk.session, desk.on.now)
    watch.place(area, numbers, set())
    return announce(desk, area, list(tell(area, numbers, ())), owe)
