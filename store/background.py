"""What stands behind a measure: how each statement came to it, what its pages took back, what is told beside it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from measures.model import Change, Measure, Point
from store import known
from store.doubts import Doubt, doubts
from store.points import points
from store.tables import MeasureRow, StatementRow
from store.told import changes_where


@dataclass(frozen=True, slots=True)
class Background:
    """`changes` by the number of their statement; `gone` what pages said and say no more.

    `beside` are the measures told in the same sentences: the figures of an initiative, the initiatives of a figure.
    `titles` are those of the measures that statements were compared with, as they are called now.
    """

    changes: dict[int, Change]
    gone: tuple[Point, ...]
    beside: tuple[Measure, ...]
    doubts: tuple[Doubt, ...]
    titles: dict[str, str]


def background(session: Session, measure: Measure) -> Background:
    """All that stands behind a measure."""
    mine = col(StatementRow.measure) == measure.id
    changes = {change.number: change for change in changes_where(session, mine)}
    compared = {one.measure for change in changes.values() for one in change.compared}
    return Background(
        changes=changes,
        gone=tuple(point for _, point in points(session, mine, col(StatementRow.gone_in).is_not(None))),
        beside=tuple(known.those(session, sorted(set(_beside(session, measure))))),
        doubts=tuple(doubts(session, known.Wanted(ids=(measure.id,)))),
        titles=_titles(session, sorted(compared)),
    )


def _beside(session: Session, measure: Measure) -> Iterator[str]:
    """The measures of the other kind that a document tells in one sentence with this one."""
    mine: dict[int, list[StatementRow]] = defaultdict(list)
    for row, _ in points(session, col(StatementRow.measure) == measure.id, col(StatementRow.gone_in).is_(None)):
        mine[row.document].append(row)
    others = select(StatementRow).where(
        col(StatementRow.document).in_(mine),
        StatementRow.kind != measure.kind,
        col(StatementRow.gone_in).is_(None),
    )
    for other in session.exec(others):
        if other.measure and any(_in_one_sentence(row, other) for row in mine[other.document]):
            yield other.measure


def _in_one_sentence(one: StatementRow, other: StatementRow) -> bool:
    """Does the figure stand in the words of the initiative?"""
    figure, act = sorted((one, other), key=lambda row: row.kind)
    return bool(act.data["start"] <= figure.data["start"] < act.data["end"])


def _titles(session: Session, ids: Sequence[str]) -> dict[str, str]:
    rows = session.exec(select(MeasureRow).where(col(MeasureRow.id).in_(ids)))
    return {row.id: row.title for row in rows}
