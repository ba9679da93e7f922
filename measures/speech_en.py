"""Who is quoted in an English sentence, and what somebody in office demands."""

import re

from measures import grammar_en as g
from measures.acts import Clause
from measures.agencies import mentions
from measures.agents_en import heads
from measures.reading_en import Reading, Span
from measures.verbs_en import has_object

_UNSAID = re.compile(
    r"\b(?:never|not|neither|nor|hardly) (?:\w+ )?(?:said|say|announced|stated|noted|mentioned|added)\b|"
    r"\bnot true that\b|\bden(?:ied|ies|ying) that\b"
)
"""Whose words are not told: what was never said, or is denied."""
LISTED = re.compile(
    r"\b(?:such as|including|namely|like|includ(?:es?|ed)|involv(?:es?|ed)|cover(?:s|ed)?|from|through|by)\s"
    r"(?=(?:\w+ly )?\w+ing\b)"
)
TASKS = re.compile(
    r"\b(?:tasks|steps|actions|requirements|priorit(?:y|ies)|moves|initiatives|areas|aspects|tools|policies|incentives|"
    r"efforts|ways|provisions|duties|obligations|goals|measures)\b"
)


def reported(r: Reading, span: Span) -> int | None:
    """Return where reported speech begins in a piece (its start if nobody is quoted); None for outsiders."""
    piece = r.text[slice(*span)]
    if _UNSAID.search(piece):
        r.foreign = True
        return None
    if said := g.SAID.match(piece):
        outside = g.OUTSIDER.search(said.group()) and not mentions(said.group(), r.acts.bodies)
        r.foreign = bool(outside or g.DICTUM.search(said.group()))
    elif (said := g.TOLD.match(piece)) and not _is_in_office(r, said["who"], alone=bool(said["one"])):
        return None
    if said is None:
        return span[0]
    if r.foreign:
        return None
    r.restart()
    return span[0] + said.end()


def named_paper(r: Reading) -> Clause | None:
    """Read the paper that a report rests on: "according to a guideline issued by the Ministry of Commerce"."""
    found = g.NAMED_PAPER.search(r.text)
    if not found or not any(body.start - found.end() < 8 for body in r.bodies if body.start >= found.end()):
        return None
    verb = r.acts.open_at(r.text, found.start("verb"), ("past",))
    end = re.compile(r"[,;.]|$").search(r.text, found.end())
    if verb is None or end is None:
        return None
    return Clause(found.start("paper"), end.start(), verb.start, verb.end, verb.act, "done", passive=True)


def _is_in_office(r: Reading, who: str, *, alone: bool) -> bool:
    """May what this person says be the state's doing? One who says "it will" must be known to speak for a body."""
    if r.is_agent(who) or g.ORGAN.search(who):
        return True
    return not alone and not g.OUTSIDER.search(who)


def demanded(r: Reading, span: Span) -> Clause | None:
    """Read what somebody in office calls for: "the meeting stressed improving harbours, building locks"."""
    again = g.DEMANDED_TOO.match(r.text, *span) if r.subject or r.pending else None
    found = again or g.DEMAND.match(r.text, *span) or g.CONTENT.match(r.text, *span)
    who = (r.subject or r.pending) if again else found["who"] if found else ""
    if not found or g.OUTSIDER.search(who) or not (_is_paper_or_body(r, who) or g.HE.match(who)):
        return None
    form = "ing" if found["ing"] is not None else "base"
    verb = r.acts.open_at(r.text, r.skip(found.end(), span[1]), ("ing",) if form == "ing" else ("base",))
    if verb is None or verb.form != form or not has_object(r.text, verb, span[1]):
        return None
    return r.begin(verb, Clause(*span, verb.start, verb.end, verb.act, "planned", who))


def _is_paper_or_body(r: Reading, who: str) -> bool:
    head = next(heads(f"{who} ", 0, len(who)), 0)
    return r.is_agent(who) or bool(head and r.is_agent(who[:head]))


def listed(r: Reading, span: Span) -> Clause | None:
    """Begin a list of what a paper or body sets out to do: "tasks such as dredging harbours, building locks"."""
    found = LISTED.search(r.text, *span)
    before = f"{r.pending} {r.text[span[0] : found.start()]}".strip() if found else ""
    if not found or not TASKS.search(before) or not _is_paper_or_body(r, before):
        return None
    verb = r.acts.open_at(r.text, r.skip(found.end(), span[1]), ("ing",))
    if verb is None or verb.form != "ing" or not has_object(r.text, verb, span[1]):
        return None
    return r.begin(verb, Clause(found.end(), span[1], verb.start, verb.end, verb.act, "planned", before))
