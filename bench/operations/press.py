"""Years of made-up pages in the form of the watched sites, on three hosts: monthly figures that several tell.

All hangs on the numbers of source, month and page, so the sites are the same whenever they are made.
"""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from random import Random

from flows.demo.articles import Article, Paragraph
from flows.demo.council import council
from flows.demo.ministry import ministry
from flows.demo.office import HOME
from flows.demo.pages import Answer, Row, keep, rendered
from measures.lexicon import Term, in_use
from scrapers.catalogue import SOURCES

HOSTS = {
    "www.miit.gov.cn": ("miit-notices", "miit-news", "miit-telecom-statistics"),
    "www.gov.cn": ("govcn-press", "govcn-ministries"),
    "english.scio.gov.cn": ("scio-english",),
}
"""The hosts, and the sources on each that have pages."""
NAMES = tuple(name for names in HOSTS.values() for name in names)
FIRST = date(2025, 1, 1)
TODAY = date(2026, 10, 12)
"""The day on which all this is the past; checks look back a month at most, which is later than the last page."""
EACH = 4
"""Each page tells so many of the things that are counted every month, everywhere or in one of the provinces."""
PLANS = 5
"""So many things are planned every month, in each province that is told of; every second page tells one of them."""
PROVINCES = (
    ("江苏省", "Jiangsu"),
    ("浙江省", "Zhejiang"),
    ("广东省", "Guangdong"),
    ("山东省", "Shandong"),
    ("四川省", "Sichuan"),
    ("湖北省", "Hubei"),
    ("河南省", "Henan"),
    ("福建省", "Fujian"),
    ("安徽省", "Anhui"),
    ("陕西省", "Shaanxi"),
)
WORDS = {
    "zh": (
        "今年以来，行业运行总体平稳，市场预期持续好转，企业效益逐步改善，高质量发展取得新的成效。",
        "从各地情况看，东部地区增长较快，中西部地区基础不断夯实，区域之间的差距有所缩小。",
        "与会企业介绍了经营情况和面临的困难，大家一致认为信心比黄金更重要。",
    ),
    "en": (
        "Officials said that the sector kept a stable performance, and that enterprises had shown strong resilience.",
        "The eastern regions did better than others, while the gap between regions was smaller than a year ago.",
        "Participants spoke about what they had done, and about the difficulties that they had met with.",
    ),
}


@dataclass(frozen=True, slots=True)
class Press:
    """The sites with pages of some months, so many of each host in a month; they tell of so many provinces, or all."""

    months: int
    monthly: int
    provinces: int = 0

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self.months * self.monthly * len(HOSTS)

    @property
    def until(self) -> date:
        """The last day of the last month."""
        year, month = _month(self.months - 1)
        return date(year, month, calendar.monthrange(year, month)[1])

    def build(self, folder: Path) -> None:
        """Write all lists and pages as a replica reads them."""
        known = sorted(self._articles(), key=lambda one: (one.published, one.slug), reverse=True)
        starts = {name: source.start for name, source in SOURCES.items()}
        english = SOURCES["scio-english"]
        keep(folder, ministry(known, 1, starts))
        keep(folder, council(known, 1, starts))
        keep(folder, _office(known, (english.start, *english.options["lists"].split())))

    def _articles(self) -> Iterator[Article]:
        for month in range(self.months):
            for names in HOSTS.values():
                for number in range(self.monthly):
                    yield article(names[number % len(names)], month, number, self.provinces)


