"""An English sentence while it is read: its words, and what it has said so far."""

import re
from dataclasses import dataclass, field, replace

from measures import grammar_en as g
from measures.acts import Acts, Clause, Mood, Verb
from measures.agencies import Mention
from measures.agents_en import is_agent
from measures.forms_en import Form

Span = tuple[int, int]
_TURN = re.compile(r"\b(?:but|instead|rather)\b,?\s*(?:(?:also|\w+ly)\s+)?\Z")
_MATCHING: dict[Mood, tuple[Form, ...]] = {
    "planned": ("base",), "bare": ("base",), "done": ("past",), "ongoing": ("ing",), "present": ("base", "s"),
}  # fmt: skip


@dataclass(slots=True)
class Reading:
    """A sentence in lower case with the bodies and auxiliaries in it; does it quote somebody, tell of things?

    `mood`, `subject` and `forms` are what a further verb shares; `pending` is what may be the subject of a later piece,
    and begins at `since`; `inside` is the form of a verb that the last one governs ("support firms to"); `infinitive`
    tells that those listed stand behind "to" ("decided to cut ..., and to"), `foreign` that somebody outside speaks,
    `bound` that what others must do is told, `denied` that what is not done is;
    `cuts` are where a clause ends at the latest.
    """

    text: str
    acts: Acts
    bodies: tuple[Mention, ...]
    auxiliaries: tuple[re.Match[str], ...]
    quotes: bool
    things: bool
    mood: Mood | None = None
    subject: str = ""
    forms: tuple[Form, ...] = ("base",)
    pending: str = ""
    since: int = 0
    infinitive: bool = False
    inside: Form | None = None
    foreign: bool = False
    bound: bool = False
    denied: bool = False
    cuts: list[int] = field(default_factory=list)

    def is_agent(self, subject: str) -> bool:
        return is_agent(subject, self.acts.bodies)

    def auxiliary(self, span: Span) -> re.Match[str] | None:
        """Return the first auxiliary of a piece."""
        return next((aux for aux in self.auxiliaries if span[0] <= aux.start() and aux.end() <= span[1]), None)

    def skip(self, at: int, end: int) -> int:
        """Return where the verb stands behind adverbs and "continue to", "make efforts to"."""
        found = g.CHAIN.match(self.text, at, end)
        return found.end() if found else at

    def restart(self) -> None:
        """Forget tense and subject: what follows is reported speech."""
        self.mood, self.pending = None, ""

    def remember(self, span: Span) -> None:
        """Keep what may be the subject of a later piece: "the MIIT, together with five other bodies, will"."""
        piece = self.text[slice(*span)].strip()
        if self.mood is not None or g.TIME.match(piece) or (not self.pending and g.ASIDE.match(piece)):
            return
        self.since = self.since if self.pending else span[0]
        self.pending = f"{self.pending} {piece}".strip()[:600]

    def begin(self, verb: Verb, clause: Clause) -> Clause:
        """Note that a clause has begun."""
        self.mood, self.subject = clause.mood, clause.subject or self.subject
        self.denied = False
        self.bound = clause.bound or (self.bound and clause.joined)
        alone = verb.form == "ing" and clause.mood in ("planned", "bare")
        self.forms = ("ing",) if alone else _MATCHING[clause.mood]
        governs = g.INFINITIVE.search(self.text, verb.end, clause.end) if verb.act.id in g.CONTROL else None
        self.inside = ("ing" if governs.group().startswith("in") else "base") if governs else None
        return replace(clause, bound=self.bound)

    def is_denied(self, at: int) -> bool:
        """Does a verb joined at `at` share the "not" of the one before? "But" ends it."""
        return self.denied and not _TURN.search(self.text, max(0, at - 24), at)

    def is_inside_name(self, at: int) -> bool:
        """Does a name of a body go on at `at` ("the State|Post Bureau")?"""
        return any(body.start < at < body.end for body in self.bodies)

    def names_body(self, joint: re.Match[str]) -> bool:
        """Does a joint stand within a name ("Development and Reform Commission") or right before one?"""
        return any(body.start <= joint.end() and joint.start() < body.end for body in self.bodies)
