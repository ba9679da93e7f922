"""Commands that answer: read, measures, show, sources."""

import sys
from dataclasses import replace
from datetime import datetime, time
from typing import Annotated, Literal

from cyclopts import Parameter
from cyclopts.validators import Number

from flows import formats, tell
from flows.commands.correcting import show_doubts
from flows.terminal import note, show_table, show_text
from flows.words import OFFICE, Day, UsageError

OK, FAILURE = 0, 1
Flag = Annotated[bool, Parameter(negative=())]


def read(*pages: str, json: Flag = False, explain: Flag = False) -> int:
    """Say what would be read in files or pages: document, figures, initiatives. Nothing is stored.

    Example: gongbao read notice.html transcript.txt

    Example: gongbao read http://english.scio.gov.cn/pressroom/node_9013725.html --json

    Example: gongbao read notice.html --explain

    Parameters
    ----------
    pages
        files (.html, .txt, .pdf, .docx) or addresses; a notice that only points to its attachments brings them along
    json
        one JSON object a page, a line each
    explain
        the text with what was read marked in it, and for each statement the rule and the lexicon entries behind it
    """
    from flows import opening
    from flows.desk import open_reader
    from flows.explain import explained
    from scrapers.errors import ScrapeError

    if not pages:
        raise UsageError("name a file or an address to read: gongbao read page.html")
    status = OK
    with open_reader() as reader:
        for page, found in ((name, found) for name in pages for found in opening.documents(reader, name)):
            if isinstance(found, ScrapeError):
                sys.stderr.write(f"gongbao: {found}\n")
                status = FAILURE
                continue
            said = reader.statements(found)
            if json:
                print(formats.line(formats.reading(page, found, said, reader.lexicon if explain else None)))
            elif explain:
                show_text(explained(found, said, reader.lexicon))
            else:
                print(tell.reading(found, said) + "\n")
    return status


def measures(
    *words: str,
    kind: Literal["figure", "initiative"] | None = None,
    source: str = "",
    topic: str = "",
    since: Day | None = None,
    overdue: Flag = False,
    doubtful: Flag = False,
    limit: Annotated[int | None, Parameter(validator=Number(gte=1))] = None,
    json: Flag = False,
) -> int:
    """List what is known: every figure and initiative, as it stands now.

    Example: gongbao measures little giant --kind figure

    Example: gongbao measures --overdue

    Example: gongbao measures --doubtful

    Parameters
    ----------
    words
        only measures with all these words in their name or quotes
    kind
        figure or initiative
    source
        only what this source said; `archive` for pages of folders
    topic
        only initiatives of this topic
    since
        only what was said in documents read since this day
    overdue
        only what was to be done or reached by a day that has passed, and of which nothing has been heard since
    doubtful
        pairs that may be the same, with the two commands that settle each
    limit
        at most so many
    json
        one JSON object a measure with all its statements, a line each
    """
    from flows.desk import open_desk
    from scrapers.archive import ANYWHERE
    from store.store import Wanted

    if overdue and doubtful:
        raise UsageError("--overdue lists measures, --doubtful pairs of them: give one of the two")
    start = datetime.combine(since, time.min, OFFICE) if since else None
    wanted = Wanted(kind=kind, words=" ".join(words), source=source, topic=topic, since=start, limit=limit)
    with open_desk() as desk:
        if source not in ("", ANYWHERE.name):
            desk.source(source)  # a wrong name is said, rather than that nothing fits
        wanted = replace(wanted, overdue=desk.today() if overdue else None)
        if doubtful:
            return show_doubts(desk, wanted, json=json)
        found = desk.store.measures(wanted)
        if json:
            for measure in found:
                print(formats.line(formats.measure(measure)))
            return OK
        table = [tell.row(measure, desk.lexicon) for measure in found]
    if not table:
        advice = "`gongbao check` reads what is new, `gongbao backfill` what is old."
        note("Nothing is overdue." if overdue else f"Nothing known fits. {advice}")
        return OK
    show_table(table, fold={"measure": 24, "now": 16})
    note(f"{len(table)} measures; `gongbao show ID` tells the history of one.")
    return OK


def show(measure: str, *, why: Flag = False, json: Flag = False) -> int:
    """Tell the history of one measure, in order of time, with every quote and source.

    Example: gongbao show f-1a2b3c

    Example: gongbao show f-1a2b3c --why

    Parameters
    ----------
    measure
        its id from `gongbao measures`, or the first letters of it
    why
        for each statement why it was taken for new, later or known, and what it was compared with
    json
        as JSON, with the reasons
    """
    from flows.desk import open_desk
    from flows.showing import history

    with open_desk() as desk:
        found = desk.store.measure(measure)
        behind = desk.store.background(found) if found else None
    if found is None or behind is None:
        raise UsageError(f"no measure has the id {measure!r}; `gongbao measures` lists them")
    if json:
        print(formats.line(formats.history(found, behind)))
    else:
        show_text(history(found, behind, why=why))
    return OK


def sources(*, json: Flag = False) -> int:
    """List the sources, and how each does: last look, newest page, how often it publishes, what is still unread.

    Example: gongbao sources

    Parameters
    ----------
    json
        one JSON object a source, a line each
    """
    from flows import silence
    from flows.desk import open_desk

    with open_desk() as desk:
        health = {row.source: row for row in desk.store.health()}
        table = [
            tell.source(source, health.get(source.name), silence.of(desk, source)) for source in desk.sources.values()
        ]
    if json:
        for row in table:
            print(formats.line(row))
        return OK
    rows = [{name: value for name, value in row.items() if name != "problem"} for row in table]
    show_table(rows, fold={"title": 16, "publishes": 16})
    for row in table:
        if row["problem"]:
            note(f"{row['source']}: {row['problem']}", "red")
    return OK
