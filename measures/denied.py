"""Numbers of what is denied or will not be done are no figures; a limit that will not be passed is one."""

import re

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


def is_denied(read: Scene, index: int) -> bool:
    """Whether the text says of a number that it is not so or will not be."""
    quantity = read.quantities[index]
    lead = read.text[: quantity.start]
    if not read.chinese:
        told = _EN_DENIED.search(lead)
        return told is not None and not _LIMIT.search(read.text, told.start(), quantity.number_start)
    told = _ZH_DENIED.search(lead)
    denied = told is not None and not _ZH_BUT.search(lead, told.start())
    return denied or _ZH_UNTRUE.match(read.text, quantity.end) is not None
