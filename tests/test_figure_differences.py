"""Why two figures are two measures, as a person is told."""

import pytest
from stores import figure, origin

from measures.figure_differences import figure_differences
from measures.model import Figure, Point

HERE, THERE = origin("a", "2026-01-20"), origin("b", "2026-09-20")
STOCK = figure(421)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (figure(421, "smart_workshop"), "another subject"),
        (figure(421, aspect="added"), "another aspect"),
        (figure(421, scope="guangdong"), "another scope: the whole, guangdong"),
        (figure(50, unit="percent"), "another unit: factory, percent"),
        (figure(9_000_000), "too far apart"),
    ],
)
def test_what_tells_two_figures_apart_is_said(other: Figure, why: str) -> None:
    one, two = Point(STOCK, HERE), Point(other, THERE)
    assert why in figure_differences(one, two)
    assert bool(figure_differences(two, one)) == bool(figure_differences(one, two))


def test_two_counts_of_one_document_are_told_apart_by_it() -> None:
    assert "one document" in figure_differences(Point(STOCK, HERE), Point(figure(35, start=90), HERE))


def test_nothing_is_said_where_nothing_differs() -> None:
    for other in (figure(430, as_of="2026-09-01"), figure(600, modality="target")):
        assert figure_differences(Point(STOCK, HERE), Point(other, THERE)) == ""


def test_a_name_that_could_be_anything_is_said_to_be_one() -> None:
    one, two = figure(16, "branch", unit="branch"), figure(20, "branch", unit="branch")
    assert "says too little" in figure_differences(Point(one, HERE), Point(two, THERE))
