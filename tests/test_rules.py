"""Who is told of a change."""

from typing import get_args

import pytest
from changes import a_change, a_figure, an_act

from alerts.channel import Channel, Rule
from alerts.rules import owed, wants
from measures.model import NEWS, ChangeKind


def channel(*rules: Rule, name: str = "desk") -> Channel:
    return Channel(name=name, url="json://example.org/hook", rules=rules)


@pytest.mark.parametrize("kind", get_args(ChangeKind))
def test_only_news_is_owed_even_where_nothing_in_particular_was_asked_for(kind: ChangeKind) -> None:
    assert wants(channel(), a_change(kind=kind)) is (kind in NEWS)


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
        (Rule(without=("third batch",)), True, False),
        (Rule(kinds=frozenset({"figure"}), words=("parks",)), False, False),
    ],
)
def test_a_rule_asks_for_all_of_its_fields(rule: Rule, figure: bool, act: bool) -> None:
    assert wants(channel(rule), a_change(a_figure())) is figure
    assert wants(channel(rule), a_change(an_act(concepts=frozenset({"robot_park"})))) is act


def test_one_of_several_rules_is_enough() -> None:
    rules = (Rule(changes=frozenset({"revised"})), Rule(words=("robot",)))
    assert wants(channel(*rules), a_change())


def test_owed_names_the_channels_in_their_order() -> None:
    only_acts = Rule(kinds=frozenset({"initiative"}))
    channels = [channel(name="b"), channel(only_acts, name="x"), channel(name="a")]
    assert owed(channels, a_change()) == ("b", "a")
