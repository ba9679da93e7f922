"""What a sentence makes of its numbers: denied, limited, a sign, a name, a share of every so many. All are ours."""

import pytest
from test_figures import read, told

_VILLAGE = "trial_village.total"
_INVESTED = "fixed_asset_investment.growth"


@pytest.mark.parametrize(
    "text",
    [
        "The city will not lift the ceiling on taxi licences above 9,000 cars.",
        "Regulators denied that they would close 75 platforms.",
        "There are no plans to add 30 new routes.",
        "The bureau dismissed reports that it would cut 12 subsidies.",
        "该部门否认将关闭75家平台。",
        "年内不会新增30条航线。",
        "有关削减12项补贴的说法不属实。",
    ],
)
def test_what_is_denied_is_no_figure(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("Loans carry interest no higher than 3.2 percent.", 3.2, "up_to"),
        ("The share of waste sent to landfills must not exceed 8 percent.", 8, "up_to"),
        ("The number of open cases no longer exceeds 700.", 700, "up_to"),
        ("The deficit is not expected to exceed 3 percent.", 3, "up_to"),
        ("The score cannot be lower than 60 percent.", 60, "over"),
        ("As many as 80 million people travel by rail.", 80000000, "exact"),
        ("填埋比例不得高于8%。", 8, "up_to"),
        ("积压案件不再超过700件。", 700, "up_to"),
        ("合格率不应低于60%。", 60, "over"),
        ("未超过12个城市报名。", 12, "up_to"),
    ],
)
def test_limits_are_limits_in_the_negative(text: str, value: float, qualifier: str) -> None:
    (figure,) = read(text)
    assert (float(figure.value), figure.qualifier) == (value, qualifier)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("工业用电量降幅收窄至1.7%。", -1.7),
        ("出口额跌幅扩大到6%。", -6),
        ("零售额涨幅回落至4.4%。", 4.4),
        ("The decline in shipments eased to 1.7 percent.", -1.7),
        ("Growth in shipments slowed to 4.4 percent.", 4.4),
        ("水泥产量同比 -5.2%。", -5.2),
        ("水泥产量同比+5.2%。", 5.2),
    ],
)
def test_where_a_growth_or_decline_went_keeps_its_sign(text: str, value: float) -> None:
    (figure,) = read(text)
    assert (float(figure.value), figure.aspect.endswith("growth")) == (value, True)


def test_a_decline_is_not_that_of_the_next_share() -> None:
    values = [
        figure.value for figure in read("Water use will fall by 12 percent and 70 percent of farms will have meters.")
    ]
    assert values == [-12, 70]


@pytest.mark.parametrize(
    "text",
    [
        "万元产值电耗、亿元GDP水耗和千米能耗均已公布。",
        "Heaters must comply with GB 4706, ISO 14001 and QC/T 743.",
        "企业须执行GB 4706和QC/T 743标准。",
        "The card is for those aged 65 and over.",
        "The pension age will rise from 60 to 63.",
        "The plan is set out under five headings.",
        "502 Bad Gateway",
    ],
)
def test_bases_standards_and_ages_are_no_figures(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("单位产品能耗降至310千克标准煤。", [(310, "kilogram")]),
        ("各平台清理APP40万款、SIM卡3万张。", [(400000, "product"), (30000, "item")]),
        ("One in four new homes has solar panels.", [(25, "percent")]),
        ("3 out of 10 factories use robots.", [(30, "percent")]),
        ("每4套新房中就有1套装有光伏。", [(25, "percent")]),
        ("每5辆货车中就有2辆是电动的。", [(40, "percent")]),
        ("More than 600 out of 2,800 counties took part.", [(600, "county")]),
        ("The tariff covers 280 U.S. goods.", [(280, "product")]),
    ],
)
def test_what_numbers_are(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(float(figure.value), figure.unit) for figure in read(text)] == expected


def test_the_change_of_a_share_is_no_growth() -> None:
    for text in ("民营企业份额提高1.4个百分点。", "The share of private firms rose 1.4 percentage points."):
        assert told(text) == [(1.4, "percentage_point", "private_enterprise.share_change")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A total of 34 tunnels are open and 9 more are being dug.", [(34, "tunnel.total"), (9, "tunnel.added")]),
        (
            "The county will expand the trial villages from 12 to 40.",
            [(12, "trial_village.total"), (40, "trial_village.total")],
        ),
        (
            "Floods injured 7 people and caused direct losses of 12 million yuan.",
            [(7, "person.total"), (12000000, "direct_loss.amount")],
        ),
        ("Home appliances made up 22 percent of retail sales.", [(22, "home_appliance.share.retail_sales")]),
        ("今年以来已竣工4600套。", []),
        ("各类托育机构9.3万个。", [(93000, "托育机构.total")]),
        ("有3个城市进入前100名。", [(3, "city.total")]),
        ("固定资产投资增长2%，扣除房地产投资增长6%。", [(2, _INVESTED), (6, f"{_INVESTED}.without_房地产投资")]),
    ],
)
def test_things_are_named_by_nouns(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(value, name) for value, _, name in told(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("低空经济市场规模突破万亿。", (10**12, "yuan")),
        ("该市软件业务收入超3000亿，位居全国前列。", (3000 * 10**8, "yuan")),
        ("平台用户规模突破2亿。", (2 * 10**8, "user")),
    ],
)
def test_a_bare_sum_is_in_yuan(text: str, expected: tuple[float, str]) -> None:
    assert [(value, unit) for value, unit, _ in told(text)] == [expected]


def test_stock_and_what_is_added_to_it_are_two_series() -> None:
    for text in (
        "储能装机达到1.4亿千瓦，新增装机3000万千瓦，其中抽水蓄能500万千瓦。",
        "Wind power capacity was 140 million kW; new capacity 30 million kW, of which 5 million kW deep-sea.",
    ):
        assert [figure.aspect for figure in read(text)] == ["capacity", "added", "added"]


def test_an_amount_and_its_value_grow_apart() -> None:
    *_, amount, value = read("出口自行车310万辆，价值28.5亿元，分别增长4%和9.5%。")
    assert (amount.aspect, value.aspect) == ("export_growth", "export_value_growth")


@pytest.mark.parametrize(
    "text",
    [
        "东岭集团净利润增长31%。",
        "华川股份去年销售锅炉260台。",
    ],
)
def test_a_group_of_its_own_name_is_one_firm(text: str) -> None:
    assert read(text) == ()
    assert read("全国企业集团净利润增长31%。") != ()


def test_chinese_numbers_are_read_in_english() -> None:
    assert told("The guarantee fund of the province helped 3.5万家 SMEs.") == [(35000, "enterprise", "sme.supported")]
