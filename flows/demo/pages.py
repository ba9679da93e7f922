"""What the copied sites answer: an address and a body, rendered from templates, kept as the replica reads them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scrapers.files import DOCX

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)

TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xml": "application/rss+xml; charset=utf-8",
    "docx": DOCX,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered at an address; `kind` is html, json, xml or docx."""

    url: str
    body: str | bytes
    kind: str = "html"
    status: int = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a listing; `day` as the site writes it."""

    title: str
    url: str
    day: str = ""
    summary: str = ""


def rendered(template: str, **facts: object) -> str:
    """Fill a template."""
    return TEMPLATES.get_template(template).render(facts)


def as_json(value: object) -> str:
    """JSON as these sites write it: Chinese characters unescaped."""
    return json.dumps(value, ensure_ascii=False)


def keep(folder: Path, answers: Iterable[Answer]) -> None:
    """Write answers as the replica reads them; the same address is always the same folder."""
    for answer in answers:
        place = folder / sha256(answer.url.encode()).hexdigest()[:16]
        place.mkdir(parents=True, exist_ok=True)
        body = answer.body if isinstance(answer.body, bytes) else answer.body.encode()
        (place / f"page.{answer.kind}").write_bytes(body)
        meta = {"url": answer.url, "status": answer.status, "headers": {"Content-Type": TYPES[answer.kind]}}
        (place / "meta.json").write_text(as_json(meta), "utf-8")
