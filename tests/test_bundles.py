"""Messages out of changes that wait: one an event, digests at their hour, no floods, nothing lost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest
from changes import a_change, a_figure, an_act
from hypothesis import given, settings
from hypothesis import strategies as st
from stores import origin

from alerts.bundles import FEW, Past, compose, wait
from alerts.rhythm import is_open, latest
from alerts.team import Hours, Rhythm
from measures.model import Change
from measures.tellings import Told

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
"""A Monday, nine o'clock in Beijing."""
NIGHT = Hours(time(22), time(7))


def change(number: int, document: str = "", **facts: object) -> Change:
    """A change of a document of its own, unless one is named."""
    return a_change(id=number, origin=origin(document or f"d{number}"), measure=f"f-{number}", **facts)


def documents(changes: Iterable[Change]) -> list[Told]:
    """The documents of changes, each telling its changes alone."""
    found = {one.origin.document: one.origin for one in changes}
    return [Told(at, frozenset({f"of {name}"})) for name, at in found.items()]


@dataclass
class Line:
    """A channel as the store keeps it: what is owed since when, what was told when, in which form."""

    rhythm: Rhythm
    now: datetime = NOW
    owed: dict[int, datetime] = field(default_factory=dict)
    told: list[tuple[datetime, str, tuple[int, ...]]] = field(default_factory=list)
    reading: bool = False

    def owe(self, *numbers: int) -> None:
        self.owed.update(dict.fromkeys(numbers, self.now))

    def forward(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)

    def past(self) -> Past:
        return Past(
            now=self.now,
            since=self.owed,
            told=[at for at, _, _ in self.told if at > self.now - timedelta(hours=3)],
            digest=max((at for at, form, _ in self.told if form == "digest"), default=None),
            reading=self.reading,
        )

    def run(self) -> list[tuple[str, int]]:
        """Make the messages that are due; returns form and number of changes of each."""
        waiting = [change(number) for number in self.owed]
        made = compose(waiting, documents(waiting), self.past(), self.rhythm)
        assert is_open(self.rhythm, self.now) or not made
        for form, told in made:
            self.told.append((self.now, form, told))
            for number in told:
                del self.owed[number]
        return [(form, len(told)) for form, told in made]


def bundled(changes: Sequence[Change], rhythm: Rhythm | None = None, told: Iterable[Told] = ()) -> list[object]:
    past = Past(now=NOW, since={one.id: NOW for one in changes})
    return list(compose(changes, list(told) or documents(changes), past, rhythm or Rhythm()))


# --- events -------------------------------------------------------------------------------------------------------


def test_one_event_told_by_several_documents_is_one_message() -> None:
    changes = [change(1, "conference"), change(2, "wire"), change(3, "other"), change(4, "conference")]
    said = {"conference": "abcd", "wire": "abcx", "other": "z"}
    told = [Told(origin(name), frozenset(measures)) for name, measures in said.items()]
    assert bundled(changes, told=told) == [("event", (1, 2, 4)), ("event", (3,))]


def test_what_was_told_wrongly_goes_first_in_a_message_and_among_messages() -> None:
    changes = [
        change(1, "a", statement=an_act()),
        change(2, "a"),
        change(3, "b", kind="corrected"),
        change(4, "a", kind="revised"),
    ]
    assert bundled(changes) == [("event", (3,)), ("event", (4, 2, 1))]


def test_no_change_is_lost_and_none_told_twice_in_one_go() -> None:
    changes = [change(number, f"d{number % 7}", statement=a_figure(Decimal(number))) for number in range(1, 60)]
    for rhythm in (Rhythm(cap=0), Rhythm(cap=3), Rhythm(cap=12)):
        told = [number for _, numbers in bundled(changes, rhythm) for number in numbers]  # type: ignore[misc,attr-defined]
        assert sorted(told) == list(range(1, 60))


def test_an_event_waits_for_the_end_of_a_look_but_not_for_ever() -> None:
    line = Line(Rhythm(), reading=True)
    line.owe(1)
    line.forward(5)
    assert line.run() == []
    line.owe(2)
    line.forward(4)
    assert line.run() == []
    line.forward(2)
    assert line.run() == [("event", 1)], "ten minutes after it was found"
    line.reading = False
    assert line.run() == [("event", 1)]


# --- the cap ------------------------------------------------------------------------------------------------------


def test_what_is_more_than_the_cap_is_one_digest_the_last_of_the_hour_and_the_rest_waits_for_the_next() -> None:
    line = Line(Rhythm(cap=4))
    line.owe(*range(10))
    assert line.run() == [*[("event", 1)] * 3, ("digest", 7)]
    for minute in range(0, 55, 5):
        line.forward(5)
        line.owe(100 + minute)
        assert line.run() == [], "not one every five minutes"
    line.forward(5)
    assert line.run() == [("digest", 11)]
    line.owe(7)
    assert line.run() == [("event", 1)], "and then as always"


def test_a_cap_of_one_is_one_message_an_hour() -> None:
    line = Line(Rhythm(cap=1))
    line.owe(1)
    assert line.run() == [("event", 1)]
    line.owe(2, 3)
    line.forward(59)
    assert line.run() == []
    line.forward(1)
    assert line.run() == [("digest", 2)]
    line.forward(60)
    line.owe(4)
    assert line.run() == [("event", 1)]


def test_messages_of_the_last_hour_count() -> None:
    line = Line(Rhythm(cap=4))
    line.owe(1, 2)
    assert line.run() == [("event", 1)] * 2
    line.forward(30)
    line.owe(4, 5, 6)
    assert line.run() == [("event", 1), ("digest", 2)]
    line.owe(7)
    line.forward(29)
    assert line.run() == []
    line.forward(1)
    assert line.run() == [("event", 1)]


