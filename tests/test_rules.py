"""Who is told of a change."""

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from changes import a_change, a_figure, an_act

from alerts.about import About
from alerts.channel import Channel
from alerts.rules import catching, excluding, meets, owed, wants
from alerts.team import Rule, Team, Threshold
from measures.documents import compose
from measures.figures import figures
from measures.initiatives import initiatives
from measures.model import NEWS, ChangeKind, Origin

FIGURE, ACT = About(a_change(a_figure())), About(a_change(an_act(concepts=frozenset({"robot_park"}))))


def team(*rules: Rule, without: tuple[Rule, ...] = (), name: str = "desk") -> Team:
    channels = tuple(Channel(f"{name}.{key}", "json://example.org/hook") for key in ("mail", "chat"))
    return Team(name=name, channels=channels, rules=rules, without=without)


def read(text: str, publisher: str = "", title: str = "") -> About:
    """The change that the one statement of a text brings."""
    document = compose(text, identity="d", title=title, published=date(2031, 3, 1), publisher=publisher)
    (said,) = (*figures(document), *initiatives(document))
    origin = Origin(document="d", url="https://a.example/", title=title, publisher=publisher)
    sentence = document.text[said.sentence_start : said.sentence_end]
    return About(a_change(said, origin=origin, title="", sentence=sentence))


@pytest.mark.parametrize("kind", get_args(ChangeKind))
def test_only_news_is_owed_even_where_nothing_in_particular_was_asked_for(kind: ChangeKind) -> None:
    assert wants(team(), About(a_change(kind=kind))) is (kind in NEWS)


@pytest.mark.parametrize(
    ("rule", "figure", "act"),
    [
        (Rule(), True, True),
        (Rule(kinds=frozenset({"figure"})), True, False),
        (Rule(kinds=frozenset({"initiative"})), False, True),
        (Rule(changes=frozenset({"revised"})), False, False),
        (Rule(sources=frozenset({"scio-en"})), True, True),
        (Rule(sources=frozenset({"miit-news"})), False, False),
        (Rule(subjects=frozenset({"robot_maker"})), True, False),
        (Rule(subjects=frozenset({"robot_maker.total", "robot_maker.growth"})), True, False),
        (Rule(subjects=frozenset({"robot_park"})), False, True),
        (Rule(measures=frozenset({"m17", "m18"})), True, True),
        (Rule(measures=frozenset({"m1"})), False, False),
        (Rule(units=frozenset({"enterprise"})), True, False),
        (Rule(units=frozenset({"yuan"})), False, False),
        (Rule(agencies=frozenset({"ndrc"})), False, True),
        (Rule(agencies=frozenset({"scio"})), True, False),
        (Rule(words=("PARKS", "chips")), False, True),
        (Rule(at_least=(Threshold(Decimal(14600), "enterprise"),)), True, False),
        (Rule(moved=(Threshold(Decimal(5), "percent"),)), False, False),
        (Rule(kinds=frozenset({"figure"}), words=("parks",)), False, False),
    ],
)
def test_a_rule_asks_for_all_of_its_fields(rule: Rule, figure: bool, act: bool) -> None:
    assert (meets(rule, FIGURE), meets(rule, ACT)) == (figure, act)


def test_one_of_several_rules_is_enough_and_the_first_that_catches_is_named() -> None:
    revised, robots, all_figures = (
        Rule(name="late", changes=frozenset({"revised"})),
        Rule(name="robots", words=("robot",)),
        Rule(name="all", kinds=frozenset({"figure"})),
    )
    found = catching(team(revised, robots, all_figures), FIGURE)
    assert found is robots
    assert catching(team(revised), FIGURE) is None


def test_what_is_excluded_is_wanted_by_no_rule() -> None:
    third, late = Rule(words=("third batch",)), Rule(kinds=frozenset({"figure"}), changes=frozenset({"revised"}))
    assert wants(team(without=(third, late)), FIGURE)
    assert not wants(team(without=(third, late)), ACT)
    assert not wants(team(Rule(words=("parks",)), without=(third, late)), ACT)
    assert excluding(team(without=(late, third)), ACT) is third


