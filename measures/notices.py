"""Numbered notices: the document itself, its items, and the bodies answerable for each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from measures.acts import Acts
from measures.agencies import mentions, names
from measures.lexicon import Vocabulary
from measures.model import Document, Paragraph
from measures.sections import Number, number_of
from measures.text import is_chinese, normalise
from measures.verbs_en import leading

FEWEST = 3
"""A notice has at least so many numbered items that open with a verb."""
_LONGEST = {True: 60, False: 200}
"""A headline has so many characters at most, by whether it is Chinese."""
_NAMED = re.compile(
    r"^(?:(?:implementation|guiding|several|interim|joint|three-year|action|work|special)\s+)*(?:notice|opinions?|"
    r"guidelines?|measures|plan|scheme|"
    r"announcement|circular|action plan|regulations?|rules|programme|outline)\s+(?:on|of|for|to|regarding|concerning)\b"
    r"|^(?:[^,，。]{2,40})?关于.{4,80}(?:通知|意见|公告|函|通告|批复|办法|方案|措施)(?:[（(][^）)]*[）)])?$"
    r"|^.{0,30}(?:印发|发布).{4,80}(?:通知|公告)$"
    r"|^.{4,60}(?:方案|办法|行动计划|规划|实施细则|指南|指引|管理规定|若干措施|实施意见|指导意见|条例|的规定|(?:若干|暂行)规定|"
    r"规范条件)(?:[（(][^）)]*[）)])?$",
    re.I,
)
_OPEN_DRAFT = re.compile(
    r"(?:公开|再次|公告)?征求(?!意见稿).{0,80}意见|征求意见稿[^\u3400-\u9fff]*(?:公开)?征求意见"
    r"|\bopen (?:for|to) (?:public )?(?:comments?|consultation)\b"
    r"|\bdraft\b.*\bpublic (?:comments?|consultation|opinions?)\b"
    r"|\b(?:seek|solicit|invit)\w* (?:public )?(?:comments?|opinions?)\b.*\bdraft",
    re.I,
)
_PREAMBLE = re.compile(
    r"指导思想|基本原则|总体要求|(?:总体|主要|行动|工作|发展)?目标|总体思路|重要意义|基本情况|发展形势|面临形势|"
    r"适用范围|附则|总则|申报(?:条件|程序|材料|要求|主体)|"
    r"guiding (?:ideology|thought|principle)|general (?:requirements?|idea|provisions)|overall (?:requirements?|"
    r"objectives?|goals?)|basic (?:principles?|requirements?)|"
    r"(?:objectives?|goals?|targets?)\s*$|scope of application|"
    r"supplementary|application (?:conditions|procedures|requirements)",
    re.I,
)
_PART = re.compile(
    r"^(?:组织(?:实施|领导|保障)|(?:保障|支持|配套)措施|(?:实施|工作|进度|时间)(?:步骤|安排|要求|机制)|监督管理|附则)$"
    r"|^(?:safeguards?|supporting measures|safeguard measures|organization and implementation|work requirements|"
    r"implementation steps|work arrangements?)$",
    re.I,
)
_PIECE = re.compile(r"[^（()）。]+?(?:\.(?=\s|$)|(?=[（()）。])|$)")
_RESPONSIBLE = re.compile(r"负责|分工|牵头|responsib|in charge|责任单位", re.I)
_NORM = re.compile(r"[^,，。：:的]{2,14}?(?:不得|应当|必须|严禁|一律|须)(?=[\u3400-\u9fff]{2})")
_NEXT_SENTENCE = re.compile(r"(?<=[a-z)])\.\s|(?<=\d)\.\s(?=[A-Z(])|。|：|\*\*\s*(?=[—–「：:])|\s?(?=——)")


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item: where its headline stands and who answers for it."""

    paragraph: Paragraph
    start: int
    end: int
    until: int
    bodies: tuple[str, ...]


def name_of(document: Document) -> Paragraph | None:
    """Find the line that names the notice which the document is."""
    for paragraph in document.paragraphs:
        line = document.text[paragraph.start : paragraph.end].strip("#* ")
        named = _NAMED.search(line) or asks_for_comments(line)
        if paragraph.role in ("title", "heading") and number_of(line) is None and named:
            return paragraph
    return None


