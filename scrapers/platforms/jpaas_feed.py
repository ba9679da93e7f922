"""The RSS feed of a JPaaS site: one small request tells what is new; text and day come from the page itself."""

import logging
from collections.abc import Iterator
from dataclasses import replace

from measures.model import Entry
from scrapers.platforms import feed
from scrapers.platforms.jpaas import gather, identify, read
from scrapers.source import Fetch, Source, Window

__all__ = ["gather", "identify", "read", "walk"]

log = logging.getLogger(__name__)


def walk(source: Source, fetch: Fetch, window: Window) -> Iterator[Entry]:
    """Yield the feed's articles inside the window."""
    for entry in feed.walk(source, fetch, window):
        if identity := identify(entry.url):
            yield replace(entry, identity=identity, page=None)
        else:
            log.info("%s: an item is not an article of this site: %s", source.name, entry.url)
