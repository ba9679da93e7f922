"""The copy of www.gov.cn: two HTML lists, the JSON list of policies, and their pages."""

from collections.abc import Iterator, Mapping, Sequence

from flows.demo.articles import Article
from flows.demo.pages import Answer, Row, as_json, rendered

HOME = "https://www.gov.cn"
COLUMNS = {"govcn-press": ("新闻发布", "lianbo/fabu"), "govcn-ministries": ("部门", "lianbo/bumen")}
POLICIES = "govcn-policies"


def council(known: Sequence[Article], day: int, starts: Mapping[str, str]) -> Iterator[Answer]:
    """Answer for the lists as of a day, and for that day's pages."""
    for name, (title, folder) in COLUMNS.items():
        listed = [one for one in known if one.source == name]
        rows = [Row(one.title, _address(one, folder, "id"), f"{one.published:%Y-%m-%d}") for one in listed]
        yield Answer(starts[name], rendered("govcn_list.html", title=title, rows=rows))
        for one in listed:
            if one.day == day:
                yield _page(one, title, folder, "id")
    policies = [one for one in known if POLICIES in one.also]
    yield Answer(starts[POLICIES], as_json([_line(one) for one in policies]), "json")
    for one in policies:
        if one.day == day:
            yield _page(one, "国务院部门文件", "zhengce/zhengceku", "gov")


def _address(article: Article, folder: str, id: str) -> str:
    """`id` names the fact that holds the number gov.cn gives to the page."""
    return f"{HOME}/{folder}/{article.published:%Y%m}/content_{article.facts[id]}.htm"


def _page(article: Article, column: str, folder: str, id: str) -> Answer:
    url = _address(article, folder, id)
    return Answer(url, rendered("govcn_article.html", article=article, column=column, id=article.facts[id]))


def _line(article: Article) -> dict[str, str]:
    address = _address(article, "zhengce/zhengceku", "gov")
    return {"TITLE": article.title, "SUB_TITLE": "", "URL": address, "DOCRELPUBTIME": f"{article.published:%Y-%m-%d}"}
