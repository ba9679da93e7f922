"""Where a message is divided that is too long for its channel: between documents, else between statements."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from changes import a_change, a_figure

from alerts.channel import Channel
from alerts.fitting import MOST_CHANGES, MOST_PARTS, divided, fitted, most, shortened
from alerts.render import Alert, alert
from alerts.room import Form, Room
from alerts.send import room
from alerts.telling import Listed, Telling
from measures.model import Change


def worded(changes: Sequence[Change]) -> Alert:
    return alert(changes, Telling())


def news(count: int, document: str = "d-1", first: int = 0) -> list[Change]:
    at = replace(a_change().origin, document=document, title=document)
    return [a_change(a_figure(first + n + 2), id=first + n, origin=at) for n in range(count)]


def ids(groups: Sequence[Sequence[Change]]) -> list[int]:
    return [change.id for group in groups for change in group]


def test_what_fits_is_one_message() -> None:
    assert divided(news(3), worded, Room("text", 5000)) == (tuple(news(3)),)


def test_documents_stay_together_as_long_as_they_fit() -> None:
    changes = [*news(3, "d-1"), *news(3, "d-2", 3), *news(3, "d-3", 6)]
    limit = len(worded(changes[:6]).text) + 10
    groups = divided(changes, worded, Room("text", limit))
    assert [[change.origin.document for change in group] for group in groups] == [
        ["d-1"] * 3 + ["d-2"] * 3,
        ["d-3"] * 3,
    ]


def test_a_document_longer_than_a_message_is_divided_between_its_statements() -> None:
    changes = news(20)
    limit = len(worded(changes[:6]).text) + 30
    groups = divided(changes, worded, Room("text", limit))
    assert ids(groups) == [change.id for change in changes]
    assert [len(group) for group in groups[:-1]] == [6] * (len(groups) - 1)
    assert all(len(worded(group).text) <= limit for group in groups)


def test_people_get_few_parts_and_the_last_holds_the_rest() -> None:
    changes = news(200)
    groups = divided(changes, worded, Room("text", len(worded(changes[:4]).text)))
    assert len(groups) == MOST_PARTS
    assert ids(groups) == [change.id for change in changes]
    assert len(groups[-1]) > 100


def test_webhooks_get_everything_in_parts_that_servers_take() -> None:
    changes = news(1) * 1201
    parts = divided(changes, worded, Room("json", 10**9))
    assert [len(part) for part in parts] == [300, 300, 300, 301]
    assert max(map(len, parts)) <= MOST_CHANGES
    limit = len(Room("json", 0).told(worded(changes[:30])))
    assert [len(part) for part in divided(changes[:100], worded, Room("json", limit))] == [25, 25, 25, 25]


def test_the_short_form_is_never_divided() -> None:
    assert len(divided(news(50), worded, Room("short", 160))) == 1


def test_one_change_that_does_not_fit_is_told_shorter() -> None:
    change = news(1)
    told, place = worded(change), Room("text", 200)
    assert divided(change, worded, place) == (tuple(change),)
    assert shortened(told, place) == told.short
    assert shortened(told, Room("text", 5000)) == told.text
    cut = shortened(told, Room("text", 40))
    assert (len(cut) <= 40, cut[-1]) == (True, "…")
    assert cut[:-1] == told.short[: len(cut) - 1]


def test_what_holds_the_rest_tells_as_much_of_it_as_fits() -> None:
    changes = news(200)

    def wording(listed: Listed) -> Alert:
        return worded(changes[: listed.full + listed.lines])

    limit = len(worded(changes[:40]).text)
    told = fitted(wording, Listed(20, 80), Room("text", limit)).text
    assert limit * 0.7 < len(told) <= limit
    assert fitted(wording, Listed(20, 80), Room("text", 10**6)) == wording(Listed(20, 80))
    assert fitted(wording, Listed(20, 80), Room("text", 10)) == wording(Listed(1, 0)), "then its short form is sent"


@pytest.mark.parametrize(("characters", "fewest"), [(2000, 25), (3800, 45), (11000, 49)])
def test_the_last_part_tells_what_fits_in_lines_and_counts_the_rest_with_the_command(
    characters: int, fewest: int
) -> None:
    changes = [change for number in range(49) for change in news(1, f"d-{number}", number)]
    place = Room("markdown", characters)
    *parts, last = divided(changes, worded, place)
    telling = Telling(number=8, part=len(parts) + 1, parts=len(parts) + 1)
    told = fitted(lambda listed: alert(last, replace(telling, listed=listed)), telling.limits, place)
    lines = told.markdown.count("`gongbao show ")
    counted = re.search(r"(\d+) more, see all of it with: `gongbao alert show 8`", told.markdown)
    assert lines + (int(counted[1]) if counted else 0) == len(last)
    assert 49 - len(last) + lines >= fewest
    assert shortened(told, place) == told.markdown


def test_what_is_too_long_in_full_is_told_in_a_line() -> None:
    change = replace(news(1)[0], sentence="so it goes " * 100)
    place = Room("text", 500)
    told = fitted(lambda listed: alert([change], Telling(listed=listed)), Listed(60, 240), place)
    assert place.holds(told.text)
    assert ("so it goes" in told.text, "gongbao show" in told.text, change.origin.url in told.text) == (
        False,
        True,
        True,
    )


def test_bytes_count_where_a_service_counts_them() -> None:
    assert Room("text", 6, encoded=True).holds("公报")
    assert not Room("text", 5, encoded=True).holds("公报")


@pytest.mark.parametrize("fitting", range(12))
def test_the_most_that_fits_is_found(fitting: int) -> None:
    tried: list[int] = []

    def fits(count: int) -> bool:
        tried.append(count)
        return count <= fitting

    assert most(10, fits) == min(fitting, 10)
    assert all(1 <= count <= 10 for count in tried)


@pytest.mark.parametrize(
    ("url", "form", "characters"),
    [
        ("terminal://", "text", 1_000_000),
        ("mailto://127.0.0.1?from=a@example.org&to=b@example.org", "html", 95_000),
        ("mailto://127.0.0.1?from=a@example.org&to=b@example.org&format=text", "text", 95_000),
        ("json://127.0.0.1/", "json", 900_000),
        ("ntfy://127.0.0.1/room", "markdown", 3800),
        ("ntfy://127.0.0.1/room?format=text", "text", 3800),
        (f"discord://{'1' * 18}/{'t' * 60}", "markdown", 2000),
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#room", "markdown", 11000),
        ("tgram://123456789:abcdefg_hijklmnop/12315544/", "markdown", 4000),
        ("d7sms://token@15551234567", "short", 160),
    ],
)
def test_a_channel_takes_a_form_and_so_much_of_it(url: str, form: Form, characters: int) -> None:
    place = room(Channel(name="desk", url=url))
    assert (place.form, place.characters) == (form, characters)
