"""The verb that a subject has in an English clause: behind an auxiliary, or right behind the body that acts."""

import re
from collections.abc import Iterator
from dataclasses import replace

from measures import grammar_en as g
from measures.acts import OPEN, Clause, Mood, Verb
from measures.agencies import mentions
from measures.agents_en import ends_in_agent, heads
from measures.norms_en import bound, granted, of_things, told_off
from measures.reading_en import Reading, Span
from measures.speech_en import LISTED, TASKS
from measures.verbs_en import after_auxiliary, has_object, is_passive, is_past, is_verb, mood_of

_LISTING = frozenset({"proposed", "proposes", "specified", "listed", "put forward"})
_TASKS_COUNTED = re.compile(r"\s(?:a total of )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten) (?:[\w-]+ ){0,2}$")
_PLURAL = re.compile(
    r"(?:the |these |new |both |two )*(?:[\w-]+ ){0,3}(?:ministries|authorities|guidelines|departments|rules|"
    r"regulations|measures|provisions|opinions|standards|documents)(?=$|\s)"
)
_GROWING = frozenset({"cultivate", "increase", "improve", "strengthen", "accelerate"})
"""What things do by themselves ("traffic will grow") if nothing is named that is made to."""
_DENIED = re.compile(
    r"\b(?:not|never|no longer|neither|hardly|scarcely|barely|rarely|seldom)\b(?! (?:only|just|merely|simply)\b)"
)
_GIVEN_UP = re.compile(r"had (?:also )?(?:planned|proposed|vowed|pledged|promised)\b")
"""What had been meant to be done before it came otherwise."""
_ANNOUNCED_ONLY = re.compile(rf"(?:\s(?:{g.WHEN}|(?:in|at) an? [^,;]{{3,40}}))?\s*(?:[,.;]|\sthat\b|$)")


def finite(r: Reading, span: Span) -> Clause | None:
    """Read the act of a piece of a sentence that has a subject and a verb."""
    if clause := of_things(r, span):
        return clause
    aux = r.auxiliary(span)
    subject = r.text[span[0] : aux.start()].strip() if aux else ""
    if aux and (clause := granted(r, span, aux)):
        return clause
    if aux and aux.group("planned") and g.WHO.fullmatch(subject) and _is_passive_at(r, aux):
        return with_auxiliary(r, span, aux)
    if aux and not g.SUBORDINATE.search(subject) and not _is_mere_chance(r, aux):
        before = r.mood
        if clause := with_auxiliary(r, span, aux):
            return clause
        if r.mood is None and before is not None:
            return None
    return _simple(r, span)


def _is_mere_chance(r: Reading, aux: re.Match[str]) -> bool:
    """Does the auxiliary only say what may be? "Would" in reported speech is "will"."""
    return bool(aux.group("skip")) and not (aux.group() == "would" and g.REPORTED.search(r.text))


def _is_passive_at(r: Reading, aux: re.Match[str]) -> bool:
    at = r.skip(aux.end() + 1, len(r.text))
    verb = after_auxiliary(r.text, at, aux, r.acts)
    return verb is not None and is_passive(r.text, aux, r.text[aux.end() : verb.start], verb)


