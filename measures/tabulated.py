"""The figures of a document's tables: each cell is put into words, and read as a sentence would be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from measures.lexicon import Lexicon
from measures.model import Document, Figure
from measures.moments import moment
from measures.numbers import decimal, last_digit
from measures.periods import periods
from measures.private import is_private
from measures.readings import read_number
from measures.rows import NUMBER
from measures.scene import Prior, scene
from measures.tables import GROWTH, TARGET, Cell, Row, Table, tables
from measures.text import is_chinese, normalise


@dataclass(frozen=True, slots=True)
class _Unit:
    """What a number is to be multiplied by, and the unit of the product."""

    factor: Decimal
    name: str


@dataclass(frozen=True, slots=True)
class _Reader:
    """A table with what its cells are read by."""

    document: Document
    table: Table
    lexicon: Lexicon
    chinese: bool
    topic: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell with a number, in its row under its head."""

    row: Row
    column: int
    cell: Cell
    number: re.Match[str]


def tabulated(document: Document, lexicon: Lexicon) -> Iterator[Figure]:
    """The numbers of the document's tables whose row and column say what they count, and in which unit."""
    for table in tables(document):
        words = " ".join((*table.heads, *(name for row in table.rows for name in table.names(row))))
        reader = _Reader(document, table, lexicon, is_chinese(words), _topic(document, table, lexicon))
        yield from filter(None, (_figure(reader, place) for place in _numbers(table)))


def _topic(document: Document, table: Table, lexicon: Lexicon) -> str:
    """What the words above a table name."""
    captions = (normalise(words).text for words in (*reversed(table.captions), document.title))
    hits = (hit for words in captions for hit in lexicon.subjects.find(words) if hit.entry["kind"] != "generic")
    return next((hit.id for hit in hits), "")


def _numbers(table: Table) -> Iterator[_Place]:
    for row in table.rows:
        named = False
        for column, cell in enumerate(row.cells):
            number = NUMBER.fullmatch(cell.text)
            if number and named and table.kind(column) in ("value", "growth", "target"):
                yield _Place(row, column, cell, number)
            named = named or bool(cell.text and (not number or _YEAR.fullmatch(cell.text)))


_YEAR = re.compile(r"(?:19|20)\d\d")


def _figure(reader: _Reader, place: _Place) -> Figure | None:
    """The figure of a cell; None where its sentence does not say what is counted, when and in what."""
    unit, told = _unit_of(reader, place), _name_of(reader, place)
    when = _when(reader, place)
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


_BRACKET = re.compile(r"[(（\[]([^()（）\[\]]{1,30})[)）\]]")
_STATED = re.compile(r"(?:单位|\bunits?)\s*[:：]\s*([^()（）\n]{1,40})", re.I)
_OF_HEAD = re.compile(r"[,，:：]\s*([^,，:：]{1,24})\Z")
_POINTS = re.compile(r"百分点|percentage points?|\bpp\b", re.I)


def _unit_of(reader: _Reader, place: _Place) -> _Unit | None:
    """In which unit a cell counts: its own, its column's, its row's, that of all the table."""
    table, head = reader.table, reader.table.heads[place.column]
    if written := (place.number["unit"] or "").strip():
        return _unit(reader, written)
    own = [*_BRACKET.findall(head), *_OF_HEAD.findall(head)]
    grown = table.kind(place.column) == "growth"
    if grown:
        point = any(map(_POINTS.search, own)) or bool(_POINTS.search(head))
        other = next((unit for words in own if (unit := _unit(reader, words)) and unit.name not in _RATES), None)
        return None if other and not point else _Unit(Decimal(1), "个百分点" if point else "%")
    names = [words for name in table.names(place.row) for words in _BRACKET.findall(name)]
    stated = [words for caption in reversed(table.captions) for words in _STATED.findall(caption)]
    of_table = [part for words in stated for part in re.split(r"[、,，;；]", words)]
    row = table.unit(place.row)
    for words in (*own, *names, *([row] if row else of_table)):
        if unit := _unit(reader, words):
            return unit
    return None


