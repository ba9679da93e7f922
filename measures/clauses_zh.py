"""The acts a Chinese sentence states: clauses between commas that open with a verb, or with a body and its verb."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from measures import grammar_zh as g
from measures.acts import Acts, Clause, Mood
from measures.agencies import Mention, mentions
from measures.lexicon import Vocabulary
from measures.verbs_zh import is_aside, said_last, times, verb_behind


@dataclass(frozen=True, slots=True)
class Reading:
    """The acts of a sentence, and whether more may follow without a subject, in which tense."""

    clauses: tuple[Clause, ...]
    open: bool
    mood: Mood


@dataclass(slots=True)
class _State:
    """What the sentence, or the paragraph before it, has said so far."""

    mood: Mood | None = None
    subject: str = ""
    open: bool = False
    source: str = ""
    bodies: tuple[Mention, ...] = ()
    foreign: bool = False
    running: bool = False
    broken: bool = False


def chinese_clauses(sentence: str, acts: Acts, *, open_: bool, mood: Mood = "bare") -> Reading:
    """Read the acts of one normalised sentence; offsets count from its start.

    `open_` tells that a body has been speaking before, so that a clause without a subject is its act.
    """
    text = _masked(sentence)
    if g.THESIS.search(text) or g.UMBRELLA.search(text):
        return Reading((), False, mood)
    state = _State(mood if open_ else None, "", open_, sentence, mentions(sentence, acts.bodies))
    found: list[Clause] = []
    for start, end in _segments(text):
        state.broken = False
        clause = _segment(text, start, end, state, acts)
        if clause:
            apart = bool(found) and re.search("[；;]", text[found[-1].end : start])
            joined = clause.joined and not apart
            found.append(replace(clause, end=_trimmed(text, end), joined=joined))
            state.running = True
        elif state.broken or g.GROUP.search(text[start:end]):
            state.running = False
        elif state.running and found:
            found[-1] = replace(found[-1], end=_trimmed(text, end))
    return Reading(tuple(found), state.open, state.mood or mood)


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
    said = g.SAID.match(text[at:end])
    if g.BACKGROUND.match(text[at:end]) and not said and not g.PLANNED.search(text[at:end]):
        return None
    if said and (said["who"] or said["more"]) and _speaks(said["who"], acts.bodies):
        return _reported(text, (at, end), said, state, acts)
    if said and said["who"] and said["said"] in g.TELLS and said.end("said") >= len(text[at:end].rstrip()):
        state.foreign, state.open, state.mood, state.broken = True, False, None, True
        return None
    return _act(text, (at, end), state, acts)


def _lead(text: str, start: int, end: int) -> int:
    dateline = g.DATELINE.match(text, start, end)
    at = dateline.end() if dateline else start
    while at < end:
        found = g.CONNECTOR.match(text, at, end)
        if not found or found.end() == at:
            break
        at = found.end()
    while at < end and text[at] in " 、,，*":
        at += 1
    return at


def _speaks(who: str, bodies: Vocabulary | None) -> bool:
    bare = re.sub(r"[\s,，]", "", who)
    return not bare or bool(
        g.PAPER.search(bare + "提出")
        or mentions(bare, bodies)
        or re.search(r"(?:负责人|发言人|部长|主任|局长|司长|会议|调研组|检查组|我国|专家|记者|数据|统计)$", bare)
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
    if order and re.match(r"各|有关|银行|金融机构|企业|地方|平台", rest) and mentions(who, acts.bodies):
        state.mood, state.open = "done" if g.DONE.search(prefix) else "planned", True
        return Clause(start, end, order.start, order.end, order.act, state.mood, who)
    if demanded or mentions(who, acts.bodies) or g.PAPER.search(who + "提出"):
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
    if not body and state.mood == "planned" and (bound := g.DUTY.match(text, at, end)):
        at = bound.end()
    agent = bool(body)
    if state.foreign and not agent:
        return None
    far = agent and bool(
        mentions(body, acts.bodies) or re.match(r"将|要|已|正|还|也|拟|计划|在|对|通过|会", text[at:end])
    )
    verb = verb_behind(text, (at, end), acts, state.bodies, anywhere=far)
    if verb is None or g.TOPIC.search(written) or g.RESULT.search(written) or g.STANDING.search(text[at : verb.start]):
        if agent and _keeps(body):
            state.mood, state.open, state.subject = _marked(text[start:end], "") or "present", True, body
        elif agent or not (
            g.PREPOSITION.match(text, at) or g.BA.match(text[at:end]) or g.PUT.match(text, at) or is_aside(written)
        ):
            state.mood, state.open, state.broken = None, False, True
        return None
    marked = _marked(text[start : verb.start], text[verb.end : verb.end + 2])
    if not (agent or marked == "planned" or state.open or state.mood):
        return None
    mood: Mood = marked or (state.mood if state.mood and not agent else None) or _unmarked(state)
    joined = not agent and state.mood is not None
    state.mood, state.open, state.subject = mood, True, body or state.subject
    return Clause(start, end, verb.start, verb.end, verb.act, mood, body or state.subject, joined=joined)


def _keeps(body: str) -> bool:
    """Is it we or a body that speaks on, though this clause has no act?"""
    return body.startswith(("我们", "我部")) or not (g.COUNTRY.match(body) or body.startswith("《"))


def _unmarked(state: _State) -> Mood:
    return "planned" if state.mood == "planned" else "present"


def _marked(before: str, behind: str) -> Mood | None:
    if g.PLANNED.search(before):
        return "planned"
    if g.ONGOING.search(before):
        return "ongoing"
    return "done" if g.DONE.search(before) or behind[:1] == "了" or behind in ("起了", "完了") else None


def _announced(text: str, bounds: tuple[int, int], state: _State, acts: Acts) -> Clause | None:
    """`《方案》印发`, `专项行动启动`: what is done stands before the verb that ends the clause."""
    start, end = bounds
    found, before = said_last(text[start:end].rstrip("。* "), state.source[start:end])
    if not found:
        return None
    verb = acts.chinese_at(text, start + found.start("verb"))
    if verb is None or acts.chinese_at(text, _subject(text, (start, end), state)[1]):
        return None
    state.mood = _marked(found.group(), "") or "done"
    state.open = True
    return Clause(start, end, verb.start, verb.end, verb.act, state.mood, before, passive=True)


def _subject(text: str, bounds: tuple[int, int], state: _State) -> tuple[str, int]:
    """Read the bodies that open a clause, with times around them; return them and where the rest starts."""
    start, end = bounds
    at = times(text, start, end)
    first, body = at, ""
    for mention in (m for m in state.bodies if first <= m.start < min(end, first + 40)):
        gap = text[at : mention.start]
        if not re.fullmatch(r"[、,和与及以 ]{0,3}|[^,，]{0,12}[、]", gap) or mention.kind == "market":
            break
        at, body = mention.end, text[first : mention.end]
    if not body:
        country = g.COUNTRY.match(text, at, end) or g.PAPER.match(text, at, end)
        if not country:
            return "", at
        at, body = country.end(), state.source[at : country.end()]
    tail = re.compile(r"(?:等[^,，]{0,8}?(?:部门|部委|单位|机构|机关)|办公厅|有关司局|相关负责人|负责人|党组)?").match(
        text, at, end
    )
    return body, tail.end() if tail else at
