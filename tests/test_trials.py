"""What the trials of operations go by would see a fault: requests again, two at once, stores that differ."""

from datetime import UTC, datetime

from bench.operations.stores import Holdings
from bench.operations.visits import Fetched, Manners, Visit, fetched, manners


def visit(page: str, began: float) -> Visit:
    return Visit("site.example", page, began, began + 1)


def test_a_page_asked_for_after_the_kept_one_came_is_told_from_one_that_was_lost() -> None:
    kept = {"lost": datetime.fromtimestamp(11.5, UTC), "stored": datetime.fromtimestamp(21.5, UTC)}
    asked = [visit("lost", 1), visit("lost", 10), visit("stored", 20), visit("stored", 30), visit("list", 0)]
    assert fetched(asked, kept) == Fetched(pages=2, requests=4, again=1, stored=1)


def test_two_requests_at_once_and_the_shortest_wait_are_seen() -> None:
    assert manners([visit("a", 1), visit("b", 5), visit("c", 5.5)]) == {"site.example": Manners(3, 1, -0.5)}


def test_stores_differ_where_the_same_statements_make_other_measures() -> None:
    same = frozenset(["one"]), frozenset(["one"]), frozenset(["a", "b"])
    joined = Holdings(*same, frozenset([frozenset("ab")]))
    apart = Holdings(*same, frozenset([frozenset("a"), frozenset("b")]))
    assert joined.differences(apart) == {"documents": 0, "versions": 0, "statements": 0, "measures": 3}
