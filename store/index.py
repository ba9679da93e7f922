"""The index of statements: the keys under which each is found, as numbers, in order of the day it speaks of.

Two limited looks a key, the nearest before and after a day, cost the same in a store of any size.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from hashlib import blake2b

from sqlalchemy import delete, text
from sqlmodel import Session, col, select

from measures import match
from measures.model import Origin, Statement
from store.codec import clean
from store.points import points
from store.tables import KeyRow, StatementRow

NEAREST = 12
"""So many statements on each side of a day; a series that is told more often meets itself at its nearest."""
LOOKS = 200
"""Limited looks in one query: SQLite takes 500 parts at most."""

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


def enter(session: Session, statement: int, where: Iterable[Place]) -> None:
    """Let a statement be found."""
    session.add_all(KeyRow(key=key, day=day, statement=statement) for key, day in sorted(where))


def leave(session: Session, statements: Collection[int]) -> None:
    """Let statements be found no more."""
    session.execute(delete(KeyRow).where(col(KeyRow.statement).in_(statements)))


def near(session: Session, where: Iterable[Place]) -> Iterator[tuple[Place, int]]:
    """Yield the statements nearest to each place."""
    wanted = sorted(where)
    for start in range(0, len(wanted), LOOKS // 2):
        looks = " UNION ALL ".join(look for place in wanted[start : start + LOOKS // 2] for look in _looks(*place))
        for key, day, statement in session.execute(text(looks)):
            yield (key, day), statement


def _looks(key: int, day: int) -> Iterator[str]:
    """Both sides of a day, as SQL: to build them of objects takes longer than to run them."""
    for side, order in (("<=", "DESC"), (">", "ASC")):
        look = f"SELECT statement FROM statement_key WHERE key = {key} AND day {side} {day} ORDER BY day {order}"
        yield f"SELECT {key}, {day}, statement FROM ({look} LIMIT {NEAREST}) near"


def fill(session: Session) -> None:
    """Make the index where there is none: in a store of an earlier version. The same statements are one as before."""
    if session.exec(select(KeyRow.key).limit(1)).first() is not None:
        return
    for row, point in points(session, col(StatementRow.gone_in).is_(None)):
        row.due = point.statement.by.end.isoformat() if point.statement.by else None
        enter(session, row.id or 0, places(point.statement, point.origin))
