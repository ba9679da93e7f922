"""What nothing hangs on any more: versions of pages that brought no new text, old messages, notices and looks.

What pages said is never touched, nor the last version of a page, nor what is owed, open or given up.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, delete, func
from sqlalchemy import select as plain_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from store import engine
from store.checks import GOOD
from store.tables import CheckRow, DeliveryRow, NoticeRow, OwedRow, PageRow
from store.vitals import LOOKS

TOGETHER = 500
"""So many rows go in one transaction: others wait for that long to write."""
Numbered = type[PageRow] | type[DeliveryRow] | type[NoticeRow] | type[CheckRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Since when what is of no use is kept all the same, by kind."""

    pages: datetime
    messages: datetime
    checks: datetime


@dataclass(frozen=True, slots=True)
class Thinned:
    """Rows of a kind that went, or would go, and the bytes of their pages."""

    kind: str
    rows: int = 0
    bytes: int = 0


def count(database: Engine, terms: Terms) -> Iterator[Thinned]:
    """Say what is of no use."""
    for kind, (row, chosen) in _outgrown(terms).items():
        with engine.reading(database) as session:
            yield _measured(session, kind, row, chosen)


def thin(database: Engine, terms: Terms) -> Iterator[Thinned]:
    """Let go of what is of no use, some rows at a time; say what went."""
    for kind, (row, chosen) in _outgrown(terms).items():
        gone = Thinned(kind)
        while True:
            with engine.writing(database) as session:
                some = session.execute(chosen.limit(TOGETHER)).scalars().all()
                part = _measured(session, kind, row, plain_select(col(row.id)).where(col(row.id).in_(some)))
                _let_go(session, row, some)
            gone = Thinned(kind, gone.rows + part.rows, gone.bytes + part.bytes)
            if len(some) < TOGETHER:
                break
        yield gone


def _measured(session: Session, kind: str, row: Numbered, chosen: Select[Any]) -> Thinned:
    size: Any = func.coalesce(func.sum(func.length(col(PageRow.body))), 0) if row is PageRow else 0
    number, bytes_ = session.execute(plain_select(func.count(col(row.id)), size).where(col(row.id).in_(chosen))).one()
    return Thinned(kind, number, int(bytes_))


def _let_go(session: Session, row: Numbered, numbers: Sequence[int]) -> None:
    if row is DeliveryRow:
        session.execute(delete(OwedRow).where(col(OwedRow.delivery).in_(numbers)))
    session.execute(delete(row).where(col(row.id).in_(numbers)))


def _outgrown(terms: Terms) -> dict[str, tuple[Numbered, Select[Any]]]:
    """The numbers of rows that are of no use, by kind; notices after the messages that tell of them."""
    chosen: dict[str, tuple[Numbered, Callable[[Terms], Select[Any]]]] = {
        "versions of pages": (PageRow, _pages),
        "messages": (DeliveryRow, _messages),
        "notices": (NoticeRow, _notices),
        "looks": (CheckRow, _checks),
    }
    return {kind: (row, which(terms)) for kind, (row, which) in chosen.items()}


def _pages(terms: Terms) -> Select[Any]:
    """Versions without a new text that a later one has followed; listings see to themselves."""
    later = aliased(PageRow)
    same = col(later.url) == col(PageRow.url), col(later.identity) == col(PageRow.identity)
    followed = plain_select(col(later.id)).where(*same, col(later.fetched_at) > col(PageRow.fetched_at)).exists()
    old = col(PageRow.listing).is_(False), col(PageRow.fetched_at) < terms.pages
    return plain_select(col(PageRow.id)).where(*old, col(PageRow.new_text).is_(False), followed)


def _messages(terms: Terms) -> Select[Any]:
    """Messages that were sent or dropped, but for the last one that each channel took."""
    last = plain_select(func.max(col(DeliveryRow.sent_at))).group_by(col(DeliveryRow.channel))
    over = col(DeliveryRow.state).in_(("sent", "dropped")), col(DeliveryRow.created_at) < terms.messages
    kept = last.where(col(DeliveryRow.sent_at).is_not(None))
    return plain_select(col(DeliveryRow.id)).where(
        *over, func.coalesce(col(DeliveryRow.sent_at), col(DeliveryRow.created_at)).not_in(kept)
    )


def _notices(terms: Terms) -> Select[Any]:
    """Notices that are over and that no message tells of."""
    told = plain_select(col(DeliveryRow.id)).where(col(DeliveryRow.notice) == col(NoticeRow.id)).exists()
    return plain_select(col(NoticeRow.id)).where(col(NoticeRow.ended_at) < terms.messages, ~told)


def _checks(terms: Terms) -> Select[Any]:
    """Looks, but for the last ones at each source, and the last good one."""
    age = func.row_number().over(partition_by=col(CheckRow.source), order_by=col(CheckRow.started_at).desc())
    ranked = plain_select(col(CheckRow.id).label("id"), age.label("age")).subquery()
    late = plain_select(ranked.c.id).where(ranked.c.age <= LOOKS)
    good = plain_select(func.max(col(CheckRow.started_at))).where(col(CheckRow.outcome).in_(GOOD))
    kept = col(CheckRow.id).not_in(late), col(CheckRow.started_at).not_in(good.group_by(col(CheckRow.source)))
    return plain_select(col(CheckRow.id)).where(col(CheckRow.started_at) < terms.checks, *kept)
