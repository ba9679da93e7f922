"""Two days in the life of three teams, from the sites' pages to a mail server and a webhook: who hears what, when.

The desk is told at once but not at night, Berlin in a daily digest by its own clock, and a program at any hour.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from house import House
from receivers import Mailbox, mailbox
from stores import Clock

from flows.settings import Settings

SHANGHAI = ZoneInfo("Asia/Shanghai")
SOURCES = ("govcn-press", "govcn-ministries")
TEAMS = """
[teams.desk]
title = "Policy desk"
quiet = ["22:00-07:00"]
channels.mail = "{desk}"
[teams.berlin]
title = "Berlin"
language = "zh"
rhythm = "daily"
at = "08:30"
zone = "Europe/Berlin"
rules = [{{ kinds = ["figure"] }}]
channels.mail = "{berlin}"
[teams.program]
without = [{{ kinds = ["initiative"] }}]
channels.hook = "{program}"
"""


@dataclass
class Journey:
    """A house with a clock that is moved by hand, and what has arrived since one looked."""

    house: House
    mails: Mailbox
    clock: Clock
    looked: dict[str, int] = field(default_factory=dict)

    def at(self, day: int, hour: int, minute: int = 0) -> list[str]:
        """Let it be a time of October 2026 in Shanghai, send what is due, and say to whom something came."""
        self.clock.time = datetime(2026, 10, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)
        assert self.house.run("deliver").status == 0
        return self.new()

    def new(self) -> list[str]:
        """Who got something since this was asked last, once for each message."""
        arrived = [reader for mail in self.mails.recipients for reader in mail]
        arrived += ["program"] * len(self.house.desk.received)
        before, self.looked = self.looked, {reader: arrived.count(reader) for reader in arrived}
        return [reader for reader, count in self.looked.items() for _ in range(count - before.get(reader, 0))]

    def told(self, reader: str) -> str:
        """All that came to a reader by mail, as text."""
        mine = [mail for mail, to in zip(self.mails.mails, self.mails.recipients, strict=True) if reader in to]
        parts = [mail.get_body(("plain",)) for mail in mine]
        return "\n".join(
            f"{mail['Subject']}\n{part.get_content()}" for mail, part in zip(mine, parts, strict=True) if part
        )

    def items(self, team: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = json.loads(self.house.run("feed", team, "--format", "json").out)["items"]
        return items


@pytest.fixture
def journey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journey]:
    clock = Clock(datetime(2026, 10, 12, 1, tzinfo=UTC))
    monkeypatch.setattr(Settings, "clock", lambda _: clock())
    with House(tmp_path) as house, mailbox() as mails:
        addresses = {team: mails.apprise(f"&to={team}@example.org") for team in ("desk", "berlin")}
        house.configure({}, TEAMS.format(**addresses, program=house.desk.apprise()))
        yield Journey(house, mails, clock)


def test_each_team_hears_what_it_asked_for_when_it_may_and_once(journey: Journey) -> None:
    house = journey.house
    house.day(1)
    assert house.run("check", *SOURCES).status == 0
    assert journey.new() == [], "the first check only learns"

    house.day(2)
    journey.clock.time = datetime(2026, 10, 27, 14, 30, tzinfo=UTC)
    assert house.run("check", *SOURCES).status == 0
    assert set(journey.new()) == {"program"}, "it is half past ten at night in Shanghai"
    told = [change for message in house.desk.received for change in message.json["changes"]]
    assert told
    assert {change["statement"]["type"] for change in told} == {"figure"}
    assert len(journey.items("all")) == len(journey.items("desk")) > 0, "a feed is read when its reader wants to"

    assert journey.at(28, 6, 50) == []
    assert set(journey.at(28, 7)) == {"desk@example.org"}
    assert journey.at(28, 9) == []
    assert journey.at(28, 15, 20) == []
    assert journey.at(28, 15, 30) == ["berlin@example.org"], "08:30 in Berlin, where summer time has just ended"
    for change in told:
        assert f"gongbao show {change['measure']}" in journey.told("berlin@example.org")
        assert f"gongbao show {change['measure']}" in journey.told("desk@example.org")
    assert "gongbao show i-" in journey.told("desk@example.org")
    assert "gongbao show i-" not in journey.told("berlin@example.org")
    assert "小巨人" in journey.told("berlin@example.org")

    journey.clock.forward(hours=2)
    assert house.run("check", *SOURCES).status == 0
    assert journey.new() == [], "nothing is new, and nothing is told twice"
    assert [journey.at(29, hour) for hour in (7, 12, 16)] == [[], [], []]
    assert not [row for row in house.run("deliveries", "--json").rows if row["state"] != "sent"]
