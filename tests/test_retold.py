"""Documents that share their numbers tell of one event, whatever they call things; units of one dimension are one."""

from datetime import date
from decimal import Decimal

import pytest
from stores import figure, origin

from measures.documents import compose
from measures.figures import figures
from measures.match import bond, keys
from measures.model import Figure, Origin, Period, Point
from measures.names import series
from measures.retold import in_one_place, shared
from measures.times import same_time

Named = tuple[str, str, str]
"""Subject, aspect and unit."""
ENGLISH = (
    "The harbour bureau cleared 4,718 moorings last year. Some 63,200 crates passed the east quay. "
    "Dredging took up 27.4 percent of its budget. It trained 512 pilots and opened 9 slipways."
)
CHINESE = "去年，港务局共清理泊位4718处。东码头过货6.32万箱。疏浚占预算的27.4%。培训引航员512名，新开船排9座。"
OTHER = "去年，林业局共巡护林道4718公里。苗圃育苗8.31万株。补植占计划的61.5%。培训护林员377名，新建瞭望塔9座。"


def points(text: str, name: str, day: date = date(2026, 3, 5)) -> list[Point]:
    document = compose(text, identity=name, title="", published=day)
    return [Point(said, Origin(document=name, url="", published=day)) for said in figures(document)]


def figures_of(text: str, name: str) -> dict[Decimal, Figure]:
    return {p.statement.value: p.statement for p in points(text, name) if isinstance(p.statement, Figure)}


def bound(one: str, other: str) -> set[Decimal]:
    """The values that are firmly one measure in two texts of one day."""
    return {
        mine.statement.value
        for mine in points(one, "a")
        for its in points(other, "b")
        if isinstance(mine.statement, Figure)
        and (tie := bond(mine, its))
        and tie.firm
        and tie == bond(its, mine)
        and keys(mine.statement, mine.origin) & keys(its.statement, its.origin)
    }


def test_what_two_reports_of_one_event_give_is_one_whatever_they_call_it() -> None:
    assert bound(ENGLISH, CHINESE) >= {Decimal(4718), Decimal(63200), Decimal("27.4"), Decimal(512), Decimal(9)}


def test_one_number_in_common_shows_no_event() -> None:
    assert not bound(OTHER, CHINESE) & {Decimal(9), Decimal("27.4"), Decimal(512)}


def test_documents_share_what_they_both_give() -> None:
    one, same, other = (figures_of(text, "x") for text in (ENGLISH, CHINESE, OTHER))
    assert shared(one[Decimal(512)], same[Decimal(512)]).share == 1
    assert shared(one[Decimal(9)], other[Decimal(9)]).share < shared(one[Decimal(9)], same[Decimal(9)]).share


def test_a_value_given_of_two_things_is_not_known_by_itself() -> None:
    twice = figures_of(ENGLISH + " It also hired 9 divers.", "y")
    once = figures_of(ENGLISH, "x")
    assert not in_one_place(twice[Decimal(9)], once[Decimal(9)])
    assert in_one_place(twice[Decimal(512)], once[Decimal(512)])


@pytest.mark.parametrize(
    ("one", "unit", "other", "its"),
    [
        ("563500000", "jin", "281750", "tonne"),
        ("2000", "hectare", "30000", "mu"),
        ("12", "square_kilometer", "1200", "hectare"),
        ("8600", "basis_point", "86", "percentage_point"),
        ("450000", "pflops", "450", "eflops"),
    ],
)
def test_units_of_one_dimension_are_one_series(one: str, unit: str, other: str, its: str) -> None:
    mine = Point(figure(one, unit=unit, as_of="2025-12-31"), origin("a", "2026-01-05"))
    same = Point(figure(other, unit=its, as_of="2025-12-31"), origin("b", "2026-01-09"))
    half = Point(figure(str(Decimal(other) / 2), unit=its, as_of="2025-12-31"), origin("b", "2026-01-09"))
    tie = bond(mine, same)
    assert tie is not None
    assert tie.strength == 4
    assert tie != bond(mine, half)
    assert keys(mine.statement) & keys(same.statement)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("wheat", "wheat_output", "tonne"), ("wheat", "output", "jin")),
        (("全国书屋", "total", "item"), ("书屋", "total", "institution")),
        (("我国已建成驿站", "total", "station"), ("驿站", "total", "store")),
        (("wheat", "added", "tonne"), ("wheat", "output_change", "tonne")),
        (("wheat", "added", "mu"), ("wheat", "sown_area_change", "hectare")),
    ],
)
def test_a_thing_has_one_name_whatever_stands_around_it(one: Named, other: Named) -> None:
    names = {series(figure(41, subject, aspect=aspect, unit=unit)) for subject, aspect, unit in (one, other)}
    assert len(names) == 1


def test_people_trips_and_households_are_counted_apart() -> None:
    names = {series(figure(41, "培训", unit=unit)) for unit in ("person", "person_time", "household", "session")}
    assert len(names) == 4


@pytest.mark.parametrize(
    ("text", "value", "indicator"),
    [
        ("夏粮丰收。甜菜产量687万吨，增长1.4%。", "6870000", "甜菜.output"),
        ("夏粮丰收。甜菜产量687万吨，增长1.4%。", "1.4", "甜菜.output_growth"),
        ("夏粮增产，总产量300万吨。", "3000000", "summer_grain.output"),
        ("养老床位800万张，完成适老化改造53万户。", "530000", "适老化改造.total"),
        ("共有26个省份粮食增产。", "26", "province.total"),
        (
            "The bureau will add eight more coastal and harbour depots this year.",
            "8",
            "coastal_and_harbour_depot.added",
        ),
    ],
)
def test_a_clause_that_names_a_thing_of_its_own_does_not_take_its_neighbours(
    text: str, value: str, indicator: str
) -> None:
    assert figures_of(text, "x")[Decimal(value)].indicator == indicator


def known_later(one: str, other: str) -> bool:
    """Are the largest values of two texts, half a year apart, bound firmly?"""
    early, late = points(one, "a", date(2025, 9, 5)), points(other, "b")
    pairs = [(max(some, key=lambda p: getattr(p.statement, "value", 0))) for some in (early, late)]
    tie = bond(*pairs)
    return tie is not None and tie.firm


def test_a_later_value_of_a_thing_with_much_the_same_name_goes_on_with_it() -> None:
    first = "乡村数字书屋服务读者，全国流动书屋网点共5.1万个，配送图书到乡镇。"
    assert known_later(first, "乡村数字书屋服务读者，各类流动书屋网点增至5.4万个，配送图书到乡镇。")
    assert not known_later(first, "乡村数字书屋服务读者，各类流动书屋网点增至50万个，配送图书到乡镇。")
    assert not known_later(first, "城市电影院线升级设备，影院银幕达5.4万块。")


def test_the_day_before_a_time_begins_is_not_of_it() -> None:
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    assert not same_time(Period(date(2024, 12, 31), date(2024, 12, 31)), year)
    assert same_time(Period(date(2026, 1, 2), date(2026, 1, 2)), year)
