"""What one place counts or does is not that of another, whether the lexicon knows the place or not."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, permutations

import pytest
from stores import figure, origin

from measures.documents import compose
from measures.figure_moves import against
from measures.figures import figures
from measures.groups import bonds, groups
from measures.initiatives import initiatives
from measures.lexicon import in_use
from measures.model import Document, Figure, Origin, Point
from measures.placing import two_places

DAY = date(2026, 11, 2)
PLACES = {
    "Harbin": "哈尔滨", "Xian": "西安", "Zibo": "淄博", "Luoyang": "洛阳", "Hohhot": "呼和浩特市", "Yunnan": "云南",
    "Kunshan": "昆山市", "Yiwu City": "义乌市", "Anji County": "安吉县",
}  # fmt: skip
"""Provinces, cities that the lexicon knows, and three that it does not."""


def composed(text: str, at: int = 0) -> Document:
    return compose(text, identity=f"page {at}", title="", published=DAY)


def points(texts: Sequence[str]) -> Iterator[Point]:
    for at, text in enumerate(texts):
        page = composed(text, at)
        where = Origin(document=page.identity, url="", title="", source="", publisher="", language="en", published=DAY)
        yield from (Point(said, where) for said in (*figures(page), *initiatives(page)))


def parted(texts: Sequence[str]) -> list[list[Point]]:
    """What the texts tell, by measure."""
    told = dict(enumerate(points(texts)))
    return [[told[number] for number in sorted(group)] for group in groups(told, bonds(told))]


def scope(text: str) -> str:
    (found,) = figures(composed(text))
    return found.scope


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (tuple(PLACES), "{} had {} smart factories at the end of October, the {} bureau of industry said."),
        (tuple(PLACES), "{} has {} charging stations, the bureau of industry of {} told reporters."),
        (tuple(PLACES), "The ministry will support {1} industrial parks in {0}."),
        (tuple(PLACES.values()), "截至10月底，{}有智能工厂{}家。"),
        (tuple(PLACES.values()), "{}累计建成5G基站{}个。"),
        (tuple(PLACES.values()), "支持{}建设{}个产业园区。"),
    ],
)  # fmt: skip
def test_places_that_tell_the_same_of_themselves_do_not_contradict_each_other(
    names: Sequence[str], sentence: str
) -> None:
    texts = [sentence.format(name, 120 + 7 * at, name) for at, name in enumerate(names)]
    for measure in parted(texts):
        assert len({point.origin.document for point in measure}) == 1, [point.statement.quote for point in measure]


@pytest.mark.parametrize("name", PLACES)
def test_a_place_goes_on_with_its_own_series(name: str) -> None:
    texts = [
        f"{name} had {count} smart factories at the end of {month}." for count, month in ((90, "May"), (99, "June"))
    ]
    assert [len(measure) for measure in parted(texts)] == [2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry will support 26 industrial parks in Nanchang.", "nanchang"),
        ("The ministry will support 26 industrial parks in Kunshan by 2027.", "kunshan"),
        ("The number of smart factories in Yiwu reached 26 in October.", "yiwu"),
        ("The ministry will support 26 industrial parks in October.", ""),
        ("Factories had 300 smart factories in 2025.", ""),
        ("It had 300 smart factories.", ""),
        ("China had 300 smart factories.", ""),
        ("截至10月底，江苏昆山市有智能工厂204家。", "jiangsu_昆山"),
        ("截至10月底，全市有智能工厂204家。", ""),
        ("我县有智能工厂204家。", ""),
        ("超大城市有智能工厂204家。", ""),
        ("全国上市公司有5400家。", ""),
        ("我国造船完工量占全球市场的54%。", "world"),
    ],
)
def test_a_place_is_known_by_how_it_is_named(text: str, expected: str) -> None:
    assert scope(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "重大庆祝活动有12项。",
        "推广安全产品204个。",
        "航天水平提升项目204个。",
        "长白山景区有12个。",
        "朝阳产业项目有204个。",
    ],
)
def test_parts_of_common_words_are_no_cities(text: str) -> None:
    assert not any(hit.entry["kind"] == "place" for hit in in_use().scopes.find(text))


def test_every_city_lies_in_a_province() -> None:
    known = in_use().scopes
    cities = [term for term in known.values() if term["parent"]]
    assert len(cities) > 300
    assert {known[term["parent"]]["parent"] for term in cities} == {""}


def test_what_names_no_place_joins_no_two_of_them() -> None:
    """All three give one value that shows two names to be of one; whichever comes first takes the third alone."""
    of = [
        Point(figure(14_652, scope=place), origin(f"page {at}", "2026-11-02"))
        for at, place in enumerate(("zibo", "", "luoyang"))
    ]
    found = set()
    for order in permutations(of):
        told = dict(enumerate(order))
        parts = groups(told, bonds(told))
        found.add(frozenset(frozenset(told[n].origin.document for n in part) for part in parts))
        assert not any({"zibo", "luoyang"} <= {_scope(told[n]) for n in part} for part in parts)
    assert len(found) == 1


def _scope(point: Point) -> str:
    assert isinstance(point.statement, Figure)
    return point.statement.scope


def test_two_places_never_contradict_each_other() -> None:
    of = [
        Point(figure(value, scope=place), origin(f"page {value}", "2026-11-02"))
        for value, place in ((100, "zibo"), (110, "luoyang"), (120, "昆山"), (130, "义乌"))
    ]
    assert not any(against(*two) for two in combinations(of, 2))
    same = [Point(figure(100, scope="zibo"), of[0].origin), Point(figure(110, scope="zibo"), of[1].origin)]
    assert against(*same)


BASE = "The ministry will build a robot testing base"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (f"{BASE} in Zibo.", f"{BASE} in Luoyang.", True),
        ("工信部将在淄博建设机器人检测基地。", f"{BASE} in Luoyang.", True),
        (f"{BASE} in Zibo.", f"{BASE} in Shandong.", False),
        (f"{BASE} in Zibo.", f"{BASE}.", False),
    ],
)
def test_an_act_of_one_place_is_not_that_of_another(one: str, other: str, *, expected: bool) -> None:
    (mine,), (its,) = initiatives(composed(one)), initiatives(composed(other))
    assert two_places(mine, its) is two_places(its, mine) is expected
    assert len(parted([one, other])) == 1 + expected
