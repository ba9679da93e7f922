"""The verbs of government (lexicon/acts.toml) in all their forms, any other verb, and the clauses that carry them."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from measures.forms_en import Form, form_of, forms
from measures.lexicon import Term, Vocabulary, in_use, remembered

Mood = Literal["planned", "done", "ongoing", "present", "bare"]
REFUSAL = re.compile(r"\s*(?:(?:决|绝|并)?不(?:再|会|将|拟|能)|无意|(?:not|never|no longer|neither)\b)", re.I)
"""What opens an act that is told as one that will not be done."""
OPEN = Term("act", attributes={"force": "event", "done": "completed"})
"""What a government body does by a verb that the vocabulary does not hold."""
CONTROL = frozenset({"support", "encourage", "require"})
"""The acts by which somebody else is brought to do something: they stand alone beside what a body does itself."""


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
    `joined` clauses share the subject and tense of the one before; `bound` ones tell what others must do, or are given.
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
    bound: bool = False

    @property
    def rule(self) -> str:
        """How the act was read: its mood, and whether its object stands first or another verb leads it."""
        return " ".join([self.mood, *(["passive"] if self.passive else []), *(["joined"] if self.joined else [])])


class Acts:
    """The index of one vocabulary of verbs, and the bodies whose acts they are."""

    def __init__(self, vocabulary: Vocabulary, bodies: Vocabulary | None = None) -> None:
        self.bodies = bodies
        self.known = vocabulary
        self.unnamed = vocabulary["implement"]
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
        found = self._named(text, at)
        return None if found is None or found.act["force"] == "none" else found

    def open_at(self, text: str, at: int, wanted: tuple[Form, ...], *, passive: bool = False) -> Verb | None:
        """Read the verb that begins at `text[at]`, known or not; an unknown one only in a form that is wanted."""
        known = self._named(text, at)
        if known is not None and known.act["force"] != "none":
            return known
        if known is not None and not (passive and known.act.flag("passive")):
            return None
        word = _WORD.match(text, at)
        if word is None or word.group() in _NO_VERB or _NO_VERBS.search(word.group()):
            return None
        form = form_of(word.group())
        return Verb(OPEN, form, at, word.end()) if form in wanted else None

    def _named(self, text: str, at: int) -> Verb | None:
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


_CLOSED_CLASSES = (
    "a an the this that these those such all any each every both some no not more most less fewer much many few "
    "i we you he she it they us them our your his her its their my one two three four five six seven eight nine ten "
    "of in on at by for from with without within to into onto over under about above across after against along "
    "among around as before behind below beneath beside between beyond despite during except inside like near off "
    "out outside past per since through throughout toward towards until up upon via and or but nor so yet if when "
    "while because although though unless whether than then there here where why how what which who whom whose "
    "also further just now soon already still never ever always again once only even too very well not 's s be am is "
    "are was were been being will would shall should can could may might must have has had do does did next last first "
    "second third other another same own new key major large small high low good better best big great long short "
    "early late full real possible able likely ready due open amid amidst versus given thanks plus minus willing "
    "nothing something everything anything including concerning regarding according following existing ongoing "
    "remaining outstanding promising pending january february march april june july august "
    "september october november december date time people firms enterprises companies industries"
)
_NO_VERB = frozenset(_CLOSED_CLASSES.split())
_NO_VERBS = re.compile(
    r"-(?:oriented|based|led|driven|related|depth|minded|sized|owned|funded)$|(?<!app|upp|rep|omp|tip)(?<!al)ly$"
)
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")


def _followed(text: str, at: int, words: tuple[str, ...]) -> int | None:
    for word in words:
        found = _WORD.match(text, at + 1)
        if text[at : at + 1] != " " or not found or found.group() != word:
            return None
        at = found.end()
    return at


@remembered
def index(vocabulary: Vocabulary | None = None, bodies: Vocabulary | None = None) -> Acts:
    """Return the forms of all verbs of a vocabulary, made once, with the bodies that act (none: those in use)."""
    return Acts(vocabulary if vocabulary is not None else in_use().acts, bodies)
