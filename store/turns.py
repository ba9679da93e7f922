"""Turns at hosts: one asks at a time, whatever process or machine it runs on, and leaves the host alone after that.

They go by real time: the database's own where it has a clock, so that machines need not agree on theirs.
"""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import DateTime, Engine, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, select

from store import engine
from store.tables import TurnRow

LONGEST = 86_400.0
"""Seconds that a host is left alone at most, whatever it asks for."""
SET_BACK = timedelta(minutes=2)
"""What was written so far in the future was written before the clock was set back."""
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Turns:
    """The turns of one who asks."""

    def __init__(self, opened: Engine) -> None:
        self._engine = opened
        self._me = uuid4().hex

    def take(self, host: str, *, most: float, hold: float) -> float | None:
        """How long the host is still to be left alone (below 0: since so long it is not); None while another has it.

        At most `most`, the turn is the caller's until it is given back, or for `hold` seconds if the caller dies.
        """
        with engine.reading(self._engine) as session:  # who waits asks often, and keeps no writer waiting
            known, now = _look(session, host)
            if known and _is_held(known, now):
                return None
        with engine.touching(self._engine) as session:
            row, now = _mine_to_write(session, host)
            if _is_held(row, now):
                return None
            left = (row.free_at - now).total_seconds() if _counts(row, now) else 0.0
            if left <= most:
                row.holder, row.held_until, row.written_at = self._me, now + timedelta(seconds=hold), now
            return left

    def give_back(self, host: str, rest: float) -> None:
        """Let others ask the host, after `rest` seconds; nothing, if the turn was lost meanwhile."""
        with engine.touching(self._engine) as session:
            row, now = _mine_to_write(session, host)
            if row.holder == self._me:
                row.holder, row.held_until, row.written_at = "", None, now
                row.free_at = now + timedelta(seconds=min(rest, LONGEST))


def _look(session: Session, host: str, *, lock: bool = False) -> tuple[TurnRow | None, datetime]:
    """The row of a host and the time."""
    rows = select(TurnRow).where(TurnRow.host == host)
    if session.get_bind().dialect.name != "postgresql":
        return session.exec(rows).first(), datetime.now(UTC)
    found = session.exec(rows.with_for_update() if lock else rows).first()
    now = session.exec(select(func.timezone("utc", func.clock_timestamp(), type_=DateTime))).one()
    return found, now.replace(tzinfo=UTC)


def _mine_to_write(session: Session, host: str) -> tuple[TurnRow, datetime]:
    """The row of a host, made if there is none, which nobody else can write until the transaction ends."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row, now = _look(session, host, lock=True)
    if row is None:
        new = {"host": host, "holder": "", "free_at": LONG_AGO, "written_at": LONG_AGO}
        session.execute(insert(TurnRow).values(**new).on_conflict_do_nothing())
        row, now = _look(session, host, lock=True)
    assert row is not None  # made just now, and never deleted
    return row, now


def _is_held(row: TurnRow, now: datetime) -> bool:
    return row.held_until is not None and row.held_until > now and _counts(row, now)


def _counts(row: TurnRow, now: datetime) -> bool:
    return row.written_at <= now + SET_BACK
