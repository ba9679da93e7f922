"""The acts an English sentence states: who, in what tense, verb and object; coordinated verbs one by one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from measures import grammar_en as g
from measures.acts import OPEN, Acts, Clause, Mood, Verb
from measures.agencies import Mention, mentions
from measures.agents_en import ends_in_agent, is_agent
from measures.forms_en import Form
from measures.fragments_en import fragment
from measures.segments_en import lead, masked, segments, trimmed
from measures.verbs_en import after_auxiliary, has_object, is_passive, is_past, is_verb, leading, mood_of

_MATCHING: dict[Mood, tuple[Form, ...]] = {
    "planned": ("base",), "bare": ("base",), "done": ("past",), "ongoing": ("ing",), "present": ("base", "s"),
}  # fmt: skip


@dataclass(slots=True)
class _State:
    """What the sentence has said so far."""

    mood: Mood | None = None
    subject: str = ""
    pending: str = ""
    inside: bool = False
    foreign: bool = False
    forms: tuple[Form, ...] = ("base",)
    bodies: tuple[Mention, ...] = ()
    cuts: list[int] = field(default_factory=list)


def english_clauses(sentence: str, acts: Acts) -> list[Clause]:
    """Return the acts of one sentence; offsets count from its start. The last clause runs to the sentence's end."""
    text = masked(sentence)
    state = _State(bodies=mentions(sentence, acts.bodies))
    found: list[Clause] = []
    for start, end in segments(text, acts):
        found += _segment(text, (start, end), state, acts)
    if not found:
        found = list(fragment(text, acts))
    if not found:
        return []
    ends = [clause.start for clause in found[1:]] + [len(text.rstrip(" .;!"))]
    ends = [min([end, *(cut for cut in state.cuts if c.after < cut)]) for c, end in zip(found, ends, strict=True)]
    return [replace(clause, end=trimmed(text, end)) for clause, end in zip(found, ends, strict=True)]


def _segment(text: str, bounds: tuple[int, int], state: _State, acts: Acts) -> Iterator[Clause]:
    start, end = bounds
    at, enumerated = lead(text, start, end)
    if at >= end:
        return
    if state.foreign:
        return
    if demand := _demanded(text, (at, end), state, acts):
        yield demand
        yield from _joints(text, demand.after, end, state, acts)
        return
    if said := g.SAID.match(text[at:end]):
        state.foreign = bool(g.OUTSIDER.search(said.group())) and not mentions(said.group(), acts.bodies)
        if state.foreign:
            return
        state.mood, state.pending = None, ""
        at, enumerated = lead(text, at + said.end(), end)
    elif told := g.TOLD.match(text[at:end]):
        if not _is_in_office(told["who"], acts, alone=bool(told["one"])):
            return
        at, state.mood, state.pending = at + told.end(), None, ""
    head = _headed(text, (at, end), state, acts, enumerated)
    if head is None:
        _remember(text[at:end], state)
        if _tells_otherwise(text[at:end]) or g.AS_FOR.match(text, at, end):
            state.cuts.append(start)
        elif state.mood is not None and not g.SUBORDINATE.match(text, at):
            yield from _joints(text, at, end, state, acts)
        return
    yield head
    yield from _joints(text, head.after, end, state, acts)


def _is_in_office(who: str, acts: Acts, *, alone: bool) -> bool:
    """May what this person says be the state's doing? One who says "it will" must be known to speak for a body."""
    if is_agent(who, acts.bodies) or g.ORGAN.search(who):
        return True
    return not alone and not g.OUTSIDER.search(who)


def _demanded(text: str, bounds: tuple[int, int], state: _State, acts: Acts) -> Clause | None:
    """What somebody in office calls for: "the meeting stressed improving harbours, building locks"."""
    found = g.DEMAND.match(text, *bounds)
    if not found or g.OUTSIDER.search(found["who"]) or not is_agent(found["who"], acts.bodies):
        return None
    verb = acts.open_at(text, _skip(text, found.end(), bounds[1]), ("ing",) if found["ing"] else ("base",))
    if verb is None or verb.form != ("ing" if found["ing"] else "base") or not has_object(text, verb, bounds[1]):
        return None
    clause = Clause(bounds[0], bounds[1], verb.start, verb.end, verb.act, "planned", found["who"])
    return _open(text, bounds, verb, state, clause)


def _tells_otherwise(segment: str) -> bool:
    """Is this a statement of its own, about something else than who acts?"""
    aux = g.AUX.search(segment)
    if g.ATTRIBUTED.search(segment):
        return True
    return bool(aux and aux.start() > 3 and not g.SUBORDINATE.search(segment[: aux.start()]))


def _remember(segment: str, state: _State) -> None:
    """Keep what may be the subject of a later segment: "the MIIT, together with five other bodies, will"."""
    bare = segment.strip()
    if state.mood is None and not g.TIME.match(bare) and (state.pending or not g.ASIDE.match(bare)):
        state.pending = (state.pending + " " + segment).strip()[-200:]


