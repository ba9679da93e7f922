"""When checks are due, by prefect.yaml or, where somebody runs them otherwise, by their own past."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise, takewhile
from zoneinfo import ZoneInfo

from cronsim import CronSim

from flows.deploying import deployments

MARGIN = timedelta(hours=1)
"""How late a check may be: the one before may take long, or a server start."""
WEEKS = timedelta(days=14)
MONTH = timedelta(days=30)


@cache
def longest_gap() -> timedelta:
    """The longest time without a check that the schedules leave."""
    start = datetime(2026, 1, 5, tzinfo=ZoneInfo("UTC"))
    times = {start, start + WEEKS}
    for deployment in deployments():
        for given in deployment.get("schedules", []) if deployment["name"] == "check" else []:
            due = CronSim(given["cron"], start.astimezone(ZoneInfo(given["timezone"])))
            times.update(takewhile(lambda at: at <= start + WEEKS, due))
    return longest(sorted(times))


def longest(times: Sequence[datetime], leave: int = 0) -> timedelta:
    """The longest time between two of them that follow each other, leaving out so many longer ones."""
    gaps = sorted((later - one for one, later in pairwise(times)), reverse=True)
    return gaps[min(leave, len(gaps) - 1)] if gaps else timedelta(0)


def patience(looks: Sequence[datetime] = ()) -> timedelta:
    """How long the watch may stand still: as the schedules say or, if that was longer, as in the month of `looks`.

    Two longer gaps are left out: that the watch stood still before makes it no habit.
    """
    return max(longest_gap(), longest(looks, leave=2) if len(looks) > 9 else timedelta(0)) + MARGIN
