"""The marks that frame the cells and rows of a page's tables on the way to text, with those for the places spanned."""

import re
from collections.abc import Mapping

from bs4.element import Tag

CELLS = frozenset({"td", "th"})
OPEN, SHUT, EMPTY = "\x01", "\x02", "\x01\x02"
CELL = re.compile("\x01([^\x01\x02]*)\x02")
MOST = 50
"""Columns or rows that a cell is believed to span."""

MARKS = re.compile("[\x00-\x04]")
"""What our own marks are made of: no page needs them."""

Edges = tuple[str, str]
"""What is written before and behind an element."""


def spans(table: Tag) -> dict[int, Edges]:
    """The marks around the cells that are not alone in their column and row: an empty cell for each place spanned."""
    found: dict[int, Edges] = {}
    below: dict[int, int] = {}
    for row in _rows(table):
        column = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            before = column
            column = _free(below, column)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            if wide > 1 or column > before:
                found[id(cell)] = (EMPTY * (column - before) + OPEN, SHUT + EMPTY * (wide - 1))
            below |= {place: high for place in range(column, column + wide) if high > 1}
            column += wide
        _close(row, _free(below, column) - column, found)
        below = {place: left - 1 for place, left in below.items() if left > 1}
    return found


def _rows(table: Tag) -> list[Tag]:
    return [row for row in table.find_all("tr") if row.find_parent("table") is table]


def _free(below: Mapping[int, int], column: int) -> int:
    """The first column from here that no cell of a row above reaches into."""
    while column in below:
        column += 1
    return column


def _close(row: Tag, empty: int, found: dict[int, Edges]) -> None:
    """Write the cells behind the last of a row that cells above reach into."""
    if empty:
        found[id(row)] = ("\x03", EMPTY * empty + "\x04")


def _span(cell: Tag, name: str) -> int:
    written = str(cell.get(name) or "1").strip()
    return min(int(written), MOST) if written.isascii() and written.isdigit() and int(written) else 1
