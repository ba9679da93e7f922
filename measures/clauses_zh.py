"""The acts a Chinese sentence states: clauses between commas that open with a verb, or with a body and its verb."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from measures import grammar_zh as g
from measures.acts import Acts, Clause, Mood, Verb
from measures.agencies import mentions
from measures.agents_zh import agent, speaks
from measures.denials_zh import denial, denied_verb
from measures.said_zh import is_heard, made_clear, put_forward
from measures.segments_zh import lead, masked, segments, trimmed
from measures.state_zh import State, pass_by, tells_a_state, unmarked
from measures.tense_zh import marked, time_of
from measures.verbs_zh import said_last, unnamed, verb_behind

_DEMANDS = frozenset({"要求", "提出", "明确", "部署", "规定"})
_LINKING = ("将", "要", "已", "正", "还", "也", "拟", "计划", "在", "对", "通过", "会")
_TOPIC = 20
"""The field of a numbered item (一是消费提质，拓展…) has at most so many characters."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The acts of a sentence, and whether more may follow without a subject, in which tense."""

    clauses: tuple[Clause, ...]
    open: bool
    mood: Mood


def chinese_clauses(
    sentence: str, acts: Acts, *, open_: bool, mood: Mood = "bare", people: Collection[str] = ()
) -> Reading:
    """Read the acts of one normalised sentence; offsets count from its start.

    `open_` tells that a body has been speaking before, so that a clause without a subject is its act; `people` are
    those who speak for a body.
    """
    text = masked(sentence)
    if g.THESIS.search(text) or g.UMBRELLA.search(text):
        return Reading((), open_ and mood == "planned", mood)
    state = State(mood if open_ else None, "", open_, sentence, mentions(sentence, acts.bodies), people, said=mood)
    found: list[Clause] = []
    for start, end in segments(text, acts):
        state.broken = False
        apart = bool(found) and any(mark in text[found[-1].end : start] for mark in "；;")
        if apart and text[start - 1] in "；;" and not state.foreign:
            state.open, state.mood = True, state.mood or found[-1].mood
        clause = None if g.TOPIC_BEHIND.match(text, end) else _segment(text, start, end, state, acts)
        if not clause and text[end : end + 1] in ("：", ":") and g.LISTING.search(text, start, end):
            state.open, state.mood, state.broken = True, state.mood or "bare", True
        if clause:
            found.append(replace(clause, end=trimmed(text, end), joined=clause.joined and not apart))
            state.running = True
        elif state.broken or g.GROUP.search(text[start:end]):
            state.running = False
        elif state.running and found and end > start:
            found[-1] = replace(found[-1], end=trimmed(text, end))
    return Reading(tuple(found), state.open, state.mood or mood)


def _segment(text: str, start: int, end: int, state: State, acts: Acts) -> Clause | None:
    at = _behind_leave(text, lead(text, start, end), end, state)
    state.time = time_of(text[start : min(end, at + 12)]) or state.time
    if state.time == "planned" and state.mood:
        state.mood = state.time
    if at >= end:
        return None
    item = g.ITEM.search(text[start:at])
    if item or g.FIELD.match(text, start):
        state.open, state.listed, state.mood = True, True, state.mood or state.said
    said = g.SAID.match(text[at:end])
    if g.BACKGROUND.match(text[at:end]) and not said and not g.PLANNED.search(text[at:end]):
        return None
    goes_on = said and not said["who"] and said["said"] in _DEMANDS and (state.open or state.running)
    if said and goes_on and (made := made_clear(text, (at, end), said, state, acts)):
        return made
    if said and (said["who"] or said["more"] or goes_on) and is_heard(said["who"], state.people, acts):
        return _reported(text, (at, end), said, state, acts)
    if said and said["who"] and said["said"] in g.TELLS and said.end("said") >= len(text[at:end].rstrip()):
        state.foreign, state.open, state.mood, state.broken = True, False, None, True
        return None
    clause = _act(text, (at, end), state, acts)
    topic, state.topic = state.topic, at if item and not clause and end - at <= _TOPIC else None
    return replace(clause, start=topic) if clause and topic is not None else clause


def _behind_leave(text: str, at: int, end: int, state: State) -> int:
    """Step over by whose leave something is done (经国务院批准，): whoever tells of it goes on without a subject."""
    leave = g.LEAVE.match(text, at, end)
    if leave and leave.end() >= end:
        state.mood, state.open = "planned" if state.mood == "planned" else "present", True
    return leave.end() if leave else at


