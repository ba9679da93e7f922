"""Operators' rounds over real rows: what is found wrong, told once when it begins and once when it ends."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from stores import Clock, document, entry, figure, gathered

from alerts.channel import Channel
from alerts.team import Rule, Team
from flows import owed, rounds, schedule, signs
from flows.desk import Desk, open_desk
from flows.sections import OperatorsSettings
from flows.settings import Settings
from flows.silence import working
from store import engine
from store.store import Chosen, Store
from store.tables import EntryRow

NOON = datetime(2026, 3, 4, 4, tzinfo=UTC)  # a Wednesday, 12:00 in Beijing
OPERATORS = {"channels": {"mail": "json://127.0.0.1:1/hook"}, "disk_free": 0}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as made:
        yield made


@contextmanager
def opened(folder: Path, **operators: object) -> Iterator[Desk]:
    """A desk with operators and a clock that is moved, on two sources."""
    told = OperatorsSettings.model_validate(OPERATORS | operators)
    settings = Settings(data=folder, operators=told)
    clock = Clock(NOON)
    with open_desk(settings) as made:
        store = Store(settings.database_url, clock=clock)
        sources = {name: made.sources[name] for name in ("miit-notices", "scio-english")}
        yield replace(made, store=store, now=clock, sources=sources)
        store.close()


def clock(desk: Desk) -> Clock:
    assert isinstance(desk.now, Clock)
    return desk.now


def look(desk: Desk, outcome: str = "ok", message: str = "", source: str = "miit-notices") -> None:
    """A look at a source, as a check makes it."""
    desk.store.finished(desk.store.started(source), outcome, message)


def turned(desk: Desk) -> list[tuple[str, str, bool]]:
    """Make a round: kind, place and whether it is over, of what turned."""
    return [(notice.kind, notice.place, notice.ended_at is not None) for notice in rounds.go(desk)]


@pytest.mark.parametrize(("outcome", "kind"), [("blocked", "blocked"), ("layout", "layout")])
def test_a_source_that_refuses_is_told_at_once_and_over_when_it_was_well_for_a_while(
    desk: Desk, outcome: str, kind: str
) -> None:
    look(desk, outcome, "a challenge page")
    assert turned(desk) == [(kind, "miit-notices", False)]
    assert turned(desk) == []
    clock(desk).forward(minutes=30)
    look(desk)
    assert turned(desk) == []
    clock(desk).forward(minutes=30)
    look(desk)
    assert turned(desk) == [(kind, "miit-notices", True)]


@pytest.mark.parametrize(("outcome", "kind"), [("unreachable", "unreachable"), ("error", "failing")])
def test_one_failure_of_the_network_is_nothing_and_two_looks_in_a_row_are(desk: Desk, outcome: str, kind: str) -> None:
    for seen in (outcome, "ok", outcome, "partial", outcome):
        look(desk, seen, "no answer")
        assert turned(desk) == []
        clock(desk).forward(minutes=30)
    look(desk, outcome, "no answer")
    assert turned(desk) == [(kind, "miit-notices", False)]
    assert desk.store.noticed()[0].facts == {"error": "no answer", "looks": 2}


def test_a_source_that_is_switched_off_is_no_concern(desk: Desk) -> None:
    look(desk, "blocked")
    off = {name: replace(source, enabled=False) for name, source in desk.sources.items()}
    assert turned(replace(desk, sources=off)) == []


def published(desk: Desk, until: date, days: int = 200) -> None:
    """A source that published on every working day until a day."""
    past = (until - timedelta(days=step) for step in range(days))
    listed = [replace(entry(f"{day}"), published=day) for day in past if working(day - timedelta(days=1), day)]
    desk.store.due("miit-notices", listed)
    with engine.writing(desk.store._engine) as session:
        session.execute(update(EntryRow).values(state="read"))


def test_a_silent_source_is_told_after_a_week_of_work_and_over_with_its_next_page(desk: Desk) -> None:
    published(desk, date(2026, 3, 4))
    for _ in range(7):  # until Wednesday a week later
        look(desk)
        assert turned(desk) == []
        clock(desk).forward(days=1)
    look(desk)
    clock(desk).forward(days=1)
    look(desk)
    assert turned(desk) == [("silent", "miit-notices", False)]
    assert desk.store.noticed()[0].facts["days"] == 5
    look(desk, "blocked")
    assert turned(desk) == [("blocked", "miit-notices", False)], "nobody can say whether it is silent now"
    clock(desk).forward(hours=1)
    desk.store.record("miit-notices", [], document("next", "2026-03-12"), [])
    look(desk)
    assert turned(desk) == [("silent", "miit-notices", True)]


def test_spring_festival_is_no_alarm(desk: Desk) -> None:
    clock(desk).time = datetime(2026, 2, 13, 4, tzinfo=UTC)
    published(desk, date(2026, 2, 13))
    for _ in range(13):
        look(desk)
        assert turned(desk) == []
        clock(desk).forward(days=1)


def test_a_page_that_stays_unread_for_days_is_told(desk: Desk) -> None:
    desk.store.due("miit-notices", [entry("a"), entry("b")])
    desk.store.fail("miit-notices", entry("a"), "500 for ever")
    for _ in range(3):
        look(desk, "partial", "500 for ever")
        assert turned(desk) == []
        clock(desk).forward(days=1)
    clock(desk).forward(minutes=1)
    look(desk, "partial")
    assert turned(desk) == [("unread", "miit-notices", False)]
    [notice] = desk.store.noticed()
    assert notice.facts == {"count": 2, "error": "500 for ever", "listed": "2026-03-04"}
    for page in ("a", "b"):
        desk.store.record("miit-notices", [], document(page), [])
    look(desk)
    assert turned(desk) == [("unread", "miit-notices", True)]


def test_a_watch_that_stands_still_is_told_and_how_long_it_did(desk: Desk) -> None:
    look(desk)
    began = desk.now()
    clock(desk).forward(hours=4, minutes=50)
    assert turned(desk) == []
    clock(desk).forward(minutes=20)
    assert turned(desk) == [("stopped", "", False)]
    clock(desk).forward(hours=20)
    look(desk)
    assert turned(desk) == [("stopped", "", True)]
    [notice] = desk.store.noticed(past=1)
    assert (notice.began_at, notice.ended_at) == (began, desk.now())


def test_who_checks_once_a_day_is_not_told_every_day(desk: Desk) -> None:
    for _ in range(12):
        look(desk)
        clock(desk).forward(days=1)
    assert turned(desk) == []
    clock(desk).forward(hours=2)
    assert turned(desk) == [("stopped", "", False)]


def test_the_watch_may_stand_still_as_long_as_its_schedules_do(desk: Desk) -> None:
    assert schedule.longest_gap(["miit-notices"]) == timedelta(hours=4)
    assert schedule.patience(["miit-notices"], [NOON]) == timedelta(hours=5)


def test_a_source_that_is_left_out_while_others_are_looked_at_is_told(desk: Desk) -> None:
    look(desk)
    look(desk, source="scio-english")
    for _ in range(8):
        clock(desk).forward(hours=1)
        look(desk, source="scio-english")
    assert turned(desk) == [("left-out", "miit-notices", False)]
    clock(desk).forward(hours=20)
    assert turned(desk) == [("stopped", "", False)], "that nothing is looked at is told once, not for each source"
    look(desk)
    look(desk, source="scio-english")
    assert sorted(turned(desk)) == [("left-out", "miit-notices", True), ("stopped", "", True)]


def test_a_watch_that_was_away_has_left_nothing_out(desk: Desk) -> None:
    look(desk)
    look(desk, source="scio-english")
    clock(desk).forward(hours=40)
    look(desk)
    assert turned(desk) == [], "the others will be looked at in a minute"
    for _ in range(8):
        clock(desk).forward(hours=1)
        look(desk)
    assert turned(desk) == [("left-out", "scio-english", False)]


def test_a_channel_that_takes_nothing_is_told_until_it_takes_a_message(desk: Desk) -> None:
    owe = {"owe": lambda change: ["readers.terminal"]}
    desk.store.record("miit-notices", [], document("a"), [figure(1)], **owe)  # type: ignore[arg-type]
    gathered(desk.store)
    for _ in range(3):
        [delivery] = desk.store.claim(1)
        desk.store.failed(delivery, "no such host")
        assert turned(desk) == []
        clock(desk).forward(minutes=6)
    assert turned(desk) == [("channel", "readers.terminal", False)]
    [delivery] = [one for one in desk.store.claim(9) if one.channel == "readers.terminal"]
    desk.store.sent(delivery)
    assert turned(desk) == []
    clock(desk).forward(minutes=31)
    assert turned(desk) == [("channel", "readers.terminal", True)]


def test_messages_that_are_given_up_are_told_until_they_are_owed_again(desk: Desk) -> None:
    desk.store.record("miit-notices", [], document("a"), [figure(1)], owe=lambda change: ["readers.terminal"])
    gathered(desk.store)
    while not desk.store.failed(desk.store.claim(1)[0], "gone"):
        clock(desk).forward(hours=8)
    assert turned(desk) == [("dead", "readers.terminal", False), ("channel", "readers.terminal", False)][::-1]
    desk.store.retry(Chosen())
    assert turned(desk) == [("dead", "readers.terminal", True)]


def test_a_channel_that_is_configured_no_more_takes_no_messages_and_is_no_trouble(desk: Desk) -> None:
    desk.store.record("miit-notices", [], document("a"), [figure(1)], owe=lambda change: ["old.mail"])
    gathered(desk.store)
    for _ in range(3):
        desk.store.failed(desk.store.claim(1)[0], "no such host")
        clock(desk).forward(minutes=10)
    assert turned(desk) == []


def test_a_disk_that_is_nearly_full_is_told(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free // 1_000_000
    with opened(tmp_path, disk_free=free * 2) as desk:
        assert turned(desk) == [("disk", "", False)]
    with opened(tmp_path, disk_free=1) as desk:
        assert turned(desk) == []
        clock(desk).forward(minutes=31)
        assert turned(desk) == [("disk", "", True)]


def test_a_folder_that_takes_no_feeds_is_told(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        taken = tmp_path / "feeds"
        taken.write_text("a file where the folder would be", "utf-8")
        assert turned(desk) == [("feeds", "", False)]
        taken.unlink()
        assert turned(desk) == [("feeds", "", True)]
        assert taken.is_dir()


def test_a_watch_list_that_leads_nowhere_is_told(desk: Desk) -> None:
    recorded = desk.store.record("miit-notices", [], document("a"), [figure(1)])
    there = recorded.changes[0].measure
    team = Team(name="sme", rules=(Rule(measures=frozenset({there, "f-nowhere"})),))
    watching = replace(desk, teams=(team,))
    assert turned(watching) == [("watchlist", "sme.f-nowhere", False)]
    assert turned(desk) == [("watchlist", "sme.f-nowhere", True)]


def test_disks_are_looked_at_while_others_may_write_and_the_store_while_they_may_not(desk: Desk) -> None:
    held: dict[str, bool] = {}

    def seen(sign: signs.Sign) -> signs.Sign:
        def look(_: Desk) -> list[signs.Condition]:
            held[sign.kinds[0]] = engine.ONE_WRITER.locked()
            return []

        return replace(sign, look=look)

    rounds.go(desk, [seen(sign) for sign in signs.SIGNS if sign.kinds[0] in ("disk", "feeds", "template", "dead")])
    assert held == {"disk": False, "feeds": False, "template": False, "dead": True}


def test_a_sign_that_cannot_be_read_ends_nothing_and_hides_nothing(desk: Desk) -> None:
    look(desk, "blocked")
    turned(desk)

    def broken(_: Desk) -> list[signs.Condition]:
        raise RuntimeError("cannot be read")

    given = [replace(sign, look=broken) if "blocked" in sign.kinds else sign for sign in signs.SIGNS]
    clock(desk).forward(hours=6)
    seen = [(notice.kind, notice.ended_at) for notice in rounds.go(desk, given)]
    assert seen == [("stopped", None)]
    clock(desk).forward(hours=6)
    assert rounds.go(desk, given) == []


# --- the heartbeat ------------------------------------------------------------------------------------------------


def test_the_heartbeat_comes_once_a_day_and_is_made_up_for_once(tmp_path: Path) -> None:
    with opened(tmp_path, heartbeat="09:00") as desk:
        look(desk)
        assert turned(desk) == [("heartbeat", "2026-03-04", True)]
        assert turned(desk) == []
        clock(desk).forward(hours=20)
        look(desk)
        assert turned(desk) == [], "it is 08:00"
        clock(desk).forward(hours=1)
        assert turned(desk) == [("heartbeat", "2026-03-05", True)]
        clock(desk).forward(days=4)
        look(desk)
        assert turned(desk) == [("heartbeat", "2026-03-09", True)]
        assert len(desk.store.deliveries()) == 3


def test_the_heartbeat_says_what_was_done_and_what_is_open(tmp_path: Path) -> None:
    with opened(tmp_path, heartbeat="09:00", language="zh") as desk:
        clock(desk).forward(hours=-20)
        look(desk)
        desk.store.record("miit-notices", [], document("a"), [])
        look(desk, "blocked", source="scio-english")
        clock(desk).forward(hours=18)
        look(desk)
        rounds.go(desk)
        beat = next(one for one in desk.store.deliveries() if one.notice and one.channel == "operators.mail")
        told = [rounds.worded(desk, one) for one in desk.store.deliveries()]
        assert beat.form == "notice"
        texts = "\n".join(alert.text for alert in told)
        assert "检查来源 3 次，读取页面 1 个，发出提醒 0 条" in texts
        assert "未解决：\n- 来源 scio-english 拒绝访问" in texts


def test_without_channels_there_is_no_heartbeat(tmp_path: Path) -> None:
    with opened(tmp_path, heartbeat="09:00", channels={}) as desk:
        assert turned(desk) == []


def test_a_message_is_listed_by_the_news_of_its_most_important_change(desk: Desk) -> None:
    owe = {"owe": lambda _: ("sme.mail",)}
    desk.store.record("miit-notices", [], document("a", "2025-07-01"), [figure(400, as_of="2025-06-30")], learn=True)
    said = [figure(7, "clever_plant", start=9), figure(421, as_of="2025-12-31")]
    desk.store.record("miit-notices", [], document("b", "2026-01-02"), said, **owe)
    [line] = gathered(desk.store).lines(Chosen(channels=("sme.mail",)))
    assert owed.row(desk, line)["about"] == "421 smart factories and 1 more"
    assert owed.row(replace(desk, teams=(Team(name="sme", language="zh", channels=(Channel("sme.mail", ""),)),)), line)[
        "about"
    ].startswith("智能工厂：421")
    assert "first" not in owed.plain(line)
