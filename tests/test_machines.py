"""Several machines for real: PostgreSQL, Prefect's server, two workers with homes of their own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pg8000.native
import postgres
import pytest
import requests
from house import House
from waiting import until

from flows import automations, tending
from flows.deploying import deployments
from flows.engine import Engine
from flows.settings import load

pytestmark = [
    pytest.mark.stack,
    pytest.mark.xdist_group("machines"),
    pytest.mark.skipif(bool(postgres.missing()), reason=postgres.missing()),
]
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


@dataclass
class Machines:
    """A server with its database, and workers, each as on a machine of its own. `log` is where all of them write."""

    house: House
    folder: Path
    engine: Engine
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, name: str, *words: str) -> subprocess.Popen[bytes]:
        """Run a command of gongbao with a data folder of its own."""
        with (self.folder / f"{name}.log").open("ab") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "flows.cli", *words],
                env=os.environ | {"GONGBAO_DATA": str(self.folder / name)},
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        self.running.append(process)
        return process

    def said(self, name: str) -> str:
        """What a command wrote."""
        return (self.folder / f"{name}.log").read_text("utf-8")

    def begin(self, deployment: str) -> str:
        """Begin a run; returns its id."""
        [found] = self.engine.ask("deployments/filter", deployments={"name": {"any_": [deployment]}})
        made: dict[str, Any] = self.engine.ask(f"deployments/{found['id']}/create_flow_run", parameters={})
        return str(made["id"])

    def run(self, number: str) -> dict[str, Any]:
        """A run as the server knows it."""
        [found] = self.engine.ask("flow_runs/filter", flow_runs={"id": {"any_": [number]}})
        return dict(found)

    def ends(self, number: str) -> dict[str, Any]:
        """A run, when it has ended."""
        until(lambda: self.run(number)["state_type"] in ENDED, 180)
        return self.run(number)


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    folder = tmp_path_factory.mktemp("machines")
    with ExitStack() as stack:
        cluster = stack.enter_context(postgres.cluster())
        with closing(pg8000.native.Connection("gongbao", "127.0.0.1", "postgres", cluster.port)) as connection:
            connection.run("CREATE DATABASE prefect")
        house = stack.enter_context(House(folder))
        house.day(1)
        monkeypatch = stack.enter_context(pytest.MonkeyPatch.context())
        address = f"postgresql://gongbao@127.0.0.1:{cluster.port}/prefect"
        for name, value in (
            ("DATABASE", cluster.url),
            ("PREFECT__DATABASE", address),
            ("PREFECT__PORT", str(postgres.free_port())),
            ("PREFECT__AUTH", "desk:secret"),
        ):
            monkeypatch.setenv(f"GONGBAO_{name}", value)
        made = Machines(house, folder, load().engine())
        stack.enter_context(ended(made))
        made.start("server", "server")
        until(made.engine.healthy, 240)
        obsolete(made.engine)
        assert made.start("deploy", "deploy").wait(240) == 0, made.said("deploy")
        yield made


@contextmanager
def ended(machines: Machines) -> Iterator[None]:
    try:
        yield
    finally:
        for process in reversed(machines.running):
            process.terminate()
            process.wait(60)


def obsolete(engine: Engine) -> None:
    """Put on the server what an earlier prefect.yaml named, and what somebody else runs there."""
    flow = engine.ask("flows/", name="check")["id"]
    cron = {"schedule": {"cron": "0 0 1 1 *"}, "active": True, "slug": "yearly"}
    for name, entrypoint in (("gone", "flows.gone.gone"), ("check", "flows.check.check"), ("theirs", "other.py:flow")):
        engine.ask("deployments/", name=name, flow_id=flow, entrypoint=entrypoint, schedules=[cron])


def test_deploy_leaves_what_the_file_names_and_what_is_not_ours(machines: Machines) -> None:
    there = {one["name"]: one for one in machines.engine.ask("deployments/filter")}
    assert there.keys() == {one["name"] for one in deployments()} | {"theirs"}
    assert there["check"]["schedules"] == []
    assert {one["work_pool_name"] for name, one in there.items() if name != "theirs"} == {"gongbao"}
    named = {one["name"] for one in machines.engine.ask("automations/filter")}
    assert {name.startswith(automations.OURS) for name in named} == {True}
    assert len(named) == 2
    assert not any(one["paused"] for one in there.values())
    offered = there["check"]["parameter_openapi_schema"]["properties"]["sources"]
    assert "miit-notices" in str(offered)


def test_a_worker_without_a_pool_or_with_a_wrong_login_says_what_to_do(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    astray = machines.start("astray", "worker", "--pool", "elsewhere")
    monkeypatch.setenv("GONGBAO_PREFECT__AUTH", "desk:guessed")
    stranger = machines.start("stranger", "deploy")
    assert [one.wait(240) for one in (astray, stranger)] == [1, 1]
    assert "there is no work pool 'elsewhere'" in machines.said("astray")
    assert "gongbao deploy" in machines.said("astray")
    assert "set [prefect] auth" in machines.said("stranger")


def test_the_history_is_in_postgresql_behind_a_login(machines: Machines) -> None:
    assert not list(machines.folder.rglob("prefect.db"))
    assert requests.post(f"{machines.engine.api}/deployments/filter", json={}, timeout=10).status_code == 401


def test_two_workers_share_the_work_and_one_finishes_it_when_told_to_stop(machines: Machines) -> None:
    workers = {name: machines.start(name, "worker", "--name", name) for name in ("told", "killed")}
    until(
        lambda: set(workers) <= {one["name"] for one in machines.engine.ask("work_pools/gongbao/workers/filter")}, 180
    )
    workers["told"].send_signal(signal.SIGSTOP)  # it would take both
    taken = {"killed": machines.begin("check-miit")}
    until(lambda: machines.run(taken["killed"])["state_type"] == "RUNNING", 180)
    flow = int(machines.run(taken["killed"])["infrastructure_pid"])
    for process in (workers["killed"].pid, flow):
        os.kill(process, signal.SIGSTOP)
    workers["told"].send_signal(signal.SIGCONT)
    taken["told"] = machines.begin("check-govcn")
    until(lambda: machines.run(taken["told"])["state_type"] == "RUNNING", 180)
    for process in (workers["killed"].pid, flow):
        os.kill(process, signal.SIGKILL)
    workers["told"].send_signal(signal.SIGTERM)
    assert machines.ends(taken["told"])["state_type"] == "COMPLETED"
    assert workers["told"].wait(240) == 0
    assert "finished first" in machines.said("told")
    left_by_the_killed(machines, taken["killed"])


def left_by_the_killed(machines: Machines, run: str) -> None:
    """A run whose worker and process are gone is found when it has been silent for long enough, and told."""
    assert tending.end_dead(machines.engine) == [], "it may live: it was heard of just now"
    later = datetime.now(UTC) + tending.SILENCE + timedelta(seconds=5)
    named = machines.run(run)["name"]
    assert named in tending.end_dead(machines.engine, later)
    assert machines.run(run)["state_type"] == "CRASHED"
    [seen] = [one for one in tending.troubles(machines.engine) if one.kind == "run"]
    assert seen.facts["url"] == f"{machines.engine.url}/runs/flow-run/{run}"
