"""Where the clauses of a Chinese sentence begin and end."""

import re
from collections.abc import Iterator

from measures import grammar_zh as g
from measures.acts import Acts

_VEILED = re.compile(r'"[^",，;；。]*"|《[^》]*》|[（(][^（）()]*[）)]')
_LISTED_TO, _CLAUSE_TO = re.compile(r"[、，,；;：。]|$"), re.compile(r"[，,；;：。]|$")
_BULLETS = " *•·●◆■▪◇▶▷★○□①②③④⑤⑥⑦⑧⑨⑩"


def trimmed(text: str, end: int) -> int:
    return len(text[:end].rstrip("，,;；、: 。!！.*"))


def masked(sentence: str) -> str:
    """Blank what stands in quotes, brackets and titles: nothing in them cuts a clause or is its verb.

    What has commas between its quotes is speech and stays.
    """
    return _VEILED.sub(_blank, sentence)


def _blank(match: re.Match[str]) -> str:
    written = match.group()
    return written[0] + "·" * (len(written) - 2) + written[-1]


def segments(text: str, acts: Acts) -> Iterator[tuple[int, int]]:
    at = 0
    for cut in re.finditer(r"[，；;：]|,(?!\d)|:(?!\d)|——|、", text):
        if cut.group() != "、" or _lists_acts(text, at, cut.start(), acts):
            yield at, cut.start()
            at = cut.end()
    yield at, len(text)


def _lists_acts(text: str, start: int, mark: int, acts: Acts) -> bool:
    """Does 、 stand between two verbs with objects of their own, in a list that ends with the clause?"""
    verb = acts.chinese_at(text, mark + 1)
    if verb is None or verb.end - verb.start < 2 or verb.act["force"] == "none" or mark - start < 6:
        return False
    if g.BRINGING.search(text, start, mark):
        return False
    stop = _LISTED_TO.search(text, mark + 1)
    if (stop.start() if stop else len(text)) - verb.end < 4:
        return False
    until = _CLAUSE_TO.search(text, mark + 1)
    return not g.GATHERED.search(text[mark + 1 : until.start() if until else len(text)])


def lead(text: str, start: int, end: int) -> int:
    dateline = g.DATELINE.match(text, start, end)
    at = dateline.end() if dateline else start
    while at < end and text[at] in _BULLETS:
        at += 1
    while at < end:
        found = g.CONNECTOR.match(text, at, end)
        if not found or found.end() == at:
            break
        at = found.end()
    while at < end and text[at] in ' 、,，*"':
        at += 1
    return at
