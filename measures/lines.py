"""Alert lines in the making: which clauses share one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from measures import concepts
from measures.acts import CONTROL, REFUSAL, Clause
from measures.lexicon import Lexicon
from measures.text import Span, is_chinese
from measures.wording import wording

ENUMERATED = re.compile(
    r"(?:^|[。；;]\s*)(?:[一二三四五六七八九十]是|首先|其次|第[一二三四五六七八九十](?![\u3400-\u9fff])|一方面)"
    r"|\b(?:firstly|first,|one is|the first (?:is|measure))\b",
    re.I,
)
OPENS_ITEM = re.compile(
    r"[\s*#\-–—•·]*(?:first|second|third|fourth|fifth|sixth|last|final|next|one\b|another|in addition|"
    r"moreover|also|meanwhile|at the same time|\d{1,2}[.、)]|[(（]?[一二三四五六七八九十]{1,2}[)）、是]|"
    r"第[一二三四五六七八九十]|首先|其次|再次|最后|同时|此外|[-–—•·])",
    re.I,
)
ANNOUNCING = re.compile(
    r"[:：]\s*$|\bfollowing (?:\w+ ){0,2}(?:aspects|areas|measures|tasks|points|steps|fronts|efforts|priorities|things)"
    r"|以下|如下|下列"
)
_PRELUDE = frozenset({"focus", "use", "coordinate"})


_BRINGING = frozenset({"support", "encourage", "require", "promote", "help"})
_BROUGHT = re.compile(
    r"[^，,、的]{0,10}?(?:企业|机构|平台|银行|地方|各地|资本|高校|院校|院所|商户|经营者|协会|力量|地区|园区|[验范发新]区|城市|省份|主体|人员|农户|居民|群众|基金|部门)(?![的和与及、，,]|间|发展|创新|转型|数字|建设)"
)
_HAN, _HANS = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[\u3400-\u9fff]+")
_PROGRAMME = re.compile(r"(?:行动|工程|计划|专项)$")
_MEANS = re.compile(
    r"以(?![^，,]{0,12}方式|[^，,]{2,20}为)[\u3400-\u9fff\"]{2,12}?(?:促|带|推|引领|贯通|赋能|撬动|牵引|支撑|提升|实现)"
)
_HEADING = re.compile(r"[\u3400-\u9fff]{2,6}。?\s*")
_LASTS = re.compile(r"(?:执行|实施|延续|延长|持续)[至到][^，,]{0,10}[年月日底末止]")
"""How long the act before it goes on."""
_COUNT = re.compile(
    r"\s*(?:不少于|超过|约|近)?[\d一二两三四五六七八九十][\d,.一二三四五六七八九十百千万]*余?[项个座家条批所台套艘种处名款类]"
    r"(?!方面)"
    r"|\s(?:(?:about|over|more than|at least|another)\s)?(?:\d[\d,.]*|two|three|four|five|six|"
    r"seven|eight|nine|ten|twelve|dozens of)\s[a-z]"
)
_SAME = 5
"""Two objects that share so many characters in a row are one."""
_OWN_WORDS = 2
"""So many words make an object of its own; twice as many that of a mere effort."""
_OBJECT = 6
"""An effort with a shorter object (加强监管) belongs to the line before it."""


@dataclass(slots=True)
class Line:
    """An alert line in the making; offsets count in the normalised paragraph."""

    start: int
    end: int
    sentence: tuple[int, int]
    clause: Clause
    actors: tuple[str, ...]
    headline_only: bool = False


def is_view(line: Line) -> bool:
    """Does it, without a subject, only say what the act after it looks to (聚焦…，)?"""
    return line.clause.act.id == "focus" and not line.clause.subject


def goes_on(line: Line, clause: Clause, text: str, offset: int, lexicon: Lexicon) -> bool:
    """Let a clause that only adds to the line before it lengthen that line; both stand in the sentence at `offset`."""
    if line.clause.act.id in _PRELUDE:
        line.clause = replace(clause, passive=False, subject=line.clause.subject)
    elif _stands_alone(line, clause, text, offset, lexicon):
        return False
    line.end = offset + clause.end
    return True


def _stands_alone(line: Line, clause: Clause, text: str, offset: int, lexicon: Lexicon) -> bool:
    """Is it an act at another time, or with an object that the sentence has not named before?"""
    carried_on = line.clause.act.id == "require" or _is_carried_on(line, clause, text, offset)
    if carried_on or _is_told_closer(line, clause, text, offset):
        return False
    counted = _is_counted(text, line.clause, line.sentence[0]) and _is_counted(text, clause, offset)
    turned = _is_refused(text, line.clause, line.sentence[0]) != _is_refused(text, clause, offset)
    if turned or counted or (clause.mood == "planned" and line.clause.mood in ("done", "ongoing")):
        return True
    behind, before = (offset + clause.after, offset + clause.end), (offset + line.clause.after, line.end)
    english, event = not is_chinese(text[slice(*line.sentence)]), clause.act["force"] == "event"
    if not event and (clause.act["force"] == "aim" or not (english or _has_object(text[slice(*behind)]))):
        return False
    told = concepts.concepts_in(text, offset, offset + clause.start, lexicon)
    named = concepts.named(text, *behind, lexicon)
    others = clause.act.id in CONTROL and line.clause.act.id not in CONTROL
    own = _own_words(text, behind, offset, clause)
    new = named - told or own
    if not new and (english or others or not named):
        new = concepts.unknown_words(text, *behind) - told
    known = concepts.named(text, *before, lexicon) or concepts.unknown_words(text, *before)
    if event:
        around = (offset + clause.start, behind[1]) if behind[1] - behind[0] > 1 else behind
        return bool(new) or english or (not named and bool(concepts.unknown_words(text, *around) - told))
    if not (new and known):
        return False
    topics = [concepts.topic_of(text, *span, lexicon) for span in (before, behind)]
    return english or others or topics[0] != topics[1] or not topics[0] or bool(own)


def _own_words(text: str, behind: Span, offset: int, clause: Clause) -> frozenset[str]:
    """The words of a Chinese act's object that the sentence has not used before it; none if they are few."""
    said, before = wording(text[slice(*behind)]).words, wording(text[offset : offset + clause.start]).words
    enough = _OWN_WORDS if clause.act["force"] == "event" else 2 * _OWN_WORDS
    return said - before if len(said - before) >= enough else frozenset()


