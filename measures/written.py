"""The lines of a text as they were written: where each stands, without the markup in it."""

from dataclasses import dataclass

from measures import furniture
from measures.model import Role
from measures.text import BREAK, TAG, Span, simplified


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
