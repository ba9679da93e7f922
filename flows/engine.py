"""Prefect as we run it: its settings as environment variables, its server, and whether one answers.

Settings go into the environment, not into a toml file, because Prefect reads those only from the current folder.
Nothing here imports prefect: the environment must stand before its first import.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import requests

from flows import prefect_file

EVERYWHERE = ("0.0.0.0", "::")
"""Addresses to listen on that nobody can be asked at."""
LOGGERS = ("flows", "scrapers", "store", "alerts")


class EngineError(Exception):
    """The Prefect server cannot be started or reached."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Where Prefect keeps its home and answers; `auth` is "user:password" or empty.

    `runs` and `events` are how long it keeps runs, with their logs and artifacts, and events; `at` is the address of a
    server on another machine, `database` that of a PostgreSQL for its history.
    """

    home: Path
    host: str = "127.0.0.1"
    port: int = 4200
    auth: str = ""
    runs: timedelta = timedelta(days=30)
    events: timedelta = timedelta(days=7)
    at: str = ""
    database: str = ""

    @property
    def url(self) -> str:
        """The dashboard's address."""
        here = "127.0.0.1" if self.host in EVERYWHERE else self.host
        return self.at.rstrip("/") or f"http://{here}:{self.port}"

    @property
    def api(self) -> str:
        """The API's address."""
        return f"{self.url}/api"

    def environment(self) -> dict[str, str]:
        """The settings of server and clients alike, each with the trap it avoids (docs/architecture.md, Prefect)."""
        login = {"PREFECT_SERVER_API_AUTH_STRING": self.auth, "PREFECT_API_AUTH_STRING": self.auth}
        return {
            "PREFECT_HOME": str(self.home),
            "NO_PROXY": ",".join(filter(None, (os.environ.get("NO_PROXY"), self.host, "localhost"))),
            "PREFECT_API_URL": self.api,
            "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",  # a hidden server of 9 to 17 s in every process
            "PREFECT_SERVER_API_HOST": self.host,
            "PREFECT_SERVER_API_PORT": str(self.port),
            "PREFECT_UI_API_URL": "/api",  # else the dashboard calls port 4200 whatever the port
            "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": self.url,  # default "*": any web page may read the API
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
            "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
            # Batches: a quarter of the server's work per task run, and no two-second stalls on SQLite.
            "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
            "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
            "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
            "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
            "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "100",
            "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE": "100",
            # Leases on disk: with leases in memory a restart of the server kills long backfills.
            "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
            "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",  # else run history grows for ever
            "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": f"{self.runs.total_seconds():.0f}",
            "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": f"P{self.events.days}D",  # seconds, here, end the server
            "PREFECT_CLIENT_MAX_RETRIES": "8",
            "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",  # a run that died is known after three
            "PREFECT_SERVER_SERVICES_LATE_RUNS_AFTER_SECONDS": "300",  # 15: a run that waits for its turn is not late
            "PREFECT_WORKER_QUERY_SECONDS": "2",
            "PREFECT_RUNNER_POLL_FREQUENCY": "2",
            "PREFECT_LOGGING_EXTRA_LOGGERS": ",".join(LOGGERS),
            **(login if self.auth else {}),
        }

    def server_environment(self) -> dict[str, str]:
        """The settings of the server: those of all, and its database, whose password is nobody else's business."""
        address = re.sub("^postgres(ql)?(\\+\\w+)?://", "postgresql+asyncpg://", self.database)
        return self.environment() | ({"PREFECT_SERVER_DATABASE_CONNECTION_URL": address} if address else {})

    def enter(self) -> None:
        """Put the settings into this process's environment; call before the first import of prefect."""
        if "prefect" in sys.modules:
            raise EngineError("prefect was imported before its settings were made")
        os.environ.update(self.environment())

    def healthy(self, timeout: float = 1.0) -> bool:
        """Whether a Prefect server answers at the address."""
        try:
            return self._session().get(f"{self.api}/health", timeout=timeout).ok
        except requests.RequestException:
            return False

    def ask(self, path: str, **body: Any) -> Any:
        """What the API answers to a POST. Raises `requests.RequestException`."""
        answer = self._post(path, **body)
        answer.raise_for_status()
        return answer.json()

    def end_left_over(self) -> None:
        """Mark runs as crashed that no process is left to finish: after a power cut they would run for ever.

        To be called when the server is up and nothing is served yet.
        """
        crashed = {"type": "CRASHED", "message": "The watch was stopped while this ran; the next run makes it good."}
        for run in self._unfinished():
            self._post(f"flow_runs/{run['id']}/set_state", state=crashed, force=True)

    def drain(self, patience: float) -> None:
        """Begin no more runs, and wait for those in progress. The next `up` takes the schedules up again.

        Prefect's own runner cancels what it runs when it is told to stop.
        """
        for deployment in self._post("deployments/filter").json():
            self._post(f"deployments/{deployment['id']}/pause_deployment")
        deadline = time.monotonic() + patience
        while self._unfinished() and time.monotonic() < deadline:
            time.sleep(0.5)

    def _unfinished(self) -> list[dict[str, Any]]:
        """The runs that have begun and not ended."""
        states = {"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}
        found: list[dict[str, Any]] = self._post("flow_runs/filter", flow_runs={"state": states}).json()
        return found

    def _post(self, path: str, **body: Any) -> requests.Response:
        return self._session().post(f"{self.api}/{path}", json=body, timeout=30)

    def _session(self) -> requests.Session:
        """A session with the login, past any company proxy: that does not lead to our own machine."""
        session = requests.Session()
        session.trust_env = False
        user, _, password = self.auth.partition(":")
        session.auth = (user, password) if self.auth else None
        return session

    @contextmanager
    def server(self, patience: float = 120.0) -> Iterator[subprocess.Popen[bytes]]:
        """Run a server until the block ends; what another version of Prefect made is copied first.

        Raises `EngineError` where the port is taken or it does not come up, `NotCopied`.
        """
        if self.healthy():
            raise EngineError(f"a Prefect server is already running at {self.url}; stop it or choose another port")
        self.home.mkdir(parents=True, exist_ok=True)
        if not self.database:
            prefect_file.make_ready(self.home)
        log = self.home / "server.log"
        with log.open("ab") as out:
            # A session of its own: Ctrl-C reaches us first, and the server goes last.
            child = subprocess.Popen(
                [sys.executable, "-m", "prefect", "server", "start"],
                env=os.environ | self.server_environment(),
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        try:
            self._await(child, patience, log)
            yield child
        finally:
            stop(child)

    def _await(self, child: subprocess.Popen[bytes], patience: float, log: Path) -> None:
        deadline = time.monotonic() + patience
        while not self.healthy():
            if child.poll() is not None:
                raise EngineError(f"the Prefect server ended with status {child.returncode}; its log: {log}")
            if time.monotonic() > deadline:
                raise EngineError(f"the Prefect server did not answer within {patience:.0f} s; its log: {log}")
            time.sleep(0.25)


@contextmanager
def interruptible() -> Iterator[None]:
    """Turn SIGTERM into the same orderly end as Ctrl-C while the block runs: children are stopped, not orphaned."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def stop(child: subprocess.Popen[bytes], grace: float = 15.0) -> None:
    """End a child process: politely first, then not."""
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(grace)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
