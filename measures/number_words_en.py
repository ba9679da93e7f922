"""English shares and growth in words: half, two-thirds, full coverage, doubled; and the words around a number."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from measures.model import Qualifier
from measures.numbers import Quantity, qualified
from measures.text import Span

ONES: tuple[str, ...] = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
ONES += ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
VALUES = {word: at for at, word in enumerate(ONES)} | {word: 20 + 10 * at for at, word in enumerate(TENS)}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "tenth": 10,
}

_NOT = (
    r"(?:(?:not|cannot|never|(?:must|shall|should|may|could|would|wo|ca|do|does)n't)\s"
    r"(?:(?:expected|allowed|permitted|supposed|likely|set)\s)?(?:to\s)?)"
)
BEFORE = re.compile(
    rf"\b(?:(?P<up_to5>{_NOT}(?:exceed|surpass|top|(?:be\s|rise\s|go\s|grow\s|climb\s)?(?:above|over|beyond|more\sthan|higher\sthan|greater\sthan|in\sexcess\sof))"
    r"|no(?:\slonger)?\s(?:exceeds?|exceeding|higher\sthan|greater\sthan|larger\sthan))"
    rf"|(?P<over2>{_NOT}(?:be\s|fall\s|drop\s|go\s)?(?:below|under|less\sthan|lower\sthan|fewer\sthan))"
    r"|(?P<exact>as\s(?:many|much|high)\sas)"
    r"|(?P<over>(?:a\stotal\sof\s)?more\sthan|over|above|exceed(?:s|ed|ing)?|in\sexcess\sof|at\sleast|no(?:t)?\s(?:less|fewer|lower)\sthan|a\sminimum\sof"
    r"|upwards?\sof|surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops|cross(?:ed|ing)|greater\sthan|higher\sthan|beyond|well\sover)"
    r"|(?P<up_to>up\sto|at\smost|(?:no|not)\smore\sthan|a\smaximum\sof|a\scap\sof|within)"
    r"|(?P<nearly>nearly|almost|close\sto|approaching|near(?:ing)?)"
    r"|(?P<about>about|around|approximately|roughly|some|an?\sestimated|circa)"
    r"|(?P<under>less\sthan|under|below|fewer\sthan|lower\sthan|just\sshort\sof))\s(?:a\stotal\sof\s|the\s|an?\s(?=\w*\d))?\Z",
    re.I,
)
AFTER = re.compile(
    r"(?P<over>\sor\s(?:more|above|over)\b|\sand\s(?:above|over)\b)|(?P<about>\sor\sso\b)|(?P<under>\sor\s(?:less|below)\b)"
)
_FRACTION = re.compile(
    r"\b(?:(?P<n>one|two|three|four|five|six|seven|eight|nine|a)[\s-])?"
    r"(?P<part>half|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|tenths?)\b(?P<of>\sof\b)?",
    re.I,
)
_PART_OF = re.compile(
    r"\s(?:of|in|from|more|less|fewer|higher|lower|larger|smaller|are|is|were|was|have|has|had|come|came)\b|[,.;:)]|\Z"
)
_GROWN = re.compile(
    r"\b(?P<word>doubl(?:ed?|es|ing)|tripl(?:ed?|es|ing)|trebled?|quadrupl(?:ed?|es|ing)|halved|halving)\b"
    r"(?!\s(?:down|check|efforts|taxation|win)|[\s-](?:\w+ing\s)?(?:standard|carbon|digit|track|cycle|circulation)s?\b)",
    re.I,
)
_GROWTH = {"doubl": 100, "tripl": 200, "trebl": 200, "quadr": 300, "halve": -50, "halvi": -50}
_GROWS = re.compile(
    r"(?:\b(?:to|will|would|may|can|could|shall|has|have|had|more\sthan|nearly|almost|roughly)|\A)\s?\Z", re.I
)
_CENT = Decimal("0.01")
_FULL = re.compile(r"\bfull\s(?:[\w-]+\s){0,4}?coverage\b|\bfully\scover(?:ed|ing|s)?\b", re.I)


IN_EVERY = re.compile(
    r"\b(?P<n>one|two|three|four|five|six|seven|eight|nine|\d)\s(?:in|out\sof)\s(?:every\s)?"
    r"(?P<m>two|three|four|five|six|seven|eight|nine|ten|20|[3-9]|100?)\b(?=\s[a-z])(?!\s(?:years?|months?|weeks?|days?|hours?|minutes?)\b)",
    re.I,
)
"""So many of every so many: "one in five", "3 out of 10"."""


def fractions(text: str, mask: bytearray) -> Iterator[Quantity]:
    small = text.lower()
    for match in IN_EVERY.finditer(text):
        some, every = (Decimal(VALUES.get(word.lower(), 0) or word) for word in match.group("n", "m"))
        if some < every and not any(mask[match.start() : match.end()]):
            span, sign = qualified(text, match.span(), BEFORE, AFTER)
            yield _percent(span, match.start(), (100 * some / every).quantize(_CENT).normalize(), sign, step=Decimal(1))
    for match in _FULL.finditer(text) if "full" in small else ():
        yield _percent(match.span(), match.start(), Decimal(100), "exact", step=Decimal(1))
    yield from _growths(text) if any(word in small for word in _GROWTH) else ()
    for match in _FRACTION.finditer(text) if any(part in small for part in _PARTS) else ():
        if any(mask[match.start() : match.end()]) or not (match["n"] or match["part"].lower() == "half"):
            continue
        if (match["n"] or "").lower() == "a" and not _PART_OF.match(text, match.end("part")):
            continue  # a third batch
        part = match["part"].lower().rstrip("s") if match["part"].lower() != "half" else "half"
        count = 1 if match["n"] in (None, "a", "A") else VALUES[match["n"].lower()]
        if count >= _PARTS[part]:
            continue
        span, sign = qualified(text, (match.start(), match.end("part")), BEFORE, AFTER)
        value = (Decimal(100) * count / _PARTS[part]).quantize(_CENT).normalize()
        yield _percent(span, match.start(), value, sign, step=Decimal(1))


def _growths(text: str) -> Iterator[Quantity]:
    """Growth told by a verb: "more than doubled" is over 100 percent, "halved" is half of it gone."""
    for match in _GROWN.finditer(text):
        span, sign = qualified(text, match.span(), BEFORE, AFTER)
        if match["word"].lower()[-1] == "e" and not _GROWS.search(text, 0, match.start()):
            continue  # an adjective: "double taxation"
        value = Decimal(_GROWTH[match["word"].lower()[:5]])
        yield replace(_percent(span, match.start(), value, sign, step=Decimal(1)), growth=True)


def _percent(span: Span, start: int, value: Decimal, sign: Qualifier, *, step: Decimal) -> Quantity:
    return Quantity(
        start=span[0],
        end=span[1],
        number_start=start,
        number_end=span[1],
        value=Decimal(f"{value:f}"),
        step=step,
        qualifier=sign,
        unit="percent",
        kind="rate",
        spelled=True,
    )
