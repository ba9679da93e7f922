"""Lines of listings: which still have to be read, and when to try again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, or_, select

from measures.model import Entry
from store.codec import clean
from store.tables import DocumentRow, EntryRow

OPEN = ("new", "waiting", "failed")
FIRST_RETRY, LAST_RETRY = timedelta(minutes=10), timedelta(hours=24)
REFILL = timedelta(hours=2)
"""How soon a page that the site has only announced is looked at again."""
REVISITS = (timedelta(hours=20), timedelta(days=3), timedelta(days=10))
"""How long after each reading a page is looked at again for corrections, while a listing still shows it."""


def due(session: Session, source: str, entries: Sequence[Entry], now: datetime, *, revisit: bool) -> list[Entry]:
    """Return those to be read now, in the order given, and remember all, so that a killed run is made good."""
    wanted = []
    for entry in {entry.identity: entry for entry in entries}.values():
        row = session.get(EntryRow, (source, entry.identity)) or _listed(session, source, entry, now)
        again = revisit and row.state == "read" and row.attempts <= len(REVISITS)
        if (row.state in OPEN or again) and row.next_try <= now:
            wanted.append(entry)
    return wanted


def _listed(session: Session, source: str, entry: Entry, now: datetime) -> EntryRow:
    row = EntryRow(
        source=source,
        identity=entry.identity,
        url=entry.url,
        title=clean(entry.title),
        published=entry.published,
        next_try=now,
        listed_at=now,
    )
    session.add(row)
    return row


def overdue(session: Session, source: str, identity: str, until: datetime) -> bool:
    """Whether an entry that has never been read was listed by then."""
    row = session.get(EntryRow, (source, identity))
    return row is not None and row.state in ("new", "failed") and row.listed_at <= until


def waiting(session: Session, source: str, now: datetime) -> list[Entry]:
    """Return what is due though no listing may show it any more, the longest waiting first."""
    open_rows = select(EntryRow).where(
        EntryRow.source == source, col(EntryRow.state).in_(OPEN), col(EntryRow.next_try) <= now
    )
    return [
        Entry(identity=row.identity, url=row.url, title=row.title, published=row.published)
        for row in session.exec(open_rows.order_by(col(EntryRow.next_try), col(EntryRow.identity)))
    ]


def settle(session: Session, source: str, identity: str, complete: bool, now: datetime) -> None:
    """Mark an entry as read, or as waiting while its text is not all there; `attempts` counts its readings as such."""
    row = session.get(EntryRow, (source, identity))
    if row is None:
        return
    state = "read" if complete else "waiting"
    row.attempts = row.attempts + 1 if row.state == state else 1
    row.state, row.error = state, ""
    row.next_try = now + (REVISITS[min(row.attempts, len(REVISITS)) - 1] if complete else refill(row.attempts))
    session.add(row)


def fail(session: Session, source: str, entry: Entry, error: str, now: datetime) -> None:
    """Note a failure; the entry is due again later, and ever later. What was read stays read."""
    row = session.get(EntryRow, (source, entry.identity)) or _listed(session, source, entry, now)
    row.attempts = row.attempts + 1 if row.state in ("failed", "read") else 1
    row.state = "read" if row.state == "read" else "failed"
    row.error, row.next_try = clean(error), now + delay(row.attempts)
    session.add(row)


def drop(session: Session, source: str, entry: Entry, reason: str, now: datetime) -> None:
    """Note that an entry is never to be read: gone, or none of ours."""
    row = session.get(EntryRow, (source, entry.identity)) or _listed(session, source, entry, now)
    row.state, row.error = "dropped", clean(reason)
    session.add(row)


def delay(attempts: int) -> timedelta:
    """10 minutes after the first failure, doubled with each, a day at most."""
    return min(FIRST_RETRY * (1 << min(attempts - 1, 10)), LAST_RETRY)


def refill(attempts: int) -> timedelta:
    """Two hours for the first days of waiting, a day after that."""
    return REFILL if attempts < 36 else LAST_RETRY


def seen(session: Session, identity: str) -> bool:
    """Has this page been read, from whatever source?"""
    read = select(DocumentRow.id).where(DocumentRow.identity == identity, col(DocumentRow.complete).is_(True))
    known = select(EntryRow.identity).where(
        EntryRow.identity == identity, or_(EntryRow.state == "read", EntryRow.state == "dropped")
    )
    return session.exec(read).first() is not None or session.exec(known).first() is not None
