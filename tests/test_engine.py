"""What we ask of Prefect's server: to begin nothing while `up` stops, and all again; which runs died or failed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import Any

import pytest
from engines import answering
from requests import HTTPError

from flows import tending


def test_what_was_held_back_goes_on_however_often_it_was_cut_off_while_it_stopped(tmp_path: Path) -> None:
    with answering(tmp_path) as (engine, server):
        server.deploy("check", "deliver")
        server.deploy("reread", paused=True)
        (tmp_path / "held").write_text("", "utf-8")
        for _ in range(2):  # the second time nothing had been let go on yet
            engine.drain(0)
            assert server.paused() == ["check", "deliver", "reread"]
        engine.release()
        assert server.paused() == ["reread"], "a person has paused it"
        engine.release()
        assert server.paused() == ["reread"]


def test_what_an_up_of_before_has_paused_goes_on_after_an_upgrade(tmp_path: Path) -> None:
    with answering(tmp_path) as (engine, server):
        server.deploy("check", "deliver", paused=True)
        engine.drain(0)  # ended before it was let go on
        engine.release()
        assert server.paused() == []
        server.deploy("reread", paused=True)
        engine.release()
        assert server.paused() == ["reread"]


def test_a_server_too_busy_to_answer_is_asked_again_before_what_it_runs_is_cut_off(tmp_path: Path) -> None:
    with answering(tmp_path) as (engine, server):
        server.deploy("check")
        server.runs = [a_run("RUNNING") | {"work_queue_id": None, "infrastructure_pid": None, "tags": []}]
        server.busy = 2
        Timer(2.0, server.runs.clear).start()
        began = monotonic()
        engine.drain(30)
        assert 2 <= monotonic() - began < 10, "until the run had ended"
        assert server.paused() == ["check"]
        server.busy = 1
        with pytest.raises(HTTPError):
            engine.drain(0)
        server.busy, server.status = 1, 401
        with pytest.raises(HTTPError, match="401"):
            engine.drain(30)


def a_run(state: str, name: str = "", *, scheduled: bool = False, minutes: int = 1) -> dict[str, Any]:
    """A run of the deployment `one` that ended so many minutes ago."""
    ended = f"{datetime.now(UTC) - timedelta(minutes=minutes)}"
    return {
        "id": "r",
        "name": "a run",
        "deployment_id": "one",
        "auto_scheduled": scheduled,
        "state_type": state,
        "state_name": name or state.title(),
        "state": {"message": "Flow run received invalid parameters", "timestamp": ended},
        "end_time": ended,
    }


@pytest.mark.parametrize(
    ("runs", "told"),
    [
        ([a_run("FAILED")], False),
        ([a_run("FAILED", "PartlyRead")], False),
        ([a_run("FAILED", "TimedOut")], True),
        ([a_run("CRASHED")], True),
        ([a_run("CRASHED", minutes=25 * 60)], False),
        ([a_run("FAILED", scheduled=True, minutes=25 * 60)], True),
        ([a_run("FAILED"), a_run("FAILED", scheduled=True)], True),
        ([a_run("COMPLETED"), a_run("FAILED", scheduled=True)], False),
    ],
)
def test_what_a_person_began_alarms_by_dying_only_and_not_for_ever(
    tmp_path: Path, runs: list[dict[str, Any]], *, told: bool
) -> None:
    with answering(tmp_path) as (engine, server):
        server.deploy("one", tags=("archive",))
        server.runs = runs
        assert [one.place for one in tending.troubles(engine)] == ["one"] * told


def test_a_run_is_dead_that_is_silent_when_it_could_have_spoken(tmp_path: Path) -> None:
    with answering(tmp_path) as (engine, server):
        server.runs = [a_run("RUNNING", minutes=10) | {"id": "alive"}, a_run("RUNNING", minutes=10) | {"id": "dead"}]
        waking = Timer(0.3, server.living.append, ("alive",))
        waking.start()
        tending.tend(engine, pause=1.0)
        assert server.set == {"dead": "CRASHED"}
        waking.join()
