"""What the run history shows: how the watch and each source is, why a run is red; and nothing of a page acts in it."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from changes import a_change
from markdown_it import MarkdownIt
from prefect.client.schemas.objects import State
from stores import Clock, document, figure
from test_hostile import ALL

from alerts.render import alert
from alerts.telling import Links, Telling
from flows import backfilling, boards, history, overview, pulses, rounds, tending
from flows.config_errors import ConfigError
from flows.desk import Desk, open_desk
from flows.report import PageReport, Report, page_rows, reasons, sentence
from flows.sections import PrefectSettings
from flows.sending import Sent
from flows.settings import Settings
from flows.words import UsageError
from store.errors import Refused
from store.store import Store

NOON = datetime(2026, 3, 4, 4, tzinfo=UTC)  # a Wednesday, 12:00 in Beijing
TAGS = {"h1", "p", "ul", "li", "strong", "table", "thead", "tbody", "tr", "th", "td", "a"}
RUN = "0b7c2f0e-5a3b-4f0e-9d0e-2f6f1c9b7a11"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk in a run, with two sources and a clock that is moved."""
    settings = Settings(data=tmp_path)
    clock = Clock(NOON)
    with open_desk(settings) as made:
        store = Store(settings.database_url, clock=clock, run=RUN)
        sources = {name: made.sources[name] for name in ("miit-notices", "scio-english")}
        yield replace(made, store=store, now=clock, sources=sources)
        store.close()


def look(desk: Desk, outcome: str = "ok", message: str = "", source: str = "miit-notices", **counts: int) -> None:
    """A look at a source, as a check makes it."""
    desk.store.finished(desk.store.started(source), outcome, message, **counts)


def later(desk: Desk, **span: float) -> None:
    assert isinstance(desk.now, Clock)
    desk.now.forward(**span)


def shown(desk: Desk) -> BeautifulSoup:
    """The page of the watch as a dashboard renders it that lets HTML through."""
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(overview.page(desk))
    return BeautifulSoup(html, "html.parser")


