"""What a webhook gets: the changes of an alert as plain data with stable ids.

`{"schema": "gongbao.alert/1", "language", "title", "changes": [CHANGE...]}`, where a CHANGE has `id` (of the change,
the same in every language, channel and attempt), `measure` (its id), `kind` (new, revised, corrected, conflicting),
`headline`, `statement`, `sentence`, `before` (a statement or null), `origin`, `also` (origins) and `reason`.
Statements and origins are as in `measures/plain.py`. Texts are as the page has them: escape them before you show them.
"""

from collections.abc import Iterable
from typing import Any

from alerts.story import Item, Part
from measures.model import Language
from measures.plain import origin, statement

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
        "statement": statement(change.statement),
        "sentence": change.sentence,
        "before": statement(change.before.statement) if change.before else None,
        "origin": origin(change.origin),
        "also": [origin(at) for at in change.also],
        "reason": change.reason,
    }
