"""What `gongbao up` is made of: parts that are kept running, a leash, one watch at a time, checks that are overdue."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from house import House
from waiting import until

from flows import catching_up, supervising
from flows.config_errors import ConfigError
from flows.desk import open_desk
from flows.engine import Engine, EngineError
from flows.guard import HERE, own
from flows.server import make_ready
from flows.settings import load
from flows.supervising import Part
from flows.up import sole

Make = Callable[..., Part]


@pytest.fixture
def part(tmp_path: Path) -> Iterator[Make]:
    """Make a part of a program; it is ended after the test."""
    made: list[Part] = []

    def make(program: str) -> Part:
        (tmp_path / "a_part.py").write_text(program, "utf-8")
        paths = os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", "")))
        one = Part(name="runner", module="a_part", environment={"PYTHONPATH": paths}, log=tmp_path / "log" / "part.log")
        made.append(one)
        return one

    yield make
    for one in made:
        one.stop(grace=0)


def test_a_part_that_ends_is_started_again_later_each_time(part: Make) -> None:
    one = part("print('here', flush=True); raise SystemExit(3)")
    waits = []
    for _ in range(4):
        one.due = 0.0
        until(lambda: one.tend() == 3)
        waits.append(round(one.due - time.monotonic()))
        assert one.child is None
    assert waits == [0, 1, 3, 7]
    assert one.log is not None
    assert one.log.read_text("utf-8").count("here") == 4
    one.due = time.monotonic() + 60
    assert one.tend() is None
    assert one.child is None, "its time has not come"


def test_a_part_that_cannot_run_is_given_up_with_the_place_of_its_log(part: Make) -> None:
    one = part("raise SystemExit(3)")

    def tend() -> None:
        one.due = 0.0
        one.tend()

    with pytest.raises(
        EngineError, match=r"the runner ended 6 times in a row \(status 3\); its log says why: .*part.log"
    ):
        until(tend)


def test_what_ends_a_part_that_was_well_counts_as_the_first_time(part: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervising, "STEADY", 0.0)
    one = part("raise SystemExit(3)")
    for _ in range(supervising.TRIES + 1):
        one.due = 0.0
        until(lambda: one.tend() == 3)
    assert one.ends == 1


CHILD = """
import pathlib, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path({told!r}).write_text(str(child.pid))
time.sleep(60)
"""


def test_a_part_takes_what_it_has_started_with_it(part: Make, tmp_path: Path) -> None:
    told = tmp_path / "told"
    one = part(CHILD.format(told=str(told)))
    one.start()
    until(lambda: told.exists() and told.read_text())
    assert one.child is not None
    one.child.kill()
    until(lambda: one.tend() == -signal.SIGKILL)
    until(lambda: gone(int(told.read_text())))


LEASHED = """
import pathlib, subprocess, sys, time
child = subprocess.Popen(
    [sys.executable, "-m", "flows.leash", "a_part"], stdin=subprocess.PIPE, start_new_session=True
)
time.sleep(60)
"""


def test_a_part_ends_with_the_process_that_started_it(part: Make, tmp_path: Path) -> None:
    told = tmp_path / "told"
    environment = os.environ | part(CHILD.format(told=str(told))).environment
    holder = subprocess.Popen([sys.executable, "-c", LEASHED], env=environment)
    until(lambda: told.exists() and told.read_text())
    holder.kill()
    holder.wait()
    until(lambda: gone(int(told.read_text())))


def gone(process: int) -> bool:
    """Whether a process has ended; one that nobody has asked for its status has."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_a_log_that_grows_large_is_begun_anew(part: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervising, "LARGE", 3)
    one = part("print('again')")
    assert one.log is not None
    one.log.parent.mkdir()
    one.log.write_text("before", "utf-8")
    until(lambda: one.tend() == 0)
    assert one.log.read_text("utf-8") == "again\n"
    assert (one.log.parent / "part.1.log").read_text("utf-8") == "before"


def test_there_is_one_watch_at_a_time_and_none_after_it_was_killed(tmp_path: Path) -> None:
    engine = Engine(tmp_path, port=4321)
    with (
        sole(engine),
        pytest.raises(EngineError, match=rf"process {os.getpid()}, since .* http://127.0.0.1:4321"),
        sole(engine),
    ):
        pass
    with sole(engine):
        pass


@pytest.mark.parametrize(
    ("host", "auth", "well"),
    [
        ("127.0.0.1", "", True),
        ("::1", "", True),
        ("localhost", "", True),
        ("0.0.0.0", "", False),
        ("watch.example", "", False),
        ("0.0.0.0", "a:b", True),
    ],
)
def test_a_dashboard_that_others_reach_has_a_login(host: str, auth: str, well: bool) -> None:
    engine = Engine(Path("nowhere"), host=host, auth=auth)
    if well:
        engine.check()
    else:
        with pytest.raises(ConfigError, match="set auth"):
            engine.check()


@pytest.mark.parametrize(
    ("host", "origin", "well"),
    [
        ("127.0.0.1:4200", None, True),
        ("localhost:4200", "http://localhost:4200", True),
        ("[::1]:4200", "http://[::1]:4200", True),
        ("127.0.0.1:4200", "https://evil.example", False),
        ("127.0.0.1:4200", "http://127.0.0.1:8000", False),
        ("127.0.0.1:4200", "null", False),
        ("evil.example:4200", "http://evil.example:4200", False),
        ("[", None, False),
        ("", None, False),
    ],
)
def test_no_other_site_speaks_to_a_server_without_a_login(host: str, origin: str | None, well: bool) -> None:
    assert own(host, origin, HERE) is well


def test_a_port_that_another_program_has_is_named(free: int) -> None:
    from socket import create_server

    with (
        create_server(("127.0.0.1", free)),
        pytest.raises(EngineError, match=f"port {free} of 127.0.0.1 cannot be used"),
    ):
        make_ready(Engine(Path("nowhere"), port=free))


@pytest.fixture
def free() -> int:
    """A port that nobody has."""
    from socket import create_server

    with create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def test_checks_are_overdue_at_first_and_after_a_gap(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        house.day(1)
        with open_desk(load()) as desk:
            names = [source.name for source in desk.chosen()]
            assert catching_up.overdue(desk) == names
            house.run("check")
            assert catching_up.overdue(desk) == []
            tomorrow = desk.today() + timedelta(days=1)
        os.environ["GONGBAO_REPLAY_DAY"] = tomorrow.isoformat()
        with open_desk(load()) as desk:
            assert catching_up.overdue(desk) == names
