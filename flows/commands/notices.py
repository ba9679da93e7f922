"""Commands of operators: notices."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

from cyclopts import Parameter

from flows import formats
from flows.terminal import note, show_table

if TYPE_CHECKING:
    from store.notices import Notice

OK = 0
PAST = 50
Flag = Annotated[bool, Parameter(negative=())]


def notices(*, all: Flag = False, json: Flag = False) -> int:
    """List what operators were told of and is not over: sources that cannot be read or are silent, dead channels.

    Example: gongbao notices --all

    Parameters
    ----------
    all
        also what is over, the latest first
    json
        one JSON object a notice, a line each
    """
    from flows.desk import open_desk

    with open_desk() as desk:
        found, zone = desk.store.noticed(PAST if all else 0), desk.settings.operators.zone
    if json:
        for notice in found:
            print(formats.line(data(notice)))
    elif found:
        show_table([row(notice, zone) for notice in found], fold={"notice": 30, "look closer": 20})
    else:
        note("Nothing is open." if not all else "There has been nothing to tell.")
    return OK


def row(notice: "Notice", zone: ZoneInfo) -> dict[str, str | int]:
    """A notice as a row of a table."""
    from alerts.notices import command, lasted, name

    ended = notice.ended_at
    return {
        "since": moment(notice.began_at, zone),
        "until": moment(ended, zone) if ended else "",
        "lasted": lasted(ended - notice.began_at, "en") if ended else "",
        "notice": name(notice, "en"),
        "look closer": command(notice),
    }


def moment(at: datetime, zone: ZoneInfo) -> str:
    """A time as clocks in the zone show it."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def data(notice: "Notice") -> dict[str, object]:
    """A notice as plain data, times in UTC."""
    ended = notice.ended_at
    return {
        "id": notice.id,
        "kind": notice.kind,
        "place": notice.place,
        "facts": dict(notice.facts),
        "began_at": notice.began_at.isoformat(),
        "ended_at": ended.isoformat() if ended else None,
    }
