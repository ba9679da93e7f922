"""The history of a measure: rows by value and time, the best source first."""

from datetime import date
from itertools import permutations

from stores import figure, initiative, origin

from measures.life import Row, rows
from measures.model import Figure, Initiative, Point

MINISTRY = origin("notice", "2026-01-20", publisher="工业和信息化部", language="zh")
WIRE = origin("wire", "2026-01-21", publisher="新华社", language="zh")
PAPER = origin("paper", "2026-01-22", publisher="Harbour Post")


def values(found: list[Row]) -> list[tuple[str, list[int]]]:
    return [
        (row.line, [int(p.statement.value) for p in row.points if isinstance(p.statement, Figure)]) for row in found
    ]


def test_a_row_for_each_value_and_time_whatever_the_order_of_arrival() -> None:
    told = [
        Point(figure(400, as_of="2024-12-31"), PAPER),
        Point(figure(421, as_of="2025-12-31"), WIRE),
        Point(figure(420, as_of="2025-12-31", qualifier="over"), PAPER),
        Point(figure(421, as_of="2025-12-31"), MINISTRY),
        Point(figure(600, modality="target", by=figure(1, as_of="2027-12-31").as_of), MINISTRY),
    ]
    for order in permutations(told):
        assert values(rows(order)) == [("is", [400]), ("is", [421, 421, 420]), ("aimed", [600])]


def test_rows_that_contradict_each_other_say_so_with_the_better_source() -> None:
    right, wrong = figure(12_000, as_of="2025-12-31"), figure(8_997, as_of="2025-12-31")
    for told in permutations([Point(wrong, PAPER), Point(right, MINISTRY), Point(right, WIRE)]):
        first, second = sorted(rows(told), key=lambda row: -len(row.points))
        assert [p.origin for p in second.contradicted_by] == [MINISTRY]
        assert [p.origin for p in first.contradicted_by] == [PAPER]
        assert [p.origin for p in first.points] == [MINISTRY, WIRE]


def test_batches_and_stages_of_an_initiative_stand_in_order() -> None:
    told = [
        Point(initiative("pilot_city", "select", batch=batch), origin(f"b{batch}", f"202{batch}-05-01"))
        for batch in (1, 2, 3)
    ]
    late = Point(
        initiative("pilot_city", "select", batch=2), origin("again", "2022-05-02", event_date=date(2022, 5, 1))
    )
    for order in permutations([*told, late]):
        batches = [
            [p.statement.batch for p in row.points if isinstance(p.statement, Initiative)] for row in rows(order)
        ]
        assert batches == [[1], [2, 2], [3]]
