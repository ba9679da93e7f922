"""Writes what a document says: its version, its statements, how they move what is known, what is owed for it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from measures.model import Change, Document, Statement
from store import index, rulings, succession
from store.area import Area
from store.codec import clean, fingerprint, packed
from store.desk import Desk, Spoken, enter, fill, spoken, write
from store.moving import Owe, announce, tell
from store.placing import place
from store.points import origin
from store.tables import ChangeRow, DocumentRow, DocumentVersionRow, StatementRow


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


def document(session: Session, source: str, said: Document, now: datetime) -> DocumentRow | None:
    """Write the document, or a new version of it; None where this very text is stored."""
    digest = text_digest(said)
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
    row.version, row.recorded_at = row.version + 1, now
    describe(row, said)
    session.add(row)
    session.flush()
    version = DocumentVersionRow(document=row.id or 0, version=row.version, digest=digest, recorded_at=now, data={})
    version.data = packed(said)
    session.add(version)
    return row


def text_digest(said: Document) -> str:
    """What two readings of a page share if they give the same text."""
    return fingerprint([said.text, said.complete])


def describe(row: DocumentRow, said: Document) -> None:
    """Let a row say where its document stands and what it is called."""
    row.digest, row.complete = text_digest(said), said.complete
    row.url, row.title, row.publisher = said.url, clean(said.title), clean(said.publisher)
    row.language, row.published, row.event_date = said.language, said.published, said.event_date


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
    gone, fresh, moved = _difference(desk, said)
    numbers = write_heirs(desk, fresh, gone)
    area = Area(desk.session, desk.on.now)
    place(area, numbers, {row.measure for row in (*gone, *moved) if row.measure})
    told = list(tell(area, numbers, gone))
    kinds = [each.decision.kind for each in told]
    counts: dict[str, int] = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
    return Recorded(announce(desk, area, told, owe), counts, desk.row.version)


def write_heirs(desk: Desk, fresh: Sequence[Spoken], gone: Sequence[StatementRow]) -> list[int]:
    """Write statements; those in whose place they stand vote for their measures, and leave them what was settled."""
    formers = [succession.former(desk, one.statement, gone) for one in fresh]
    votes = [former.measure if former else None for former in formers]
    numbers = write(desk, list(zip(fresh, votes, strict=True)))
    heirs = {number: former.id or 0 for number, former in zip(numbers, formers, strict=True) if former}
    rulings.inherit(desk.session, heirs)
    return numbers


def _difference(desk: Desk, said: Sequence[Statement]) -> tuple[list[StatementRow], list[Spoken], list[StatementRow]]:
    """Return what the page no longer says, what it says for the first time, and what is to be found elsewhere now.

    A page that loses its text for one reading makes its statements again in the next; they are none of the second.
    """
    mine = select(StatementRow).where(StatementRow.document == desk.row.id).order_by(col(StatementRow.version))
    rows = list(desk.session.exec(mine)) if desk.row.version > 1 else []
    before = {row.digest: row for row in rows if row.gone_in is None}
    ended = may_come_back(desk.session, [row for row in rows if row.gone_in is not None])
    fresh: list[Spoken] = []
    stay: list[tuple[StatementRow, Spoken]] = []
    for one in spoken(said):
        row = before.pop(one.digest, None) or ended.get(one.digest)
        if row is None:
            fresh.append(one)
        else:
            stay.append((row, one))
    moved = _keep(desk, stay)
    take_back(desk, before.values())
    return list(before.values()), fresh, moved


def _keep(desk: Desk, stay: Sequence[tuple[StatementRow, Spoken]]) -> list[StatementRow]:
    """Let statements stand as the page makes them now; returns those that have to be found at other places for it.

    A page's day may change, or what stands beside a figure; and one that comes back was not to be found at all.
    """
    known = index.entered(desk.session, [row.id or 0 for row, _ in stay])
    moved = []
    for row, one in stay:
        row.gone_in = None
        fill(desk, row, one)
        if known.get(row.id or 0, set()) != index.places(one.statement, origin(desk.row)):
            moved.append((row, one))
    index.leave(desk.session, [row.id or 0 for row, _ in moved])
    enter(desk, {row.id or 0: one.statement for row, one in moved})
    return [row for row, _ in moved]


def may_come_back(session: Session, ended: Sequence[StatementRow]) -> dict[str, StatementRow]:
    """The last of the statements that the page has put no other in the place of, by name."""
    numbers = [row.id for row in ended]
    there = select(ChangeRow.before).where(col(ChangeRow.before).in_(numbers), ChangeRow.kind == "corrected")
    replaced = set(session.exec(there)) if numbers else set()
    last = {row.digest: row for row in ended}
    return {digest: row for digest, row in last.items() if row.id not in replaced}


def take_back(desk: Desk, rows: Collection[StatementRow]) -> None:
    """End statements that the page no longer makes."""
    for row in rows:
        row.gone_in = desk.row.version
    index.leave(desk.session, [row.id or 0 for row in rows])
    desk.session.flush()
