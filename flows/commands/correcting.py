"""Commands that correct by hand what is one measure, and what it is called: merge, split, part, rename, corrections."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from flows import formats, tell
from flows.terminal import note, show_table
from flows.words import UsageError

if TYPE_CHECKING:
    from flows.desk import Desk
    from flows.teaching import Lesson
    from store.store import Wanted

OK = 0
Flag = Annotated[bool, Parameter(negative=())]


def merge(one: str, other: str, *, teach: Flag = False) -> int:
    """Settle that two measures are one. It holds for all that is read later; nobody is alerted.

    Example: gongbao merge f-1a2b3c f-4d5e6f

    Parameters
    ----------
    one
        its id from `gongbao measures`, or the first letters of it
    other
        the same for the other one
    teach
        also write the name that the lexicon does not know to your lexicon file, for what is read from now on
    """
    from flows.desk import open_desk
    from flows.teaching import two_names

    with open_desk() as desk:
        before = [found for name in (one, other) if (found := desk.store.measure(name))]
        (measure,) = desk.store.merge(one, other)
        led = ", ".join(found.id for found in before if found.id != measure.id)
        note(f"One measure now: {tell.brief(measure)}; {led} leads there")
        if teach:
            _teach(desk, two_names(before, desk.lexicon))
    return OK


def split(measure: str, /, *statements: int) -> int:
    """Settle that some statements of a measure are another one. It holds for all that is read later.

    Example: gongbao split f-1a2b3c 41 57

    Parameters
    ----------
    measure
        its id from `gongbao measures`, or the first letters of it
    statements
        the numbers by which `gongbao show` lists them
    """
    from flows.desk import open_desk

    if not statements:
        raise UsageError(f"name the statements to take out: `gongbao show {measure}` lists them by number")
    with open_desk() as desk:
        found = desk.store.split(measure, statements)
    note("Two measures now: " + "; ".join(map(tell.brief, found)))
    return OK


def part(one: str, other: str) -> int:
    """Settle that two measures are two, and stay so, whatever is read later.

    Example: gongbao part f-1a2b3c f-4d5e6f

    Parameters
    ----------
    one
        its id from `gongbao measures`, or the first letters of it
    other
        the same for the other one
    """
    from flows.desk import open_desk

    with open_desk() as desk:
        found = desk.store.part(one, other)
    note("Settled as two: " + "; ".join(map(tell.brief, found)))
    return OK


def rename(measure: str, title: str, *, teach: Flag = False) -> int:
    """Give a measure a name that stays, whatever is read later.

    Example: gongbao rename f-1a2b3c "Little giant firms"

    Parameters
    ----------
    measure
        its id from `gongbao measures`, or the first letters of it
    title
        the name
    teach
        also write it to your lexicon file, as the label of what is counted
    """
    from flows.desk import open_desk
    from flows.teaching import label

    with open_desk() as desk:
        (named,) = desk.store.rename(measure, title)
        note(f"Named: {tell.brief(named)}")
        if teach:
            _teach(desk, label(named, desk.lexicon))
    return OK


def corrections(*, undo: int | None = None, json: Flag = False) -> int:
    """List what was settled by hand, the last first; or take one of these back.

    Example: gongbao corrections

    Example: gongbao corrections --undo 3

    Parameters
    ----------
    undo
        the number of a correction to forget, as if it had never been made
    json
        one JSON object a correction, a line each
    """
    from flows.desk import open_desk

    with open_desk() as desk:
        if undo is not None:
            found = desk.store.undo(undo)
            note(f"Forgotten: correction {undo}. Now: " + ("; ".join(map(tell.brief, found)) or "nothing of it stands"))
            return OK
        settled = desk.store.corrections()
    if json:
        for one in settled:
            print(formats.line(formats.correction(one)))
    elif settled:
        show_table([tell.correction(one) for one in settled], fold={"settled": 24})
    else:
        note("Nothing was settled by hand.")
    return OK


def show_doubts(desk: "Desk", wanted: "Wanted", *, json: bool) -> int:
    """Print the pairs that may be the same, each with the two commands that settle it."""
    doubts = desk.store.doubts(wanted)
    for doubt in doubts:
        if json:
            print(formats.line(formats.doubt(doubt)))
        else:
            print(tell.doubt(doubt) + "\n")
    if not json:
        note(f"{tell.counted(len(doubts), 'pair')} to be settled." if doubts else "Nothing is in doubt.")
    return OK


def _teach(desk: "Desk", lesson: "Lesson | str") -> None:
    """Write what a correction teaches to the user's lexicon file, or say why there is nothing to write."""
    from flows.teaching import write

    if isinstance(lesson, str):
        note(f"Nothing was taught: {lesson}")
        return
    for line in write(lesson, desk.settings):
        note(line)
