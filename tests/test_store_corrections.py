"""What a person settles holds: for later documents, new versions and further readings. On SQLite and PostgreSQL."""

from itertools import product
from pathlib import Path
from random import Random

import pytest
from stores import document, figure, gathered, initiative

from measures.model import Measure, Point
from store.errors import Ambiguous, Refused
from store.store import Store, Wanted


def values(store: Store) -> list[list[int]]:
    """The values of every measure, in order of time."""
    return sorted([[int(p.statement.value) for p in m.points] for m in store.measures()])


def holder(store: Store, value: int) -> Measure:
    """The measure in which a value is told."""
    return next(m for m in store.measures() if any(p.statement.value == value for p in m.points))


def number(measure: Measure, value: int) -> int:
    return next(p.number for p in measure.points if p.statement.value == value)


@pytest.fixture
def plants(store: Store) -> Store:
    """Two names of one thing, told in two documents: 421 factories in June, 500 plants in October."""
    store.record("miit", [], document("a", "2025-07-01"), [figure(421, as_of="2025-06-30")])
    store.record("miit", [], document("b", "2025-11-01"), [figure(500, "clever_plant", as_of="2025-10-31")])
    return store


def merged(store: Store, one: int = 421, other: int = 500) -> Measure:
    [measure] = store.merge(holder(store, one).id, holder(store, other).id)
    return measure


# --- merge -------------------------------------------------------------------------------------------------------


def test_two_measures_become_one_and_both_ids_lead_there(plants: Store) -> None:
    ids = [measure.id for measure in plants.measures()]
    measure = merged(plants)
    assert [p.statement.value for p in measure.points] == [421, 500]
    assert {plants.measure(id_) for id_ in ids} == {measure}
    assert gathered(plants).deliveries() == []


def test_what_is_read_later_goes_where_its_bonds_are(plants: Store) -> None:
    merged(plants)
    plants.record("miit", [], document("c", "2026-01-05"), [figure(510, "clever_plant", as_of="2025-12-31")])
    later = plants.record("miit", [], document("d", "2026-02-05"), [figure(520, as_of="2026-01-31")])
    assert values(plants) == [[421, 500, 510, 520]]
    assert [(c.kind, c.before.statement.value if c.before else 0) for c in later.changes] == [("revised", 510)]


def test_a_merger_outlives_a_new_version_and_a_further_reading_of_its_page(plants: Store) -> None:
    measure = merged(plants)
    text = "There are 505 clever plants, as we said before."
    plants.record("miit", [], document("b", "2025-11-01", text), [figure(505, "clever_plant", as_of="2025-10-31")])
    assert values(plants) == [[421, 505]]
    again = document("b", "2025-11-01", text + " Thank you.")
    plants.record("miit", [], again, [figure(505, "wise_plant", as_of="2025-10-31", label="wise plants")])
    assert values(plants) == [[421, 505]]
    assert plants.measure(measure.id) == next(iter(plants.measures()))


def test_initiatives_without_a_common_word_become_one(store: Store) -> None:
    store.record("miit", [], document("a"), [initiative("smart_factory", "pilot_city", batch=3)])
    store.record("miit", [], document("b"), [initiative("model_workshop", "trial_region")])
    assert len(store.merge(*(measure.id for measure in store.measures()))) == 1
    store.record("scio", [], document("c", "2026-03-04"), [initiative("model_workshop", "trial_region", start=7)])
    [measure] = store.measures()
    assert len(measure.points) == 3


def test_an_initiative_joins_the_one_half_of_a_merger_that_it_is_like(store: Store) -> None:
    for n in range(4):
        store.record("miit", [], document(f"a{n}", f"2026-03-0{n + 1}"), [initiative("smart_factory", "pilot_city")])
    store.record("miit", [], document("b"), [initiative("model_workshop", "trial_region", "loan_pool")])
    store.merge(*(measure.id for measure in store.measures()))
    store.record("scio", [], document("c"), [initiative("model_workshop", "trial_region", "loan_pool", start=7)])
    [measure] = store.measures()
    assert len(measure.points) == 6


def test_what_cannot_be_one_is_refused_with_one_message(plants: Store) -> None:
    plants.record("miit", [], document("c"), [initiative("smart_factory", "pilot_city")])
    one, act = holder(plants, 421).id, next(m.id for m in plants.measures() if m.kind == "initiative")
    with pytest.raises(Refused, match=r"a figure .* an initiative"):
        plants.merge(one, act)
    with pytest.raises(Refused, match="one measure already"):
        plants.merge(one, one[:-2])
    with pytest.raises(Refused, match="f-zz"):
        plants.merge(one, "f-zz")
    with pytest.raises(Ambiguous):
        plants.merge("f-", one)
    assert plants.corrections() == []


