"""One page by its address or file, and the files it points to, read and not stored: what `gongbao read` needs."""

from collections.abc import Iterator
from pathlib import Path

from flows.desk import Reader
from flows.words import UsageError
from measures.model import Document, Entry
from scrapers import archive, attached, files
from scrapers.archive import ANYWHERE
from scrapers.attached import Notices
from scrapers.errors import Gone, Illegible, ScrapeError
from scrapers.record import Record, Unreadable


def documents(reader: Reader, page: str) -> Iterator[Document | ScrapeError]:
    """Read a file or an address, then the files that hold what it has to say; for each, why it cannot be read.

    Raises `UsageError` for what is neither file nor address.
    """
    try:
        yield from from_web(reader, page) if page.startswith(("http://", "https://")) else from_file(reader, Path(page))
    except ScrapeError as problem:
        yield problem


def from_web(reader: Reader, url: str) -> Iterator[Document | ScrapeError]:
    """Fetch and read a page, by the source it belongs to, else as any article."""
    source = reader.source_of(url) or ANYWHERE
    entry = Entry(identity=source.platform.identify(url) or url, url=url)
    pages = source.platform.gather(source, reader.fetch, entry)
    if files.kind(pages[0]):
        yield attached.read(pages[0])
        return
    notice = source.platform.read(source, pages)
    yield notice
    for file in attached.entries(source, notice):
        try:
            yield attached.read(attached.gather(source, reader.fetch, file), notice, file.title)
        except ScrapeError as problem:
            yield problem


def from_file(reader: Reader, path: Path) -> Iterator[Document | ScrapeError]:
    """Read a saved page, and files beside it."""
    notices = Notices()
    document = archive.read(_record(path), reader.source_of, notices)
    yield document
    for one in attached.pointed(document):
        beside = path.parent / attached.name(one.url)
        try:
            yield archive.read(_beside(beside, one.url), reader.source_of, notices)
        except ScrapeError as problem:
            yield problem


def _record(path: Path) -> Record:
    if path.is_dir():
        raise UsageError(f"{path} is a folder; `gongbao backfill --archive {path}` reads a folder")
    try:
        found = list(archive.records(path))
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}") from None
    if len(found) != 1:
        kinds = "an .html, .txt, .pdf or .docx file"
        raise UsageError(f"{path} is not one page: give {kinds}, or `gongbao backfill --archive {path}`")
    if isinstance(found[0], Unreadable):
        raise UsageError(f"{path}: {found[0].why}")
    return found[0]


def _beside(path: Path, url: str) -> Record:
    """A file as it was saved beside its notice. Raises `Gone` and `Illegible`."""
    if not _is_file(path):
        raise Gone(url, f"the page says little and points to this file, which is not saved as {path}", "save it there")
    try:
        return _record(path)
    except UsageError as problem:
        raise Illegible(url, str(problem)) from problem


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # an address may end in a name longer than files may have
        return False
