"""Stored pages as a WARC file: other tools read it, and a house that takes it in knows what the first one knows."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from house import House, Said
from sqlalchemy import create_engine, text
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

SIDECAR = {"title": "空中出租车枢纽", "published": "2026-04-02", "publisher": "Bureau of Hubs"}

DOCUMENTS = "SELECT identity, source, url, title, publisher, published, event_date, digest, complete FROM document"
PAGES = "SELECT identity, url, digest, status FROM page WHERE NOT listing"
SAID = """SELECT statement.measure, document.identity, statement.digest FROM statement
JOIN document ON document.id = statement.document WHERE statement.gone_in IS NULL"""


def rows(house: House, query: str) -> list[tuple[Any, ...]]:
    with create_engine(f"sqlite:///{house.folder / 'data' / 'gongbao.db'}").connect() as database:
        return sorted((tuple(row) for row in database.execute(text(query))), key=repr)


def measures(house: House) -> set[frozenset[tuple[str, str]]]:
    """What is said of the same thing, whatever the thing is called."""
    found: dict[str, set[tuple[str, str]]] = {}
    for measure, *said in rows(house, SAID):
        found.setdefault(measure, set()).add((said[0], said[1]))
    return {frozenset(said) for said in found.values()}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that has read a transcript, notices, their corrections and the files they point to, and a folder."""
    with House(tmp_path_factory.mktemp("house")) as made:
        for day in (1, 3):
            made.day(day)
            made.run("check", "scio-english", "miit-notices", "miit-policy-library")
        read_folder(made)
        yield made


@pytest.fixture
def house(first: House) -> House:
    """The same, as the house whose commands are run."""
    first.configure({"desk": first.desk.apprise()})
    return first


def taken_in(house: House, file: Path) -> Said:
    """Take in a file in a house that has no site to ask."""
    said = house.run("backfill", "--archive", file)
    assert not house.site.asked
    return said


def read_folder(house: House) -> None:
    """A folder of texts that have no address."""
    folder = house.folder / "texts" / "二〇二六"
    folder.mkdir(parents=True)
    (folder / "hubs 1.txt").write_text("As of the end of March 2026, China had 1,200 sky taxi hubs.\n", "utf-8")
    (folder / "hubs 1.json").write_text(json.dumps(SIDECAR), "utf-8")
    assert house.run("backfill", "--archive", folder.parent).status == 0


def test_a_house_that_takes_in_the_pages_of_another_knows_the_same(house: House, tmp_path: Path) -> None:
    file, again = tmp_path / "pages.warc.gz", tmp_path / "again.warc.gz"
    said = house.run("export", file)
    assert said.status == 0, said.err
    before = (rows(house, DOCUMENTS), measures(house), rows(house, PAGES))
    assert f"{len(before[0])} documents in {len(before[2])} pages written" in said.out
    assert len(before[2]) > len({identity for identity, *_ in before[2]}), "a page has more than one version"
    with House(tmp_path) as other:
        assert taken_in(other, file).status == 0
        assert (rows(other, DOCUMENTS), measures(other), rows(other, PAGES)) == before
        assert other.run("export", again).status == 0
    assert contents(again) == contents(file)


def test_other_tools_find_the_file_sound(house: House, tmp_path: Path) -> None:
    file = tmp_path / "pages.warc.gz"
    house.run("export", file)
    digests = Checker(_Quietly())
    digests.process_one(str(file))
    assert digests.exit_value == 0
    assert b"Content-Encoding" not in gzip.decompress(file.read_bytes())


class _Quietly:
    """What the checker asks of its command line."""

    inputs: tuple[str, ...] = ()
    verbose = False


def contents(file: Path) -> set[tuple[str | None, str | None, bytes]]:
    """The addresses, days and bodies of a file's responses."""
    with file.open("rb") as stream:
        return {
            (
                record.rec_headers.get_header("WARC-Target-URI"),
                record.rec_headers.get_header("WARC-Date"),
                record.content_stream().read(),
            )
            for record in ArchiveIterator(stream)
            if record.rec_type in ("response", "resource")
        }


def test_sources_days_and_the_latest_versions_can_be_chosen(house: House) -> None:
    exports = {
        "all": (),
        "english": ("scio-english",),
        "both": ("miit-notices", "miit-policy-library", "scio-english", "archive"),
        "late": ("--since", "2026-10-01"),
        "latest": ("--latest",),
    }
    found = {}
    for name, words in exports.items():
        file = house.folder / f"{name}.warc"
        assert house.run("export", file, *words).status == 0
        found[name] = contents(file)
    assert found["both"] == found["all"] > found["english"] > set()
    assert found["late"] < found["all"] > found["latest"]
    assert {url for url, *_ in found["latest"]} == {url for url, *_ in found["all"]}


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("pages.zip", (), "call it pages.zip.warc.gz"),
        ("there.warc.gz", (), "is there already"),
        ("no/such/folder/a.warc.gz", (), "there is no folder"),
        ("a.warc.gz", ("miit-nws",), "did you mean"),
        ("a.warc.gz", ("--since", "2026-02", "--until", "2026-01"), "is before"),
    ],
)
def test_a_file_that_cannot_be_made_is_said_and_nothing_is_left_behind(
    house: House, name: str, words: tuple[str, ...], said: str
) -> None:
    there = house.folder / "there.warc.gz"
    there.write_bytes(b"mine")
    before = sorted(house.folder.iterdir())
    answer = house.run("export", house.folder / name, *words)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert there.read_bytes() == b"mine"
    assert sorted(house.folder.iterdir()) == before


def test_a_page_cannot_say_of_itself_what_only_an_archive_may(tmp_path: Path) -> None:
    from test_archive import HTML, taken, warc

    claims = {"X-Gongbao-Title": "Mine", "X-Gongbao-Source": "miit-news", "X-Gongbao-Identity": "other"}
    (tmp_path / "a.warc").write_bytes(warc(("https://news.example.cn/a", "200 OK", HTML.encode(), claims)))
    (record,), _ = taken(tmp_path)
    assert (record.source, record.page.identity) == ("", "https://news.example.cn/a")
    assert not any(name.startswith("x-gongbao") for name in record.page.headers)


def test_a_file_that_was_cut_is_read_as_far_as_it_goes_and_says_so(house: House, tmp_path: Path) -> None:
    whole = house.folder / "whole.warc.gz"
    house.run("export", whole)
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(whole.read_bytes()[:-2000])
    with House(tmp_path) as other:
        answer = other.run("backfill", "--archive", cut)
        assert answer.status == 1
        assert "cut.warc.gz" in answer.out + answer.err
        known = rows(house, DOCUMENTS)
        assert 0 < len(set(rows(other, DOCUMENTS)) & set(known)) < len(known)