def test_owed_names_every_channel_of_the_teams_in_their_order() -> None:
    only_acts = Rule(kinds=frozenset({"initiative"}))
    teams = [team(name="b"), team(only_acts, name="x"), team(name="a")]
    assert owed(teams, a_change()) == ("b.mail", "b.chat", "a.mail", "a.chat")


# Words


@pytest.mark.parametrize(
    ("word", "sentence", "is_in"),
    [
        ("chip", "Output of CHIPS rose.", True),
        ("chips", "One chip is new.", True),
        ("chip", "Chipmakers and microchips grow.", False),
        ("robot park", "Robot parks are named.", True),
        ("robot park", "A robot. Park it.", False),
        ("robot park", "parks for robots", False),
        ("e-commerce", "Cross-border e-commerce grows", True),
        ("programme", "the new programs", True),
        ("U.S. firms", "12 U.S. firms came", True),
        ("5G", "the 5G network", True),
        ("5G", "15GB of data", False),
        ("ＡＩ", "AI models", True),
        ("AI", "发展ＡＩ大模型", True),
        ("AI", "said again", False),
        ("小巨人", "专精特新“小巨人”企业", True),
        ("小巨人企业", "专精特新“小巨人”企业", True),
        ("小巨人企業", "小巨人企业", True),
        ("人企", "小巨人企业", True),
        ("芯片", "半导体", False),
        ("5G基站", "新建5g 基站10万个", True),
        ("％", "grew by 5% again", True),
        ('"', 'he said "yes"', False),
    ],
)
def test_words_are_whole_in_english_and_anywhere_in_chinese(word: str, sentence: str, is_in: bool) -> None:
    about = About(
        a_change(a_figure(quote="x", label=""), sentence=sentence, title="", origin=Origin(document="d", url=""))
    )
    assert about.names(word) is is_in


def test_words_stand_in_titles_names_and_actors_too() -> None:
    assert FIGURE.names("briefing"), "the document's title"
    assert FIGURE.names("robot enterprise"), "the measure's title and the figure's label"
    assert ACT.names("ndrc"), "who acts"
    assert not FIGURE.names("scio-en"), "the source has a field of its own"


# Topics, bodies, units of what is really read


@pytest.mark.parametrize(
    ("text", "publisher", "field", "ids"),
    [
        ("China had 14,600 little giants at the end of June.", "", "topics", {"little_giant_enterprise", "innovation"}),
        ("截至6月底，“小巨人”企业达1.46万家。", "", "topics", {"little_giant_enterprise", "innovation"}),
        ("The Ministry of Finance will allocate funds to charging piles.", "", "topics", {"charging_pile"}),
        ("The Ministry of Finance will support data centers.", "", "agencies", {"ministry_of_finance"}),
        ("China had 14,600 little giants, MIIT said.", "SCIO", "agencies", {"miit", "scio"}),
        ("截至6月底，“小巨人”企业达1.46万家。", "工业和信息化部", "agencies", {"miit"}),
        ("广东省政府将建设一批数据中心。", "", "agencies", {"guangdong", "local_governments"}),
        ("Exports reached $1 billion (about 7.1 billion yuan).", "", "units", {"usd", "yuan"}),
        ("Wheat was sown on 300 hectares.", "", "units", {"hectare", "mu"}),
    ],
)
def test_what_a_text_is_about_is_found_in_it(text: str, publisher: str, field: str, ids: set[str]) -> None:
    assert getattr(read(text, publisher), field) >= ids


def test_an_act_is_of_those_who_act_and_of_the_publisher_only_where_nobody_is_named() -> None:
    named = read("The Ministry of Finance will support data centers.", "MIIT")
    assert named.agencies == {"ministry_of_finance"}
    nobody = About(a_change(an_act(actors=()), origin=Origin(document="d", url="", publisher="MIIT")))
    assert nobody.agencies == {"miit"}


def test_a_general_object_brings_its_field_only_where_nothing_else_is_named() -> None:
    alone, beside = (
        About(a_change(an_act(topic="", concepts=frozenset(ids)))).topics
        for ids in (["standard"], ["standard", "charging_pile"])
    )
    assert alone == {"standard", "standards"}
    assert beside == {"standard", "charging_pile", "vehicles"}
