"""What the copied sites answer: an address and a body, rendered from templates, kept as the replica reads them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered at an address; `kind` is html, json or xml."""

    url: str
    body: str
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
        (place / f"page.{answer.kind}").write_text(answer.body, "utf-8")
        kind = {"html": "text/html", "json": "application/json", "xml": "application/rss+xml"}[answer.kind]
        meta = {"url": answer.url, "status": answer.status, "headers": {"Content-Type": f"{kind}; charset=utf-8"}}
        (place / "meta.json").write_text(as_json(meta), "utf-8")