_RATES = frozenset({"%", "percent"})
_SCALE_ZH = {"万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8}
_SCALE_ZH |= {"千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4}
_SCALE_EN = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALED = re.compile(
    r"(?P<before>(?:RMB|CNY|US\$|USD)\s)?(?P<digits>\d[\d,]*)?\s?(?P<word>hundred|thousand|million|billion|trillion)?\s?"
    r"(?P<name>[A-Za-z%][\w %/$.-]*)?",
    re.I,
)


def _unit(reader: _Reader, words: str) -> _Unit | None:
    """A unit that the lexicon knows, and what stands before it: 万辆, 亿元, "10,000 units", "billion yuan"."""
    words = words.strip(" :：")
    if words.strip("%％") == "" and words:
        return _Unit(Decimal(1), "%")
    if is_chinese(words):
        return _unit_zh(reader, words)
    match = _SCALED.fullmatch(words)
    name = match and (match["name"] or match["before"] or "")
    if not match or name is None or not (_is_known(reader, name.strip()) if name else match["word"]):
        return None
    factor = decimal(match["digits"] or "1") * _SCALE_EN.get((match["word"] or "").lower(), 1)
    return _Unit(factor, name.strip())


def _unit_zh(reader: _Reader, words: str) -> _Unit | None:
    if _is_known(reader, words):
        return _Unit(Decimal(1), words)
    scale = next((scale for scale in _SCALE_ZH if words.startswith(scale)), "")
    name = words.removeprefix(scale)
    return _Unit(Decimal(_SCALE_ZH[scale]), name) if scale and _is_known(reader, name) else None


def _is_known(reader: _Reader, name: str) -> bool:
    vocabularies = (reader.lexicon.units, reader.lexicon.nouns)
    hits = [hit for known in vocabularies for hit in known.find(name)]
    return any((hit.start, hit.end) == (0, len(name)) for hit in hits) or name.lower() in ("units", "unit", "sets")


_NUMBERING = re.compile(
    r"^\W*(?:其\s*中|of which|including|#"
    r"|\d{1,2}[.、．)）](?!\d)|[(（]?[一二三四五六七八九十]{1,3}[)）、.．])*[\s:：*]*",
    re.I,
)
_ALL = re.compile(r"合\s*计|总\s*计|总\s*[量数额]|全\s*国|全\s*部|(?:grand |national )?total", re.I)
_PART = re.compile(r"^\W*(?:其\s*中|of which|including|#)", re.I)
_OF_TIME = re.compile(
    r"累\s*计|本\s*[月年季期]|当\s*[月年季期]|绝对[量值额]|数\s*[值量]|实\s*绩|完成(?:情况|值)?|[现目]状值?|值|指标|水平|合计|总计"
    r"|(?<!\d)\d{1,2}(?:\s?[-—–~至]\s?\d{1,2})?月份?|(?:19|20)\d\d\s?年?度?"
    r"|\b(?:year[- ]to[- ]date|cumulative|amount|value|total|volume|number|level|"
    r"this month|current|actual|unit|indicators?|result)\b",
    re.I,
)


def _name_of(reader: _Reader, place: _Place) -> str:
    """What a cell tells of: the name of its row, and the metric of its column or of the table; "" for none."""
    names = [_plain(name) for name in reader.table.names(place.row) if not _YEAR.match(name)]
    name = names[-1] if names and not _ALL.fullmatch(names[-1]) else ""
    if len(names) > 1 and not _subjects(reader, name):
        name = _joined(reader, names[-2], name)
    if _PART.match(reader.table.names(place.row)[-1]) and not _subjects(reader, name):
        return ""
    head = _metric_words(reader, place)
    if head and not _measures(reader, name):
        return _joined(reader, name, head) if name else head
    return name


def _plain(name: str) -> str:
    return _NUMBERING.sub("", _BRACKET.sub("", name)).strip(" *:：")


def _joined(reader: _Reader, one: str, other: str) -> str:
    return one + other if reader.chinese else f"{one} {other}"


def _subjects(reader: _Reader, words: str) -> bool:
    return any(hit.entry["kind"] != "generic" for hit in reader.lexicon.subjects.find(words))


def _measures(reader: _Reader, words: str) -> bool:
    return bool(reader.lexicon.metrics.find(words))


def _metric_words(reader: _Reader, place: _Place) -> str:
    """The words of the head but for its unit, its time and how it compares; else the one metric above the table."""
    heads, column = reader.table.heads, place.column
    while reader.table.kind(column) == "growth" and not _says(reader, heads[column]) and column:
        column -= 1
    if words := _says(reader, heads[column]):
        return words
    for caption in (*reversed(reader.table.captions), reader.document.title):
        if hits := reader.lexicon.metrics.find(normalise(caption).text):
            one = normalise(caption).text[hits[0].start : hits[0].end]
            return one if len({hit.id for hit in hits}) == 1 and hits[0].entry.flag("things") else ""
    return ""


def _says(reader: _Reader, head: str) -> str:
    """The words of a head that name a subject or a metric; "" where it names none."""
    head = _BRACKET.sub("", head)
    words = _OF_TIME.sub("", TARGET.sub("", GROWTH.sub("", _OF_HEAD.sub("", head)))).strip(" ,，%:：-—–")
    return words if _measures(reader, words) or _subjects(reader, words) else ""


_MONTHLY = re.compile(r"本\s*月|当\s*月|\b(?:this|current) month\b|\bmonthly\b|\bfor the month\b", re.I)
_SUMMED = re.compile(r"累\s*计|\b(?:cumulative|year[- ]to[- ]date|ytd)\b", re.I)


def _when(reader: _Reader, place: _Place) -> str | None:
    """How the sentence of a cell begins: with its time; None where the table leaves it open."""
    head = reader.table.heads[place.column]
    table = reader.table
    row = next((name for name in table.names(place.row) if _YEAR.match(name)), "")
    aimed = table.kind(place.column) == "target"
    own: str | None = _period(reader, head) or _period(reader, row)
    if not own and not aimed:
        own = _period_of_table(reader, head)
    if own is None:
        return None
    if aimed or _lies_ahead(reader, own):
        year = _YEAR.search(own)
        if reader.chinese:
            return f"到{year.group()}年，力争" if year else "力争"
        return f"By {year.group()}, " if year else "The target is that "
    if reader.chinese:
        return f"{own}，" if own else ""
    return f"In {own}, " if own else ""


def _lies_ahead(reader: _Reader, words: str) -> bool:
    day, year = reader.document.reference, _YEAR.search(words)
    return bool(day and year and int(year.group()) > day.year)


def _period(reader: _Reader, words: str) -> str:
    """The words for a time in a head, with the year that is meant."""
    if re.fullmatch(r"\W*(?:19|20)\d\d\W*", words):
        year = words.strip()
        return f"{year}年" if reader.chinese else year
    plain = normalise(words).text
    found = periods(plain, reader.document.reference, chinese=reader.chinese)
    told = [when for when in found if when.role not in ("compared", "name")]
    return plain[told[0].start : told[0].end] if told else ""


def _period_of_table(reader: _Reader, head: str) -> str | None:
    """The time that stands above the table or in the title, cut to its last month or reaching back to January."""
    captions = (*reversed(reader.table.captions), reader.document.title)
    words = next(filter(None, (_period(reader, caption) for caption in captions)), "")
    if not _MONTHLY.search(head) and not _SUMMED.search(head):
        return words
    found = periods(words, reader.document.reference, chinese=reader.chinese)
    if not found or found[0].period.start.year != found[0].period.end.year:
        return None if _MONTHLY.search(head) else words
    last = found[0].period.end
    if _MONTHLY.search(head):
        return f"{last.year}年{last.month}月" if reader.chinese else f"{last:%B} {last.year}"
    if not reader.chinese:
        return f"January-{last:%B} {last.year}" if last.month > 1 else f"January {last.year}"
    return f"{last.year}年1—{last.month}月" if last.month > 1 else f"{last.year}年1月"


_RATE = re.compile(
    r"率|占|比重|比例|份额|程度|水平|覆盖|\b(?:rate|share|proportion|ratio|coverage|level|percentage)\b", re.I
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


def _sentence(reader: _Reader, place: _Place, told: str, digits: str, unit: str) -> str:
    """What a cell says, in words; "" where its row and column cannot both be meant."""
    falls = (place.number["sign"] or "+") not in "+＋"
    head = reader.table.heads[place.column]
    mark = normalise(place.number["mark"] or "").text
    if _MOVES.search(told) and unit in _RATES and not GROWTH.search(head):
        return "" if falls else f"{told}\0{digits}{unit}。"
    if GROWTH.search(head) or GROWTH.search(told):
        return _growth(reader, told, head, (falls, f"\0{digits}{unit}"))
    if falls or (unit in _RATES and not _RATE.search(told)):
        return ""
    if reader.chinese:
        return f"{told}达到{_MARKS_ZH.get(mark, '')}\0{digits}{unit}。"
    verb = "will reach" if told.startswith("By ") else "reached"
    return f"{told} {verb} {_MARKS_EN.get(mark, '')}\0{digits} {unit}."


def _growth(reader: _Reader, told: str, head: str, number: tuple[bool, str]) -> str:
    falls, amount = number
    name = GROWTH.sub("", told)
    if reader.chinese:
        compared = "环比" if _MONTH_BEFORE.search(head) else "年均" if "年均" in head else "同比"
        return f"{name}{compared}{'下降' if falls else '增长'}{amount}。"
    amount = amount.replace("%", " percent").replace("个百分点", " percentage points")
    compared = "month on month" if _MONTH_BEFORE.search(head) else "year on year"
    return f"{name} {'fell' if falls else 'rose'} {amount} {compared}."


def _read(reader: _Reader, said: str, value: Decimal) -> Figure | None:
    """The figure of a cell's sentence; the number begins at the NUL. None for one that is not what the cell holds."""
    at, text = said.index("\0"), said.replace("\0", "")
    day = reader.document.reference
    read = scene(text, reader.lexicon, day, Prior(topic=reader.topic), chinese=reader.chinese)
    index = next((i for i, quantity in enumerate(read.quantities) if quantity.number_start == at), -1)
    figure = read_number(read, index) if index >= 0 and not is_private([text], chinese=reader.chinese) else None
    if figure is None or not value or figure.value % value or not _is_sure(reader, figure):
        return None
    as_of, by = moment(read, index, figure.modality, day)
    return replace(figure, as_of=as_of, by=by)


def _is_sure(reader: _Reader, figure: Figure) -> bool:
    """Does the lexicon know what is counted or how it is measured? Else a list of parts or limits may be meant."""
    lexicon = reader.lexicon
    subject, nothing = (
        lexicon.subjects.get(figure.subject),
        figure.subject == "unknown" or _measures(reader, figure.label),
    )
    metric = any(figure.aspect.startswith(known) for known in lexicon.metrics)
    return bool(subject and subject["kind"] != "generic") or (not nothing and (metric or _grows(reader)))


def _grows(reader: _Reader) -> bool:
    """Is it a table of statistics or goals?"""
    return any(reader.table.kind(column) in ("growth", "target") for column in range(len(reader.table.heads)))
