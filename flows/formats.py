"""What commands print with `--json`: one JSON object a line, Chinese as it is."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from measures import plain
from measures.lexicon import Lexicon
from measures.life import rows
from measures.model import Change, Document, Figure, Measure, Point, Statement
from measures.reasons import reasons, rule_of

if TYPE_CHECKING:
    from store.store import Background, Correction, Doubt


def document(read: Document) -> dict[str, Any]:
    """A document without its text."""
    return {
        "identity": read.identity,
        "url": read.url,
        "title": read.title,
        "language": read.language,
        "publisher": read.publisher,
        "published": plain.text(read.published),
        "event_date": plain.text(read.event_date),
        "year_told": read.year_told,
        "number": read.number,
        "agencies": list(read.agencies),
        "speakers": [asdict(speaker) for speaker in read.speakers],
        "attachments": [asdict(attachment) for attachment in read.attachments],
        "complete": read.complete,
    }


def reading(path: str, read: Document, said: Iterable[Statement], why: Lexicon | None = None) -> dict[str, Any]:
    """What one page says, as a line of `gongbao read --json`; with the lexicon, each statement tells its reasons."""
    lines: dict[str, list[dict[str, Any]]] = {"figures": [], "initiatives": []}
    for one in said:
        told = {"rule": rule_of(one), "why": [asdict(reason) for reason in reasons(one, read, why)]} if why else {}
        lines["figures" if isinstance(one, Figure) else "initiatives"].append(plain.statement(one) | told)
    return {"path": path, "document": document(read), **lines}


def measure(known: Measure) -> dict[str, Any]:
    """A measure with its statements in order of as_of, as a line of `gongbao measures --json`."""
    return {"id": known.id, "kind": known.kind, "title": known.title, "statements": [point(at) for at in known.points]}


def point(at: Point) -> dict[str, Any]:
    """A statement by its number, at its place in a measure; `path` is the page's address, or its file in an archive."""
    place = {"statement": at.number, "path": at.origin.url or at.origin.document, "change": at.change}
    return place | {"origin": plain.origin(at.origin)} | plain.statement(at.statement)


def correction(settled: "Correction") -> dict[str, Any]:
    """What was settled by hand, as a line of `gongbao corrections --json`."""
    return asdict(settled) | {"at": settled.at.isoformat()}


def doubt(between: "Doubt") -> dict[str, Any]:
    """Two measures that may be the same, as a line of `gongbao measures --doubtful --json`."""
    return {"measures": [measure(one) for one in (between.one, between.other)], "why": between.why}


def history(known: Measure, behind: "Background") -> dict[str, Any]:
    """A measure with its history and all that stands behind it, as `gongbao show --json`."""
    return measure(known) | {
        "rows": [
            {
                "line": row.line,
                "statements": [at.number for at in row.points],
                "contradicted_by": [at.number for at in row.contradicted_by],
            }
            for row in rows(known.points)
        ],
        "reasons": [reason(change) for change in behind.changes.values()],
        "taken_back": [point(at) for at in behind.gone],
        "beside": [{"id": one.id, "kind": one.kind, "title": one.title} for one in behind.beside],
        "doubts": [
            {"id": other.id, "title": other.title, "why": doubt.why}
            for doubt in behind.doubts
            for other in (doubt.one, doubt.other)
            if other.id != known.id
        ],
    }


def reason(change: Change) -> dict[str, Any]:
    """Why a statement was taken as it was."""
    return {
        "statement": change.number,
        "change": change.kind,
        "rule": change.rule,
        "reason": change.reason,
        "compared": [asdict(one) for one in change.compared],
    }


def line(value: dict[str, Any]) -> str:
    """One JSON object on one line."""
    return json.dumps(value, ensure_ascii=False)