def asks_for_comments(line: str) -> bool:
    """Does a title say that a draft is open to comment: the news itself?"""
    return bool(_OPEN_DRAFT.search(line))


def is_preamble(section: Sequence[str]) -> bool:
    """Does a paragraph under these headings only say what is aimed at, on what principles?"""
    return any(_PREAMBLE.search(heading) for heading in section)


def items(document: Document, acts: Acts) -> list[Item]:
    """Return the items of a numbered notice, innermost level; none if the document is not one."""
    numbered = [(p, number) for p in document.paragraphs if (number := _number(document, p))]
    found: list[Item] = []
    others = 0
    for i, (paragraph, number) in enumerate(numbered):
        after = numbered[i + 1][0] if i + 1 < len(numbered) else None
        if after is not None and len(after.section) > len(paragraph.section):
            continue
        until = _until(document, paragraph, after)
        if item := _item(document, paragraph, number, until, acts):
            found.append(item)
        else:
            others += paragraph.role == "body" and _is_long(document.text[paragraph.start : paragraph.end])
    return found if len(found) >= max(FEWEST, others) else []


def _is_long(item: str) -> bool:
    """Is a Chinese item a whole paragraph, to be read clause by clause?"""
    return len(item) > _LONGEST[True] and is_chinese(item)


def _number(document: Document, paragraph: Paragraph) -> Number | None:
    if paragraph.role not in ("body", "heading"):
        return None
    return number_of(document.text[paragraph.start : paragraph.end])


def _until(document: Document, paragraph: Paragraph, after: Paragraph | None) -> int:
    """Where an item ends: with its paragraph, or with the unnumbered ones below its heading, up to a signature."""
    last = paragraph.end
    below = (other for other in document.paragraphs if paragraph.start < other.start)
    for other in below:
        if other.role == "furniture" or (after is not None and other.start >= after.start):
            break
        last = other.end if other.role == "body" else last
    return last


def _item(document: Document, paragraph: Paragraph, number: Number, until: int, acts: Acts) -> Item | None:
    start = paragraph.start + number.after
    written = document.text[start : paragraph.end]
    stop = _NEXT_SENTENCE.search(written)
    end = start + (stop.start() + (stop.group()[:1] in (".", "。")) if stop else len(written))
    headline = normalise(document.text[start:end]).text
    own = document.text[start:end]
    if len(own) > _LONGEST[is_chinese(own)] or is_preamble([headline, *paragraph.section]):
        return None
    if _PART.match(headline.strip("* 。.")) or not _opens_with_verb(headline.strip("* "), acts):
        return None
    return Item(paragraph, start, end, until, duties(document.text[end:until], acts.bodies))


def _opens_with_verb(headline: str, acts: Acts) -> bool:
    if is_chinese(headline):
        bare = re.sub(r"^(?:进一步|大力|积极|着力|持续|深入|全面|切实|加快|加强|更好)", "", headline)
        return bool(acts.chinese_at(headline, 0) or acts.chinese_at(bare, 0) or _NORM.match(headline))
    text = re.sub(
        r"^(?:to |(?:not|never) |further |actively |vigorously |we (?:will|should) |continuously |comprehensively |"
        r"in[- ]depth )+",
        "",
        headline.lower(),
    )
    return leading(text, 0, acts, ("base", "ing")) is not None


def duties(text: str, vocabulary: Vocabulary | None = None) -> tuple[str, ...]:
    """Read the bodies answerable for an item: in brackets behind it, or named as responsible."""
    plain = normalise(text).text
    found: list[str] = []
    for said in _PIECE.findall(plain):
        named = mentions(said, vocabulary) if len(said) < 600 else ()
        stop = _RESPONSIBLE.search(said)
        sure = bool(named and stop) or sum(m.end - m.start for m in named) > len(said) / 2
        if sure:
            leading = [m for m in named if not stop or m.start < stop.end() + 60]
            found += names(m for m in leading if "following" not in said[: m.start].lower())
    return tuple(dict.fromkeys(found))
