"""Between the dataclasses of `measures.model` and what a database can hold."""

import hashlib
import json
import re
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from measures.model import Document, Figure, Initiative, Kind, Statement

FIGURE, INITIATIVE = TypeAdapter(Figure), TypeAdapter(Initiative)
DOCUMENT = TypeAdapter(Document)
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """Put a mark in the place of characters that no database takes; lengths, and so offsets, stay."""
    return UNSTORABLE.sub("\ufffd", text)


def pack(statement: Statement) -> dict[str, Any]:
    """A statement as JSON, sets in a fixed order, without the rule that read it: a better reader says the same."""
    adapter: TypeAdapter[Any] = FIGURE if isinstance(statement, Figure) else INITIATIVE
    data: dict[str, Any] = adapter.dump_python(statement, mode="json", exclude={"rule"})
    for words in {"concepts", "context"} & data.keys():
        data[words] = sorted(data[words])
    return data


def statement_of(kind: str, data: dict[str, Any]) -> Statement:
    """A statement from its JSON."""
    return FIGURE.validate_python(data) if kind == "figure" else INITIATIVE.validate_python(data)


def kind_of(statement: Statement) -> Kind:
    """The kind of a statement, and of its measure."""
    return "figure" if isinstance(statement, Figure) else "initiative"


def packed(document: Document) -> dict[str, Any]:
    """A document as JSON."""
    data: dict[str, Any] = DOCUMENT.dump_python(document, mode="json")
    return data


def document_of(data: dict[str, Any]) -> Document:
    """A document from its JSON."""
    return DOCUMENT.validate_python(data)


def fingerprint(data: object) -> str:
    """A digest of JSON: 32 hex digits."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, default=date.isoformat).encode()).hexdigest()[:32]
