"""Kinds of figures: shares of wholes, growth in words, units, indexes, goals; and firms apart. All are ours."""

from dataclasses import replace

import pytest
from test_figures import document, read, told

from measures.figures import figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "SMEs contribute over half of exports, 60 percent of GDP and 80 percent of urban jobs.",
            ["sme.share.export", "sme.share.national_economy", "sme.share.urban_job"],
        ),
        (
            "民营企业贡献了50%以上的税收、60%以上的国内生产总值和70%以上的技术创新成果。",
            ["private_enterprise.share.tax_revenue", "private_enterprise.share.gdp"],
        ),
        (
            "Some 70 percent of little giants are private and 40 percent have opened overseas offices.",
            ["little_giant_enterprise.share.private", "little_giant_enterprise.share.opened_overseas_office"],
        ),
        (
            "85 percent of unicorns are profitable and 60 percent of them work in software.",
            ["unicorn.share.profitable", "unicorn.share.software"],
        ),
        ("SMEs provide over 80 percent of urban jobs.", ["sme.share.urban_job"]),
        (
            "九成企业为大企业配套，八成企业从事零部件生产。",
            ["enterprise.share.大企业配套", "enterprise.share.零部件生产"],
        ),
    ],
)
def test_shares_are_told_apart_by_what_they_are_of(text: str, expected: list[str]) -> None:
    assert [name for _, _, name in told(text)][: len(expected)] == expected


@pytest.mark.parametrize(
    ("text", "value", "qualifier", "modality"),
    [
        ("Output of service robots more than doubled.", 100, "over", "stated"),
        ("Exports of lithium batteries tripled over five years.", 200, "exact", "stated"),
        ("Emissions of the sector nearly halved.", -50, "nearly", "stated"),
        ("The market is forecast to double by 2030.", 100, "exact", "target"),
        ("算力规模较2021年翻两番。", 300, "exact", "stated"),
        ("力争到2030年产业规模翻一番。", 100, "exact", "target"),
    ],
)
def test_growth_in_words(text: str, value: float, qualifier: str, modality: str) -> None:
    (figure,) = read(text)
    assert (float(figure.value), figure.unit, figure.qualifier, figure.modality) == (
        value,
        "percent",
        qualifier,
        modality,
    )


@pytest.mark.parametrize(
    "text",
    ["They agreed to avoid double taxation.", "Firms doubled down on quality.", "A double-track system will go."],
)
def test_what_only_looks_like_growth(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("Container throughput reached 12.5 million TEUs.", 12.5e6, "teu", "exact"),
        ("The airport handled 45,000 aircraft movements.", 45000, "flight", "exact"),
        ("Each pilot city gets a minimum of 50 million yuan.", 5e7, "yuan", "over"),
        ("Subsidies range from 500 to 2,000 yuan.", 500, "yuan", "exact"),
        ("Daily token use topped 30 trillion.", 3e13, "token", "over"),
        ("More than 300 million people have signed up for 5G plans.", 3e8, "user", "over"),
        ("机场完成起降4.5万架次。", 45000, "flight", "exact"),
        ("疫苗累计供应超过14亿剂。", 1.4e9, "dose", "over"),
        ("全年开展12批次技术抽检。", 12, "batch", "exact"),
        ("服务企业12万家次。", 120000, "enterprise", "exact"),
        ("粮食总产量1.4万亿斤。", 1.4e12, "jin", "exact"),
        ("跨区域人员流动量达到90亿人次。", 9e9, "passenger_trip", "exact"),
        ("5G用户普及率达85.3部/百人。", 85.3, "per_100_people", "exact"),
        ("光伏组件用户突破亿级规模。", 1e8, "user", "over"),
        ("家电单件最高可享受销售价格20%的补贴。", 20, "percent", "up_to"),
        ("生态红线面积不低于陆域面积的30%。", 30, "percent", "over"),
        ("自驾出行约占全社会人员流动量的八成。", 80, "percent", "about"),
    ],
)
def test_units_and_qualifiers(text: str, value: float, unit: str, qualifier: str) -> None:
    figure = read(text)[0]
    assert (float(figure.value), figure.unit, figure.qualifier) == (value, unit, qualifier)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The SME development index was 89.5, 0.3 points higher than a quarter ago.",
            [(89.5, "point", "sme.development_index"), (0.3, "point", "sme.development_index_change")],
        ),
        (
            "The index of industrial prosperity rose 1.3 points to 103.8.",
            [(1.3, "point", "industrial_prosperity.index_change"), (103.8, "point", "industrial_prosperity.index")],
        ),
        ("非制造业商务活动指数为50.5。", [(50.5, "point", "non_manufacturing.business_activity_index")]),
        ("下调存款准备金率50个基点。", [(-50, "basis_point", "unknown.change")]),
        (
            "下调利率0.25个百分点至1.5%。",
            [(-0.25, "percentage_point", "unknown.interest_rate_change"), (1.5, "percent", "unknown.interest_rate")],
        ),
        (
            "The rate was lowered by 25 basis points, and 3 percentage points were added.",
            [(-25, "basis_point", "rate.change")],
        ),
        ("城镇登记失业率为4.1%。", [(4.1, "percent", "national_economy.registered_unemployment_rate")]),
    ],
)
def test_indexes_points_and_rates(text: str, expected: list[tuple[float, str, str]]) -> None:
    found = [(value, unit) for value, unit, _ in told(text)]
    assert found[: len(expected)] == [(value, unit) for value, unit, _ in expected]
    names = [name for _, _, name in told(text)]
    assert [
        name for name, (_, _, meant) in zip(names, expected, strict=False) if not meant.startswith(("rate", "unk"))
    ] == [meant for _, _, meant in expected if not meant.startswith(("rate", "unk"))]


