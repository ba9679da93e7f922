"""The pages of a WARC file."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from os import SEEK_END
from pathlib import Path
from typing import IO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeadersParserException

from measures.model import Page
from scrapers.address import is_sound
from scrapers.answers import challenge
from scrapers.files import KINDS, ending
from scrapers.record import BESIDE, LARGEST, Record, Unreadable

Wanted = Callable[[ArcWarcRecord], bool]
WARC = (".warc", ".warc.gz")
LAST = b"\r\n\r\n"
"""The end of every record."""
IDENTITY, KIND, OURS = f"{BESIDE}identity", f"{BESIDE}kind", "urn:gongbao:"
"""Of records that we wrote: headers with what a page is known by and whether it is a page or a file, and the beginning
of the address of one that has none."""


class Unpacked(gzip.GzipFile):
    """A packed file that was cut is broken; warcio takes it for a shorter one, and leaves out its last record."""

    def read(self, size: int | None = -1) -> bytes:
        """Read what is unpacked. Raises `ValueError` where the file was cut."""
        try:
            return self.read1(-1 if size is None else size)  # `read` would lose what comes before the cut
        except EOFError as error:
            raise ValueError("the file was cut") from error


def records(path: Path, name: str, wanted: Wanted) -> Iterator[Record | Unreadable]:
    """What is wanted of a WARC file; what is wrong with it is said once, with its pages."""
    for found in pages(path, name, wanted):
        if wanted is is_page or not (isinstance(found, Unreadable) and found.path.rstrip(":") == name):
            yield found


def pages(path: Path, name: str, wanted: Wanted, *, whole: bool = True) -> Iterator[Record | Unreadable]:
    """The wanted responses of a WARC file, up to where it is broken; bodies only if `whole`."""
    try:
        with path.open("rb") as stream:
            packed = stream.peek(5).startswith(b"\x1f\x8b")
            if not (packed or stream.peek(5).startswith(b"WARC/")):  # warcio would take it for the older ARC
                yield Unreadable(name, "is no WARC file")
                return
            for record in _iterated(cast(IO[bytes], Unpacked(fileobj=stream)) if packed else stream):
                if _is_answer(record) and (not _target(record) or wanted(record)):
                    yield _response(record, name, whole=whole)
            if not packed and not _is_whole(stream):
                yield Unreadable(name, "the file ends inside of a record")
    except (OSError, EOFError, ValueError, zlib.error, ArchiveLoadFailed, StatusAndHeadersParserException) as error:
        yield Unreadable(name, f"broken after the records before ({error or type(error).__name__})")


def _is_whole(stream: IO[bytes]) -> bool:
    """Whether a file that is not packed ends as records do."""
    stream.seek(-len(LAST), SEEK_END)
    return stream.read() == LAST


def addresses(path: Path) -> Iterator[str]:
    """The addresses of the records that `pages` gives, bodies unread; "" for one without."""
    for found in pages(path, path.name, lambda record: is_page(record) or is_file(record), whole=False):
        yield "" if isinstance(found, Unreadable) else found.page.url


def _iterated(stream: IO[bytes]) -> Iterator[ArcWarcRecord]:
    """The records of a WARC file. warcio itself ends in an AttributeError where a record has no address."""
    found = ArchiveIterator(stream)
    headers = found.loader.load_http_headers
    found.loader.load_http_headers = lambda kind, url, *rest: headers(kind, url or "", *rest)
    yield from found


def _is_answer(record: ArcWarcRecord) -> bool:
    """Whether it holds what a site answered, or a page of ours that none did."""
    return record.rec_type == "response" or (record.rec_type == "resource" and KIND in _ours(record))


def is_page(record: ArcWarcRecord) -> bool:
    """Whether an HTML page came, or whatever else we kept as a page."""
    ours = _ours(record).get(KIND)
    return ours == "page" if ours else "html" in _kind(record)


def is_file(record: ArcWarcRecord) -> bool:
    """Whether a file came of a kind that is read."""
    ours, kind = _ours(record).get(KIND), _kind(record)
    if ours:
        return ours == "file"
    return bool(kind) and not is_page(record) and (kind in KINDS.values() or ending(_target(record)) in KINDS)


def _ours(record: ArcWarcRecord) -> dict[str, str]:
    """What we wrote of a page beside it."""
    named = ((name.lower(), value) for name, value in record.rec_headers.headers)
    return {name: value for name, value in named if name.startswith(BESIDE)}


def _kind(record: ArcWarcRecord) -> str:
    """The content type of a good answer, "" for any other."""
    headers = record.http_headers
    if not headers or headers.get_statuscode() != "200":
        return ""
    return str(headers.get_header("content-type") or "unknown").partition(";")[0].strip().lower()


def _response(record: ArcWarcRecord, name: str, *, whole: bool) -> Record | Unreadable:
    url, written = _target(record), _written(record)
    if not (url and written):
        return Unreadable(f"{name}:{url}", "the record has no readable WARC-Target-URI or WARC-Date")
    body, beside = _whole(record) if whole else b"", _ours(record)
    page = Page(
        identity=beside.pop(IDENTITY, url),
        url="" if url.startswith(OURS) else url,
        body=body,
        headers=_headers(record) | beside,
        fetched_at=written,
    )
    why = whole and (challenge(page) or _flaw(record, body))
    return Unreadable(f"{name}:{url}", why) if why else Record(path=f"{name}:{url}", pages=(page,))


def _headers(record: ArcWarcRecord) -> dict[str, str]:
    """What a site said of a page; nothing that only we may say."""
    if record.http_headers is None:
        return {"content-type": record.content_type}
    named = ((name.lower(), value) for name, value in record.http_headers.headers)
    return {name: value for name, value in named if not name.startswith(BESIDE)}


def _target(record: ArcWarcRecord) -> str:
    """The address that a record answers for; "" where it is missing or malformed."""
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    return url if is_sound(url) else ""


def _written(record: ArcWarcRecord) -> datetime | None:
    try:
        moment = datetime.fromisoformat((record.rec_headers.get_header("WARC-Date") or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _whole(record: ArcWarcRecord) -> bytes:
    body, stream = bytearray(), record.content_stream()
    while len(body) <= LARGEST and (piece := stream.read(65536)):
        body += piece
    return bytes(body)


def _flaw(record: ArcWarcRecord, body: bytes) -> str:
    """Why a record is no page. Of a file that was cut, warcio gives the last record as far as it goes."""
    if len(body) > LARGEST:
        return f"larger than {LARGEST} bytes"
    if record.raw_stream.limit > 0:
        return "the file ends inside of the record"
    return "" if body.strip() else "the body is empty"
