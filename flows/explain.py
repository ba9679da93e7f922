"""What was read in a page, shown in its text, with the reasons: `gongbao read --explain`."""

from collections.abc import Iterator, Sequence

from rich.style import Style
from rich.text import Text

from alerts.escape import shown
from flows import tell
from measures.lexicon import Lexicon
from measures.model import Document, Figure, Statement
from measures.reasons import Reason, reasons, rule_of

_FIGURE, _INITIATIVE = Style(color="green", bold=True), Style(underline=True)
_MARK, _FAINT = Style(color="cyan"), Style(dim=True)


def explained(document: Document, said: Sequence[Statement], lexicon: Lexicon) -> Text:
    """The text with its statements marked and numbered, and below it why each was read."""
    marks = dict(_numbered(said))
    parts = [Text("\n".join(tell.head(document)), style="bold"), _highlighted(document, marks)]
    parts += [_with_reasons(mark, one, document, lexicon) for mark, one in marks.items()]
    return Text("\n\n").join(parts)


def _numbered(said: Sequence[Statement]) -> Iterator[tuple[str, Statement]]:
    """f1, f2 ... for the figures, i1, i2 ... for the initiatives."""
    count = {"f": 0, "i": 0}
    for one in said:
        kind = "f" if isinstance(one, Figure) else "i"
        count[kind] += 1
        yield f"{kind}{count[kind]}", one


def _highlighted(document: Document, marks: dict[str, Statement]) -> Text:
    """The paragraphs: figures green, initiatives underlined, what is not read faint; a mark stands behind each."""
    text = Text()
    for paragraph in document.paragraphs:
        inside = {mark: one for mark, one in marks.items() if paragraph.start <= one.start < paragraph.end}
        line = Text(_printable(document.text[paragraph.start : paragraph.end]))
        if paragraph.role in ("question", "furniture"):
            line.stylize(_FAINT)
        for one in inside.values():
            style = _FIGURE if isinstance(one, Figure) else _INITIATIVE
            line.stylize(style, one.start - paragraph.start, one.end - paragraph.start)
        text.append_text(_marked(line, paragraph.start, inside)).append("\n")
    text.rstrip()
    return text


def _printable(text: str) -> str:
    """A page's text with a blank for every character that could steer the screen: offsets stay."""
    return "".join(char if char.isprintable() or char == "\n" else " " for char in text)


def _marked(line: Text, offset: int, inside: dict[str, Statement]) -> Text:
    """Put the marks behind their statements, last first so that the places before keep theirs."""
    for mark, one in sorted(inside.items(), key=lambda pair: pair[1].end, reverse=True):
        before, after = line.divide([min(one.end - offset, len(line))])
        line = before.append(f"[{mark}]", _MARK).append_text(after)
    return line


def _with_reasons(mark: str, one: Statement, document: Document, lexicon: Lexicon) -> Text:
    text = Text().append(f"{mark}  ", _MARK).append(tell.line(one), "bold")
    text.append(f"\n    rule: {rule_of(one)}")
    for reason in reasons(one, document, lexicon):
        text.append("\n    ").append_text(_line(reason))
    return text


def _line(reason: Reason) -> Text:
    """counts: little_giant_enterprise <- “little giants”, subjects [little_giant_enterprise]."""
    quoted = f"“{shown(reason.words)}”" if reason.words else ""
    basis = ", ".join(filter(None, [quoted, shown(reason.source)]))
    return Text(f"{reason.part}: {shown(reason.value)}").append(f"  ←  {basis}" if basis else "", _FAINT)
