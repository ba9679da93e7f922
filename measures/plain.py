"""Statements and where they stand as plain data, ready for JSON: one form for command line and webhooks.

Numbers are numbers in base units, days ISO, periods as `model.Period` writes them, absent things null. `start` and
`end` are offsets into the document's text.
"""

from decimal import Decimal
from typing import Any

from measures.model import Figure, Initiative, Origin, Statement


def statement(said: Statement) -> dict[str, Any]:
    """A figure or an initiative."""
    common = {
        "quote": said.quote,
        "start": said.start,
        "end": said.end,
        "by": text(said.by),
        "speaker": said.speaker,
    }
    return (_figure(said) if isinstance(said, Figure) else _initiative(said)) | common


def _figure(said: Figure) -> dict[str, Any]:
    return {
        "type": "figure",
        "title": said.label,
        "indicator": said.indicator,
        "value": number(said.value),
        "value_max": number(said.value_max),
        "unit": said.unit,
        "qualifier": said.qualifier,
        "inclusive": said.inclusive,
        "modality": said.modality,
        "as_of": text(said.as_of),
        "conversions": [{"value": number(value), "unit": unit} for value, unit in said.conversions],
    }


def _initiative(said: Initiative) -> dict[str, Any]:
    return {
        "type": "initiative",
        "title": said.title,
        "status": said.status,
        "actors": list(said.actors),
        "topic": said.topic,
        "timeframe": said.timeframe,
        "batch": said.batch,
    }


def origin(at: Origin) -> dict[str, Any]:
    """The document that a statement stands in."""
    return {
        "document": at.document,
        "url": at.url,
        "title": at.title,
        "source": at.source,
        "publisher": at.publisher,
        "language": at.language,
        "published": text(at.published),
        "event_date": text(at.event_date),
    }


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole numbers without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def text(value: object) -> str | None:
    """A day or a period in ISO form."""
    return None if value is None else str(value)
