"""When a team is told: the hours it is left in peace, and the hour of its digest. Clock and zone are given.

An hour that the clocks leave out in spring counts as the one after it, an hour that comes twice in autumn as its first.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from alerts.team import Hours, Pace, Rhythm

AHEAD = 8
"""Days in which quiet hours end, if they ever do: they are the same every week."""
REACH: Mapping[Pace, int] = {"daily": AHEAD + 2, "weekly": 2 * AHEAD}
"""Days before and after a time in which there is a digest before and after it."""


def is_open(rhythm: Rhythm, now: datetime) -> bool:
    """Is the team to be told anything at this time?"""
    local = now.astimezone(rhythm.zone)
    return not any(_is_quiet(hours, local.time(), local.weekday()) for hours in rhythm.quiet)


def _is_quiet(hours: Hours, at: time, weekday: int) -> bool:
    if weekday in hours.days:
        return True
    if hours.start is None or hours.end is None:
        return False
    if hours.start <= hours.end:
        return hours.start <= at < hours.end
    return at >= hours.start or at < hours.end


def opening(rhythm: Rhythm, now: datetime) -> datetime | None:
    """Return the first time from now on at which the team may be told; None if all its hours are quiet."""
    if is_open(rhythm, now):
        return now
    return next((end for end in _ends(rhythm, now) if end > now and is_open(rhythm, end)), None)


def _ends(rhythm: Rhythm, now: datetime) -> Iterator[datetime]:
    """The times at which quiet hours may end."""
    today = _day(rhythm, now)
    hours = {time(), *(hours.end for hours in rhythm.quiet if hours.end)}
    for day in (today + timedelta(days=ahead) for ahead in range(AHEAD + 1)):
        yield from sorted(_moment(day, at, rhythm.zone, fold) for at in hours for fold in (0, 1))


def _moment(day: date, at: time, zone: ZoneInfo, fold: int = 0) -> datetime:
    return datetime.combine(day, at.replace(fold=fold), zone).astimezone(UTC)


def latest(rhythm: Rhythm, now: datetime) -> datetime | None:
    """Return the hour of the last digest that is due until now, whether it was made or not; None at once."""
    return max((hour for hour in _digests(rhythm, now) if hour <= now), default=None)


def following(rhythm: Rhythm, now: datetime) -> datetime | None:
    """Return the hour of the next digest after now; None at once."""
    return min((hour for hour in _digests(rhythm, now) if hour > now), default=None)


def _digests(rhythm: Rhythm, now: datetime) -> Iterator[datetime]:
    """The hours of the digests around a time: one in quiet hours comes when they end.

    Unless another follows on the day that they end: then that one tells it all.
    """
    if rhythm.pace == "at_once":
        return
    hours = [hour for hour in (opening(rhythm, hour) for hour in _planned(rhythm, now)) if hour is not None]
    for hour, after in pairwise(hours):
        if _day(rhythm, hour) != _day(rhythm, after):
            yield hour


def _day(rhythm: Rhythm, moment: datetime) -> date:
    return moment.astimezone(rhythm.zone).date()


def _planned(rhythm: Rhythm, now: datetime) -> Iterator[datetime]:
    """The hours for which digests are planned around a time: as many as may come together when quiet days end."""
    today = _day(rhythm, now)
    around = (today + timedelta(days=ahead) for ahead in range(-REACH[rhythm.pace], REACH[rhythm.pace] + 1))
    wanted = (day for day in around if rhythm.pace == "daily" or day.weekday() == rhythm.weekday)
    return (_moment(day, rhythm.at, rhythm.zone) for day in wanted)
