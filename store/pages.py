"""Raw pages: every version of an article's, the last one of a listing's."""

import zlib
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import and_, delete, or_
from sqlmodel import Session, col, select

from measures.model import Page
from store.tables import PageRow

LISTINGS_KEPT = timedelta(days=30)
"""How long a listing is kept that nobody asks for any more: the address of a search has the day in it."""


def add(session: Session, page: Page, *, listing: bool = False) -> PageRow:
    """Keep a version; one that is known already only gets its new time and validators."""
    known = session.exec(
        select(PageRow).where(PageRow.identity == page.identity, PageRow.digest == page.digest)
    ).first()
    row = known or PageRow(
        identity=page.identity,
        url=page.url,
        digest=page.digest,
        status=page.status,
        headers={},
        body=zlib.compress(page.body, 6),
        fetched_at=page.fetched_at,
        listing=listing,
        new_text=False,
    )
    row.headers, row.fetched_at = dict(page.headers), max(row.fetched_at, page.fetched_at)
    session.add(row)
    return row


def replace(session: Session, page: Page) -> None:
    """Keep only this version of a listing, and no listing that has not been fetched for a month."""
    others = and_(col(PageRow.identity) == page.identity, col(PageRow.digest) != page.digest)
    stale = col(PageRow.fetched_at) < page.fetched_at - LISTINGS_KEPT
    session.execute(delete(PageRow).where(col(PageRow.listing).is_(True), or_(others, stale)))
    add(session, page, listing=True)


def latest(session: Session, url: str) -> Page | None:
    """The last version fetched from a URL."""
    row = session.exec(select(PageRow).where(PageRow.url == url).order_by(col(PageRow.fetched_at).desc())).first()
    return page_of(row) if row else None


def kept(session: Session, page: Page) -> Page | None:
    """This very version of a text's page, as it is kept."""
    mine = PageRow.identity == page.identity, PageRow.digest == page.digest, col(PageRow.listing).is_(False)
    row = session.exec(select(PageRow).where(*mine)).first()
    return page_of(row) if row else None


def versions(session: Session, identity: str) -> list[Page]:
    """All versions of a page, the first one first."""
    rows = session.exec(select(PageRow).where(PageRow.identity == identity).order_by(col(PageRow.id)))
    return [page_of(row) for row in rows]


def page_of(row: PageRow) -> Page:
    """A page from its row."""
    return Page(
        identity=row.identity,
        url=row.url,
        body=zlib.decompress(row.body),
        headers=row.headers,
        fetched_at=row.fetched_at,
        status=row.status,
    )


def add_all(session: Session, pages: Iterable[Page]) -> list[PageRow]:
    """Keep several pages."""
    return [add(session, page) for page in pages]
