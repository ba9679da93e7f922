"""Puts statements into measures, and says how each moves its own.

What a document brings is compared with what stands near it. A figure that is bound to one measure joins it; where it
joins or parts measures, and for initiatives, all that hangs together is parted anew, so the order of reading leaves no
trace. Ids stay with the greater part of a measure; the others lead there.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from itertools import count
from typing import Any

from sqlalchemy import Select, func, update
from sqlalchemy import select as plain_select
from sqlmodel import Session, col, select

from measures import match
from measures.groups import order
from measures.placing import place_of
from store import many, rulings
from store.area import Area
from store.codec import clean, fingerprint, kind_of, statement_of
from store.points import Held, standing
from store.tables import DocumentRow, MeasureRow, StatementRow


def place(area: Area, fresh: Collection[int], loosened: Collection[str]) -> None:
    """Give every fresh statement its measure; `loosened` are measures that lost one."""
    area.look_around(fresh)
    left = standing(area.session, loosened).values()
    area.follow(_contested(area, fresh).union(*left))
    _assign(area)


def _contested(area: Area, fresh: Collection[int]) -> set[int]:
    """The fresh statements whose measure does not hang on themselves alone."""
    figures = {number for number in fresh if kind_of(area.point(number).statement) == "figure"}
    parts = {number: part for part in area.measures() for number in part}
    elsewhere = _measures_of(area.session, {area.held[number].document for number in fresh})

    def torn(number: int) -> bool:
        measures = {area.measure(n) for n in parts[number]} - {None}
        places = {place_of(area.point(n).statement) for n in parts[number]}
        if len(measures) > 1 or len(places) > 1:  # what is of no place may be bound to what is told elsewhere
            return True
        return bool(measures & elsewhere) or not area.firm(number) <= parts[number]

    return set(fresh) - figures | {number for number in figures if torn(number)}


def _measures_of(session: Session, documents: Collection[int]) -> set[str | None]:
    """The measures that documents speak of already."""
    live = select(StatementRow.measure).where(col(StatementRow.document).in_(documents))
    return set(session.exec(live.where(col(StatementRow.gone_in).is_(None), col(StatementRow.measure).is_not(None))))


# --- ids ----------------------------------------------------------------------------------------------------------


def _assign(area: Area) -> None:
    """Give each part a measure, and what has nothing left a heir."""
    named = _named(area)
    left: dict[str, Counter[str]] = defaultdict(Counter)
    for measure, part in named.items():
        for former, votes in _votes(area, part).items():
            left[former][measure] += votes
    _move(area, named)
    for former in left.keys() - named.keys():
        _lead_on(area.session, former, left[former])
    retitle(area.session, named.keys())


def _named(area: Area) -> dict[str, frozenset[int]]:
    """Each part by its measure: the one that most of its statements are in, if no greater part has it."""
    named: dict[str, frozenset[int]] = {}
    nameless = []
    for part in sorted(area.measures(), key=lambda part: -max(_votes(area, part).values(), default=0)):
        votes = _votes(area, part)
        free = sorted(votes.keys() - named.keys())
        if free:
            named[max(free, key=votes.__getitem__)] = part
        else:
            nameless.append(part)
    return named | dict(zip(_new(area, nameless), nameless, strict=True))


def _votes(area: Area, part: Collection[int]) -> Counter[str]:
    """How many statements of a part are in each measure until now."""
    return Counter(measure for number in part if (measure := area.measure(number)))


def _new(area: Area, parts: Sequence[Collection[int]]) -> list[str]:
    """Make measures, each named by the first key of its first statement, or by all of that where the name is taken.

    One that had been joined to what is parted now has its own name again.
    """
    homes = [_votes(area, part).keys() for part in parts]
    firsts = [area.held[min(part, key=lambda number: order(area.point(number)))] for part in parts]
    names: dict[int, str] = {}
    for turn in count():
        tried = {n: name_of(first, turn) for n, first in enumerate(firsts) if n not in names}
        if not tried:
            break
        leads = _leads(area.session, tried.values())
        free = {n: name for n, name in tried.items() if name not in leads or leads[name] in homes[n]}
        names |= _once(free, names.values())
    _make(area, [_row(first, names[n], area.now) for n, first in enumerate(firsts)])
    return [names[n] for n in range(len(parts))]


def name_of(first: Held, turn: int) -> str:
    """The name that a measure gets from its first statement; the later turns are tried where it is taken."""
    statement = first.point.statement
    more = [first.point.origin.document, first.digest] if turn else []
    return f"{kind_of(statement)[0]}-{fingerprint([match.main_key(statement), turn, *more])[:10]}"


def _leads(session: Session, names: Collection[str]) -> dict[str, str | None]:
    """The measures that have one of the names, and where each leads."""
    rows = plain_select(col(MeasureRow.id), col(MeasureRow.into)).where(col(MeasureRow.id).in_(names))
    return dict(session.execute(rows).tuples().all())


def _once(tried: Mapping[int, str], made: Collection[str]) -> dict[int, str]:
    """Those of the names that are not made yet; of two that try one name, the first gets it."""
    free: dict[str, int] = {}
    for number, name in tried.items():
        if name not in made:
            free.setdefault(name, number)
    return {number: name for name, number in free.items()}


def _make(area: Area, rows: Sequence[Mapping[str, object]]) -> None:
    names = [row["id"] for row in rows]
    there = set(area.session.exec(select(MeasureRow.id).where(col(MeasureRow.id).in_(names))))
    many.make(area.session, MeasureRow, [row for row in rows if row["id"] not in there], "id")
    if there:
        area.session.execute(update(MeasureRow).where(col(MeasureRow.id).in_(there)).values(into=None))


def _row(first: Held, name: str, now: datetime) -> dict[str, object]:
    statement = first.point.statement
    title = clean(match.title(statement))
    return {"id": name, "kind": kind_of(statement), "title": title, "named": False, "created_at": now}


def _move(area: Area, named: Mapping[str, Collection[int]]) -> None:
    """Put statements into their measures; of one that not all was seen of, all the others follow."""
    moved: dict[int, str] = {}
    for measure, part in named.items():
        whole = {area.measure(number) for number in part if number not in area.seen} - {measure}
        if whole:
            follow = update(StatementRow).where(col(StatementRow.measure).in_(whole)).values(measure=measure)
            area.session.execute(follow, execution_options={"synchronize_session": False})
        moved |= dict.fromkeys((number for number in part if area.measure(number) != measure), measure)
    for number, measure in moved.items():
        area.held[number].measure = measure
    many.put(area.session, "measure", moved)


def _lead_on(session: Session, measure: str, heirs: Counter[str]) -> None:
    """Let a measure that has nothing left lead to the one that most of it went to; the id stays good."""
    standing = select(StatementRow.id).where(StatementRow.measure == measure, col(StatementRow.gone_in).is_(None))
    if session.exec(standing.limit(1)).first() is None:
        heir = max(sorted(heirs), key=heirs.__getitem__)
        session.execute(update(StatementRow).where(col(StatementRow.measure) == measure).values(measure=heir))
        session.execute(update(MeasureRow).where(col(MeasureRow.into) == measure).values(into=heir))
        session.execute(update(MeasureRow).where(col(MeasureRow.id) == measure).values(into=heir))


def retitle(session: Session, measures: Collection[str]) -> None:
    """Name measures as a person did, else by what was said of them first, whenever that was read."""
    rows = {row.id: row for row in session.exec(select(MeasureRow).where(col(MeasureRow.id).in_(measures)))}
    given = rulings.names(session, measures)
    for measure, kind, data in session.execute(_first_said(measures)):
        rows[measure].named = measure in given
        rows[measure].title = given.get(measure) or clean(match.title(statement_of(kind, data)))


def _first_said(measures: Collection[str]) -> Select[tuple[str, str, dict[str, Any]]]:
    day = func.coalesce(DocumentRow.event_date, DocumentRow.published, date.min)
    told = (day, col(DocumentRow.identity), col(StatementRow.digest))
    said = (
        plain_select(
            col(StatementRow.id),
            func.row_number().over(partition_by=col(StatementRow.measure), order_by=told).label("place"),
        )
        .join(DocumentRow, col(DocumentRow.id) == StatementRow.document)
        .where(col(StatementRow.measure).in_(measures), col(StatementRow.gone_in).is_(None))
        .subquery()
    )
    first = plain_select(col(StatementRow.measure), col(StatementRow.kind), col(StatementRow.data))
    return first.join(said, said.c.id == StatementRow.id).where(said.c.place == 1)
