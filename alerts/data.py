"""What a webhook gets: the changes of an alert as plain data with stable ids (docs/webhook.schema.json).

Ids and keys are the same in every language, channel and attempt. Texts are as the page has them: escape them before
you show them. Numbers are in base units; differences of percentages are in percentage points, `relative` in percent.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from alerts.comparison import moved, relation, time_of
from alerts.item import Item
from alerts.story import story
from alerts.telling import Listed, Telling
from measures import plain
from measures.model import Change, Figure, Point

SCHEMA = "gongbao.alert/2"
LONGEST_TEXT = 20_000
"""Characters of a text; the page has the rest."""


class Later(Mapping[str, Any]):
    """Data that is made when it is first read: only webhooks read it, and they get every change."""

    def __init__(self, make: Callable[[], Mapping[str, Any]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[str, Any]:
        return self._make()

    def __getitem__(self, name: str) -> Any:
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def data(changes: Sequence[Change], telling: Telling, title: str) -> dict[str, Any]:
    """Return the payload of an alert, with every change; ready for `json.dumps`."""
    told = story(changes, replace(telling, listed=Listed(len(changes), 0), series={}))
    payload = {
        "schema": SCHEMA,
        "delivery": telling.number or None,
        "team": telling.team_name,
        "team_title": telling.team,
        "form": telling.form,
        "part": telling.part,
        "parts": telling.parts,
        "language": told.language,
        "title": title,
        "url": told.parts[0].source.url,
        "changes": [_change(item) for item in told.items],
    }
    return {name: _bounded(value) for name, value in payload.items()}


def _bounded(value: Any) -> Any:
    """Return data in which no text is longer than receivers take, nor has half a character, which many cannot read."""
    if isinstance(value, str):
        text = value if len(value) <= LONGEST_TEXT else f"{value[: LONGEST_TEXT - 1]}…"
        return text.encode(errors="replace").decode()
    if isinstance(value, dict):
        return {name: _bounded(inner) for name, inner in value.items()}
    return [_bounded(inner) for inner in value] if isinstance(value, list | tuple) else value


def _change(item: Item) -> dict[str, Any]:
    change = item.change
    return {
        "id": change.id,
        "measure": change.measure,
        "kind": change.kind,
        "relation": relation(change),
        "headline": item.headline,
        "statement": plain.statement(change.statement),
        "quote": change.statement.quote,
        "sentence": change.sentence or change.statement.quote,
        "speaker": _speaker(change),
        "before": _before(change),
        "since": _since(change),
        "difference": _difference(change),
        "origin": plain.origin(change.origin),
        "also": [plain.origin(at) for at in change.also],
        "links": {"page": change.origin.url, "measure": item.page or None, "run": item.run or None},
        "perhaps": change.perhaps or None,
        "taken_back": change.taken_back,
        "reason": change.reason,
    }


def _speaker(change: Change) -> dict[str, str] | None:
    name = change.statement.speaker
    return {"name": name, "title": change.post} if name else None


def _before(change: Change) -> dict[str, Any] | None:
    point = change.before
    if point is None:
        return None
    return {
        "statement": plain.statement(point.statement),
        "sentence": change.before_sentence or point.statement.quote,
        "origin": plain.origin(point.origin),
    }


def _since(change: Change) -> dict[str, Any] | None:
    """The times that the value before and the new one hold for; `stated`, that the page itself gives them."""
    if change.before is None or not isinstance(change.statement, Figure):
        return None
    return {"before": _time(change.before), "now": _time(Point(change.statement, change.origin))}


def _time(point: Point) -> dict[str, Any] | None:
    time = time_of(point)
    return {"period": plain.text(time), "stated": time.stated} if time else None


def _difference(change: Change) -> dict[str, Any] | None:
    by, said = moved(change), change.statement
    if by.absolute is None or not isinstance(said, Figure):
        return None
    unit = "percentage_point" if said.unit == "percent" else said.unit
    relative = None if by.relative is None else round(float(by.relative), 4)
    return {"absolute": plain.number(by.absolute), "unit": unit, "relative": relative}