def _headed(text: str, bounds: tuple[int, int], state: _State, acts: Acts, enumerated: bool) -> Clause | None:
    if state.mood is None and enumerated:
        return _verb_first(text, bounds, state, acts, "planned")
    finite = _finite(text, bounds, state, acts)
    if finite:
        return finite
    if state.mood is not None:
        return _continued(text, bounds, state, acts)
    if state.pending:
        return None
    return _verb_first(text, bounds, state, acts, "bare")


def _verb_first(text: str, bounds: tuple[int, int], state: _State, acts: Acts, mood: Mood) -> Clause | None:
    """An imperative, or what follows "one is to"; "To do this, ..." only leads to what follows."""
    at = _skip(text, *bounds)
    if mood == "bare" and text.startswith("to ", bounds[0]):
        return None
    verb = leading(text, at, acts, ("base", "ing") if mood == "planned" else ("base",))
    if verb is None or not is_verb(text, verb):
        return None
    return _open(text, bounds, verb, state, Clause(bounds[0], bounds[1], verb.start, verb.end, verb.act, mood))


def _continued(text: str, bounds: tuple[int, int], state: _State, acts: Acts) -> Clause | None:
    """A segment that goes on with a verb in the tense of the one before."""
    at = _skip(text, *bounds)
    verb = leading(text, at, acts, state.forms) if state.mood else None
    if verb is None or state.mood is None or not is_verb(text, verb):
        return None
    if state.inside and verb.act.id not in (
        "support",
        "encourage",
        "promote",
        "improve",
        "strengthen",
        "increase",
        "issue",
        "launch",
    ):
        return None
    clause = Clause(at, bounds[1], verb.start, verb.end, verb.act, state.mood, state.subject, joined=True)
    return _open(text, bounds, verb, state, clause)


def _skip(text: str, start: int, end: int) -> int:
    found = g.CHAIN.match(text, start, end)
    return found.end() if found else start


def _finite(text: str, bounds: tuple[int, int], state: _State, acts: Acts) -> Clause | None:
    start, end = bounds
    if clause := _in_force(text, bounds, state, acts):
        return clause
    aux = g.AUX.search(text, start, end)
    subject = text[start : aux.start()].strip() if aux else ""
    if aux and aux.group("planned") and g.WHO.fullmatch(subject) and _passive_at(text, aux, acts):
        return _with_auxiliary(text, bounds, aux, state, acts)
    if aux and not g.SUBORDINATE.search(subject) and not aux.group("skip"):
        mood = state.mood
        if clause := _with_auxiliary(text, bounds, aux, state, acts):
            return clause
        if state.mood is None and mood is not None:
            return None
    return _simple(text, bounds, state, acts)


def _in_force(text: str, bounds: tuple[int, int], state: _State, acts: Acts) -> Clause | None:
    """What takes effect, or opens, is the object of the act: "the standard took effect in July"."""
    start, end = bounds
    found = g.IN_FORCE.search(text, start, end) or g.OBLIGED.search(text, start, end)
    subject = text[start : found.start()].strip() if found else ""
    verb = acts.english_at(text, found.start("verb")) if found else None
    if not found or verb is None or not subject or g.SUBORDINATE.search(subject) or g.AUX.search(subject):
        return None
    if found.re is g.OBLIGED and is_agent(subject, acts.bodies):
        return None
    mood: Mood = "planned" if found["will"] else "done"
    return _open(text, bounds, verb, state, Clause(start, end, verb.start, verb.end, verb.act, mood, passive=True))


def _passive_at(text: str, aux: re.Match[str], acts: Acts) -> bool:
    verb = after_auxiliary(text, _skip(text, aux.end() + 1, len(text)), aux, acts)
    return verb is not None and is_passive(text, aux, text[aux.end() : verb.start], verb)


def _with_auxiliary(text: str, bounds: tuple[int, int], aux: re.Match[str], state: _State, acts: Acts) -> Clause | None:
    start, end = bounds
    subject = text[start : aux.start()].strip() or state.pending or state.subject
    made = g.EFFORT_MADE.match(text, aux.end() + 1) if g.EFFORTS.search(subject) else None
    at = _skip(text, made.end() if made else aux.end() + 1, end) if made else _skip(text, aux.end() + 1, end)
    middle = text[aux.end() : at]
    verb = _spent_on(text, at, acts) if made else after_auxiliary(text, at, aux, acts)
    if verb is None or g.STANDING.search(middle):
        _leave_open(text, aux, at, state, subject, acts)
        return None
    passive = not made and is_passive(text, aux, middle, verb)
    if aux.group("be") and not passive and verb.form != "ing":
        return None
    if passive and g.AUDIENCE.match(subject):
        return None
    if not passive and not made and (aux.group("hoped") or not is_agent(subject, acts.bodies)):
        return None
    mood = mood_of(aux, middle, verb)
    if verb.act is OPEN and not _is_deed(text, verb, end, mood, "" if passive else subject):
        return None
    clause = Clause(start, end, verb.start, verb.end, verb.act, mood, "" if passive else subject, passive=passive)
    return _open(text, bounds, verb, state, clause)


