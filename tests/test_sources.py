"""Every source of the catalogue reads its samples as reviewed: from the folder, and through real HTTP.

tests/pages/<source>/expected.json holds a window of days and the entries that its listing has in it;
tests/pages/<source>/<page>/expected.json what that page says, or the error that it deserves. To write both anew, for
review by `git diff`: `python -m tests.test_sources SOURCE...`
"""

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from measures.model import Document, Entry, Page
from scrapers import attached, catalogue
from scrapers.address import asked, key
from scrapers.errors import Blocked, LayoutChanged, ScrapeError
from scrapers.fetch import Manners, Web
from scrapers.replica import Fault, Replica
from scrapers.saved import Sample, Saved, samples
from scrapers.source import Fetch, Source, Window

PAGES = Path(__file__).parent / "pages"
DOCS = Path(__file__).parent.parent / "docs" / "sources.md"
EXPECTED = "expected.json"
YEARS = {"since": "2020-01-01", "until": "2030-12-31"}


def described(document: Document) -> dict[str, Any]:
    """What is reviewed of a document: all that the site states, and the text line by line."""
    return {
        "identity": document.identity,
        "url": document.url,
        "title": document.title,
        "published": str(document.published),
        "event_date": str(document.event_date),
        "publisher": document.publisher,
        "number": document.number,
        "language": document.language,
        "complete": document.complete,
        "attachments": [[one.url, one.title] for one in document.attachments],
        "speakers": [one.name for one in document.speakers],
        "text": document.text.split("\n"),
    }


def listed(entry: Entry) -> dict[str, str]:
    return {"identity": entry.identity, "url": entry.url, "title": entry.title, "published": str(entry.published)}


def document(source: Source, fetch: Fetch, entry: Entry) -> dict[str, Any]:
    """What the entry's pages say, and the files that they only point to, or the error they deserve."""
    try:
        notice = source.platform.read(source, source.platform.gather(source, fetch, entry))
    except ScrapeError as error:
        return failed(error)
    files = [file(source, fetch, one, notice) for one in attached.entries(source, notice)]
    return described(notice) | ({"files": files} if files else {})


def file(source: Source, fetch: Fetch, entry: Entry, notice: Document) -> dict[str, Any]:
    """What a file says, or the error it deserves."""
    try:
        return described(attached.read(attached.gather(source, fetch, entry), notice, entry.title))
    except ScrapeError as error:
        return failed(error)


def failed(error: ScrapeError) -> dict[str, Any]:
    return {"error": type(error).__name__, "seen": error.seen}


def entry_of(source: Source, url: str) -> Entry:
    return Entry(identity=source.platform.identify(url) or url, url=url)


def facts(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / EXPECTED).read_text("utf-8"))
    return found


def window(expected: dict[str, Any]) -> Window:
    return Window(date.fromisoformat(expected["since"]), date.fromisoformat(expected["until"]))


def reviewed() -> Iterator[Any]:
    """The samples with an expectation of their own."""
    for name in catalogue.SOURCES:
        for one in samples(PAGES / name):
            if (one.folder / EXPECTED).exists():
                yield pytest.param(name, one, id=f"{name}/{one.folder.name}")


@pytest.mark.parametrize(("name", "sample"), [*reviewed()])
def test_a_sample_is_read_as_reviewed(name: str, sample: Sample) -> None:
    source = catalogue.source(name)
    assert document(source, Saved(PAGES / name), entry_of(source, sample.url)) == facts(sample.folder)


@pytest.mark.parametrize("name", catalogue.SOURCES)
def test_a_source_lists_and_reads_all_its_pages_through_http(name: str) -> None:
    source, expected = catalogue.source(name), facts(PAGES / name)
    known = {key(one.url): one.folder for one in samples(PAGES / name) if (one.folder / EXPECTED).exists()}
    with Replica([PAGES / name]) as replica, closing(Web(Manners(replay=replica.url))) as web:
        entries = list(source.platform.walk(source, web, window(expected)))
        documents = {entry.identity: document(source, web, entry) for entry in entries}
        others = {folder: document(source, web, entry_of(source, f"http://{url}")) for url, folder in known.items()}
    assert [listed(entry) for entry in entries] == expected["entries"]
    assert len(entries) > 1
    for entry in entries:
        wanted = expected["records"][entry.identity] if entry.page else facts(known[key(entry.url)])
        assert documents[entry.identity] == wanted
    unused = {key(one.url) for one in samples(PAGES / name)} - {key(one.url) for one in replica.asked}
    assert not unused, "samples that nothing asks for"
    assert {folder.name for folder in others} == {folder.name for folder in known.values()}


class Sloppy(Saved):
    """Saved pages whose every link is followed by a malformed one."""

    def get(self, url: str, **asked: Any) -> Page:
        page = super().get(url, **asked)
        bad = b"</a><a href='http://[x'></a><a href='http://a]b/c.pdf'></a><iframe src='//[x/a.pdf'></iframe>"
        return replace(page, body=page.body.replace(b"</a>", bad))


@pytest.mark.parametrize("name", catalogue.SOURCES)
def test_malformed_links_change_nothing(name: str) -> None:
    source, expected = catalogue.source(name), facts(PAGES / name)
    sloppy, tidy = Sloppy(PAGES / name), Saved(PAGES / name)
    entries = list(source.platform.walk(source, sloppy, window(expected)))
    assert [listed(entry) for entry in entries] == expected["entries"]
    for entry in entries:
        assert document(source, sloppy, entry) == document(source, tidy, entry)


@pytest.mark.parametrize(("fault", "error"), [("challenge", Blocked), ("empty", LayoutChanged)])
@pytest.mark.parametrize("name", catalogue.SOURCES)
def test_no_rows_and_a_challenge_are_never_no_news(name: str, fault: Fault, error: type[ScrapeError]) -> None:
    source, expected = catalogue.source(name), facts(PAGES / name)
    with Replica([PAGES / name]) as replica, closing(Web(Manners(replay=replica.url))) as web:
        replica.fail(source.hosts[0], fault)
        with pytest.raises(error):
            list(source.platform.walk(source, web, window(expected)))


def test_the_page_of_sources_is_that_of_the_catalogue() -> None:
    assert DOCS.read_text("utf-8") == catalogue.page(), "python -m scrapers.catalogue > docs/sources.md"


def write(name: str) -> None:
    """Write what the source reads today beside its samples. Pages asked for on the way to others get none."""
    source, folder = catalogue.source(name), PAGES / name
    fetch = Saved(folder)
    expected = facts(folder) if (folder / EXPECTED).exists() else dict[str, Any](YEARS)
    entries = list(source.platform.walk(source, fetch, window(expected)))
    expected["entries"] = [listed(entry) for entry in entries]
    expected["records"] = {entry.identity: document(source, fetch, entry) for entry in entries if entry.page}
    _save(folder, expected)
    for sample in samples(folder):
        wanted = {asked(entry.url) for entry in entries if not entry.page}
        if (sample.folder / EXPECTED).exists() or key(sample.url) in map(key, wanted):
            _save(sample.folder, document(source, fetch, entry_of(source, sample.url)))


def _save(folder: Path, facts: dict[str, Any]) -> None:
    (folder / EXPECTED).write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    for wanted in sys.argv[1:] or catalogue.SOURCES:
        write(wanted)
