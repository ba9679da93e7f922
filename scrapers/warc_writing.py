"""Pages written as a WARC file: other tools read it, and `scrapers.warc` gives the pages back as they were."""

from http.client import responses
from io import BytesIO
from typing import IO
from urllib.parse import quote

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from measures.model import Page
from scrapers import files
from scrapers.record import BESIDE, SOURCE
from scrapers.warc import IDENTITY, KIND, OURS

UNDONE = ("content-encoding", "transfer-encoding", "content-length")
"""What was said of a body as it was sent: pages are kept unpacked."""


class Writer:
    """Writes pages to a stream, a record each; what no other tool knows is in headers of the record."""

    def __init__(self, stream: IO[bytes], *, packed: bool, software: str) -> None:
        self._warc = WARCWriter(stream, gzip=packed, warc_version="WARC/1.1")  # its days have microseconds
        facts = {"software": software, "format": "WARC File Format 1.1"}
        self._warc.write_record(self._warc.create_warcinfo_record("", facts))

    def write(self, page: Page, source: str) -> None:
        """Write a page that a source brought; one that no site answered is a resource."""
        facts = {
            "WARC-Date": page.fetched_at.isoformat().replace("+00:00", "Z"),
            IDENTITY: page.identity,
            KIND: "file" if files.kind(page) else "page",
            **{name: " ".join(value.split()) for name, value in page.headers.items() if name.startswith(BESIDE)},
            SOURCE: source,
        }
        record = self._warc.create_warc_record(
            page.url or OURS + quote(page.identity),
            "response" if page.url else "resource",
            payload=BytesIO(page.body),
            length=len(page.body),
            http_headers=_answered(page) if page.url else None,
            warc_content_type="" if page.url else page.headers.get("content-type", ""),
            warc_headers_dict=facts,
        )
        self._warc.write_record(record)


def _answered(page: Page) -> StatusAndHeaders:
    """The head of the answer, as far as it still fits the body."""
    kept = [(name, value) for name, value in page.headers.items() if not name.startswith(BESIDE) and name not in UNDONE]
    status = f"{page.status} {responses.get(page.status, 'Unknown')}"
    return StatusAndHeaders(status, [*kept, ("content-length", str(len(page.body)))], protocol="HTTP/1.1")
