"""Figures: what is counted, how much, when, and whether it is so. The sentences are ours."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.figures import figures
from measures.model import Document, Figure, Paragraph, Role

DAY = date(2025, 7, 21)


def document(*texts: str, role: Role = "body") -> Document:
    paragraphs, at = [], 0
    for text in texts:
        paragraphs.append(Paragraph(start=at, end=at + len(text), role=role))
        at += len(text) + 1
    return Document(
        identity="x",
        url="",
        title="",
        text="\n".join(texts),
        paragraphs=tuple(paragraphs),
        language="en",
        published=DAY,
    )


def read(*texts: str) -> tuple[Figure, ...]:
    return figures(document(*texts))


def told(*texts: str) -> list[tuple[float, str, str]]:
    return [(float(figure.value), figure.unit, figure.indicator) for figure in read(*texts)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Software business revenue reached 7.06 trillion yuan, up 11.9 percent, and total profit rose 12 percent.",
            [
                (7.06e12, "yuan", "software_industry.revenue"),
                (11.9, "percent", "software_industry.revenue_growth"),
                (12, "percent", "software_industry.profit_growth"),
            ],
        ),
        (
            "China had 4.55 million 5G base stations, a net increase of 298,000, accounting for 35.7 percent of all "
            "mobile base stations.",
            [
                (4.55e6, "station", "base_station_5g.total"),
                (298000, "station", "base_station_5g.added"),
                (35.7, "percent", "base_station_5g.share.base_station"),
            ],
        ),
        (
            "Production and sales of new energy vehicles totaled 6.9 million and 6.8 million units, up 41 percent and "
            "40 percent, respectively.",
            [
                (6.9e6, "vehicle", "nev.output"),
                (6.8e6, "vehicle", "nev.sales"),
                (41, "percent", "nev.output_growth"),
                (40, "percent", "nev.sales_growth"),
            ],
        ),
        ("Crude steel output fell 3 percent.", [(-3, "percent", "crude_steel.output_growth")]),
        ("Nearly 12,000 self-made kites were sold.", [(12000, "kite", "self_made_kite.total")]),
        (
            "粗钢产量5.15亿吨，同比下降3.0%；钢材产量7.34亿吨，同比增长4.6%。",
            [
                (5.15e8, "tonne", "crude_steel.output"),
                (-3, "percent", "crude_steel.output_growth"),
                (7.34e8, "tonne", "steel.output"),
                (4.6, "percent", "steel.output_growth"),
            ],
        ),
        (
            "东、中、西部和东北地区电信业务收入同比分别增长1.2%、0.8%、1.5%和0.3%。",
            [
                (1.2, "percent", "telecom_industry.revenue_growth.eastern_china"),
                (0.8, "percent", "telecom_industry.revenue_growth.central_china"),
                (1.5, "percent", "telecom_industry.revenue_growth.western_china"),
                (0.3, "percent", "telecom_industry.revenue_growth.northeast_china"),
            ],
        ),
        (
            "民营企业进出口12.48万亿元，占外贸总值的57.3%，比去年同期提升2.3个百分点。",
            [
                (1.248e13, "yuan", "private_enterprise.trade"),
                (57.3, "percent", "private_enterprise.share.foreign_trade"),
                (2.3, "percentage_point", "private_enterprise.share_change.foreign_trade"),
            ],
        ),
        ("国民经济97个大类中的52个受益。", [(52, "category", "category.total")]),
        (
            "“小巨人”企业户均拥有发明专利20项。",
            [(20, "patent", "invention_patent.total.per_enterprise_little_giant_enterprise")],
        ),
        ("签约项目320个。", [(320, "project", "project.total")]),
        (
            "China has fostered over 140,000 SRDI SMEs, and 12,000 of them have grown into “little giant” firms.",
            [
                (140000, "enterprise", "srdi_sme.total"),
                (12000, "enterprise", "little_giant_enterprise.total"),
            ],
        ),
        (
            "3,000 cars were sold, up 5 percent.",
            [(3000, "vehicle", "vehicle.sales"), (5, "percent", "vehicle.sales_growth")],
        ),
        ("人形机器人整机企业超过150家。", [(150, "enterprise", "humanoid_robot_enterprise.total")]),
        ("More than 150 companies build humanoid robots.", [(150, "enterprise", "humanoid_robot_enterprise.total")]),
        ("Factories use it in 91 of the 97 categories.", [(91, "category", "category.total")]),
        ("试验场累计试飞12万小时。", [(120000, "hour", "试验场.total")]),
        ("利润总额降幅较上月收窄1.2个百分点。", [(1.2, "percentage_point", "profit.profit_decline_narrowing")]),
    ],
)
def test_what_is_counted(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("There are 17,600 little giant enterprises.", "共有17600家专精特新“小巨人”企业。"),
        (
            "By the end of May, 230 excellence-level smart factories had been built.",
            "截至5月底，已建成卓越级智能工厂230家。",
        ),
        ("Exports of mechanical and electrical products rose 9.5 percent.", "机电产品出口增长9.5%。"),
        ("Installed capacity of wind power stood at 570 GW.", "风电装机容量5.7亿千瓦。"),
        ("Total computing power reached 280 EFLOPS.", "算力总规模达到280EFLOPS。"),
        ("The added value of industries above designated size grew by 6.4 percent.", "规模以上工业增加值增长6.4%。"),
        (
            "This year, 1.3 trillion yuan of ultra-long special treasury bonds was issued.",
            "今年发行超长期特别国债1.3万亿元。",
        ),
        ("Re-lending projects supported 1,100 little giants.", "再贷款支持1100家“小巨人”企业。"),
        ("Industrial output of major firms went up 5 percent.", "规模以上工业增加值同比增长5%。"),
        ("Energy consumption per unit of industrial value added fell 2 percent.", "规模以上工业单位增加值能耗下降2%。"),
        ("The central budget has set aside 3 billion yuan for little giants.", "中央财政安排30亿元支持“小巨人”企业。"),
        ("Local input exceeded 9 billion yuan for little giants.", "“小巨人”企业地方投入超过90亿元。"),
        ("By 2027, China aims to build 500 green factories.", "到2027年，力争建成500家绿色工厂。"),
    ],
)
def test_two_languages_say_the_same(english: str, chinese: str) -> None:
    (one,), (other,) = read(english), read(chinese)
    told_one, told_other = (
        (
            figure.value,
            figure.unit,
            figure.subject,
            figure.aspect,
            figure.scope,
            figure.modality,
            str(figure.as_of),
            str(figure.by),
        )
        for figure in (one, other)
    )
    assert told_one == told_other


def test_means_of_support_tell_figures_apart() -> None:
    fiscal, lent = read(
        "With central government funds we supported 900 little giants. "
        "Re-lending projects supported 1,100 little giants."
    )
    assert fiscal.indicator != lent.indicator


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Little giants keep growing. There are 14,000 such SMEs.", "little_giant_enterprise"),
        ("绿色工厂建设加快。其中有30家在西部。", "green_factory"),
        ("共有9000家“小巨人”企业，近八成企业从事零部件生产。", "little_giant_enterprise"),
    ],
)
def test_what_a_sentence_refers_back_to(text: str, subject: str) -> None:
    assert read(text)[-1].subject == subject


def test_constant_prices_are_no_time() -> None:
    (figure,) = read("上半年，按上年不变价计算的电信业务总量增长9%。")
    assert str(figure.as_of) == "2025-01/2025-06"


def test_a_bulletin_tells_its_months_in_the_title() -> None:
    page = replace(document("软件业务收入9亿元。有企业30家。"), title="2025年1—5月软件业运行情况")
    revenue, firms = figures(page)
    assert (str(revenue.as_of), str(firms.as_of)) == ("2025-01/2025-05", "2025-07-21")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("We have built 300 green factories.", "stated"),
        ("We will build 300 green factories.", "planned"),
        ("The ministry aims to build 300 green factories by 2028.", "target"),
        ("The drive is expected to benefit 3,000 SMEs.", "target"),
        ("目前已建成绿色工厂300家。", "stated"),
        ("明年将新建绿色工厂300家。", "planned"),
        ("到2028年，建成绿色工厂300家以上。", "target"),
        ("力争绿色工厂达到300家。", "target"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    assert [figure.modality for figure in read(text)] == [modality]


def test_times_of_stock_flow_and_deadline() -> None:
    stock, flow, due = read(
        "By the end of June, 300 parks had opened. In 2024, 20 plants closed. By 2030, 90 mills will run."
    )
    assert (str(stock.as_of), str(flow.as_of), str(due.by)) == ("2025-06-30", "2024", "2030")
    assert due.as_of is None


@pytest.mark.parametrize(
    "text",
    [
        "Here are four measures in three areas.",
        "该公司去年营收3.2亿元，员工800人。",
        "The company's revenue rose 20 percent to 3 million yuan.",
        "三个方面、五大任务、两个毫不动摇",
        "工业和信息化部等六部门印发通知。",
        "It took five years and 30 days.",
        "It starts at 5 p.m.",
        "A third batch will be chosen.",
        "We have three considerations and one point to add.",
        "The plan covers the four regions.",
        "三家基础电信企业积极转型，收入保持两位数增长。",
        "时延低于20毫秒的城市名单已公布。",
        "2026世界机器人大会开幕。",
        "< 1 2 3 4 5 >",
        "Little giants grow. We took four measures for 15 consecutive years.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("role", ["question", "furniture"])
def test_questions_and_furniture_are_not_read(role: Role) -> None:
    assert figures(document("There are 14,000 little giants.", role=role)) == ()


def test_a_title_is_read_only_where_there_is_nothing_else() -> None:
    text = "There are 14,000 little giants."
    alone = document(text, role="title")
    assert [figure.value for figure in figures(alone)] == [14000]
    paragraphs = (*alone.paragraphs, Paragraph(start=len(text), end=len(text)))
    assert figures(replace(alone, paragraphs=paragraphs)) == ()


def test_a_conversion_in_brackets_is_told_once() -> None:
    (figure,) = read("Re-loans worth 300 billion yuan (about 42 billion U.S. dollars) were issued.")
    assert (figure.unit, figure.conversions) == ("yuan", ((Decimal(42_000_000_000), "usd"),))


def test_quotes_point_into_the_original_text() -> None:
    text = "截至６月末，專精特新“小巨人”企業（小巨人）達１．４６萬家。"
    (figure,) = read(text)
    assert text[figure.start : figure.end] == figure.quote
    assert (figure.value, figure.qualifier) == (14600, "exact")
    assert text[figure.sentence_start : figure.sentence_end] == text


PIECES = st.sampled_from(
    [
        "over 140,000 ",
        "SMEs ",
        "up ",
        "3.5 percent",
        ", ",
        "respectively ",
        "half of ",
        "yuan ",
        "in 2024 ",
        "by the end of ",
        "June",
        ". ",
        "\n",
        "分别增长",
        "9.2%",
        "、",
        "1.46万",
        "家",
        "“小巨人”企业",
        "占",
        "三成",
        "到2027年",
        "，",
        "其中",
        "将",
        "。",
        "(",
        ")",
        '"',
        "No. 5",
        "5G",
        "－",
        "１２",
        "㎡",
        "第三批",
        "比上年末",
        "收窄",
        "个百分点",
        "产销",
        "百万",
        "全覆盖",
        "\u200b",
        "(gōng)",
    ]
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_is_read_with_true_quotes_and_twice_the_same(text: str) -> None:
    page = document(text)
    found = figures(page)
    assert found == figures(page)
    for figure in found:
        assert page.text[figure.start : figure.end] == figure.quote != ""
        assert figure.sentence_start <= figure.start < figure.end <= figure.sentence_end


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=15).map("".join).map(lambda text: text.replace("\n", " ")))
def test_a_paragraph_elsewhere_changes_nothing(text: str) -> None:
    told_alone = told("Exports rose 9 percent.")
    assert told("Exports rose 9 percent.", text)[: len(told_alone)] == told_alone
    assert told(text, "Exports rose 9 percent.")[-len(told_alone) :] == told_alone
