"""One page by its address or file, read and not stored: what `gongbao read` needs."""

from pathlib import Path

from flows.desk import Reader
from flows.words import UsageError
from measures.model import Document, Entry
from scrapers import archive
from scrapers.archive import ANYWHERE
from scrapers.record import Unreadable


def document(reader: Reader, page: str) -> Document:
    """Read a file or an address. Raises `UsageError` for what is neither, `ScrapeError` for a page not to be read."""
    if page.startswith(("http://", "https://")):
        return from_web(reader, page)
    return from_file(reader, Path(page))


def from_web(reader: Reader, url: str) -> Document:
    """Fetch and read a page, by the source it belongs to, else as any article."""
    source = reader.source_of(url) or ANYWHERE
    entry = Entry(identity=source.platform.identify(url) or url, url=url)
    return source.platform.read(source, source.platform.gather(source, reader.fetch, entry))


def from_file(reader: Reader, path: Path) -> Document:
    """Read a saved page."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder; `gongbao backfill --archive {path}` reads a folder")
    try:
        found = list(archive.records(path))
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}") from None
    if len(found) != 1:
        raise UsageError(f"{path} is not one page: give an .html or .txt file, or `gongbao backfill --archive {path}`")
    if isinstance(found[0], Unreadable):
        raise UsageError(f"{path}: {found[0].why}")
    return archive.read(found[0], reader.source_of)