def with_auxiliary(r: Reading, span: Span, aux: re.Match[str]) -> Clause | None:
    """Read what stands behind an auxiliary: "will sharpen the rules", "has been promoting", "will be dismantled"."""
    own = g.BESIDE.sub("", r.text[span[0] : aux.start()].rstrip()).strip()
    subject = own or r.pending or r.subject
    if g.EFFORTS.search(subject) and (made := g.EFFORT_MADE.match(r.text, aux.end() + 1)):
        return _spent_on(r, span, aux, made.end())
    at = r.skip(aux.end() + 1, span[1])
    middle = r.text[aux.end() : at]
    verb = after_auxiliary(r.text, at, aux, r.acts)
    if verb is None and at > aux.end() + 1:
        at, verb = _before_chain(r, aux)
    if verb is None or g.STANDING.search(middle) or (g.WISH.search(aux.group()) and not _wishes(r, subject)):
        _leave_open(r, aux, at, subject)
        return None
    passive, denied = is_passive(r.text, aux, middle, verb), _DENIED.search(middle)
    if _has_come_to_nothing(aux, mood_of(aux, middle, verb), passive=passive, denied=bool(denied)):
        r.mood = None
        return None
    if passive:
        return _undergone(r, span, verb, mood_of(aux, middle, verb))
    clause = _acted(r, span, aux, verb, subject) if r.is_agent(subject) else bound(r, span, aux, verb)
    if clause is None or denied is None:
        return clause
    r.denied = True
    return replace(clause, verb=aux.end() + denied.start())


def _has_come_to_nothing(aux: re.Match[str], mood: Mood, *, passive: bool, denied: bool) -> bool:
    """Is it what has not been done, or is given up? What will not be done, or is not allowed, is an act."""
    stands = mood == "planned" or (passive and mood == "present")
    return bool(_GIVEN_UP.match(aux.group())) or (denied and not stands)


def _acted(r: Reading, span: Span, aux: re.Match[str], verb: Verb, subject: str) -> Clause | None:
    """What the subject itself does, unless it is only what it may not do, or what is hoped of it."""
    if (aux.group("be") and verb.form != "ing") or aux.group("norm") or not _is_sure(r, aux, subject):
        return None
    mood = mood_of(aux, r.text[aux.end() : verb.start], verb)
    r.infinitive = aux.group().endswith(" to") and " and to " in r.text
    if verb.act.id in _GROWING and not r.text[verb.end : span[1]].strip(" ."):
        return None
    if verb.act is OPEN and not (has_object(r.text, verb, span[1]) and _is_deed(mood, subject)):
        return None
    return r.begin(verb, Clause(*span, verb.start, verb.end, verb.act, mood, subject))


def _is_sure(r: Reading, aux: re.Match[str], subject: str) -> bool:
    """Is what is expected of the subject its task, rather than what will become of the nation or a plan?"""
    return not aux.group("hoped") or any(body.kind != "host" for body in mentions(subject, r.acts.bodies))


def _before_chain(r: Reading, aux: re.Match[str]) -> tuple[int, Verb | None]:
    """Read "is working with the bureaus on timetables", where no verb follows what mostly leads to one."""
    found = g.ADVERBS.match(r.text, aux.end() + 1)
    at = found.end() if found else aux.end() + 1
    return at, after_auxiliary(r.text, at, aux, r.acts)


def _wishes(r: Reading, subject: str) -> bool:
    """Is "plan to" what the subject does, rather than "a plan to"?"""
    return ends_in_agent(subject, r.acts.bodies)


def _undergone(r: Reading, span: Span, verb: Verb, mood: Mood) -> Clause | None:
    """A passive: its object is all that the sentence has listed before."""
    if g.AUDIENCE.match(r.text[slice(*span)].strip()) or (verb.act is OPEN and mood != "planned"):
        return None
    start = r.since if r.pending else span[0]
    return r.begin(verb, Clause(start, span[1], verb.start, verb.end, verb.act, mood, passive=True))


def _spent_on(r: Reading, span: Span, aux: re.Match[str], at: int) -> Clause | None:
    """What efforts are made to do, or what they are made for ("will be put into the harbour")."""
    at = r.skip(at, span[1])
    verb = r.acts.open_at(r.text, at, ("base", "ing"))
    if verb is None or not is_verb(r.text, verb):
        verb = Verb(r.acts.known["strengthen"], "base", at, at)
    mood = mood_of(aux, r.text[aux.end() : at], verb)
    return r.begin(verb, Clause(*span, verb.start, verb.end, verb.act, mood))


