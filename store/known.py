"""Measures as they are known: found by their keys, by filters, by the first letters of an id."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import ColumnElement, Select, and_
from sqlalchemy import select as plain_select
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col, func, or_, select

from measures.model import Kind, Measure, Point
from store.errors import Ambiguous
from store.many import batches, looked
from store.points import held, points
from store.tables import ChangeRow, DocumentRow, MeasureRow, StatementRow

NEAREST = 20
"""So many statements of a measure on each side of a day are compared; the cost stays flat however long it grows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to list; an empty field asks nothing. Each of `words` is in the title or in a sentence that says it.

    `ids` are those of measures; `overdue` asks for what was to be done or reached before a day, and of which nothing
    has been heard since.
    """

    ids: tuple[str, ...] = ()
    kind: Kind | None = None
    words: str = ""
    source: str = ""
    topic: str = ""
    since: datetime | None = None
    overdue: date | None = None
    limit: int | None = None


BESIDE = tuple(
    f"SELECT near.id FROM statement said JOIN statement near ON near.measure = said.measure"
    f" WHERE said.id = {{statement}} AND near.gone_in IS NULL AND near.id <> said.id AND near.at {side} said.at"
    f" ORDER BY near.at {order}, near.id {order} LIMIT {NEAREST}"
    for side, order in (("<=", "DESC"), (">", "ASC"))
)


def around(session: Session, statements: Iterable[int]) -> dict[int, list[int]]:
    """For each statement those of its measure that are nearest in time."""
    near: dict[int, list[int]] = defaultdict(list)
    for given, (found,) in looked(session, [{"statement": number} for number in statements], BESIDE):
        near[given["statement"]].append(found)
    return near


def series(session: Session, statements: Collection[int]) -> dict[str, list[Point]]:
    """What is near statements in time, by their measures."""
    numbers = sorted(set(statements))
    near = {number for some in around(session, numbers).values() for number in some} if numbers else set()
    found: dict[str, list[Point]] = defaultdict(list)
    for _, one in held(session, near | set(numbers)):
        found[one.measure or ""].append(one.point)
    return found


def _build(session: Session, ids: Sequence[str], said: Mapping[str, Sequence[Point]]) -> list[Measure]:
    rows = {row.id: row for row in session.exec(select(MeasureRow).where(col(MeasureRow.id).in_(ids)))}
    return [Measure(key, rows[key].kind, rows[key].title, tuple(said.get(key, ())), rows[key].named) for key in ids]


def _all_points(session: Session, ids: Sequence[str]) -> dict[str, list[Point]]:
    rows = points(session, col(StatementRow.measure).in_(ids), col(StatementRow.gone_in).is_(None))
    return {key or "": [point for _, point in group] for key, group in groupby(rows, key=lambda row: row[0].measure)}


# --- listing ------------------------------------------------------------------------------------------------------


def measures(session: Session, wanted: Wanted, batch: int = 200) -> Iterator[Measure]:
    """Yield measures, what is told most often first; beside their ids a batch is in memory at a time."""
    said = plain_select(col(StatementRow.measure), func.count().label("times"))
    told = said.where(col(StatementRow.gone_in).is_(None)).group_by(col(StatementRow.measure)).subquery()
    often = fitting(wanted).join(told, told.c.measure == MeasureRow.id).order_by(None)
    ids = session.scalars(often.order_by(told.c.times.desc(), col(MeasureRow.id)).limit(wanted.limit)).all()
    for some in batches(ids, batch):
        yield from those(session, some)


def fitting(wanted: Wanted) -> Select[tuple[str]]:
    """The ids of the measures that fit, in order."""
    query = plain_select(col(MeasureRow.id)).where(stands(col(MeasureRow.id))).order_by(col(MeasureRow.id))
    for word in wanted.words.split():
        query = query.where(_has(word))
    if wanted.ids:
        query = query.where(col(MeasureRow.id).in_(wanted.ids))
    if wanted.kind:
        query = query.where(col(MeasureRow.kind) == wanted.kind)
    conditions = _statement_conditions(wanted)
    if conditions:
        said = plain_select(col(StatementRow.measure)).join(DocumentRow, col(DocumentRow.id) == StatementRow.document)
        query = query.where(col(MeasureRow.id).in_(said.where(col(StatementRow.gone_in).is_(None), *conditions)))
    if wanted.overdue:
        query = query.where(_overdue(wanted.overdue))
    return query


def stands(measure: ColumnElement[str] | Mapped[str]) -> ColumnElement[bool]:
    """Does any page still say something of a measure? One that leads to another, or was taken back, has nothing."""
    said = aliased(StatementRow)
    return plain_select(col(said.id)).where(col(said.measure) == measure, col(said.gone_in).is_(None)).exists()


def _overdue(today: date) -> ColumnElement[bool]:
    """A time that was told has passed, no later one is told, and no statement speaks of its end or of later."""
    promise, news = aliased(StatementRow), aliased(StatementRow)
    later = plain_select(col(news.id)).where(
        col(news.measure) == col(promise.measure),
        col(news.gone_in).is_(None),
        or_(
            col(news.at) > col(promise.due),
            col(news.due) > col(promise.due),
            and_(col(news.at) == col(promise.due), col(news.due).is_(None)),
        ),
    )
    promised = plain_select(col(promise.id)).where(
        col(promise.measure) == col(MeasureRow.id),
        col(promise.gone_in).is_(None),
        col(promise.due) < today.isoformat(),
    )
    return promised.where(~later.exists()).exists()


def _has(word: str) -> ColumnElement[bool]:
    quoted = plain_select(col(StatementRow.measure)).where(
        col(StatementRow.gone_in).is_(None), col(StatementRow.sentence).icontains(word, autoescape=True)
    )
    return or_(col(MeasureRow.title).icontains(word, autoescape=True), col(MeasureRow.id).in_(quoted))


def _statement_conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.source:
        conditions.append(col(DocumentRow.source) == wanted.source)
    if wanted.since:
        conditions.append(col(DocumentRow.recorded_at) >= wanted.since)
    if wanted.topic:
        conditions.append(col(StatementRow.topic) == wanted.topic)
    return conditions


def one(session: Session, prefix: str) -> Measure | None:
    """Find a measure by its id or the first letters of it; one that was joined to another leads there."""
    row = standing(session, prefix)
    return those(session, [row.id])[0] if row else None


def those(session: Session, ids: Sequence[str]) -> list[Measure]:
    """The measures of these ids, with all that is said of them."""
    return _build(session, ids, _all_points(session, ids))


def standing(session: Session, prefix: str) -> MeasureRow | None:
    """The row of a measure by the first letters of its id. Raises `Ambiguous`."""
    exact = session.get(MeasureRow, prefix)
    begins = select(MeasureRow).where(col(MeasureRow.id).startswith(prefix, autoescape=True)).limit(20)
    rows = {row.id: row for row in (_led(session, one) for one in ([exact] if exact else session.exec(begins)))}
    if len(rows) > 1:
        raise Ambiguous(f"several measures begin with {prefix!r}: {', '.join(sorted(rows))}")
    return next(iter(rows.values()), None)


def _led(session: Session, row: MeasureRow) -> MeasureRow:
    """The measure that a row leads to, if it was found to be the same."""
    while row.into:
        row = session.get_one(MeasureRow, row.into)
    return row


def counts(session: Session) -> dict[str, int]:
    """How much the store holds, by table and by kind of change."""
    tables = {"documents": DocumentRow, "statements": StatementRow}
    numbers = {
        name: session.scalar(plain_select(func.count()).select_from(table)) or 0 for name, table in tables.items()
    }
    known = plain_select(func.count()).select_from(MeasureRow).where(stands(col(MeasureRow.id)))
    numbers["measures"] = session.scalar(known) or 0
    kinds = session.execute(plain_select(col(ChangeRow.kind), func.count()).group_by(col(ChangeRow.kind)))
    return numbers | dict(sorted(kinds.tuples()))
