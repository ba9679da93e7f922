"""Sources by name and by address, and sources that users add."""

from datetime import date, timedelta

import pytest

from scrapers import catalogue
from scrapers.platforms import article

HAND = {"platform": "article", "url": "https://news.example.org/list/", "language": "en"}


def test_a_wrong_name_is_answered_with_names_like_it() -> None:
    assert catalogue.source("miit-news").name == "miit-news"
    with pytest.raises(catalogue.UnknownSource, match=r"'mit-notices'; did you mean miit-notices"):
        catalogue.source("mit-notices")
    with pytest.raises(catalogue.UnknownSource, match="scio-english, scio-chinese"):
        catalogue.source("scio")
    with pytest.raises(catalogue.UnknownSource, match="there are miit-notices, "):
        catalogue.source("zzz")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (f"https://www.miit.gov.cn/gxsj/tjfx/rjy/art/2026/art_{'a' * 32}.html", "miit-software-statistics"),
        (f"https://wap.miit.gov.cn/zwgk/wjgs/art/2026/art_{'a' * 32}.html", "miit-public-notices"),
        ("http://english.scio.gov.cn/m/pressroom/2024-12/09/content_117595452_6.html", "scio-english"),
        ("http://www.china.org.cn/2025-09/25/content_118096789_8.shtml", "scio-english"),
        ("https://www.gov.cn/lianbo/bumen/202608/content_7041850.htm", "govcn-ministries"),
        ("https://www.gov.cn/zhengce/zhengceku/202609/content_7045102.htm", "govcn-policies"),
        ("https://www.gov.cn/", None),
        ("https://[www.gov.cn/lianbo/bumen/202608/content_7041850.htm", None),
        ("https://news.example.org/content_7041850.htm", None),
    ],
)
def test_an_address_finds_its_source(url: str, name: str | None) -> None:
    found = catalogue.choose(url)
    assert (found.name if found else None) == name


def test_a_users_source_is_built_from_few_words() -> None:
    made = catalogue.configured("daily", {**HAND, "first": "2025-03-01", "options": {"links": "h3 a"}})
    assert made.platform is article
    assert (made.hosts, made.publisher) == (("news.example.org",), "news.example.org")
    assert (made.first, made.silence) == (date(2025, 3, 1), timedelta(days=30))
    assert made.options == {"links": "h3 a"}
    named = catalogue.configured("daily", {**HAND, "first": date(2025, 3, 1), "hosts": ["a.org"], "silence_days": 7})
    assert (named.hosts, named.silence.days) == (("a.org",), 7)


@pytest.mark.parametrize(
    ("facts", "complaint"),
    [
        ({"platform": "article", "language": "en"}, "url is missing"),
        ({**HAND, "platform": "jpaas"}, "platform is article or feed"),
        ({**HAND, "language": "fr"}, "language is en or zh"),
        ({**HAND, "url": "news.example.org"}, "url is a complete http or https address"),
        ({**HAND, "url": "https://[news.example.org"}, "url is a complete http or https address"),
        ({**HAND, "silence": 3}, "there is no setting 'silence'"),
        ({**HAND, "first": "March"}, "first is a day"),
        ({**HAND, "silence_days": "soon"}, "silence_days is a whole number"),
        ({**HAND, "hosts": "a.org"}, "hosts is a list"),
        ({**HAND, "options": ["h3 a"]}, "options is a table"),
    ],
)
def test_a_wrong_setting_is_named(facts: dict[str, object], complaint: str) -> None:
    with pytest.raises(catalogue.BadSource, match=f"source 'daily'.*{complaint}"):
        catalogue.configured("daily", facts)


def test_a_users_source_cannot_take_the_name_of_another() -> None:
    with pytest.raises(catalogue.BadSource, match="has this name"):
        catalogue.configured("miit-news", HAND)