def _leave_open(r: Reading, aux: re.Match[str], at: int, subject: str) -> None:
    """Wait for the verb behind a phrase between ("will, with the bureaus of finance, launch"); else nothing is told."""
    waits = aux.group("planned") and g.BETWEEN.match(r.text, at) and r.is_agent(subject)
    r.mood = "planned" if waits else None
    if waits:
        r.subject, r.forms = subject, ("base",)


def _is_deed(mood: Mood, subject: str) -> bool:
    """Is an unknown verb what a body does, rather than what has become of the nation?"""
    return mood in ("planned", "ongoing") or not g.NATION.match(subject)


def _simple(r: Reading, span: Span) -> Clause | None:
    """A verb without auxiliary behind a body or pronoun: "we encourage", "the ministry recently issued"."""
    for subject, at in _subjects(r, span):
        verb = told_off(r, at) or r.acts.open_at(r.text, at, ("past",))
        if verb is None or verb.form == "ing" or not is_verb(r.text, verb) or not _is_subject(r, subject, at):
            continue
        if _only_lists(r, verb):
            continue
        if verb.act.id == "focus" and g.PAPER_ENDS.search(subject):
            continue
        if verb.act.id == "issue" and _ANNOUNCED_ONLY.match(r.text, verb.end):
            continue
        if g.PAPER_ENDS.search(subject) and g.BY.match(r.text, verb.end):
            continue
        if verb.act is OPEN and not (has_object(r.text, verb, span[1]) and _is_deed("done", subject)):
            continue
        past = verb.form == "past" or (is_past(r.text, verb) and subject not in ("we", "they"))
        return r.begin(verb, Clause(*span, verb.start, verb.end, verb.act, "done" if past else "present", subject))
    return None


def _only_lists(r: Reading, verb: Verb) -> bool:
    """Does it only lead to the tasks that are listed, or count them: "included 20 tasks, such as dredging the bay"?"""
    word = r.text[verb.start : verb.end]
    task = TASKS.search(r.text, verb.end) if verb.act.id == "include" and word.startswith("list") else None
    if task and _TASKS_COUNTED.fullmatch(r.text, verb.end, task.start()):
        return True
    listed = LISTED.search(r.text, verb.end) if verb.act.id == "include" or word in _LISTING else None
    return bool(listed and TASKS.search(r.text, verb.end, listed.start()))


def _subjects(r: Reading, span: Span) -> Iterator[tuple[str, int]]:
    """Yield what may be a subject, and where its verb would stand: behind a body, a pronoun, an earlier piece."""
    start, end = span
    waiting = g.ADVERBS.match(r.text, start, end)
    if r.pending and waiting and _may_wait(r, waiting.end()):
        yield r.pending, waiting.end()
    ends = {last for last in heads(r.text, start, end) if not r.is_inside_name(last)}
    ends |= {body.end for body in r.bodies if start <= body.start and body.end <= end}
    for last in sorted(ends):
        if behind := g.BEHIND.match(r.text, last, end):
            yield r.text[start:last].strip(), behind.end()


def _may_wait(r: Reading, at: int) -> bool:
    """Does the verb agree with the subject before it: "the rules ..., cap fares", but not "the plan, issued on"?"""
    verb = r.acts.open_at(r.text, at, ("past",))
    if verb is None or (verb.form == "past" and g.PAPER_ENDS.search(r.pending)):
        return False
    return verb.form != "base" or bool(_PLURAL.match(r.pending))


def _is_subject(r: Reading, subject: str, at: int) -> bool:
    """Is it an agent, and not part of a phrase or a clause of its own?"""
    if g.SUBORDINATE.search(subject) or g.AUX.search(subject) or g.RESTS_ON.match(subject):
        return False
    if subject == r.pending:
        return r.is_agent(subject) or any(r.since <= body.start and body.end <= at for body in r.bodies)
    return bool(subject) and r.is_agent(subject) and ends_in_agent(subject, r.acts.bodies)
