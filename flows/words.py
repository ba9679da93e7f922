"""What people type: days, and the error for what cannot be understood."""

from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from cyclopts import Parameter

OFFICE = ZoneInfo("Asia/Shanghai")
"""The time zone of the ministries: their day decides what "today" is."""


class UsageError(Exception):
    """The command line asks for something that is not there or cannot be."""


def today() -> date:
    """The ministries' present day."""
    return datetime.now(OFFICE).date()


def day(text: str) -> date:
    """Read 2024-10-14, 2024-10 (its first day), 2024, `today`, `yesterday` or `7d` (a week ago)."""
    word = text.strip().lower()
    if word in ("today", "yesterday"):
        return today() - timedelta(days=word == "yesterday")
    if word.endswith("d") and word[:-1].isdecimal():
        return today() - timedelta(days=int(word[:-1]))
    for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            return datetime.strptime(word, form).replace(tzinfo=OFFICE).date()
        except ValueError:
            continue
    raise UsageError(f"{text!r} is not a day; write it as 2024-10-14, 2024-10, today, yesterday or 7d (seven days ago)")


Day = Annotated[date, Parameter(converter=lambda _type, tokens: day(tokens[0].value))]
"""A day on the command line."""
