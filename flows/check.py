"""The flow of a check: look at every source, then send what is owed."""

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.futures import wait
from prefect.task_runners import ThreadPoolTaskRunner

from flows import history, sending, watch
from flows.desk import Desk, open_desk
from flows.report import Report


@flow(name="check", flow_run_name=history.run_name("check"), task_runner=ThreadPoolTaskRunner(max_workers=8))  # type: ignore[arg-type]
def check(sources: list[str] | None = None) -> State[str]:
    """Fetch what is new at the sources named (all enabled ones, if none is), read it, and tell who wants to know."""
    with open_desk() as desk:
        looks = [look.submit(desk, source.name) for source in desk.chosen(sources)]
        wait(looks)
        reports = [look.result() for look in looks]
        sent = deliver_owed(desk)
        history.publish(desk, reports)
    return history.ended(reports, sent)


@task(task_run_name="look-{name}", cache_policy=NO_CACHE)
def look(desk: Desk, name: str) -> Report:
    """Look at one source."""
    return watch.look(desk, desk.sources[name])


@task(name="deliver", cache_policy=NO_CACHE)
def deliver_owed(desk: Desk) -> sending.Sent:
    """Send what is owed at once, rather than with the next run of `deliver`."""
    return sending.send_owed(desk)
