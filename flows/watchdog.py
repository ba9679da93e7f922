"""The look from outside of Prefect: whether the watch goes on at all. It tells the operators when nobody else would."""

from flows import rounds, sending, signs
from flows.desk import Desk
from store.notices import Notice

KINDS = ("stopped", "prefect", "late")
"""What says that nothing is looked at, or soon will be."""


def look(desk: Desk) -> list[Notice]:
    """Make a round of what stands still, send what it owes, and return what does."""
    engine = desk.settings.engine()
    used = bool(engine.at) or engine.home.exists()  # whoever checks by cron alone has no server that could be down
    turned = rounds.go(desk, (signs.STANDSTILL, *(signs.ENGINE if used else ())))
    still = [notice for notice in desk.store.noticed() if notice.kind in KINDS]
    if turned or still:
        sending.send_owed(desk)
    return still
