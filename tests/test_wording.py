"""How a change is put into words: since when, by how much, of which period, in whose sentence, next to which values."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from changes import MIRROR, PAGE, a_change, a_day, a_figure, a_revision, an_act

from alerts.item import ordinal
from alerts.naming import closed, published_by
from alerts.render import alert, fragment
from alerts.story import in_order, moved_on, story
from alerts.telling import Listed, Telling
from measures.lexicon import in_use
from measures.model import Change, Figure, Period, Point

ZH = Telling(language="zh")
MONTHS = {month: Period(date(2031, 1, 1), date(2031, month, 31 if month == 8 else 30)) for month in (8, 9)}
SOFTWARE = {"subject": "software_industry", "label": "software", "aspect": "revenue", "unit": "yuan"}


def first(change: Change, telling: Telling) -> list[str]:
    return alert([change], telling).text.splitlines()[:2]


def moved(before: Figure, now: Figure, kind: Any = "revised", **facts: Any) -> Change:
    return a_change(now, kind=kind, before=Point(before, PAGE), **facts)


def test_sums_since_january_go_on_and_are_neither_corrected_nor_subtracted() -> None:
    sums = [a_figure(value, as_of=MONTHS[month], **SOFTWARE) for value, month in ((1 * 10**12, 8), (1.2 * 10**12, 9))]
    told = moved(*sums)
    assert first(told, Telling()) == [
        "Software, revenue: 1.2 trillion yuan (after 1 trillion yuan from January to August 2031)",
        "Update · from January to September 2031 · gongbao show m17",
    ]
    assert "（2031年1月至8月为1万亿元）" in alert([told], ZH).text


def test_a_month_after_a_month_moves_by_points_and_by_percent() -> None:
    june, july = (Period(date(2031, month, 1), date(2031, month, day)) for month, day in ((6, 30), (7, 31)))
    rate = {"unit": "percent", "aspect": "revenue_growth", "subject": "software_industry", "label": "software"}
    told = moved(
        a_figure("5.1", as_of=june, **rate), a_figure("4.8", as_of=july, **rate), sentence="软件业务收入同比增长4.8%。"
    )
    assert first(told, Telling())[0] == (
        "Software, year-on-year revenue growth: 4.8% (after 5.1% in June 2031, −0.3 percentage points)"
    )
    assert "营业收入同比增长4.8%（2031年6月为5.1%，下降0.3个百分点）" in first(told, ZH)[0]
    amounts = moved(a_figure(200, as_of=june, **SOFTWARE), a_figure(150, as_of=july, **SOFTWARE))
    assert "after 200 yuan in June 2031, −50 yuan, −25%" in first(amounts, Telling())[0]
    assert "2031年6月为200元，减少50元，下降25%" in first(amounts, ZH)[0]


def test_growth_says_on_what_only_where_its_sentence_does() -> None:
    rate = a_figure("-9.6", unit="percent", aspect="output_growth", subject="cement", label="水泥")
    plain = a_change(rate, origin=MIRROR, sentence="水泥产量比2029年下降9.6%。")
    assert "水泥产量下降9.6%" in first(plain, ZH)[0]
    assert "year-on-year" not in first(plain, Telling())[0]
    monthly = a_change(replace(rate, aspect="output_growth_mom"), origin=MIRROR, sentence="环比下降9.6%。")
    assert "水泥产量环比下降9.6%" in first(monthly, ZH)[0]


def test_another_value_for_the_same_time_is_a_revision_and_another_target_a_revised_target() -> None:
    again = moved(a_figure(12000), a_figure(14600))
    assert first(again, Telling()) == [
        "14,600 robot enterprises (revised from 12,000, +2,600, +21.7%)",
        "Revised figure · as of 30 April 2031 · gongbao show m17",
    ]
    assert "（修订前为1.2万家，增加2600家，增长21.7%）" in first(again, ZH)[0]
    goal = {"modality": "target", "by": Period(date(2035, 1, 1), date(2035, 12, 31)), "as_of": None}
    target = moved(a_figure(20000, **goal), a_figure(30000, **goal))
    assert first(target, Telling())[1].startswith("Revised target · by 2035")
    assert "was 20,000 as told on 14 May 2031" in first(target, Telling())[0]
    assert first(a_change(a_figure(**goal)), ZH)[1].startswith("新目标")


def test_without_a_time_of_its_own_a_value_is_told_with_the_day_it_was_told() -> None:
    told = moved(a_figure(12000, as_of=None), a_figure(14600, as_of=None))
    told = replace(told, before=Point(a_figure(12000, as_of=None), replace(PAGE, event_date=date(2030, 5, 14))))
    assert first(told, Telling()) == [
        "14,600 robot enterprises (was 12,000 as told on 14 May 2030, +2,600, +21.7%)",
        "Update · as told on 14 May 2031 · gongbao show m17",
    ]
    assert "（2030年5月14日公布为1.2万家" in first(told, ZH)[0]


@pytest.mark.parametrize(
    ("before", "now", "english", "chinese"),
    [
        ({"qualifier": "over"}, {}, "was more than 12,000 as of 30 June 2030, about +2,600, about +21.7%", "约2600家"),
        ({"value_max": Decimal(13000)}, {}, "was 12,000 to 13,000 enterprises as of 30 June 2030)", "1.2万至1.3万家）"),
        ({"value": Decimal(14601)}, {}, "−1, −0.0068%", "减少1家，下降0.0068%"),
        ({"value": Decimal(1)}, {}, "+14,599)", "增加1.4599万家）"),
        ({"value": Decimal(14600)}, {}, "(was 14,600 as of 30 June 2030)", "为1.46万家）"),
        ({"unit": "tonne"}, {}, "(was 12,000 tonnes as of 30 June 2030)", "为1.2万吨）"),
    ],
)  # fmt: skip
def test_a_difference_says_no_more_than_the_values_do(
    before: dict[str, Any], now: dict[str, Any], english: str, chinese: str
) -> None:
    told = moved(a_figure(**{"value": Decimal(12000), "as_of": a_day(2030, 6, 30)} | before), a_figure(**now))
    assert english in first(told, Telling())[0]
    assert chinese in first(told, ZH)[0]


@pytest.mark.parametrize(
    ("facts", "english", "chinese"),
    [
        ({"unit": "percent", "value_max": Decimal(6), "value": Decimal(5)}, "5% to 6%", "5%至6%"),
        ({"unit": "yuan", "value": Decimal("2e9"), "value_max": Decimal("3e9")}, "2 billion to 3 bil", "20亿至30亿元"),
        ({"value_max": Decimal(6000), "value": Decimal(4000)}, "4,000 to 6,000 enterprises", "4000至6000家"),
    ],
)  # fmt: skip
def test_ranges_stand_as_readers_write_them(facts: dict[str, Any], english: str, chinese: str) -> None:
    change = a_change(a_figure(**facts))
    assert english in first(change, Telling())[0]
    assert chinese in first(change, ZH)[0]


@pytest.mark.parametrize(
    ("number", "chinese"), [(3, "三"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一"), (100, "100")]
)
def test_batches_are_numbered_as_readers_do(number: int, chinese: str) -> None:
    assert (ordinal(number, "en"), ordinal(number, "zh")) == (str(number), chinese)


def test_a_later_batch_is_told_with_the_one_before_and_its_sentence() -> None:
    told = a_change(
        an_act(), kind="revised", before=Point(an_act(batch=2, status="launched"), PAGE), before_sentence="The second."
    )
    text = alert([told], Telling()).text
    assert "Update · batch 3, planned (batch 2: launched, as told on 14 May 2031)" in text
    assert "Before (SCIO, 14 May 2031): “The second.”" in text
    assert "第三批，计划中（第二批：已启动，2031年5月14日公布）" in alert([told], ZH).text


def test_the_speaker_is_told_with_the_post_the_page_gives() -> None:
    told = a_change(post="vice minister of industry")
    assert "Ding Wen (vice minister of industry) said:" in alert([told], Telling()).text
    own = a_change(a_figure(speaker="丁文"), post="工业和信息化部副部长", origin=MIRROR)
    assert "工业和信息化部副部长丁文表示：" in alert([own], ZH).text


def test_items_of_one_sentence_say_that_they_share_its_quote() -> None:
    sentence = "By May there were 14600 robot makers, 900 of them abroad, 7 in orbit."
    figures = [(14600, "robot makers"), (900, "makers abroad"), (7, "makers in orbit")]
    told = [
        a_change(a_figure(value, label=label, start=at), id=at, sentence=sentence, measure=f"f-{at}")
        for at, (value, label) in enumerate(figures)
    ]
    assert "Ding Wen said all 3 in one sentence:" in alert(told, Telling()).text
    assert "Ding Wen said both in one sentence:" in alert(told[:2], Telling()).text
    assert "Ding Wen在同一句话中表示（以上3项）：" in alert(told, ZH).text
    assert alert(told, Telling()).text.count(sentence) == 1


def test_an_initiative_of_a_chinese_page_is_told_with_what_it_is_about() -> None:
    act = an_act(
        title="开展第三批智能工厂培育",
        timeframe="明年",
        concepts=frozenset({"little_giant_enterprise"}),
        by=a_day(2032, 12, 31),
    )
    text = alert([a_change(act, origin=MIRROR)], Telling()).text
    assert "New initiative · little giant · planned" in text
    assert "by 31 December 2032" in text
    assert "明年" not in text


def test_plain_nouns_and_the_parts_of_a_scope_are_named_in_the_readers_language() -> None:
    industries = a_figure(15, unit="industry", subject="industries", label="industries")
    assert first(a_change(industries), ZH)[0] == "行业：15个"
    assert (
        first(a_change(replace(industries, subject="行业", label="行业"), origin=MIRROR), Telling())[0]
        == "15 industries"
    )
    limited = a_figure(22, unit="percent", subject="x", label="绿色工厂", aspect="share", scope="manufacturing")
    assert first(a_change(limited, origin=MIRROR), ZH)[0] == "制造业绿色工厂占比：22%"


# Series

YEARS = [
    Point(a_figure(v, as_of=a_day(y, 4, 30)), PAGE, number=n)
    for n, (v, y) in enumerate([(9000, 2028), (12000, 2029), (11000, 2030)], 1)
]
GOAL = Point(a_figure(20000, modality="target", by=a_day(2035, 12, 31), as_of=None), PAGE, number=7)


def revised(**facts: Any) -> Change:
    return replace(a_revision(), before=YEARS[-1], number=9, **facts)


def test_a_series_is_told_in_order_of_time_with_the_target_apart() -> None:
    telling = Telling(series={"m17": [GOAL, *YEARS]})
    told = alert([revised()], telling)
    past = "30 Apr 2028: 9,000 → 30 Apr 2029: 12,000 → 30 Apr 2030: 11,000"
    line = f"{past} → 30 Apr 2031: 14,600; target 31 Dec 2035: 20,000"
    assert f"Series: {line}" in told.text
    assert line in told.markdown.replace("\\", "")
    assert told.html.count('class="bar-') == 4
    assert 'width="45%"' in told.html  # 9,000 of 20,000
    assert "历次数据：2028年4月30日：9000家 → " in alert([revised()], replace(telling, language="zh")).text


def test_only_what_can_stand_beside_a_figure_is_in_its_series() -> None:
    year = Point(a_figure(99999, as_of=Period(date(2030, 1, 1), date(2030, 12, 31))), PAGE, number=4)
    tonnes = Point(a_figure(5, unit="tonne", as_of=a_day(2030, 1, 1)), PAGE, number=5)
    later = Point(a_figure(16000, as_of=a_day(2032, 4, 30)), PAGE, number=6)
    told = alert([revised()], Telling(series={"m17": [*YEARS, year, tonnes, later]})).text
    assert told.count("→") == 3
    assert "99,999" not in told
    assert "16,000" not in told
    assert "Series" not in alert([revised()], Telling(series={"m17": []})).text
    assert "Series" not in alert([a_change()], Telling(series={"m17": YEARS})).text


def test_a_value_below_zero_has_a_bar_too() -> None:
    past = [Point(a_figure("-4", unit="percent", as_of=a_day(2030, 4, 30)), PAGE, number=1)]
    change = moved(past[0].statement, a_figure(2, unit="percent"), number=2)
    told = alert([change], Telling(series={"m17": past}))
    assert 'width="100%"' in told.html
    assert "−4%" in told.html


# Digests


def several(count: int, documents: int = 3) -> list[Change]:
    pages = [replace(PAGE, document=f"p{n}", url=f"https://ok.example/{n}") for n in range(documents)]
    return [
        a_change(a_figure(100 + n, start=n), id=n, measure=f"f-{n}", origin=pages[n % documents], sentence=f"S{n}.")
        for n in range(count)
    ]


def test_a_digest_says_in_its_title_what_is_in_it() -> None:
    changes = [*several(14), *(a_change(an_act(), id=100 + n) for n in range(3)), a_revision(id=200)]
    telling = Telling(form="digest", team="SME desk", day=date(2026, 11, 21), pace="daily")
    assert alert(changes, telling).title == (
        "SME desk, daily digest, 21 November 2026: 1 updated figure, 14 new figures, 3 new initiatives"
    )
    chinese = replace(telling, language="zh", team="中小企业组", pace="weekly", part=2, parts=3)
    assert alert(changes, chinese).title == (
        "中小企业组 每周摘要 2026年11月21日：1项数据更新、14项新数据、3项新举措（2/3）"
    )


def test_a_digest_tells_the_first_in_full_the_next_in_a_line_and_counts_the_rest() -> None:
    telling = Telling(form="digest", number=12, listed=Listed(3, 5))
    told = alert(several(100), telling)
    assert told.text.count("“S") == 3
    assert told.text.count("\n- ") == 5
    assert "92 more, see all of it with: gongbao alert show 12" in told.text
    assert "gongbao alert show 12" in told.html
    assert len(told.data["changes"]) == 100
    assert (
        "另有92项，查看全部的命令：gongbao alert show 12" in alert(several(100), replace(telling, language="zh")).text
    )


def test_of_every_document_the_first_comes_before_the_second_of_any() -> None:
    changes = several(9)
    corrected = a_change(a_figure(5, start=99), id=50, kind="corrected", origin=changes[8].origin)
    order = [change.id for change in in_order([*changes, corrected])]
    assert order == [50, 0, 1, 2, 3, 4, 5, 6, 7, 8]
    assert order[1:4] == [0, 1, 2]
    documents = [change.origin.document for change in in_order(changes)[:3]]
    assert sorted(documents) == ["p0", "p1", "p2"]


def test_documents_of_one_event_stand_together() -> None:
    shared = a_change(id=1, measure="f-1", also=(MIRROR,))
    own = a_change(a_figure(7), id=2, measure="f-2", origin=MIRROR, also=(PAGE,))
    other = a_change(a_figure(8), id=3, measure="f-3", origin=replace(PAGE, document="d3", url="https://ok.example/3"))
    told = story([shared, own, other], Telling(form="digest"))
    assert [len(event.parts) for event in told.events] == [2, 1]
    assert "One event, 2 documents" in alert([shared, own], Telling()).text


def test_series_are_asked_for_only_of_figures_that_moved_and_are_told_in_full() -> None:
    changes = [*several(3), a_revision(id=90), a_change(an_act(), id=91, kind="revised", before=Point(an_act(), PAGE))]
    assert [change.id for change in moved_on(changes, Telling())] == [90]
    assert moved_on([a_revision(id=n) for n in range(99)], Telling(listed=Listed(2, 9)))[2:] == []


def test_a_digest_of_ten_thousand_stays_one_mail() -> None:
    told = alert(several(10_000, 500), Telling(form="digest", number=1))
    assert len(told.html.encode()) < 95_000
    assert len(told.text) < 30_000
    assert "9,940 more" in told.text


@pytest.mark.parametrize("url", ["https://ok.example/1", f"https://ok.example/{'a' * 100}"])
def test_the_short_form_fits_a_text_message(url: str) -> None:
    change = a_change(an_act(title="word " * 60), origin=replace(PAGE, url=url))
    short = alert([change], Telling()).short
    assert len(short) <= 160
    assert short.endswith(url if len(url) < 100 else "gongbao show m17")


def test_a_target_is_called_so_once() -> None:
    target = a_change(a_figure(modality="target", by=a_day(2035, 12, 31)))
    assert "New target · by 31 December 2035" in alert([target], Telling()).text
    assert "新目标 · 到2035年12月31日" in alert([target], ZH).text
    assert "New figure · planned" in alert([a_change(a_figure(modality="planned"))], Telling()).text


def test_what_may_be_the_same_is_called_by_its_title() -> None:
    doubtful = a_change(perhaps="f-88bca6e4c1", perhaps_title="robot makers")
    assert "possibly the same as “robot makers” (gongbao show f-88bca6e4c1)" in alert([doubtful], Telling()).text
    assert "可能与“robot makers”相同（gongbao show f-88bca6e4c1）" in alert([doubtful], ZH).text


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('揭榜"需求', "揭榜需求"),
        ("揭榜”需求", "揭榜需求"),
        ("“揭榜”需求", "“揭榜”需求"),
        ("「揭榜", "揭榜"),
        ('"giants" of "x', "giants of x"),
        ("firms' robots", "firms' robots"),
    ],
)
def test_half_a_pair_of_quotation_marks_is_not_told(written: str, told: str) -> None:
    assert closed(written) == told


@pytest.mark.parametrize(
    ("publisher", "url", "named"),
    [
        ("SCIO", "https://www.example.org/a.html", "SCIO"),
        ("", "https://www.example.org/a.html", "example.org"),
        ("", "https://news.example.org:8080/a.txt", "news.example.org"),
        ("", "notes/a.txt", ""),
    ],
)
def test_readers_are_told_who_publishes_and_never_what_a_source_is_called(publisher: str, url: str, named: str) -> None:
    page = replace(PAGE, publisher=publisher, url=url, source="archive")
    assert published_by(page, "en", in_use()) == named
    other = Point(a_figure(12000), page)
    text = alert([a_change(kind="conflicting", before=other, origin=page)], Telling()).text.replace("\u200b", "")
    assert "archive" not in text
    assert f"(12,000 according to {named or 'SCIO briefing on robot makers'}, 14 May 2031)" in text


def test_who_else_says_it_comes_behind_the_quote() -> None:
    for form in (alert([a_revision()], Telling()).text, alert([a_revision()], Telling()).html):
        assert form.index("Ding Wen said") < form.index("Also said by")
    one, two = (a_change(a_figure(value), id=value, also=also) for value, also in ((100, (MIRROR,)), (200, ())))
    three = replace(two, also=(MIRROR,))
    all_of_it = alert(
        [replace(one, sentence="100 and 200."), replace(three, sentence="100 and 200."), a_change(id=3)], Telling()
    )
    assert all_of_it.text.count("Also said by: 国新办介绍机器人产业情况") == 1
    both = alert([replace(one, sentence="100 and 200."), replace(two, sentence="100 and 200.")], Telling()).text
    assert both.index("“100 and 200.”") < both.index("Also said by · 100 robot enterprises: 国新办介绍机器人产业情况")


def test_a_message_tells_its_number_in_its_foot() -> None:
    told = alert([a_change()], Telling(number=12))
    for form in (told.text, told.markdown, told.html):
        assert "Message 12" in form
    assert "Message" not in told.short
    assert "Message" not in alert([a_change()], Telling()).text


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_in_the_language_of_the_source_each_document_is_told_in_its_own(form: str) -> None:
    changes = [a_revision(id=1), a_change(a_figure(77), id=2, measure="m18", origin=MIRROR)]
    telling = Telling(language="source", form="digest", team="Desk")
    told = alert(changes, telling)
    said = getattr(told, form).replace("\u200b", "")
    assert told.language == "en"
    assert "1 updated figure, 1 new figure" in told.title
    for words in ("14,600 robot enterprises", "Update", "Source: ", "新数据", "77家", "来源："):
        assert words in said, words
    assert "New figure" not in said
    backwards = alert([replace(changes[0], origin=MIRROR), replace(changes[1], origin=PAGE)], telling)
    assert "1项数据更新、1项新数据" in backwards.title
    assert fragment(changes, telling).html.count("来源") == 1


def test_a_metric_in_the_plural_is_singular_before_another_noun() -> None:
    grown = a_figure(8, unit="percent", aspect="export_growth", label="software", subject="software_industry")
    assert "Software, export growth: 8%" in alert([a_change(grown)], Telling()).text
    assert "Software, exports: " in alert([a_change(replace(grown, aspect="export", unit="yuan"))], Telling()).text
