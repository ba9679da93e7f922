"""Which statement stands in the place of one that its page no longer makes: the page changed, or its reader did."""

from collections.abc import Sequence

from measures import match
from measures.model import Point, Statement
from store.codec import kind_of, statement_of
from store.desk import Desk, sentence
from store.points import origin
from store.tables import StatementRow

CORRECTED = 10
"""What the page put in the place of a number is its heir before all that is like it."""


def former(desk: Desk, statement: Statement, gone: Sequence[StatementRow]) -> StatementRow | None:
    """The statement, of those that are gone, that one stands in the place of: read in the same words, or like it."""
    said, rows = sentence(desk, statement), [old for old in gone if old.kind == kind_of(statement)]
    here = [old for old in rows if old.sentence == said and _overlap(statement.quote, old.data["quote"])]
    if here:
        return max(here, key=lambda old: bool(old.data["quote"] == statement.quote))
    likeness = [_likeness(Point(statement, origin(desk.row)), old) for old in rows]
    return rows[likeness.index(max(likeness))] if max(likeness, default=0) >= 1 else None


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


def _likeness(now: Point, old: StatementRow) -> float:
    before = statement_of(old.kind, old.data)
    if match.corrects(now.statement, before):
        return CORRECTED
    bond = match.bond(Point(before, now.origin), now)
    return bond.strength if bond else 0
