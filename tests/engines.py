"""A server that answers as Prefect's does, about what the tests put into it: Prefect's own takes half a minute."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from flows.engine import Engine

Rows = list[dict[str, Any]]


class Answers:
    """What the server knows, and what it was told to do: states set, by run."""

    def __init__(self) -> None:
        self.deployments: Rows = []
        self.runs: Rows = []
        self.living: list[str] = []
        self.set: dict[str, str] = {}
        self.busy, self.status = 0, 500
        """So many questions more are answered with this status: 500, as by a server whose database is locked."""

    def deploy(self, *names: str, paused: bool = False, tags: tuple[str, ...] = ()) -> None:
        """Make deployments; the id of each is its name."""
        self.deployments += [{"id": name, "name": name, "paused": paused, "tags": list(tags)} for name in names]

    def paused(self) -> list[str]:
        """The deployments that are paused."""
        return [one["id"] for one in self.deployments if one["paused"]]

    def answer(self, path: str, asked: dict[str, Any]) -> Any:
        """The answer to a POST."""
        if switched := re.fullmatch(r"deployments/(.*)/(pause|resume)_deployment", path):
            for one in self.deployments:
                one["paused"] = switched[2] == "pause" if one["id"] == switched[1] else one["paused"]
        if told := re.fullmatch(r"flow_runs/(.*)/set_state", path):
            self.set[told[1]] = asked["state"]["type"]
        known = {
            "deployments/filter": self.deployments,
            "events/count-by/resource": [{"value": f"prefect.flow-run.{run}"} for run in self.living],
        }
        return self.found(asked.get("flow_runs", {})) if path == "flow_runs/filter" else known.get(path, [])

    def found(self, wanted: dict[str, Any]) -> Rows:
        """The runs of these states and this deployment, in the order they were put in."""
        state, ids = wanted.get("state", {}), wanted.get("deployment_id", {}).get("any_")
        kinds, names = state.get("type", {}).get("any_"), state.get("name", {}).get("any_")
        runs = (run for run in self.runs if not kinds or run["state_type"] in kinds)
        runs = (run for run in runs if not names or run["state_name"] in names)
        return [run for run in runs if not ids or run["deployment_id"] in ids]


@contextmanager
def answering(home: Path) -> Iterator[tuple[Engine, Answers]]:
    """An engine with a home, and what its server answers."""
    answers = Answers()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
            answers.busy, busy = max(0, answers.busy - 1), answers.busy > 0
            said = b"{}" if busy else json.dumps(answers.answer(self.path.removeprefix("/api/"), asked)).encode()
            self.send_response(answers.status if busy else 200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield Engine(home, port=server.server_port), answers
    finally:
        server.shutdown()
        server.server_close()
