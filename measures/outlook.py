"""Where a text speaks of what is aimed at: in a plan, under a heading of goals, behind what leads to them."""

import re
from collections.abc import Iterator

from measures.model import Document, Modality, Paragraph

_PLAN = re.compile(
    r"(?:行动方案|行动计划|实施方案|工作方案|规划|指导意见|若干措施|行动)(?:[(（]\S{0,24}[)）])?(?:的通知)?\s*\Z"
)
"""The end of the title of a plan: what its sentences count without another sign is aimed at."""

_REPORT = re.compile(r"新闻联播|[社网]\S{0,12}(?:消息|电|讯)|记者|快讯|\((?:Xinhua|ECNS)\)")
_HEAD = 400
"""What stands at the head of a report: of a plan it tells in words of its own, and of other things beside it."""

_GOALS = re.compile(
    r"(?:目标|指标)(?:任务|要求|是|如下|包括|为)*[:：]?\s*\Z|^\W*(?:[\d一二三四五六七八九十.、]+\s*)?(?:主要|总体|发展|工作|行动)?目标"
    r"|\b(?:goals|targets|objectives)\b[^.;]{0,60}[:：]?\s*\Z",
    re.I,
)
_LEADS = re.compile(r"[:：]\s*\Z")


def outlooks(document: Document) -> Iterator[tuple[Paragraph, Modality]]:
    """The paragraphs of a document, each with what is meant by a number of it that has no other sign.

    "planned" stands for what a text goes on to tell of a plan: there, only what is to be done is meant to be.
    """
    plan = bool(_PLAN.search(document.title)) and not _REPORT.search(document.text[:_HEAD])
    listed = announced = False
    for paragraph in document.paragraphs:
        text = document.text[paragraph.start : paragraph.end]
        if paragraph.role == "heading":
            listed = announced = False
        under = bool(paragraph.section) and bool(_GOALS.search(paragraph.section[-1]))
        yield paragraph, "target" if plan or listed or under else "planned" if announced else "stated"
        announced = announced or tells_plan(text)
        if _LEADS.search(text[-3:]):
            listed = bool(_GOALS.search(text[-80:]))


_ZH_TELLS = re.compile(
    r"(?:方案|规划|计划|意见|纲要|措施|蓝图)[》\"]?(?:中|还|同时|指|并|,|，)*(?:提出|明确|要求|指出|部署|设定)|任务目标|目标任务|重点任务"
)
_EN_TELLS = re.compile(
    r"(?:plan|guideline|opinion|outline|blueprint|roadmap)s?\b[^.;]{0,40}\b(?:sets?|specif\w+|stipulat\w+|propos\w+|calls?\sfor)\b"
)


def tells_plan(text: str) -> bool:
    """Whether a stretch of text tells what a plan says: the next sentences go on with it."""
    return bool(_ZH_TELLS.search(text) or _EN_TELLS.search(text))
