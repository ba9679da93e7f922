"""Properties of figures that arrive in any order, more than once, and in several documents of one event."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from hearing import Told, heard
from hypothesis import given, settings
from hypothesis import strategies as st
from stores import figure, origin

from measures.match import bond, keys, reading_order
from measures.model import NEWS, Figure, Origin, Period, Point
from measures.saying import Saying

SUBJECTS = ("smart_factory", "unicorn", "pilot_service_centre", "harbour", "green_factory")
DAYS = st.dates(date(2024, 1, 1), date(2025, 12, 31))


def month(day: date) -> Period:
    return Period(day.replace(day=1), (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1))


def since_january(day: date) -> Period:
    return Period(date(day.year, 1, 1), month(day).end)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """A level, a growth, a share or a target, of a day, a month or a year so far."""
    subject, day = draw(st.sampled_from(SUBJECTS)), draw(DAYS)
    value = draw(st.integers(1, 400)) * draw(st.sampled_from((1, 10, 1000)))
    kind = draw(st.sampled_from(("level", "rounded", "growth", "share", "target", "undated")))
    time = draw(st.sampled_from((Period(day, day), month(day), since_january(day))))
    if kind in ("growth", "share"):
        return figure(Decimal(value) / 10, subject, unit="percent", aspect=kind, as_of=time, start=draw(PLACES))
    if kind == "target":
        return figure(value, subject, modality="target", by=Period(day, day), start=draw(PLACES))
    how = {"rounded": {"qualifier": "over", "step": Decimal(10)}}.get(kind, {})
    return figure(value, subject, as_of=None if kind == "undated" else time, start=draw(PLACES), **how)


PLACES = st.integers(0, 5000)


@st.composite
def documents(draw: st.DrawFn) -> list[Told]:
    """What up to six documents tell, each statement at a place of its own."""
    told: list[Told] = []
    for number in range(draw(st.integers(1, 6))):
        day = draw(DAYS)
        where = origin(f"d{number}", day.isoformat(), event_date=draw(st.sampled_from((None, day))))
        said = draw(st.lists(figures(), min_size=1, max_size=4, unique_by=lambda one: one.start))
        told += [(one, where) for one in said]
    return told


def parted(told: Sequence[Told]) -> set[frozenset[tuple[str, int, str]]]:
    """The measures as sets of places."""
    return {
        frozenset((p.origin.document, p.statement.start, p.statement.quote) for p in members)
        for members in heard(told).measures
    }


@given(documents(), st.randoms(use_true_random=False))
def test_measures_are_the_same_in_any_order_and_with_pages_read_twice(told: list[Told], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = random.sample(told, len(told))
    assert parted(shuffled) == parted(told) == parted([*told, *shuffled])


@given(documents())
def test_a_bond_is_the_same_both_ways_round_and_found_by_a_key(told: list[Told]) -> None:
    points = [Point(said, where) for said, where in told]
    for one in points:
        for other in points:
            assert bond(one, other) == bond(other, one)
            if bond(one, other):
                assert keys(one.statement, one.origin) & keys(other.statement, other.origin)


@dataclass(frozen=True)
class Fact:
    """What makes two statements tell the same of the same time."""

    name: str
    value: Decimal
    time: Period | None
    line: bool


def fact(said: Figure, where: Origin) -> Fact:
    return Fact(said.indicator, said.value, Saying(said, where).time, said.modality == "target")


@given(documents(), st.randoms(use_true_random=False))
def test_one_value_of_one_time_is_never_news_twice(told: list[Told], random) -> None:  # type: ignore[no-untyped-def]
    known = [(said, where) for said, where in told if isinstance(said, Figure) and said.subject != "harbour"]
    arriving = random.sample(known * 2, len(known) * 2)
    news = [
        fact(said, where)
        for (said, where), decision in zip(arriving, heard(arriving).decisions, strict=True)
        if decision.kind in NEWS
    ]
    assert len(news) == len(set(news))


EVENT = date(2025, 4, 22)


@st.composite
def facts(draw: st.DrawFn) -> list[Figure]:
    """Distinct facts of one event: one value a subject, none of them a rounder form of another."""
    values = draw(st.lists(st.integers(1001, 9999), min_size=5, max_size=5, unique=True))
    return [
        figure(value, subject, start=place * 100, as_of="2025-03-31")
        for place, (value, subject) in enumerate(zip(values, SUBJECTS, strict=True))
    ]


def retold(said: Figure, way: int) -> Figure:
    """A fact as another report has it: rounded, without its time, as a plan, in another unit's name."""
    rounded = Decimal(int(said.value) // 100 * 100)
    return (
        said,
        replace(said, as_of=None),
        replace(said, modality="planned"),
        replace(said, qualifier="over", value=rounded, step=Decimal(100)),
        replace(said, qualifier="about"),
    )[way % 5]


@given(facts(), st.lists(st.integers(0, 99), min_size=45, max_size=45), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_nine_documents_of_one_event_bring_few_alerts_more_than_facts(
    told: list[Figure], ways: list[int], random
) -> None:  # type: ignore[no-untyped-def]
    arriving: list[Told] = []
    for number in random.sample(range(9), 9):
        published = EVENT + timedelta(days=(0, 0, 1, 1, 2, 2, 30, 45, 60)[number])
        where = origin(f"d{number}", published.isoformat(), event_date=EVENT)
        said = [retold(one, ways[number * 5 + place]) for place, one in enumerate(told)]
        arriving += [(one, where) for one in reading_order(said)]
    assert heard(arriving).alerts <= 1.15 * len(told)
