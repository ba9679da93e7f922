"""Clauses that read like acts and are none: counts, results, numbers, slogans, meetings, what only leads to a list."""

import re

from measures.acts import CONTROL, OPEN, REFUSAL, Clause
from measures.grammar_en import PLACE

_DATA_EN, _DATA_ZH = (
    re.compile(
        r"(?:^|\s)(?:[\w'%-]+ ){0,4}(?:data|figures|statistics)(?=\s*(?:$|[,.;])|\s(?:on|for|about|of|"
        r"from|showing|that|in)\b)",
        re.I,
    ),
    re.compile(r"了?[^,，。《》]{0,24}(?:数据|统计公报|指数|运行情况|运行数据)(?:显示)?$"),
)
"""What is published of numbers is news by the numbers, no act."""
_SYSTEMS, _ONE = frozenset({"build", "cultivate"}), re.compile(r"(?:An?|an?) (?!number|total|record)")
"""A system that has been built is an act, counts of what has been built are not."""
_STOCK = re.compile(
    r"(?:形成|建成|出|成|了|过|起|\s)*"
    r"(?:(?:more than|over|about|nearly|around|some|a total of|almost|up to|超过?|近|约|突破|逾|达)\s*)?"
    r"(?:\d|(?:a (?:large |great |growing )?number of|many|numerous)\s)"
)

_MAKING = frozenset({"build", "cultivate", "establish", "achieve", "increase", "recruit", "improve"})

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

_REACHES = re.compile(r"惠及|带动|拉动|benefit|generat|cover")
"""Verbs that with a count tell how far another act goes, not what is done."""
_PERIOD = re.compile(
    r"(?:^|[，。；])(?:今年|去年)?(?:前(?:[一二三]季度|\d+个月)|[上下]半年|[一二三四]季度|1[-至]\d+月)[^，。；]{0,8}$"
)
_COUNTED_LAST = re.compile(r"[^，,]{2,16}?\d[\d,.]*[万亿]?余?(?:[个家批项件户台种款人]|批次|人次)$")
"""What the work of a period comes to: 前三季度|抽检|食品400万批次."""

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
    if clause.act.id != "issue" or REFUSAL.match(sentence, clause.verb):
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


def rests_on(clause: Clause, sentence: str) -> bool:
    """Does the sentence only name the paper that it rests on ("according to a plan issued by")?"""
    before = sentence[max(0, clause.start - 16) : clause.start].lower()
    return clause.passive and clause.mood == "done" and before.endswith(("according to ", "under ", "in ", "based on "))


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


def _is_work_done(clause: Clause, sentence: str) -> bool:
    """Is it the count of what has been done in a period, rather than an act?"""
    behind = sentence[clause.after : clause.end].rstrip("。；， ")
    done = clause.mood != "planned" and _PERIOD.search(sentence[: clause.verb])
    return bool(done and _COUNTED_LAST.fullmatch(behind))


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
    reaches = clause.joined and counted and _REACHES.match(sentence[clause.verb : clause.after].lower())
    if reaches or _is_work_done(clause, sentence) or (told and (held or _is_result(clause, sentence))):
        return True
    if nation and told and counted and clause.act.id not in _ANNOUNCED:
        return True
    if grown and (_COMPARED.search(behind) or (nation and re.search(r"\d", behind))):
        return True
    return (told and nation and clause.act.id == "build") or (counted and grown)
