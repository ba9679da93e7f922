"""Commands that read the past: backfill, backfills, backfills pause, resume and cancel."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.commands.running import show
from flows.terminal import note, progress, show_table
from flows.words import Day, LastDay, UsageError

if TYPE_CHECKING:
    from flows.backfilling import Ask
    from flows.desk import Desk
    from flows.holding import Told
    from store.backfills import Backfill
    from store.tables import Purpose

OK, FAILURE = 0, 1
Flag = Annotated[bool, Parameter(negative=())]


def backfill(
    *sources: str,
    since: Day | None = None,
    until: LastDay | None = None,
    archive: Path | None = None,
    captures: str = "",
    alert: Flag = False,
    digest: Flag = False,
    team: str = "",
    dry_run: Flag = False,
) -> int:
    """Read the past: a source's archive between two days, or a folder or WARC file of pages.

    Pages that are stored are not fetched or read again, so a backfill that was stopped goes on where it was: type the
    same again. While `gongbao up` runs, it is done there, and shown here; a folder or file is read here. Nobody is
    alerted unless you say so.

    Example: gongbao backfill scio-english --since 2024-01 --until 2024-12-31
    Example: gongbao backfill miit-news --since 2020 --dry-run
    Example: gongbao backfill scio-english --since 2019 --captures https://web.archive.org/cdx/search/cdx
    Example: gongbao backfill --archive pages/

    Parameters
    ----------
    sources
        names from `gongbao sources`
    since
        first day of publication: 2024-01-31, 2024-01, 2024 or 90d
    until
        last day, or month (2024-12) or year to its end; today if none is given
    archive
        a folder of .html or .txt files (NAME.json beside one may hold its url, published and title), or a WARC file
    captures
        the CDX service of a web archive: pages that are gone from the site are read as it took them
    alert
        tell the channels what is new, as it is found
    digest
        tell the channels what is new in one digest, when all is read
    team
        the only team that is told
    dry_run
        only say how many pages there are to fetch, and how long that takes
    """
    from flows.backfilling import Ask

    if archive is None and (not sources or since is None):
        raise UsageError("a backfill needs a source and --since: gongbao backfill miit-notices --since 2024-01")
    if archive is not None and (sources or since or until or captures):
        raise UsageError("--archive reads all of a folder or file: leave out sources, --since, --until and --captures")
    if alert and digest:
        raise UsageError("--alert tells at once, --digest at the end: give one of them")
    purpose: Purpose = "alert" if alert else "digest" if digest else "learn"
    place = str(archive.absolute()) if archive else ""
    ask = Ask(sources=sources, since=since, until=until, archive=place, captures=captures, purpose=purpose, team=team)
    return _estimated(ask) if dry_run else _backfill(ask)


def _estimated(ask: "Ask") -> int:
    from flows import estimating
    from flows.desk import open_desk

    with open_desk() as desk:
        found = estimating.estimates(desk, ask)
    show_table([one.row for one in found])
    note(estimating.told(found), "bold")
    return FAILURE if any(one.problem for one in found) else OK


def _backfill(ask: "Ask") -> int:
    from flows import backfilling
    from flows.desk import open_desk

    with open_desk(sends=ask.purpose != "learn") as desk:
        begun = backfilling.begin(desk, ask)
        if begun.state == "open":
            desk.store.resume(begun.id)  # who types it does not want to wait for a site any longer
        return _carried_out(desk, begun)


def _carried_out(desk: "Desk", begun: "Backfill") -> int:
    """Do it where the watch runs, and show how far it comes; where none does, or the files lie here, do it here."""
    from flows import backfilling, backfills, sending

    there = "archive" not in begun.asked and _begun_there(desk, begun)
    with _shown(begun) as told:
        done = _followed(desk, begun.id, told) if there else backfilling.work(desk, begun.id, told)
        sent = sending.Sent() if there or done.purpose == "learn" else sending.send_owed(desk)
    show(backfills.reports(done), f"; alerts: {sent}" if sent != sending.Sent() else "")
    if done.state == "done":
        note("See what is known with `gongbao measures`.")
    else:
        note(f"Backfill {done.id} is {done.state}: {backfills.standing(done, desk.now())}", "bold")
        note(f"`gongbao backfills resume {done.id}` goes on with it.")
    return OK if done.state == "done" and all(part.outcome == "ok" for part in done.parts) else FAILURE


def _begun_there(desk: "Desk", begun: "Backfill") -> bool:
    """Begin a run where the watch runs; False if none does."""
    from flows import backfills_watched

    engine = desk.settings.engine()
    if not engine.healthy():
        return False
    run = backfills_watched.begin(engine, desk.store, begun)
    note(f"Backfill {begun.id} is done by the watch: {engine.url}/runs/flow-run/{run}")
    return True


def _followed(desk: "Desk", number: int, told: "Told") -> "Backfill":
    """Wait until a backfill that others do has come to an end; to be interrupted, it does not mind."""
    while (now := desk.store.backfill(number)).state == "open":
        told(now)
        try:
            time.sleep(1)
        except KeyboardInterrupt:
            note(f"It goes on in the watch; `gongbao backfills {number}` shows how far it is.")
            break
    return now


@contextmanager
def _shown(begun: "Backfill") -> "Iterator[Told]":
    """A bar that shows how far a backfill has come."""
    with progress() as bar:
        task = bar.add_task(f"Backfill {begun.id}", total=None)

        def told(now: "Backfill") -> None:
            doing = next((part.name for part in now.parts if part.state == "running"), "waiting")
            total = None if now.listing else now.pages
            bar.update(task, completed=now.done, total=total, description=f"Backfill {now.id}: {doing}")

        yield told


# --- looking after them -------------------------------------------------------------------------------------------


def backfills(
    number: int | None = None,
    *,
    limit: Annotated[int, Parameter(validator=Number(gte=1))] = 20,
    json: Flag = False,
) -> int:
    """List the backfills, the latest first: how far they have come, at what rate, how long they will take.

    Example: gongbao backfills
    Example: gongbao backfills 3

    Parameters
    ----------
    number
        the parts of one backfill
    limit
        so many backfills at most
    json
        one JSON object a backfill, or a part, a line each
    """
    from flows import backfills as told
    from flows import formats
    from flows.desk import open_desk

    with open_desk() as desk:
        found = [desk.store.backfill(number)] if number is not None else desk.store.backfills(limit=limit)
        table = [told.row(one, desk.now()) for one in found]
        parts = told.part_rows(found[0].parts) if number is not None else []
    if json:
        for row in parts or table:
            print(formats.line(row))
        return OK
    if not table:
        note("There are no backfills; `gongbao backfill SOURCE --since DAY` begins one.")
        return OK
    show_table(table, fold={"asked": 24, "standing": 24})
    if parts:
        note("")
        show_table(parts, fold={"problem": 24})
    return OK


def pause(number: int) -> int:
    """Pause a backfill: the page that is being read is finished, and no other begun until it is resumed.

    Example: gongbao backfills pause 3

    Parameters
    ----------
    number
        from `gongbao backfills`
    """
    from flows.desk import open_desk

    with open_desk() as desk:
        desk.store.pause(number)
    note(f"Backfill {number} is paused; `gongbao backfills resume {number}` goes on with it.")
    return OK


def resume(number: int) -> int:
    """Go on with a backfill that is paused, has failed, or was interrupted: where the watch runs, or here.

    Example: gongbao backfills resume 3

    Parameters
    ----------
    number
        from `gongbao backfills`
    """
    from flows.desk import open_desk

    with open_desk() as desk:
        desk.store.resume(number)
        return _carried_out(desk, desk.store.backfill(number))


def cancel(number: int) -> int:
    """Cancel a backfill. What was read stays; the rest is not read.

    Example: gongbao backfills cancel 3

    Parameters
    ----------
    number
        from `gongbao backfills`
    """
    from flows.desk import open_desk

    with open_desk() as desk:
        desk.store.cancel(number)
    note(f"Backfill {number} is cancelled; what was read stays.")
    return OK
