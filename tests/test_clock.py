"""A week of the watch, played with the clock moved: every schedule of prefect.yaml, pages that appear, and outages.

Nothing waits for time to pass, and Prefect is not asked; what is late is played as it would be at the worst, all of it.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from house import COUNCIL, MINISTRY, House
from living import OWN, OWN_SOURCE, Living
from stores import Clock

from flows import rounds, schedule, sending, signs, watch
from flows.desk import Desk, open_desk
from flows.settings import load
from flows.words import OFFICE
from scrapers.catalogue import SOURCES
from store.errors import StoreError
from store.store import Store

pytestmark = pytest.mark.xdist_group("clock")

BEGIN, END = datetime(2026, 11, 16, tzinfo=OFFICE), datetime(2026, 11, 23, 0, 30, tzinfo=OFFICE)
MINUTE = timedelta(minutes=1)
NEWS, BUREAUS, STATISTICS, DRAFTS = "miit-news", "govcn-ministries", "miit-telecom-statistics", "miit-consultations"
WATCHED = (NEWS, BUREAUS, STATISTICS, DRAFTS, OWN)
SUBJECTS = [
    *("专精特新中小企业", "创新型中小企业", "独角兽企业", "瞪羚企业", "制造业单项冠军企业", "高新技术企业", "小微企业"),
    *(
        "民营企业",
        "外商投资企业",
        "上市公司",
        "跨国公司",
        "数据企业",
        "上云企业",
        "人工智能企业",
        "机器人企业",
        "无人机企业",
    ),
]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time of the week; its first day is 1."""
    return BEGIN + timedelta(days=day - 1, hours=hour, minutes=minute)


APPEARS = [
    *((NEWS, at(day, hour, 31)) for day, hour in ((1, 9), (2, 10), (3, 2), (4, 9), (5, 11), (7, 13))),
    *((BUREAUS, at(day, hour, 5)) for day, hour in ((1, 11), (3, 15), (5, 3), (6, 12))),
    *((DRAFTS, at(day, 10, 2)) for day in (2, 3, 5)),
    (STATISTICS, at(4, 14, 44)),
    *((OWN, at(day, 12, 20)) for day in (4, 6)),
]
REFUSES, CHALLENGES = (at(2, 9, 30), at(2, 11, 10)), (at(3, 14), at(3, 16, 30))
DEAF = at(1, 11)
KILLED = at(3, 10, 9)
LOCKED = (at(4, 9), at(4, 10, 30))
AWAY = (at(4, 15), at(6, 9, 32))


@dataclass
class Week:
    """A watch whose clock is moved; `looks` are those that are to be made, by source."""

    house: House
    site: Living
    clock: Clock = field(default_factory=lambda: Clock(BEGIN))
    looks: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    pages: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    late: list[tuple[datetime, schedule.Group]] = field(default_factory=list)
    stack: ExitStack = field(default_factory=ExitStack)
    desk: Desk | None = None
    round: datetime = BEGIN

    def start(self) -> None:
        """Start the process, and all that was due while it was away, one after the other."""
        settings = load()
        opened = self.stack.enter_context(open_desk(settings))
        store = self.stack.enter_context(closing(Store(settings.database_url, clock=self.clock)))
        self.desk = replace(opened, store=store, now=self.clock)
        caught_up = Counter(name for _, group in self.late for name in self.names(group))
        for due, group in self.late:
            self.check(group, due)
        for name in caught_up:
            self.looks[name].append(self.clock())
        self.late.clear()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.stack.close()
        self.desk = None

    def due(self, group: schedule.Group) -> None:
        """Do what is due, or be late."""
        if self.desk is None:
            self.late.append((self.clock(), group))
            return
        for name in self.names(group) if not self.is_locked() else ():
            self.looks[name].append(self.clock())
        self.check(group, self.clock())

    def check(self, group: schedule.Group, due: datetime) -> None:
        """What the flow does, without Prefect."""
        assert self.desk
        with suppress(StoreError):
            rounds.go(self.desk, (signs.STANDSTILL,))
            places = schedule.places(self.desk, group.sources, scheduled=True)
            for place in (place for wave in watch.waves(self.desk, places) for place in wave):
                watch.safely(self.desk, place, due)
            self.deliver()

    def deliver(self) -> None:
        """Send what is owed; rounds for the operators are made once an hour, so that a week is over soon."""
        assert self.desk
        if self.desk.store.untold() or self.desk.store.due_channels():
            sending.send_owed(self.desk)
        elif self.clock() - self.round >= 60 * MINUTE:
            rounds.go(self.desk)
            self.round = self.clock()

    def names(self, group: schedule.Group) -> list[str]:
        """The sources that a check is to look at."""
        return [name for name in group.sources if name in WATCHED] if group.sources else [OWN]

    def is_locked(self) -> bool:
        return LOCKED[0] <= self.clock() < LOCKED[1]

    def publish(self, source: str, subject: str) -> None:
        """Let a page appear that says one thing that nobody has said before."""
        number = 1000 + 37 * len(self.pages)
        text = f"截至2026年10月底，全国{subject}达到{number}家。"
        self.pages[text] = source, self.clock()
        self.site.publish(source, self.clock.time.astimezone(OFFICE), f"{subject}发展情况", text)

    def die(self) -> None:
        """Die in the middle of a look, and come back three minutes later."""
        assert self.desk
        self.desk.store.started(DRAFTS)
        self.looks[DRAFTS].append(self.clock())
        self.end()


