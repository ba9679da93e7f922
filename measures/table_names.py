"""What the cells of a table tell of: the name of the row with the metric of its column or of the table."""

import re

from measures.table_reader import BRACKET, OF_HEAD, YEAR, Place, Reader
from measures.tables import GROWTH, TARGET
from measures.text import normalise

_NUMBERING = re.compile(
    r"^\W*(?:其\s*中|of which|including|#"
    r"|\d{1,2}[.、．)）](?!\d)|[(（]?[一二三四五六七八九十]{1,3}[)）、.．])*[\s:：*]*",
    re.I,
)
_ALL = re.compile(r"合\s*计|总\s*计|总\s*[量数额]|全\s*国|全\s*部|(?:grand |national )?total", re.I)
_PART = re.compile(r"^\W*(?:其\s*中|of which|including|#)", re.I)
_BUT = re.compile(r"除[^去]|不含|不包括|扣除|其他|其它|\b(?:excluding|except|other than|others?)\b", re.I)
"""In the name of a row, that it is not what its other words name."""
_OF_TIME = re.compile(
    r"累\s*计|本\s*[月年季期]|当\s*[月年季期]|绝对[量值额]|数\s*[值量]|实\s*绩|完成(?:情况|值)?|[现目]状值?|值|指标|水平|合计|总计"
    r"|(?<!\d)\d{1,2}(?:\s?[-—–~至]\s?\d{1,2})?月份?|(?:19|20)\d\d\s?年?度?"
    r"|\b(?:year[- ]to[- ]date|cumulative|amount|value|total|volume|number|level|"
    r"this month|current|actual|unit|indicators?|result)\b",
    re.I,
)


def name_of(reader: Reader, place: Place) -> str:
    """What a cell tells of: the name of its row, and the metric of its column or of the table; "" for none."""
    written = [name for name in reader.table.names(place.row) if not YEAR.match(name)]
    names = [_plain(name) for name in written]
    name = names[-1] if names and not _ALL.fullmatch(names[-1]) else ""
    if len(names) > 1 and not _subjects(reader, name):
        name = _joined(reader, names[-2], name)
    if _BUT.search(name) or (written and _PART.match(written[-1]) and not _subjects(reader, name)):
        return ""
    head = _metric_words(reader, place)
    if head and not measures(reader, name):
        return _joined(reader, name, head) if name else head
    return name


def _plain(name: str) -> str:
    return _NUMBERING.sub("", BRACKET.sub("", name)).strip(" *:：")


def _joined(reader: Reader, one: str, other: str) -> str:
    return one + other if reader.chinese else f"{one} {other}"


def _subjects(reader: Reader, words: str) -> bool:
    return any(hit.entry["kind"] != "generic" for hit in reader.lexicon.subjects.find(words))


def measures(reader: Reader, words: str) -> bool:
    return bool(reader.lexicon.metrics.find(words))


def _metric_words(reader: Reader, place: Place) -> str:
    """The words of the head but for its unit, its time and how it compares; else the one metric above the table."""
    heads = (reader.table.heads[place.column], reader.table.told_by(place.column))
    if words := next(filter(None, (_says(reader, head) for head in heads)), ""):
        return words
    for caption in (*reversed(reader.table.captions), reader.document.title):
        if hits := reader.lexicon.metrics.find(normalise(caption).text):
            one = normalise(caption).text[hits[0].start : hits[0].end]
            return one if len({hit.id for hit in hits}) == 1 and hits[0].entry.flag("things") else ""
    return ""


def _says(reader: Reader, head: str) -> str:
    """The words of a head that name a subject or a metric; "" where it names none."""
    head = BRACKET.sub("", head)
    words = _OF_TIME.sub("", TARGET.sub("", GROWTH.sub("", OF_HEAD.sub("", head)))).strip(" ,，%:：-—–")
    return words if measures(reader, words) or _subjects(reader, words) else ""
