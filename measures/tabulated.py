"""The figures of a document's tables: each cell is put into words, and read as a sentence would be."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from measures.lexicon import Lexicon
from measures.model import Document, Figure
from measures.moments import moment
from measures.numbers import decimal, last_digit
from measures.private import is_private
from measures.readings import read_number
from measures.rows import NUMBER
from measures.scene import Prior, scene
from measures.table_names import measures, name_of
from measures.table_reader import YEAR, Place, Reader
from measures.table_times import when_of
from measures.table_units import RATES, unit_of
from measures.tables import GROWTH, Table, tables
from measures.text import is_chinese, normalise


def tabulated(document: Document, lexicon: Lexicon) -> Iterator[Figure]:
    """The numbers of the document's tables whose row and column say what they count, and in which unit."""
    for table in tables(document):
        words = " ".join((*table.heads, *(name for row in table.rows for name in table.names(row))))
        reader = Reader(document, table, lexicon, is_chinese(words), topic_of(document, table, lexicon))
        yield from filter(None, (_figure(reader, place) for place in _numbers(table)))


def topic_of(document: Document, table: Table, lexicon: Lexicon) -> str:
    """What the words above a table name."""
    captions = (normalise(words).text for words in (*reversed(table.captions), document.title))
    hits = (hit for words in captions for hit in lexicon.subjects.find(words) if hit.entry["kind"] != "generic")
    return next((hit.id for hit in hits), "")


def _numbers(table: Table) -> Iterator[Place]:
    for row in table.rows:
        named = False
        for column, cell in enumerate(row.cells):
            number = NUMBER.fullmatch(cell.text)
            if number and named and table.kind(column) in ("value", "growth", "target"):
                yield Place(row, column, cell, number)
            named = named or bool(cell.text and (not number or YEAR.fullmatch(cell.text)))


def _figure(reader: Reader, place: Place) -> Figure | None:
    """The figure of a cell; None where its sentence does not say what is counted, when and in what."""
    unit, told = unit_of(reader, place), name_of(reader, place)
    when = when_of(reader, place)
    if unit is None or not told or when is None:
        return None
    value = decimal(place.number["digits"].replace("，", ",")) * unit.factor
    said = _sentence(reader, place, f"{when}{told}", f"{value.normalize():f}", unit.name)
    figure = _read(reader, said, value) if said else None
    if figure is None:
        return None
    step = last_digit(place.number["digits"]) * unit.factor * abs(figure.value / value if value else Decimal(1))
    document, cell = reader.document, place.cell
    return replace(
        figure,
        quote=document.text[cell.start : cell.end],
        start=cell.start,
        end=cell.end,
        sentence_start=place.row.start,
        sentence_end=place.row.end,
        step=step,
        rule=f"{figure.rule} table",
    )


_RATE = re.compile(
    r"率|占|强度|比重|比例|份额|程度|水平|覆盖|\b(?:rate|share|proportion|ratio|coverage|level|percentage)\b", re.I
)
_MOVES = re.compile(r"(?:下降|降低|减少|增长|提高|提升|增加)\Z")
"""How a goal is named by what it is to do: 能耗下降 13.5%."""
_MARKS_ZH = {
    ">": "超过",
    "≥": "不低于",
    "<": "低于",
    "≤": "不超过",
    "超": "超过",
    "超过": "超过",
    "约": "约",
    "~": "约",
    "≈": "约",
    "近": "近",
}
_MARKS_EN = {">": "over ", "≥": "at least ", "<": "less than ", "≤": "no more than ", "~": "about ", "≈": "about "}
_MONTH_BEFORE = re.compile(r"环\s*比|上月|m[-/]o[-/]m|month[- ]on[- ]month|previous month", re.I)


def _sentence(reader: Reader, place: Place, told: str, digits: str, unit: str) -> str:
    """What a cell says, in words; "" where its row and column cannot both be meant."""
    falls = (place.number["sign"] or "+") not in "+＋"
    head = reader.table.heads[place.column]
    mark = normalise(place.number["mark"] or "").text
    if _MOVES.search(told) and unit in RATES and not GROWTH.search(head):
        return "" if falls else f"{told}\0{digits}{unit}。"
    if GROWTH.search(head) or GROWTH.search(told):
        return _growth(reader, told, head, (falls, f"\0{digits}{unit}"))
    if falls or (unit in RATES and not _RATE.search(told)):
        return ""
    if reader.chinese:
        return f"{told}达到{_MARKS_ZH.get(mark, '')}\0{digits}{unit}。"
    verb = "will reach" if told.startswith("By ") else "reached"
    return f"{told} {verb} {_MARKS_EN.get(mark, '')}\0{digits} {unit}."


def _growth(reader: Reader, told: str, head: str, number: tuple[bool, str]) -> str:
    falls, amount = number
    name = GROWTH.sub("", told)
    if reader.chinese:
        compared = "环比" if _MONTH_BEFORE.search(head) else "年均" if "年均" in head else "同比"
        return f"{name}{compared}{'下降' if falls else '增长'}{amount}。"
    amount = amount.replace("%", " percent").replace("个百分点", " percentage points")
    compared = "month on month" if _MONTH_BEFORE.search(head) else "year on year"
    return f"{name} {'fell' if falls else 'rose'} {amount} {compared}."


def _read(reader: Reader, said: str, value: Decimal) -> Figure | None:
    """The figure of a cell's sentence; the number begins at the NUL. None for one that is not what the cell holds."""
    at, text = said.index("\0"), said.replace("\0", "")
    day = reader.document.reference
    read = scene(text, reader.lexicon, day, Prior(topic=reader.topic), chinese=reader.chinese)
    index = next((i for i, quantity in enumerate(read.quantities) if quantity.number_start == at), -1)
    figure = read_number(read, index) if index >= 0 and not is_private([text], chinese=reader.chinese) else None
    if figure is None or not value or figure.value % value or not _is_sure(reader, figure, text):
        return None
    as_of, by = moment(read, index, figure.modality, day)
    return replace(figure, as_of=as_of, by=by)


_WHOLE = frozenset({"yuan", "usd", "percent", "percentage_point"})
"""The units in which a metric is told of all there is: exports in dollars, but not an output in cars."""


def _is_sure(reader: Reader, figure: Figure, said: str) -> bool:
    """Does the lexicon know what is counted or how it is measured? Else a list of parts or limits may be meant."""
    lexicon = reader.lexicon
    subject = lexicon.subjects.get(figure.subject)
    words = (*lexicon.metrics.find(figure.label), *lexicon.scopes.find(figure.label))
    alone = lexicon.metrics.get(figure.subject)
    known = figure.subject != "unknown" and not words
    named = known if alone is None else figure.unit in _WHOLE or not alone.flag("things")
    metric = any(figure.aspect.startswith(known) for known in lexicon.metrics)
    unmeasured = metric or (subject and figure.aspect == "total" and not subject["unit"])
    if unmeasured and not measures(reader, said):
        return False  # another row or a heading tells what is measured: power, not output, of 第二产业
    return bool(subject and subject["kind"] != "generic") or (named and (metric or _grows(reader)))


def _grows(reader: Reader) -> bool:
    """Is it a table of statistics or goals?"""
    return any(reader.table.kind(column) in ("growth", "target") for column in range(len(reader.table.heads)))
