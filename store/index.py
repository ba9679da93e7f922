"""The index of statements: the keys under which each is found, as numbers, in order of the day it speaks of.

Two limited looks a key, the nearest before and after a day, cost the same in a store of any size.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from hashlib import blake2b

from sqlalchemy import delete
from sqlmodel import Session, col, select

from measures import match
from measures.model import Origin, Statement
from store.codec import clean
from store.many import batches, looked, write
from store.points import points
from store.tables import KeyRow, StatementRow

NEAREST = 200
"""So many statements on each side of a day; a series that is told more often meets itself at its nearest."""

Place = tuple[int, int]
"""A key's number, and the day in the calendar's count from which to look."""


def places(statement: Statement, origin: Origin) -> frozenset[Place]:
    """Where a statement stands in the index."""
    day = _day(match.moment(statement, origin))
    return frozenset((_number(clean(key)), day) for key in match.keys(statement, origin))


def _number(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), signed=True)


def _day(moment: str) -> int:
    return date.fromisoformat(moment).toordinal() if moment else 0


def enter(session: Session, where: Mapping[int, Collection[Place]]) -> None:
    """Let statements be found at their places."""
    rows = [(key, day, statement) for statement, some in where.items() for key, day in some]
    write(session, "statement_key", sorted(rows))


def leave(session: Session, statements: Collection[int]) -> None:
    """Let statements be found no more."""
    if statements:
        session.execute(delete(KeyRow).where(col(KeyRow.statement).in_(statements)))


LOOKS = tuple(
    f"SELECT statement, day FROM statement_key WHERE key = {{key}} AND day {side} {{day}}"
    f" ORDER BY day {order}, statement {order} LIMIT {NEAREST}"
    for side, order in (("<=", "DESC"), (">", "ASC"))
)


def near(session: Session, where: Iterable[Place]) -> dict[Place, dict[int, int]]:
    """The statements nearest to each place, and how many days they are from it."""
    found: dict[Place, dict[int, int]] = defaultdict(dict)
    for row, (statement, day) in looked(session, [{"key": key, "day": day} for key, day in sorted(where)], LOOKS):
        found[row["key"], row["day"]][statement] = abs(day - row["day"])
    return found


def entered(session: Session, statements: Collection[int]) -> dict[int, set[Place]]:
    """Where statements stand in the index."""
    found: dict[int, set[Place]] = {}
    for row in session.exec(select(KeyRow).where(col(KeyRow.statement).in_(statements))) if statements else ():
        found.setdefault(row.statement, set()).add((row.key, row.day))
    return found


def fill(session: Session) -> None:
    """Make the index where there is none: in a store of an earlier version. The same statements are one as before."""
    if session.exec(select(KeyRow.key).limit(1)).first() is not None:
        return
    standing = select(StatementRow.id).where(col(StatementRow.gone_in).is_(None)).order_by(col(StatementRow.id))
    for some in batches(session.exec(standing).all()):
        said = list(points(session, col(StatementRow.id).in_(some)))
        for row, point in said:
            row.due = point.statement.by.end.isoformat() if point.statement.by else None
        enter(session, {row.id or 0: places(point.statement, point.origin) for row, point in said})
        session.flush()
        session.expunge_all()  # a large store does not fit into memory
