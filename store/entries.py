"""Lines of listings: which still have to be read, and when to try again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, and_, col, or_, select

from measures.model import Entry
from store.codec import clean
from store.tables import BackfillRow, DocumentRow, EntryRow

OPEN = ("new", "waiting", "failed", "gone")
GOING_ON = ("open", "paused")
"""States of backfills that will read what they have listed."""
FIRST_RETRY, LAST_RETRY = timedelta(minutes=10), timedelta(hours=24)
REFILL = timedelta(hours=2)
"""How soon a page that the site has only announced is looked at again."""
LONGEST_WAIT = timedelta(days=120)
"""How long after its publication a page that is only announced is still expected to fill in."""
REVISITS = (timedelta(hours=20), timedelta(hours=28), timedelta(days=4))
"""How long after each reading a page is looked at again for corrections, while a listing still shows it.

They end six days after the first reading: a check looks back a week.
"""
GONES, GONE_LATER = 5, 3
"""A page that was gone this often, over 20 hours, is dropped; the waits begin where those of a failure are by then."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How a listing is taken: look again at what was read, entries not known yet are history, all are to be told.

    For a `backfill` what is stored is not to be read again, and checks leave to it what they did not list themselves.
    """

    revisit: bool = False
    silent: bool = False
    tell: bool = False
    backfill: int | None = None


def due(session: Session, source: str, entries: Sequence[Entry], now: datetime, terms: Terms) -> list[Entry]:
    """Return those to be read now, in the order given, and remember all, so that a killed run is made good."""
    wanted = []
    for entry in {entry.identity: entry for entry in entries}.values():
        known = session.get(EntryRow, (source, entry.identity))
        row = known or _listed(session, source, entry, now)
        row.silent = (row.silent if known else terms.silent) and not terms.tell
        if not known or row.backfill:  # a check takes what it lists; a backfill nothing from one that goes on
            row.backfill = row.backfill if terms.backfill and _is_going_on(session, row) else terms.backfill
        if terms.backfill and row.state in OPEN and is_stored(session, row.identity):
            settle(session, source, row.identity, True, now)
        again = terms.revisit and row.state == "read" and row.attempts <= len(REVISITS)
        if (row.state in OPEN or again) and row.next_try <= now:
            wanted.append(entry)
    return wanted


def _is_going_on(session: Session, row: EntryRow) -> bool:
    """Whether the backfill that is to read an entry still is to."""
    backfill = session.get(BackfillRow, row.backfill) if row.backfill else None
    return backfill is not None and backfill.state in GOING_ON


def _listed(session: Session, source: str, entry: Entry, now: datetime) -> EntryRow:
    row = EntryRow(
        source=source,
        identity=entry.identity,
        url=entry.url,
        title=clean(entry.title),
        published=entry.published,
        notice=entry.notice,
        next_try=now,
        listed_at=now,
    )
    session.add(row)
    return row


def _is_lost(source: str, first: date, last: date) -> ColumnElement[bool]:
    """Whether an entry was given up, or soon is, because its page is gone."""
    day, given_up = col(EntryRow.published), and_(EntryRow.state == "dropped", col(EntryRow.attempts) >= GONES)
    within = or_(day.is_(None), day.between(first, last))
    return and_(EntryRow.source == source, within, or_(EntryRow.state == "gone", given_up))


def lost(session: Session, source: str, first: date, last: date) -> list[Entry]:
    """Entries of some days, and undated ones, whose pages are gone from the site."""
    rows = session.exec(select(EntryRow).where(_is_lost(source, first, last)).order_by(col(EntryRow.identity)))
    return [entry(row) for row in rows if not is_stored(session, row.identity)]


def recall(session: Session, source: str, first: date, last: date, now: datetime) -> None:
    """Let entries whose pages are gone be tried once more, for they may be found elsewhere."""
    for row in session.exec(select(EntryRow).where(_is_lost(source, first, last))):
        row.attempts = min(row.attempts, GONES - 1)
        row.state, row.next_try = "gone", now
        session.add(row)


def unread(session: Session, source: str, listed: Sequence[Entry]) -> list[Entry]:
    """Those of a listing that are neither read nor stored; nothing is noted."""
    found = []
    for entry in {entry.identity: entry for entry in listed}.values():
        row = session.get(EntryRow, (source, entry.identity))
        if (row is None or row.state in OPEN) and not is_stored(session, entry.identity):
            found.append(entry)
    return found


def is_stored(session: Session, identity: str) -> bool:
    """Whether the whole text of a page is stored, from whatever source."""
    stored = select(DocumentRow.id).where(DocumentRow.identity == identity, col(DocumentRow.complete).is_(True))
    return session.exec(stored).first() is not None


def is_due(session: Session, source: str, identity: str, now: datetime) -> bool:
    """Whether an entry is to be read now."""
    row = session.get(EntryRow, (source, identity))
    return row is not None and row.state in OPEN and row.next_try <= now


def hand_on(session: Session, source: str, backfill: int, other: int, days: tuple[date, date]) -> None:
    """Let another backfill of a source and of some days read what one has listed and will not read."""
    day = col(EntryRow.published)
    left = and_(col(EntryRow.backfill) == backfill, col(EntryRow.source) == source, col(EntryRow.state).in_(OPEN))
    session.execute(update(EntryRow).where(left, or_(day.is_(None), day.between(*days))).values(backfill=other))


def hand_over(session: Session, backfill: int) -> None:
    """Let checks try again what failed in a backfill that has ended."""
    failed = col(EntryRow.backfill) == backfill, col(EntryRow.attempts) > 0
    session.execute(update(EntryRow).where(*failed).values(backfill=None))


def is_silent(session: Session, source: str, identity: str) -> bool:
    """Whether an entry was listed as history and has not been read since."""
    row = session.get(EntryRow, (source, identity))
    return row is not None and row.silent


def waiting(session: Session, source: str, now: datetime) -> list[Entry]:
    """Return what is due though no listing may show it any more, the longest waiting first; nothing of backfills."""
    open_rows = select(EntryRow).where(
        EntryRow.source == source,
        col(EntryRow.state).in_(OPEN),
        col(EntryRow.next_try) <= now,
        col(EntryRow.backfill).is_(None),
    )
    return [entry(row) for row in session.exec(open_rows.order_by(col(EntryRow.next_try), col(EntryRow.identity)))]


def entry(row: EntryRow) -> Entry:
    """A line of a listing from its row."""
    return Entry(identity=row.identity, url=row.url, title=row.title, published=row.published, notice=row.notice)


def settle(session: Session, source: str, identity: str, complete: bool, now: datetime) -> None:
    """Mark an entry as read, or as waiting while its text is not all there; `attempts` counts its readings as such.

    What has not filled in for months is taken as it is. What comes in later readings is news: history is behind.
    """
    row = session.get(EntryRow, (source, identity))
    if row is None:
        return
    done = complete or _late(row, now)
    state = "read" if done else "waiting"
    row.attempts = row.attempts + 1 if row.state == state else 1
    row.state, row.error, row.silent, row.backfill = state, "", False, None
    row.next_try = now + (REVISITS[min(row.attempts, len(REVISITS)) - 1] if done else refill(row.attempts))
    session.add(row)


def _late(row: EntryRow, now: datetime) -> bool:
    since = row.listed_at.date()
    return now.date() - min(since, row.published or since) > LONGEST_WAIT


def fail(  # noqa: PLR0913
    session: Session, source: str, entry: Entry, error: str, now: datetime, *, gone: bool = False, final: bool = False
) -> None:
    """Note a failure; the entry is due again later, and ever later, and dropped if it is gone again and again.

    A `final` one is dropped at once.
    """
    row = session.get(EntryRow, (source, entry.identity)) or _listed(session, source, entry, now)
    row.error = clean(error)
    if row.state == "read":
        row.next_try, row.attempts = now + LAST_RETRY, row.attempts + gone
    else:
        _put_off(row, "gone" if gone else "failed", now)
        row.state = "dropped" if final else row.state
    session.add(row)


def _put_off(row: EntryRow, state: str, now: datetime) -> None:
    row.attempts = row.attempts + 1 if row.state == state else 1
    row.state = "dropped" if state == "gone" and row.attempts >= GONES else state
    row.next_try = now + delay(row.attempts + (GONE_LATER if state == "gone" else 0))


def delay(attempts: int) -> timedelta:
    """10 minutes after the first failure, doubled with each, a day at most."""
    return min(FIRST_RETRY * (1 << min(attempts - 1, 10)), LAST_RETRY)


def refill(attempts: int) -> timedelta:
    """Two hours for the first days of waiting, a day after that."""
    return REFILL if attempts < 36 else LAST_RETRY


def seen(session: Session, identity: str) -> bool:
    """Has this page been read, from whatever source?"""
    known = select(EntryRow.identity).where(
        EntryRow.identity == identity, or_(EntryRow.state == "read", EntryRow.state == "dropped")
    )
    return is_stored(session, identity) or session.exec(known).first() is not None
