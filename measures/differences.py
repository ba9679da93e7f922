"""Why two statements are not one measure, in words for people: the reasons of a decision."""

from measures.figure_differences import figure_differences
from measures.initiative_differences import initiative_differences
from measures.model import Figure, Point


def differences(one: Point, other: Point) -> str:
    """What tells two statements apart, each reason behind a semicolon; empty where nothing does."""
    if isinstance(one.statement, Figure) != isinstance(other.statement, Figure):
        return "a figure and an initiative"
    return (figure_differences if isinstance(one.statement, Figure) else initiative_differences)(one, other)
