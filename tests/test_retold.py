"""Documents that share their numbers tell of one event, whatever they call things; units of one dimension are one."""

from datetime import date
from decimal import Decimal

import pytest
from stores import figure, origin

from measures.documents import compose
from measures.figures import figures
from measures.match import bond, keys
from measures.model import Figure, Origin, Point
from measures.retold import in_one_place, shared

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
