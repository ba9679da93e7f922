"""When teams are told: quiet hours, digests at their hour, clocks that are put forward and back."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.rhythm import following, is_open, latest, opening
from alerts.team import Hours, Rhythm

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
NIGHT = Hours(time(22), time(7))
WEEKEND = Hours(days=frozenset({5, 6}))
ZONES = [ZoneInfo(name) for name in ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")]
"""Lord Howe Island puts its clocks forward by half an hour."""

clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
hours = st.builds(Hours, clocks, clocks)
days = st.builds(Hours, days=st.frozensets(st.integers(0, 6), max_size=5))
moments = st.integers(0, 300 * 24 * 60).map(lambda at: datetime(2026, 2, 1, tzinfo=UTC) + timedelta(minutes=at))
rhythms = st.builds(
    Rhythm,
    pace=st.sampled_from(["daily", "weekly"]),
    at=clocks,
    weekday=st.integers(0, 6),
    zone=st.sampled_from(ZONES),
    quiet=st.tuples() | st.tuples(hours) | st.tuples(days) | st.tuples(hours, days),
)


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    """2026-03-29 02:30, in a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("moment", "quiet", "ends"),
    [
        ("2026-03-02 21:59", False, "2026-03-02 21:59"),
        ("2026-03-02 22:00", True, "2026-03-03 07:00"),
        ("2026-03-03 06:59", True, "2026-03-03 07:00"),
        ("2026-03-03 07:00", False, "2026-03-03 07:00"),
        ("2026-03-06 23:00", True, "2026-03-09 07:00"),
        ("2026-03-07 12:00", True, "2026-03-09 07:00"),
    ],
)
def test_quiet_hours_go_past_midnight_and_into_quiet_days(moment: str, quiet: bool, ends: str) -> None:
    rhythm = Rhythm(quiet=(NIGHT, WEEKEND))
    assert is_open(rhythm, at(moment)) is not quiet
    assert opening(rhythm, at(moment)) == at(ends)


def test_who_is_never_to_be_told_has_no_opening() -> None:
    rhythm = Rhythm(quiet=(Hours(days=frozenset(range(7))),), pace="daily")
    assert opening(rhythm, at("2026-03-02 12:00")) is None
    assert latest(rhythm, at("2026-03-02 12:00")) is None


def test_a_digest_is_due_from_its_hour_on_until_the_next() -> None:
    rhythm = Rhythm(pace="daily", at=time(8, 30))
    assert latest(rhythm, at("2026-03-02 08:29")) == at("2026-03-01 08:30")
    assert latest(rhythm, at("2026-03-02 08:30")) == at("2026-03-02 08:30")
    assert following(rhythm, at("2026-03-02 08:30")) == at("2026-03-03 08:30")
    weekly = Rhythm(pace="weekly", at=time(8, 30), weekday=0)
    assert latest(weekly, at("2026-03-08 23:00")) == at("2026-03-02 08:30")
    assert following(weekly, at("2026-03-08 23:00")) == at("2026-03-09 08:30")
    assert latest(Rhythm(), at("2026-03-02 08:30")) is None


def test_digests_of_quiet_days_come_with_the_next_and_those_of_quiet_hours_at_their_end() -> None:
    weekdays = Rhythm(pace="daily", at=time(8, 30), quiet=(NIGHT, WEEKEND))
    assert latest(weekdays, at("2026-03-09 07:30")) == at("2026-03-06 08:30"), "not twice on Monday morning"
    assert latest(weekdays, at("2026-03-09 08:30")) == at("2026-03-09 08:30")
    late = Rhythm(pace="daily", at=time(23), quiet=(NIGHT,))
    assert latest(late, at("2026-03-09 07:30")) == at("2026-03-09 07:00")
    saturday = Rhythm(pace="weekly", weekday=5, at=time(12), quiet=(NIGHT, WEEKEND))
    assert following(saturday, at("2026-03-05 12:00")) == at("2026-03-09 07:00")


def test_clocks_that_are_put_forward_and_back_leave_one_digest_a_day() -> None:
    early = Rhythm(pace="daily", at=time(2, 30), zone=BERLIN)
    assert following(early, at("2026-03-29 01:00", BERLIN)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "there is 3:30"
    assert following(early, at("2026-10-25 01:00", BERLIN)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "the first"
    assert following(early, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)) == at("2026-10-26 02:30", BERLIN)


def test_an_hour_that_comes_twice_is_quiet_twice() -> None:
    rhythm = Rhythm(zone=BERLIN, quiet=(Hours(time(2), time(2, 45)),))
    quiet = [
        minute for minute in range(180) if not is_open(rhythm, datetime(2026, 10, 25, tzinfo=UTC) + minutes(minute))
    ]
    assert quiet == [*range(45), *range(60, 105)]
    again = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert opening(rhythm, again) == datetime(2026, 10, 25, 1, 45, tzinfo=UTC)


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


@settings(max_examples=60)
@given(rhythms, moments)
def test_an_opening_is_open_and_the_first(rhythm: Rhythm, now: datetime) -> None:
    found = opening(rhythm, now)
    if found is None:  # the hours and the days left out may leave nothing
        return
    assert found >= now
    assert is_open(rhythm, found)
    before = (now + timedelta(minutes=15) * step for step in range(int((found - now) / timedelta(minutes=15))))
    shift = now.astimezone(rhythm.zone).utcoffset() != found.astimezone(rhythm.zone).utcoffset()
    assert shift or not any(is_open(rhythm, moment) for moment in before)


@settings(max_examples=60)
@given(rhythms, moments)
def test_digests_come_once_a_period_and_never_in_quiet_hours(rhythm: Rhythm, now: datetime) -> None:
    first = following(rhythm, now)
    if first is None:
        assert opening(rhythm, now) is None
        return
    second = following(rhythm, first)
    assert second is not None
    assert latest(rhythm, first) == latest(rhythm, second - timedelta(microseconds=1)) == first
    assert is_open(rhythm, first)
    local: list[date] = [moment.astimezone(rhythm.zone).date() for moment in (first, second)]
    assert local[0] < local[1]
    period = timedelta(days=1 if rhythm.pace == "daily" else 7)
    assert second - first <= period + timedelta(days=8), "nothing starves"


@settings(max_examples=30)
@given(rhythms, moments, st.lists(st.integers(1, 4 * 24 * 60), min_size=5, max_size=30))
def test_whenever_the_program_runs_a_digest_is_made_up_once(rhythm: Rhythm, now: datetime, pauses: list[int]) -> None:
    made: list[datetime] = []
    for pause in pauses:
        now += minutes(pause)
        hour = latest(rhythm, now)
        if hour is not None and is_open(rhythm, now) and (not made or made[-1] < hour):
            made.append(now)
    hours_of = [latest(rhythm, moment) for moment in made]
    assert len(set(hours_of)) == len(hours_of)
