"""The acts an English sentence states: who, in what tense, verb and object; coordinated verbs one by one."""

import re
from collections.abc import Iterator
from dataclasses import replace

from measures import grammar_en as g
from measures.acts import OPEN, Acts, Clause, Mood, Verb
from measures.agencies import mentions
from measures.finite_en import finite, with_auxiliary
from measures.fragments_en import fragment
from measures.norms_en import OF_THINGS
from measures.reading_en import Reading, Span
from measures.segments_en import lead, masked, segments, trimmed
from measures.speech_en import demanded, listed, named_paper, reported
from measures.verbs_en import auxiliaries, has_object, is_verb, leading

_PURPOSE = re.compile(
    r"(?:^|[,.:]\s)(?:\w+ly )?(?:in order to|so as to|to|with a view to|with the aim of|aiming (?:to|at))\s"
)
_VOWED = re.compile(r"(?<!had )(?<!has )(?<!have )\b(?:vowed|pledged|promised|decided|agreed|proposed) to\b")
_NEVER = re.compile(r"(?:please )?(?:do not|don't|never|be sure to|remember to)\s")

_NOT = re.compile(r"not|n't|never")
_ACTS_BESIDE = (
    "allocate cultivate establish formulate hold implement improve introduce issue launch pilot recommend recruit "
    "select sign"
)
_BESIDE = frozenset(_ACTS_BESIDE.split())
"""The acts that a participle tells beside the main one; by others it only says what that one looks to."""
_PRIORITY = re.compile(r"(?:prioriti[sz]ing|giving priority to) ")
_WHILE = re.compile(r"\bwhile (?:also |\w+ly )*\Z")
_MORE = re.compile(r"\band (?:\w+ly )?\w+ing\b")
_LEADS_TO = re.compile(r"\s?(?:rise|way|birth|full play|impetus|momentum|confidence)\b")
_GOVERNED = frozenset({"support", "encourage", "promote", "improve", "strengthen", "increase", "issue", "launch"})
"""The acts that go on beside one that governs another verb, rather than within it."""


def english_clauses(sentence: str, acts: Acts) -> list[Clause]:
    """Return the acts of one sentence; offsets count from its start. The last clause runs to the sentence's end."""
    bodies = mentions(sentence, acts.bodies)
    text = masked(sentence, bodies)
    quotes = g.QUOTES.search(text) is not None
    things = any(hint in text for hint in OF_THINGS)
    reading = Reading(text, acts, bodies, tuple(auxiliaries(text)), quotes, things)
    found = [clause for span in segments(text, acts) for clause in _segment(reading, span)]
    found = _with_paper(_without_purposes(found, text), reading) or list(fragment(text, acts))
    if not found:
        return []
    ends = [clause.start for clause in found[1:]] + [len(text.rstrip(" .;!"))]
    ends = [min([end, *(cut for cut in reading.cuts if c.after < cut)]) for c, end in zip(found, ends, strict=True)]
    return [replace(clause, end=trimmed(text, end)) for clause, end in zip(found, ends, strict=True)]


def _with_paper(found: list[Clause], r: Reading) -> list[Clause]:
    """Add the paper that the sentence rests on, unless it has been read as an act or tells of what has been done."""
    if any(clause.mood == "done" for clause in found):
        return found
    paper = named_paper(r) if r.bodies else None
    if paper is None or any(paper.start <= clause.verb < paper.end for clause in found):
        return found
    r.cuts += [paper.start, paper.end]
    return sorted([*found, paper], key=lambda clause: clause.start)


def _segment(r: Reading, span: Span) -> Iterator[Clause]:
    at, enumerated = lead(r.text, *span)
    if at >= span[1] or r.foreign:
        return
    if g.WHILE.match(r.text, at):
        r.cuts.append(span[0])
        return
    head = demanded(r, (at, span[1])) if r.quotes else None
    said = reported(r, (at, span[1])) if r.quotes and head is None else at
    if said is not None and said > at:
        at, enumerated = lead(r.text, said, span[1])
    if said is None or at >= span[1]:
        return
    head = head or _headed(r, (at, span[1]), enumerated=enumerated) or listed(r, (at, span[1]))
    if head is None:
        yield from _headless(r, (at, span[1]), span[0])
        return
    yield head
    yield from _joints(r, (head.after, span[1]))


def _headless(r: Reading, span: Span, start: int) -> Iterator[Clause]:
    """A piece without a verb of its own: a subject to come, a statement about something else, or joined verbs."""
    piece = r.text[slice(*span)]
    r.remember(span)
    if _tells_otherwise(r, span) or g.AS_FOR.match(piece):
        r.cuts.append(start)
    elif r.mood is not None and not g.SUBORDINATE.match(piece):
        yield from _joints(r, span)


def _tells_otherwise(r: Reading, span: Span) -> bool:
    """Is this a statement of its own, about something else than who acts?"""
    if r.quotes and g.ATTRIBUTED.search(r.text[slice(*span)]):
        return True
    aux = r.auxiliary(span)
    return bool(aux and aux.start() > span[0] + 3 and not g.SUBORDINATE.search(r.text, span[0], aux.start()))


def _headed(r: Reading, span: Span, *, enumerated: bool) -> Clause | None:
    r.infinitive = r.infinitive or enumerated
    if (r.mood is None and enumerated) or g.NUMBERED.search(r.text, max(0, span[0] - 4), span[0]):
        return _verb_first(r, span, "planned")
    if clause := finite(r, span):
        return clause
    if r.mood is not None:
        return _continued(r, span)
    return None if r.pending else _verb_first(r, span, "bare")


