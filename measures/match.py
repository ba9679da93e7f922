"""Whether two texts say the same, and how a statement moves the measure it belongs to.

Two statements that may be the same share at least one of their `keys`, so an ordinary index finds all candidates;
`bond` then compares the two, and `measures.groups` makes measures of the bonds. Times of the content decide what is
later, never the day of reading or of publication; qualifier, modality, tense and status are no part of identity, but a
target is another series than its stock.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import product

from measures.bond import Bond
from measures.decision import Decision
from measures.events import day_of
from measures.figure_bonds import bond_figures, contradict_figures
from measures.figure_keys import figure_keys
from measures.figure_moves import move_figure
from measures.initiative_bonds import bond_initiatives, initiative_keys, name_keys
from measures.initiative_moves import move_initiative
from measures.model import Figure, Initiative, Origin, Point, Statement
from measures.names import one_name
from measures.placing import apart, placed
from measures.saying import Saying
from measures.summaries import sums_up
from measures.times import end
from measures.values import precision, value_equal

__all__ = ["bond", "contradict", "corrects", "keys", "main_key", "moment", "move", "reading_order", "sums_up", "title"]


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


def bond(one: Point, other: Point) -> Bond | None:
    """What binds two statements, if anything: firmly to one measure, or loosely."""
    return bond_figures(one, other) if isinstance(one.statement, Figure) else bond_initiatives(one, other)


def contradict(one: Point, other: Point) -> bool:
    """Would one document that says both speak of two things?"""
    return contradict_figures(one, other)


def elsewhere(ones: Iterable[Point], others: Iterable[Point]) -> bool:
    """Do two groups hold of places, and have none in common? What names no place then joins no two of them."""
    pairs = list(product(placed(ones), placed(others)))
    return bool(pairs) and all(apart(*two) for two in pairs)


def move(point: Point, known: Sequence[Point]) -> Decision:
    """Say how a statement moves the measure that has the known points."""
    if not known:
        return Decision("new", reason="nothing like it is known")
    if isinstance(point.statement, Figure):
        return move_figure(point, known)
    return move_initiative(point.statement, point.origin, known)


def corrects(statement: Statement, former: Statement) -> bool:
    """Does a statement of a page's new version give another value to what the former version said?"""
    if not isinstance(statement, Figure) or not isinstance(former, Figure):
        return False
    same = one_name(statement, former) and statement.as_of == former.as_of
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
        period = Saying(statement, origin).time
        return end(period).isoformat() if period else ""
    day = day_of(origin)
    return day.isoformat() if day != date.min else ""