def test_messages_of_more_than_an_hour_ago_do_not_count() -> None:
    line = Line(Rhythm(cap=4))
    line.owe(1, 2, 3)
    line.run()
    line.forward(61)
    line.owe(4, 5, 6)
    assert line.run() == [("event", 1)] * 3


def test_without_a_cap_every_event_is_a_message() -> None:
    line = Line(Rhythm(cap=0))
    line.owe(*range(50))
    assert line.run() == [("event", 1)] * 50


# --- quiet hours and digests --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("gathered", "told"), [(FEW, [("event", 1)] * FEW), (FEW + 1, [("digest", FEW + 1)])])
def test_what_gathers_in_quiet_hours_is_one_digest_unless_it_is_little(
    gathered: int, told: list[tuple[str, int]]
) -> None:
    line = Line(Rhythm(quiet=(NIGHT,)), now=NOW.replace(hour=15))
    for number in range(gathered):
        line.owe(number)
        line.forward(30)
        assert line.run() == []
    line.now = NOW.replace(day=2, hour=23)
    assert line.run() == told


def test_what_is_found_after_quiet_hours_is_told_beside_their_digest() -> None:
    line = Line(Rhythm(quiet=(NIGHT,)), now=NOW.replace(hour=22))
    line.owe(*range(FEW + 1))
    line.now = NOW.replace(hour=23, minute=10)
    line.owe(50)
    assert line.run() == [("event", 1), ("digest", FEW + 1)]


def test_what_a_clock_that_was_ahead_wrote_down_comes_with_the_next_digest() -> None:
    line = Line(Rhythm(pace="daily", at=time(9)), now=NOW + timedelta(days=400))
    line.owe(1)
    line.now = NOW + timedelta(minutes=1)
    line.owe(2)
    assert line.run() == [("digest", 1)]
    line.forward(24 * 60)
    assert line.run() == [("digest", 1)]


def test_a_daily_digest_tells_what_was_owed_before_its_hour() -> None:
    line = Line(Rhythm(pace="daily", at=time(9)), now=NOW - timedelta(minutes=30))
    line.owe(1, 2)
    assert line.run() == []
    line.now = NOW
    line.owe(3)
    assert line.run() == [("digest", 2)]
    line.forward(60)
    assert line.run() == []
    line.forward(23 * 60)
    assert line.run() == [("digest", 1)]


def test_a_digest_that_was_missed_is_made_up_once() -> None:
    line = Line(Rhythm(pace="daily", at=time(9)), now=NOW - timedelta(days=3))
    line.owe(1)
    line.now = NOW + timedelta(hours=5)
    assert line.run() == [("digest", 1)]
    line.owe(2)
    assert line.run() == []


def test_a_digest_waits_until_what_it_tells_is_read_whole() -> None:
    line = Line(Rhythm(pace="daily", at=time(9)), now=NOW - timedelta(minutes=2), reading=True)
    line.owe(1)
    line.now = NOW
    assert line.run() == []
    line.forward(9)
    assert line.run() == [("digest", 1)]


# --- whatever happens ---------------------------------------------------------------------------------------------

quiet = st.just(()) | st.just((NIGHT,)) | st.just((NIGHT, Hours(days=frozenset({5, 6}))))
rhythms = st.builds(
    Rhythm, pace=st.sampled_from(["at_once", "at_once", "daily", "weekly"]), at=st.builds(time, st.integers(0, 23)),
    quiet=quiet, cap=st.integers(0, 3),
)  # fmt: skip
steps = st.lists(st.tuples(st.integers(1, 20) | st.integers(1, 400), st.integers(0, 8), st.booleans()), max_size=40)


@settings(max_examples=60)
@given(rhythms, steps)
def test_everything_is_told_once_in_time_and_no_hour_is_flooded(
    rhythm: Rhythm, steps: list[tuple[int, int, bool]]
) -> None:
    line, numbers = Line(rhythm), 0
    for minutes, found, line.reading in steps:
        line.owe(*range(numbers, numbers + found))
        numbers += found
        line.run()
        line.forward(minutes)
    line.reading = False
    for _ in range(24 * 10):
        line.run()
        line.forward(60)
    assert not line.owed, "in ten days everything was told"
    told = [number for _, _, some in line.told for number in some]
    assert sorted(told) == list(range(numbers))
    times = [at for at, _, _ in line.told]
    if rhythm.cap and rhythm.pace == "at_once":
        assert all(sum(at <= one < at + timedelta(hours=1) for one in times) <= rhythm.cap for at in times)
    if rhythm.pace != "at_once":
        hours = [latest(rhythm, at) for at in times]
        assert len(set(hours)) == len(hours), "one digest for an hour, also for one that was missed"


def test_why_and_until_when_nothing_is_told() -> None:
    night = NOW.replace(hour=15)
    quiet = Rhythm(quiet=(NIGHT,))
    found = wait(Past(now=night, since={}), quiet)
    assert found is not None
    assert (found.until, found.why) == (night.replace(hour=23), "quiet hours")
    assert wait(Past(now=NOW, since={}), quiet) is None
    daily = wait(Past(now=NOW, since={}), Rhythm(pace="daily", at=time(10)))
    assert daily is not None
    assert (daily.until, daily.why) == (NOW + timedelta(hours=1), "daily digest")
    line = Line(Rhythm(cap=1))
    line.owe(1, 2)
    line.run()
    line.forward(20)
    over = wait(line.past(), line.rhythm)
    assert over is not None
    assert (over.until, over.why) == (NOW + timedelta(hours=1), "the cap of 1 an hour is reached")