# --- split and part ----------------------------------------------------------------------------------------------


@pytest.fixture
def mixed(store: Store) -> Store:
    """One series as the matcher has it: 400 and 421 are of one thing, 440 of another by the same name."""
    for name, value, day in (("a", 400, "2025-03-31"), ("b", 421, "2025-06-30"), ("c", 440, "2025-09-30")):
        store.record("miit", [], document(name, day), [figure(value, as_of=day)])
    assert values(store) == [[400, 421, 440]]
    return store


def parted(store: Store) -> list[Measure]:
    measure = holder(store, 440)
    return store.split(measure.id, [number(measure, 440)])


def test_some_statements_become_a_measure_of_their_own(mixed: Store) -> None:
    before = holder(mixed, 440).id
    assert len(parted(mixed)) == 2
    assert values(mixed) == [[400, 421], [440]]
    assert holder(mixed, 400).id == before, "the greater part keeps the id"


def test_what_was_split_is_never_joined_again(mixed: Store) -> None:
    parted(mixed)
    for name, value, day in (("d", 445, "2025-10-31"), ("e", 402, "2025-04-30"), ("f", 440, "2025-09-30")):
        mixed.record("scio", [], document(name, day), [figure(value, as_of=day)])
    assert holder(mixed, 440).id != holder(mixed, 421).id
    assert holder(mixed, 400).id == holder(mixed, 421).id
    copies = [p.origin.document for p in holder(mixed, 440).points]
    assert {"c", "f"} <= set(copies), "the copy of a value goes with it"


def test_a_page_that_corrects_its_number_stays_on_its_side(mixed: Store) -> None:
    parted(mixed)
    mixed.record("miit", [], document("c", "2025-09-30", "Now 441."), [figure(441, as_of="2025-09-30")])
    assert values(mixed) == [[400, 421], [441]]


def test_the_later_word_counts(mixed: Store) -> None:
    one, other = parted(mixed)
    mixed.merge(one.id, other.id)
    assert values(mixed) == [[400, 421, 440]]
    parted(mixed)
    assert values(mixed) == [[400, 421], [440]]


def test_what_a_later_word_unites_is_not_parted_by_an_earlier_one_through_a_third(plants: Store) -> None:
    plants.record("miit", [], document("c", "2025-12-01"), [figure(90, "good_works", as_of="2025-11-30")])
    plants.part(holder(plants, 421).id, holder(plants, 90).id)
    merged(plants)
    merged(plants, 500, 90)
    assert values(plants) == [[421, 500, 90]]


def test_wrong_numbers_are_refused(mixed: Store) -> None:
    measure = holder(mixed, 440)
    everything = [point.number for point in measure.points]
    for numbers, message in (([999], "no statement 999"), (everything, "not all"), ([], "not none")):
        with pytest.raises(Refused, match=message):
            mixed.split(measure.id, numbers)
    with pytest.raises(Refused, match="one measure"):
        mixed.part(measure.id, measure.id)


def test_measures_that_may_be_one_are_asked_about_until_somebody_settles_it(store: Store) -> None:
    store.record("miit", [], document("a", "2025-07-01"), [figure(421, as_of="2025-06-30")])
    store.record("miit", [], document("b", "2025-11-01"), [figure(5000, as_of="2025-10-31")])
    [doubt] = store.doubts()
    ids = (doubt.one.id, doubt.other.id)
    assert set(ids) == {holder(store, 421).id, holder(store, 5000).id}
    assert doubt.why
    assert store.doubts(Wanted(kind="initiative")) == []
    store.part(*ids)
    assert store.doubts() == []
    store.undo(store.corrections()[0].number)
    assert len(store.doubts()) == 1
    store.merge(*ids)
    assert store.doubts() == []


# --- names -------------------------------------------------------------------------------------------------------


def test_a_given_name_stays_with_what_it_was_given_to(plants: Store) -> None:
    plants.rename(holder(plants, 500).id, "  Clever   plants of all kinds ")
    for day, value in (("2025-03-31", 400), ("2025-04-30", 410)):
        plants.record("miit", [], document(day, day), [figure(value, as_of=day)])
    measure = merged(plants)
    assert (measure.title, measure.named) == ("Clever plants of all kinds", True)
    plants.split(measure.id, [number(measure, 500)])
    assert holder(plants, 500).title == "Clever plants of all kinds"
    assert holder(plants, 421).title == "smart factory"
    assert plants.changes()[1].title == "Clever plants of all kinds"


