"""The flow that sends what is owed."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.logging import get_run_logger
from prefect.states import Completed, Failed

from flows import history, rounds, sending, signs, tending
from flows.desk import open_desk


@flow(name="deliver", flow_run_name=history.run_name("deliver"))
def deliver() -> State[str]:
    """Send the alerts that are owed and due; those that fail are tried again later. See how the other runs do."""
    with open_desk() as desk:
        tending.tend(desk.settings.engine())
        rounds.go(desk, signs.ENGINE)
        sent = sending.send_owed(desk)
        history.publish_sent(desk, sent)
    get_run_logger().info(str(sent))
    return Failed(message=str(sent)) if sent.dead else Completed(message=str(sent))
