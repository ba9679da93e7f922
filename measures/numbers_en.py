"""English numbers: digits with scale words, numbers in words, fractions, ranges."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from measures.lexicon import Vocabulary
from measures.number_words_en import AFTER, BEFORE, ONES, TENS, VALUES, fractions
from measures.numbers import (
    STANDARD,
    Quantity,
    attach_conversions,
    decimal,
    last_digit,
    masked,
    qualified,
    unmasked,
    with_unit,
)
from measures.numbers_zh import scan as scan_chinese
from measures.text import Span

_SCALES = {
    "hundred": 2,
    "thousand": 3,
    "million": 6,
    "mn": 6,
    "billion": 9,
    "bn": 9,
    "trillion": 12,
    "tn": 12,
    "dozen": 0,
}
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SCALE = r"(?:hundred|thousand|million|billion|trillion|bn|mn|tn)"
_WORD = rf"(?:(?:{'|'.join(TENS)})(?:-(?:{'|'.join(ONES[1:10])}))?|{'|'.join(sorted(ONES[1:], key=len, reverse=True))})"
_MONEY = {
    "RMB": "yuan",
    "CNY": "yuan",
    "¥": "yuan",
    "US$": "usd",
    "$": "usd",
    "USD": "usd",
    "HK$": "hkd",
    "€": "eur",
    "£": "gbp",
}
_PREFIX = r"(?:(?P<money>RMB|CNY|USD|US\$|HK\$|\$|¥|€|£)\s?)?"
_NUMBER = re.compile(
    rf"(?<![\w.])(?<![\d,]\d,)(?<![A-Za-z]-)(?<!\d[-–/]){_PREFIX}(?P<a>{_DIGITS})(?P<rate>%)?"
    rf"(?:(?:[\s-](?P<scale1>{_SCALE})\b)?(?:\s?[-–—~]\s?|\s(?:to|and)\s)(?P<b>{_DIGITS})(?![\d,]*-?\d*[A-Za-z]))?(?P<rate2>%)?"
    rf"(?:[\s-]?(?P<scale>{_SCALE})\b)?(?P<plus>\+(?!\w))?",
    re.I,
)
_SPELLED = re.compile(
    rf"\b(?=[otfsena])(?P<word>{_WORD}|a(?=\s(?:hundred|thousand|million|billion|trillion|dozen)\b))"
    rf"(?P<scales>(?:[\s-](?:hundred|thousand|million|billion|trillion|dozen)\b)*)(?:(?![\w-])|(?=-?fold\b))",
    re.I,
)
_AGE = (
    r"(?:aged?|ages)\s(?:(?:over|above|under|below|between|at\sleast|from)\s)?\d{1,3}(?:(?:\s(?:to|and|or)\s|-)(?:\d{1,3}|\w+))?\b"
    r"|(?i:children|people|persons|women|men|workers|residents|those|adults|youths?|minors|citizens)"
    r"\s(?:under|over|above|below|younger\sthan|older\sthan)\s\d\d?(?:\s(?:and|or)\s\w+)?\b(?!,\d|\.\d|\s?%|\s(?:percent|thousand|million|billion|hundred))"
)
_NO_QUANTITY = re.compile(
    rf"\b(?=\w)(?:{STANDARD}|{_AGE}|"
    r"per\s[\d,]+\b|\w+\s(?:consecutive|straight|successive)\s\w+|Nos?\.\s?\d+|\d{1,2}:\d\d(?::\d\d)?\b|https?://\S+"
    r"|www\.\S+|[\w.+-]+@\S+|\d{3,4}-\d{7,8}\b|\d{4}-\d{4}\b(?!\s(?:enterprises|companies))"
    r"|(?:Article|Chapter|Section|Table|Figure|Annex|Appendix|Item|Document|Page|Vol\.?|Volume|Issue|Version|Phase|Level|Class|Grade"
    r"|Type|Part|Step|Room|Channel|Circular|Order|Tier|Web|Industry|Fortune|[Tt]op|Top|GPT|Windows|HarmonyOS|Scope|Group|Photo|Opinions?)\s\d+(?:\.\d+)?"
    r"|\d+(?:st|nd|rd|th)\b|[45]\d\d\s(?:Forbidden|Not\sFound|Bad\s(?:Gateway|Request)|Unauthorized|Internal\sServer|Service\sUnavailable|Gateway\sTime)|[A-Z]\d+\b|\d+[A-Z](?:-[A-Z])?\b|\d+\+\w+"
    r"|(?:one|two|three)[- ](?:stop|way|sided|session|sessions)\b"
    r"|one\sof\b|one\sanother\b|\d{1,2}(?::\d\d)?\s?[ap]\.?m\b"
    r"|(?:the|these|those|all|its|their|our|both)\s(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?![\s-](?:hundred|thousand|million|billion|trillion|percent|quarters|thirds|fifths|tenths))"
    r"|one[- ](?:third\sof\sthe\sway|on-one)\b"
    r"|(?:first|second|last)\shalf\b|(?:first|second|third|fourth|last)\squarter\b"
    r"|half(?:-|\s)(?:a\s)?(?:year|hour|day)\w*|(?:24|7)[-/](?:7|hour)\b|the\s(?:one|two|three)\b(?=\s(?:sessions|is|is\sto)))"
    r"|(?=[\[(<\"])(?:\[\d{4}\](?:\sNo\.?\s?\d+)?|\(\d{1,2}/\d{1,2}\)|<\s*(?:\d+\s*)+>|\"[^\"\n%$]{2,40}\"(?!\s?(?:percent|%)))"
    r"|(?:^|\n)\s*\(?\d{1,2}(?:\.\d{1,2})?[.)、](?=\s)"
)
_JOINT = re.compile(r"(?:,\s?(?:and\s)?|\sand\s|\sto\s)$", re.M)


def scan(text: str, units: Vocabulary, times: Sequence[Span]) -> tuple[Quantity, ...]:
    """The quantities of an English sentence, in order."""
    mask = masked(text, _NO_QUANTITY, times)
    found: list[Quantity] = []
    chinese = _in_chinese(text, units, times) if _HAN_UNIT.search(text) else ()
    for quantity in (*chinese, *fractions(text, mask), *_digits(text, units, mask), *_spelled(text, units, mask)):
        if not any(mask[quantity.number_start : quantity.number_end]):
            mask[quantity.number_start : quantity.number_end] = b"\1" * (quantity.number_end - quantity.number_start)
            found.append(quantity)
    found.sort(key=lambda quantity: quantity.number_start)
    return attach_conversions(text, _shared(text, _ranges(text, found)))


_HAN_UNIT = re.compile(r"\d[余多]?[\u4e00-\u9fff]")


def _in_chinese(text: str, units: Vocabulary, times: Sequence[Span]) -> Iterator[Quantity]:
    """The numbers of an English sentence that are written with Chinese words: "serves 4.2万家 firms"."""
    for quantity in scan_chinese(text, units, times):
        if _HAN_UNIT.search(text, quantity.number_start, quantity.end):
            yield quantity


def _shared(text: str, found: list[Quantity]) -> list[Quantity]:
    """Lists that share a unit at their end: "5, 8 and 12 percent"."""
    shared = list(found)
    listed = False
    for at in range(len(shared) - 2, -1, -1):
        one, other = shared[at], shared[at + 1]
        joint = _JOINT.fullmatch(text, one.end, other.start)
        listed = joint is not None and (listed or joint.group() != ", ")  # a list has an "and" before its last number
        if listed and not one.kind and other.kind:
            shared[at] = replace(one, unit=other.unit, kind=other.kind, counts=other.counts)
    return shared


def _digits(text: str, units: Vocabulary, mask: bytearray) -> Iterator[Quantity]:
    for match in unmasked(_NUMBER, text, mask):
        if match["b"] and not _is_range(text, match):
            yield from (q for q in (_number(text, units, part) for part in _apart(text, match)) if q)
            continue
        quantity = _number(text, units, match)
        if quantity:
            yield quantity


_GOES_FROM = re.compile(
    r"\b(?:(?<!range )(?<!ranges )(?<!ranged )(?<!ranging )(?<!vary )(?<!anywhere )from"
    r"|rose|grew|up|fell|down|increased|decreased|dropped|expanded)\s\Z"
)


def _is_range(text: str, match: re.Match[str]) -> bool:
    """ "5 to 10 percent" is one quantity, "rose from 5 to 10 percent" and "in 2024 and 30 cities" are two."""
    lead = text[max(0, match.start() - 60) : match.start()].lower()
    joint = text[match.end("a") : match.start("b")].lower()
    if " and " in joint:
        return decimal(match["a"]) < decimal(match["b"]) and bool(re.search(r"\bbetween\s\Z", lead))
    low, high = decimal(match["a"]), decimal(match["b"])
    return low < high and not _GOES_FROM.search(lead)


def _apart(text: str, match: re.Match[str]) -> Iterator[re.Match[str]]:
    """The two numbers of what only looks like a range."""
    first = _NUMBER.match(
        text, match.start(), match.end("scale1") if match["scale1"] else match.end("a") + len(match["rate"] or "")
    )
    second = _NUMBER.match(text, match.start("b"))
    yield from (part for part in (first, second) if part)


def _number(text: str, units: Vocabulary, match: re.Match[str]) -> Quantity | None:
    low, high = match["a"], match["b"]
    scale = Decimal(10) ** _SCALES.get((match["scale"] or match["scale1"] or "").lower(), 0)
    own = Decimal(10) ** _SCALES[match["scale1"].lower()] if match["scale1"] else scale
    span, sign = qualified(text, (match.start(), match.end()), BEFORE, AFTER)
    quantity = Quantity(
        start=span[0],
        end=span[1],
        number_start=match.start("money") if match["money"] else match.start("a"),
        number_end=match.end("plus") if match["plus"] else match.end(),
        value=decimal(low) * own,
        value_max=decimal(high) * scale if high else None,
        step=last_digit(high or low) * scale,
        qualifier="over" if match["plus"] else sign,
    )
    return _united(text, units, match, quantity)


def _united(text: str, units: Vocabulary, match: re.Match[str], quantity: Quantity) -> Quantity | None:
    """The number with its unit; None where it is no quantity at all (5G, a 28-nanometer chip)."""
    if match["money"]:
        return replace(quantity, unit=_MONEY[match["money"].upper()], kind="money")
    if match["rate"] or match["rate2"]:
        return replace(quantity, unit="percent", kind="rate")
    return _follow(text, units, quantity)


def _follow(text: str, units: Vocabulary, quantity: Quantity) -> Quantity | None:
    at = quantity.end
    gap = text[at : at + 1]
    if gap == "%":
        return replace(quantity, unit="percent", kind="rate", end=at + 1)
    hit = units.at(text, at + 1 if gap in (" ", "-") else at)
    if hit and hit.entry["kind"] == "multiple" and gap == "-" and hit.end < len(text):
        return with_unit(quantity, hit)
    if hit and quantity.spelled and hit.id == "point":
        hit = None  # "let me make two points"
    if hit and gap == "-" and hit.entry["kind"] not in ("money", "rate"):
        return None
    if gap and (gap.isalpha() or gap == "-") and not hit:
        return None
    done = with_unit(quantity, hit)
    tail = AFTER.match(text, done.end)
    if tail and done.qualifier == "exact":
        name = next(name for name, value in tail.groupdict().items() if value)
        return replace(
            done, end=tail.end(), qualifier="over" if name == "over" else "about" if name == "about" else "under"
        )
    return done


def _spelled(text: str, units: Vocabulary, mask: bytearray) -> Iterator[Quantity]:
    for match in _SPELLED.finditer(text):
        if any(mask[match.start() : match.end()]):
            continue
        tens, _, ones = match["word"].lower().partition("-")
        value = Decimal(VALUES.get(tens, 1) + VALUES.get(ones, 0))
        for scale in re.findall(r"[a-z]+", match["scales"].lower()):
            value *= 12 if scale == "dozen" else Decimal(10) ** _SCALES[scale]
        span, sign = qualified(text, match.span(), BEFORE, AFTER)
        quantity = Quantity(
            start=span[0],
            end=span[1],
            number_start=match.start(),
            number_end=match.end(),
            value=value,
            qualifier=sign,
            spelled=True,
        )
        done = _follow(text, units, quantity)
        if done:
            yield done


_OR = re.compile(r"\s(?:to|or)\s\Z")


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """Small numbers in words with "to" or "or" between them are one: "two to three companies"."""
    joined: list[Quantity] = []
    for quantity in found:
        last = joined[-1] if joined else None
        if (
            last
            and last.spelled
            and quantity.spelled
            and not last.kind
            and last.value < quantity.value < last.value + 10
            and _OR.fullmatch(text, last.end, quantity.start)
        ):
            joined[-1] = replace(
                quantity, start=last.start, number_start=last.number_start, value=last.value, value_max=quantity.value
            )
        else:
            joined.append(quantity)
    return joined
