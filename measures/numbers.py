"""Numbers with their qualifier and unit: "over 140,000", "2.7 billion yuan", "more than half", 1.46万家, 三成.

What a number counts and what it says of it is not known here (measures/figures.py).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from measures.lexicon import Hit, Vocabulary
from measures.model import Qualifier
from measures.text import Span

TAIL = 60
STANDARD = (
    r"(?:GB|ISO|IEC|IEEE|ASTM|EN|DIN|JIS|ITU|[A-Z]{1,4}/[A-Z]{1,2})(?:/[A-Z]{1,3})?"
    r"[ -]?\d{3,}(?:[-.:—–]\d+)*(?![\d万亿])"
)
"""The number of a technical standard: GB 38031-2025, JT/T 1213."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number at `text[number_start:number_end]`; `start` to `end` takes in its qualifier and its unit.

    `kind` is the unit's (rate, money, physical, multiple, duration, order, classifier) or empty where no unit follows;
    `unit` is set for all but classifiers, whose usual noun is `counts`. `hanzi`/`word` numbers are written in words.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    value_max: Decimal | None = None
    step: Decimal = Decimal(1)
    qualifier: Qualifier = "exact"
    unit: str = ""
    kind: str = ""
    counts: str = ""
    spelled: bool = False
    growth: bool = False
    conversions: tuple[tuple[Decimal, str], ...] = ()


def decimal(digits: str) -> Decimal:
    """The value of digits as written, with or without commas."""
    return Decimal(digits.replace(",", ""))


def last_digit(digits: str) -> Decimal:
    """The size of the last digit as written: 0.01 for 1.46, 1 for 14,600."""
    return Decimal(1).scaleb(-len(digits.partition(".")[2]))


def qualified(text: str, span: Span, before: re.Pattern[str], after: re.Pattern[str]) -> tuple[Span, Qualifier]:
    """The span of a number with the words that qualify it, and what they say."""
    start, end = span
    lead = before.search(text, max(0, start - TAIL), start)
    tail = after.match(text, end)
    sign: Qualifier = _sign(lead) or _sign(tail) or "exact"
    return (lead.start() if lead else start, tail.end() if tail else end), sign


def _sign(match: re.Match[str] | None) -> Qualifier | None:
    if not match:
        return None
    names: dict[str, Qualifier] = {
        "over": "over",
        "about": "about",
        "nearly": "nearly",
        "under": "under",
        "up_to": "up_to",
    }
    said = (name.rstrip("0123456789") for name, value in match.groupdict().items() if value)
    return next((names[name] for name in said if name in names), None)


def with_unit(quantity: Quantity, hit: Hit | None) -> Quantity:
    """The number with the unit that follows it; a unit with a factor is brought to its base (GW to kilowatts)."""
    if hit is None:
        return quantity
    term = hit.entry
    kind, end = term["kind"], max(quantity.end, hit.end)
    if kind == "classifier":
        counts = term["counts"] or ("person" if term.id == "person" else "")
        return replace(quantity, kind=kind, end=end, counts=counts, unit="")
    factor = Decimal(term["factor"] or 1)
    return replace(
        quantity,
        kind=kind,
        end=end,
        unit=term["unit"] or term.id,
        value=quantity.value * factor,
        value_max=quantity.value_max * factor if quantity.value_max is not None else None,
        step=quantity.step * factor,
    )


def share_units(text: str, quantities: Sequence[Quantity], joint: re.Pattern[str]) -> list[Quantity]:
    """Give the unit at the end of a list to the numbers before it: 5.5个和2.7个百分点, "5, 8 and 12 percent"."""
    shared = list(quantities)
    for at in range(len(shared) - 2, -1, -1):
        one, other = shared[at], shared[at + 1]
        bare = not one.kind or (one.kind == "classifier" and other.unit == "percentage_point")
        if bare and other.kind and joint.fullmatch(text, one.end, other.start):
            shared[at] = replace(one, unit=other.unit, kind=other.kind, counts=other.counts)
    return shared


_OPENING = re.compile(r"\s?\(\s?(?:equivalent to|or|that is|i\.e\.,?|折合|约合|合|相当于|约)?\s?\Z")


def attach_conversions(text: str, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Put a sum that is given again in brackets in another unit to the sum it converts."""
    kept: list[Quantity] = []
    for quantity in quantities:
        last = kept[-1] if kept else None
        if last and last.kind == quantity.kind in ("money", "physical") and last.unit != quantity.unit:
            between = text[last.end : quantity.start]
            if len(between) < TAIL and _OPENING.search(between) and "\n" not in between:
                kept[-1] = replace(last, conversions=(*last.conversions, (quantity.value, quantity.unit)))
                continue
        kept.append(quantity)
    return tuple(kept)


def masked(text: str, pattern: re.Pattern[str], taken: Sequence[Span]) -> bytearray:
    """Which characters belong to something that is no quantity: times, document numbers, names."""
    mask = bytearray(len(text))
    for start, end in (*taken, *(match.span() for match in pattern.finditer(text))):
        mask[start:end] = b"\1" * (end - start)
    return mask


def unmasked(pattern: re.Pattern[str], text: str, mask: bytearray) -> Iterator[re.Match[str]]:
    """The matches whose first number (group a) is free; behind one that is not, the search goes on at once."""
    at = 0
    while match := pattern.search(text, at):
        start, end = match.span("a")
        if any(mask[start:end]):
            at = end
        else:
            yield match
            at = match.end()


_DIGIT = re.compile(r"\d")
_HAN_NUMBER = re.compile(
    r"[一二两三四五六七八九十百千万亿](?:成|分之|[家个项户条亿万元级])|[十百千万]亿|百万|[半过一]半|半数|翻.{0,2}番|全覆盖"
)
_WORD = re.compile(
    r"half|third|quarter|fifth|hundred|thousand|million|billion|dozen|full\b.{0,60}\bcoverage|fully\scover|halv|doubl|tripl|trebl"
    r"|quadrupl|two|four|five|six|seven|eight|nine|ten\b|three|eleven|twelve|teen|twenty|forty|fifty"
)


def has_number(text: str) -> bool:
    """Cheap to ask before a text is searched: whether it may tell a number at all."""
    return bool(_DIGIT.search(text) or _HAN_NUMBER.search(text) or _WORD.search(text.lower()))


def quantities(text: str, units: Vocabulary, times: Sequence[Span] = (), *, chinese: bool) -> tuple[Quantity, ...]:
    """The quantities of a normalised sentence, in order; `times` are stretches that name a time."""
    if not has_number(text):
        return ()
    if chinese:
        from measures.numbers_zh import scan
    else:
        from measures.numbers_en import scan
    return scan(text, units, times)
