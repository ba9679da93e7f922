"""The copy of www.miit.gov.cn: columns with their unit API, articles, the policy library and the feed."""

import json
from collections.abc import Iterator, Mapping, Sequence
from email.utils import format_datetime
from hashlib import md5
from itertools import count
from urllib.parse import urlencode, urljoin, urlsplit

from flows.demo.articles import Article
from flows.demo.pages import Answer, Row, as_json, rendered
from flows.demo.word import word

COLUMNS = {
    "miit-notices": "通知",
    "miit-interpretations": "政策解读",
    "miit-public-notices": "文件公示",
    "miit-consultations": "意见征集",
    "miit-news": "工信动态",
    "miit-bureau-news": "司局动态",
    "miit-press-conferences": "部新闻发布会",
    "miit-telecom-statistics": "通信业",
    "miit-software-statistics": "软件业",
}
LIBRARY, FEED = "miit-policy-library", "miit-rss"
HOME = "https://www.miit.gov.cn"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
SEARCH = "/search-front-server/api/search/info"
PAGE_SIZE = 24
"""Rows on a page of the unit API."""

Starts = Mapping[str, str]


def ministry(known: Sequence[Article], day: int, starts: Starts) -> Iterator[Answer]:
    """Answer for the lists as of a day, and for that day's articles. `starts` are the columns' addresses."""
    for name, title in COLUMNS.items():
        listed = [one for one in known if one.source == name]
        yield from _column(title, starts[name], listed)
    for one in known:
        if one.day == day and one.source in (*COLUMNS, LIBRARY):
            yield Answer(address(one, starts), _detail(one, starts))
            if one.attached:
                yield Answer(HOME + one.file, word(one.attached), "docx")
    yield from _library([one for one in known if LIBRARY in (one.source, *one.also)], starts)
    yield _feed([one for one in known if FEED in one.also], starts)


def address(article: Article, starts: Starts) -> str:
    """Where an article of the ministry stands: below its column; those of the library are notices."""
    return article.under(urljoin(HOME, _home(article, starts)))


def _home(article: Article, starts: Starts) -> str:
    return starts["miit-notices" if article.source == LIBRARY else article.source]


def _column(title: str, start: str, listed: Sequence[Article]) -> Iterator[Answer]:
    """The shell, which holds no row, and what the API answers to the request declared in it."""
    menu, main = (_query(start, tag) for tag in ("导航", "右侧内容"))
    queries = [as_json(query).replace('"', "'") for query in (menu, main)]
    ids = [_hex(query) for query in queries]
    yield Answer(start, rendered("jpaas_column.html", title=title, start=start, api=UNIT, queries=queries, ids=ids))
    for number in count(1):
        part = listed[PAGE_SIZE * (number - 1) : PAGE_SIZE * number]
        paging = {"paramJson": json.dumps({"pageNo": number, "pageSize": PAGE_SIZE}, separators=(",", ":"))}
        asked = urlencode(main if number == 1 else main | paging)
        yield Answer(f"{HOME}{UNIT}?{asked}", _unit(part, start), "json")
        if not part:
            return


def _query(start: str, tag: str) -> dict[str, str]:
    site = {"parseType": "buildstatic", "webId": _hex("site"), "tplSetId": _hex("templates"), "pageType": "column"}
    return site | {"tagId": tag, "editType": "null", "pageId": _hex(start)}


def _unit(listed: Sequence[Article], start: str) -> str:
    rows = [
        {"title": one.title, "path": urlsplit(one.under(start)).path, "day": f"{one.published:%Y-%m-%d}"}
        for one in listed
    ]
    fragment = rendered("jpaas_rows.html", rows=rows)
    return as_json({"success": True, "code": "200", "message": "操作成功", "data": {"html": fragment}})


def _detail(article: Article, starts: Starts) -> str:
    column = COLUMNS.get(article.source, "文件发布")
    return rendered("jpaas_article.html", article=article, column=column, start=_home(article, starts))


def _library(listed: Sequence[Article], starts: Starts) -> Iterator[Answer]:
    """Answer page 1 and an empty page 2, whatever days are asked for: `site.Site` leaves those out."""
    for number, part in enumerate((listed, ()), start=1):
        hits = [{"groupData": [{"data": _record(one, starts)}], "data": {}} for one in part]
        result = {"totalHits": len(listed), "dataResults": hits}
        yield Answer(f"{HOME}{SEARCH}?p={number}", as_json({"code": "200", "data": {"searchResult": result}}), "json")


def _record(article: Article, starts: Starts) -> dict[str, str]:
    """A hit; its text is JSON inside JSON inside JSON."""
    body = rendered("jpaas_body.html", article=article)
    stamp = str(int(article.stamp.timestamp() * 1000))
    content = as_json([{"fieldName": "content", "fieldValue": body}])
    return {
        "title": article.title,
        "title_text": article.title,
        "url": urlsplit(address(article, starts)).path,
        "deploytime": stamp,
        "cdate": stamp,
        "jsearch_date": f"{article.published:%Y-%m-%d}",
        "filenumbername": article.number,
        "publishgroupname": article.publisher,
        "typename": "通知",
        "columnname": "文件发布",
        "infocontent": article.summary,
        "infoextends": as_json({"infoContent": content}),
    }


def _feed(listed: Sequence[Article], starts: Starts) -> Answer:
    rows = [Row(one.title, address(one, starts), format_datetime(one.stamp), one.summary) for one in listed]
    return Answer(starts[FEED], rendered("rss.xml", title="工业和信息化部", home=HOME, rows=rows), "xml")


def _hex(words: str) -> str:
    return md5(words.encode(), usedforsecurity=False).hexdigest()
