"""Hours as people write them in the configuration: 08:30, monday, Asia/Shanghai, quiet from 22:00-07:00 and on sat."""

import re
from collections.abc import Iterable, Sequence
from datetime import time
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator

from alerts.team import Hours
from flows.config_errors import nearest

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)")
_STRETCH = re.compile(r"(\d{1,2}:\d\d)\s*[-\u2013]\s*(\d{1,2}:\d\d)")
_DAY_ADVICE = "should be a day like monday or mon"
_QUIET_ADVICE = "should be hours like 22:00-07:00, or a day like sat"


def clock(given: Any) -> time:
    """Read 08:30 or a TOML time. Raises ValueError saying how it is written."""
    if isinstance(given, time):
        return given
    found = _CLOCK.fullmatch(given.strip()) if isinstance(given, str) else None
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError("should be an hour from 00:00 to 23:59, like 08:30")
    return time(int(found[1]), int(found[2]))


def weekday(given: Any) -> int:
    """Read monday, Mon or mon; Monday is 0. Raises ValueError."""
    if isinstance(given, int) and given in range(7):
        return given
    word = given.strip().lower() if isinstance(given, str) else ""
    found = [number for number, day in enumerate(DAYS) if len(word) >= 3 and day.startswith(word)]
    if len(found) != 1:
        raise ValueError(_DAY_ADVICE)
    return found[0]


def zone(given: Any) -> ZoneInfo:
    """Read a time zone by its name. Raises ValueError with the one most like it."""
    if isinstance(given, ZoneInfo):
        return given
    name = given.strip() if isinstance(given, str) else ""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        likely = _likely(name)
        advice = f"did you mean {likely}?" if likely else "write one like Asia/Shanghai or Europe/Berlin"
        raise ValueError(f"no time zone is called so; {advice}") from None


def _likely(name: str) -> str:
    known = available_timezones()
    if "beijing" in name.lower():
        return "Asia/Shanghai"
    cities = {place.rpartition("/")[2]: place for place in sorted(known)}
    near = nearest(name, known, 0.75) or nearest(name.title(), cities, 0.75)
    return cities.get(near, near)


def quiet(given: Any) -> tuple[Hours, ...]:
    """Read stretches of each day and whole days. Raises ValueError for what is neither, and for quiet without end."""
    if not isinstance(given, list | tuple):
        raise ValueError('should be a list, in square brackets, like ["22:00-07:00", "sat", "sun"]')
    stretches = tuple(_stretch(one) for one in given if isinstance(one, str) and ":" in one)
    days = frozenset(_quiet_day(one) for one in given if not (isinstance(one, str) and ":" in one))
    if len(days) == 7 or _covers_the_day(stretches):
        raise ValueError("leaves no hour of the week to tell anything; leave some out")
    return (*stretches, Hours(days=days)) if days else stretches


def _quiet_day(given: Any) -> int:
    try:
        return weekday(given if isinstance(given, str) else "")
    except ValueError:
        raise ValueError(f"{given!r} {_QUIET_ADVICE}") from None


def _stretch(given: str) -> Hours:
    found = _STRETCH.fullmatch(given.strip())
    try:
        start, end = (clock("00:00" if hour == "24:00" else hour) for hour in found.groups()) if found else (None, None)
    except ValueError:
        start = end = None
    if start is None or end is None:
        raise ValueError(f"{given!r} {_QUIET_ADVICE}")
    if start == end:
        raise ValueError(f"{given!r} ends at the hour it starts; {_QUIET_ADVICE}")
    return Hours(start, end)


def _covers_the_day(stretches: Sequence[Hours]) -> bool:
    return bool(stretches) and all(any(_is_in(at, one) for one in stretches) for at in _starts(stretches))


def _starts(stretches: Iterable[Hours]) -> list[time]:
    """The hours at which something may be told again: if none of them is free, no hour is."""
    return [one.end for one in stretches if one.end is not None]


def _is_in(at: time, hours: Hours) -> bool:
    if hours.start is None or hours.end is None:
        return False
    if hours.start < hours.end:
        return hours.start <= at < hours.end
    return at >= hours.start or at < hours.end


Clock = Annotated[time, BeforeValidator(clock)]
Weekday = Annotated[int, BeforeValidator(weekday)]
Zone = Annotated[ZoneInfo, BeforeValidator(zone)]
Quiet = Annotated[tuple[Hours, ...], BeforeValidator(quiet)]
