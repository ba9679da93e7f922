"""The acts a Chinese sentence states: clauses between commas that open with a verb, or with a body and its verb."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from measures.acts import Acts, Clause, Mood, Verb
from measures.agencies import Mention, mentions

_NUMBER = r"[一二三四五六七八九十]"
_CONNECTOR = re.compile(
    rf"(?:此外|同时|另外|与此同时|其中|目前|当前|接下来|下一步|下步|下一阶段|今后|未来|后续|并且|并|且|还|也|又|"
    rf"而且|再次|首先|其次|再者|最后|然后|"
    rf"一方面|另一方面|为此|因此|对此|具体来看|具体来说|具体而言|总的看|总体看|据介绍|据悉|据了解|记者获悉|即|以及|"
    rf"及|和|"
    rf"(?:第?{_NUMBER}{{1,2}}(?:是|要|个方面是|方面|点是|项是)(?:要)?)|第{_NUMBER}{{1,2}}|"
    rf"[（(]?{_NUMBER}{{1,2}}[）)]|{_NUMBER}、|\d{{1,2}}[.、])[,，:：、]?"
)
_YEAR = r"(?:(?:20\d\d|今|明|去|后|本|当|同|近)年|\"?十[三四五六]五\"?(?:期间|时期)?)"
_PART = (
    r"(?:第?[一二三四1-4]季度|[上下]半年|前[\d一二三四五六七八九十]+个月|前三季度|\d{1,2}月(?:\d{1,2}日)?(?:底|末|"
    r"初|上旬|中旬|下旬|份)?|[一二三四五六七八九十]+月份?|[上中下]旬|年(?:底|末|初|中)|月(?:底|末|初))"
)
_DAY = rf"(?:(?:{_YEAR})(?:{_PART})*|{_PART}+)"
_TIME = re.compile(
    rf"(?:(?:截至|截止|到|至|在|自|从|于|力争到?|争取到?|预计)?{_DAY}(?:以来|以前|之前|前|后|内|起|期间|底|末|初|度)*"
    rf"|日前|近日|近期|近来|最近|目前|当前|今天|今日|昨天|昨日|不久前|此前|下一步|下步|接下来|下一阶段|"
    rf"未来[\d一二两三四五六七八九十]*年?|今后[\d一二两三四五六七八九十]*年?"
    rf"|近年来|近年|每年|年内|即日起|即日|现在|截至目前|目前为止)(?:[（(][^（）()]{{1,12}}[）)])?"
)
_ADVERB = re.compile(
    r"(?:进一步|更好地?|更加|大力|积极|持续|深入|扎实|全面|切实|着力|不断|有序|稳步|重点|抓紧|尽快|及时|继续|主动|"
    r"充分|率先|统筹|协同|全力|加紧|因地制宜|依法依规|依法|"
    r"严格|认真|牵头|联合|共同|首次|正式|专门|分类|分批|分级|有效|有力|合理|适时|适当|适度|逐步|创新性地?|科学|"
    r"深度|广泛|多措并举|多渠道|全方位|全链条|加力|靠前|提前|前瞻|"
    r"特别|集中|精准|高质量|高水平|高标准|一体|一并|同步|并|还|也|又|再|均|都|已经|已|正在|正|将|要|拟|须|应当|应|"
    r"需要|需|可|能够|能|会|了|努力|坚决|坚持|"
    r"健康|稳妥|稳慎|审慎|按计划|按市场化方式|以更大力度|尽最大能力|尽最大努力|在全国范围内|在全国|面向全国|带头)"
)
_PREPOSITION = re.compile(
    r"(?:会同|联合|协同|配合|在|对于|对|就|从|向|以|按照|按|根据|通过|围绕|针对|结合|依托|立足|面向|聚焦|为|依据|"
    r"经|于|与|同|和|赴)"
)
_ASIDE = re.compile(
    r"(?:方面|领域|下|基础上|过程中|之际|期间|同时|中|上|后|前|为例|为重点|为抓手|为目标|来看|来说|而言)$"
)
_PLANNED = re.compile(
    r"将(?!.{1,30}(?:作为|纳入|列入|转化|融入|摆在|用于|扩大至|扩至|提高到|降至|延长至))|拟|计划|要(?!求|素|点)|"
    r"下一步|下步|接下来|力争|应(?!用|对|急)|需(?!求)|须|争取|有望|准备|打算|未来|今后|明年"
)
_DONE = re.compile(r"已(?!有)|(?<![为除])了(?!解)|日前|近日|近期|最近|此前|先后|今天|昨天|此次|这次|以来")
_ONGOING = re.compile(r"正在|正(?=会同|加快|抓紧|积极|研究|按|对|在)|持续|不断|一直")
_STANDING = re.compile(r"一直|始终|历来|一贯")
_SAID = re.compile(
    r"^(?P<who>.{0,60}?)(?:(?:进一步|明确|联合|日前|近日|还|也|同时|负责人|相关负责人|有关负责人)*"
    r"(?P<said>提出|要求|明确(?!了)|强调|表示|指出|介绍|透露|说|称|部署|规定|谈及|谈到|了解到|获悉|表态|"
    r"显示))(?P<more>要求|提出|,|，|:|：|)"
)
_COUNTRY = re.compile(
    r"(?:我国|国家|中国|中央|我们|我部|部里|全国|双方|两部门|各部门|多部门|中央层面)(?!的|级|统计|标准|战略|安全|"
    r"创新|新型|制造|中小|实验|重点|高新|铁|移动|电信|联通|式|特色|工业|经济|信息|民用|人)"
)
_PAPER = re.compile(
    r"(?:《[^》]{2,80}》|(?:方案|意见|通知|规划|办法|措施|指南|计划|行动|文件|条例|规定|公告|细则|指引|纲要|"
    r"政策)(?=提出|要求|明确|强调|指出|部署|规定))"
)
_NOT_AGENT = re.compile(
    r"(?:企业|公司|产业|行业|市场|产品|技术|数据|平台|群众|机构|经济|能力|水平|规模|比重|指数|产量|增速|项目|出口|"
    r"消费|投资|收入|利润|占比|成果|效果|占)$"
)
_INTRANSITIVE = re.compile(
    r"(?:正式|近日|日前|今天|今日|对外|联合|全面|将|已|于.{1,12})*(?P<verb>印发|发布|出台|启动|实施|公布|上线|开工|"
    r"揭牌|施行|生效|落地|召开|举行|开通|投用)(?:实施|执行|了|仪式)?$"
)
_PROGRAMME = re.compile(
    r"》|行动|计划|方案|试点|项目|工作|活动|专项|平台|机制|政策|意见|办法|措施|名单|目录|标准|规划|基金|工程|通知|"
    r"建设|大会|大赛|清单"
)
_TOPIC = re.compile(
    r"(?<!不)是.{0,20}(?:举措|任务|战略|关键|重点|支撑|途径|保障|目标|要求|力量|基础|职责|所在|方向|抓手|内容|灵魂|"
    r"核心)"
)
_THESIS = re.compile(r"关键(?:在|是|要)|离不开|至关重要|具有.{0,8}意义|事关|必由之路|必然要求|既.{2,30}(?:也|又)是")
_RESULT = re.compile(
    r"取得.{0,12}(?:进展|成效|成果|突破|成绩)|占比?(?:超|过|达|近)|同比"
    r"|(?:情况|精神|成效|意义)$|(?:稳步|显著|明显|持续|不断|大幅)(?:提升|增强|增长|改善|提高|扩大|下降|减少|优化|完善)$"
)
_BACKGROUND = re.compile(r"^(?:随着|为了?|由于|鉴于|自从|如果|虽然|尽管|因为|当|据|记者从)")
_BA = re.compile(r"^(?:将|把).{1,40}?(?:作为|纳入|列入|转化为|融入|摆在|用于|扩大至|扩至|提高到|降至|延长至)")


@dataclass(slots=True)
class _State:
    """What the sentence, or the paragraph before it, has said so far."""

    mood: Mood | None = None
    subject: str = ""
    open: bool = False
    source: str = ""
    bodies: tuple[Mention, ...] = ()
    running: bool = False
    broken: bool = False


def chinese_clauses(sentence: str, acts: Acts, *, open_: bool, mood: Mood = "bare") -> list[Clause]:
    """Return the acts of one normalised sentence; offsets count from its start.

    `open_` tells that a body has been speaking before, so that a clause without a subject is its act.
    """
    text = _masked(sentence)
    if _THESIS.search(text):
        return []
    state = _State(mood if open_ else None, "", open_, sentence, mentions(sentence))
    found: list[Clause] = []
    for start, end in _segments(text):
        state.broken = False
        clause = _segment(text, start, end, state, acts)
        if clause:
            found.append(replace(clause, end=_trimmed(text, end)))
            state.running = True
        elif state.broken:
            state.running = False
        elif state.running and found:
            found[-1] = replace(found[-1], end=_trimmed(text, end))
    return found


def _trimmed(text: str, end: int) -> int:
    return len(text[:end].rstrip("，,;；、: 。!！.*"))


def _masked(sentence: str) -> str:
    """Blank what stands in quotes, brackets and titles: nothing in them cuts a clause or is its verb."""
    return re.sub(r'(?<=")[^"]*(?=")|(?<=《)[^》]*(?=》)|(?<=[（(])[^（）()]*(?=[）)])', _blank, sentence)


def _blank(match: re.Match[str]) -> str:
    return "·" * len(match.group())


def _segments(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for cut in re.finditer(r"[，；;：]|,(?!\d)|:(?!\d)|——", text):
        yield at, cut.start()
        at = cut.end()
    yield at, len(text)


def _segment(text: str, start: int, end: int, state: _State, acts: Acts) -> Clause | None:
    at = _lead(text, start, end)
    if at >= end:
        return None
    said = _SAID.match(text[at:end])
    if _BACKGROUND.match(text[at:end]) and not said and not _PLANNED.search(text[at:end]):
        return None
    if said and (said["who"] or said["more"]) and _speaks(said["who"]):
        return _reported(text, (at, end), said, state, acts)
    return _act(text, (at, end), state, acts)


def _lead(text: str, start: int, end: int) -> int:
    at = start
    while at < end:
        found = _CONNECTOR.match(text, at, end)
        if not found or found.end() == at:
            break
        at = found.end()
    while at < end and text[at] in " 、,，*":
        at += 1
    return at


def acts_inside(who: str) -> bool:
    """Does the text before "said" hold an act of its own, so that the word is a noun ("按照要求")?"""
    return bool(re.match(r"按照|根据|依据|满足|达到|符合|落实", who))


def _speaks(who: str) -> bool:
    bare = re.sub(r"[\s,，]", "", who)
    return not bare or bool(
        _PAPER.search(bare + "提出")
        or mentions(bare)
        or re.search(r"(?:负责人|发言人|部长|主任|局长|司长|会议|我国|专家|记者|数据|统计)$", bare)
    )


def _reported(text: str, bounds: tuple[int, int], said: re.Match[str], state: _State, acts: Acts) -> Clause | None:
    """`《方案》提出` opens a list of acts; `联合要求各银行机构` is itself one."""
    start, end = bounds
    who = state.source[start : start + said.end("who")]
    at = start + said.end()
    rest = text[at:end]
    prefix = text[start : start + said.start("said")]
    demanded = said["said"] in ("要求", "提出", "明确", "部署", "规定") or said["more"] in ("要求", "提出")
    order = acts.chinese_at(text, start + said.start("said")) if said["said"] == "要求" else None
    if order and re.match(r"各|有关|银行|金融机构|企业|地方|平台", rest) and mentions(who):
        state.mood, state.open = "done" if _DONE.search(prefix) else "planned", True
        return Clause(start, end, order.start, order.end, order.act, state.mood, who)
    if demanded or mentions(who) or _PAPER.search(who + "提出"):
        state.open, state.subject = True, who or state.subject
        state.mood = "planned" if demanded else state.mood or "bare"
    state.broken = True
    return _act(text, (_lead(text, at, end), end), state, acts) if rest else None


def _act(text: str, bounds: tuple[int, int], state: _State, acts: Acts) -> Clause | None:
    start, end = bounds
    written = text[start:end].rstrip("。.;；!！* ")
    if clause := _announced(text, bounds, state, acts):
        return clause
    body, at = _subject(text, (start, end), state)
    agent = bool(body)
    far = agent and bool(mentions(body) or re.match(r"将|要|已|正|还|也|拟|计划|在|对|通过|会", text[at:end]))
    verb = _verb(text, (at, end), acts, state.bodies, anywhere=far)
    if verb is None or _TOPIC.search(written) or _RESULT.search(written) or _STANDING.search(text[at : verb.start]):
        if agent or not (_PREPOSITION.match(text, at) or _BA.match(text[at:end]) or _is_aside(written)):
            state.mood, state.open, state.broken = None, False, True
        return None
    marked = _marked(text[start : verb.start], text[verb.end : verb.end + 2])
    if not (agent or marked == "planned" or state.open or state.mood):
        return None
    mood: Mood = marked or (state.mood if state.mood and not agent else None) or _unmarked(state)
    joined = not agent and state.mood is not None
    state.mood, state.open, state.subject = mood, True, body or state.subject
    return Clause(start, end, verb.start, verb.end, verb.act, mood, body or state.subject, joined=joined)


def _unmarked(state: _State) -> Mood:
    return "planned" if state.mood == "planned" else "present"


def _marked(before: str, behind: str) -> Mood | None:
    if _PLANNED.search(before):
        return "planned"
    if _ONGOING.search(before):
        return "ongoing"
    return "done" if _DONE.search(before) or behind[:1] == "了" or behind in ("起了", "完了") else None


def _announced(text: str, bounds: tuple[int, int], state: _State, acts: Acts) -> Clause | None:
    """`《方案》印发`, `专项行动启动`: what is done stands before the verb that ends the clause."""
    start, end = bounds
    found = _INTRANSITIVE.search(text[start:end].rstrip("。* "))
    before = state.source[start : start + found.start()] if found else ""
    if not found or len(before) < 4 or not _PROGRAMME.search(before[-14:]) or re.search(r"在|通过", before[-14:]):
        return None
    verb = acts.chinese_at(text, start + found.start("verb"))
    if verb is None or acts.chinese_at(text, _subject(text, (start, end), state)[1]):
        return None
    state.mood = "planned" if _PLANNED.search(found.group()) else "done"
    state.open = True
    return Clause(start, end, verb.start, verb.end, verb.act, state.mood, before, passive=True)


def _subject(text: str, bounds: tuple[int, int], state: _State) -> tuple[str, int]:
    """Read the bodies that open a clause, with times around them; return them and where the rest starts."""
    start, end = bounds
    at = _times(text, start, end)
    first, body = at, ""
    for mention in (m for m in state.bodies if first <= m.start < min(end, first + 40)):
        gap = text[at : mention.start]
        if not re.fullmatch(r"[、,和与及以 ]{0,3}|[^,，]{0,12}[、]", gap) or mention.kind == "market":
            break
        at, body = mention.end, text[first : mention.end]
    if not body:
        country = _COUNTRY.match(text, at, end) or _PAPER.match(text, at, end)
        if not country:
            return "", at
        at, body = country.end(), state.source[at : country.end()]
    tail = re.compile(r"(?:等[^,，]{0,8}?(?:部门|部委|单位|机构|机关)|办公厅|有关司局|相关负责人|负责人|党组)?").match(
        text, at, end
    )
    return body, tail.end() if tail else at


def _times(text: str, at: int, end: int) -> int:
    while at < end:
        found = _TIME.match(text, at, end)
        if not found or found.end() == at:
            break
        at = found.end()
        while at < end and text[at] in ",， 、":
            at += 1
    return at


def _verb(text: str, bounds: tuple[int, int], acts: Acts, bodies: Sequence[Mention], *, anywhere: bool) -> Verb | None:
    """Find the verb behind adverbs and phrases; a named body may stand farther from its verb."""
    at, end = bounds
    while at < end:
        if verb := acts.chinese_at(text, at):
            return verb if _is_verb(text, verb, acts) else None
        if (stepped := _step(text, at, end)) == at:
            break
        at = stepped
    aside = _ASIDE.search(text[:end])
    if (_PREPOSITION.match(text, at) and not aside) or anywhere:
        return _later(text, (at, end), acts, bodies)
    return None


def _is_verb(text: str, verb: Verb, acts: Acts) -> bool:
    """Not a noun that looks like the verb: 创新及产业发展, 支持的企业; but 建立和完善."""
    behind = text[verb.end : verb.end + 1]
    if behind and behind in "和与及、":
        return acts.chinese_at(text, verb.end + 1) is not None
    return not behind or behind not in "的性率者"


def _is_aside(segment: str) -> bool:
    """Is this a phrase without a statement of its own: a field, a condition, a list continued?"""
    return len(segment) <= 6 or bool(_ASIDE.search(segment) and _PREPOSITION.match(segment))


def _step(text: str, at: int, end: int) -> int:
    found = _ADVERB.match(text, at, end) or _TIME.match(text, at, end)
    return found.end() if found else at


def _later(text: str, bounds: tuple[int, int], acts: Acts, bodies: Sequence[Mention]) -> Verb | None:
    at, end = bounds
    for place in range(at + 3, min(end, at + 60)):
        verb = acts.chinese_at(text, place)
        inside = any(m.start <= place < m.end for m in bodies)
        if verb and not inside and verb.end - verb.start > 1 and text[verb.end : verb.end + 1] not in "的、,和与等性率":
            return verb
    return None
