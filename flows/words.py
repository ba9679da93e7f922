"""What people type: days, and the error for what cannot be understood."""

from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from cyclopts import Parameter

OFFICE = ZoneInfo("Asia/Shanghai")
"""The time zone of the ministries: their day decides what "today" is."""
FIRST = date(1949, 10, 1)


class UsageError(Exception):
    """The command line asks for something that is not there or cannot be."""


def today() -> date:
    """The ministries' present day."""
    return datetime.now(OFFICE).date()


def day(text: str) -> date:
    """Read 2024-10-14, 2024-10 (its first day), 2024, `today`, `yesterday` or `7d` (a week ago)."""
    try:
        found = _day(text.strip().lower())
    except (ValueError, OverflowError):
        found = None
    if found is None or found < FIRST:
        advice = "write it as 2024-10-14, 2024-10, today, yesterday or 7d (seven days ago); nothing before 1949"
        raise UsageError(f"{text!r} is not a day; {advice}")
    return found


def last_day(text: str) -> date:
    """Read a day as `day` does; of a month or a year the last."""
    first, word = day(text), text.strip()
    if len(word) not in (4, 7) or not word[:4].isdecimal():
        return first
    following = first + timedelta(days=31 if len(word) == 7 else 366)
    return following.replace(day=1) - timedelta(days=1)


def _day(word: str) -> date | None:
    if word in ("today", "yesterday"):
        return today() - timedelta(days=word == "yesterday")
    if word.endswith("d") and word[:-1].isdecimal():
        return today() - timedelta(days=int(word[:-1]))
    form = {4: "%Y", 7: "%Y-%m", 10: "%Y-%m-%d"}.get(len(word))
    return datetime.strptime(word, form).replace(tzinfo=OFFICE).date() if form else None


Day = Annotated[date, Parameter(converter=lambda _type, tokens: day(tokens[0].value))]
"""A day on the command line."""
LastDay = Annotated[date, Parameter(converter=lambda _type, tokens: last_day(tokens[0].value))]
"""The last of some days: 2024-09 means all of September, 2024 all of the year."""
