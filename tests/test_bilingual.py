"""One fact in official English, in machine-translated English and in Chinese: the vocabulary makes one thing of them.

The sentences are ours, of all fields that MIIT and SCIO speak about. The files `seen` were looked at while the
vocabulary was mended, those `unseen` later and by kinds of misses; the floors lie a little below what is reached.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from measures.concepts import concepts_in, topic_of
from measures.documents import compose
from measures.figures import figures
from measures.lexicon import built_in
from measures.match import bond, keys
from measures.model import Origin, Point
from measures.text import normalise

TEXTS = Path(__file__).parent / "bilingual"
WORDINGS = ("en", "mt", "zh")
DAY = date(2026, 10, 20)


def series(name: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield from tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8")).items()


def said_in(text: str) -> list[tuple[float, str, str]]:
    document = compose(text, identity="own", title="", published=DAY)
    return sorted((float(figure.value), figure.unit, figure.indicator) for figure in figures(document))


def one_fact(table: Mapping[str, str]) -> bool:
    said = [said_in(table[wording]) for wording in WORDINGS]
    return bool(said[0]) and said[0] == said[1] == said[2]


def act_in(text: str) -> str:
    """The words of an act without the bodies in it, as a reader of acts looks at them."""
    bare = normalise(text).text
    for body in reversed(built_in().agencies.find(bare)):
        bare = bare[: body.start] + " " * (body.end - body.start) + bare[body.end :]
    return bare


def one_act(table: Mapping[str, str]) -> bool:
    """The topic is right in all three wordings, and any two share something that the vocabulary names."""
    acts = [act_in(table[wording]) for wording in WORDINGS]
    if {topic_of(act, lexicon=built_in()) for act in acts} != {table["topic"]}:
        return False
    official, translated, chinese = (concepts_in(act, 0, len(act), built_in()) for act in acts)
    return bool(official & chinese) and bool(translated & chinese) and bool(official & translated)


@pytest.mark.parametrize(("name", "floor"), [("figures_seen", 0.9), ("figures_unseen", 0.6)])
def test_figures_are_of_one_series_in_both_languages(name: str, floor: float) -> None:
    apart = [id for id, table in series(name) if not one_fact(table)]
    assert len(apart) <= (1 - floor) * sum(1 for _ in series(name)), apart


@pytest.mark.parametrize(("name", "floor"), [("initiatives_seen", 0.95), ("initiatives_unseen", 0.7)])
def test_initiatives_are_about_one_thing_in_both_languages(name: str, floor: float) -> None:
    apart = [id for id, table in series(name) if not one_act(table)]
    assert len(apart) <= (1 - floor) * sum(1 for _ in series(name)), apart


Wordings = Mapping[str, list[Point]]


def points_in(table: Mapping[str, str], later: int) -> Wordings:
    """The figures of each wording; the Chinese one is told days later."""
    return {wording: said_on(table[wording], wording, later if wording == "zh" else 0) for wording in WORDINGS}


def said_on(text: str, wording: str, later: int) -> list[Point]:
    day = DAY + timedelta(days=later)
    where = Origin(document=wording, url="", language="zh" if wording == "zh" else "en", published=day)
    return [Point(figure, where) for figure in figures(compose(text, identity=wording, title="", published=day))]


def one_measure(one: Point, other: Point) -> bool:
    """Are the two bound firmly, and found by a key?"""
    bound = bond(one, other)
    return bool(bound and bound.firm and keys(one.statement, one.origin) & keys(other.statement, other.origin))


@pytest.mark.parametrize(
    ("name", "later", "floor"),
    [("figures_seen", 0, 0.97), ("figures_seen", 30, 0.97), ("figures_unseen", 0, 0.93), ("figures_unseen", 30, 0.9)],
)
def test_figures_are_bound_across_languages_and_no_two_facts_are(name: str, later: int, floor: float) -> None:
    told = [points_in(table, later) for _, table in series(name)]
    pairs = [(facts[one], facts[other]) for facts in told for one, other in combinations(WORDINGS, 2)]
    apart = [pair for pair in pairs if not all(any(one_measure(x, y) for y in pair[1]) for x in pair[0])]
    assert len(apart) <= (1 - floor) * len(pairs)
    wrong = [
        (x, y) for one, other in combinations(told, 2) for x in one["en"] for y in other["zh"] if one_measure(x, y)
    ]
    assert not wrong
