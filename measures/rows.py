"""The rows of a table as they stand in a text: cells between bars or tabs, a row a line."""

import re
from collections.abc import Sequence

from measures.text import Span, is_chinese

MARK = " | "
"""What is written between the cells of a row. An empty cell is written too, so that columns stay in line."""

_BETWEEN = re.compile(r"[^\S\t]*[|｜][^\S\t]*|[^\S\t]*\t[^\S\t]*")
_RULE = re.compile(r"[\s:=+—-]*")
_STOP = re.compile(r"[。！？；!?;][\"'”’）)]*\Z|[a-z)][.][\"'”’)]*\Z")
_SENTENCE = re.compile(r"。.|[a-z)]\. [A-Z]")
NUMBER = re.compile(
    r"(?P<mark>[<>≥≤＜＞≈~约超近]|超过)?\s?(?P<sign>[+＋\-−－–])?"
    r"(?P<digits>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<unit>\s?[%％]|\s?(?:[百千]?[万亿](?!年)|[家个项元人户台辆件])[\u4e00-\u9fff]{0,6}"
    r"|\s(?:hundred|thousand|million|billion|trillion)\b[a-z ]*)?\s?[*]?"
)
"""A cell that is a number, with its unit or without."""
UNIT = re.compile(r"\W*(?:[\u4e00-\u9fff]{0,4}单\s*位|units?)\s*[:：][^。.]{1,40}", re.I)
"""The line above a table that states the unit of its numbers."""


def cells(text: str) -> list[Span]:
    """Where the cells of a row stand, empty ones too; one span for a line that is no row."""
    marks = [mark.span() for mark in _BETWEEN.finditer(text)]
    return list(zip([0, *(end for _, end in marks)], [*(start for start, _ in marks), len(text)], strict=True))


def is_sentence(cell: str) -> bool:
    """Does a cell hold prose rather than a name or a number?"""
    chinese = is_chinese(cell)
    stopped = bool(_STOP.search(cell)) and len(cell) >= (14 if chinese else 45)
    return stopped or bool(_SENTENCE.search(cell)) or len(cell) > (70 if chinese else 160)


def is_rule(text: str) -> bool:
    """Is it the line that plain text draws between the head and the body of a table?"""
    return bool(text.strip()) and all(_RULE.fullmatch(text[start:end]) for start, end in cells(text))


def is_row(text: str) -> bool:
    """Is a line the row of a table, rather than prose that a page lays out in cells?"""
    found = [text[start:end] for start, end in cells(text)] if any(mark in text for mark in "|\t｜") else []
    return len(found) > 1 and not is_laid_out(found)


def is_laid_out(found: Sequence[str]) -> bool:
    """Do the cells of a row hold prose, beside a number of its place at most?"""
    return any(map(is_sentence, found)) and not any(map(NUMBER.fullmatch, found[1:]))


def is_counted(rows: Sequence[str]) -> bool:
    """Do the rows hold numbers, not only of their places? Else they are a menu, a form, or tasks in short words."""
    return any(NUMBER.fullmatch(row[start:end]) for row in rows for start, end in cells(row)[1:])
