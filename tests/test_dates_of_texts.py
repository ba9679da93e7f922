"""The day of a text, and when what it tells holds. The sentences are ours."""

from datetime import date

import pytest

from measures.documents import compose
from measures.figures import figures
from measures.initiatives import initiatives
from measures.model import Document

DAY = date(2031, 9, 12)


def document(text: str, day: date | None = DAY, title: str = "", url: str = "") -> Document:
    return compose(text, identity="d", title=title, published=day, url=url)


def held(read: Document) -> list[tuple[float, str, str]]:
    """Value, as of and by of each figure."""
    return [(float(figure.value), str(figure.as_of), str(figure.by)) for figure in figures(read)]


@pytest.mark.parametrize(
    ("text", "url", "day"),
    [
        ("HARBIN, Sept. 12 (Xinhua) -- Grain exports rose 4 percent in the first seven months of 2031.", "", DAY),
        ("新华社武汉9月12日电 记者获悉，2031年1—8月，全省造船完工量增长12%。", "", DAY),
        ("HARBIN, Jan. 20 (Xinhua) -- In 2030, grain exports rose 4 percent.", "", date(2031, 1, 20)),
        ("HARBIN, Jan. 20 (Xinhua) -- Exports will rise by 2035. They rose 4 percent.", "", None),
        ("HARBIN, Sept. 12 (Xinhua) -- Grain exports rose 4 percent.", "https://a.cn/2031/c1/art.html", DAY),
        ("水利部今天（9月12日）举行会议，介绍灌区建设情况。2031年上半年，新增灌溉面积30万亩。", "", DAY),
        ("新华社武汉9月12日电 2031世界造船博览会在此开幕，300家企业参展。", "", DAY),
    ],
)
def test_a_day_without_a_year_takes_it_from_the_past_the_text_tells(text: str, url: str, day: date | None) -> None:
    read = document(text, None, url=url)
    assert (read.reference, read.year_told) == (day, day is None)


def test_the_year_found_is_marked_as_not_stated() -> None:
    lead = "WUXI, Sept. 12 (Xinhua) -- Exports rose 4 percent in the first half of 2031."
    text = f"{lead}\nImports fell 2 percent in July."
    named, open_ = figures(document(text, None))
    assert (str(named.as_of), named.as_of and named.as_of.stated) == ("2031-01/2031-06", True)
    assert (str(open_.as_of), open_.as_of and open_.as_of.stated) == ("2031-07", False)


def test_a_bulletin_without_a_day_holds_for_the_months_of_its_title() -> None:
    read = document("上半年，造纸业收入7000亿元，同比增长3%。", None, "2031年1—6月造纸业运行情况")
    assert [as_of for _, as_of, _ in held(read)] == ["2031-01/2031-06"] * 2


@pytest.mark.parametrize(
    "line",
    [
        "The fee is waived, effective retroactively from Jan. 1, 2031",
        "The subsidy stays in place until Dec. 31, 2032",
        "本办法施行期限截至2032年12月31日",
    ],
)
def test_a_day_on_which_something_begins_or_ends_is_not_that_of_the_page(line: str) -> None:
    assert document(f"Rules for fees\n{line}\nThe fee falls by 20 percent.", None).published is None


def test_no_time_is_made_up_where_a_text_has_no_day() -> None:
    assert held(document("全国示范港口由2026年的36个增至目前的152个。", None)) == [
        (36, "2026", "None"),
        (152, "None", "None"),
    ]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("上半年改造泵站15座；下半年将再改造9座。", [("2031-01/2031-06", "None"), ("None", "2031-07/2031-12")]),
        (
            "一季度已巡查2100家企业，四季度将继续巡查600家企业。",
            [("2031-01/2031-03", "None"), ("None", "2031-10/2031-12")],
        ),
        ("In June, yards delivered 40 ships, and they will deliver 50 ships in October.", None),
        ("Li Jun expects exports of 300 billion yuan.", [("2031-09-12", "None")]),
        ("The levy will rise to 5 percent from July 1 next year.", [("None", "2032-07-01")]),
        ("Since last June, 40 ports have joined the scheme.", [("2030-06-01/2031-09-12", "None")]),
        ("The fleet has 300 ships, twice the level at the end of 2026.", None),
        ("The grid has 8 million chargers, against a goal of 12 million chargers by 2035.", None),
        ("Half of the counties now have a depot, compared with less than 20 percent in 2026.", None),
        ("The index stood at 51.2 in August, up from 50.4.", [("2031-08", "None"), ("None", "None")]),
        ("The share was raised from 57 percent to 60 percent.", [("None", "None"), ("2031-09-12", "None")]),
        ("力争五年内建成60个冷链基地。", [("None", "2031-09-12/2036-09-12")]),
        ("力争经过 3 年努力，建成60个冷链基地。", [("None", "2031-09-12/2034-09-12")]),
        ("China will build 60 depots within two years.", [("None", "2031-09-12/2033-09-12")]),
        ("It aims to open 20 depots before the end of the year.", [("None", "2031")]),
        ("It aims to open 20 depots by end-2033.", [("None", "2033")]),
        ("5、6月份产销回落，6月份当月生产水泥20万吨。", [("2031-06", "None")]),
        ("项目共安装风机38台，年底前全部投产。", [("2031-09-12", "None")]),
    ],
)
def test_when_a_number_holds(text: str, times: list[tuple[str, str]] | None) -> None:
    found = [(as_of, by) for _, as_of, by in held(document(text))]
    expected = {
        "In June": [("2031-06", "None"), ("None", "2031-10")],
        "The fle": [("2031-09-12", "None")] * 2,
        "The gri": [("2031-09-12", "None"), ("None", "2035")],
        "Half of": [("2031-09-12", "None"), ("2026", "None")],
    }
    assert found == (times or expected[text[:7]])[: len(found)]
    assert found