def _without_purposes(found: list[Clause], text: str) -> list[Clause]:
    """Leave out what is only aimed at: "in order to protect the reefs, keep the bay clean, the bureau issued rules"."""
    main = next((i for i, clause in enumerate(found) if clause.mood != "bare"), 0)
    aim = _PURPOSE.search(text, 0, found[0].start) if main else None
    return found[main:] if aim else found


def _verb_first(r: Reading, span: Span, mood: Mood) -> Clause | None:
    """An imperative, or what follows "one is to"; "To do this, ..." only leads to what follows."""
    if mood == "bare" and r.text.startswith("to ", span[0]):
        return None
    denied = _NEVER.match(r.text, *span)
    at = r.skip(denied.end() if denied else span[0], span[1])
    verb = leading(r.text, at, r.acts, ("base", "ing") if mood == "planned" else ("base",))
    if verb is None or not is_verb(r.text, verb):
        return None
    if verb.act is OPEN and mood == "bare" and r.text[verb.end + 1 : verb.end + 2].isdigit():
        return None
    told = span[0] if denied and _NOT.search(denied.group()) else verb.start
    return r.begin(verb, Clause(*span, told, verb.end, verb.act, mood))


def _continued(r: Reading, span: Span) -> Clause | None:
    """A piece that goes on with a verb in the tense of the one before."""
    marked = r.text.startswith("to ", span[0])
    if (marked and not r.infinitive) or r.text.startswith("including ", span[0]) or r.is_denied(span[0]):
        return None
    at = r.skip(*span)
    verb = r.acts.open_at(r.text, at, ("base",)) if marked else leading(r.text, at, r.acts, r.forms)
    if verb is None and (beside := _beside(r, at, span[1])):
        told = Clause(at, span[1], beside.start, beside.end, beside.act, r.mood or "bare", r.subject, joined=True)
        return r.begin(beside, told)
    if verb is None and r.mood == "planned" and (done := _done_besides(r, at, span[1])):
        return r.begin(done, Clause(at, span[1], done.start, done.end, done.act, "done", r.subject, joined=True))
    if verb is None or r.mood is None or not is_verb(r.text, verb):
        return None
    if r.inside and verb.act.id not in _GOVERNED and not (r.inside == "base" and has_object(r.text, verb, span[1])):
        return None
    return r.begin(verb, Clause(at, span[1], verb.start, verb.end, verb.act, r.mood, r.subject, joined=True))


def _beside(r: Reading, at: int, end: int) -> Verb | None:
    """Read an act told by a participle: "released a list of wharves, providing dredgers to small ports"."""
    if r.mood is None or r.inside == "base" or (r.inside and not _MORE.search(r.text, max(0, at - 5))):
        return None
    verb = leading(r.text, at, r.acts, ("ing",))
    if verb is None or not (verb.act.id in _BESIDE or _PRIORITY.match(r.text, at) or _goes_beside(r, at, verb)):
        return None
    return verb if has_object(r.text, verb, end) and not _LEADS_TO.match(r.text, verb.end) else None


def _goes_beside(r: Reading, at: int, verb: Verb) -> bool:
    """Is it told to go on at the same time, or one of several that another act is for?"""
    return verb.act.id != "focus" and bool(r.inside or _WHILE.search(r.text, 0, at))


def _done_besides(r: Reading, at: int, end: int) -> Verb | None:
    """Read what has been done, beside what was vowed: "vowed to fight smuggling, suspended subsidies to yards"."""
    verb = leading(r.text, at, r.acts, ("past",))
    done = verb is not None and verb.form == "past" and has_object(r.text, verb, end)
    return verb if done and _VOWED.search(r.text, 0, at) else None


def _joints(r: Reading, span: Span) -> Iterator[Clause]:
    """Find the verbs joined by "and" within a piece: "subsidise the dredging and widen the locks"."""
    for joint in g.JOINT.finditer(r.text, *span):
        between = r.text[span[0] : joint.start()]
        if not between.strip() or r.mood is None or r.names_body(joint):
            continue
        aux = g.AUX.match(r.text, joint.end())
        if aux and not g.SUBORDINATE.search(between):
            clause = with_auxiliary(r, (joint.end(), span[1]), aux)
            if clause:
                yield replace(clause, joined=True)
        elif clause := _joined(r, joint, span):
            yield clause


def _is_compound(text: str, joint: re.Match[str], verb: Verb) -> bool:
    """Is it the second of two nouns before a third: "prevention and control capacity"?"""
    looks_alike = text[verb.start : verb.end] in g.NOUNY and not g.DETERMINER.match(text, verb.end)
    return looks_alike and bool(re.search(r"(?:tion|sion|ment|ance|ence|ity)$", text[: joint.start()]))


def _joined(r: Reading, joint: re.Match[str], span: Span) -> Clause | None:
    verb = leading(r.text, r.skip(joint.end(), span[1]), r.acts, r.forms)
    if verb is None or r.mood is None or not is_verb(r.text, verb) or _is_compound(r.text, joint, verb):
        return None
    if r.is_denied(joint.end()):
        return None
    before = (span[0], joint.start())
    governed = any(r.acts.english_at(r.text, m.end()) for m in g.INFINITIVE.finditer(r.text, *before))
    if governed or g.SUBORDINATE.search(r.text[slice(*before)]):
        return None
    clause = Clause(joint.end(), span[1], verb.start, verb.end, verb.act, r.mood, r.subject, joined=True)
    return r.begin(verb, clause)
