"""How the times of two figures lie to each other: one time, kinds of time that follow each other, one event."""

from datetime import date, timedelta

from measures.model import Period

ONE_EVENT = timedelta(days=3)
RETOLD = timedelta(days=100)
"""Reposts and transcripts follow within ten weeks; names that are only alike do not bind for longer."""


def grain(period: Period | None) -> str:
    """The kind of time: values of a month and of a quarter of one series do not follow each other."""
    if period is None or period.start == period.end:
        return "day"
    days = (period.end - period.start).days + 1
    if period.start.month == 1 and period.start.day == 1 and 31 < days < 365:
        return "since January"
    return "month" if days <= 31 else "quarter" if days <= 92 else "year" if days <= 366 else "years"


def comparable(one: Period | None, other: Period | None) -> bool:
    """Can a value of the one follow a value of the other?"""
    kinds = {grain(one), grain(other)}
    return len(kinds) == 1 or "day" in kinds


def same_time(one: Period | None, other: Period | None) -> bool:
    """Do both speak of the same time?"""
    if one is None or other is None:
        return True
    if "day" in (grain(one), grain(other)):
        return _meet(one, other, ONE_EVENT) and not _before(one, other) and not _before(other, one)
    return (one.start, one.end) == (other.start, other.end)


def at_once(one: Period | None, other: Period | None) -> bool:
    """Would two values contradict each other? A day that was only taken from the page may be days off."""
    if one is None or other is None or not (one.stated and other.stated):
        return abs(end(one) - end(other)) <= ONE_EVENT
    return end(one) == end(other)


def may_be_one_event(one: Period | None, other: Period | None) -> bool:
    """Do the times allow that both come from one event?"""
    return one is None or other is None or _meet(one, other, RETOLD)


def _meet(one: Period, other: Period, reach: timedelta) -> bool:
    return one.start - reach <= other.end and other.start - reach <= one.end


def _before(day: Period, period: Period) -> bool:
    """Is it the day that a longer time begins after, as at the end of the year before?"""
    return day.end < period.start and grain(period) != "day"


def stated(period: Period | None) -> bool:
    """Does the text itself give the time?"""
    return period is not None and period.stated


def end(period: Period | None) -> date:
    """Where a time stands in the order of a series."""
    return period.end if period else date.min
