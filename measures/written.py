"""The lines of a text as they were written: where each stands, without the markup in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from measures import furniture, rows
from measures.model import Role
from measures.text import BREAK, TAG, Span, is_chinese, simplified


@dataclass(slots=True)
class Line:
    """A line of the page without blanks around it; `marks` frame the markup in it, which `text` does not have.

    `text` is in simplified characters, `written` as the page has it.
    """

    start: int
    end: int
    text: str
    written: str = ""
    role: Role = "body"
    speaker: str | None = None
    section: tuple[str, ...] = ()
    marks: tuple[Span, ...] = ()

    def at(self, count: int) -> int:
        """Where the first `count` characters of the line end in the text."""
        place = self.start + count
        for start, end in self.marks:
            place += end - start if start < place else 0
        return place


def lines_of(text: str) -> list[Line]:
    plain, start = simplified(text), furniture.front_matter(text)
    breaks = [match.span() for match in BREAK.finditer(text, start)]
    bounds = zip([start, *(end for _, end in breaks)], [*(begin for begin, _ in breaks), len(text)], strict=True)
    lines = [line for first, last in bounds if (line := _line(plain, first, last))]
    if is_wrapped(lines):
        lines = list(_rejoined(plain, lines))
    for line in lines if plain != text else ():
        line.written = TAG.sub("", text[line.start : line.end])
    return lines


def _line(text: str, first: int, last: int) -> Line | None:
    """The line between two breaks; a tag in it is a mark, an entity for a blank is one but for its first character."""
    veiled = TAG.sub(lambda tag: " " * len(tag.group()), text[first:last])
    if not veiled.strip():
        return None
    start, end = last - len(veiled.lstrip()), first + len(veiled.rstrip())
    tags = (tag.span() for tag in TAG.finditer(text, start, end))
    marks = tuple((begin + (text[begin] == "&"), until) for begin, until in tags)
    pieces = zip([start, *(until for _, until in marks)], [*(begin for begin, _ in marks), end], strict=True)
    return Line(start, end, "".join(veiled[a - first : b - first] for a, b in pieces), marks=marks)


_WIDEST = 110
"""A text with a longer line has not been cut to a width."""


def is_wrapped(lines: list[Line]) -> bool:
    """Have the lines of a text been cut to one width, without regard to its sentences?

    English lines are cut between words and end near the width, Chinese ones are cut anywhere and end at it.
    """
    wide = max((len(line.text) for line in lines), default=0)
    chinese = is_chinese("".join(line.text for line in lines[:20]))
    fewest, full = (3, wide - 2) if chinese else (6, _FULL * wide)
    cut = [line for line in lines if len(line.text) >= full and not _CLOSED.search(line.text)]
    cut = [line for line in cut if not rows.is_row(line.text)]
    return 25 <= wide <= _WIDEST and len(cut) >= max(fewest, len(lines) // 5)


_FULL = 0.8
_CLOSED = re.compile(r"[.!?:;。！？：；|][\"'”’）)]*$")
_OPENS = re.compile(r"\s{2,}|\u3000|[-•●*#>|]|\(?[0-9]{1,2}[.)、](?!\d)|[(（]?[一二三四五六七八九十]{1,2}[)）、]")


def _rejoined(text: str, lines: list[Line]) -> Iterator[Line]:
    """The paragraphs that wrapped lines belong to: a line goes on if it is full and the next opens nothing new."""
    wide = max(len(line.text) for line in lines)
    last: Line | None = None
    for line in lines:
        if last and _goes_on(text, last, line, wide):
            last = _joined(last, line)
            continue
        if last:
            yield last
        last = line
    if last:
        yield last


def _goes_on(text: str, last: Line, line: Line, wide: int) -> bool:
    between = text[last.end : line.start]
    tail = text[text.rfind("\n", 0, last.end) + 1 : last.end]
    word = re.match(r"\S+", line.text)
    han = is_chinese(tail)
    room = len(tail) if han else len(tail) + 1 + len(word.group() if word else "")
    opens = _OPENS.match(text, text.rfind("\n", 0, line.start) + 1) or rows.is_row(last.text) or rows.is_row(line.text)
    return between.count("\n") == 1 and room >= (wide - 3 if han else _FULL * wide) and not opens


def _joined(last: Line, line: Line) -> Line:
    """Two lines as one; between Han the break is a mark, that is, not there."""
    gap = (last.end, line.start)
    if is_chinese(last.text):
        return Line(last.start, line.end, last.text + line.text, marks=(*last.marks, gap, *line.marks))
    blank = " " * (gap[1] - gap[0])
    return Line(last.start, line.end, last.text + blank + line.text, marks=last.marks + line.marks)
