"""Saved answers: FOLDER/**/{page.html|.json|.xml|.pdf|.docx, meta.json {"url", "status"?, "headers"?}}."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from measures.model import Page
from scrapers import address
from scrapers.answers import judged
from scrapers.errors import Gone, Refused
from scrapers.files import KINDS

TYPES = {".html": "text/html", ".json": "application/json", ".xml": "application/xml"} | KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One saved answer. `headers` have lower-case names and always a content type."""

    folder: Path
    url: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def page(self, identity: str = "") -> Page:
        """The answer as a page, fetched when its file was written."""
        written = datetime.fromtimestamp((self.folder / "meta.json").stat().st_mtime, UTC)
        return Page(
            identity=identity or self.url,
            url=self.url,
            body=self.body,
            headers=self.headers,
            fetched_at=written,
            status=self.status,
        )


def samples(folder: Path) -> Iterator[Sample]:
    """Yield the saved answers under a folder, in order of their paths. Raises `ValueError` for a broken one."""
    for path in sorted(folder.rglob("meta.json")):
        yield sample(path.parent)


def sample(folder: Path) -> Sample:
    """Read one saved answer. Raises `ValueError` where its two files are missing or broken."""
    bodies = [path for path in sorted(folder.glob("page.*")) if path.suffix in TYPES]
    try:
        facts = json.loads((folder / "meta.json").read_text("utf-8"))
        headers = {str(name).lower(): str(value) for name, value in facts.get("headers", {}).items()}
        headers.setdefault("content-type", TYPES[bodies[0].suffix])
        body, url, status = bodies[0].read_bytes(), str(facts["url"]), int(facts.get("status", 200))
    except (OSError, ValueError, LookupError, AttributeError) as error:
        raise ValueError(
            f"{folder}: needs page.html (.json, .xml, .pdf, .docx) and meta.json with a url ({error!r})"
        ) from error
    return Sample(folder=folder, url=url, body=body, status=status, headers=headers)


class Saved:
    """Gets pages from folders of samples; where two hold the same address, the later folder wins."""

    def __init__(self, *folders: Path) -> None:
        self._samples = {address.key(one.url): one for folder in folders for one in samples(folder)}

    def get(
        self, url: str, *, params: Mapping[str, str] | None = None, referer: str = "", hosts: Sequence[str] = ()
    ) -> Page:
        """Return the saved page, redirects followed. Raises what the web would."""
        identity = here = address.asked(url, params)
        for _ in range(5):
            found = self._samples.get(address.key(here))
            if found is None:
                raise Gone(here, "there is no saved sample of this address", "save one, or check the address")
            if "location" not in found.headers:
                return judged(found.page(identity))
            here = address.led(here, found.headers["location"])
        raise Refused(url, "redirects without end")
