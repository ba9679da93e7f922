"""The tables of a document: their heads, what stands above them, what their columns hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from measures.model import Document, Paragraph
from measures.rows import NUMBER, cells, is_rule, is_sentence
from measures.text import normalise

Kind = Literal["value", "growth", "target", "unit", "words"]

_PRIVATE = re.compile(
    r"企业名称|单位名称|(?:申报|推荐|承担|生产|完成)(?:单位|企业)|公司|型号|产品名称|商标|证书|编号|代码|姓名|电话|邮编|地址|联系人|项目名称|申请人|车型|品牌|法人"
    r"|\b(?:company|firm|model|applicant|name of (?:the )?enterprise|phone|address|contact|certificate)\b",
    re.I,
)
"""What heads the columns of lists: firms, their products, people. Their numbers are nobody's else."""
_UNIT = re.compile(r"(?:计量|计算)?单\s*位|units?(?: of measure(?:ment)?)?", re.I)
_RANK = re.compile(
    r"序\s*号|排\s*[名序]|名\s*次|位\s*次|顺序|编号|no\.?|#|rank(?:ing)?|s/?n|serial (?:no\.?|number)", re.I
)
_ASIDE = re.compile(
    r"去年同期|上年同期|基期|权重|分值|得分|评分|[限阈]值|限定|标准值|标杆|基准|[上下]限|要求|备注"
    r"|\b(?:same period|year[- ]earlier|previous|base (?:period|year)|weight|scores?|points|limits?|notes?|remarks?)\b"
    r"|较上年|[比较](?!上[年月]|去年|同期)",
    re.I,
)
"""Columns that tell of another time or nothing of the thing."""
GROWTH = re.compile(
    r"同\s*比|环\s*比|增\s*[长减速幅]|增加值?率|[比较](?:上[年月]|去年)(?:同期|同月|末)?|变化率|涨跌|涨幅|降幅"
    r"|%\s*change|change\s*\(?%|\bgrowth\b|\by(?:[-/ ]?o)?[-/ ]?y\b|\byear[- ]on[- ]year\b"
    r"|\bincrease\b|\bm[-/]o[-/]m\b",
    re.I,
)
TARGET = re.compile(r"目标|规划值|\b(?:target|goal)s?\b", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d\W*")
_CAPTIONS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at `start:end` of the document; `text` is normalised."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, which stands at `start:end` of the document."""

    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one head for each column; `captions` are the short lines above it, the nearest last."""

    captions: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[Row, ...]

    def kind(self, column: int) -> Kind:
        """What the numbers of a column are, by its head."""
        head = self.heads[column]
        if _UNIT.fullmatch(head.strip()):
            return "unit"
        if not head or _RANK.fullmatch(head.strip()):
            return "words"
        if GROWTH.search(head):
            return "growth"
        return "words" if _ASIDE.search(head) else "target" if TARGET.search(head) else "value"

    def names(self, row: Row) -> list[str]:
        """The cells that say what a row is about: words before its first number, but no rank and no unit."""
        found: list[str] = []
        for column, cell in enumerate(row.cells):
            told = self.kind(column) != "unit" and not _RANK.fullmatch(self.heads[column].strip())
            if is_number(cell.text) and told and not _YEAR.fullmatch(cell.text):
                break
            if told and cell.text and not (is_number(cell.text) and found):
                found.append(cell.text)
        return found

    def told_by(self, column: int) -> str:
        """The head that says what a column is of: for growth without words of its own, that of the values before it."""
        while column and self.kind(column) == "growth":
            column -= 1
        return self.heads[column] if self.kind(column) in ("value", "target") else ""

    def unit(self, row: Row) -> str:
        """What stands in the unit column."""
        return next((cell.text for at, cell in enumerate(row.cells) if self.kind(at) == "unit"), "")


def is_number(text: str) -> bool:
    return bool(NUMBER.fullmatch(text))


def tables(document: Document) -> Iterator[Table]:
    """The tables that can be told apart into head and body; not lists of firms or people."""
    captions: list[str] = []
    block: list[Row] = []
    last: Table | None = None
    for paragraph in (*document.paragraphs, None):
        if paragraph and paragraph.role == "row":
            block.append(_row(document, paragraph))
            continue
        if block:
            last = _table(captions, block) or (_continued(last, block) if len(captions) < 2 else None)
            if last:
                yield last
            captions, block = [], []
        if paragraph:
            words = normalise(document.text[paragraph.start : paragraph.end]).text
            prose = is_sentence(words)
            captions, last = ([], None) if prose else ([*captions, words][-_CAPTIONS:], last)


def _row(document: Document, paragraph: Paragraph) -> Row:
    start, text = paragraph.start, document.text[paragraph.start : paragraph.end]
    found = (Cell(start + first, start + last, normalise(text[first:last]).text.strip()) for first, last in cells(text))
    return Row(start, paragraph.end, tuple(found))


def _table(captions: Sequence[str], block: Sequence[Row]) -> Table | None:
    rows = [row for row in block if not is_rule(" | ".join(cell.text for cell in row.cells))]
    head = next((at for at, row in enumerate(rows) if _is_body(row)), 0)
    if not head:
        return None
    width = len(rows[0].cells)
    heads = _heads([row for row in rows[:head] if len(row.cells) == width], width)
    if any(map(_PRIVATE.search, heads)):
        return None
    return Table(tuple(captions), heads, tuple(_filled([row for row in rows[head:] if len(row.cells) == width])))


def _filled(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows with the name that one cell gives to several of them: 汽车 before 产量 and 销量."""
    above = ""
    for row in rows:
        first, *others = row.cells
        above = first.text or above
        named = others and others[0].text and not is_number(others[0].text)
        yield row if first.text or not named else replace(row, cells=(replace(first, text=above), *others))


def _continued(last: Table | None, block: Sequence[Row]) -> Table | None:
    """The rows behind a line that parts a table, under the same heads."""
    if last is None or any(len(row.cells) != len(last.heads) for row in block):
        return None
    return Table(last.captions, last.heads, tuple(block))


def _is_body(row: Row) -> bool:
    """Does a row hold a number that is no year?"""
    return any(is_number(cell.text) and not _YEAR.fullmatch(cell.text) for cell in row.cells)


def _heads(rows: Sequence[Row], width: int) -> tuple[str, ...]:
    """The words above each column; a head of heads stands once and holds for the empty cells behind it."""
    found = [""] * width
    for row in rows:
        above = ""
        for column, cell in enumerate(row.cells):
            above = cell.text or (above if row is not rows[-1] else "")
            found[column] = f"{found[column]} {above}".strip()
    return tuple(found)
