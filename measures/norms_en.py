"""English norms: what comes into force or falls to a body, who must do what, who is granted what."""

import re

from measures import grammar_en as g
from measures.acts import OPEN, Clause, Mood, Verb
from measures.reading_en import Reading, Span
from measures.verbs_en import has_object

_IN_FORCE = re.compile(
    r"(?P<will>(?:will|shall|is to|are to|is set to|are set to) )?(?:officially |formally )?"
    r"(?P<verb>(?:take|takes|took) effect|(?:come|comes|came|enter|enters|entered|go|goes|went) into (?:force|effect)|"
    r"(?<=(?:will|hall) )open(?= (?:in|on|next|from|this|before|at)\b))"
)
_OBLIGED = re.compile(
    r"(?P<will>(?:is|are|was|were|(?:will|shall|must|should) be|ha(?:s|ve) been) )(?:also |now |\w+ly )?"
    r"(?P<verb>(?:required|obliged|mandated|requested|asked|urged|told|instructed|ordered|directed|"
    r"called (?:on|upon)) to"
    r"|(?:tasked|charged|entrusted) with)\b"
)
_ENTRUSTED = re.compile(
    r"\b(?:is|are|shall be|will be|falls?|fell)\s(?:also |mainly |jointly )?(?:(?:under |within )?"
    r"the (?:responsibility|duty|task|remit) of|"
    r"assigned to|entrusted to|to be (?:handled|undertaken|led) by|responsible (?:body|department) is)\s"
)
_OBLIGING = re.compile(r"(?:must|shall|should|ought to|needs? to|(?:is|are) to|may |can(?:not|'t)?|would)\b")
_GRANTED = re.compile(
    r"(?:also |each |now |all |be )*(?:(?:entitled|eligible|qualified) (?:to|for)|exempt(?:ed)? from|granted|offered|"
    r"provided with|paid|receive|enjoy|get|qualify for|apply for|claim)\s"
    r"(?:(?!\b(?:and|that|which)\b)[^,;]){0,60}?"
    r"\b(?:subsid|allowance|grant|pension|deduction|discount|loan|leave|compensation|refund|exemption|assistance|insurance|"
    r"benefit|yuan|stipend|reward|bonus|waiver|relief|service|treatment|quota|vacation|fee|tax|charge|visa|support)"
)
_PENALTY = re.compile(
    r"(?:also |each |now |be )*(?:subject to|liable (?:to|for)|face|incur|receive)\s(?:[^,;]{0,40}?)"
    r"\b(?:fine|penalt|punish|sanction|suspen|detention|liabilit|revocation|closure|prosecution|charges|ban|warning)"
)
_NOT = re.compile(r"(?:\bnot|n't)$")
_THERE = re.compile(
    r"\bthere (?:will|shall|should|must) (?:also )?be (?:an? |more |greater |stronger |further |\w+ed |special )*"
    r"(?:focus|emphasis|efforts?|attention|priority|push|drive|crackdowns?|campaigns?|inspections?|checks?|measures|"
    r"incentives|subsidies|support)\s(?:on|to|in|at|for|into|of|against)\s"
)
_UNLAWFUL = re.compile(
    r"it (?:is|was|will be|shall be) (?:also |strictly |not )*(?P<verb>forbidden|prohibited|banned|allowed|permitted|"
    r"illegal|unlawful|compulsory|mandatory) (?:for [^,;]{3,60} )?to\s"
)
_GERUND_IS = re.compile(
    r"(?P<verb>[a-z]+ing\s.{5,160}?)\s(?:is|are|were|was) (?:also )?(?:among|one of|part of|listed|included|named|"
    r"identified|set)\b[^,;]*?\b(?:tasks|steps|measures|priorit\w+|goals|moves|areas|plan|efforts|requirements)\b"
)
_TOLD_OFF = re.compile(
    r"(?:told|tells?)\s(?!(?:an? |the )?(?:\w+ ){0,2}(?:press|media|reporters?|journalists?|us)\b)"
    r"[^;]{3,200}?\bto\s[a-z]"
)
OF_THINGS = (
    "effect", "force", "open", "responsib", "duty", "task", "remit", "assigned", "entrusted", "to be ", "there ",
    "ed to ", "told to ", "on to ", "charged with", "it is ", "it was ", "it will ", "it shall ",
)  # fmt: skip
"""One of these stands in every sentence that `of_things` reads."""


def of_things(r: Reading, span: Span) -> Clause | None:
    """Read what is said of a thing or a duty rather than of who acts."""
    found = _in_force(r, span) or _entrusted(r, span) or _there_is(r, span) or _unlawful(r, span) if r.things else None
    return found or _is_task(r, span)


