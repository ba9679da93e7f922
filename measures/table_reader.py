"""A table with what its cells are read by."""

import re
from dataclasses import dataclass

from measures.lexicon import Lexicon
from measures.model import Document
from measures.tables import Cell, Row, Table

BRACKET = re.compile(r"[(（\[]([^()（）\[\]]{1,30})[)）\]]")
OF_HEAD = re.compile(r"[,，:：]\s*([^,，:：]{1,24})\Z")
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Reader:
    """A table with what its cells are read by."""

    document: Document
    table: Table
    lexicon: Lexicon
    chinese: bool
    topic: str


@dataclass(frozen=True, slots=True)
class Place:
    """A cell with a number, in its row under its head."""

    row: Row
    column: int
    cell: Cell
    number: re.Match[str]
