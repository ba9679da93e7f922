"""The history of a measure for a person: what is told of each time, by whom, why, and what belongs to it."""

from collections.abc import Iterable, Iterator, Mapping

from rich.style import Style
from rich.text import Text

from alerts import numbers
from alerts.escape import shown
from flows import tell
from measures.life import Row, rows
from measures.model import Change, Figure, Initiative, Measure, Point, Statement
from store.background import Background
from store.doubts import Doubt

_HEAD, _FAINT, _WARN = Style(bold=True), Style(dim=True), Style(color="yellow")
_LINES = {"is": "What is", "aimed": "What is aimed at"}


def history(measure: Measure, behind: Background, *, why: bool = False) -> Text:
    """A measure with everything that stands behind it; with `why`, the reasons of every decision."""
    told = rows(measure.points)
    parts = [_head(measure)]
    for line in ("is", "aimed"):
        if mine := [row for row in told if row.line == line]:
            parts += [Text(_LINES[line] if measure.kind == "figure" else "What is told", _HEAD)]
            befores = (None, *(row.points[0].statement for row in mine[:-1]))
            parts += [_row(row, before, behind, why=why) for row, before in zip(mine, befores, strict=True)]
    parts += [_section("Said before, and taken back by its page", (_gone(point) for point in behind.gone))]
    parts += [_section("Told with it", (_named(one) for one in behind.beside))]
    parts += [_section("Possibly the same", (_doubt(one, measure) for one in behind.doubts))]
    return Text("\n\n").join(part for part in parts if part)


def _head(measure: Measure) -> Text:
    pages = len({point.origin.document for point in measure.points})
    said = f"{tell.counted(len(measure.points), 'statement')} in {tell.counted(pages, 'document')}"
    named = ", named by hand" if measure.named else ""
    return Text(f"{measure.id}  {shown(measure.title)}", _HEAD).append(f"\n{measure.kind}, {said}{named}", _FAINT)


def _row(row: Row, before: Statement | None, behind: Background, *, why: bool) -> Text:
    """What is told of one time, and all who say so, the best source first."""
    best = row.points[0].statement
    text = Text("  ").append(tell.told(best), _HEAD).append(_moved(before, best) if before else "")
    for other in row.contradicted_by:
        text.append(f"\n  contradicted: {tell.told(other.statement)}, {tell.where(other)}", _WARN)
    for point in row.points:
        change = behind.changes.get(point.number)
        text.append("\n").append_text(_point(point, change))
        if why and change:
            text.append("".join(f"\n         {line}" for line in reasons(change, behind.titles)))
    return text


def _moved(before: Statement, now: Statement) -> str:
    """By how much a figure has moved since the time before."""
    if not isinstance(before, Figure) or not isinstance(now, Figure) or before.unit != now.unit:
        return ""
    return f"  ({numbers.difference(before, now, 'en')})" if before.value != now.value else ""


def _point(point: Point, change: Change | None) -> Text:
    """A statement with its number, and what readers were told it is."""
    text = Text(f"  {point.number:>5}  “{shown(point.statement.quote)}”")
    return text.append(f"  [{change.kind if change else point.change}]\n         {tell.where(point)}", _FAINT)


def reasons(change: Change, titles: Mapping[str, str]) -> Iterator[str]:
    """Why a statement was taken as it was: by what rule, and why it is of no other measure that was near."""
    known_by = f" (known by {_RULES[change.rule]})" if change.rule and change.kind != "new" else ""
    yield f"why {change.kind}: {shown(change.reason)}{known_by}"
    for one in change.compared:
        if one.measure != change.measure:
            yield f"not {one.measure} {shown(titles.get(one.measure, ''), 60)}: {shown(one.why) or 'told apart'}"


_RULES = {
    "series": "its series",
    "other_name": "its value under another name",
    "one_event": "its value in one event",
    "programme": "the programme",
}


def _gone(point: Point) -> str:
    return f"{tell.told(point.statement)}  “{shown(point.statement.quote)}”  {tell.where(point)}"


def _named(measure: Measure) -> str:
    now = measure.points[-1].statement if measure.points else None
    said = tell.told(now) if isinstance(now, Figure) else now.status if isinstance(now, Initiative) else ""
    return f"{measure.id}  {shown(measure.title)}  {said}"


def _doubt(doubt: Doubt, measure: Measure) -> str:
    other = doubt.other if doubt.one.id == measure.id else doubt.one
    pair = f"{measure.id} {other.id}"
    return (
        f"{other.id}  {shown(other.title)}: {shown(doubt.why)}\n      `gongbao merge {pair}` or `gongbao part {pair}`"
    )


def _section(title: str, lines: Iterable[str]) -> Text:
    told = list(lines)
    return Text(title, _HEAD).append("".join(f"\n  {line}" for line in told), Style()) if told else Text()