def _is_refused(text: str, clause: Clause, offset: int) -> bool:
    return bool(REFUSAL.match(text, offset + clause.verb))


def _is_counted(text: str, clause: Clause, offset: int) -> bool:
    """Is its object so and so many things: 修订60项标准, "dredge six rivers"?"""
    return bool(_COUNT.match(text, offset + clause.after))


def _has_object(behind: str) -> bool:
    return len(_HAN.findall(behind)) >= _OBJECT


def _is_carried_on(line: Line, clause: Clause, text: str, offset: int) -> bool:
    """引导银行按市场化方式，|加大…支持: does the one who is brought to act do this too?"""
    brought = line.clause.act.id in _BRINGING and _BROUGHT.match(text, line.sentence[0] + line.clause.after)
    started = text[line.end : offset + clause.start].strip(" ,，")
    return bool(brought) and line.sentence[0] == offset and not started and clause.act.id not in _BRINGING


def _is_told_closer(line: Line, clause: Clause, text: str, offset: int) -> bool:
    """开展…行动，|要…; 加快…，|重点…: does it only say what the act before comes to, in the same words?"""
    began, before = offset + clause.start, text[line.start : line.end]
    if _MEANS.match(text, began) or _LASTS.fullmatch(text, began, offset + clause.end):
        return True
    if text.startswith("重点", began) or (text.startswith("要", began) and _PROGRAMME.search(before)):
        return True
    behind = text[offset + clause.after : offset + clause.end]
    return is_chinese(behind) and any(
        behind[at : at + _SAME] in before and _HANS.fullmatch(behind, at, at + _SAME)
        for at in range(len(behind) - _SAME + 1)
    )


def with_headlines(lines: Sequence[Line], text: str) -> list[Line]:
    """Join a short Chinese headline sentence with the sentence that says how."""
    kept: list[Line] = []
    for line in lines:
        last = kept[-1] if kept else None
        if last and last.headline_only and _explains(line, last, text):
            last.end, last.headline_only = line.end, False
            last.sentence = (last.sentence[0], line.sentence[1])
            last.actors = tuple(dict.fromkeys(last.actors + line.actors))
            continue
        if last and _is_heading(last, line, text):
            kept.pop()
        size = line.sentence[1] - line.sentence[0]
        limit = 24 if is_chinese(text[line.start : line.end]) else 60 if line.start > line.sentence[0] + 4 else 0
        general = line.clause.act["force"] != "event" and line.clause.mood in ("planned", "bare")
        line.headline_only = general and size <= limit and line.end >= line.sentence[1] - 2
        kept.append(line)
    return kept


def _is_heading(headline: Line, line: Line, text: str) -> bool:
    """Is a numbered sentence of a verb and a noun (一是摸清家底。) only the name of what those behind it tell?"""
    numbered = ENUMERATED.match(text[headline.sentence[0] : headline.start].lstrip())
    follows = headline.sentence[1] <= line.sentence[0] <= headline.sentence[1] + 1
    return bool(numbered) and follows and bool(_HEADING.fullmatch(text, headline.start, headline.sentence[1]))


def _explains(line: Line, headline: Line, text: str) -> bool:
    """Does this line open the sentence right behind a short headline sentence, without a heading of its own?"""
    if not is_chinese(text[headline.start : headline.end]) and line.clause.mood != headline.clause.mood:
        return False
    if headline.clause.mood == "planned" and line.clause.mood in ("done", "present"):
        return False
    opens = line.sentence[0] <= headline.sentence[1] + 1 and line.sentence != headline.sentence
    lead = text[line.sentence[0] : line.start]
    return opens and not (
        lead.strip(" \n")
        and (ENUMERATED.search(lead) or re.search(r"[是方面]|ly,|\b(?:second|third|fourth|fifth)", lead))
    )