@pytest.mark.parametrize(
    "text",
    [
        "The main goals for the year are as follows: growth of 6 to 6.5 percent; a jobless rate within 4 percent.",
        "The projected targets include output growth of 5 percent; 12 million new jobs.",
    ],
)
def test_what_goals_list_is_aimed_at(text: str) -> None:
    assert {figure.modality for figure in read(text)} == {"target"}


@pytest.mark.parametrize(
    "text",
    [
        "BYD, the country's largest carmaker, exported 410,000 vehicles.",
        "The startup has filed 300 patents. Output of its line rose to 1,200 units a day.",
        "A new line raised output by 30 percent, said Li Ming, general manager of Hengda Textile.",
        "In Xiaogang Village, 320 households grow strawberries.",
        "“我们的订单排到了明年3月。”车间主任王强说，日产量提高到1200台。",
        "该村320户种植草莓，户均增收1.2万元。",
        "这条生产线投产后效率提高30%。每年还能省电40万千瓦时。",
    ],
)
def test_what_one_firm_or_village_tells_is_no_figure(text: str) -> None:
    assert told(text) == []


def test_behind_a_firm_the_country_is_read_again() -> None:
    found = told("这家公司去年生产3万台机器人。全国工业机器人产量达55.6万台。")
    assert [value for value, _, _ in found] == [556000]


@pytest.mark.parametrize(
    "text",
    [
        "The 24-hour hotline serves firms along the Belt and Road.",
        "Industry 4.0 and Web 3.0 are on the agenda at 3:30 pm.",
        "一刻钟便民生活圈、“三农”、“双百”行动和“1+N”政策体系。",
        "5、6月份生产有所回落。",
        "第三批名单、第14届展会和第2号公告已经发布。",
    ],
)
def test_set_phrases_and_ordinals_are_no_figures(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IoT connections topped 3 billion.", "internet_of_things_connection.total"),
        ("物联网连接数超过30亿个。", "internet_of_things_connection.total"),
        ("Low-altitude economy companies exceeded 50,000.", "low_altitude_economy_enterprise.total"),
        ("95%以上的乡镇通5G。", "town.share"),
        ("培育5至8家具有国际竞争力的龙头企业。", "leading_enterprise.total"),
    ],
)
def test_names_that_go_on_or_only_seem_to_be_there(text: str, expected: str) -> None:
    assert [name for _, _, name in told(text)][:1] == [expected]


def test_the_whole_of_a_part_is_no_figure_of_its_own() -> None:
    (figure,) = read("China is home to more than 400 of the world's 1,200 unicorns.")
    assert (float(figure.value), figure.subject) == (400, "unicorn")


