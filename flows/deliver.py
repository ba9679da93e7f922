"""The flow that sends what is owed."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows import history, sending
from flows.desk import open_desk


@flow(name="deliver", flow_run_name=history.run_name("deliver"))
def deliver() -> State[str]:
    """Send the alerts that are owed and due; those that fail are tried again later."""
    with open_desk() as desk:
        result = sending.send_owed(desk)
    state = Failed if result.dead else Completed
    return state(message=str(result))