def _spent_on(text: str, at: int, acts: Acts) -> Verb:
    """Read what efforts are made to do, or name them alone ("will be put into the harbour")."""
    verb = acts.open_at(text, at, ("base", "ing"))
    return verb if verb and is_verb(text, verb) else Verb(acts.strengthen, "base", at, at)


def _leave_open(text: str, aux: re.Match[str], at: int, state: _State, subject: str, acts: Acts) -> None:
    """Wait for the verb behind a phrase between ("will, with the bureaus of finance, launch"); else nothing is told."""
    waits = aux.group("planned") and g.BETWEEN.match(text, at) and is_agent(subject, acts.bodies)
    state.mood, state.forms = ("planned", ("base",)) if waits else (None, state.forms)
    state.subject = subject if waits else state.subject


def _is_deed(text: str, verb: Verb, end: int, mood: Mood, subject: str) -> bool:
    """Is an unknown verb what a body does to something, rather than what becomes of it or of the nation?"""
    if not subject:
        return mood == "planned"
    return has_object(text, verb, end) and (mood in ("planned", "ongoing") or not g.NATION.match(subject))


def _simple(text: str, bounds: tuple[int, int], state: _State, acts: Acts) -> Clause | None:
    """A verb without auxiliary behind a body or pronoun: "we encourage", "the ministry recently issued"."""
    start, end = bounds
    for word in re.finditer(r"[a-z]+", text[start:end]):
        at = start + word.start()
        verb = acts.open_at(text, at, ("past",))
        before = text[start:at]
        if (
            state.pending
            and re.fullmatch(r"(?:(?:also|recently|jointly|\w+ly)\s+)*", before)
            and verb
            and verb.form != "base"
        ):
            before = state.pending
        if verb is None or verb.form == "ing" or not is_verb(text, verb):
            continue
        subject = g.BESIDE.sub("", before).strip()
        if not subject or re.search(r"\b(?:to|and|or|of|for|the|a|an|in|by|with|" + r"that|which)$", subject):
            continue
        if g.SUBORDINATE.search(subject) or not (
            is_agent(subject, acts.bodies) and ends_in_agent(subject, acts.bodies)
        ):
            continue
        if g.AUX.search(subject) or (before is state.pending and g.PAPER_ENDS.search(subject)):
            continue
        if verb.act is OPEN and (g.NATION.match(subject) or not has_object(text, verb, end)):
            continue
        past = verb.form == "past" or (is_past(text, verb) and subject not in ("we", "they"))
        mood: Mood = "done" if past else "present"
        return _open(text, bounds, verb, state, Clause(start, end, verb.start, verb.end, verb.act, mood, subject))
    return None


def _open(text: str, bounds: tuple[int, int], verb: Verb, state: _State, clause: Clause) -> Clause:
    """Note in the state that a clause has begun."""
    state.mood, state.subject = clause.mood, clause.subject or state.subject
    alone = verb.form == "ing" and clause.mood in ("planned", "bare")
    state.forms = ("ing",) if alone else _MATCHING[clause.mood]
    rest = text[verb.end : bounds[1]]
    state.inside = verb.act.id in g.CONTROL and bool(g.INFINITIVE.search(rest))
    return clause


def _joints(text: str, start: int, end: int, state: _State, acts: Acts) -> Iterator[Clause]:
    """Find the verbs joined by "and" within a segment: "support the listing and promote the growth"."""
    for joint in g.JOINT.finditer(text, start, end):
        between = text[start : joint.start()]
        if not between.strip() or state.mood is None:
            continue
        if g.AUX.match(text, joint.end()) and not g.SUBORDINATE.search(between):
            clause = _with_auxiliary(text, (joint.end(), end), _aux_at(text, joint.end()), state, acts)
            if clause:
                yield replace(clause, joined=True)
            continue
        if any(body.start < joint.start() < body.end for body in state.bodies):
            continue
        verb = leading(text, _skip(text, joint.end(), end), acts, state.forms)
        if verb is None or not is_verb(text, verb):
            continue
        if g.SUBORDINATE.search(between) or any(
            acts.english_at(text, m.end()) for m in g.INFINITIVE.finditer(text, start, joint.start())
        ):
            continue
        yield _open(
            text, (joint.end(), end), verb, state,
            Clause(joint.end(), end, verb.start, verb.end, verb.act, state.mood, state.subject, joined=True),
        )  # fmt: skip


def _aux_at(text: str, at: int) -> re.Match[str]:
    found = g.AUX.match(text, at)
    assert found is not None  # the caller has looked
    return found