def bound(r: Reading, span: Span, aux: re.Match[str], verb: Verb) -> Clause | None:
    """What somebody outside government must do or not do: the act of who sets the rule."""
    subject = r.text[span[0] : aux.start()]
    if not _OBLIGING.match(aux.group()) or not _is_somebody(subject.strip() or r.pending):
        return None
    return _bound(r, span, verb) if verb.act is not OPEN or has_object(r.text, verb, span[1]) else None


def granted(r: Reading, span: Span, aux: re.Match[str]) -> Clause | None:
    """What somebody is given: "each child will receive an allowance", "mothers are entitled to leave"."""
    at = aux.end() + 1
    found = None if aux.group("done") else _GRANTED.match(r.text, at)
    punished = _PENALTY.match(r.text, at) if aux.group("planned") else None
    subject = r.text[span[0] : aux.start()].strip()
    if not (punished and g.WHO.fullmatch(subject)) and (not (found or punished) or not _is_somebody(subject)):
        return None
    if r.is_agent(subject):
        return None
    return _bound(r, span, Verb(r.acts.known["regulate" if punished else "allocate"], "base", at, at))


def _is_somebody(subject: str) -> bool:
    """Is it one who can be bound, rather than a clause, a report of speech or those whom the press office asks?"""
    inside = g.SUBORDINATE.search(subject) or g.REPORTED.search(subject) or g.AUDIENCE.match(subject)
    return bool(subject) and not inside


def _bound(r: Reading, span: Span, verb: Verb) -> Clause:
    start = r.since if r.pending else span[0]
    return r.begin(verb, Clause(start, span[1], verb.start, verb.end, verb.act, "planned", passive=True, bound=True))


def _there_is(r: Reading, span: Span) -> Clause | None:
    """ "There will be a focus on dredging", "there will be stricter checks of ferries"."""
    found = _THERE.search(r.text, *span)
    if not found:
        return None
    at = r.skip(found.end(), span[1])
    verb = r.acts.open_at(r.text, at, ("ing",)) or Verb(r.acts.known["strengthen"], "base", at, at)
    return r.begin(verb, Clause(*span, verb.start, verb.end, verb.act, "planned", passive=True))


def _in_force(r: Reading, span: Span) -> Clause | None:
    """What takes effect, or opens, is the object of the act: "the standard took effect in July"."""
    found = _IN_FORCE.search(r.text, *span) or _OBLIGED.search(r.text, *span)
    subject = r.text[span[0] : found.start()].strip() if found else ""
    verb = _named(r, found) if found else None
    if not found or verb is None or not _is_somebody(subject) or g.AUX.search(subject) or _NOT.search(subject):
        return None
    if found.re is _OBLIGED and r.is_agent(subject) and not g.PLACES.search(subject):
        return None
    mood: Mood = "planned" if found["will"] and found["will"].strip() not in ("was", "were") else "done"
    return r.begin(verb, Clause(*span, verb.start, verb.end, verb.act, mood, passive=True))


def _entrusted(r: Reading, span: Span) -> Clause | None:
    """A task that falls to a body: "the dredging is the responsibility of the Ministry of Transport"."""
    found = _ENTRUSTED.search(r.text, *span)
    if not found or found.start() == span[0] or not any(found.end() <= body.start < span[1] for body in r.bodies):
        return None
    verb = Verb(r.acts.known["implement"], "past", found.start(), found.end())
    start = r.since if r.pending else span[0]
    return r.begin(verb, Clause(start, span[1], verb.start, verb.start, verb.act, "planned", passive=True))


def _unlawful(r: Reading, span: Span) -> Clause | None:
    """ "It is forbidden to anchor in the channel"."""
    found = _UNLAWFUL.match(r.text, *span)
    if not found:
        return None
    verb = Verb(r.acts.known["regulate"], "past", found.start("verb"), found.end("verb"))
    return r.begin(verb, Clause(*span, verb.start, verb.end, verb.act, "planned", passive=True))


def _is_task(r: Reading, span: Span) -> Clause | None:
    """ "Dredging the bay is one of the tasks that the plan lists"."""
    found = _GERUND_IS.match(r.text, *span)
    verb = r.acts.open_at(r.text, span[0], ("ing",)) if found else None
    if not found or verb is None or verb.form != "ing" or g.AUX.search(found["verb"]):
        return None
    return r.begin(verb, Clause(span[0], found.end("verb"), verb.start, verb.end, verb.act, "planned"))


def _named(r: Reading, found: re.Match[str]) -> Verb:
    """The verb of an expression; who is told or charged with something is required to do it."""
    verb = r.acts.english_at(r.text, found.start("verb"))
    return verb or Verb(r.acts.known["require"], "past", found.start("verb"), found.end("verb"))


def told_off(r: Reading, at: int) -> Verb | None:
    """ "Told 12 yards to repair their docks", but not what the press is told."""
    found = _TOLD_OFF.match(r.text, at)
    return Verb(r.acts.known["require"], "past", at, at + 4) if found else None
