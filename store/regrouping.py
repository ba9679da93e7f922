"""What becomes of measures while statements are placed anew: joined, parted, renamed, ended."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Literal

from sqlmodel import Session, col, select

from store.area import Area
from store.many import batches
from store.placing import place
from store.tables import MeasureRow, StatementRow


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What became of a measure: it was joined to another, some of its statements moved there, its name, nothing left.

    `other` is the measure that its `statements` went to; `title` is the name after, of a renamed one `other_title` too.
    """

    kind: Literal["joined", "parted", "renamed", "ended"]
    measure: str
    title: str
    other: str = ""
    other_title: str = ""
    statements: int = 0


@dataclass(slots=True)
class Watch:
    """Sees statements placed within one transaction, and tells what came of it in the end."""

    session: Session
    _former: dict[int, str] = field(default_factory=dict)
    _titles: dict[str, str] = field(default_factory=dict)

    def note(self, measures: Collection[str]) -> None:
        """Know what measures are called before anything is placed."""
        known = self._known(set(measures) - self._titles.keys())
        self._titles.update({measure: title for measure, (title, _) in known.items()})

    def place(self, area: Area, fresh: Collection[int], loosened: Collection[str]) -> None:
        """Place statements, as `placing.place` does."""
        area.look_around(fresh)
        self.note({one.measure for one in area.held.values() if one.measure})
        place(area, fresh, loosened)
        for number, one in area.held.items():
            if one.former:
                self._former.setdefault(number, one.former)

    @property
    def seen(self) -> frozenset[str]:
        """The measures that were looked at."""
        return frozenset(self._titles) | frozenset(self._former.values())

    def regrouped(self) -> Iterator[Regrouped]:
        """What became of the measures, by id."""
        self.session.flush()
        yield from self._moved()
        standing = self._standing(self._titles)
        for measure, (title, into) in sorted(self._known(self._titles).items()):
            before = self._titles[measure]
            if into is None and measure not in standing:
                yield Regrouped("ended", measure, before)
            elif into is None and title != before:
                yield Regrouped("renamed", measure, before, other_title=title)

    def _moved(self) -> Iterator[Regrouped]:
        moves = Counter((self._former[number], now) for number, now in self._now() if self._former[number] != now)
        known = self._known({measure for move in moves for measure in move})
        for (former, now), statements in sorted(moves.items()):
            title, into = known[former]
            kind: Literal["joined", "parted"] = "joined" if into == now else "parted"
            yield Regrouped(kind, former, self._titles.get(former, title), now, known[now][0], statements)

    def _now(self) -> Iterator[tuple[int, str]]:
        """The measures that the statements are in now, if they stand."""
        query = select(StatementRow.id, StatementRow.measure).where(col(StatementRow.gone_in).is_(None))
        for some in batches(sorted(self._former)):
            for number, measure in self.session.exec(query.where(col(StatementRow.id).in_(some))):
                yield number or 0, measure or ""

    def _known(self, measures: Collection[str]) -> dict[str, tuple[str, str | None]]:
        """Title, and the measure that it leads to, of each."""
        query = select(MeasureRow.id, MeasureRow.title, MeasureRow.into)
        found: dict[str, tuple[str, str | None]] = {}
        for some in batches(sorted(measures)):
            found |= {row[0]: (row[1], row[2]) for row in self.session.exec(query.where(col(MeasureRow.id).in_(some)))}
        return found

    def _standing(self, measures: Collection[str]) -> set[str | None]:
        """Those of the measures that have a statement."""
        query = select(StatementRow.measure).where(col(StatementRow.gone_in).is_(None)).distinct()
        there = (query.where(col(StatementRow.measure).in_(some)) for some in batches(sorted(measures)))
        return {measure for some in there for measure in self.session.exec(some)}
