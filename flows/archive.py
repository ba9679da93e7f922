"""Backfill from an archive: a folder of pages or a WARC file, read like pages of the sites."""

import logging
from pathlib import Path

from flows.desk import Desk
from flows.report import Report
from flows.watch import Told, record
from flows.words import UsageError
from scrapers import archive
from scrapers.archive import ANYWHERE
from scrapers.attached import Notices
from scrapers.errors import ScrapeError
from scrapers.record import Record, Unreadable
from store.errors import StoreError

log = logging.getLogger(__name__)


def read_all(desk: Desk, root: Path, *, learn: bool, told: Told = lambda done, of: None) -> Report:
    """Read and record everything in an archive; what cannot be read is named, and the rest goes on."""
    report = Report(source=ANYWHERE.name, learned=learn)
    known = addresses(root)
    notices = Notices()
    for done, found in enumerate(archive.records(root, desk.source_of, known), 1):
        report += read_one(desk, found, notices, learn=learn)
        told(min(done, len(known)), len(known))
    told(len(known), len(known))  # the pages of one text are one record
    return report


def addresses(root: Path) -> list[str]:
    """The addresses of an archive's pages. Raises `UsageError` if there is no archive, or nothing in it."""
    try:
        found = archive.addresses(root)
    except FileNotFoundError as error:
        raise UsageError(str(error)) from None
    if not found:
        raise UsageError(f"{root} holds no .html, .txt, .pdf, .docx or .warc file")
    return found


def read_one(desk: Desk, found: Record | Unreadable, notices: Notices, *, learn: bool) -> Report:
    """Read one record, or say why it cannot be read; `notices` are those read before."""
    if isinstance(found, Unreadable):
        return unread(found.path, found.why, learn=learn)
    try:
        source = desk.sources.get(found.source) or desk.source_of(found.page.url) or ANYWHERE
        document = archive.read(found, lambda url: source, notices)
        return record(desk, source.name, found.pages, document, learn=learn)
    except StoreError:
        raise  # without a store the other files cannot be recorded either
    except ScrapeError as problem:
        return unread(found.path, str(problem), learn=learn)
    except Exception as problem:  # a fault of ours in one file must not end the reading of the others
        log.exception("%s", found.path)
        return unread(found.path, f"{type(problem).__name__}: {problem}", learn=learn)


def unread(path: str, why: str, *, learn: bool) -> Report:
    """The report of a file that could not be read."""
    log.warning("%s: %s", path, why)
    return Report(source=ANYWHERE.name, outcome="partial", listed=1, failed=1, problem=f"{path}: {why}", learned=learn)
