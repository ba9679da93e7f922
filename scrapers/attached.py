"""Files that are read like pages: those of a notice that says little itself and points to them."""

import logging
import re
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from measures.documents import compose
from measures.model import Attachment, Document, Entry, Page
from scrapers import files
from scrapers.address import host, key, parts
from scrapers.errors import Foreign
from scrapers.platforms import article
from scrapers.source import Fetch, Source

SHORT = {"zh": 400, "en": 1200}
"""Characters of a notice that does little more than point to its attachments."""

POINTS = re.compile(r"附件|附后|见附|全文|印发|\b(?:attach(?:ed|ment)|annex(?:ed)?|appendix|full text)\b", re.I)
FORM = re.compile(
    r"(?:(?:申报|申请|推荐|汇总|反馈|登记|报名|统计|调查|征集|征求意见|评[审价分]|备案|信息|情况|联系|签到)表"
    r"|名单|名录|模板|样式|格式|回执|申报书|推荐书|承诺书|证明|联系方式|代码|二维码)\W*$"
    r"|\b(?:form|template|reply slip)\W*$",
    re.I,
)
"""The titles of what is to be filled in or looked up: it says nothing to be told of."""
LISTED = re.compile(r"(?:(?<![发代])表|目录|清单)\W*$|\b(?:list|table|catalogue)\W*$", re.I)
"""The titles of tables, which may be forms as well, or hold what is to be done."""
POLICY = re.compile(
    r"方案|意见|计划|规划|纲要|办法|任务|措施|分工|(?:鼓励|推广|推荐|指导|限制|淘汰|禁止).*目录|年本"
    r"|\b(?:plan|measures|opinions|tasks?|encouraged|promoted|restricted|phased out)\b",
    re.I,
)
BRACKETS = re.compile(r"(?:[（(][^（()）]*[）)]\W*)+$")

TITLE = re.compile(
    r"^[\s·•*-]*(?:(?:附\s?件|attachments?|annex|appendix)\s*\d{0,2}(?![\d年])\s*[:：.．、]?|\d{1,2}[.．、](?!\d))\s*"
    r"|\.[a-z]{2,4}$",
    re.I,
)
GENERIC = re.compile(r"\W*(?:点击)?(?:下载|查看|打开|全文|download|pdf|docx?|word|here|click)*\W*", re.I)

log = logging.getLogger(__name__)


def pointed(notice: Document) -> tuple[Attachment, ...]:
    """The attachments that hold what a notice has to say; none where it says it itself, or where they are forms."""
    said = [notice.text[one.start : one.end] for one in notice.paragraphs if one.role not in ("title", "furniture")]
    if not notice.complete or sum(map(len, said)) > SHORT[notice.language]:
        return ()
    titles = [one.title for one in notice.attachments if one.title]
    named = POINTS.search(f"{notice.title}\n{notice.text}") or any(title in notice.text for title in titles)
    if said and not named:
        return ()
    return tuple(one for one in notice.attachments if not _is_form(_title(one)))


def _is_form(title: str) -> bool:
    bare = BRACKETS.sub("", title)
    return bool(FORM.search(bare) or (LISTED.search(bare) and not POLICY.search(title)))


def entries(source: Source, notice: Document) -> list[Entry]:
    """The files to be read after a notice. Those that lie on another site are left out, as links in lists are."""
    found = []
    for one in pointed(notice):
        if host(one.url) in (*source.hosts, host(notice.url)):
            found.append(_entry(one, notice))
        else:
            log.info("%s: an attachment lies on another site and is left out: %s", notice.url, one.url)
    return found


def _entry(one: Attachment, notice: Document) -> Entry:
    identity = article.identify(one.url) or one.url
    return Entry(identity=identity, url=one.url, title=_title(one), published=notice.published, notice=notice.identity)


def gather(source: Source, fetch: Fetch, entry: Entry) -> Page:
    """Fetch a file. Raises `Foreign`, before it is asked for, if its ending is of no kind that is read."""
    ending = files.ending(entry.url)
    if ending and ending not in files.KINDS:
        raise Foreign(entry.url, f"{ending} files are not read")
    return fetch.get(entry.url, referer=source.start, hosts=source.hosts)


def read(page: Page, notice: Document | None = None, title: str = "") -> Document:
    """Read a file; what it does not say itself its notice says for it. Raises `Illegible`."""
    words, identity = files.text_of(page), article.identify(page.identity) or page.identity
    if notice is None:
        return compose(words, identity=identity, url=page.url, title=title)
    found = compose(
        words,
        identity=identity,
        url=page.url,
        title=title,
        published=notice.published,
        event_date=notice.event_date,
        publisher=notice.publisher,
        number=notice.number,
    )
    return replace(found, agencies=notice.agencies or found.agencies, title=found.title or notice.title)


class Notices:
    """Finds the notice that points to a file, among the texts of an archive that were read before."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Document, str]] = {}

    def add(self, notice: Document, folder: PurePosixPath) -> None:
        """Note what a text of a folder points to, by its address and by the name that it has when saved."""
        for one in pointed(notice):
            self._known[key(one.url)] = self._known[str(folder / name(one.url))] = (notice, _title(one))

    def of(self, url: str, path: str) -> tuple[Document | None, str]:
        """The notice of a file, and the title by which it points to it."""
        return self._known.get(key(url)) or self._known.get(path) or (None, "")


def name(url: str) -> str:
    """The file name in an address."""
    return PurePosixPath(unquote(parts(url).path)).name


def _title(attachment: Attachment) -> str:
    """What a link calls its file, without "附件1：" and the ending; "" where it only says that it is one."""
    bare, before = attachment.title, ""
    while bare != before:
        bare, before = TITLE.sub("", bare).strip(), bare
    return "" if GENERIC.fullmatch(bare) else bare
