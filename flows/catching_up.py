"""What is to be checked at once when the watch starts: for the first time, or because it was due while it was off."""

from flows import schedule
from flows.desk import Desk


def overdue(desk: Desk) -> list[str]:
    """The sources that nobody has looked at since they were last due."""
    return [source.name for source in desk.chosen() if _is_overdue(desk, source.name)]


def _is_overdue(desk: Desk, source: str) -> bool:
    last = desk.store.last_good(source)
    due = (group.last_due(desk.now()) for group in schedule.groups() if group.names(source))
    return last is None or any(last < time for time in due)
