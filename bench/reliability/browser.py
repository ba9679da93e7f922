"""A page as a browser has it, scripts on, every request it makes to anybody noted and none answered."""

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
    "--proxy-bypass-list=<-loopback>",
    "--virtual-time-budget=3000",
    "--dump-dom",
)
ITS_OWN = re.compile(r"^(https?://)?[\w.]+\.google(apis)?\.com[:/]")


@dataclass(frozen=True)
class Seen:
    """What came of a page: its document after its scripts, and the addresses it asked for."""

    document: str
    asked: tuple[str, ...]


def chromium() -> str | None:
    """The browser's program; None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def opened(html: str) -> Seen:
    """Open a page from a file and wait for its scripts and pictures."""
    with TemporaryDirectory(prefix="gongbao-browser-") as folder, _proxy() as (port, asked):
        file = Path(folder) / "mail.html"
        file.write_text(html, encoding="utf-8")
        given = [f"--user-data-dir={folder}/profile", f"--proxy-server=http://127.0.0.1:{port}", file.as_uri()]
        run = subprocess.run(
            [chromium() or "", *QUIET, *given], check=True, capture_output=True, timeout=60, encoding="utf-8"
        )
        return Seen(run.stdout, tuple(asked))


@contextmanager
def _proxy() -> Iterator[tuple[int, list[str]]]:
    """A proxy that answers nothing and notes what it is asked, but for what the browser asks its maker by itself."""
    asked: list[str] = []

    class Noting(BaseHTTPRequestHandler):
        def _note(self) -> None:
            if not ITS_OWN.search(self.path):
                asked.append(self.path)
            self.send_error(502)

        do_GET = do_POST = do_HEAD = do_CONNECT = do_OPTIONS = _note  # noqa: N815  http.server's names

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Noting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port, asked
    finally:
        server.shutdown()
        server.server_close()
