"""What a web archive has of the pages that are gone from the sites, by the address of its CDX service."""

from dataclasses import replace

from flows.desk import Desk
from flows.words import UsageError
from measures.model import Entry
from scrapers import captures
from scrapers.captures import Remembered
from scrapers.cdx import Index
from scrapers.errors import Refused
from scrapers.source import Fetch, Source, Window


def check(desk: Desk, service: str) -> None:
    """Raise `UsageError` for an address that cannot be that of a CDX service."""
    try:
        remembering(desk, service)
    except Refused as error:
        raise UsageError(str(error)) from None


def remembering(desk: Desk, service: str) -> Desk:
    """The desk, which also gets pages that are gone, if there is a service to ask."""
    return replace(desk, fetch=Remembered(desk.fetch, Index(desk.fetch, service))) if service else desk


def listing(desk: Desk, source: Source, days: Window, fetch: Fetch, service: str) -> list[Entry]:
    """The pages of a source that an archive lists; none without a service."""
    if not service:
        return []

    def mine(url: str) -> bool:
        found = desk.source_of(url)
        return found is not None and found.name == source.name

    return list(captures.entries(Index(fetch, service), source, days, mine))
