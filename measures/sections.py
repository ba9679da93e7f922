"""The numbering of notices: 一、 （一） 1. (1) First; and the path of headings above a paragraph."""

import re
from dataclasses import dataclass, field

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九十")} | {"两": 2, "零": 0}
_HAN = "[〇零一二三四五六七八九十百]+"
_STYLES = (
    ("part", re.compile(rf"第({_HAN}|\d+)[编章节条]\s*")),
    ("han", re.compile(rf"({_HAN})、\s*")),
    ("bracketed_han", re.compile(rf"[（(]({_HAN})[）)]\s*")),
    ("bracketed_roman", re.compile(r"[（(]([IVX]{1,5})[）)]\s*")),
    ("bracketed_number", re.compile(r"[（(](\d{1,2})[）)]\s*")),
    ("number_bracket", re.compile(r"(\d{1,2})[）)]\s*")),
    ("number", re.compile(r"(\d{1,2})(?:[.．]|、)(?![\d%])\s*")),
    ("circled", re.compile("([①-⑳])\\s*")),
    ("roman", re.compile(r"([IVX]{1,5})\.\s+")),
)
_LEAD = re.compile(r"(?:[\s*#>_•·●◆■▪◇▶★○□]|[-–—]+\s)*")


@dataclass(frozen=True, slots=True)
class Number:
    """The number a paragraph opens with: its style, value, and where the text behind it starts."""

    style: str
    value: int
    after: int


def number_of(line: str) -> Number | None:
    """Read the number that a line opens with."""
    lead = _LEAD.match(line)
    start = lead.end() if lead else 0
    for style, pattern in _STYLES:
        if found := pattern.match(line, start):
            return Number(style, _value(found.group(1)), found.end())
    return None


def _value(written: str) -> int:
    if "①" <= written <= "⑳":
        return ord(written) - ord("①") + 1
    if written.isdigit():
        return int(written)
    if written.isascii():
        return _roman(written)
    tens, _, ones = written.rpartition("十")
    if "十" not in written:
        return _DIGITS.get(written[0], 0)
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


def _roman(written: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[char] for char in written]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


@dataclass(slots=True)
class Outline:
    """The numbered headings open at a line. The same style may stand on two levels; the counting tells which."""

    levels: list[tuple[Number, str, bool]] = field(default_factory=list)

    def enter(self, number: Number, heading: str, *, alone: bool) -> tuple[str, ...]:
        """Open a numbered line, `alone` or with its text behind it, and return the path of headings above it."""
        depth = self._depth(number, alone)
        del self.levels[depth:]
        path = self.path()
        self.levels.append((number, heading, alone))
        return path

    def path(self) -> tuple[str, ...]:
        """Return the headings open now."""
        return tuple(heading for _, heading, _ in self.levels if heading)

    def clear(self) -> None:
        """Close all numbered headings: an unnumbered one has begun."""
        self.levels.clear()

    def _depth(self, number: Number, alone: bool) -> int:
        same = [i for i, (open_, _, _) in enumerate(self.levels) if open_.style == number.style]
        following = [i for i in same if self.levels[i][0].value + 1 == number.value]
        alike = [i for i in following if self.levels[i][2] == alone]
        if following:
            return (alike or following)[-1]
        if number.value == 1 or not same:
            return same[-1] if same and self.levels[same[-1]][0].value == 0 else len(self.levels)
        return same[-1]