def test_the_months_of_a_report_hold_for_its_growth_and_sums() -> None:
    text = (
        "HARBIN, Sept. 12 (Xinhua) -- Timber exports rose 4 percent in the first eight months.\n"
        "Imports fell 2 percent.\nOver the same period, 300 enterprises joined the trade.\n"
    )
    assert {as_of for _, as_of, _ in held(document(text, title="Timber exports up"))} == {"2031-01/2031-08"}
    zh = "前八个月，木材出口增长4%。\n进口下降2%。\n同期，新增贸易企业300家。\n"
    assert {as_of for _, as_of, _ in held(document(zh, title="木材出口增长"))} == {"2031-01/2031-08"}


def test_the_day_of_a_dateline_is_no_time_of_what_is_told() -> None:
    text = "HARBIN, Sept. 12 (Xinhua) -- A total of 9 million jobs were created in the first seven months of 2031."
    assert held(document(text)) == [(9e6, "2031-01/2031-07", "None")]


def test_the_years_of_a_plan_are_the_deadline_of_what_it_aims_at() -> None:
    read = document("一、主要目标\n建成示范港口50个。\n", title="智慧港口行动计划（2031—2033年）")
    assert held(read) == [(50, "None", "2033")]


@pytest.mark.parametrize(
    ("text", "time", "by"),
    [
        ("The ministry will issue rules for depots before the end of the year.", "before the end of the year", "2031"),
        ("The ministry will issue rules for depots by end-2033.", "by end-2033", "2033"),
        ("自11月1日起，全国实施新的冷链标准。", "自11月1日起", "None"),
        ("商务部将在五年内建立统一冷链平台。", "五年内", "2031-09-12/2036-09-12"),
        ("商务部将在明年建立统一冷链平台。", "明年", "2032"),
    ],
)
def test_the_timeframe_of_an_act(text: str, time: str, by: str) -> None:
    (act,) = initiatives(document(text))
    assert (act.timeframe, str(act.by)) == (time, by)


@pytest.mark.parametrize(
    "text",
    [
        "截至2032年底，全国建成示范农场1.46万个。农业农村部将建设10个育种平台。",
        "By the end of 2032, China had 14,600 model farms. The ministry will build 10 seed banks.",
    ],
)
@pytest.mark.parametrize("day", [date(2033, 7, 10), None])
def test_what_is_to_come_does_not_take_the_day_at_which_something_was_counted(text: str, day: date | None) -> None:
    counted, coming = figures(compose(text, identity="x", published=day))
    assert str(counted.as_of).startswith("2032")
    assert (coming.modality, coming.as_of, coming.by) == ("planned", None, None)


@pytest.mark.parametrize(
    ("text", "published", "event"),
    [
        ("造船业接单创新高\n\n《海港日报》2031年9月12日 B02版 财经　本报记者 陈舟\n\n全市造船订单增长4%。", DAY, None),
        ("Press conference on shipbuilding\n\nUpdated: September 12, 2031\n\n"
         "Held in Beijing on Aug. 9, 2031. Edited.\n\n"
         "Shipbuilding orders grew 4 percent.", DAY, date(2031, 8, 9)),
    ],
)  # fmt: skip
def test_the_page_of_a_paper_and_the_day_something_was_held_are_read(
    text: str, published: date, event: date | None
) -> None:
    read = document(text, None)
    assert (read.published, read.event_date) == (published, event)
