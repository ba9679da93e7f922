"""The order of reading leaves no trace in the store: the same pages give the same measures, however they come."""

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stores import Clock, document, empty, figure, initiative, origin

from bench.operations.press import HOSTS, article
from flows.demo.articles import Paragraph
from measures.documents import compose
from measures.figures import figures
from measures.groups import bonds, groups
from measures.initiatives import initiatives
from measures.model import Document, Origin, Point, Statement
from store.store import Store

Said = tuple[Document, tuple[Statement, ...]]
Known = dict[frozenset[tuple[str, int]], str]
"""Which statements (document, place) are one measure, and its title."""

WORDS = ("smart_factory", "pilot_city", "postdoc_station", "rare_earth", "county", "harbour", "orchard", "training")
DAYS = ("2025-06-30", "2025-10-14", "2025-10-16", "2026-02-20")


CROWDED = 26
"""So many pages of each of three hosts in a month."""


def a_figure(start: int) -> st.SearchStrategy[Statement]:
    return st.builds(
        figure,
        st.sampled_from([12, 15, 400, 421, 1_680, 4_762, 5_000, 60_000]),
        st.sampled_from(["smart_factory", "little_giant_enterprise", "光网试点小区", "harbour"]),
        start=st.just(start),
        unit=st.sampled_from(["factory", "item"]),
        aspect=st.sampled_from(["total", "added"]),
        as_of=st.sampled_from([None, *DAYS]),
        qualifier=st.sampled_from(["exact", "over"]),
        modality=st.sampled_from(["stated", "stated", "target"]),
    )


def an_act(start: int) -> st.SearchStrategy[Statement]:
    return st.builds(
        lambda words, batch: initiative(*sorted(words), start=start, batch=batch),
        st.frozensets(st.sampled_from(WORDS), min_size=2, max_size=5),
        st.sampled_from([None, 2, 3]),
    )


@st.composite
def a_page(draw: st.DrawFn, number: int) -> Said:
    said = [draw(st.one_of(a_figure(30 * line), an_act(30 * line))) for line in range(draw(st.integers(1, 4)))]
    return document(f"page{number}", draw(st.sampled_from(DAYS)), "x" * 200), tuple(said)


pages = st.integers(2, 7).flatmap(lambda size: st.tuples(*(a_page(number) for number in range(size))))


def read(store: Store, pages: Sequence[Said]) -> Known:
    for said, statements in pages:
        store.record("miit", [], said, statements)
    return {
        frozenset((p.origin.document, p.statement.start) for p in m.points): m.title
        for m in store.measures()
        if m.points
    }


def known(pages: Sequence[Said]) -> Known:
    with TemporaryDirectory() as folder:
        (Path(folder) / "store.db").write_bytes(empty())
        store = Store(f"sqlite:///{Path(folder) / 'store.db'}", clock=Clock())
        found = read(store, pages)
        store.close()
    return found


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(pages, st.randoms(use_true_random=False))
def test_pages_in_any_order_and_twice_give_the_same_measures(pages: Sequence[Said], chance: Random) -> None:
    shuffled = [*pages, *chance.sample(pages, len(pages) // 2)]
    chance.shuffle(shuffled)
    assert known(shuffled) == known(pages)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(pages)
def test_the_store_parts_statements_as_the_whole_of_them_would_be(pages: Sequence[Said]) -> None:
    assert set(known(pages)) == whole(pages)


def whole(pages: Sequence[Said]) -> set[frozenset[tuple[str, int]]]:
    points = dict(enumerate(Point(one, at(page)) for page, said in pages for one in said))
    return {
        frozenset((points[n].origin.document, points[n].statement.start) for n in members)
        for members in groups(points, bonds(points))
    }


def at(page: Document) -> Origin:
    told = {"event_date": page.event_date, "publisher": page.publisher, "title": page.title, "language": page.language}
    return origin(page.identity, str(page.published), **told)


def test_pages_that_are_much_like_each_other_are_parted_as_the_whole_of_them() -> None:
    """Two months of sites that name the same things, places and plans over and over: chance makes many alike."""
    crowd = list(crowded())
    Random(4).shuffle(crowd)
    assert set(known(crowd)) == whole(crowd)


def crowded() -> Iterator[Said]:
    for month, number, sources in product(range(2), range(CROWDED), HOSTS.values()):
        told = article(sources[number % len(sources)], month, number, provinces=10)
        text = "\n\n".join(part.text for page in told.pages for part in page if isinstance(part, Paragraph))
        page = compose(text, identity=told.slug, title=told.title, published=told.published.date())
        yield page, (*figures(page), *initiatives(page))


def test_a_line_that_a_page_drops_frees_what_it_held_together(store: Store) -> None:
    ends = figure(400, "harbour", as_of="2025-06-30"), figure(3_900, "harbour", as_of="2025-10-31")
    for number, statement in enumerate(ends):
        store.record("miit", [], document(f"end{number}", "2025-11-01"), [statement])
    apart = read(store, [])
    read(store, [(document("middle", "2025-11-02"), (figure(1_300, "harbour", as_of="2025-08-31"),))])
    read(store, [(document("middle", "2025-11-02", "another text now"), ())])
    assert read(store, []) == apart


@pytest.mark.parametrize("seed", range(3))
def test_a_new_text_of_a_page_leaves_what_reading_it_alone_would(seed: int, store: Store) -> None:
    chance = Random(seed)
    drafts = [
        (document(f"page{n}", "2025-10-14", f"draft of {n}"), (figure(chance.choice((400, 421)), start=0),))
        for n in range(4)
    ]
    final = [
        (document(f"page{n}", "2025-10-14", f"text of {n}"), (figure(chance.choice((400, 421, 1_680)), start=0),))
        for n in range(4)
    ]
    pages = [*drafts, *final]
    assert read(store, pages) == known(final)


def test_what_comes_back_to_a_page_meets_what_others_said_meanwhile(store: Store) -> None:
    said = (figure(4_000, as_of="2025-12-31"),)
    lost = document("first", "2026-01-05", "The page without its text, for one reading."), ()
    back = document("first", "2026-01-05", "The page with its text again."), said
    read(store, [(document("first", "2026-01-05"), said), lost, (document("other", "2026-01-06"), said)])
    assert list(read(store, [back])) == [frozenset({("first", 0), ("other", 0)})]


def test_a_page_that_gets_another_day_is_compared_on_that_day(store: Store) -> None:
    said = (figure(4_762, "harbour"),)
    wrong, right = document("first", "2024-01-05"), document("first", "2026-01-05", "The page with its own day.")
    assert len(read(store, [(wrong, said), (document("other", "2026-01-06"), said)])) == 2
    assert len(read(store, [(right, said)])) == 1
