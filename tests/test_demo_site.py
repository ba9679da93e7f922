"""The demo's sites, over real HTTP: every source finds its pages there, and they say what the story says."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from flows.demo.articles import articles
from flows.demo.press import ADDED
from flows.demo.site import Site, build, today
from measures.figures import figures
from measures.model import Document
from scrapers.catalogue import SOURCES, configured
from scrapers.errors import Blocked
from scrapers.fetch import Manners, Web
from scrapers.source import Source, Window

WATCHED = tuple(source for source in SOURCES.values() if source.enabled)
WATCHED += tuple(configured(name, facts) for name, facts in ADDED.items())
DAYS = (1, 2, 3)
FURNITURE = ("52.7%", "830万", "1.1 trillion", "78.7 billion", "241个", "850万", "295,000", "13.2 billion", "1,150")

Read = dict[tuple[int, str], list[Document]]


def documents(source: Source, web: Web, day: int) -> Iterator[Document]:
    window = Window(today(day) - timedelta(days=30), today(day))
    for entry in source.platform.walk(source, web, window):
        yield source.platform.read(source, source.platform.gather(source, web, entry))


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """What each source reads on each day, by a real client from a real server."""
    folder = tmp_path_factory.mktemp("site")
    found: Read = {}
    with Site() as site:
        web = Web(Manners(replay=site.url))
        for day in DAYS:
            build(folder / str(day), day)
            site.add(folder / str(day))
            for source in WATCHED:
                found[day, source.name] = list(documents(source, web, day))
        web.close()
    return found


def named(read: Read, day: int, source: str, identity: str) -> Document:
    return next(one for one in read[day, source] if one.identity == identity)


@pytest.mark.parametrize("source", [source.name for source in WATCHED])
def test_every_source_reads_its_pages_of_the_first_day(read: Read, source: str) -> None:
    own = [one for one in articles(1) if source in (one.source, *one.also)]
    texts = {one.title: one for one in own}
    found = {one.title: one for one in read[1, source]}
    assert found.keys() == texts.keys() != set()
    for title, document in found.items():
        assert all(paragraph.text in document.text for paragraph in texts[title].paragraphs), title
        assert document.published == texts[title].published.date()
        assert document.language == ("en" if document.text.isascii() else "zh")


def test_a_search_for_any_days_is_answered(read: Read) -> None:
    library = SOURCES["miit-policy-library"]
    assert [one.published for one in read[1, library.name]] == [date(2026, 9, 20), date(2026, 9, 16)]
    assert [one.number for one in read[2, library.name]] == ["工信部联企业〔2026〕241号"]


def test_the_hub_is_there_before_its_transcript(read: Read) -> None:
    before = named(read, 2, "scio-english", "node_9043305")
    after = named(read, 3, "scio-english", "node_9043305")
    assert not before.complete
    assert after.complete
    assert "14,600" in after.text


def test_a_transcript_joins_its_three_pages(read: Read) -> None:
    transcript = named(read, 3, "scio-english", "content_118455630")
    assert (transcript.published, transcript.event_date) == (date(2026, 11, 19), date(2026, 10, 26))
    assert [transcript.text.count(words) for words in ("153,000", "2.7 billion yuan", "186 billion yuan")] == [1, 1, 1]


def test_the_speech_says_the_same_figures_in_chinese_and_in_english(read: Read) -> None:
    speech = named(read, 2, "govcn-press", "content_7045912")
    translation = named(read, 3, "scio-english", "content_118455630")
    chinese, english = ({figure.value for figure in figures(document)} for document in (speech, translation))
    assert len(chinese) > 30
    assert len(chinese & english) > 0.9 * len(chinese | english)


def test_a_correction_exchanges_one_figure_on_the_same_page(read: Read) -> None:
    before, after = (read[day, "miit-software-statistics"][0] for day in (2, 3))
    assert before.identity == after.identity
    assert before.text.replace("12.46万亿元", "12.43万亿元") == after.text != before.text


def test_no_figure_of_the_furniture_is_read(read: Read) -> None:
    """Related reading, captions and counters of the templates hold figures of their own."""
    said = "".join(
        document.text[part.start : part.end]
        for found in read.values()
        for document in found
        for part in document.paragraphs
        if part.role != "furniture"
    )
    for figure in FURNITURE:
        assert figure not in said


def test_the_challenge_of_the_chinese_office_is_told_from_an_empty_list(tmp_path: Path) -> None:
    build(tmp_path, 1)
    chinese = SOURCES["scio-chinese"]
    with Site([tmp_path]) as site, pytest.raises(Blocked):
        list(chinese.platform.walk(chinese, Web(Manners(replay=site.url)), Window(today(1), today(1))))


def test_copies_of_one_conference_are_one_page(tmp_path: Path) -> None:
    build(tmp_path, 3)
    english = SOURCES["scio-english"]
    with Site([tmp_path]) as site:
        web = Web(Manners(replay=site.url))
        copies = [
            english.platform.read(english, (web.get(f"http://english.scio.gov.cn{prefix}{path}"),))
            for path in ("/pressroom/2026-11/19/content_118455630.html",)
            for prefix in ("", "/m")
        ]
        web.close()
    assert copies[0].identity == copies[1].identity
    assert copies[0].text == copies[1].text
