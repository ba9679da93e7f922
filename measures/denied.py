"""Numbers of what is denied or will not be done are no figures; a limit that will not be passed is one."""

import re
from functools import lru_cache

from measures.scene import Scene

_EN_DENIED = re.compile(
    r"\b(?:(?:will|would|shall)\snot|won't|wouldn't|no\s(?:plans?|intention|need)\s(?:to|of|for)|not\s(?:plan|planning|intend|intending)\sto"
    r"|den(?:y|ied|ies|ying)|dismiss(?:ed|es)|refut(?:ed|es)|rejected|ruled\sout|rul(?:es|ing)\sout|false(?:ly)?\s(?:claim\w*|reports?|rumou?rs?)"
    r"|rumou?rs?)\b[^;.]*\Z",
    re.I,
)
_LIMIT = re.compile(
    r"\b(?:not|never|won't|wouldn't)\s(?:be\s|fall\s|drop\s|go\s)?(?:exceed|surpass|top|above|over|below|under|more|less|fewer|lower|higher)\b|\bbut\b|\bhowever\b",
    re.I,
)
_ZH_DENIED = re.compile(
    r"(?:否认|辟谣|不会(?!低于|少于|超过|高于|突破)|无意|(?<!有)没有(?:计划|打算)|不打算|不考虑|暂不|网传|谣传|谣言)[^；。]*\Z"
)
_ZH_UNTRUE = re.compile(r"[^；。]*(?:不实|不属实|谣言|虚假(?:消息|信息)|并非事实|系误读)")
_ZH_BUT = re.compile(r"[，,](?:而是|但|同时|并将|目前|据了解)")


_HINT = re.compile(
    r"\b(?:not|won't|wouldn't|no|den|dismiss|refut|reject|rul|fals|rumo)|不|否认|辟谣|无意|没有|传|谣|虚假|误读", re.I
)


def is_denied(read: Scene, index: int) -> bool:
    """Whether the text says of a number that it is not so or will not be."""
    return _may_deny(read.text) and (_denied_zh if read.chinese else _denied_en)(read, index)


@lru_cache(maxsize=8)
def _may_deny(text: str) -> bool:
    """Cheap to ask before a sentence is searched for each of its numbers."""
    return _HINT.search(text) is not None


def _denied_en(read: Scene, index: int) -> bool:
    quantity = read.quantities[index]
    told = _EN_DENIED.search(read.text, 0, quantity.start)
    return told is not None and not _LIMIT.search(read.text, told.start(), quantity.number_start)


def _denied_zh(read: Scene, index: int) -> bool:
    quantity = read.quantities[index]
    told = _ZH_DENIED.search(read.text, 0, quantity.start)
    denied = told is not None and not _ZH_BUT.search(read.text, told.start(), quantity.start)
    return denied or _ZH_UNTRUE.match(read.text, quantity.end) is not None
