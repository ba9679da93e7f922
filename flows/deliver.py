"""The flow that sends what is owed."""

from prefect import flow
from prefect.client.schemas.objects import State

from flows import backfills_watched, boards, history, overview, pulses, rounds, sending, signs, tending
from flows.desk import open_desk


@flow(name="deliver", flow_run_name=history.run_name("deliver"), timeout_seconds=600)
@history.plainly
def deliver() -> State[str]:
    """Send the alerts that are owed and due; those that fail are tried again later. See how the other runs do.

    The run says how the watch is: red, while something is wrong with it.
    """
    with open_desk() as desk:
        backfills_watched.tend(desk.settings.engine(), desk.store)
        tending.tend(desk.settings.engine())
        rounds.go(desk, signs.ENGINE)
        sent = sending.send_owed(desk)
        history.publish_sent(desk, sent)
        boards.renew(desk)
        wrong = overview.wrong(desk)
    return pulses.ended(sent, wrong)
