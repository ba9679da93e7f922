"""Backfills from archives and of what only a web archive has still; and told in one digest, or to one team."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from captured import PYWB, WAYBACK, Archive, Taken
from house import House
from receivers import Receiver, webhook

from flows import backfilling
from flows.backfilling import Ask
from flows.desk import Desk, open_desk
from measures.model import Entry
from scrapers.captures import CAPTURE
from scrapers.replica import Answer
from store.backfills import Backfill

COLUMN = "https://www.miit.gov.cn/zwgk/zcwj/wjfb/tz/art/{year}/art_{number:032x}.html"
ARTICLE = """<html><head><meta name="ArticleTitle" content="关于试点车间的通知">
<meta name="PubDate" content="{day} 09:00"></head><body><div id="con_con"><p>{words}</p></div></body></html>"""
WORKSHOPS = "截至{year}年6月底，全国建成空中出租车枢纽{count}个。"
HUBS = "By the end of {month} 2026, China had {count:,} sky taxi hubs in operation."
SINCE = ("--since", "2024-01-01", "--until", "2024-12-31")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path, site=Archive()) as made:
        made.day(1)
        yield made


@pytest.fixture
def archive(house: House) -> Archive:
    assert isinstance(house.site, Archive)
    return house.site


def article(number: int, day: str = "2024-06-03", year: int = 2024) -> Taken:
    words = WORKSHOPS.format(year=year, count=1000 + number)
    body = ARTICLE.format(day=day, words=words).encode()
    return Taken(f"{day.replace('-', '')}120000", COLUMN.format(year=year, number=number), body)


def hubs(folder: Path, *months: str) -> Path:
    """A folder with a text a month; the count grows with each."""
    place = folder / "hubs"
    place.mkdir(exist_ok=True)
    for number, month in enumerate(months):
        (place / f"{number}.txt").write_text(HUBS.format(month=month, count=1000 + 100 * number), "utf-8")
    return place


# --- web archives -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("service", [WAYBACK, PYWB])
def test_pages_that_only_a_web_archive_has_are_read_with_the_others(
    house: House, archive: Archive, service: str
) -> None:
    archive.took(article(1), article(2), article(3, "2022-06-03", 2022), article(4, "2025-01-09", 2024))
    words = ("backfill", "miit-notices", *SINCE)
    assert house.run(*words).status == 0
    with open_desk() as desk:
        assert not desk.store.identities([COLUMN.format(year=2024, number=1)])
        estimate = house.run(*words, "--captures", service, "--dry-run").out
        said = house.run(*words, "--captures", service)
        assert said.status == 0, said.out
        assert "would fetch 3 of" in estimate
        for number in (1, 2, 4):
            url = COLUMN.format(year=2024, number=number)
            assert desk.store.identities([url]) == [f"art_{number:032x}"]
            (page,) = desk.store.pages(url)
            assert (page.url, page.fetched_at.hour) == (url, 12)
            assert service.split("/")[2] in page.headers[CAPTURE]
        assert not desk.store.identities([COLUMN.format(year=2022, number=3)])
        asked = len(archive.asked)
        house.run(*words, "--captures", service)
    again = [one.url for one in archive.asked[asked:]]
    assert not [url for url in again if "id_/" in url or "/art_" in url], "what is stored is not fetched again"


def test_what_a_web_archive_has_is_read_also_where_the_list_of_the_site_is_another_now(
    house: House, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.took(article(1), article(2))
    as_saved = archive.answer

    def rebuilt(url: str) -> Answer:
        lists = "//www.miit.gov.cn/" in url and "/art_" not in url and "robots" not in url
        return Answer(200, b"<html></html>", {"content-type": "text/html"}) if lists else as_saved(url)

    monkeypatch.setattr(archive, "answer", rebuilt)
    said = house.run("backfill", "miit-notices", *SINCE, "--captures", WAYBACK)
    assert said.status == 1, "the list is not read, and that is said"
    with open_desk() as desk:
        assert all(desk.store.identities([COLUMN.format(year=2024, number=number)]) for number in (1, 2))
        (failed,) = [part for part in desk.store.backfill(1).parts if part.state == "failed"]
        assert (failed.month, failed.outcome) == ("", "layout")


def test_page_that_a_site_lost_is_found_even_after_it_was_given_up(house: House, archive: Archive) -> None:
    lost = article(7)
    entry = Entry(identity=f"art_{7:032x}", url=lost.url, title="关于试点车间的通知", published=date(2024, 6, 3))
    never = Entry(identity=f"art_{8:032x}", url=COLUMN.format(year=2024, number=8), published=date(2024, 6, 4))
    with open_desk() as desk:
        desk.store.due("miit-notices", [entry, never])
        for one in [entry, never] * 5:
            desk.store.fail("miit-notices", one, "gone", gone=True)
        assert desk.store.lost("miit-notices", date(2024, 1, 1), date(2024, 12, 31)) == [entry, never]
        archive.taken = []
        house.run("backfill", "miit-notices", *SINCE)
        assert not desk.store.identities([lost.url])
        archive.took(lost)
        said = house.run("backfill", "miit-notices", *SINCE, "--captures", WAYBACK)
        assert desk.store.identities([lost.url])
        assert desk.store.lost("miit-notices", date(2024, 1, 1), date(2024, 12, 31)) == [never], "given up again"
    assert said.status == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("miit-news", "--since", "2024", "--captures", "https://web.archive.example/"), "no CDX service"),
        (("--archive", "hubs", "--captures", WAYBACK), "leave out"),
        (("miit-news", "--since", "2024", "--alert", "--digest"), "one of them"),
        (("miit-news", "--since", "2024", "--team", "desk"), "tells no team"),
        (("--archive", "nowhere"), "there is no archive at"),
    ],
)
def test_ways_that_do_not_go_together_are_refused(house: House, words: tuple[str, ...], said: str) -> None:
    answer = house.run("backfill", *words)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err


# --- archives -----------------------------------------------------------------------------------------------------


def test_archive_goes_on_where_it_was_and_reads_nothing_twice(house: House) -> None:
    place = hubs(house.folder, "March", "April", "May", "June")
    with open_desk() as desk:
        begun = backfilling.begin(desk, Ask(archive=str(place)))
        seen: list[int] = []

        def stop(now: Backfill) -> None:
            seen.append(now.done)
            if now.done == 2:
                desk.store.pause(now.id)

        backfilling.work(desk, begun.id, stop)
        assert desk.store.backfill(begun.id).state == "paused"
        assert 1 < desk.store.counts()["documents"] < 4
        assert "would fetch" in house.run("backfill", "--archive", place, "--dry-run").out
        said = house.run("backfill", "--archive", place)
        assert said.status == 0
        assert desk.store.backfill(begun.id).state == "done", "the same ask goes on"
        assert desk.store.counts()["documents"] == 4
        last = desk.store.backfill(begun.id).parts[-1]
        assert (last.pages, last.done) == (4, 4)
        assert last.counts["stored"] >= 2
        assert last.counts["read"] == 4, "over both stretches each text is read once"
        (place / "new.txt").write_text(HUBS.format(month="July", count=2000), "utf-8")
        (place / "0.json").write_text(json.dumps({"title": "Hubs in March"}), "utf-8")
        house.run("backfill", "--archive", place)
        counts = desk.store.backfills(limit=1)[0].parts[-1].counts
        assert (counts["read"], counts["stored"]) == (1, 3), "what stands beside a file is taken in, too"


def test_archive_that_went_away_is_said_and_the_backfill_can_be_resumed(house: House) -> None:
    place = hubs(house.folder, "March")
    with open_desk() as desk:
        begun = backfilling.begin(desk, Ask(archive=str(place)))
        place.rename(house.folder / "elsewhere")
        assert backfilling.work(desk, begun.id).state == "failed"
        assert "there is no archive" in house.run("backfills", begun.id).out
        (house.folder / "elsewhere").rename(place)
        assert house.run("backfills", "resume", str(begun.id)).status == 0
        assert desk.store.counts()["documents"] == 1


def test_archive_that_is_not_where_the_worker_is_ends_the_part_and_says_so(house: House) -> None:
    place = hubs(house.folder, "March")
    with open_desk() as desk:
        begun = backfilling.begin(desk, Ask(archive=str(place)))
        listing = desk.store.claim_part(begun.id, "elsewhere")
        assert listing
        backfilling.work_part(desk, listing)
        place.rename(house.folder / "elsewhere")
        done = backfilling.work(desk, begun.id)
        assert (done.state, done.parts[-1].error) == ("failed", f"there is no archive at {place}")


def test_source_that_was_taken_out_meanwhile_fails_alone(house: House) -> None:
    with open_desk() as desk:
        begun = backfilling.begin(desk, Ask(sources=("miit-notices", "scio-english"), since=date(2026, 7, 1)))
        there = {name: source for name, source in desk.sources.items() if name != "miit-notices"}
        done = backfilling.work(replace(desk, sources=there), begun.id)
        assert done.state == "failed"
        assert {part.source for part in done.parts if part.state == "failed"} == {"miit-notices"}
        assert any(part.month and part.state == "done" for part in done.parts)


# --- what for -----------------------------------------------------------------------------------------------------


def test_digest_comes_once_when_all_is_read_and_not_before(house: House) -> None:
    place = hubs(house.folder, "March", "April", "May")
    with open_desk(sends=True) as desk:
        begun = backfilling.begin(desk, Ask(archive=str(place), purpose="digest"))
        listing = desk.store.claim_part(begun.id, "me")
        assert listing
        backfilling.work_part(desk, listing)
        assert house.run("deliver").status == 0

        def look(now: Backfill) -> None:
            if now.done and now.state == "open":
                said = house.run("deliveries").out
                assert f"held (for the digest that ends backfill {now.id})" in said
                house.run("deliver")
                assert not house.desk.received

        backfilling.work(desk, begun.id, look)
        assert not house.desk.received
        assert "due now" in house.run("deliveries").out
    house.run("deliver")
    (digest,) = house.desk.received
    assert len(digest.json["changes"]) == 3
    house.run("deliver")
    assert len(house.desk.received) == 1


def test_digest_is_sent_at_the_end_of_the_command(house: House) -> None:
    said = house.run("backfill", "--archive", hubs(house.folder, "March", "April"), "--digest")
    assert "alerts: 1 sent" in said.out
    (digest,) = house.desk.received
    assert len(digest.json["changes"]) == 2


@pytest.mark.parametrize("way", ["--alert", "--digest"])
def test_only_the_team_that_is_named_is_told(house: House, way: str) -> None:
    with webhook() as other:
        house.configure({"desk": house.desk.apprise(), "other": other.apprise()})
        assert house.run("backfill", "--archive", hubs(house.folder, "March"), way, "--team", "other").status == 0
        house.run("deliver")
        assert _changes(other) == 1
        assert not house.desk.received


def _changes(receiver: Receiver) -> int:
    return sum(len(received.json["changes"]) for received in receiver.received)


def test_what_a_check_finds_meanwhile_is_told_at_once(house: House) -> None:
    place = hubs(house.folder, "March", "April")
    with open_desk(sends=True) as desk:
        begun = backfilling.begin(desk, Ask(archive=str(place), purpose="digest"))

        def check(now: Backfill) -> None:
            if now.done == 1 and not house.desk.received:
                assert _alerted(house, desk)

        backfilling.work(desk, begun.id, check)
    house.run("deliver")
    assert len(house.desk.received) == 2


def _alerted(house: House, desk: Desk) -> bool:
    (house.folder / "one.txt").write_text("截至2026年6月底，全国累计培育专精特新“小巨人”企业1.76万家。", "utf-8")
    house.run("backfill", "--archive", house.folder / "one.txt", "--alert")
    return len(house.desk.received) == 1
