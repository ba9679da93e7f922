"""The store for those who read its pages again: each method is one transaction, or yields from several."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import Engine

from measures.model import Page
from store import engine, kept, rereading
from store.desk import Occasion
from store.kept import Selection, Stored
from store.moving import Owe
from store.regrouping import Regrouped
from store.rereading import Again, Reread, Taken

TOGETHER = 50
"""So many documents or measures are in memory at a time."""


class Rereader:
    """Reads what is kept and takes new readings; unless it is to `keep` them, all it does is undone."""

    def __init__(self, database: Engine, occasion: Callable[[bool], Occasion], *, keep: bool) -> None:
        self._engine = database
        self._occasion = occasion
        self._keep = keep

    def count(self, selection: Selection) -> int:
        """How many documents are selected."""
        with engine.reading(self._engine) as session:
            return kept.count(session, selection)

    def documents(self, selection: Selection) -> Iterator[Stored]:
        """Yield the selected documents, in the order they were first recorded in."""
        after, left = 0, selection.limit
        while left is None or left > 0:
            size = TOGETHER if left is None else min(TOGETHER, left)
            with engine.reading(self._engine) as session:
                found = kept.documents(session, selection, after, size)
            yield from found
            if len(found) < size:
                return
            after, left = found[-1].number, None if left is None else left - size

    def page(self, urls: Sequence[str]) -> Page | None:
        """The last page that was asked for, or came, under one of these addresses."""
        with engine.reading(self._engine) as session:
            return kept.page(session, urls)

    def compare(self, again: Again) -> Reread:
        """Say what a new reading changes."""
        with engine.reading(self._engine) as session:
            return rereading.compare(session, again)

    def take(self, batch: Sequence[Again], *, learn: bool, owe: Owe) -> Taken:
        """Let documents say what their new readings give; what is new in them is owed, unless it is learned."""
        with engine.writing(self._engine, keep=self._keep) as session:
            return rereading.take(session, batch, self._occasion(learn), owe)

    def regroup(self, selection: Selection, without: Callable[[str], bool]) -> Iterator[tuple[Regrouped, ...]]:
        """Group the measures that the selected documents speak of anew, some at a time."""
        after = ""
        while True:
            with engine.writing(self._engine, keep=self._keep) as session:
                found = kept.measures(session, selection, after, TOGETHER)
                regrouped = rereading.regroup(
                    session, [one for one in found if not without(one)], self._occasion(True).now
                )
            yield regrouped
            if len(found) < TOGETHER:
                return
            after = found[-1]
