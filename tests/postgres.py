"""A PostgreSQL server of its own for tests, from the system's binaries; None where they are not installed."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


def binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`: Debian keeps them off the path."""
    found = shutil.which("pg_ctl")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


def missing() -> str:
    """Why no server can be started; empty if it can."""
    if binaries() is None:
        return "PostgreSQL is not installed (apt-get install postgresql)"
    if os.geteuid() == 0 and not _account():
        return "PostgreSQL does not run as root, and there is no user postgres"
    return ""


def _account() -> pwd.struct_passwd | None:
    return next((entry for entry in pwd.getpwall() if entry.pw_name == "postgres"), None)


@dataclass(frozen=True)
class Cluster:
    """A server in a folder, at the URL of its database; it is stopped as by a crash. It listens `at` one address."""

    folder: Path
    port: int
    at: str = "127.0.0.1"

    @property
    def url(self) -> str:
        return f"postgresql+pg8000://gongbao@{self.at}:{self.port}/postgres"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses={self.at} -c unix_socket_directories= -c fsync=off"
        self._control("-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self._control("-m", "immediate", "stop", check=False)

    def _control(self, *arguments: str, check: bool = True) -> None:
        _run(self.folder, "pg_ctl", "-D", str(self.folder / "data"), *arguments, check=check)


@contextmanager
def cluster(at: str = "127.0.0.1") -> Iterator[Cluster]:
    """Run a server on a free port of loopback, or of another address of this machine, for its own network."""
    made = Cluster(Path(tempfile.mkdtemp(prefix="gongbao-pg-")), free_port(), at)
    try:
        data = str(made.folder / "data")
        _run(made.folder, "initdb", "-D", data, "-A", "trust", "-U", "gongbao", "-E", "UTF8", "--no-sync")
        with (made.folder / "data" / "pg_hba.conf").open("a") as permitted:
            permitted.write("host all all samenet trust\n")
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(made.folder, ignore_errors=True)


@contextmanager
def server() -> Iterator[str]:
    """Run a server on a free port of loopback; yields the URL of its database."""
    with cluster() as made:
        yield made.url


def _run(folder: Path, program: str, *arguments: str, check: bool = True) -> None:
    account = _account() if os.geteuid() == 0 else None
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
    subprocess.run(
        [str((binaries() or Path()) / program), *arguments],
        cwd=folder,
        check=check,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        timeout=60,
    )


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
