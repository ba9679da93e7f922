"""Whether two texts say the same: which measure a statement belongs to, and how it moves it.

Two statements that may be the same share at least one of their `keys`, so an ordinary index finds all candidates.
`decide` then compares. Times of the content decide what is later, never the day of reading or of publication;
qualifier, modality, tense and status are no part of identity, but a target is another series than its stock.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from math import inf

from measures.compare import end, figure_keys, precision, series, value_equal, when
from measures.decision import Decision
from measures.events import day_of
from measures.match_figures import decide_figure
from measures.match_initiatives import decide_initiative, initiative_keys, name_keys
from measures.match_initiatives import strength as initiative_strength
from measures.model import Figure, Initiative, Measure, Origin, Statement

__all__ = ["Decision", "corrects", "decide", "keys", "main_key", "moment", "reading_order", "strength", "title"]


def keys(statement: Statement, origin: Origin | None = None) -> frozenset[str]:
    """Return the index keys; statements that may be the same measure share at least one.

    With their origins, statements of one event also meet whose names have nothing in common.
    """
    if isinstance(statement, Figure):
        return figure_keys(statement, origin)
    return initiative_keys(statement, origin)


def main_key(statement: Statement) -> str:
    """The key that names the measure, if the statement is the first of it."""
    if isinstance(statement, Figure):
        return min(key for key in figure_keys(statement) if key.startswith("f|"))
    return min(name_keys(statement))


def decide(statement: Statement, origin: Origin, candidates: Sequence[Measure]) -> Decision:
    """Say which of the candidates a statement belongs to, if any, how it moves it, and why."""
    kind = "figure" if isinstance(statement, Figure) else "initiative"
    known = [measure for measure in candidates if measure.kind == kind]
    if isinstance(statement, Figure):
        return decide_figure(statement, origin, known)
    return decide_initiative(statement, origin, known)


def strength(statement: Statement, origin: Origin, candidates: Sequence[Measure]) -> float:
    """How sure the place of an initiative is: of lines of a document that compete for one, the surest comes first."""
    if isinstance(statement, Figure):
        return inf
    return initiative_strength(statement, origin, [m for m in candidates if m.kind == "initiative"])


def corrects(statement: Statement, former: Statement) -> bool:
    """Does a statement of a page's new version give another value to what the former version said?"""
    if not isinstance(statement, Figure) or not isinstance(former, Figure):
        return False
    same = series(statement) == series(former) and statement.as_of == former.as_of
    return same and not value_equal(statement, former)


def reading_order(statements: Iterable[Statement]) -> list[Statement]:
    """The most precise first, so that a headline's rounding repeats the body's number; else as in the text."""
    return sorted(statements, key=lambda s: (precision(s) if isinstance(s, Figure) else 0, s.start))


def title(statement: Statement) -> str:
    """A name for a measure that begins with this statement."""
    if isinstance(statement, Initiative):
        return statement.title
    return statement.label or statement.indicator.replace("_", " ").replace(".", ", ")


def moment(statement: Statement, origin: Origin) -> str:
    """Where the statement stands in its measure, as an ISO day that sorts; empty where no day is known."""
    if isinstance(statement, Figure):
        period = when(statement, origin)
        return end(period).isoformat() if period else ""
    day = day_of(origin)
    return day.isoformat() if day != date.min else ""
