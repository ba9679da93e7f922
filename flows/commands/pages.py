"""Commands about stored pages: reread, versions, export."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.terminal import note, progress, show_text
from flows.words import OFFICE, Day, LastDay, UsageError

if TYPE_CHECKING:
    from flows.desk import Desk
    from flows.rereading import Tally, Told

OK, FAILURE = 0, 1
Flag = Annotated[bool, Parameter(negative=())]


def reread(
    *,
    source: str = "",
    since: Day | None = None,
    until: LastDay | None = None,
    page: Annotated[tuple[str, ...], Parameter(negative=())] = (),
    limit: Annotated[int | None, Parameter(validator=Number(gte=1))] = None,
    json: Flag = False,
    apply: Flag = False,
    alert: Flag = False,
) -> int:
    """Read stored pages again with today's reader and vocabulary, and list what would change. No site is asked.

    Nothing is written without --apply. What it finds is learned in silence, and what was corrected by hand stays. It
    may be stopped and run again at any time.

    Example: gongbao reread --source miit-notices --since 2026-01

    Example: gongbao reread --apply

    Parameters
    ----------
    source
        only pages that this source brought; `archive` for those of folders
    since
        only pages published since this day, and undated ones
    until
        only pages published until this day (2025-06: to the end of June), and undated ones
    page
        only this page, by address or identity; may be given several times
    limit
        at most so many pages
    json
        one JSON object a page or measure that changes, a line each, and the numbers in the last
    apply
        write the changes
    alert
        with --apply: tell the channels what is new in the pages
    """
    from flows import sending
    from flows.desk import open_desk
    from flows.rereading import Rereading, Tally, selected

    if alert and not apply:
        raise UsageError("--alert tells what --apply writes: give both")
    if since and until and until < since:
        raise UsageError(f"--until {until} is before --since {since}")
    with open_desk(sends=alert) as desk:
        work = Rereading(desk, selected(desk, source, (since, until), page, limit), apply=apply, alert=alert)
        tally = Tally()
        with progress() as bar:
            task = bar.add_task("Reading again", total=work.count())
            for told in work.told():
                tally += told
                bar.update(task, completed=tally.pages)
                _show(told, json=json)
        sent = sending.send_owed(desk) if alert else None
    _sum_up(tally, json=json, apply=apply)
    if sent is not None:
        note(f"alerts: {sent}")
    return FAILURE if tally.unread else OK


def _show(told: "Told", *, json: bool) -> None:
    from flows import changed, formats

    if json:
        if row := changed.data(told):
            print(formats.line(row))
    elif found := changed.text(told):
        show_text(found)


def _sum_up(tally: "Tally", *, json: bool, apply: bool) -> None:
    from flows import formats

    if json:
        print(formats.line({"type": "sum", "applied": apply} | asdict(tally)))
        return
    ending = "nothing would change" if not apply else "nothing has changed"
    if not tally.nothing:
        ending = "written" if apply else "nothing is written: --apply does it"
    note(f"{tally}; {ending}", "bold")


def versions(page: str, *, json: Flag = False) -> int:
    """Show the versions of a page: when each was read, and what its text and its statements say otherwise.

    Example: gongbao versions https://www.miit.gov.cn/xwfb/art/2026/art_1.html

    Parameters
    ----------
    page
        its address, its identity, or the id of a measure for the pages that speak of it
    json
        one JSON object a version, a line each
    """
    from flows import changed, formats
    from flows.desk import open_desk

    with open_desk() as desk:
        found = [version for name in _stored(desk, page) for version in desk.store.versions(name)]
    if not found:
        raise UsageError(f"no page is stored as {page!r}; `gongbao show ID` names the pages of a measure")
    for before, one in zip([None, *found], found, strict=False):
        former = before if before and before.document.identity == one.document.identity else None
        if json:
            print(formats.line(changed.version_data(one, former)))
            continue
        if former is None:
            note(changed.title(one.document), "bold")
        show_text(changed.version(one, former, f"{one.recorded_at.astimezone(OFFICE):%Y-%m-%d %H:%M}"))
    return OK


def _stored(desk: "Desk", page: str) -> list[str]:
    """The identities of the documents meant."""
    from flows.shelf import names

    if found := desk.store.identities(names(desk, page)):
        return found
    measure = desk.store.measure(page)
    return list(dict.fromkeys(point.origin.document for point in measure.points)) if measure else []


def export(
    file: Path,
    *sources: str,
    since: Day | None = None,
    until: LastDay | None = None,
    latest: Flag = False,
) -> int:
    """Write the stored pages as a WARC file, which other tools read; `gongbao backfill --archive` takes it in again.

    Example: gongbao export pages.warc.gz

    Example: gongbao export notices-2025.warc.gz miit-notices --since 2025 --until 2025-12-31

    Parameters
    ----------
    file
        the file to be made: NAME.warc.gz, or NAME.warc for one that is not packed
    sources
        only pages that these sources brought; `archive` for those of folders
    since
        only pages published since this day, and undated ones
    until
        only pages published until this day (2025-06: to the end of June), and undated ones
    latest
        only the latest version of each page
    """
    from flows.desk import open_desk
    from flows.exporting import Export, check
    from flows.rereading import selected

    check(file)
    if since and until and until < since:
        raise UsageError(f"--until {until} is before --since {since}")
    with open_desk() as desk, progress() as bar:
        wanted = tuple(selected(desk, source, (since, until), (), None) for source in sources or [""])
        work = Export(desk, wanted, latest=latest)
        task = bar.add_task(f"Writing {file.name}", total=work.count())
        done = work.write(file, lambda so_far: bar.update(task, completed=so_far.documents + so_far.bare))
    note(f"{file}: {done}", "bold")
    return OK
