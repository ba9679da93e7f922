"""In which unit a cell of a table counts: its own, its column's, its row's, or that of the whole table."""

import re
from dataclasses import dataclass
from decimal import Decimal

from measures.numbers import decimal
from measures.table_reader import BRACKET, OF_HEAD, Place, Reader
from measures.tables import Table
from measures.text import is_chinese


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is to be multiplied by, and the unit of the product."""

    factor: Decimal
    name: str


_STATED = re.compile(r"(?:单位|\bunits?)\s*[:：]\s*([^()（）\n]{1,40})", re.I)
_POINTS = re.compile(r"百分点|percentage points?|\bpp\b", re.I)


def unit_of(reader: Reader, place: Place) -> Unit | None:
    """In which unit a cell counts: its own, its column's, its row's, that of all the table."""
    table, head = reader.table, reader.table.heads[place.column]
    if written := (place.number["unit"] or "").strip():
        return _unit(reader, written)
    own = [*BRACKET.findall(head), *OF_HEAD.findall(head)]
    if table.kind(place.column) == "growth":
        return _of_growth(reader, place, head, own)
    return _first(reader, [*own, *_of_row(table, place)])


def _of_growth(reader: Reader, place: Place, head: str, own: list[str]) -> Unit | None:
    """Percent or points; None for a growth in pieces, and of a rate where the head leaves open which of the two."""
    if _POINTS.search(head):
        return Unit(Decimal(1), "个百分点")
    stated = _first(reader, own)
    if stated or "%" in head:
        return Unit(Decimal(1), "%") if stated is None or stated.name in RATES else None
    row = _first(reader, _of_row(reader.table, place))
    return None if row and row.name in RATES else Unit(Decimal(1), "%")


def _of_row(table: Table, place: Place) -> list[str]:
    """The words for units in the name of a row and the unit column, else above the table."""
    named = [words for name in table.names(place.row) for words in BRACKET.findall(name)]
    stated = [words for caption in reversed(table.captions) for words in _STATED.findall(caption)]
    row = table.unit(place.row)
    return [*named, *([row] if row else (part for words in stated for part in re.split(r"[、,，;；]", words)))]


def _first(reader: Reader, words: list[str]) -> Unit | None:
    return next(filter(None, (_unit(reader, one) for one in words)), None)


RATES = frozenset({"%", "percent"})
_SCALE_ZH = {"万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8}
_SCALE_ZH |= {"千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4}
_SCALE_EN = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALED = re.compile(
    r"(?P<before>(?:RMB|CNY|US\$|USD)\s?)?(?P<digits>\d[\d,]*)?\s?(?P<word>hundred|thousand|million|billion|trillion)?\s?"
    r"(?P<name>[A-Za-z%][\w %/$.-]*)?",
    re.I,
)
_MONEY = {"RMB": "yuan", "CNY": "yuan", "US$": "U.S. dollars", "USD": "U.S. dollars"}
_ABOUT = re.compile("(?:以上|左右|多|余)$")


def _unit(reader: Reader, words: str) -> Unit | None:
    """A unit that the lexicon knows, and what stands before it: 万辆, 亿元, "10,000 units", "billion yuan"."""
    words = words.strip(" :：")
    if words.strip("%％") == "" and words:
        return Unit(Decimal(1), "%")
    if is_chinese(words):
        return _unit_zh(reader, words)
    match = _SCALED.fullmatch(words)
    if not match:
        return None
    money = (match["before"] or "").strip()
    name = _MONEY.get(money, match["name"] or "")
    if not (_is_known(reader, name.strip()) if name else match["word"]):
        return None
    factor = decimal(match["digits"] or "1") * _SCALE_EN.get((match["word"] or "").lower(), 1)
    return Unit(factor, name.strip())


def _unit_zh(reader: Reader, words: str) -> Unit | None:
    if _is_known(reader, words):
        return Unit(Decimal(1), words)
    scale = next((scale for scale in _SCALE_ZH if words.startswith(scale)), "")
    name = words.removeprefix(scale)
    return Unit(Decimal(_SCALE_ZH[scale]), name) if scale and _is_known(reader, name) else None


def _is_known(reader: Reader, name: str) -> bool:
    vocabularies = (reader.lexicon.units, reader.lexicon.nouns)
    name = _ABOUT.sub("", name)
    hits = [hit for known in vocabularies for hit in known.find(name)]
    return any((hit.start, hit.end) == (0, len(name)) for hit in hits) or name.lower() in ("units", "unit", "sets")
