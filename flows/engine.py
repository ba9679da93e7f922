"""Prefect as we run it: its settings as environment variables, its server, and whether one answers.

Settings go into the environment, not into a toml file, because Prefect reads those only from the current folder.
Nothing here imports prefect: the environment must stand before its first import.
"""

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from flows.config_errors import ConfigError

T = TypeVar("T")

EVERYWHERE = ("0.0.0.0", "::")
"""Addresses to listen on that nobody can be asked at."""
BUSY = Retry(6, connect=0, read=0, status_forcelist=[503], allowed_methods=None, backoff_factor=0.25)
"""The server answers 503 while its SQLite is busy, and wants to be asked again."""
FAULTY = 500
"""From this status on it is the server that has not done what it was asked for."""
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

    def page(self, run: str) -> str:
        """Where the dashboard shows a run."""
        return f"{self.url}/runs/flow-run/{run}"

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
        return self._post(path, **body).json()

    def check(self) -> None:
        """See that nobody else can start and stop runs. Raises `ConfigError`."""
        if not self.auth and not loopback(self.host):
            raise ConfigError(
                f"[prefect] host = {self.host!r} opens the dashboard to others, who could start and stop runs:"
                ' set auth = "user:password" there, or leave out host'
            )

    def await_health(self, patience: float) -> None:
        """Wait until the server answers. Raises `EngineError` when it does not in so many seconds."""
        deadline = time.monotonic() + patience
        while not self.healthy():
            if time.monotonic() > deadline:
                raise EngineError(f"Prefect's server at {self.url} did not answer within {patience:.0f} s")
            time.sleep(0.25)

    def begin(self, name: str, **parameters: Any) -> None:
        """Begin a run of the deployment of this name."""
        for deployment in self.ask("deployments/filter", deployments={"name": {"any_": [name]}}):
            self._post(f"deployments/{deployment['id']}/create_flow_run", parameters=parameters)

    def end_left_over(self, why: str = "The process that ran this has ended; the next run makes it good.") -> int:
        """Mark the runs of this machine's runner as crashed: to be called while there is none. Returns how many.

        What workers run, here or elsewhere, is left alone, and so is what a command runs.
        """
        left = self._unfinished("deployment_id")
        for run in left:
            self._post(f"flow_runs/{run['id']}/set_state", state={"type": "CRASHED", "message": why}, force=True)
        return len(left)

    def drain(self, patience: float) -> None:
        """Begin no more runs, until `release`, and wait for those in progress.

        Prefect's own runner cancels what it runs when it is told to stop. Backfills are not waited for: they take
        hours, and lose nothing by being cut off.
        """
        deadline = time.monotonic() + patience
        known = _insist(lambda: self.ask("deployments/filter"), deadline)
        ours = self._paused_by_us(known)  # of an end before this one, that was cut off
        going = [one["id"] for one in known if not one["paused"] or one["id"] in ours]
        self._held.write_text("\n".join(going), "utf-8")
        for deployment in going:
            _insist(partial(self._post, f"deployments/{deployment}/pause_deployment"), deadline)
        while _insist(self._to_be_finished, deadline) and time.monotonic() < deadline:
            time.sleep(0.5)

    def _to_be_finished(self) -> bool:
        return any("archive" not in run["tags"] for run in self._unfinished())

    def release(self) -> None:
        """Let runs begin again; what a person has paused stays so."""
        known = self.ask("deployments/filter")
        there = {one["id"] for one in known}
        for deployment in there.intersection(self._paused_by_us(known)):
            self._post(f"deployments/{deployment}/resume_deployment")
        self._held.write_text("", "utf-8")  # what could not be resumed is named in it until it is

    def _paused_by_us(self, known: Iterable[Mapping[str, Any]]) -> list[str]:
        """The deployments that `drain` has paused; it did not note which before there was a file for that: all."""
        if self._held.is_file():
            return self._held.read_text("utf-8").split()
        return [one["id"] for one in known if one["paused"]]

    @property
    def _held(self) -> Path:
        """The file that names the deployments that were paused by us, kept where nobody forgets them."""
        return self.home / "held"

    def _unfinished(self, *having: str) -> list[dict[str, Any]]:
        """The runs that have begun and not ended, but for those of workers; only those that have a value there."""
        states = {"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}
        found: list[dict[str, Any]] = self.ask("flow_runs/filter", flow_runs={"state": states})
        ours = (run for run in found if not run["work_queue_id"] and not run["infrastructure_pid"])
        return [run for run in ours if all(run[name] for name in having)]

    def _post(self, path: str, **body: Any) -> requests.Response:
        answer = self._session().post(f"{self.api}/{path}", json=body, timeout=30)
        answer.raise_for_status()
        return answer

    def _session(self) -> requests.Session:
        """A session with the login, past any company proxy: that does not lead to our own machine."""
        session = requests.Session()
        session.mount("http", HTTPAdapter(max_retries=BUSY))
        session.trust_env = False
        user, _, password = self.auth.partition(":")
        session.auth = (user, password) if self.auth else None
        return session


def _insist(ask: Callable[[], T], deadline: float) -> T:
    """Ask until there is an answer: that a server is too busy for one is no reason to cut off what it runs."""
    while True:
        try:
            return ask()
        except (requests.Timeout, requests.HTTPError) as fault:
            refused = fault.response is not None and fault.response.status_code < FAULTY
            if refused or time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def loopback(host: str) -> bool:
    """Whether only this machine reaches what listens there."""
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


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