def test_what_a_plan_counts_is_aimed_at() -> None:
    page = replace(document("培育领军企业30家。", "目前已建成智能工厂50家。"), title="人形机器人产业行动方案")
    assert [figure.modality for figure in figures(page)] == ["target", "stated"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全省组建35支国家级文化志愿服务队，下乡演出。", (35, "team")),
        ("这项补贴带动12万农户加入合作社。", (120000, "household")),
        ("社区选派8000名健康专员入户。", (8000, "person")),
        ("港口首批6台机组并网。", (6, "unit")),
        ("邮政用无人机运送快件40万件。", (400000, "parcel")),
        ("昨日出院病例58例。", (58, "case")),
        ("建设7个国家级种业基地。", (7, "base")),
        ("我国已设立9个国家公园，下一步将继续。", (9, "park")),
        ("新建智能化工厂20个。", (20, "factory")),
        ("失业保险参保人数保持在2.4亿以上。", (240000000, "person")),
        ("开行11列时速160公里的快速班列。", (11, "train")),
        ("Police detained 900 wire and telephone scam suspects.", (900, "suspect")),
        ("The fund paid for 60 art and craft villages.", (60, "village")),
        ("There are 3.1 million people waiting for homes.", (3100000, "person")),
        ("The number of people with hearing loss grows by about 300,000 yearly.", (300000, "person")),
        ("The amount of equipment linked to the platforms exceeds 7 million.", (7000000, "device")),
        ("The milk subsidy benefited 5.2 million.", (5200000, "person")),
    ],
)
def test_the_noun_of_the_whole_phrase_is_counted(text: str, expected: tuple[float, str]) -> None:
    (figure,) = read(text)
    assert (float(figure.value), figure.unit) == expected


def test_the_same_classifier_goes_on_counting() -> None:
    first, second = read("全市规划了70多个无人机应用场景，目前已有26个。")
    assert second.subject == first.subject


@pytest.mark.parametrize(
    ("texts", "modality"),
    [
        (("“十五五”期间，培育养老机构300家。",), "target"),
        (("2027—2030年，累计培训护士6万名。",), "target"),
        (("《方案》明确了工作任务。", "重点改造20个老旧小区。"), "planned"),
        (("今年提出粮食产量增长2%左右的目标。",), "target"),
        (("推进医养结合，养老床位保持在800万张。",), "stated"),
        (("《方案》明确了工作任务。", "目前30家医院已联网。"), "stated"),
    ],
)
def test_what_a_text_tells_of_plans(texts: tuple[str, ...], modality: str) -> None:
    assert [figure.modality for figure in read(*texts)] == [modality]


def test_goals_are_aims_in_their_list_alone() -> None:
    page = document("The main targets are:", "Over 300,000 new farm jobs.", "We have 20 depots.")
    assert [figure.modality for figure in figures(page)] == ["target", "stated"]


def test_a_text_without_a_day_has_the_years_it_names() -> None:
    page = replace(document("到2028年，建成冷库300座。“十五五”期间，培训护士6万名。"), published=None)
    first, second = figures(page)
    assert (str(first.by), str(second.by), second.modality) == ("2028", "2026/2030", "target")


@pytest.mark.parametrize(
    "text",
    ["2027“最美护士”评选启动。", "2026智能家电下乡活动启动。", "万元产值取水量明显下降。", "运行时速350公里。"],
)
def test_years_bases_and_speeds_are_no_figures(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "inclusive"),
    [
        ("Growth of at least 9 percent is expected in exports.", True),
        ("No fewer than 300 nurses arrived.", True),
        ("The town trained 500 or more nurses arrived.", True),
        ("More than 300 nurses arrived.", False),
        ("护士达300名以上。", True),
        ("护士不少于300名。", True),
        ("护士超过300名。", False),
        ("护士300余名。", False),
        ("护士不超过300名。", False),
    ],
)
def test_at_least_takes_the_number_in(text: str, inclusive: bool) -> None:
    assert [figure.inclusive for figure in read(text)] == [inclusive]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("海关查获走私案件600起。", "走私案件"),
        ("全市共有养老驿站900个。", "养老驿站"),
        ("提供公益性岗位3万个。", "公益性岗位"),
    ],
)
def test_a_thing_is_named_without_the_verb_before_it(text: str, subject: str) -> None:
    assert [figure.subject for figure in read(text)] == [subject]


def test_a_plan_told_before_ends_where_other_news_begins() -> None:
    plan = "方案提出，力争建成30个种业基地。年均增产5%。"
    other = "全国新设种子企业1200家。商务部今天发布数据，鲜花出口800万枝。盆景出口200万盆。"
    said = [figure.modality for figure in figures(document(plan + other))]
    assert said[:2] == ["target", "target"]
    assert said[3:] == ["stated", "stated"]
