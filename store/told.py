"""Changes as readers are told of them: with what was said before, and who said it too."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy import select as plain_select
from sqlmodel import Session, col, select

from measures.events import nearness
from measures.model import NEWS, Change, Compared, Origin
from measures.standing import rank
from store.codec import statement_of
from store.known import standing
from store.many import batches, looked
from store.points import Held, held, origin
from store.tables import ChangeRow, DocumentRow, DocumentVersionRow, MeasureRow, StatementRow

_AT_ONCE = 200
"""So many changes are in memory at a time."""


def changes_where(session: Session, *where: ColumnElement[bool], limit: int | None = None) -> list[Change]:
    """Return changes in the order they were found."""
    rows = session.execute(
        plain_select(ChangeRow, StatementRow, DocumentRow, MeasureRow)
        .join(StatementRow, col(StatementRow.id) == ChangeRow.statement)
        .join(DocumentRow, col(DocumentRow.id) == StatementRow.document)
        .join(MeasureRow, col(MeasureRow.id) == StatementRow.measure)
        .where(*where)
        .order_by(col(ChangeRow.id))
        .limit(limit)
    ).all()
    around = _Around.of(session, rows)
    return [_change(row, around) for row in rows]


def published_since(session: Session, since: date) -> Iterator[Change]:
    """Yield the news that documents published since a day brought, the latest first; what was learned too.

    A document that gives no day counts by the day it was read.
    """
    day = func.coalesce(col(DocumentRow.published), col(DocumentRow.event_date))
    read = col(DocumentRow.recorded_at) >= datetime.combine(since, time.min, UTC)
    rows = session.execute(
        plain_select(col(ChangeRow.id))
        .join(StatementRow, col(StatementRow.id) == ChangeRow.statement)
        .join(DocumentRow, col(DocumentRow.id) == StatementRow.document)
        .where(col(ChangeRow.kind).in_(sorted(NEWS)), or_(day >= since, and_(day.is_(None), read)))
        .order_by(day.desc().nulls_last(), col(ChangeRow.id).desc())
    ).all()
    for some in batches(rows, _AT_ONCE):
        found = {
            change.id: change for change in changes_where(session, col(ChangeRow.id).in_([row.id for row in some]))
        }
        yield from (found[row.id] for row in some if row.id in found)


@dataclass(frozen=True, slots=True)
class _Around:
    """What changes need beside their own rows.

    `before` and `sentences` are by the number of a statement, `also` too; `posts` by document and speaker; `joined` by
    the measure that others lead to; `stands` are the measures that others were joined to.
    """

    before: Mapping[int, Held]
    sentences: Mapping[int, str]
    also: Mapping[int, Sequence[Origin]]
    posts: Mapping[tuple[int, str], str]
    joined: Mapping[str, set[str]]
    stands: Mapping[str, MeasureRow]

    @classmethod
    def of(cls, session: Session, rows: Sequence[Any]) -> "_Around":
        earlier = sorted({row.ChangeRow.before for row in rows} - {None})
        speaking = {row.DocumentRow.id for row in rows if row.StatementRow.data.get("speaker")}
        return cls(
            before=dict(held(session, earlier)),
            sentences=_sentences(session, earlier),
            also=_also(session, [row.ChangeRow.statement for row in rows]),
            posts=_posts(session, sorted(speaking)),
            joined=_joined(session, sorted({row.MeasureRow.id for row in rows})),
            stands=_stands(session, {row.ChangeRow.perhaps for row in rows} - {None}),
        )


def _sentences(session: Session, statements: Sequence[int]) -> dict[int, str]:
    query = plain_select(col(StatementRow.id), col(StatementRow.sentence))
    some = (session.execute(query.where(col(StatementRow.id).in_(part))) for part in batches(statements))
    return {number: sentence for rows in some for number, sentence in rows}


def _posts(session: Session, documents: Sequence[int]) -> dict[tuple[int, str], str]:
    """What those who speak in documents are, as their pages say."""
    version = col(DocumentVersionRow.document) == DocumentRow.id, col(DocumentVersionRow.version) == DocumentRow.version
    speakers = plain_select(col(DocumentRow.id), col(DocumentVersionRow.data)["speakers"]).join(
        DocumentVersionRow, and_(*version)
    )
    found: dict[tuple[int, str], str] = {}
    for some in batches(documents):
        for document, said in session.execute(speakers.where(col(DocumentRow.id).in_(some))):
            found |= {(document, one["name"]): one["title"] for one in said or ()}
    return found


def _joined(session: Session, measures: Sequence[str]) -> dict[str, set[str]]:
    """The measures that lead to each of these, in one step or several."""
    found: dict[str, set[str]] = defaultdict(set)
    query = plain_select(col(MeasureRow.id), col(MeasureRow.into))
    ends = {measure: measure for measure in measures}
    while ends:
        parts = (session.execute(query.where(col(MeasureRow.into).in_(part))) for part in batches(list(ends)))
        ends = {row.id: ends[row.into] for rows in parts for row in rows}
        for measure, end in ends.items():
            found[end].add(measure)
    return found


def _stands(session: Session, measures: Iterable[str]) -> dict[str, MeasureRow]:
    """Where measures lead that were joined to others since."""
    found = {measure: standing(session, measure) for measure in measures}
    return {measure: row for measure, row in found.items() if row is not None}


def _change(row: Any, around: _Around) -> Change:
    change, statement, document, measure = row
    said = statement_of(statement.kind, statement.data)
    perhaps = around.stands.get(change.perhaps)
    if perhaps is not None and perhaps.id == measure.id:
        perhaps = None
    return Change(
        id=change.id,
        kind=change.kind,
        measure=measure.id,
        title=measure.title,
        statement=said,
        origin=origin(document),
        before=around.before[change.before].point if change.before else None,
        also=tuple(around.also.get(change.statement, ())),
        reason=change.reason,
        rule=change.rule,
        compared=tuple(Compared(one["measure"], one["why"]) for one in change.compared),
        sentence=statement.sentence,
        before_sentence=around.sentences.get(change.before, ""),
        post=around.posts.get((document.id, said.speaker or ""), ""),
        joined=frozenset(around.joined.get(measure.id, ())),
        perhaps=perhaps.id if perhaps else "",
        perhaps_title=perhaps.title if perhaps else "",
        taken_back=statement.gone_in is not None,
        named=measure.named,
        number=change.statement,
        run=change.run,
    )


def from_best_sources(session: Session, changes: Sequence[Change]) -> list[Change]:
    """Changes as the best source of their event tells them; who was read first is one of those who said it too.

    Sources are read side by side: which of them came first says nothing.
    """
    found = looked(session, [{"statement": change.number} for change in changes], BETTER)
    numbers = [(row["statement"], number) for row, (number,) in found]
    points = dict(held(session, {number for _, number in numbers}))
    best: dict[int, Held] = {}
    for statement, number in numbers:
        best[statement] = min(best.get(statement, points[number]), points[number], key=_worth)
    better = [(change, best.get(change.number)) for change in changes]
    sentences = _sentences(session, [one.point.number for one in best.values()])
    posts = _posts(session, sorted({one.document for one in best.values()}))
    return [_retold(change, one, sentences, posts) if one else change for change, one in better]


def _worth(one: Held) -> tuple[int, str]:
    return rank(one.point.origin)


def _retold(change: Change, best: Held, sentences: Mapping[int, str], posts: Mapping[tuple[int, str], str]) -> Change:
    """A change as another source says it, if that is the better one and tells of the same event."""
    said, there = best.point.statement, best.point.origin
    if _worth(best) >= rank(change.origin) or nearness(there, change.origin) != "same":
        return change
    others = (origin for origin in change.also if origin.document != there.document)
    return replace(
        change,
        statement=said,
        origin=there,
        also=(change.origin, *others),
        sentence=sentences.get(best.point.number, ""),
        post=posts.get((best.document, said.speaker or ""), ""),
        taken_back=False,
        number=best.point.number,
    )


BETTER = (
    "SELECT again.id FROM change JOIN statement again ON again.id = change.statement AND again.gone_in IS NULL"
    " WHERE change.before = {statement} AND change.kind = 'repeated' ORDER BY again.id LIMIT 12",
)
AGAIN = (
    "SELECT DISTINCT again.document FROM change JOIN statement said ON said.id = {statement}"
    " JOIN statement again ON again.id = change.statement AND again.document <> said.document"
    " WHERE change.before = {statement} AND change.kind IN ('repeated', 'restated') ORDER BY again.document LIMIT 12",
)


def _also(session: Session, statements: Sequence[int]) -> dict[int, list[Origin]]:
    """Other documents that say the same, twelve at most."""
    given = [{"statement": number} for number in statements]
    said = [(row["statement"], document) for row, (document,) in looked(session, given, AGAIN)]
    rows = select(DocumentRow).where(col(DocumentRow.id).in_({document for _, document in said}))
    origins = {row.id: origin(row) for row in session.exec(rows)} if said else {}
    also: dict[int, list[Origin]] = defaultdict(list)
    for statement, document in sorted(said, key=lambda each: each[1]):
        also[statement].append(origins[document])
    return also
