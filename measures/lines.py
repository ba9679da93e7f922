"""Alert lines in the making: which clauses share one, and which are no act at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from measures import concepts
from measures.acts import CONTROL, OPEN, Clause
from measures.grammar_en import PLACE
from measures.lexicon import Lexicon
from measures.text import is_chinese

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
_STOCK = re.compile(
    r"(?:形成|建成|出|成|了|过|起|\s)*"
    r"(?:(?:more than|over|about|nearly|around|some|a total of|almost|up to|超过?|近|约|突破|逾|达)\s*)?"
    r"(?:\d|(?:a (?:large |great |growing )?number of|many|numerous)\s)"
)
_DATA_EN, _DATA_ZH = (
    re.compile(
        r"(?:^|\s)(?:[\w'%-]+ ){0,4}(?:data|figures|statistics|numbers|results)(?=\s*(?:$|[,.;])|\s(?:on|for|about|of|"
        r"from|showing|that|in)\b)",
        re.I,
    ),
    re.compile(r"了?[^,，。《》]{0,24}(?:数据|统计公报|指数|运行情况|运行数据)(?:显示)?$"),
)
"""What is published of numbers is news by the numbers, no act."""
_PRELUDE = frozenset({"focus", "use", "coordinate"})
_MAKING = frozenset({"build", "cultivate", "establish", "achieve", "increase", "recruit", "improve"})
_SYSTEMS, _ONE = frozenset({"build", "cultivate"}), re.compile(r"(?:An?|an?) (?!number|total|record)")
"""A system that has been built is an act, counts of what has been built are not."""
_ANNOUNCED = frozenset(
    {"issue", "launch", "introduce", "formulate", "select", "hold", "sign", "adopt", "allocate", "revise"}
)
"""The acts that are news with a count ("has issued 20 standards")."""
_MONEY = re.compile(
    r"[了过起\s]*(?:超过?|近|约|over |about |nearly |more than )?[\d,.]+\s?(?:[万亿]+|[mb]illion\s)?(?:元|yuan)"
)
_BY_THEN = re.compile(r"\bhad (?:\w+ )?been\s*$", re.I)
_PORTION = re.compile(
    r"\W*(?:a total of|more than|over|about|some|nearly|around|"
    r"(?:about |nearly |more than )?(?:half|[\d.]+ percent|most|two[- ]thirds|a third) of)\s|\W*\d",
    re.I,
)
_NATION = re.compile(rf"(?:我国|中国|全国|china|the country|{PLACE})$", re.I)
_COMPARED = re.compile(r"同比|环比|增速|year[- ]on[- ]year|from a year (?:ago|earlier)")
_AS_IS = re.compile(r"(?:well|fully|amply|adequately|sufficiently|evenly|widely|highly|closely|generally)\s+$")
_FOUNDS = re.compile("增设|新设|设立|成立|开设")
_INTO = re.compile(r" (?:in|into|under|on|among|to)\b")
_HELD = re.compile(r"keep|kept|maintain|保持|稳定|稳住")
_UMBRELLA = re.compile(
    r"^\s*(?:with .{3,80}? )?(?:(?:our |its )?(?:efforts|work) )?(?:on |in |to )?(?:the )?"
    r"(?:following|a (?:series|number|range) of|several|two|three|four|"
    r"five|six|seven|eight|these|some)"
    r"\s(?:\w+\s)?(?:areas|aspects|ways|respects|measures|things|steps|points|tasks|directions|fronts|efforts|priorities|"
    r"initiatives)\W*(?:of work)?\W*$"
    r"|^(?:做好|抓好|推进|开展|好)?(?:了)?(?:以下|如下|下列|一系列|多项|几项|几个|[一二两三四五六七八九十\d]+)(?:个|项|条|"
    r"大)?(?:重点|相关|具体|政策)?(?:方面|工作|任务|举措|措施|事)(?:的)?(?:工作|举措|措施|任务)?\W*$"
    r"|^.{0,8}(?:重点|有关|相关|下一步|下一阶段|年度|各项)(?:工作|任务|事项)\W*$"
)
_HELD_BY = re.compile(r"\s(?:was|were|is|are|ha(?:s|ve|d)|will|shall|be(?:en)?|to|also|\w+ly|\s)+$")
_SLOGAN = re.compile(r"(?:the |our |all )*(?:\w+ )?\w+ (?:must|should|needs? to|ought to) be", re.I)
_GENERAL = re.compile(
    r"put (?:in place|(?:in)?to (?:good |full )?use)|ensured|guaranteed|improved|strengthened|enhanced|observed|"
    r"followed|respected|upheld|met|implemented",
    re.I,
)
_MEETING = re.compile(
    r"^\W*(?:a |the |an )?(?:\w+ )?(?:press|news|media) (?:conference|briefing)"
    r"|^\W*(?:the )?(?:relevant |main |basic |general )?(?:situation|information|operation|performance|progress|"
    r"achievements|background)(?=\s*(?:$|[,.;:]|(?:of|on|about|in|regarding|during|since|for|and)\b))"
    r"|(?:新闻)?发布会|吹风会|记者会|座谈会",
    re.I,
)
_CREED = re.compile(
    r"\s*(?:the )?(?:guiding principles|spirit|(?:major )?decisions|important (?:instructions|ideas|remarks|spirit)|"
    r"major policies|Xi Jinping Thought)\b(?:,? (?:and )?\w+){0,4}? (?:of|on) (?:the )?"
    r"(?:\d+|CPC|Party|National|Central|General|Socialism)"
)
"""What every speech is guided by, no act of its own."""
_GATHERING = re.compile(r"\b(?:meetings?|conferences?|briefings?|symposiums?|forums?|sessions?)\s+(?:was|were)\b", re.I)
_CONVENED = re.compile(r"^(?:主持)?召开|^conven")


_BRINGING = frozenset({"support", "encourage", "require", "promote", "help"})
_BROUGHT = re.compile(
    r"[^，,、的]{0,10}?(?:企业|机构|平台|银行|地方|各地|资本|高校|院校|院所|商户|经营者|协会|力量|地区|园区|[验范发新]区|城市|省份|主体|人员|农户|居民|群众|基金|部门)(?![的和与及、，,]|间|发展|创新|转型|数字|建设)"
)
_HAN, _HANS = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[\u3400-\u9fff]+")
_PROGRAMME = re.compile(r"(?:行动|工程|计划|专项)$")
_MEANS = re.compile(
    r"以(?![^，,]{0,12}方式|[^，,]{2,20}为)[\u3400-\u9fff\"]{2,12}?(?:促|带|推|引领|贯通|赋能|撬动|牵引|支撑|提升|实现)"
)
_COUNT = re.compile(
    r"\s*(?:不少于|超过|约|近)?[\d一二两三四五六七八九十][\d,.一二三四五六七八九十百千万]*余?[项个座家条批所台套艘种处名款类](?!方面)"
    r"|\s(?:(?:about|over|more than|at least|another)\s)?\d[\d,.]*\s[a-z]"
)
_SAME = 5
"""Two objects that share so many characters in a row are one."""
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


def is_umbrella(clause: Clause, sentence: str) -> bool:
    """Does it only announce what follows ("focus on three areas", 做好三方面工作), or a meeting?"""
    behind = sentence[clause.after : clause.end]
    convened = bool(_CONVENED.match(sentence[clause.verb : clause.after].lower()))
    gathered = clause.passive and bool(_GATHERING.search(sentence[clause.start : clause.verb]))
    met = clause.act is not OPEN and bool(_MEETING.search(behind))
    return (
        convened
        or gathered
        or met
        or _is_data(clause, sentence)
        or _is_empty(clause, sentence)
        or bool(_UMBRELLA.search(behind.lower()) or _CREED.match(behind))
    )


def _is_data(clause: Clause, sentence: str) -> bool:
    """Does it only publish numbers: "released figures for June", 公布上半年数据?"""
    if clause.act.id != "issue":
        return False
    if clause.passive:
        return bool(_DATA_EN.fullmatch(_HELD_BY.sub("", sentence[clause.start : clause.verb]).strip()))
    behind = sentence[clause.after : clause.end].rstrip("。.;； ")
    return bool(_DATA_EN.match(behind) or _DATA_ZH.fullmatch(behind))


def _is_empty(clause: Clause, sentence: str) -> bool:
    """Does a slogan name nothing but a general thing: "standards must be put in place"?"""
    if not clause.passive or clause.mood != "planned":
        return False
    general = _GENERAL.fullmatch(sentence[clause.verb : clause.end].rstrip(" .;"))
    return bool(general and _SLOGAN.fullmatch(sentence[clause.start : clause.verb].strip()))


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
    if counted or (clause.mood == "planned" and line.clause.mood in ("done", "ongoing")):
        return True
    behind, before = (offset + clause.after, offset + clause.end), (offset + line.clause.after, line.end)
    english, event = not is_chinese(text[offset : offset + clause.end]), clause.act["force"] == "event"
    if not event and (clause.act["force"] == "aim" or not (english or _has_object(text[slice(*behind)]))):
        return False
    told = concepts.concepts_in(text, offset, offset + clause.start, lexicon)
    named = concepts.named(text, *behind, lexicon)
    others = clause.act.id in CONTROL and line.clause.act.id not in CONTROL
    new = named - told
    if not new and (english or others or not named):
        new = concepts.unknown_words(text, *behind) - told
    known = concepts.named(text, *before, lexicon) or concepts.unknown_words(text, *before)
    if event:
        around = (offset + clause.start, behind[1]) if behind[1] - behind[0] > 1 else behind
        return bool(new) or english or (not named and bool(concepts.unknown_words(text, *around) - told))
    if not (new and known):
        return False
    topics = [concepts.topic_of(text, *span, lexicon) for span in (before, behind)]
    return english or others or topics[0] != topics[1] or not topics[0]


def _is_counted(text: str, clause: Clause, offset: int) -> bool:
    """Is its object so and so many things: 修订60项标准, "dredge six rivers"?"""
    return bool(_COUNT.match(text, offset + clause.after))


def _has_object(behind: str) -> bool:
    return len(_HAN.findall(behind)) >= _OBJECT


def rests_on(clause: Clause, sentence: str) -> bool:
    """Does the sentence only name the paper that it rests on ("according to a plan issued by")?"""
    before = sentence[max(0, clause.start - 16) : clause.start].lower()
    return clause.passive and clause.mood == "done" and before.endswith(("according to ", "under ", "in ", "based on "))


def _is_carried_on(line: Line, clause: Clause, text: str, offset: int) -> bool:
    """引导银行按市场化方式，|加大…支持: does the one who is brought to act do this too?"""
    brought = line.clause.act.id in _BRINGING and _BROUGHT.match(text, line.sentence[0] + line.clause.after)
    started = text[line.end : offset + clause.start].strip(" ,，")
    return bool(brought) and line.sentence[0] == offset and not started and clause.act.id not in _BRINGING


def _is_told_closer(line: Line, clause: Clause, text: str, offset: int) -> bool:
    """开展…行动，|要…; 加快…，|重点…: does it only say what the act before comes to, in the same words?"""
    began, before = offset + clause.start, text[line.start : line.end]
    if _MEANS.match(text, began):
        return True
    if text.startswith("重点", began) or (text.startswith("要", began) and _PROGRAMME.search(before)):
        return True
    behind = text[offset + clause.after : offset + clause.end]
    return is_chinese(behind) and any(
        behind[at : at + _SAME] in before and _HANS.fullmatch(behind, at, at + _SAME)
        for at in range(len(behind) - _SAME + 1)
    )


def _is_founded(clause: Clause, sentence: str) -> bool:
    """Has a body set up something new, however many, rather than we or the nation come to have it?"""
    who = clause.subject.strip(" ,，")
    new = _FOUNDS.match(sentence[clause.verb : clause.after])
    return bool(new and who) and not (_NATION.search(who) or who in ("we", "我们", "it", "我部"))


def _is_result(clause: Clause, sentence: str) -> bool:
    """Is it how far something has come ("half of the bonds had been issued"), rather than that it has been done?"""
    before = sentence[clause.start : clause.verb]
    if not clause.passive or clause.mood != "done":
        return False
    return bool(_BY_THEN.search(before) or (_PORTION.match(before) and clause.act.id not in _ANNOUNCED))


def _is_standing(clause: Clause, sentence: str) -> bool:
    """Does a passive tell how things are, rather than that a list takes something in, or one system has been built?"""
    if clause.act.id == "include" and _INTO.match(sentence, clause.after):
        return False
    return not (clause.act.id in _SYSTEMS and _ONE.match(sentence, clause.start))


def is_stock(clause: Clause, sentence: str) -> bool:
    """Is it a count of what exists ("has built 3.8 million stations") rather than an act?"""
    told_to = clause.act.id in CONTROL and (sentence.startswith(" to ", clause.after) or clause.mood == "present")
    if clause.passive and clause.mood in ("done", "present") and clause.act["force"] != "event" and not told_to:
        return _is_standing(clause, sentence)
    behind = sentence[clause.after : clause.end].lower()
    counted = bool(_STOCK.match(behind)) and not _MONEY.match(behind) and not _is_founded(clause, sentence)
    told = clause.mood in ("done", "present")
    grown = told and clause.act.id in _MAKING
    nation = bool(_NATION.search(clause.subject.strip(" ,，")[-40:]))
    held = _AS_IS.search(sentence[: clause.verb].lower()) or _HELD.match(sentence[clause.verb : clause.after])
    if told and (held or _is_result(clause, sentence)):
        return True
    if nation and told and counted and clause.act.id not in _ANNOUNCED:
        return True
    if grown and (_COMPARED.search(behind) or (nation and re.search(r"\d", behind))):
        return True
    return (told and nation and clause.act.id == "build") or (counted and grown)


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
        size = line.sentence[1] - line.sentence[0]
        limit = 24 if is_chinese(text[line.start : line.end]) else 60 if line.start > line.sentence[0] + 4 else 0
        general = line.clause.act["force"] != "event" and line.clause.mood in ("planned", "bare")
        line.headline_only = general and size <= limit and line.end >= line.sentence[1] - 2
        kept.append(line)
    return kept


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
