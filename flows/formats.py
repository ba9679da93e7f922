"""Statements, documents and measures as JSON, in the form of `gongbao read --json` and `gongbao measures --json`."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from measures.model import Document, Figure, Initiative, Measure, Period, Point, Statement


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole numbers without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def period(value: Period | None) -> str | None:
    """An ISO day, month, year or interval."""
    return None if value is None else str(value)


def statement(said: Statement) -> dict[str, Any]:
    """One figure or initiative."""
    return figure(said) if isinstance(said, Figure) else initiative(said)


def figure(said: Figure) -> dict[str, Any]:
    """A figure; values in base units."""
    return {
        "quote": said.quote,
        "start": said.start,
        "end": said.end,
        "value": number(said.value),
        "value_max": number(said.value_max),
        "unit": said.unit,
        "qualifier": said.qualifier,
        "indicator": said.indicator,
        "modality": said.modality,
        "as_of": period(said.as_of),
        "by": period(said.by),
        "label": said.label,
        "conversions": [{"value": number(value), "unit": unit} for value, unit in said.conversions],
        "speaker": said.speaker,
    }


def initiative(said: Initiative) -> dict[str, Any]:
    """An initiative."""
    return {
        "quote": said.quote,
        "start": said.start,
        "end": said.end,
        "title": said.title,
        "status": said.status,
        "actors": list(said.actors),
        "topic": said.topic,
        "timeframe": said.timeframe,
        "by": period(said.by),
        "batch": said.batch,
        "speaker": said.speaker,
    }


def document(read: Document) -> dict[str, Any]:
    """A document without its text."""
    return {
        "identity": read.identity,
        "url": read.url,
        "title": read.title,
        "language": read.language,
        "publisher": read.publisher,
        "published": read.published and read.published.isoformat(),
        "event_date": read.event_date and read.event_date.isoformat(),
        "number": read.number,
        "agencies": list(read.agencies),
        "speakers": [asdict(speaker) for speaker in read.speakers],
        "attachments": [asdict(attachment) for attachment in read.attachments],
        "complete": read.complete,
    }


def reading(path: str, read: Document, said: Iterable[Statement]) -> dict[str, Any]:
    """What one page says, as a line of `gongbao read --json`."""
    said = list(said)
    return {
        "path": path,
        "document": document(read),
        "figures": [figure(s) for s in said if isinstance(s, Figure)],
        "initiatives": [initiative(s) for s in said if isinstance(s, Initiative)],
    }


def measure(known: Measure) -> dict[str, Any]:
    """A measure with its statements in order of as_of, as a line of `gongbao measures --json`."""
    return {
        "id": known.id,
        "kind": known.kind,
        "title": known.title,
        "statements": [point(p) for p in known.points],
    }


def point(at: Point) -> dict[str, Any]:
    """A statement at its place in a measure, with where it stands."""
    return {
        "path": at.origin.url or at.origin.document,
        "change": at.change,
        "document": at.origin.title,
        "source": at.origin.source,
        "published": at.origin.published and at.origin.published.isoformat(),
    } | statement(at.statement)


def line(value: dict[str, Any]) -> str:
    """One JSON object on one line, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False)
