"""What Prefect's run history says about the watch: runs that died, which are marked, and deployments that fail."""

import logging
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from flows.engine import Engine
from flows.redact import redact
from store.notices import Condition

log = logging.getLogger(__name__)

SILENCE = timedelta(minutes=4)
"""A run says every half minute that it lives; one that is silent for so long died.

The server's own automation is quicker. It knows nothing of runs that died before their first word, or with the server.
"""
TOLD_BY_ITSELF = ("watch", "alerts")
"""Tags of runs that end red where a source or a channel is in trouble: operators hear of that by its own name."""
WHOLE = ("Failed", "TimedOut", "Refused")
"""States of a run that failed as a whole: what failed at a source or a channel has names of its own."""
DEAD = ("Crashed", "TimedOut")
A_DAY = timedelta(days=1)
LATEST = 50
"""Runs of a deployment that are looked through for one that says how it does."""
DIED = {"type": "CRASHED", "message": "The process of this run has ended; the next run makes good what it left."}

Run = Mapping[str, Any]


def tend(engine: Engine, pause: float = 45.0) -> None:
    """Make good what has died; a server that does not answer now is asked again the next time.

    After a sleep of the machine, or while no server answered, all runs are silent: those that live are given the time
    to say so.
    """
    try:
        if silent(engine, datetime.now(UTC)):
            time.sleep(pause)
            for name in end_dead(engine):
                log.warning("%s: its process has died", name)
    except requests.RequestException as fault:
        log.warning("Prefect does not answer: %s", type(fault).__name__)


def end_dead(engine: Engine, now: datetime | None = None) -> list[str]:
    """Mark the runs whose process died, wherever it ran; returns their names. Raises `requests.RequestException`."""
    dead = silent(engine, now or datetime.now(UTC))
    for run in dead:
        engine.ask(f"flow_runs/{run['id']}/set_state", state=DIED)
    return [run["name"] for run in dead]


def silent(engine: Engine, now: datetime) -> list[Run]:
    """The runs that have begun and not been heard of for long."""
    begun = {"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}
    found = engine.ask("flow_runs/filter", flow_runs={"state": begun})
    still = [run for run in found if now - _moment(run["state"]["timestamp"]) > SILENCE]
    living = alive(engine, [run["id"] for run in still], now - SILENCE) if still else ()
    return [run for run in still if run["id"] not in living]


def alive(engine: Engine, runs: Sequence[str], since: datetime) -> set[str]:
    """Those of the runs that said since then that they live."""
    wanted = {
        "event": {"name": ["prefect.flow-run.heartbeat"]},
        "resource": {"id": [f"prefect.flow-run.{run}" for run in runs]},
        "occurred": {"since": since.isoformat()},
    }
    heard = engine.ask("events/count-by/resource", filter=wanted)
    return {one["value"].removeprefix("prefect.flow-run.") for one in heard}


def troubles(engine: Engine) -> Iterator[Condition]:
    """Deployments whose last run failed or crashed, or whose run is late. Raises `requests.RequestException`."""
    late = engine.ask("flow_runs/filter", flow_runs={"state": {"name": {"any_": ["Late"]}}}, sort="START_TIME_ASC")
    for deployment in engine.ask("deployments/filter"):
        if waiting := [run for run in late if run["deployment_id"] == deployment["id"]]:
            due = min(_moment(run["expected_start_time"]) for run in waiting)
            yield Condition("late", deployment["name"], {"count": len(waiting)}, due)
        last = last_ended(engine, deployment["id"], datetime.now(UTC))
        if last and failed(last, deployment["tags"]):
            facts = {
                "state": last["state_name"],
                "error": redact(last["state"]["message"] or ""),
                "url": engine.page(last["id"]),
            }
            yield Condition("run", deployment["name"], facts, _moment(last["end_time"]))


def last_ended(engine: Engine, deployment: str, now: datetime) -> Run | None:
    """The run of a deployment that ended last and says how the deployment does."""
    ended = {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}
    wanted = {"deployment_id": {"any_": [deployment]}, "state": ended}
    found: list[Run] = engine.ask("flow_runs/filter", flow_runs=wanted, sort="END_TIME_DESC", limit=LATEST)
    return next((run for run in found if says(run, now)), None)


def says(run: Run, now: datetime) -> bool:
    """Whether a run says how its deployment does: one that a person began does by dying only, and for a day.

    That person sees what else became of it; nobody may begin another that goes well.
    """
    if run["auto_scheduled"] or run["state_type"] == "COMPLETED":
        return True
    return run["state_name"] in DEAD and now - _moment(run["end_time"]) < A_DAY


def failed(run: Run, tags: Collection[str]) -> bool:
    """Whether operators should hear how this run ended."""
    if run["state_type"] == "FAILED" and set(tags) & set(TOLD_BY_ITSELF):
        return run["state_name"] in WHOLE
    return bool(run["state_type"] != "COMPLETED")


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written)