def lock(database: Path, stack: ExitStack) -> None:
    """Let another program keep the database for itself."""
    other = stack.enter_context(closing(sqlite3.connect(database, isolation_level=None)))
    other.execute("BEGIN IMMEDIATE")


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Week]:
    """The week as it was, when it is over."""
    folder, site = tmp_path_factory.mktemp("week"), Living()
    with pytest.MonkeyPatch.context() as patched, House(folder, site=site) as house:
        patched.setattr("store.engine.BUSY", 0.05)
        house.day(1)
        off = "".join(f"[sources.{name}]\nenabled = false\n" for name in SOURCES if name not in WATCHED)
        house.configure({"desk": house.desk.apprise()}, f"{OWN_SOURCE}{off}[feeds]\nfolder = ''\n")
        made = Week(house, site)
        play(made, folder)
        yield made
        made.end()


def play(week: Week, folder: Path) -> None:
    """Let all of the week happen, in its order."""
    locking, site = ExitStack(), week.site
    events: list[tuple[datetime, Callable[[], None]]] = [
        (BEGIN - MINUTE, lambda: site.publish(OWN, BEGIN - MINUTE, "旧闻", "这是监测开始之前的消息。")),
        (BEGIN - MINUTE, week.start),
        (DEAF, lambda: week.house.desk.answers.extend([500, 500])),
        (REFUSES[0], lambda: site.fail(MINISTRY, "broken")),
        (REFUSES[1], lambda: site.heal(MINISTRY)),
        (KILLED, week.die),
        (KILLED + 3 * MINUTE, week.start),
        (CHALLENGES[0], lambda: site.fail(COUNCIL, "challenge")),
        (CHALLENGES[1], lambda: site.heal(COUNCIL)),
        (LOCKED[0], lambda: lock(folder / "data" / "gongbao.db", locking)),
        (LOCKED[1], locking.close),
        (AWAY[0], week.end),
        (AWAY[1], week.start),
    ]
    for subject, (source, appears) in zip(SUBJECTS, APPEARS, strict=True):
        events.append((appears, lambda source=source, subject=subject: week.publish(source, subject)))  # type: ignore[misc]
    for group in schedule.groups():
        events += [(due, lambda group=group: week.due(group)) for due in group.due(BEGIN - MINUTE, END)]  # type: ignore[misc]
    for moment, happens in sorted(events, key=lambda event: event[0]):
        week.clock.time = moment
        happens()


def test_no_window_is_missed_and_none_is_looked_at_twice(week: Week) -> None:
    """After two days away each source is looked at once, however many checks are late."""
    assert week.desk
    for name, looks in week.looks.items():
        made = [look.astimezone(OFFICE) for look in week.desk.store.looks(BEGIN - MINUTE, name)]
        assert made == sorted(looks), name
    assert sum(map(len, week.looks.values())) > 500


def test_every_page_that_appeared_is_read_by_the_first_check_that_could(week: Week) -> None:
    database = sqlite3.connect(week.house.folder / "data" / "gongbao.db")
    with closing(database):
        rows = database.execute("select v.data, recorded_at from document_version v")
        read = [(str(json.loads(data)), datetime.fromisoformat(f"{moment}+00:00")) for data, moment in rows]
    for text, (source, appeared) in week.pages.items():
        [recorded] = [moment for data, moment in read if text in data]
        assert recorded == first_look(week, source, appeared), (source, appeared)


def first_look(week: Week, source: str, since: datetime) -> datetime:
    """When the first look at a source was made that could see it; who made that of KILLED died in it."""
    down = {NEWS: REFUSES, DRAFTS: REFUSES, STATISTICS: REFUSES, BUREAUS: CHALLENGES}.get(source, (END, END))
    could = (look for look in week.looks[source] if look != KILLED and not down[0] <= look < down[1])
    return min(look for look in could if look >= since)


def test_everything_is_told_and_nothing_twice(week: Week) -> None:
    told = Counter(
        change["statement"]["quote"] for received in week.house.desk.taken for change in received.json["changes"]
    )
    assert set(told.values()) == {1}
    assert len(told) == len(week.pages)
    assert all(any(quote in text for text in week.pages) for quote in told)


def test_operators_are_told_of_what_was_wrong_and_of_nothing_else(week: Week) -> None:
    assert week.desk
    seen = [(notice.kind, notice.place) for notice in week.desk.store.noticed(past=50)]
    assert sorted(seen) == [  # one failure alone, of what is looked at once an hour, is no notice
        ("blocked", BUREAUS),
        ("stopped", ""),
        ("unreachable", NEWS),
    ]
    assert all(notice.ended_at for notice in week.desk.store.noticed(past=50))
