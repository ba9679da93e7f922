"""Backfill from an archive: a folder of pages or a WARC file, read like pages of the sites."""

import logging
from pathlib import Path

from flows import shelf
from flows.desk import Desk
from flows.holding import Hold, standing
from flows.report import Report
from flows.watch import record
from flows.words import UsageError
from measures.model import Page
from scrapers import archive, files
from scrapers.archive import ANYWHERE
from scrapers.attached import Notices
from scrapers.errors import ScrapeError
from scrapers.record import BESIDE, Record, Unreadable
from store.errors import StoreError
from store.parts import Standing

log = logging.getLogger(__name__)


def check(path: str, *, alone: bool) -> None:
    """Raise `UsageError` if there is no archive, or if more is asked for than it."""
    if not alone:
        raise UsageError("an archive is read as a whole: leave out the sources, since, until and captures")
    if not Path(path).exists():
        raise UsageError(f"there is no archive at {path}")


def list_all(desk: Desk, hold: Hold) -> Report:
    """Count the pages of an archive, and make a part of them. Raises `UsageError` if there is none."""
    known = addresses(root(hold))
    desk.store.unfold(hold.part, len(known))
    hold.standing = Standing(counts={"listed": len(known)})
    return Report(source=ANYWHERE.name, learned=hold.learn, listed=len(known))


def read_all(desk: Desk, hold: Hold) -> Report:
    """Read and record what is not stored of an archive; what cannot be is named. Raises `Stopped`, `UsageError`."""
    known = addresses(root(hold))
    report, notices, stored = Report(source=ANYWHERE.name, learned=hold.learn), Notices(), 0
    for done, found in enumerate(archive.records(root(hold), desk.source_of, known)):
        hold.standing = standing(hold.part, report, len(known), min(done, len(known)), stored)
        hold.go_on()
        if isinstance(found, Record) and is_stored(desk, found, notices):
            stored += 1
        else:
            report += read_one(desk, found, notices, learn=hold.learn)
    hold.standing = standing(hold.part, report, len(known), len(known), stored)
    return report


def root(hold: Hold) -> Path:
    """The folder or the file."""
    return Path(hold.backfill.asked["archive"])


def is_stored(desk: Desk, found: Record, notices: Notices) -> bool:
    """Whether a record is known as it is here, and what stands beside it; a notice is known to those of its files."""
    if not all((kept := desk.store.kept(page)) and beside(kept) == beside(page) for page in found.pages):
        return False
    for identity in desk.store.identities(shelf.names(desk, found.page.identity)):
        if not files.kind(found.page) and (notice := desk.store.document(identity)):
            archive.note(found, notice, notices)
    return True


def beside(page: Page) -> dict[str, str]:
    """What an archive says of a page."""
    return {name: value for name, value in page.headers.items() if name.startswith(BESIDE)}


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
    return Report(source=ANYWHERE.name, outcome="partial", failed=1, problem=f"{path}: {why}", learned=learn)