def _reported(text: str, bounds: tuple[int, int], said: re.Match[str], state: State, acts: Acts) -> Clause | None:
    """`《方案》提出` opens a list of acts; `联合要求各银行机构` is itself one."""
    start, end = bounds
    who = state.source[start : start + said.end("who")]
    at = start + said.end()
    rest = text[at:end]
    prefix = text[start : start + said.start("said")]
    demanded = said["said"] in _DEMANDS or said["more"] in ("要求", "提出")
    order = acts.chinese_at(text, start + said.start("said")) if said["said"] == "要求" else None
    if order and g.ORDERED.match(rest) and (mentions(who, acts.bodies) or (not who and state.open)):
        joined = not who and state.mood is not None
        state.mood, state.open = "done" if g.DONE.search(prefix) else "planned", True
        return Clause(start, end, order.start, order.end, order.act, state.mood, who or state.subject, joined=joined)
    if demanded or (who and speaks(who, acts.bodies, state.people)):
        state.open, state.subject = True, who or state.subject
        state.mood = "planned" if demanded else state.mood or "bare"
    state.broken = True
    if rest.startswith("了"):
        return put_forward(text, (start + said.start("said"), end), state, acts) if who or state.open else None
    named = not said["more"] and not demanded and g.NOUN_TOLD.search(rest.rstrip("。.;；!！* "))
    return _act(text, (lead(text, at, end), end), state, acts) if rest and not named else None


def _act(text: str, bounds: tuple[int, int], state: State, acts: Acts) -> Clause | None:
    start, end = bounds
    if state.held and g.INTO.match(text, start):
        state.held = False
        return None
    if clause := _announced(text, bounds, state, acts):
        return clause
    if state.open and g.LISTED.match(text, start, end):
        return Clause(start, end, start, start, acts.unnamed, state.mood or "bare", state.subject, joined=True)
    body, at = agent(text, state.source, (start, end), state.bodies)
    if state.foreign and not body:
        return None
    if not body and (state.open or state.mood) and (bound := g.DUTY.match(text, at, end)):
        at, state.mood = bound.end(), "planned"
    denied = denial(text, (at, end), acts)
    verb = _verb(text, (at, end), body, state, acts) if denied is None else denied_verb(text, denied, end, acts)
    state.held = bool(g.HELD.search(text[at:end])) and (verb is None or not g.INTO.search(text[verb.end : end]))
    if verb is None or verb.act["force"] == "none" or tells_a_state(text, bounds, at, verb):
        if verb is None or verb.act.id != "say" or not state.open:
            pass_by(text, (start, end), body, at, state)
        return None
    return _stated(text, bounds, verb, body, state)


def _stated(text: str, bounds: tuple[int, int], verb: Verb, body: str, state: State) -> Clause | None:
    """Make a clause of a verb if a body acts, a list goes on, or the sentence says that it will be done."""
    start, end = bounds
    mood = marked(text[start : verb.start], text[verb.end : verb.end + 2])
    hoped = g.EFFECT.match(text, verb.start) and not g.DEMAND.search(text, start, verb.start)
    reached = not body and g.REACHED.match(text, verb.start)
    if g.WILL_NOT.match(text, verb.start):
        mood = "planned"
    if reached or not (body or state.open or state.mood or (mood == "planned" and not hoped)):
        return None
    if mood == "ongoing" and "planned" in (state.time, state.mood) and not g.UNDER.search(text, start, verb.start):
        mood = None
    mood = mood or unmarked(state, verb, own=bool(body) and not g.PAPER.match(body))
    joined = not body and state.mood is not None
    state.mood, state.open, state.subject = mood, True, body or state.subject
    return Clause(start, end, verb.start, verb.end, verb.act, mood, body or state.subject, joined=joined)


def _verb(text: str, bounds: tuple[int, int], body: str, state: State, acts: Acts) -> Verb | None:
    at, end = bounds
    if g.AS_FRAME.match(text, at, end):
        return None
    far = bool(body) and bool(mentions(body, acts.bodies) or text.startswith(_LINKING, at, end))
    verb = verb_behind(text, bounds, acts, state.bodies, anywhere=far)
    if verb is None and (body or state.open):
        verb = unnamed(text, bounds, acts, directive=state.mood == "planned")
    if verb is None and state.mood in ("planned", "bare") and (norm := g.NORM.search(text, at, end)):
        return acts.chinese_at(text, norm.start()) or Verb(acts.unnamed, "base", norm.start(), norm.end())
    return verb


def _announced(text: str, bounds: tuple[int, int], state: State, acts: Acts) -> Clause | None:
    """`《方案》印发`, `专项行动启动`: what is done stands before the verb that ends the clause."""
    start, end = bounds
    found, before = said_last(text[start:end].rstrip("。* "), state.source[start:end])
    if not found:
        return None
    verb = acts.chinese_at(text, start + found.start("verb"))
    if verb is None or acts.chinese_at(text, agent(text, state.source, bounds, state.bodies)[1]):
        return None
    state.mood = marked(found.group(), "") or "done"
    state.open = True
    return Clause(start, end, verb.start, verb.end, verb.act, state.mood, before, passive=True)
