"""What a webhook gets: the changes of an alert as plain data with stable ids.

`{"schema": "gongbao.alert/1", "language", "title", "changes": [CHANGE...]}`, where a CHANGE has `id` (of the change,
the same in every language, channel and attempt), `measure` (its id), `kind` (new, revised, corrected, conflicting),
`headline`, `statement`, `sentence`, `before` (a statement or null), `origin`, `also` (origins) and `reason`.
A statement has `type`, `quote`, `title` and the fields of its type; numbers are numbers, days ISO, periods as in
`measures.model.Period`. Texts are as the page has them: escape them before you show them.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from alerts.story import Item, Part
from measures.model import Figure, Initiative, Language, Origin, Statement

SCHEMA = "gongbao.alert/1"


def data(parts: Iterable[Part], language: Language, title: str) -> dict[str, Any]:
    """Return the payload of an alert; ready for `json.dumps`."""
    changes = [_change(item) for part in parts for item in part.items]
    return {"schema": SCHEMA, "language": language, "title": title, "changes": changes}


def _change(item: Item) -> dict[str, Any]:
    change = item.change
    return {
        "id": change.id,
        "measure": change.measure,
        "kind": change.kind,
        "headline": item.headline,
        "statement": _statement(change.statement),
        "sentence": change.sentence,
        "before": _statement(change.before.statement) if change.before else None,
        "origin": _origin(change.origin),
        "also": [_origin(origin) for origin in change.also],
        "reason": change.reason,
    }


def _statement(statement: Statement) -> dict[str, Any]:
    said = {"quote": statement.quote, "speaker": statement.speaker, "by": _text(statement.by)}
    return said | (_figure(statement) if isinstance(statement, Figure) else _initiative(statement))


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "type": "figure",
        "title": figure.label,
        "indicator": figure.indicator,
        "value": _number(figure.value),
        "value_max": _number(figure.value_max),
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "modality": figure.modality,
        "as_of": _text(figure.as_of),
    }


def _initiative(act: Initiative) -> dict[str, Any]:
    return {
        "type": "initiative",
        "title": act.title,
        "status": act.status,
        "actors": list(act.actors),
        "topic": act.topic,
        "timeframe": act.timeframe,
        "batch": act.batch,
    }


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "document": origin.document,
        "url": origin.url,
        "title": origin.title,
        "source": origin.source,
        "publisher": origin.publisher,
        "language": origin.language,
        "published": _text(origin.published),
        "event_date": _text(origin.event_date),
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
