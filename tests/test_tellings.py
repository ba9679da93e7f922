"""Which documents tell one event: reports of it are told together, what only shares a day or a number is not."""

from itertools import permutations

import bundles
import pytest
from stores import origin

from measures.tellings import Told, events, one_event


def told(name: str, measures: str, day: str = "2026-03-01", **fields: str) -> Told:
    """A document that tells a measure a letter."""
    return Told(origin(name, day), frozenset(measures), **fields)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        (told("a", "abcdefgh"), told("b", "abcxyz"), True),
        (told("a", "abcdefgh"), told("b", "abcuvwxyz"), False),
        (told("a", "abcdefgh"), told("b", "abxyz"), False),
        (told("a", "abcdefgh"), told("b", "ab"), True),
        (told("a", "abcdefgh"), told("b", "a"), True),
        (told("a", "abcdefgh"), told("b", "ax"), False),
        (told("a", "abcdefgh"), told("b", "abcdefgh", "2026-03-03"), True),
        (told("a", "abcdefgh"), told("b", "abcdefgh", "2026-03-04"), False),
        (told("a", ""), told("b", ""), False),
        (told("a", "ab"), told("b", "xy", "2026-03-09", notice="a"), True),
        (told("b", "cd", notice="a"), told("c", "xy", notice="a"), True),
    ],
)
def test_two_documents_tell_one_event_if_they_are_of_one_time_and_say_much_the_same(
    one: Told, other: Told, is_one: bool
) -> None:
    assert one_event(one, other) is is_one
    assert one_event(other, one) is is_one


def test_who_shares_a_little_with_both_puts_no_two_events_together() -> None:
    first, second = told("first", "abcdefghij"), told("second", "nopqrstuvw")
    both = told("both", "hijnopqr")
    found = events([first, both, second])
    assert sorted(map(sorted, found)) == [["both", "second"], ["first"]]


def test_the_order_in_which_documents_come_is_no_matter() -> None:
    documents = [
        told("a", "abcdefgh"),
        told("b", "abcx"),
        told("c", "efgy"),
        told("d", "z"),
        told("f", "q", notice="d"),
    ]
    expected = {frozenset("abc"), frozenset("df")}
    assert all(set(events(some)) == expected for some in permutations(documents))


def test_what_every_page_of_a_day_says_costs_no_more_for_many_pages() -> None:
    documents = [told(f"d{number}", f"ab{chr(1000 + number)}{chr(5000 + number)}") for number in range(2000)]
    assert len(events(documents)) == 2000, "the same two numbers everywhere make no event"


@pytest.mark.parametrize(("name", "reports"), [("seen", 5), ("unseen", 4)])
def test_reports_that_people_marked_as_of_one_event_are_told_together(name: str, reports: int) -> None:
    """Conference, agencies, paper, copy; late copies and translations do not name the day of their event here."""
    texts = bundles.own(name).texts
    event_of = {text.name: text.event for text in texts}
    found = events(Told(origin(text.name, text.day), _marked(text)) for text in texts)
    assert all(len({event_of[document] for document in some}) == 1 for some in found)
    together = sorted(len(some) for some in found)
    assert sum(together) == len(texts)
    assert together[-2:] == [reports, reports]


def _marked(text: bundles.Told) -> frozenset[str]:
    """What a text tells, by the names that people gave."""
    return frozenset(name for mark in text.marks for name in mark.names)
