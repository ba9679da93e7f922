"""Tables: what their cells say, and what is left alone. All numbers are ours."""

from datetime import date
from pathlib import Path

import pytest
from house import House
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.demo.word import paragraph, word
from measures.documents import compose
from measures.figures import figures
from measures.initiatives import initiatives
from measures.model import Document, Figure
from scrapers.html import parse, text

DAY = date(2031, 7, 20)
Told = tuple[float, str, str]


def markup(*rows: str) -> str:
    """A table of rows written with bars."""
    cells = ("".join(f"<td><p>{cell}</p></td>" for cell in row.split("|")) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def word_table(rows: list[str]) -> str:
    """The same in a Word file."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row.split("|")) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def page(title: str, body: str) -> Document:
    node = parse(f"<body><h1>{title}</h1>{body}</body>").body
    assert node is not None
    return compose(text(node), identity="t", title=title, published=DAY)


def read(title: str, body: str) -> tuple[Figure, ...]:
    document = page(title, body)
    found = figures(document)
    assert all(document.text[one.start : one.end] == one.quote for one in found)
    assert all(one.quote in document.text[one.sentence_start : one.sentence_end] for one in found)
    return found


def told(title: str, body: str) -> list[Told]:
    return [(float(one.value), one.unit, one.indicator) for one in read(title, body)]


def test_the_unit_stands_in_a_column_of_its_own() -> None:
    rows = ["产品|单位|累计|同比（%）", "智能手机|万台|4820|-2.4", "其中：平板电脑|万台|330.5|", "粗钢|亿吨|4.9|0.6"]
    found = read("2031年1—6月主要产品产量", markup(*rows))
    assert [(float(one.value), one.indicator) for one in found][:2] == [
        (48_200_000, "smartphone.output"),
        (-2.4, "smartphone.output_growth"),
    ]
    assert [(float(one.value), one.indicator) for one in found][-2:] == [
        (490_000_000, "crude_steel.output"),
        (0.6, "crude_steel.output_growth"),
    ]
    assert {str(one.as_of) for one in found} == {"2031-01/2031-06"}
    assert found[-2].step == 10_000_000, "the last digit as written"


def test_the_unit_stands_behind_the_name() -> None:
    rows = ["指标|上半年|同比", "软件业务收入（亿元）|70210|9.5", "5G基站（万个）|512|—"]
    assert told("2031年上半年运行情况", markup(*rows)) == [
        (7.021e12, "yuan", "software_industry.revenue"),
        (9.5, "percent", "software_industry.revenue_growth"),
        (5.12e6, "station", "base_station_5g.total"),
    ]


def test_the_unit_stands_above_the_table() -> None:
    rows = ["地区|电信业务收入|同比增长", "北京|410.2|1.5", "合计|9120|-0.8"]
    assert told("2031年上半年通信业", f"<p>单位：亿元、%</p>{markup(*rows)}") == [
        (4.102e10, "yuan", "telecom_industry.revenue.beijing"),
        (1.5, "percent", "telecom_industry.revenue_growth.beijing"),
        (9.12e11, "yuan", "telecom_industry.revenue"),
        (-0.8, "percent", "telecom_industry.revenue_growth"),
    ]


def test_english_tables() -> None:
    rows = [
        "Item|Unit|Amount|% change",
        "Software revenue|billion yuan|7,021|9.5",
        "Output of automobiles|10,000 units|1,490.2|-1.1",
        "5G base stations|million|5.12|",
    ]
    assert told("Main indicators for January-June 2031", markup(*rows)) == [
        (7.021e12, "yuan", "software_industry.revenue"),
        (9.5, "percent", "software_industry.revenue_growth"),
        (14_902_000, "vehicle", "vehicle.output"),
        (-1.1, "percent", "vehicle.output_growth"),
        (5.12e6, "station", "base_station_5g.total"),
    ]


def test_targets_have_the_year_of_their_column() -> None:
    rows = [
        "序号|指标|单位|2030年|2033年目标|属性",
        "1|废钢利用量|亿吨|2.4|2.9|预期性",
        "2|单位增加值能耗下降|%|—|11|约束性",
    ]
    found = read("钢铁行业行动方案", markup(*rows))
    assert [(float(one.value), one.modality, str(one.as_of or one.by)) for one in found] == [
        (2.4e8, "stated", "2030"),
        (2.9e8, "target", "2033"),
        (-11, "target", "2033"),
    ]


def test_heads_of_heads_and_months() -> None:
    table = (
        "<table><tr><td rowspan=2>产品</td><td rowspan=2>单位</td><td colspan=2>6月</td><td colspan=2>累计</td></tr>"
        "<tr><td>产量</td><td>同比<br>增长（%）</td><td>产量</td><td>同比<br>增长（%）</td></tr>"
        "<tr><td>乙烯</td><td>万吨</td><td>270</td><td>3.1</td><td>1610</td><td></td></tr>"
        "<tr><td colspan=6>电子</td></tr>"
        "<tr><td>集成电路</td><td>亿块</td><td></td><td>7.1</td><td>2400</td><td>8.9</td></tr></table>"
    )
    found = read("2031年6月工业生产", table)
    assert [(one.quote, one.subject, one.aspect, str(one.as_of)) for one in found] == [
        ("270", "ethylene", "output", "2031-06"),
        ("3.1", "ethylene", "output_growth", "2031-06"),
        ("1610", "ethylene", "output", "2031-01/2031-06"),
        ("7.1", "integrated_circuit", "output_growth", "2031-06"),
        ("2400", "integrated_circuit", "output", "2031-01/2031-06"),
        ("8.9", "integrated_circuit", "output_growth", "2031-01/2031-06"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ["指标|累计|同比", "智能手机|4820|—"],  # no unit
        ["项目|单位|限值", "铅含量|mg/kg|100", "整备质量|kg|1500"],  # limits
        ["序号|企业名称|型号|产量（万辆）", "1|某某汽车有限公司|XX7001|80"],  # one firm's own
        ["姓名|电话", "王某|1234567"],
        ["汽车|万辆|80.2|1.1", "粗钢|万吨|900|2.2"],  # no head
        ["指标|单位|上年同期", "汽车|万辆|80.2"],
        ["Rank|City|Score", "1|Beijing|85.2"],
        ["名称|6月（亿千瓦时）|同比（%）", "第二产业|5320|3.3"],  # a sector, but what of it?
        ["地区|6月（亿元）|同比（%）", "江苏|900|3.3"],
        ["指标|数额（亿元）", "除汽车以外的消费品零售额|900"],
        ["指标|单位|6月|同比", "其中：出口|亿元|900|3.1"],
    ],
)
def test_what_is_not_understood_is_not_read(rows: list[str]) -> None:
    assert told("通知", markup(*rows)) == []
    assert initiatives(page("通知", markup(*rows))) == ()


def test_growth_holds_when_its_values_do() -> None:
    rows = ["产品|5月|1—5月|同比（%）", "原油（万吨）|1800|8900|1.3"]
    assert [(one.quote, str(one.as_of)) for one in read("", markup(*rows))] == [
        ("1800", "2031-05"),
        ("8900", "2031-01/2031-05"),
        ("1.3", "2031-01/2031-05"),
    ]


def test_a_name_holds_for_the_rows_that_its_cell_spans() -> None:
    table = (
        "<table><tr><th>类别</th><th>指标</th><th>2031年6月</th></tr>"
        "<tr><td rowspan=2>汽车</td><td>产量（万辆）</td><td>240.5</td></tr>"
        "<tr><td>销量（万辆）</td><td>&gt;238</td></tr>"
        "<tr><td>船舶</td><td>产量（艘）</td><td>约310艘</td></tr></table>"
    )
    found = read("", table)
    assert [(one.quote, one.indicator, one.qualifier) for one in found[:2]] == [
        ("240.5", "vehicle.output", "exact"),
        (">238", "vehicle.sales", "over"),
    ]


def test_growth_of_a_rate_is_told_in_points_or_not_at_all() -> None:
    rows = ["指标|单位|6月|同比", "产能利用率|%|74.2|1.2"]
    assert told("", markup(*rows)) == [(74.2, "percent", "utilization_rate.utilization_rate")]
    rows = ["指标|6月（%）|同比（百分点）", "产能利用率|74.2|-1.2"]
    (_, moved) = read("", markup(*rows))
    assert (float(moved.value), moved.unit) == (-1.2, "percentage_point")


def test_dollars() -> None:
    rows = ["Item|June 2031|% change", "Exports|310.5|5.9"]
    assert told("", f"<p>Unit: US$ billion</p>{markup(*rows)}") == [
        (3.105e11, "usd", "export.export"),
        (5.9, "percent", "export.export_growth"),
    ]


def test_rows_are_no_prose() -> None:
    rows = ["任务|数量|计量", "支持建设绿色工厂|50|家", "培育小巨人企业|300|家"]
    assert {one.role for one in page("通知", markup(*rows)).paragraphs} == {"title", "row"}
    assert initiatives(page("通知", markup(*rows))) == ()


def test_prose_laid_out_in_cells_is_read() -> None:
    body = "<table><tr><td>1</td><td><p>目前已建成绿色工厂300家，覆盖全部省份。</p></td></tr></table>"
    assert told("通知", body) == [(300, "factory", "green_factory.total")]


@pytest.mark.parametrize(
    "table",
    [
        "产品\t单位\t产量\t同比\n汽车\t万辆\t80.2\t1.1\n粗钢\t万吨\t900\t-2.2",
        "产品 | 单位 | 产量 | 同比\n汽车 | 万辆 | 80.2 | 1.1\n粗钢 | 万吨 | 900 | -2.2",
        "|产品|单位|产量|同比|\n|---|:---:|---|---|\n|汽车|万辆|80.2|1.1|\n|粗钢|万吨|900|-2.2|",
    ],
)
def test_tables_of_plain_text(table: str) -> None:
    found = figures(compose(f"运行情况\n\n{table}\n", identity="t", published=DAY))
    assert [(one.quote, one.indicator) for one in found] == [
        ("80.2", "vehicle.output"),
        ("1.1", "vehicle.output_growth"),
        ("900", "crude_steel.output"),
        ("-2.2", "crude_steel.output_growth"),
    ]


def test_lines_with_bars_are_no_tables() -> None:
    document = compose("Forum opens | Example\nExample.cn | July 9, 2031\nThere are 300 green factories.", identity="t")
    assert "row" not in {one.role for one in document.paragraphs}


@pytest.mark.parametrize("ending", ["html", "docx"])
def test_read_tells_what_a_table_says(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"a.{ending}"
    rows = ["指标|单位|2030年|2033年目标", "废钢利用量|亿吨|2.4|2.9"]
    if ending == "html":
        file.write_text(f"<html><body><h1>行动方案</h1>{markup(*rows)}</body></html>", "utf-8")
    else:
        file.write_bytes(word(["行动方案", word_table(rows)]))
    with House(tmp_path) as house:
        said = house.run("read", file, "--json")
    assert [one["quote"] for row in said.rows for one in row["figures"]] == ["2.4", "2.9"]


CELLS = [
    "",
    "指标",
    "单位",
    "亿元",
    "汽车",
    "其中：出口",
    "12.1",
    "-3",
    "—",
    "2031年",
    "同比（%）",
    "5G基站（万个）",
    "≥85%",
    "1.46万家",
    "2.7 billion yuan",
    "Item",
    "Unit",
    "Exports",
    "目标",
    "本月",
    "累计",
    "合计",
    "No.",
    "9,999.9",
]


@settings(max_examples=50)
@given(st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=5), min_size=1, max_size=5))
def test_any_table_is_read_without_an_error(rows: list[list[str]]) -> None:
    read("2031年1—6月产量", markup(*map("|".join, rows)))
