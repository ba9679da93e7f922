"""Statements and measures in words, for a person at a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from alerts import numbers
from alerts.escape import shown
from alerts.naming import name
from flows.words import OFFICE
from measures.lexicon import Lexicon, in_use
from measures.model import Document, Figure, Initiative, Measure, Point, Statement

if TYPE_CHECKING:
    from flows.silence import Quiet
    from scrapers.source import Source
    from store.store import Correction, Doubt, Health


def reading(document: Document, said: Sequence[Statement]) -> str:
    """What one page says: its head, then every statement with its quote."""
    figures = [one for one in said if isinstance(one, Figure)]
    initiatives = [one for one in said if isinstance(one, Initiative)]
    return "\n".join(
        [
            *head(document),
            *section(counted(len(figures), "figure"), figures),
            *section(counted(len(initiatives), "initiative"), initiatives),
        ]
    )


def counted(number: int, noun: str) -> str:
    """1 figure, 2 figures."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def head(document: Document) -> Iterator[str]:
    """Title, publisher and days."""
    yield shown(document.title) or document.identity
    facts = (
        document.publisher,
        document.number,
        f"published {document.published}" if document.published else "",
        f"event {document.event_date}" if document.event_date else "",
        "" if document.year_told else "the year is not told: taken from the text",
        ", ".join(document.agencies),
        "" if document.complete else "only announced so far: the text is not there yet",
    )
    if any(facts):
        yield "  " + " · ".join(shown(fact) for fact in facts if fact)


def section(title: str, said: Iterable[Statement]) -> Iterator[str]:
    """A heading with its statements."""
    yield f"\n{title}"
    for one in said:
        yield f"  {line(one)}"
        yield f"      “{shown(one.quote)}”"


def line(said: Statement) -> str:
    """One statement in a line: what, how much, when, by whom."""
    if isinstance(said, Figure):
        called = name(said, said.label or said.indicator, "en", in_use())
        return " · ".join(part for part in (shown(called), quantity(said), times(said)) if part)
    batch = f"batch {said.batch}" if said.batch else ""
    facts = (said.title, batch, said.status, ", ".join(said.actors), said.timeframe)
    return " · ".join(shown(fact) for fact in facts if fact)


def quantity(said: Figure) -> str:
    """A figure's value with qualifier, unit and modality."""
    modality = "" if said.modality == "stated" else f" ({said.modality})"
    return numbers.quantity(said, "en") + modality


def times(said: Figure) -> str:
    """As of when, by when: the end of a time within which something is to be done."""
    until = said.by and (said.by.end if "/" in str(said.by) else said.by)
    return ", ".join([*([str(said.as_of)] if said.as_of else []), *([f"by {until}"] if until else [])])


def row(measure: Measure, lexicon: Lexicon) -> dict[str, str | int]:
    """A measure as a row of a table: what it is now."""
    latest = _latest(measure)
    figure = latest if isinstance(latest, Figure) else None
    act = latest if isinstance(latest, Initiative) else None
    return {
        "id": measure.id,
        "measure": shown(titled(measure, lexicon), 90),
        "now": quantity(figure) if figure else act.status if act else "",
        "when": times(figure) if figure else shown(act.timeframe, 24) if act else "",
        "due": max((str(point.statement.by.end) for point in measure.points if point.statement.by), default=""),
        "said": len(measure.points),
    }


def _latest(measure: Measure) -> Statement | None:
    """What a measure is now: the last that is told of it, and not what is only aimed at, if it is known."""
    said = [point.statement for point in measure.points]
    known = [one for one in said if not (isinstance(one, Figure) and one.modality == "target")]
    return (known or said)[-1] if said else None


def titled(measure: Measure, lexicon: Lexicon) -> str:
    """What a measure is called: as a person named it, else in the lexicon's words."""
    latest = measure.points[-1].statement if measure.points else None
    figure = None if measure.named or not isinstance(latest, Figure) else latest
    return name(figure, measure.title, "en", lexicon) if figure else measure.title


def brief(measure: Measure) -> str:
    """A measure in a few words: f-1a2b3c smart factories (3 statements)."""
    return f"{measure.id} {shown(titled(measure, in_use()), 90)} ({counted(len(measure.points), 'statement')})"


def doubt(between: "Doubt") -> str:
    """Two measures that may be the same, a quote of each, and the two commands that settle it."""
    pair = (between.one, between.other)
    ids = " ".join(measure.id for measure in pair)
    quoted = [f"  {brief(one)}\n      “{shown(one.points[-1].statement.quote)}”" for one in pair]
    settle = f"  one: gongbao merge {ids}   two: gongbao part {ids}"
    return "\n".join([f"possibly the same: {between.why}", *quoted, settle])


def correction(settled: "Correction") -> dict[str, str | int]:
    """What was settled by hand, as a row of a table."""
    sides = [f"“{shown(side.title, 60)}” ({', '.join(side.measures)})" for side in settled.sides]
    told = f"{sides[0]} is called “{settled.title}”"
    if settled.kind != "rename":
        told = " and ".join(sides) + (" are one" if settled.kind == "merge" else " are two")
    return {
        "number": settled.number,
        "when": f"{settled.at.astimezone(OFFICE):%Y-%m-%d %H:%M}",
        "by": settled.kind,
        "settled": told,
    }


def told(said: Statement) -> str:
    """What a statement says of its measure, and of when, without the measure's name."""
    if isinstance(said, Figure):
        return " · ".join(part for part in (quantity(said), times(said)) if part)
    batch = f"batch {said.batch}" if said.batch else ""
    return " · ".join(shown(fact) for fact in (batch, said.status, said.timeframe, ", ".join(said.actors)) if fact)


def where(point: Point) -> str:
    """Who said it, when and where."""
    origin = point.origin
    facts = (
        point.statement.speaker or "",
        origin.publisher or origin.source,
        origin.title,
        str(origin.published or ""),
        origin.url,
    )
    return " · ".join(shown(fact) for fact in facts if fact)


def source(place: "Source", health: "Health | None", quiet: "Quiet | None") -> dict[str, str | int]:
    """A source as a row of a table: whether it is checked, and how it does."""
    newest = health.newest if health else None
    silent = quiet is not None and quiet.alarming
    return {
        "source": place.name,
        "title": place.title,
        "checked": "on" if place.enabled else "off",
        "last look": f"{health.checked.astimezone(OFFICE):%Y-%m-%d %H:%M}" if health and health.checked else "never",
        "outcome": health.outcome if health else "",
        "newest": f"{newest}{' silent' if silent else ''}" if newest else "",
        "publishes": str(quiet.rhythm) if quiet else "",
        "pages": health.documents if health else 0,
        "unread": health.unread if health else 0,
        "problem": health.message if health else "",
    }
