"""When the cells of a table hold: by the head, the name of the row, or the words above the table."""

import re

from measures.periods import periods
from measures.table_reader import YEAR, Place, Reader
from measures.text import normalise

_MONTHLY = re.compile(r"本\s*月|当\s*月|\b(?:this|current) month\b|\bmonthly\b|\bfor the month\b", re.I)
_SUMMED = re.compile(r"累\s*计|\b(?:cumulative|year[- ]to[- ]date|ytd)\b", re.I)


def when_of(reader: Reader, place: Place) -> str | None:
    """How the sentence of a cell begins: with its time; None where the table leaves it open."""
    table, head = reader.table, reader.table.heads[place.column]
    if not (_period(reader, head) or _MONTHLY.search(head) or _SUMMED.search(head)):
        head = table.told_by(place.column)
    row = next((name for name in table.names(place.row) if YEAR.match(name)), "")
    aimed = table.kind(place.column) == "target"
    own: str | None = _period(reader, head) or _period(reader, row)
    if not own and not aimed:
        own = _period_of_table(reader, head)
    if own is None:
        return None
    if aimed or _lies_ahead(reader, own):
        year = YEAR.search(own)
        if reader.chinese:
            return f"到{year.group()}年，力争" if year else "力争"
        return f"By {year.group()}, " if year else "The target is that "
    if reader.chinese:
        return f"{own}，" if own else ""
    return f"In {own}, " if own else ""


def _lies_ahead(reader: Reader, words: str) -> bool:
    day, year = reader.document.reference, YEAR.search(words)
    return bool(day and year and int(year.group()) > day.year)


def _period(reader: Reader, words: str) -> str:
    """The words for a time in a head, with the year that is meant."""
    if re.fullmatch(r"\W*(?:19|20)\d\d\W*", words):
        year = words.strip()
        return f"{year}年" if reader.chinese else year
    plain = normalise(words).text
    found = periods(plain, reader.document.reference, chinese=reader.chinese)
    told = [when for when in found if when.role not in ("compared", "name")]
    return plain[told[0].start : told[0].end] if told else ""


def _period_of_table(reader: Reader, head: str) -> str | None:
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
