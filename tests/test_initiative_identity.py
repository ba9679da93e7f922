"""Which lines of several texts are one initiative: in other words, languages, stages; and near ones that are not."""

from dataclasses import replace
from datetime import date

import pytest

from measures.differences import differences
from measures.documents import compose
from measures.groups import bonds, groups
from measures.initiatives import initiatives
from measures.match import bond, keys, move
from measures.model import Initiative, Origin, Point
from measures.summaries import sums_up

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
    ("China will promote furniture trade-ins.", "我国将推动家具以旧换新。"),
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
        ("The ministry will release a list of weirs, while drafting standards for kelp farms.", 2),
        ("The ministry will release a list of weirs while the tide is low.", 1),
        (
            "We encourage yards to build dry docks, give divers the right to strike and open tidal laboratories.",
            3,
        ),
        ("The ministry will encourage yards to open dry docks, so that divers have work.", 1),
        (
            "We support farms in building barns, focusing on islands, and cultivating a batch of floating orchards.",
            2,
        ),
        ("The ministry will support firms in exporting, creating jobs.", 1),
        ("交通运输部将做好三件事。一是摸清底数。我们将检查40座码头。二是补齐短板。我们将新建12座灯塔。", 2),
        ("交通运输部将延长渡船燃油补贴政策，执行到明年年底。", 1),
        ("交通运输部将延长渡船燃油补贴政策，实施灯塔更新工程。", 2),
        ("农业农村部对渔船更新给予补贴，惠及4000多名渔民。", 1),
        ("农业农村部有关负责人表示，前三季度抽检水产品12万批次。我们将公布不合格渔港名单。", 1),
        ("工业和信息化部将打造“6G+船舶”413工程升级版，实施6G码头“十百千”行动。", 2),
        ("商务部将加强展会服务，提升展会质量。", 1),
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


# --- batches, stages, denials ------------------------------------------------------------------------------------

SERIES = [
    (
        "The ministry has selected the second batch of demonstration harbours for kelp logistics.",
        "The ministry will select another batch of demonstration harbours for kelp logistics next year.",
        "The ministry has selected the third batch of demonstration harbours for kelp logistics.",
    ),
    (
        "工业和信息化部已公布第二批窑炉余热利用示范企业。",
        "工业和信息化部明年将再公布一批窑炉余热利用示范企业。",
        "工业和信息化部已公布第三批窑炉余热利用示范企业。",
    ),
]
DAYS = (date(2030, 3, 1), date(2030, 11, 1), date(2031, 6, 1))


@pytest.mark.parametrize("texts", SERIES)
@pytest.mark.parametrize(
    ("order", "kinds"),
    [
        ((0, 1, 2), ["new", "revised", "revised"]),
        ((0, 2, 1), ["new", "revised", "history"]),
        ((2, 1, 0), ["new", "history", "history"]),
        ((0, 0, 2), ["new", "repeated", "revised"]),
    ],
)
def test_batches_of_one_programme_are_one_measure_in_any_order(
    texts: tuple[str, str, str], order: tuple[int, ...], kinds: list[str]
) -> None:
    points = [one(texts[n], f"d{at}", DAYS[n]) for at, n in enumerate(order)]
    nodes = dict(enumerate(points))
    assert len(groups(nodes, bonds(nodes))) == 1
    known: list[Point] = []
    told: list[str] = []
    for point in points:
        kind = move(point, known).kind
        told.append(kind)
        known.append(replace(point, change=kind))
    assert told == kinds


def test_batches_that_one_document_tells_are_one_and_other_programmes_in_it_are_not() -> None:
    page = told(
        "The ministry has selected the second batch of demonstration harbours for kelp logistics. "
        "It will select another batch of demonstration harbours for kelp logistics next year. "
        "It will select the third batch of glass museums."
    )
    nodes = dict(enumerate(page))
    assert sorted(map(len, groups(nodes, bonds(nodes)))) == [1, 2]


@pytest.mark.parametrize(
    ("done", "denied"),
    [
        ("The ministry will raise the fees of ferry ports.", "The ministry will not raise the fees of ferry ports."),
        ("交通运输部将提高渡口收费标准。", "交通运输部将不再提高渡口收费标准。"),
    ],
)
def test_what_will_not_be_done_is_never_firmly_one_with_what_will(done: str, denied: str) -> None:
    first, second = one(done), one(denied, "b")
    assert isinstance(second.statement, Initiative)
    assert second.statement.denied
    tie = bond(first, second)
    assert tie is not None
    assert not tie.firm
    assert "not" in differences(first, second)


# --- summaries and differences -----------------------------------------------------------------------------------

DETAILS = (
    "The ministry will subsidize cold chain warehouses in villages. It will train nursery teachers for city hospitals."
)


@pytest.mark.parametrize(
    ("summary", "adds_nothing"),
    [
        ("The ministry will support cold chain warehouses and nursery teachers.", True),
        ("The ministry will support cold chain warehouses.", False),
        ("The ministry will support cold chain warehouses and robot makers.", False),
        ("The ministry will support 300 cold chain warehouses and nursery teachers.", False),
    ],
)
def test_a_line_that_sums_up_what_one_document_told_apart_adds_nothing(summary: str, *, adds_nothing: bool) -> None:
    others = [[point] for point in told(DETAILS, "details")]
    assert len(others) == 2
    assert (sums_up(one(summary, "b"), others) is not None) == adds_nothing
    assert sums_up(one(summary, "b", date(2033, 1, 1)), others) is None


def test_differences_name_what_each_has_in_words_for_people() -> None:
    said = differences(one("The ministry will inspect 40 port cranes."), one("工业和信息化部将检查70部医院电梯。", "b"))
    assert "numbers 40 and 70" in said
    assert "crane" in said
    assert "elevator" in said
    assert "~" not in said