def article(source: str, month: int, number: int, provinces: int) -> Article:
    """A page of a source: what some series came to at the end of a month, and what is to be done next."""
    chance = Random(f"{source} {month} {number}")
    year, numbered = _month(month)
    day = chance.randint(1, calendar.monthrange(year, numbered)[1])
    language = SOURCES[source].language
    counted = chance.sample(range(len(_counted()) * (provinces or 1)), EACH)
    told = [_figure(language, *divmod(one, provinces or 1), month, everywhere=not provinces) for one in counted]
    plans = [_plan(language, month, chance.randrange(PLANS * (provinces or 1)))][: chance.randrange(2)]
    said = [*told, *plans, *chance.sample(WORDS[language], 2)]
    place = NAMES.index(source) * 100_000 + month * 1000 + number
    at = f"{year}-{numbered:02}-{day:02} {chance.randrange(9, 18):02}:{chance.randrange(60):02}"
    return Article(
        slug=f"{source}-{month}-{number}",
        day=1,
        source=source,
        title=_title(language, chance, place),
        published=datetime.fromisoformat(at),
        pages=(tuple(Paragraph(sentence) for sentence in said),),
        publisher=SOURCES[source].publisher,
        facts={"id": f"{7_100_000 + place if source.startswith('govcn') else 118_000_000 + place}"},
    )


def _office(known: Sequence[Article], lists: Sequence[str]) -> Iterator[Answer]:
    """The English site: pages that stand in one of three lists, each on a single page of its own."""
    ours = [one for one in known if one.source == "scio-english"]
    addresses = [f"{HOME}/pressroom/{one.published:%Y-%m/%d}/content_{one.facts['id']}.html" for one in ours]
    rows = [Row(one.title, url, f"{one.published:%Y-%m-%d}") for one, url in zip(ours, addresses, strict=True)]
    for number, url in enumerate(lists):
        yield Answer(url, rendered("enp_list.html", title="Press Room", rows=rows[number :: len(lists)]))
    plain = {"mobile": False, "hub": False, "photo": False, "number": 1, "last": 1}
    for one, url in zip(ours, addresses, strict=True):
        shown = {"article": one, "paragraphs": one.paragraphs, "id": one.facts["id"]}
        yield Answer(url, rendered("enp_page.html", **shown, **plain))


def _month(month: int) -> tuple[int, int]:
    return FIRST.year + month // 12, month % 12 + 1


@lru_cache
def _counted() -> list[Term]:
    """Subjects that are counted as enterprises, with a name in each language."""
    known = in_use().subjects.values()
    return sorted((one for one in known if one["unit"] == "enterprise" and one.en and one.zh), key=lambda one: one.id)


@lru_cache
def _topics() -> list[Term]:
    return sorted((one for one in in_use().topics.values() if one.en and one.zh), key=lambda one: one.id)


def _figure(language: str, thing: int, place: int, month: int, *, everywhere: bool) -> str:
    """What a thing came to at the end of the month before: every site says the same."""
    term, value = _counted()[thing], 1000 + thing * 137 + place * 53 + month * (thing % 11 + 3)
    zh, en = ("全国", "across China") if everywhere else (PROVINCES[place][0], f"in {PROVINCES[place][1]}")
    year, last = _month(month - 1) if month else (FIRST.year - 1, 12)
    if language == "zh":
        return f"截至{year}年{last}月底，{zh}{term.label('zh')}达到{value}家。"
    return f"By the end of {calendar.month_name[last]} {year}, there were {value:,} {term.label('en')} {en}."


def _plan(language: str, month: int, number: int) -> str:
    """What is planned in a month, in the same words wherever it is told.

    Its number has three digits: of two, too many of the plans would have the same by chance.
    """
    chance = Random(f"plan {month} {number}")
    one, other = chance.sample(_topics(), 2)
    year, sites = FIRST.year + chance.randrange(2, 5), chance.randrange(100, 1000)
    if language == "zh":
        return f"到{year}年，工业和信息化部将在{one.label('zh')}领域建成{sites}个{other.label('zh')}试点。"
    return f"By {year}, the MIIT will build {sites} pilot zones for {other.label('en')} in {one.label('en')}."


def _title(language: str, chance: Random, place: int) -> str:
    topic = chance.choice(_topics())
    if language == "zh":
        return f"{topic.label('zh')}工作情况通报（第{place}号）"
    return f"Officials brief the press on {topic.label('en')}, no. {place}"