def test_the_last_name_counts_and_can_be_taken_back(plants: Store) -> None:
    for title in ("First", "Second"):
        plants.rename(holder(plants, 500).id, title)
    assert holder(plants, 500).title == "Second"
    for title in ("First", "clever plant"):
        plants.undo(plants.corrections()[0].number)
        assert holder(plants, 500).title == title
    with pytest.raises(Refused):
        plants.rename(holder(plants, 500).id, "  ")


# --- what was settled --------------------------------------------------------------------------------------------


def test_corrections_are_listed_and_undone(plants: Store) -> None:
    ids = [holder(plants, value).id for value in (421, 500)]
    merged(plants)
    [correction] = plants.corrections()
    assert (correction.kind, [side.title for side in correction.sides]) == ("merge", ["smart factory", "clever plant"])
    assert len(plants.undo(correction.number)) == 2
    assert values(plants) == [[421], [500]]
    assert [holder(plants, value).id for value in (421, 500)] == ids, "the ids are what they were"
    assert plants.corrections() == []
    with pytest.raises(Refused, match=f"no correction {correction.number}"):
        plants.undo(correction.number)


# --- for ever ----------------------------------------------------------------------------------------------------

SUBJECTS = ("smart_factory", "clever_plant", "wise_works")
Said = tuple[str, int]
"""A statement by its document and its value."""


def told(random: Random, count: int, batch: str) -> list[tuple[str, str, list[tuple[int, str]]]]:
    """A batch of documents with one to three figures each: name, day, values with their subjects."""
    days = [f"202{random.randint(3, 6)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}" for _ in range(count)]
    some = [[(random.randint(100, 130), random.choice(SUBJECTS)) for _ in range(random.randint(1, 3))] for _ in days]
    return [(f"{batch} {n}", day, said) for n, (day, said) in enumerate(zip(days, some, strict=True))]


def read(store: Store, documents: list[tuple[str, str, list[tuple[int, str]]]]) -> None:
    for name, day, said in documents:
        figures = [figure(value, subject, as_of=day, start=9 * n) for n, (value, subject) in enumerate(said)]
        store.record("miit", [], document(name, day), figures)


def sides(store: Store) -> dict[Said, str]:
    """The measure of every statement."""
    return {(p.origin.document, p.statement.start): m.id for m in store.measures() for p in m.points}


def correct(store: Store, random: Random, ruled: dict[frozenset[Said], bool]) -> None:
    """Merge two measures or split one, and note what was said of each pair of statements."""
    measures = list(store.measures())
    one, other = random.sample(measures, 2)
    if random.random() < 0.5 or len(one.points) == 1:
        ones, others = one.points, other.points
        store.merge(one.id, other.id)
        pairs = list(product((*ones, *others), repeat=2))
        ruled.update({frozenset((name(p), name(q))): True for p, q in pairs})
        return
    taken = random.sample(one.points, random.randint(1, len(one.points) - 1))
    rest = [point for point in one.points if point not in taken]
    store.split(one.id, [point.number for point in taken])
    ruled.update({frozenset((name(p), name(q))): True for side in (taken, rest) for p, q in product(side, side)})
    ruled.update({frozenset((name(p), name(q))): False for p, q in product(taken, rest)})


def name(point: Point) -> Said:
    return point.origin.document, point.statement.start


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_settled_holds_for_whatever_is_read_later_in_any_order(
    store: Store, tmp_path: Path, seed: int
) -> None:
    other = Store(f"sqlite:///{tmp_path / 'other.db'}")
    other.migrate()
    for each in (store, other):
        random, ruled = Random(seed), dict[frozenset[Said], bool]()
        read(each, told(random, 8, "first"))
        for _ in range(3):
            correct(each, random, ruled)
        later = told(random, 6, "later")
        read(each, later if each is store else later[::-1])
        where = sides(each)
        for pair, together in ruled.items():
            assert (len({where[said] for said in pair}) == 1) is together
    assert parts(store) == parts(other)
    other.close()


def parts(store: Store) -> set[frozenset[Said]]:
    return {frozenset(name(point) for point in measure.points) for measure in store.measures()}
