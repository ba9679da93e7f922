"""An installation to try, in a folder: its configuration, its processes, its store, and Prefect's API."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from bench.operations.network import Network
from bench.operations.press import NAMES, TODAY
from bench.operations.processes import kill, until
from flows.engine import Engine
from flows.settings import Settings, load
from scrapers.catalogue import SOURCES
from store.store import Store

AGAIN = Retry(6, status_forcelist=[503], allowed_methods=None, backoff_factor=0.5)
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


@dataclass(frozen=True)
class House:
    """A folder with a configuration that reads a replica, with `wait` seconds between requests (0: none).

    `database` is the store's, SQLite in the folder without; `prefect` are the settings of that section.
    """

    folder: Path
    replica: str
    wait: float = 0.0
    database: str = ""
    prefect: Mapping[str, str | int] = field(default_factory=dict)
    machine: str = ""

    def configure(self) -> None:
        """Write the configuration: the sources that the replica has are on, nobody is to be told."""
        lines = [f'replay = "{self.replica}"']
        lines += [f'database = "{self.database}"'] if self.database else []
        lines += ["[web]", "retries = 2", *([f"wait = {self.wait}", f"jitter = {self.wait / 2}"] if self.wait else [])]
        lines += ["[prefect]", *(f"{name} = {json.dumps(value)}" for name, value in self.prefect.items())]
        lines += [f"[sources.{name}]\nenabled = false" for name in SOURCES if name not in NAMES]
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "gongbao.toml").write_text("\n".join(lines), encoding="utf-8")

    @property
    def settings(self) -> Settings:
        """The configuration as commands read it."""
        return load(self.folder / "gongbao.toml")

    @property
    def engine(self) -> Engine:
        """Where its Prefect is."""
        return self.settings.engine()

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Its store, made if it is not there."""
        with closing(Store(self.settings.database_url)) as opened:
            yield opened

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a command in the folder, its output beside the configuration."""
        away = Network.at_home(self.machine)
        with (self.folder / f"{words[0]}.log").open("wb") as log:
            return subprocess.Popen(
                [*away, sys.executable, "-m", "flows.cli", *words],
                cwd=self.folder,
                env=self._environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def run(self, *words: str) -> None:
        """Run a command to its end. Raises `CalledProcessError`."""
        process = self.start(*words)
        if process.wait():
            raise subprocess.CalledProcessError(
                process.returncode, words, (self.folder / f"{words[0]}.log").read_text()
            )

    def _environment(self) -> dict[str, str]:
        told = {"GONGBAO_CONFIG": str(self.folder / "gongbao.toml"), "GONGBAO_REPLAY_DAY": f"{TODAY}"}
        return os.environ | told | {"HOME": str(self.folder), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}

    @contextmanager
    def running(self, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run a command until the block ends: told to end then, and killed if it does not."""
        process = self.start(*words)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(60)
            kill(process.pid)
            process.wait()

    # --- Prefect ---

    def post(self, path: str, **body: Any) -> Any:
        """Ask the API."""
        return self._ask("POST", path, body).json()

    def _ask(self, method: str, path: str, body: Any) -> requests.Response:
        """Ask the API. It answers 503 while its SQLite is busy, and wants to be asked again."""
        user, _, password = str(self.prefect.get("auth", "")).partition(":")
        with requests.Session() as session:
            session.trust_env = False
            session.auth = (user, password) if user else None
            session.mount("http://", HTTPAdapter(max_retries=AGAIN))
            answer = session.request(method, f"{self.engine.api}/{path}", json=body, timeout=30)
        answer.raise_for_status()
        return answer

    def answers(self) -> bool:
        """Whether its Prefect server answers."""
        return self.engine.healthy()

    def workers(self) -> list[str]:
        """The workers that are on line."""
        found = self.post("work_pools/gongbao/workers/filter")
        return [one["name"] for one in found if one["status"] == "ONLINE"]

    def unschedule(self) -> None:
        """Let nothing run that was not begun by hand."""
        for deployment in self.post("deployments/filter"):
            for one in deployment["schedules"]:
                self._ask("DELETE", f"deployments/{deployment['id']}/schedules/{one['id']}", None)

    def begin(self, deployment: str, **parameters: Any) -> str:
        """Begin a run as the dashboard's form does; its id."""
        (found,) = self.post("deployments/filter", deployments={"name": {"any_": [deployment]}})
        made: str = self.post(f"deployments/{found['id']}/create_flow_run", parameters=parameters)["id"]
        return made

    def runs(self, **wanted: Any) -> list[dict[str, Any]]:
        """The flow runs there are, the latest first, as far as one answer holds them."""
        found: list[dict[str, Any]] = self.post("flow_runs/filter", flow_runs=wanted, sort="START_TIME_DESC")
        return found

    def done(self, run: str) -> dict[str, Any]:
        """Wait for the end of a run; the run."""

        def ended() -> dict[str, Any] | None:
            (found,) = self.runs(id={"any_": [run]})
            return found if found["state_type"] in ENDED else None

        return until(ended, 180, "the end of a run")

    def ready(self) -> bool:
        """Whether `gongbao up` says that all of it runs."""
        return "The watch is running" in (self.folder / "up.log").read_text(encoding="utf-8")

    def quiet(self) -> bool:
        """Whether nothing runs, and nothing that is due waits."""
        busy = {"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}
        now, waits = datetime.now(UTC).isoformat(), {"type": {"any_": ["SCHEDULED"]}}
        with suppress(requests.RequestException):
            return not self.runs(state=busy) and not self.runs(state=waits, expected_start_time={"before_": now})
        return False

    def backfilled(self, seconds: float) -> str:
        """Wait for the end of the last backfill; its state."""

        def state() -> str | None:
            with self.store() as store:
                asked = store.backfills(limit=1)
            return str(asked[0].state) if asked and asked[0].state != "open" else None

        return until(state, seconds, "the end of the backfill")
