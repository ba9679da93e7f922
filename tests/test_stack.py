"""`gongbao up` for real: Prefect's server, the schedules of prefect.yaml, a check run through the API, a clean end."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import requests
from house import ENGLISH, House
from postgres import free_port
from requests.adapters import HTTPAdapter
from stores import document, figure
from urllib3.util import Retry
from waiting import until

from flows.deploying import deployments
from flows.live import DRAIN
from flows.settings import load
from store.store import Chosen, Store

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("prefect")]
AGAIN = Retry(5, status_forcelist=[503], allowed_methods=None, backoff_factor=0.5)


@dataclass(frozen=True)
class Stack:
    """A running watch: its house, its process, the address of its API."""

    house: House
    process: subprocess.Popen[bytes]
    api: str
    said: Path

    def post(self, path: str, **body: Any) -> Any:
        """Ask the API. It answers 503 while its SQLite is busy, and wants to be asked again."""
        with requests.Session() as session:
            session.mount("http://", HTTPAdapter(max_retries=AGAIN))
            answer = session.post(f"{self.api}/{path}", json=body, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def run(self, deployment: str, **parameters: Any) -> dict[str, Any]:
        """Run a deployment as the dashboard's form does, and wait for its end; after another run, if one is on."""
        (found,) = self.post("deployments/filter", deployments={"name": {"any_": [deployment]}})
        made = self.post(f"deployments/{found['id']}/create_flow_run", parameters=parameters)
        done = until(lambda: self.ended(made["id"]), 90)
        return self.run(deployment, **parameters) if done["state_type"] == "CANCELLED" else done

    def runs(self, flow: str, *states: str) -> list[dict[str, Any]]:
        """The runs of a flow that are in one of the states, the latest first."""
        found: list[dict[str, Any]] = self.post(
            "flow_runs/filter",
            flows={"name": {"any_": [flow]}},
            flow_runs={"state": {"type": {"any_": list(states)}}},
            sort="START_TIME_DESC",
        )
        return found

    def part(self, module: str) -> int:
        """The process of a part of the watch; 0 while there is none."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text("utf-8").split()
        lines = {int(child): Path(f"/proc/{child}/cmdline").read_bytes() for child in children}
        return next((child for child, line in lines.items() if line.endswith(f"{module}\0".encode())), 0)

    def last_line(self, run: str) -> str:
        """What the log of a run says last, as far as it has come; it comes a little after the state."""
        lines = self.post("logs/filter", logs={"flow_run_id": {"any_": [run]}}, sort="TIMESTAMP_DESC", limit=1)
        return str(lines[0]["message"]) if lines else ""

    def ended(self, run: str) -> dict[str, Any] | None:
        """The run, if it has come to an end."""
        found: dict[str, Any] = requests.get(f"{self.api}/flow_runs/{run}", timeout=10).json()
        return found if found["state_type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") else None


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("stack")
    with House(folder) as house:
        house.day(1)
        file = folder / "gongbao.toml"
        port = free_port()
        file.write_text(file.read_text("utf-8").replace("port = 4999", f"port = {port}"), "utf-8")
        said = folder / "said.txt"
        with said.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "flows.cli", "up"],
                env=os.environ | {"HOME": str(folder)},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        running = Stack(house, process, f"http://127.0.0.1:{port}/api", said)
        try:
            until(lambda: "The watch is running" in said.read_text("utf-8"), 240)
            yield running
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def test_scheduled_runs_appear(stack: Stack) -> None:
    """With the newest SQLAlchemy the server starts, shows the schedules and never makes a run of them."""
    waiting = {"state": {"type": {"any_": ["SCHEDULED"]}}}
    scheduled = until(
        lambda: [run for run in stack.post("flow_runs/filter", flow_runs=waiting) if run["auto_scheduled"]], 60
    )
    deployed = {row["id"]: row["name"] for row in stack.post("deployments/filter")}
    by_schedule = {one["name"] for one in deployments() if one.get("schedules")}
    assert {deployed[run["deployment_id"]] for run in scheduled} <= by_schedule
    assert {row["name"] for row in stack.post("deployments/filter")} == {one["name"] for one in deployments()}


def test_the_first_check_runs_by_itself_and_a_history_is_left_that_people_can_read(stack: Stack) -> None:
    (first,) = until(lambda: stack.runs("check", "COMPLETED", "FAILED", "CRASHED"), 90)
    assert first["state_type"] == "COMPLETED", first["state"]
    assert "pages" in first["state"]["message"]
    assert "learned in silence" in first["state"]["message"]
    assert first["name"].startswith("check 2")
    stack.house.site.fail(ENGLISH, "challenge")
    second = stack.run("check", sources=["scio-english", "miit-notices"])
    stack.house.site.heal(ENGLISH)
    assert second["state_type"] == "FAILED"
    assert "scio-english: blocked" in second["state"]["message"]
    assert until(lambda: second["state"]["message"] in stack.last_line(second["id"]), 30), "it says what came of it"
    keys = {artifact["key"] for artifact in stack.post("artifacts/filter")}
    assert "check-summary" in keys


def test_a_backfill_is_started_from_the_form_and_refuses_nonsense(stack: Stack) -> None:
    done = stack.run("backfill", sources=["miit-notices"], since="2026-09-01", until="2026-10-12")
    assert done["state_type"] == "COMPLETED", done["state"]
    assert done["name"] == "backfill 2026-09-01 to 2026-10-12: miit-notices"
    with pytest.raises(requests.HTTPError, match="409"):
        stack.run("backfill", sources=["nowhere"], since="2026-09-01")
    with pytest.raises(requests.HTTPError, match="409"):
        stack.run("backfill", sources=["miit-notices"], since="the other day")
    failed = stack.run("backfill", sources=["miit-notices"], since="2026-10-12", until="2026-09-01")
    assert (failed["state_type"], failed["state_name"]) == ("FAILED", "Refused")
    assert "is before" in failed["state"]["message"]


def test_messages_that_fail_are_in_the_run_history_until_they_are_sent(stack: Stack) -> None:
    with closing(Store(load().database_url, clock=load().clock)) as store:
        store.record("miit", [], document("late"), [figure(7_654_321)], owe=lambda change: ["desk.hook"])
        stack.house.desk.answers.append(500)
        stack.run("deliver")  # or one that the schedule has begun is first; it may end a little later
        assert until(lambda: failing(stack), 60) == [("desk.hook", "owed", 1)]
        store.retry(Chosen())
        stack.run("deliver")
    until(lambda: failing(stack) == [], 60)


def failing(stack: Stack) -> list[tuple[str, str, int]] | None:
    """Channel, state and tries of each row of the last table of messages that fail; none if there is no table."""
    tables = stack.post(
        "artifacts/filter", artifacts={"key": {"any_": ["alerts-failing"]}}, sort="CREATED_DESC", limit=1
    )
    return [(row["channel"], row["state"], row["tries"]) for row in json.loads(tables[0]["data"])] if tables else None


def test_upkeep_says_what_would_go_and_how_large_things_are(stack: Stack) -> None:
    done = stack.run("maintain", dry_run=True)
    assert done["state_type"] == "COMPLETED", done["state"]
    assert re.search(r"nothing to let go; store .*; run history \d.*; .* left on the disk", done["state"]["message"])


def test_the_dashboard_and_the_command_line_see_the_same_watch(stack: Stack) -> None:
    page = requests.get(stack.api.removesuffix("/api"), timeout=10)
    assert page.status_code == 200
    assert "<title" in page.text
    assert "Prefect answers" in stack.house.run("doctor").out
    foreign = {"Origin": "https://elsewhere.example", "Content-Type": "text/plain"}
    assert requests.post(f"{stack.api}/deployments/filter", "{}", headers=foreign, timeout=10).status_code == 403
    second = subprocess.run(
        [sys.executable, "-m", "flows.cli", "up"], capture_output=True, text=True, timeout=60, check=False
    )
    assert second.returncode == 1
    assert f"already running: process {stack.process.pid}" in second.stderr


def test_what_is_killed_is_started_again_and_what_it_ran_is_marked(stack: Stack) -> None:
    """Server and runner at once, as when memory runs out. What a worker runs elsewhere is alive and stays."""
    (found,) = stack.post("deployments/filter", deployments={"name": {"any_": ["backfill"]}})
    begun = {"type": "RUNNING", "message": "begun"}
    asked = {"sources": ["miit-notices"], "since": "2026-10-01"}
    here, elsewhere = (
        stack.post(f"deployments/{found['id']}/create_flow_run", state=begun, parameters=asked)["id"] for _ in range(2)
    )
    requests.patch(f"{stack.api}/flow_runs/{elsewhere}", json={"infrastructure_pid": "there:1"}, timeout=10)
    (maintain,) = stack.post("deployments/filter", deployments={"name": {"any_": ["maintain"]}})
    requests.post(f"{stack.api}/deployments/{maintain['id']}/pause_deployment", timeout=10)
    killed = [stack.part("flows.server"), stack.part("flows.serve")]
    assert all(killed)
    for process in killed:
        os.kill(process, signal.SIGKILL)
    crashed = until(lambda: stack.ended(here), 90)
    assert (crashed["state_type"], "makes it good" in crashed["state"]["message"]) == ("CRASHED", True)
    assert "ended by itself: server" in stack.run("deliver")["state"]["message"]
    (found,) = stack.post("deployments/filter", deployments={"name": {"any_": ["maintain"]}})
    assert found["paused"], "what a person has paused stays so"
    assert stack.ended(elsewhere) is None
    stack.post(f"flow_runs/{elsewhere}/set_state", state={"type": "CANCELLED"}, force=True)
    assert stack.said.read_text("utf-8").count("it is started again") == 2


def test_the_watch_ends_cleanly_when_told_to(stack: Stack) -> None:
    """Last, because it ends what the others use. A run in progress is finished, not cut off."""
    (found,) = stack.post("deployments/filter", deployments={"name": {"any_": ["check"]}})
    run = stack.post(f"deployments/{found['id']}/create_flow_run")["id"]
    begun = {"any_": ["RUNNING"]}
    until(lambda: stack.post("flow_runs/filter", flow_runs={"id": {"any_": [run]}, "state": {"type": begun}}), 60)
    stack.process.send_signal(signal.SIGTERM)
    assert stack.process.wait(DRAIN + 30) == 0, stack.said.read_text("utf-8")
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{stack.api}/health", timeout=2)
    history = sqlite3.connect(stack.house.folder / "data" / "prefect" / "prefect.db")
    with closing(history):
        (state,) = history.execute("select state_type from flow_run where id = ?", [run]).fetchone()
        paused = {str(UUID(one)): name for one, name in history.execute("select id, name from deployment where paused")}
    assert state == "COMPLETED"
    held = (stack.house.folder / "data" / "prefect" / "held").read_text("utf-8").split()
    by_people = {name for one, name in paused.items() if one not in held}
    assert by_people == {"maintain"}, "what was paused so that nothing begins is not paused for ever"


def test_prefect_yaml_names_flows_that_are_there() -> None:
    root = Path(__file__).parents[1]
    for one in deployments():
        file, function = one["entrypoint"].split(":")
        assert f"def {function}(" in (root / file).read_text("utf-8")
        assert one["concurrency_limit"]["limit"] == {"backfill": 2, "backfill-part": 3}.get(one["name"], 1)
