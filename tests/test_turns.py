"""Turns at hosts: two never ask one at once, whatever process they run in, and each leaves it alone after that."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import create_engine, update

from scrapers.errors import Unreachable
from scrapers.fetch import Manners, Web
from scrapers.replica import Answer, Replica
from store.store import Store
from store.tables import TurnRow
from store.turns import Turns

HOST, OTHER = "www.example.cn", "www.example.org"
HOLD = 60.0
WAIT = 0.15


class Timed(Replica):
    """A replica that answers anything, slowly, and notes when."""

    def __init__(self) -> None:
        super().__init__()
        self.spans: dict[str, list[tuple[float, float]]] = {}
        self.shut = False

    def answer(self, url: str) -> Answer:
        began = time.monotonic()
        time.sleep(0.03)
        host = url.split("/")[2]
        self.spans.setdefault(host, []).append((began, time.monotonic()))
        if self.shut and not url.endswith("robots.txt"):
            return Answer(503, b"", {"retry-after": "600"})
        return Answer(200, b"<p>page</p>", {"content-type": "text/html"})


@pytest.fixture
def site() -> Iterator[Timed]:
    with Timed() as running:
        yield running


def take(turns: Turns, host: str = HOST, hold: float = HOLD) -> float | None:
    return turns.take(host, most=1.0, hold=hold)


def test_a_turn_is_one_s_until_it_is_given_back(store: Store) -> None:
    one, other = store.turns(), store.turns()
    first = take(one)
    assert first is not None
    assert first < 0, "it was never asked"
    assert take(other) is None
    assert take(other, OTHER) is not None, "another host is another turn"
    one.give_back(HOST, 50)
    left = other.take(HOST, most=60, hold=HOLD)
    assert left is not None
    assert 0 < left <= 50
    assert take(one) is None


def test_what_somebody_else_has_cannot_be_given_back(store: Store) -> None:
    one, other = store.turns(), store.turns()
    take(one)
    other.give_back(HOST, 0)
    assert take(other) is None


def test_who_dies_with_a_turn_is_passed_after_a_while(store: Store) -> None:
    take(store.turns(), hold=0.05)
    time.sleep(0.06)
    assert take(store.turns()) is not None


def test_a_host_that_asks_to_be_left_alone_is_so_by_all(store: Store) -> None:
    one, other = store.turns(), store.turns()
    take(one)
    one.give_back(HOST, 600)
    for each in (one, other, one):
        left = take(each)
        assert left is not None
        assert 500 < left <= 600, "nobody has the turn meanwhile"


def test_no_host_is_left_alone_for_ever(store: Store) -> None:
    turns = store.turns()
    take(turns)
    turns.give_back(HOST, 1e12)
    assert 86_000 < (take(turns) or 0) <= 86_400


def test_a_clock_that_is_set_back_holds_nobody_up(store: Store, database: str) -> None:
    ahead = store.turns()
    take(ahead, hold=HOLD)
    engine = create_engine(database)
    with engine.begin() as connection:
        later = {name: getattr(TurnRow, name) for name in ("held_until", "written_at")}
        row = connection.execute(TurnRow.__table__.select()).one()  # type: ignore[attr-defined]
        moved = {name: getattr(row, name).replace(year=row.written_at.year + 1) for name in later}
        connection.execute(update(TurnRow).values(**moved))
    engine.dispose()
    assert take(store.turns()) == 0.0


ASK = """
import sys
from scrapers.fetch import Manners, Web
from store.store import Store

database, replica, wait, *urls = sys.argv[1:]
web = Web(Manners(replay=replica, patient=True, wait=float(wait), jitter=0.05), turns=Store(database).turns())
print("ready", flush=True)
sys.stdin.readline()
for url in urls:
    web.get(url)
"""


def asking(database: str, site: Replica, *urls: str) -> "subprocess.Popen[str]":
    """A process that asks for addresses one after the other, as soon as it is told to."""
    return subprocess.Popen(
        [sys.executable, "-c", ASK, database, site.url, str(WAIT), *urls],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def begin(*processes: "subprocess.Popen[str]") -> None:
    for each in processes:
        assert each.stdout
        assert each.stdout.readline() == "ready\n"
    for each in processes:
        assert each.stdin
        each.stdin.write("\n")
        each.stdin.flush()


def test_two_processes_are_as_polite_as_one(store: Store, database: str, site: Timed) -> None:
    two = [asking(database, site, *(f"https://{HOST}/{name}{n}" for n in range(5))) for name in ("a", "b")]
    begin(*two, elsewhere := asking(database, site, *(f"https://{OTHER}/{n}" for n in range(5))))
    assert [each.wait(60) for each in (*two, elsewhere)] == [0, 0, 0]
    spans = sorted(site.spans[HOST])
    assert len(spans) == 12, "robots.txt and five pages each"
    gaps = [later[0] - earlier[1] for earlier, later in pairwise(spans)]
    assert min(gaps) >= WAIT
    assert max(site.spans[OTHER])[1] < spans[-1][0], "another host is not kept waiting"


def test_a_pause_that_one_was_asked_for_is_kept_by_the_other(store: Store, site: Timed) -> None:
    manners = Manners(replay=site.url, patient=True, wait=0, jitter=0, retries=0)
    site.shut = True
    with closing(Web(manners, turns=store.turns())) as web, pytest.raises(Unreachable, match="503"):
        web.get(f"https://{HOST}/a")
    asked = len(site.spans[HOST])
    left_alone = pytest.raises(Unreachable, match=r"left alone for [56]\d\d")
    with closing(Web(manners, turns=store.turns())) as web, left_alone:
        web.get(f"https://{HOST}/b")
    assert len(site.spans[HOST]) == asked


def test_a_process_that_is_killed_with_a_turn_costs_no_more_than_its_hold(
    store: Store, database: str, site: Timed, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.fail(HOST, "hang")
    killed = asking(database, site, f"https://{HOST}/a")
    begin(killed)
    while not site.asked:
        time.sleep(0.02)
    killed.kill()
    killed.wait(10)
    site.heal(HOST)
    turns = store.turns()
    assert take(turns) is None
    monkeypatch.setattr("scrapers.lane.PATIENCE", 0.5)
    manners = Manners(replay=site.url, patient=True, wait=0, jitter=0)
    with closing(Web(manners, turns=turns)) as web, pytest.raises(Unreachable, match="without end"):
        web.get(f"https://{HOST}/b")
