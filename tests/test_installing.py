"""What servers are set up with: compose.yaml and the systemd units name commands and settings that there are."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.cli import app
from flows.settings import load

ROOT = Path(__file__).parents[1]
SECRETS = {"POSTGRES_PASSWORD": "abc123", "PREFECT_LOGIN": "desk:abc123"}
UNITS = sorted((ROOT / "deploy").glob("gongbao*"))


def composed() -> dict[str, Any]:
    """compose.yaml with its variables filled in, as Compose does."""
    text = re.sub(r"\$\{(\w+):\?[^}]*\}", lambda found: SECRETS[found[1]], (ROOT / "compose.yaml").read_text("utf-8"))
    read: dict[str, Any] = yaml.safe_load(text)
    return read["services"]


def test_containers_run_commands_that_there_are() -> None:
    commands = {name: service["command"] for name, service in composed().items() if "command" in service}
    assert commands.keys() == {"server", "deploy", "worker"}
    for command in commands.values():
        app.parse_args(command, exit_on_error=False)


@pytest.mark.parametrize("name", ["server", "deploy", "worker"])
def test_containers_are_configured_by_settings_that_there_are(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A variable that is no setting would be refused, or worse, be read by nobody."""
    (tmp_path / "gongbao.toml").touch()
    given = composed()[name]["environment"] | {"GONGBAO_CONFIG": str(tmp_path / "gongbao.toml")}
    for variable, value in given.items():
        monkeypatch.setenv(variable, value)
    settings = load()
    engine = settings.engine()
    assert settings.database_url == "postgresql+pg8000://gongbao:abc123@database/gongbao"
    assert (engine.url, engine.auth, str(settings.data)) == ("http://server:4200", "desk:abc123", "/data")
    address = "postgresql+asyncpg://gongbao:abc123@database/prefect" if name == "server" else None
    assert engine.server_environment().get("PREFECT_SERVER_DATABASE_CONNECTION_URL") == address
    assert "asyncpg" not in str(engine.environment()), "only the server knows its database"


def test_containers_wait_for_what_can_say_that_it_is_ready() -> None:
    services = composed()
    waits = {
        (name, on): how["condition"] for name, one in services.items() for on, how in one.get("depends_on", {}).items()
    }
    assert waits == {
        ("server", "database"): "service_healthy",
        ("deploy", "server"): "service_healthy",
        ("worker", "deploy"): "service_completed_successfully",
    }
    assert all("healthcheck" in services[on] for (_, on), how in waits.items() if how == "service_healthy")
    for service in services.values():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ())), "not for everybody there"


@pytest.mark.skipif(not shutil.which("docker"), reason="docker is not installed")
def test_compose_itself_takes_the_file() -> None:
    if subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("docker has no compose")
    command = ["docker", "compose", "--file", "compose.yaml", "--env-file", "/dev/null", "config", "--quiet"]
    said = subprocess.run(command, cwd=ROOT, env=os.environ | SECRETS, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr


def test_units_run_commands_that_there_are() -> None:
    assert [unit.name for unit in UNITS] == [
        "gongbao-server.service",
        "gongbao-watchdog.service",
        "gongbao-watchdog.timer",
        "gongbao-worker@.service",
        "gongbao.service",
    ]
    started = [
        line for unit in UNITS for line in re.findall(r"^ExecStart\w*=\S+/gongbao (.+)$", unit.read_text("utf-8"), re.M)
    ]
    assert len(started) == 5
    for command in started:
        app.parse_args(command, exit_on_error=False)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_itself_takes_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/opt/gongbao/.venv/bin/gongbao", "/bin/true")
        (tmp_path / unit.name.replace("@.", "@1.")).write_text(text, "utf-8")
    files = sorted(tmp_path.iterdir())
    command = ["systemd-analyze", "verify", "--man=no", *files]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (said.returncode, said.stderr) == (0, "")
