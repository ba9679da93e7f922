"""The store for those who read the past: backfills, their parts, and what is due in them."""

from collections.abc import Sequence
from datetime import date, timedelta

from measures.model import Entry
from store import backfills, engine, entries, many, parts
from store.backfills import Asked, Backfill
from store.errors import Refused
from store.opened import Opened
from store.parts import Part, Standing, Worker
from store.tables import PartRow


class Past(Opened):
    """Backfills."""

    def ask(self, asked: Asked, places: Sequence[str]) -> Backfill:
        """Return the backfill of an ask, open: the same ask goes on where it was, unless it has ended.

        `places` are the sources to be listed first.
        """
        with engine.writing(self._engine) as session:
            return backfills.backfill(session, backfills.ask(session, asked, places, self._clock()))

    def backfill(self, number: int) -> Backfill:
        """Return a backfill by its number. Raises `Refused` where there is none."""
        with engine.reading(self._engine) as session:
            return backfills.backfill(session, backfills.one(session, number))

    def backfills(self, *states: str, limit: int = 100) -> list[Backfill]:
        """Return backfills in one of these states, all if none is named; the latest first."""
        with engine.reading(self._engine) as session:
            return backfills.listed(session, states, limit)

    def pause(self, number: int) -> None:
        """Begin no more of a backfill; parts in work stop after a page. Raises `Refused` unless it is open."""
        with engine.writing(self._engine) as session:
            backfills.pause(backfills.one(session, number))

    def resume(self, number: int) -> None:
        """Open a backfill, try again what failed, and wait for no site. Raises `Refused` for one that has ended."""
        with engine.writing(self._engine) as session:
            backfills.resume(session, backfills.one(session, number), self._clock())

    def cancel(self, number: int) -> None:
        """End a backfill; what was read stays. Raises `Refused` for one that has ended."""
        with engine.writing(self._engine) as session:
            backfills.cancel(session, backfills.one(session, number), self._clock())

    def watched_by(self, number: int, run: str) -> None:
        """Note which run watches over a backfill."""
        with engine.writing(self._engine) as session:
            backfills.one(session, number).run = run

    # --- parts ----------------------------------------------------------------------------------------------------

    def claim_part(self, backfill: int, holder: str, only: int | None = None) -> Part | None:
        """Lease a part that is free, or only the one named, for 90 seconds; None if there is none to be had."""
        now = self._clock()
        with engine.writing(self._engine) as session:
            parts.give_up(session, backfill, now)
            asked = backfills.settle(session, backfill, now)
            row = parts.claim(session, backfill, Worker(holder, self._run), now, only)
            return parts.part(row, backfills.span(asked)) if row else None

    def renew_part(self, part: Part, standing: Standing | None = None) -> bool:
        """Keep the lease, and note how far the work has come; False: stop, it was lost, paused or cancelled."""
        with engine.writing(self._engine) as session:
            return parts.renew(session, part.id, part.holder, standing, self._clock())

    def give_back(self, part: Part, wait: timedelta = timedelta(0)) -> None:
        """Let the next worker have a part, after a wait; it is cancelled if its backfill is.

        By the worker that has it, or whoever knows that worker to be dead.
        """
        with engine.writing(self._engine) as session:
            if row := parts.held(session, part.id, part.holder):
                ended = backfills.one(session, part.backfill).state == "cancelled"
                parts.let_go(row, "cancelled" if ended else "waiting", self._clock())
                if not ended:
                    row.lease_until = self._clock() + wait

    def finish_part(self, part: Part, standing: Standing) -> Backfill | None:
        """Note how a part ended, and end the backfill if it was the last; None if the part was lost.

        Outcomes: `unreachable` waits and is tried again, with the other parts of its source; `blocked` fails with
        them; `layout` and `error` fail alone; all others are done.
        """
        now = self._clock()
        with engine.writing(self._engine) as session:
            row = parts.held(session, part.id, part.holder)
            if row is None:
                return None
            parts.note(row, standing)
            if standing.outcome == "unreachable":
                parts.put_off(row, now)
                backfills.put_off_source(session, row)
            else:
                parts.let_go(row, "failed" if standing.outcome in ("blocked", "layout", "error") else "done", now)
            if standing.outcome == "blocked":
                backfills.fail_source(session, row, now)
            session.flush()
            return backfills.backfill(session, backfills.settle(session, part.backfill, now))

    def backfill_part(self, number: int) -> Part:
        """Return a part by its number. Raises `Refused` where there is none."""
        with engine.reading(self._engine) as session:
            row = session.get(PartRow, number)
            if row is None:
                raise Refused(f"there is no part {number} of a backfill")
            return parts.part(row, backfills.span(backfills.one(session, row.backfill)))

    def skip_part(self, part: Part) -> None:
        """Leave out a part, whoever does it; the others go on."""
        now = self._clock()
        with engine.writing(self._engine) as session:
            row = session.get_one(PartRow, part.id)
            if row.state in ("waiting", "running"):
                parts.let_go(row, "cancelled", now)
                session.flush()
                backfills.settle(session, part.backfill, now)

    def begun_by(self, part: Part, run: str) -> None:
        """Note which run is to do a part, unless somebody has claimed it meanwhile."""
        with engine.writing(self._engine) as session:
            row = session.get_one(PartRow, part.id)
            if (row.attempts, row.run) == (part.attempts, part.run):
                row.run = run

    # --- pages ----------------------------------------------------------------------------------------------------

    def list_for(self, part: Part, listed: Sequence[Entry], *, silent: bool) -> int:
        """Take what the listing of a source shows for its backfill, and make parts of its months.

        With `silent` what is listed for the first time is history; otherwise all is to be told. Pages that are stored
        are not read again. Returns how many are to be read.
        """
        terms = entries.Terms(silent=silent, tell=not silent, backfill=part.backfill)
        now, wanted = self._clock(), 0
        for some in many.batches(listed):  # other writers are not to wait for all of them
            with engine.writing(self._engine) as session:
                wanted += len(entries.due(session, part.source, some, now, terms))
        with engine.writing(self._engine) as session:
            backfills.spread(session, session.get_one(PartRow, part.id), now)
        return wanted

    def lost(self, source: str, first: date, last: date) -> list[Entry]:
        """Return what a source listed on some days, or undated, that is gone from its site and was never read."""
        with engine.reading(self._engine) as session:
            return entries.lost(session, source, first, last)

    def recall(self, part: Part) -> None:
        """Let what is gone from a source's site be due once more, of the days that a part is for."""
        with engine.writing(self._engine) as session:
            entries.recall(session, part.source, part.first, part.last, self._clock())

    def unfold(self, part: Part, pages: int) -> None:
        """Make the part in which an archive of so many pages is read, now that they are counted."""
        with engine.writing(self._engine) as session:
            backfills.unfold(session, session.get_one(PartRow, part.id), pages)

    def due_in(self, part: Part) -> list[Entry]:
        """Return what is to be read now in the month of a part, in order of publication."""
        with engine.reading(self._engine) as session:
            rows = backfills.due(session, session.get_one(PartRow, part.id), self._clock())
            return [entries.entry(row) for row in rows]

    def left_in(self, part: Part) -> list[str]:
        """Return why pages of the month of a part are not read yet, a line a page."""
        with engine.reading(self._engine) as session:
            return backfills.left(session, session.get_one(PartRow, part.id))

    def is_due(self, source: str, identity: str) -> bool:
        """Whether an entry is still to be read: somebody else may have read it meanwhile."""
        with engine.reading(self._engine) as session:
            return entries.is_due(session, source, identity, self._clock())

    def unread(self, source: str, listed: Sequence[Entry]) -> list[Entry]:
        """Return those of a listing that a backfill would have to fetch; nothing is noted."""
        with engine.reading(self._engine) as session:
            return entries.unread(session, source, listed)
