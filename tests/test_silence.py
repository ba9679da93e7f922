"""How long a source may be silent: learned in working days of China, on rhythms that are made up."""

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest

from flows.silence import Rhythm, rhythm, silent, working

MONTH = timedelta(days=30)
YEAR = [date(2025, 2, 10) + timedelta(days=step) for step in range(370)]
WORKED = [day for day in YEAR if working(day - timedelta(days=1), day)]


def alarms(days: list[date], until: date, stated: timedelta = MONTH) -> date | None:
    """The first day on which nothing new since the last of these days is an alarm, before another."""
    learned = rhythm(days, stated)
    later = (days[-1] + timedelta(days=step) for step in range(1, (until - days[-1]).days))
    return next((day for day in later if silent(days[-1], day) > learned.allowed), None)


def test_holidays_are_no_working_days_and_days_worked_for_them_are() -> None:
    assert working(date(2026, 2, 13), date(2026, 2, 23)) == 1, "spring festival, and the Saturday worked before it"
    assert working(date(2026, 9, 30), date(2026, 10, 7)) == 0, "the week of the national day"
    assert working(date(2026, 10, 7), date(2026, 10, 11)) == 3, "and the Saturday worked after it"
    assert working(date(2026, 3, 6), date(2026, 3, 9)) == 1, "a weekend"
    assert working(date(2029, 2, 12), date(2029, 2, 15)) == 0, "spring festival of a year without a plan yet"


def test_spring_festival_is_no_silence_and_five_working_days_are_one() -> None:
    daily = [day for day in WORKED if day <= date(2026, 2, 13)]
    assert alarms(daily, date(2026, 2, 28)) is None, "two weeks, of which four days were worked"
    assert alarms(daily, date(2026, 3, 20)) == date(2026, 2, 28)
    assert silent(daily[-1], date(2026, 2, 28)) == 5
    skipping = [day for day in daily if day.toordinal() % 11]  # now and then it skips a day
    assert alarms(skipping, date(2026, 3, 20)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("step", "usual", "allowed"),
    [(1, 1, 4), (5, 5, 6), (22, 22, 33)],
    ids=["every working day", "every week", "every month, of which little is known"],
)
def test_a_steady_source_is_missed_soon(step: int, usual: int, allowed: int) -> None:
    days = WORKED[::step]
    learned = rhythm(days, timedelta(days=46))
    assert learned == Rhythm(usual if step < 22 else 0, allowed)


def test_a_monthly_source_is_learned_in_time() -> None:
    days = [date(2024 + month // 12, month % 12 + 1, 15 + month % 3) for month in range(14)]
    learned = rhythm(days, MONTH)
    assert 18 <= learned.usual <= 22
    assert 22 <= learned.allowed <= 30


def test_an_irregular_source_gives_few_false_alarms() -> None:
    chance = random.Random(5)
    false = 0
    for _ in range(40):
        days = sorted(chance.sample(WORKED, 50))
        false += sum(
            working(one, other) - 1 > rhythm(days[: at + 1], MONTH).allowed
            for at, (one, other) in enumerate(pairwise(days))
            if at > 12
        )
    assert false <= 12, f"{false} in 40 years of a source without any rhythm"


def test_a_hole_in_what_was_read_is_no_rhythm() -> None:
    whole = rhythm(WORKED, MONTH)
    assert rhythm(WORKED[:60] + WORKED[150:], MONTH) == whole


def test_where_little_is_known_the_stated_silence_counts() -> None:
    assert rhythm(WORKED[:5], timedelta(days=14)) == Rhythm(0, 10)
    assert rhythm(WORKED[:40], timedelta(days=14)) == Rhythm(1, 10), "two months are little, too"
    assert rhythm([], timedelta(days=7)) == Rhythm(0, 5)


def test_a_rhythm_is_said_in_words() -> None:
    assert str(Rhythm(2, 9)) == "about every 2 working days, silent after 9"
    assert str(Rhythm(1, 4)) == "every working day, silent after 4"
    assert str(Rhythm(0, 10)) == "silent after 10 working days"