def test_a_backfill_that_is_paused_is_shown_whatever_it_reads(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "old *pages*"
    folder.mkdir()
    begun = backfilling.begin(desk, backfilling.Ask(archive=str(folder)))
    backfilling.begin(desk, backfilling.Ask(sources=("scio-english",), since=NOON.date()))
    desk.store.pause(begun.id)
    lines = [line.text for line in shown(desk).find_all("li")]
    assert [line.rpartition(":")[2] for line in lines] == [
        f" {state}, 0 of 0 pages, more to come" for state in ("open", "paused")
    ]
    assert "old *pages*" in lines[1]


def test_a_page_of_the_watch_that_cannot_be_painted_turns_no_run_red(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect(desk.settings.data / "gongbao.db")) as other:
        other.execute("drop table backfill_part")
        other.execute("drop table backfill")
    boards.renew(desk, ["miit-notices"])
    assert "the page of the watch could not be brought up to date" in caplog.text


def test_a_watch_that_is_well_says_so(desk: Desk) -> None:
    look(desk, listed=20, read=3)
    look(desk, source="scio-english")
    page = shown(desk)
    assert page.h1 is not None
    assert page.h1.text == "The watch is well"
    assert [row.td.text for row in page.find_all("tr")[1:] if row.td] == ["miit-notices", "scio-english"]
    assert overview.in_a_line(overview.wrong(desk)) == "the watch is well"


def test_what_is_wrong_stands_first_and_nothing_in_it_acts(desk: Desk) -> None:
    look(desk, "blocked", f"https://user:hunter22@proxy.example | {ALL}")
    rounds.go(desk)
    page = shown(desk)
    assert page.h1 is not None
    assert page.h1.text == "1 thing wrong with the watch"
    assert "source miit-notices is blocked" in page.find_all("li")[0].text
    assert {tag.name for tag in page.find_all()} <= TAGS
    assert {str(link["href"]) for link in page.find_all("a")} == {"../key/source-miit-notices"}
    assert len(page.find_all("tr")) == 3, "a source more would be the page's"
    assert "hunter22" not in str(page)


def test_a_source_has_a_line_a_day(desk: Desk) -> None:
    look(desk, listed=20, read=3, new=2)
    later(desk, minutes=30)
    look(desk, "blocked", "a challenge")
    later(desk, days=1)
    look(desk, listed=21, read=1, revised=1, failed=1)
    today, before = overview.over_time(desk, "miit-notices")
    assert (before["day"], before["checks"], before["pages"], before["new"]) == ("2026-03-04", 2, 3, 2)
    assert (before["checks that failed"], before["last trouble"]) == (1, "12:30 blocked: a challenge")
    assert (today["day"], today["checks"], today["revised"], today["not read"]) == ("2026-03-05", 1, 1, 1)
    later(desk, days=40)
    assert overview.over_time(desk, "miit-notices") == []


def test_what_a_run_found_leads_to_it(desk: Desk) -> None:
    desk.store.record("miit-notices", [], document("late"), [figure(7_654_321)])
    (change,) = desk.store.changes()
    assert change.run == RUN
    assert desk.store.finds(NOON - timedelta(days=1), 5)[0].changes == 1
    assert f"](../../runs/flow-run/{RUN})" in overview.page(desk)
    public = desk.settings.model_copy(update={"prefect": PrefectSettings(url="https://watch.example/")})
    address = f"https://watch.example/runs/flow-run/{RUN}"
    told = replace(desk, settings=public).worded([change], replace(desk, settings=public).telling(desk.everybody()))
    assert told.data["changes"][0]["links"]["run"] == address
    assert all(address in form for form in (told.text, told.markdown, told.html))
    here = desk.worded([change], desk.telling(desk.everybody()))
    assert here.data["changes"][0]["links"]["run"] is None, "readers elsewhere cannot open this machine's dashboard"
    assert "flow-run" not in here.html


def test_a_message_of_several_runs_names_none_of_them_alone() -> None:
    two = [a_change(id=1, run="one"), a_change(id=2, run="two")]
    told = alert(two, Telling(links=Links(run="https://watch.example/{run}")))
    assert "watch.example" not in told.text
    assert [change["links"]["run"][-3:] for change in told.data["changes"]] == ["one", "two"]


def test_pages_that_failed_come_first_and_then_those_with_news() -> None:
    dull = PageReport(source="a", url="https://a.example/1", status="read", figures=2)
    telling = replace(dull, url="https://a.example/2", changes={"new": 2, "revised": 1})
    failed = replace(dull, url="https://a.example/3", status="failed", problem="no answer")
    rows = page_rows([Report(source="a", pages=(dull, telling)), Report(source="b", pages=(failed,))])
    assert [row["address"][-1] for row in rows if isinstance(row["address"], str)] == ["3", "2", "1"]
    assert rows[1]["changes"] == "2 new, 1 revised"
    assert str(telling) == "a: https://a.example/2 read: 2 figures, 0 initiatives (2 new, 1 revised)"


@pytest.mark.parametrize(
    ("kind", "name", "tag", "told"),
    [
        ("FAILED", "Blocked", "watch", False),  # told as what ails the source
        ("FAILED", "Failed", "watch", True),
        ("FAILED", "Refused", "watch", True),  # a schedule asks for what there is not
        ("FAILED", "Failed", "upkeep", True),
        ("CRASHED", "Crashed", "watch", True),
        ("COMPLETED", "Idle", "alerts", False),
    ],
)
def test_operators_hear_of_a_failed_run_what_they_hear_no_other_way(kind: str, name: str, tag: str, told: bool) -> None:
    assert tending.failed({"state_type": kind, "state_name": name}, [tag]) is told


def test_a_red_run_says_why_and_its_state_what_kind_of_fault() -> None:
    well = Report(source="miit-news", read=5, new=3, revised=1, known=12)
    assert history.ended([well]).message == "5 pages, 3 new, 1 revised, 12 known"
    for outcome, name in (("blocked", "Blocked"), ("layout", "LayoutChanged"), ("error", "Broken")):
        bad = Report(source="scio-english", outcome=outcome, problem="https://u:hunter22@x.example/\nno")  # type: ignore[arg-type]
        state = history.ended([well, bad])
        assert (state.type.value, state.name) == ("FAILED", name)
        assert "\n" not in (state.message or "")
        assert "hunter22" not in (state.message or "")
        assert state.message == f"5 pages, 3 new, 1 revised, 12 known; {reasons([bad])[0]}".replace(
            "u:hunter22", "***"
        ).replace("\n", " ")
        assert sentence([well, bad]).endswith("scio-english: " + reasons([bad])[0].split(": ")[1])


def test_whatever_breaks_a_run_is_told_in_a_line(caplog: pytest.LogCaptureFixture) -> None:
    def ending(fault: Exception) -> State[str]:
        @history.plainly
        def work() -> State[str]:
            raise fault

        return work()

    state = ending(ConfigError("teams.sme: no such field"))
    assert (state.name, state.message) == ("Failed", "teams.sme: no such field")
    state = ending(UsageError("until is before since"))
    assert (state.name, state.message) == ("Refused", "until is before since")
    state = ending(Refused("there is no part 9 of a backfill"))
    assert (state.name, state.message) == ("Refused", "there is no part 9 of a backfill")
    broken = ending(ValueError("https://u:hunter22@x.example/ is odd"))
    assert (broken.name, broken.message) == ("Failed", "ValueError: https://***@x.example/ is odd")
    assert "hunter22" not in caplog.text
    with pytest.raises(TimeoutError):
        ending(TimeoutError())


@pytest.mark.parametrize(
    ("sent", "alarm", "name", "kind"),
    [
        (Sent(), False, "Idle", "COMPLETED"),
        (Sent(2), False, "Completed", "COMPLETED"),
        (Sent(), True, "Alarm", "FAILED"),
        (Sent(2), True, "Alarm", "FAILED"),
        (Sent(dead=1), False, "GivenUp", "FAILED"),
    ],
)
def test_a_run_that_delivers_says_how_the_watch_is(sent: Sent, alarm: bool, name: str, kind: str) -> None:
    state = pulses.told(sent, "how it is", alarm=alarm)
    assert (state.name, state.type.value) == (name, kind)
    assert (state.message or "").endswith("how it is")


def test_what_stands_over_an_artifact_neither_acts_nor_tells_a_secret() -> None:
    failing = "1 part failed (redirects to ![x](https://u:hunter22@evil.example/y) <img src=x>)"
    shown = MarkdownIt("commonmark", {"html": True}).render(history.described(failing))
    assert not BeautifulSoup(shown, "lxml").find_all(["a", "img"])
    assert "hunter22" not in shown


def test_a_run_that_ends_red_puts_no_traceback_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    said = logging.getLogger("prefect.flow_runs")
    said.addHandler(caplog.handler)
    said.error("Engine execution exited with unexpected exception")
    said.error("something else")
    said.removeHandler(caplog.handler)
    assert {record.getMessage() for record in caplog.records} == {"something else"}
