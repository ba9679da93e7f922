"""Puts statements into measures, and says how each moves its own.

What a document brings is compared with what stands near it. A figure that is bound to one measure joins it; where it
joins or parts measures, and for initiatives, all that hangs together is parted anew, so the order of reading leaves no
trace. Ids stay with the greater part of a measure; the others lead there.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from itertools import count

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from measures import match
from measures.groups import order
from store.area import Area
from store.codec import clean, fingerprint, kind_of, statement_of
from store.tables import DocumentRow, MeasureRow, StatementRow


def place(area: Area, fresh: Sequence[StatementRow], loosened: Collection[str]) -> None:
    """Give every fresh statement its measure; `loosened` are measures that lost one."""
    area.look_around({row.id or 0 for row in fresh})
    area.look_on(_contested(area, fresh) | _members(area.session, loosened))
    _assign(area)


def _contested(area: Area, fresh: Sequence[StatementRow]) -> set[int]:
    """The fresh statements whose measure does not hang on themselves alone."""
    parts = {number: part for part in area.measures() for number in part}
    elsewhere = _measures_of(area.session, {row.document for row in fresh})

    def torn(number: int) -> bool:
        measures = {area.rows[n].measure for n in parts[number]} - {None}
        bound = (other for other, bond in area.bound_to(number) if bond.firm)
        return len(measures) > 1 or bool(measures & elsewhere) or any(other not in parts[number] for other in bound)

    return {row.id or 0 for row in fresh if row.kind == "initiative" or torn(row.id or 0)}


def _measures_of(session: Session, documents: Collection[int]) -> set[str | None]:
    """The measures that documents speak of already."""
    live = select(StatementRow.measure).where(col(StatementRow.document).in_(documents))
    return set(session.exec(live.where(col(StatementRow.gone_in).is_(None), col(StatementRow.measure).is_not(None))))


def _members(session: Session, measures: Collection[str]) -> set[int]:
    there = select(StatementRow.id).where(col(StatementRow.measure).in_(measures), col(StatementRow.gone_in).is_(None))
    return {number or 0 for number in session.exec(there)} if measures else set()


# --- ids ----------------------------------------------------------------------------------------------------------


def _assign(area: Area) -> None:
    """Give each part a measure: the one that most of its statements are in, if no greater part has it."""
    left: dict[str, Counter[str]] = defaultdict(Counter)
    taken: set[str] = set()
    parts = [(Counter(area.rows[n].measure for n in part), part) for part in area.measures()]
    for votes, part in sorted(parts, key=lambda each: -_weight(each[0])):
        free = [measure for measure in sorted(filter(None, votes)) if measure not in taken]
        measure = max(free, key=votes.__getitem__) if free else _new(area, part)
        taken.add(measure)
        for former in filter(None, votes):
            left[former][measure] += votes[former]
        _move(area, part, measure)
    area.session.flush()
    for former, heirs in left.items():
        _lead_on(area.session, former, heirs)
    for measure in sorted(taken):
        _retitle(area.session, measure)


def _weight(votes: Counter[str | None]) -> int:
    return max((votes[measure] for measure in votes if measure), default=0)


def _new(area: Area, part: Collection[int]) -> str:
    """Name a measure by the first key of its first statement; another of the same key takes the next name."""
    point = min((area.points[number] for number in part), key=order)
    kind = kind_of(point.statement)
    key = match.main_key(point.statement)
    names = (f"{kind[0]}-{fingerprint([key, number])[:10]}" for number in count())
    name = next(name for name in names if area.session.get(MeasureRow, name) is None)
    area.session.add(MeasureRow(id=name, kind=kind, title="", created_at=area.now))
    area.session.flush()
    return name


def _move(area: Area, part: Collection[int], measure: str) -> None:
    """Put statements into a measure; of one that not all was seen of, all the others follow."""
    rows = [area.rows[number] for number in part]
    whole = {row.measure for row in rows if row.id not in area.seen} - {measure}
    for row in rows:
        row.measure = measure
    area.session.execute(update(StatementRow).where(col(StatementRow.measure).in_(whole)).values(measure=measure))


def _lead_on(session: Session, measure: str, heirs: Counter[str]) -> None:
    """Let a measure that has nothing left lead to the one that most of it went to; the id stays good."""
    standing = select(StatementRow.id).where(StatementRow.measure == measure, col(StatementRow.gone_in).is_(None))
    if session.exec(standing.limit(1)).first() is None:
        heir = max(sorted(heirs), key=heirs.__getitem__)
        session.execute(update(StatementRow).where(col(StatementRow.measure) == measure).values(measure=heir))
        session.execute(update(MeasureRow).where(col(MeasureRow.into) == measure).values(into=heir))
        session.execute(update(MeasureRow).where(col(MeasureRow.id) == measure).values(into=heir))


def _retitle(session: Session, measure: str) -> None:
    """Name a measure by what was said of it first, whenever that was read, unless a person named it."""
    row = session.get_one(MeasureRow, measure)
    day = func.coalesce(DocumentRow.event_date, DocumentRow.published, date.min)
    said = (
        select(StatementRow)
        .join(DocumentRow, col(DocumentRow.id) == StatementRow.document)
        .where(StatementRow.measure == measure, col(StatementRow.gone_in).is_(None))
        .order_by(day, col(DocumentRow.identity), col(StatementRow.digest))
    )
    first = session.exec(said.limit(1)).first()
    if first and not row.named:
        row.title = clean(match.title(statement_of(first.kind, first.data)))
