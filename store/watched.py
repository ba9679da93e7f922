"""The store for those who look at sources: what is listed, what is due, how each source does."""

from collections.abc import Sequence
from datetime import datetime

from measures.model import Entry, Page
from store import checks, engine, entries, pages
from store.checks import Health
from store.errors import Looking
from store.opened import Opened
from store.turns import Turns


class Watched(Opened):
    """Entries, listings, and looks at sources."""

    def due(
        self,
        source: str,
        listed: Sequence[Entry],
        *,
        revisit: bool = False,
        silent: bool = False,
        tell: bool = False,
    ) -> list[Entry]:
        """Return the listed entries to be read now: never read, waiting to fill in, or failed and due again.

        With `revisit` also those that were read a while ago, a few times, to see what has been corrected. With
        `silent` entries listed for the first time are history, whoever reads them; with `tell` none of these is.
        """
        terms = entries.Terms(revisit, silent, tell)
        with engine.writing(self._engine) as session:
            return entries.due(session, source, listed, self._clock(), terms)

    def waiting(self, source: str) -> list[Entry]:
        """Return entries that are due whether or not a listing still shows them."""
        with engine.reading(self._engine) as session:
            return entries.waiting(session, source, self._clock())

    def is_silent(self, source: str, identity: str) -> bool:
        """Whether an entry was listed as history, and has not been read until now."""
        with engine.reading(self._engine) as session:
            return entries.is_silent(session, source, identity)

    def seen(self, identity: str) -> bool:
        """Has this page been read completely, from whatever source, or dropped for good?"""
        with engine.reading(self._engine) as session:
            return entries.seen(session, identity)

    def fail(self, source: str, entry: Entry, error: str, *, gone: bool = False, final: bool = False) -> None:
        """Note that an entry could not be read; it is due again after 10 minutes, then ever later, a day at most.

        One that is `gone` five times running, over 20 hours, or `final` once, is never asked for again. What was read
        stays read, and is looked at again a day later.
        """
        with engine.writing(self._engine) as session:
            entries.fail(session, source, entry, error, self._clock(), gone=gone, final=final)

    def keep(self, page: Page) -> None:
        """Keep the latest version of a listing page; earlier ones go, and listings not fetched for a month."""
        with engine.writing(self._engine) as session:
            pages.replace(session, page)

    def remembered(self, url: str) -> Page | None:
        """Return the latest page kept for a URL, with the validators for a conditional request."""
        with engine.reading(self._engine) as session:
            return pages.latest(session, url)

    def turns(self) -> Turns:
        """Return the turns at hosts of one who asks them; no two who share this store ask one at once."""
        return Turns(self._engine)

    # --- looks at a source ----------------------------------------------------------------------------------------

    def started(self, source: str) -> int:
        """Note that a look at a source begins; returns its number. Raises `Looking` while another one goes on."""
        with engine.writing(self._engine) as session:
            check = checks.start(session, source, self._clock(), self._run)
        if check is None:
            raise Looking(f"another look at {source} is going on")
        return check

    def goes_on(self, check: int) -> None:
        """Note that a look still goes on, twice a minute: without that, it is taken for dead."""
        with engine.writing(self._engine) as session:
            checks.go_on(session, check, self._clock())

    def broken_off(self, check: int) -> None:
        """Note that a look ended without an end, so that the next need not wait."""
        with engine.writing(self._engine) as session:
            checks.break_off(session, check)

    def looked_since(self, source: str, since: datetime) -> bool:
        """Whether a look at a source began after a time; one whose process died does not count."""
        with engine.reading(self._engine) as session:
            return checks.looked_since(session, source, since, self._clock(), self._run)

    def finished(self, check: int, outcome: str, message: str = "", **counts: int) -> None:
        """Note how it ended (ok, partial, empty, blocked, unreachable, layout or error) and what was counted."""
        ending = checks.Ending(outcome, counts, message)
        with engine.writing(self._engine) as session:
            checks.finish(session, check, ending, self._clock())

    def last_good(self, source: str) -> datetime | None:
        """When the last look that went well began; None means that the first one has to learn."""
        with engine.reading(self._engine) as session:
            return checks.last_good(session, source)

    def health(self) -> list[Health]:
        """How every source does that was ever looked at."""
        with engine.reading(self._engine) as session:
            return list(checks.health(session))
