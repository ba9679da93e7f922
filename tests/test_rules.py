"""Who is told of a change."""

from typing import get_args

import pytest
from changes import a_change, a_figure, an_act

from alerts.channel import Channel
from alerts.rules import owed, wants
from alerts.team import Rule, Team
from measures.model import NEWS, ChangeKind


def team(*rules: Rule, without: tuple[Rule, ...] = (), name: str = "desk") -> Team:
    channels = tuple(Channel(f"{name}.{key}", "json://example.org/hook") for key in ("mail", "chat"))
    return Team(name=name, channels=channels, rules=rules, without=without)


@pytest.mark.parametrize("kind", get_args(ChangeKind))
def test_only_news_is_owed_even_where_nothing_in_particular_was_asked_for(kind: ChangeKind) -> None:
    assert wants(team(), a_change(kind=kind)) is (kind in NEWS)


@pytest.mark.parametrize(
    ("rule", "figure", "act"),
    [
        (Rule(kinds=frozenset({"figure"})), True, False),
        (Rule(kinds=frozenset({"initiative"})), False, True),
        (Rule(changes=frozenset({"revised"})), False, False),
        (Rule(sources=frozenset({"scio-en"})), True, True),
        (Rule(sources=frozenset({"miit-news"})), False, False),
        (Rule(subjects=frozenset({"robot_maker"})), True, False),
        (Rule(subjects=frozenset({"robot_park"})), False, True),
        (Rule(words=("PARKS", "chips")), False, True),
        (Rule(kinds=frozenset({"figure"}), words=("parks",)), False, False),
    ],
)
def test_a_rule_asks_for_all_of_its_fields(rule: Rule, figure: bool, act: bool) -> None:
    assert wants(team(rule), a_change(a_figure())) is figure
    assert wants(team(rule), a_change(an_act(concepts=frozenset({"robot_park"})))) is act


def test_one_of_several_rules_is_enough() -> None:
    rules = (Rule(changes=frozenset({"revised"})), Rule(words=("robot",)))
    assert wants(team(*rules), a_change())


def test_what_is_excluded_is_wanted_by_no_rule() -> None:
    without = (Rule(words=("third batch",)), Rule(kinds=frozenset({"figure"}), changes=frozenset({"revised"})))
    assert wants(team(without=without), a_change(a_figure()))
    assert not wants(team(without=without), a_change(an_act()))
    assert not wants(team(Rule(words=("parks",)), without=without), a_change(an_act()))


def test_owed_names_every_channel_of_the_teams_in_their_order() -> None:
    only_acts = Rule(kinds=frozenset({"initiative"}))
    teams = [team(name="b"), team(only_acts, name="x"), team(name="a")]
    assert owed(teams, a_change()) == ("b.mail", "b.chat", "a.mail", "a.chat")
