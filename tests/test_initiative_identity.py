"""Which lines of several texts are one initiative: in other words, languages, stages; and near ones that are not."""

from datetime import date

import pytest

from measures.documents import compose
from measures.groups import bonds, groups
from measures.initiatives import initiatives
from measures.match import bond, keys
from measures.model import Initiative, Origin, Point

DAY = date(2031, 5, 6)


def told(text: str, document: str = "a", day: date = DAY) -> list[Point]:
    """What a page says, read by the product."""
    page = compose(text, identity=document, title="A page", published=day)
    where = Origin(document=document, url="", published=day, event_date=day, language=page.language)
    return [Point(line, where) for line in initiatives(page)]


def one(text: str, document: str = "a", day: date = DAY) -> Point:
    found = told(text, document, day)
    assert len(found) == 1, [point.statement.quote for point in found]
    return found[0]


SAME = [
    ("The ministry will inspect port cranes.", "工业和信息化部将检查港口起重机。"),
    ("The ministry will build a traceability system for pesticides.", "农业农村部将建设农药追溯体系。"),
    ("The ministry will subsidize cold chain warehouses.", "商务部将对冷链仓库给予补贴。"),
    ("The ministry will publish a list of harbour tunnels.", "交通运输部将公布港口隧道名单。"),
    ("The ministry will train nursery teachers.", "教育部将培训托育教师。"),
    ("The ministry will evaluate hotel elevators.", "市场监管总局将评估酒店电梯。"),
    ("The ministry will offer free audits of kilns.", "工业和信息化部将提供窑炉公益性诊断服务。"),
    ("The ministry will promote the mutual recognition of veterinary certificates.", "农业农村部将推动兽医证书互认。"),
]
APART = [
    ("The ministry will inspect port cranes.", "工业和信息化部将检查医院电梯。"),
    ("The ministry will subsidize cold chain warehouses.", "商务部将对旧手机回收给予补贴。"),
    ("The ministry will publish a list of harbour tunnels.", "交通运输部将公布渔业保险名单。"),
    ("The ministry will train nursery teachers.", "教育部将培训矿山工程师。"),
]


@pytest.mark.parametrize(("english", "chinese"), SAME)
def test_one_act_in_two_languages_meets_by_words_that_both_have(english: str, chinese: str) -> None:
    first, second = one(english), one(chinese, "b")
    tie = bond(first, second)
    assert tie is not None
    assert tie.firm
    assert bond(second, first) == tie
    assert keys(first.statement, first.origin) & keys(second.statement, second.origin)


@pytest.mark.parametrize(("english", "chinese"), APART)
def test_another_act_of_the_same_kind_is_another(english: str, chinese: str) -> None:
    tie = bond(one(english), one(chinese, "b"))
    assert tie is None or not tie.firm


def test_one_wording_without_any_name_is_one() -> None:
    first, second = (one("The ministry will embellish riverside promenades.", name) for name in "ab")
    tie = bond(first, second)
    assert tie is not None
    assert tie.firm


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("The ministry will publish a catalogue of barges, providing loans to small wharves.", 2),
        ("The ministry will set up a dredging fund, giving priority to supporting island harbours.", 2),
        ("The ministry released a plan for canals, giving rise to new barges.", 1),
        ("The ministry will build locks, making full use of tides.", 1),
        ("交通运输部将公布内河码头名单，严格控制新建船厂用地。", 2),
    ],
)
def test_an_act_beside_the_main_one_has_a_line_of_its_own(text: str, lines: int) -> None:
    assert len(told(text)) == lines


def test_items_numbered_within_a_sentence_are_lines() -> None:
    text = "The ministry's tasks include: 1) dredging the harbours; 2) training 300 divers; 3) opening a kelp exchange."
    assert [line.statement.quote for line in told(text)][-3:] == [
        "dredging the harbours", "training 300 divers", "opening a kelp exchange",
    ]  # fmt: skip


def test_a_chain_of_chance_likenesses_is_no_measure() -> None:
    """One bond between two groups of several does not join them; most of the pairs have to hold."""
    texts = [
        "The ministry will audit the kilns of glass factories.",
        "The ministry will audit kilns in glass factories.",
        "The ministry will audit the kilns of glass factories and train ceramics engineers in recycling waste heat.",
        "The ministry will train ceramics engineers in recycling waste heat.",
        "The ministry will train engineers of ceramics in waste heat recycling.",
    ]
    points = {n: point for n, text in enumerate(texts) for point in told(text, f"d{n}")[:1]}
    parts = groups(points, bonds(points))
    assert not any({0, 3} <= part for part in parts)
    assert any({3, 4} <= part for part in parts)


def test_the_statements_are_initiatives() -> None:
    assert isinstance(one(SAME[0][0]).statement, Initiative)
