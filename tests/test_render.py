"""Changes in words: what readers of each language see, and what a page cannot make a channel do."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from io import StringIO

import pytest
from changes import MIRROR, PAGE, a_change, a_day, a_figure, a_revision, an_act
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from alerts import numbers, times
from alerts.render import Alert, alert
from alerts.telling import Links, Listed, Telling
from alerts.terminal import show
from measures.model import Language, Origin, Period, Point


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        ("14600", "enterprise", "14,600 enterprises", "1.46万家"),
        ("1700", "enterprise", "1,700 enterprises", "1700家"),
        ("1", "enterprise", "1 enterprise", "1家"),
        ("2700000000", "yuan", "2.7 billion yuan", "27亿元"),
        ("1230000000000", "yuan", "1.23 trillion yuan", "1.23万亿元"),
        ("141234567", "user", "141,234,567 users", "14123.4567万户"),
        ("1500000", "vehicle", "1.5 million vehicles", "150万辆"),
        ("78", "percent", "78%", "78%"),
        ("-9.60", "percent", "−9.6%", "−9.6%"),
        ("5", "percentage_point", "5 percentage points", "5个百分点"),
        ("0.5", "tonne", "0.5 tonnes", "0.5吨"),
        ("3", "wind_farm", "3 wind farms", "3个"),
        ("20000", "satellite", "20,000 satellites", "2万颗"),
        ("1500000", "cubic_meter", "1.5 million cubic meters", "150万立方米"),
        ("12", "unit_zuo", "12", "12座"),
        ("780", "eflops", "780 EFLOPS", "780 EFLOPS"),
        ("261200000000", "gigabyte", "261.2 billion GB", "2612亿GB"),
        ("9200000000000", "kilowatt_hour", "9.2 trillion kWh", "9.2万亿千瓦时"),
        ("35", "celsius", "35°C", "35摄氏度"),
        ("3", "chf", "3 Swiss francs", "3瑞士法郎"),
        ("270", "gram_standard_coal_per_kwh", "270 grams of standard coal per kilowatt-hour", "270克/千瓦时"),
        ("60", "set", "60 sets", "60套"),
        ("7", "address", "7 addresses", "7个"),
    ],
)
def test_amounts_stand_as_readers_write_them(value: str, unit: str, english: str, chinese: str) -> None:
    assert numbers.amount(Decimal(value), unit, "en") == english
    assert numbers.amount(Decimal(value), unit, "zh") == chinese


SCALES = {"trillion": 10**12, "billion": 10**9, "million": 10**6, "万亿": 10**12, "亿": 10**8, "万": 10**4, "": 1}


@given(st.decimals(min_value=-(10**24), max_value=10**24, places=3), st.sampled_from(["en", "zh"]))
def test_no_digit_is_lost_in_writing_a_number(value: Decimal, language: Language) -> None:
    written = numbers.number(value, language).replace(",", "").replace("−", "-")
    digits, scale = re.fullmatch(r"(-?[\d.]+) ?(\D*)", written).groups()  # type: ignore[union-attr]
    assert Decimal(digits) * SCALES[scale] == value


@pytest.mark.parametrize(
    ("period", "english", "chinese"),
    [
        (a_day(2024, 6, 30), "as of 30 June 2024", "截至2024年6月30日"),
        (Period(date(2024, 6, 1), date(2024, 6, 30)), "in June 2024", "2024年6月"),
        (Period(date(2024, 1, 1), date(2024, 9, 30)), "from January to September 2024", "2024年1月至9月"),
        (Period(date(2023, 1, 1), date(2023, 12, 31)), "in 2023", "2023年"),
        (Period(date(2021, 1, 1), date(2025, 12, 31)), "from 2021 to 2025", "2021年至2025年"),
        (Period(date(2023, 11, 1), date(2024, 2, 29)), "from November 2023 to February 2024", "2023年11月至2024年2月"),
        (
            Period(date(2024, 10, 1), date(2024, 10, 7)),
            "from 1 October 2024 to 7 October 2024",
            "2024年10月1日至2024年10月7日",
        ),
    ],
)
def test_times_stand_as_readers_write_them(period: Period, english: str, chinese: str) -> None:
    assert times.when(period, "en") == english
    assert times.when(period, "zh") == chinese


def test_a_revised_figure_is_told_with_what_it_was_in_both_languages() -> None:
    english, chinese = alert([a_revision()], Telling()), alert([a_revision()], Telling(language="zh"))
    assert "14,600 robot enterprises (was 12,000 as of 30 June 2030, +2,600, +21.7%)" in english.text
    assert "1.46万家（截至2030年6月30日为1.2万家，增加2600家，增长21.7%）" in chinese.text
    assert "Update · as of 30 April 2031" in english.text
    assert "数据更新 · 截至2031年4月30日" in chinese.text
    assert english.title == "Update: 14,600 robot enterprises (was 12,000, +21.7%)"
    assert chinese.title == "数据更新：robot enterprises：1.46万家（此前为1.2万家，增长21.7%）"


@pytest.mark.parametrize(
    ("figure", "english", "chinese"),
    [
        ({"qualifier": "over"}, "More than 14,600 robot enterprises", "超过1.46万家"),
        ({"qualifier": "over", "inclusive": True}, "At least 14,600 robot enterprises", "至少1.46万家"),
        ({"value_max": Decimal(16000)}, "14,600 to 16,000 enterprises", "1.46万至1.6万家"),
        (
            {"modality": "target", "by": a_day(2035, 12, 31)},
            "New target · by 31 December 2035",
            "新目标 · 到2035年12月31日",
        ),
        ({"conversions": ((Decimal(380000000), "usd"),)}, "380 million US dollars", "3.8亿美元"),
    ],
)
def test_what_a_figure_says_of_itself_is_told(figure: dict[str, object], english: str, chinese: str) -> None:
    change = a_change(a_figure(**figure))
    assert english in alert([change], Telling()).text
    assert chinese in alert([change], Telling(language="zh")).text


def test_shares_move_by_percentage_points() -> None:
    share = {"unit": "percent", "aspect": "share", "label": "share of exports"}
    before = Point(a_figure(45, as_of=a_day(2030, 6, 30), **share), PAGE)
    moved = replace(a_revision(statement=a_figure("47.5", **share)), before=before)
    english = alert([moved], Telling()).text
    assert "Share of exports: 47.5% (was 45% as of 30 June 2030, +2.5 percentage points)" in english
    assert "（截至2030年6月30日为45%，上升2.5个百分点）" in alert([moved], Telling(language="zh")).text


def test_a_contradiction_names_the_other_value_without_a_difference() -> None:
    other = replace(a_revision(), kind="conflicting")
    english, chinese = alert([other], Telling()).text, alert([other], Telling(language="zh")).text
    assert "14,600 robot enterprises (12,000 according to SCIO, 14 May 2031)\nContradiction" in english
    assert "1.46万家（据国务院新闻办公室，2031年5月14日，为1.2万家）\n说法不一" in chinese


def test_an_initiative_is_told_with_status_actors_and_time() -> None:
    text = alert([a_change(an_act())], Telling()).text
    assert "Name a third batch of robot parks\n" in text
    assert "New initiative · planned · batch 3 · by MIIT, NDRC · next year" in text
    chinese = alert([a_change(an_act())], Telling(language="zh")).text
    assert "计划中 · 第三批 · 工业和信息化部、国家发展和改革委员会 · next year" in chinese


def test_what_the_lexicon_knows_is_named_in_the_readers_language() -> None:
    english = a_change(a_figure(subject="little_giant_enterprise", label="little giant enterprises"))
    chinese = a_change(a_figure(subject="little_giant_enterprise", label="小巨人企业"), origin=MIRROR)
    assert "小巨人”企业：1.46万家" in alert([english], Telling(language="zh")).text
    assert "14,600 little giant enterprises" in alert([chinese], Telling()).text


def test_a_stage_reached_is_told_with_the_one_before() -> None:
    change = a_change(an_act(status="completed"), kind="revised", before=Point(an_act(), PAGE))
    assert "completed (was planned as told on 14 May 2031)" in alert([change], Telling()).text
    assert "已完成（2031年5月14日公布：计划中）" in alert([change], Telling(language="zh")).text


FORMS = ("text", "markdown", "html")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_shows_quote_speaker_source_link_days_and_who_else(form: str) -> None:
    change = a_revision(sentence="By the end of April the country counted 14600 robot makers in all.")
    message = getattr(alert([change], Telling(links=Links(measure="https://x.example/m/{measure}"))), form)
    shown = re.sub(r"</?b>|\\", "", message)
    assert "By the end of April the country counted 14600 robot makers in all." in shown
    for said in ("Ding Wen", "SCIO briefing on robot makers", PAGE.url, "event of 14 May 2031", "20 June 2031"):
        assert said in shown
    assert "MIIT" in shown
    assert MIRROR.url in shown
    assert "12000 robot makers" in shown
    assert "https://x.example/m/m17" in shown


@pytest.mark.parametrize("form", FORMS)
def test_without_a_page_for_measures_the_command_is_named(form: str) -> None:
    assert "gongbao show m17" in getattr(alert([a_change()], Telling()), form)


def test_one_event_comes_as_one_message_with_the_most_important_first() -> None:
    changes = [
        a_change(an_act(), id=4),
        a_change(a_figure(500, start=1), id=2),
        a_revision(id=3),
        a_change(a_figure(7), id=5, kind="corrected", origin=MIRROR),
    ]
    told = alert(changes, Telling())
    assert [change["id"] for change in told.data["changes"]] == [5, 3, 2, 4]
    assert told.title == "Correction: 7 robot enterprises and 3 more"
    assert told.text.count(PAGE.url) == 1


def test_a_sentence_that_says_two_things_is_quoted_once() -> None:
    both = "By May the country counted 14600 robot makers, 900 of them abroad."
    told = alert(
        [
            a_change(sentence=both),
            a_change(a_figure(900, quote="900 of them", label="robot firms abroad", start=40), id=2, sentence=both),
        ],
        Telling(),
    )
    assert told.text.count(both) == 1
    assert "<b>14600 robot makers</b>, <b>900 of them</b> abroad." in told.html


def test_what_is_counted_is_told_apart_from_what_counts_it() -> None:
    def line(**facts: object) -> str:
        return alert([a_change(a_figure(**facts))], Telling()).text.splitlines()[0]

    little_giants = {"subject": "little_giant_enterprise", "label": "little giant enterprises"}
    assert line(**little_giants, aspect="supported", scope="central_funds") == (
        "14,600 little giant enterprises supported (central government funds)"
    )
    assert line(value=8, unit="percent", aspect="value_added_growth", **little_giants) == (
        "Little giant enterprises, value-added output growth: 8%"
    )
    oil = {"subject": "shale_oil", "label": "shale oil"}
    assert line(value=4000, unit="tonne", **oil) == "Shale oil: 4,000 tonnes"
    assert line(subject="x", label="industrial robots") == "Industrial robots: 14,600 enterprises"
    assert line(subject="x", label="projects under way", unit="project") == "Projects under way: 14,600 projects"


def test_source_language_is_that_of_the_page() -> None:
    assert alert([a_change(origin=MIRROR)], Telling(language="source")).language == "zh"
    assert alert([a_change()], Telling(language="source")).language == "en"


def test_an_alert_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        alert([], Telling())


def test_the_data_has_stable_ids_and_goes_through_json() -> None:
    english, chinese = alert([a_revision()], Telling()), alert([a_revision()], Telling(language="zh"))
    data = json.loads(json.dumps(dict(english.data)))
    change = data["changes"][0]
    assert data["schema"] == "gongbao.alert/2"
    assert (change["id"], change["measure"], change["kind"]) == (1, "m17", "revised")
    assert (change["statement"]["value"], change["before"]["statement"]["value"]) == (14600, 12000)
    assert change["statement"]["as_of"] == "2031-04-30"
    assert change["also"][0]["url"] == MIRROR.url
    assert [c["id"] for c in chinese.data["changes"]] == [1]


# What a page cannot do

ATTACKS = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[free money](https://evil.example) ![x](https://evil.example/t.png) <https://evil.example>",
    "@everyone @here <!channel> <@U123> ＠all",
    "see https://evil.example/a?b=1 or www.evil.example or mailto:x@evil.example",
    "**bold** __u__ ~~s~~ `code` # head\n# head\n- item\n1. item\n> said\n| a | b |\n|---|---|",
    "abc\u202edcba\u2066x\u2069 \u200bhid\u200dden \x1b[31mred\x07 \x9b2J \ud800 \u2028line \U000e0041",
    "{{ 7 * 7 }} {% for x in y %} {{ config }} %s {0}",
    "\r\nBcc: all@evil.example\r\n\r\n$(rm -rf /) `id`",
]


def attacked(text: str) -> Alert:
    origin = Origin(
        document="d9", url='https://ok.example/a"><b>(x)', title=text, publisher=text, language="en", source="s"
    )
    figure = a_figure(quote=text, label=text, speaker=text)
    act = an_act(title=text, quote=text, actors=(text,), timeframe=text, speaker=text)
    before = Point(replace(figure, value=Decimal(3), as_of=a_day(2030, 1, 1)), origin)
    moved = {"kind": "revised", "before": before, "before_sentence": f"y {text} z", "post": text, "perhaps": text}
    changes = [
        a_change(figure, origin=origin, title=text, also=(origin,), sentence=f"x {text} y", **moved),
        a_change(act, origin=origin, id=2),
        a_change(act, origin=replace(origin, document="d10"), id=3, kind="conflicting", before=Point(act, origin)),
        a_change(figure, origin=replace(origin, document="d11"), id=4, title=text),
    ]
    series = {"m17": [before]}
    return alert(changes, Telling(form="digest", team=text, series=series, listed=Listed(3, 1), links=Links(run=text)))


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in {"href", "src"}}


OUR_LINK = "https://ok.example/a%22%3E%3Cb%3E%28x%29"
PLAIN = Elements(attacked("harmless words").html)


@pytest.mark.parametrize("text", ATTACKS)
def test_html_holds_no_element_of_the_page(text: str) -> None:
    found = Elements(attacked(text).html)
    assert found.tags <= PLAIN.tags | {"b"}
    assert found.attributes <= PLAIN.attributes
    assert found.links == {OUR_LINK}


@pytest.mark.parametrize("text", ATTACKS)
def test_markdown_holds_no_markup_of_the_page(text: str) -> None:
    markdown = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
    tokens = [token for block in markdown.parse(attacked(text).markdown) for token in (block, *(block.children or ()))]
    ours = {"paragraph", "blockquote", "strong", "link", "code_inline", "inline", "text", "softbreak", "text_special"}
    ours |= {"bullet_list", "list_item"}
    assert sum(token.type == "list_item_open" for token in tokens) == 1
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} <= ours
    assert {str(token.attrs["href"]) for token in tokens if token.type == "link_open"} == {OUR_LINK}


@pytest.mark.parametrize("form", ["title", "short", "text", "markdown", "html"])
@pytest.mark.parametrize("text", ATTACKS)
def test_no_mention_address_or_control_of_the_page_is_in_any_form(text: str, form: str) -> None:
    message = getattr(attacked(text), form).replace("@media", "")
    assert not re.search(r"[@＠]\w", message)
    assert not re.search(r"evil\.example|://evil|www\.evil", message)
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]", message
    )
    assert "\n" not in attacked(text).title


def test_a_template_in_a_page_is_text() -> None:
    assert "49" not in attacked("{{ 7 * 7 }}").text


def test_a_link_that_is_not_http_is_no_link() -> None:
    evil = Origin(document="d", url="javascript:alert(1)", title="t", language="en")
    told = alert([a_change(origin=evil)], Telling())
    assert Elements(told.html).links == {""}
    assert "javascript:" not in told.text + told.markdown + told.short


def test_a_sentence_without_end_is_cut() -> None:
    told = alert([a_change(sentence="word " * 200_000)], Telling())
    assert max(len(told.text), len(told.markdown), len(told.html)) < 10_000


@given(st.text(max_size=200))
def test_any_text_renders_in_every_form(text: str) -> None:
    told = attacked(text)
    assert told.html.isprintable() or "\n" in told.html
    json.dumps(dict(told.data))
    told.text.encode("utf-8")
    told.html.encode("utf-8")


def test_the_terminal_shows_lines_without_colour_where_nobody_looks() -> None:
    out = StringIO()
    show(alert([a_revision()], Telling(language="zh")), Console(file=out, width=100))
    assert "1.46万家（截至2030年6月30日为1.2万家，增加2600家，增长21.7%）" in out.getvalue()
    assert "\x1b" not in out.getvalue()


def test_the_terminal_has_colour_where_somebody_looks_and_no_broken_links() -> None:
    out = StringIO()
    show(alert([a_revision()], Telling()), Console(file=out, width=40, force_terminal=True, color_system="truecolor"))
    assert "\x1b[" in out.getvalue()
    assert PAGE.url in out.getvalue()


def test_what_its_page_no_longer_says_is_told_so() -> None:
    for language, said in (("en", "no longer on the page"), ("zh", "原页面已不再如此表述")):
        told = alert([a_change(taken_back=True)], Telling(language=language))
        assert said in told.text
        assert said in told.html
        assert told.data["changes"][0]["taken_back"] is True
