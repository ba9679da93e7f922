"""Numbers that belong together: two points of a series, lists that name their things once. The sentences are ours."""

from dataclasses import replace

import pytest
from test_figures import document, read, told

from measures.figures import figures


@pytest.mark.parametrize(
    ("text", "subject", "points"),
    [
        (
            "The number of smart ports rose from under 12 in 2020 to over 48 by the end of 2024.",
            "smart_port.total",
            [(12, "under", "2020"), (48, "over", "2024-12-31")],
        ),
        (
            "The share of green power went up from 31.5 percent in 2021 to 38 percent in 2024.",
            "green_power.share",
            [(31.5, "exact", "2021"), (38, "exact", "2024")],
        ),
        (
            "5G users reached 1.2 billion, up from 920 million at the end of 2024.",
            "users_5g.total",
            [(1.2e9, "exact", "2025-07-21"), (9.2e8, "exact", "2024-12-31")],
        ),
        (
            "The scheme has grown from 20 to 45 cities.",
            "city.total",
            [(20, "exact", "None"), (45, "exact", "2025-07-21")],
        ),
        (
            "Average latency was cut from 20 to 8 milliseconds.",
            "average_latency.total",
            [(20, "exact", "None"), (8, "exact", "2025-07-21")],
        ),
        (
            "绿色园区从2020年的不足200个增至491个以上。",
            "绿色园区.total",
            [(200, "under", "2020"), (491, "over", "2025-07-21")],
        ),
        (
            "关键零部件国产化率由2021年底的45%提高到今年6月底的78%。",
            "关键零部件.localization_rate",
            [(45, "exact", "2021-12-31"), (78, "exact", "2025-06-30")],
        ),
        (
            "“十四五”以来，高新技术企业由27.5万家发展到46.3万家。",
            "high_tech_enterprise.total",
            [(275000, "exact", "2020-12-31"), (463000, "exact", "2025-07-21")],
        ),
        (
            "研发经费从2.4万亿元增加到3.6万亿元。",
            "rd_expenditure.total",
            [(2.4e12, "exact", "None"), (3.6e12, "exact", "2025-07-21")],
        ),
    ],
)
def test_two_points_of_one_series(text: str, subject: str, points: list[tuple[float, str, str]]) -> None:
    found = read(text)
    assert {figure.indicator for figure in found} == {subject}
    assert [(float(figure.value), figure.qualifier, str(figure.as_of)) for figure in found] == points


def test_the_point_a_plan_starts_from_is_stated() -> None:
    for text in (
        "By 2030, the share of green power will rise from 20 percent in 2024 to 30 percent.",
        "到2030年，绿电占比从2024年的20%提高到30%。",
    ):
        now, then = read(text)
        assert (now.modality, str(now.as_of), then.modality, str(then.by)) == ("stated", "2024", "target", "2030")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It has 3 national-level, 12 provincial-level and 40 municipal technology centers.",
            [(3, "national_level_technology_center"), (12, "provincial_level_technology_center")],
        ),
        (
            "The fund backed 30, 45 and 60 startups.",
            [(30, "enterprise"), (45, "enterprise"), (60, "enterprise")],
        ),
        (
            "已建成3万余家基础级、1200余家先进级、230余家卓越级智能工厂。",
            [(30000, "basic_smart_factory"), (1200, "advanced_smart_factory"), (230, "excellence_smart_factory")],
        ),
        (
            "国家级、省级、市级博物馆分别达到504个、2100个和9000多个。",
            [(504, "国家级博物馆"), (2100, "省级博物馆"), (9000, "市级博物馆")],
        ),
    ],
)
def test_lists_that_name_their_things_once(text: str, expected: list[tuple[float, str]]) -> None:
    found = [(float(figure.value), figure.subject) for figure in read(text)]
    assert found[: len(expected)] == expected


def test_parts_by_place_count_what_the_whole_does() -> None:
    whole, *parts = told("建设国家级示范基地30个，其中东部12个、中部10个、西部8个。")
    assert [name for _, _, name in parts] == [
        f"{whole[2]}.{place}_china" for place in ("eastern", "central", "western")
    ]


def test_a_verb_left_out_is_that_of_the_number_before() -> None:
    assert [name for _, _, name in told("Exports rose 5 percent and sales 3 percent.")] == [
        "export.export_growth",
        "export.sales_growth",
    ]


def test_a_level_is_said_of_its_own_thing() -> None:
    listed = told(
        "10,000 little giants (provincial-level ones apart), 200 clusters and 90 provincial-level parks opened."
    )
    assert [name.endswith("provincial") for _, _, name in listed[:2]] == [False, False]


def test_a_page_without_a_day_still_tells_its_own_dates() -> None:
    page = replace(
        document("As of Nov. 10, 2024, there were 320 parks.", "Exports rose 9 percent in June."), published=None
    )
    assert [str(figure.as_of) for figure in figures(page)] == ["2024-11-10", "None"]
