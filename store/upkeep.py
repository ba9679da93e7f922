"""The store for those who look after it: what is of no use goes, it is copied and made smaller, its size is told."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from store import copying, engine, thinning
from store.opened import Opened
from store.thinning import Terms, Thinned


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes: of all, of the raw pages in it, and of what is free in it."""

    whole: int
    pages: int
    free: int = 0


class Upkeep(Opened):
    """What it takes to keep a store for years."""

    @property
    def file(self) -> Path | None:
        """The file of the store; None where it is in PostgreSQL."""
        return Path(str(self._url.database)) if self._url.get_backend_name() == "sqlite" else None

    def outgrown(self, terms: Terms) -> list[Thinned]:
        """Return what is of no use any more, by kind."""
        return list(thinning.count(self._engine, terms))

    def thin(self, terms: Terms) -> list[Thinned]:
        """Let go of what is of no use any more; others wait for moments only. Returns what went."""
        return list(thinning.thin(self._engine, terms))

    def size(self) -> Size:
        """Return how large it is."""
        with engine.reading(self._engine) as session:
            if self.file is None:
                asked = "SELECT pg_database_size(current_database()), pg_total_relation_size('page')"
                return Size(*session.execute(text(asked)).one())
            pages = session.execute(text("SELECT coalesce(sum(length(body)), 0) FROM page")).scalar_one()
        whole, free = copying.free(self.file)
        return Size(whole, int(pages), free)
