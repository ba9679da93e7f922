"""The verbs of government (lexicon/acts.toml) in all their forms, and the clauses that carry them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from measures.lexicon import Term, Vocabulary, built_in

Mood = Literal["planned", "done", "ongoing", "present", "bare"]
Form = Literal["base", "s", "past", "ing"]

_PAST = {
    "begin": "began begun", "build": "built", "hold": "held", "choose": "chose chosen", "set": "set", "lay": "laid",
    "put": "put", "give": "gave given", "make": "made", "draw": "drew drawn", "cut": "cut", "grow": "grew grown",
    "lead": "led", "bring": "brought", "keep": "kept", "spread": "spread", "meet": "met", "lend": "lent", "speed":
    "sped speeded", "breed": "bred", "undertake": "undertook undertaken", "overcome": "overcame overcome", "come":
    "came come", "break": "broke broken", "uphold": "upheld", "drive": "drove driven", "pay": "paid",
    "send": "sent", "buy": "bought", "deal": "dealt", "withdraw": "withdrew withdrawn", "rebuild": "rebuilt",
    "shut": "shut", "take": "took taken", "go": "went gone",
}  # fmt: skip
_DOUBLING = (
    "ban bar begin cap commit control cut defer drop equip fit map permit plan plug put refer scrap set ship spur "
    "step stop strip submit tap transfer trim"
)
_DOUBLED = frozenset(_DOUBLING.split())


UNCHANGED = frozenset({"cut", "put", "set", "shut", "spread"})
"""Verbs whose past is written as they are."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb found at `text[start:end]`, with its act and the form it stands in."""

    act: Term
    form: Form
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """An act stated in `text[start:end]`; the verb begins at `verb` and its object at `after`.

    `subject` is the text of who acts, empty where it is understood; `passive` has its object before the verb;
    `joined` clauses share the subject and tense of the one before.
    """

    start: int
    end: int
    verb: int
    after: int
    act: Term
    mood: Mood
    subject: str = ""
    passive: bool = False
    joined: bool = False

    @property
    def rule(self) -> str:
        """How the act was read: its mood, and whether its object stands first or another verb leads it."""
        return " ".join([self.mood, *(["passive"] if self.passive else []), *(["joined"] if self.joined else [])])


def forms(verb: str) -> Iterator[tuple[str, Form]]:
    """Yield the forms of an English verb: organize, organizes, organized, organizing."""
    yield verb, "base"
    soft, doubled = verb.endswith("e"), verb in _DOUBLED
    stem = verb[:-1] if soft else verb + verb[-1] if doubled else verb
    yield stem + "ing", "ing"
    if re.search(r"[^aeiou]y$", verb):
        yield verb[:-1] + "ies", "s"
        yield verb[:-1] + "ied", "past"
        return
    yield verb + ("es" if re.search(r"(?:s|x|ch|sh|z)$", verb) else "s"), "s"
    for past in _PAST.get(verb, stem + "ed").split():
        yield past, "past"


class Acts:
    """The index of one vocabulary of verbs, and the bodies whose acts they are."""

    def __init__(self, vocabulary: Vocabulary, bodies: Vocabulary | None = None) -> None:
        self.bodies = bodies
        self._english: dict[str, list[tuple[tuple[str, ...], Form, Term]]] = defaultdict(list)
        self._chinese: dict[str, list[tuple[str, Term]]] = defaultdict(list)
        for act in vocabulary.values():
            self._add(act)
        for english in self._english.values():
            english.sort(key=lambda entry: -len(entry[0]))
        for chinese in self._chinese.values():
            chinese.sort(key=lambda entry: -len(entry[0]))

    def _add(self, act: Term) -> None:
        for name in (*act.en, *act.mt):
            first, *rest = name.lower().split()
            for written, form in forms(first):
                self._english[written].append((tuple(rest), form, act))
        for name in act.zh:
            self._chinese[name[0]].append((name, act))

    def english_at(self, text: str, at: int) -> Verb | None:
        """Read the verb that begins at `text[at]` (lower case)."""
        word = _WORD.match(text, at)
        for rest, form, act in self._english.get(word.group(), ()) if word else ():
            end = _followed(text, word.end(), rest) if word else None
            if end is not None:
                return Verb(act, form, at, end)
        return None

    def chinese_at(self, text: str, at: int) -> Verb | None:
        """Read the verb that begins at `text[at]`."""
        for name, act in self._chinese.get(text[at : at + 1], ()):
            if text.startswith(name, at):
                return Verb(act, "base", at, at + len(name))
        return None


_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")


def _followed(text: str, at: int, words: tuple[str, ...]) -> int | None:
    for word in words:
        found = _WORD.match(text, at + 1)
        if text[at : at + 1] != " " or not found or found.group() != word:
            return None
        at = found.end()
    return at


@cache
def index(vocabulary: Vocabulary | None = None, bodies: Vocabulary | None = None) -> Acts:
    """Return the forms of all verbs of a vocabulary, made once, with the bodies that act (none: the built-in ones)."""
    return Acts(vocabulary if vocabulary is not None else built_in().acts, bodies)
