"""English verb forms by rule: the forms of a known verb, and the form an unknown word has the look of."""

import re
from collections.abc import Iterator
from typing import Literal

Form = Literal["base", "s", "past", "ing"]

_PAST = {
    "be": "was were been", "become": "became become", "begin": "began begun", "bind": "bound",
    "break": "broke broken", "breed": "bred", "bring": "brought", "build": "built", "buy": "bought",
    "choose": "chose chosen", "come": "came come", "cost": "cost", "cut": "cut", "deal": "dealt", "do": "did done",
    "draw": "drew drawn", "drive": "drove driven", "fall": "fell fallen", "feel": "felt", "find": "found",
    "forget": "forgot forgotten", "get": "got", "give": "gave given", "go": "went gone", "grow": "grew grown",
    "have": "had", "hear": "heard", "hit": "hit", "hold": "held", "keep": "kept", "know": "knew known", "lay": "laid",
    "lead": "led", "leave": "left", "lend": "lent", "let": "let", "lie": "lay lain", "lose": "lost", "make": "made",
    "mean": "meant", "meet": "met", "oversee": "oversaw overseen", "overcome": "overcame overcome", "pay": "paid",
    "put": "put", "rebuild": "rebuilt", "rise": "rose risen", "run": "ran run", "say": "said", "see": "saw seen",
    "seek": "sought", "sell": "sold", "send": "sent", "set": "set", "show": "showed shown", "shrink": "shrank shrunk",
    "shut": "shut", "sit": "sat", "speak": "spoke spoken", "speed": "sped speeded", "spend": "spent",
    "spread": "spread", "stand": "stood", "stick": "stuck", "take": "took taken", "teach": "taught", "tell": "told",
    "think": "thought", "undergo": "underwent undergone", "understand": "understood",
    "undertake": "undertook undertaken", "uphold": "upheld", "win": "won", "withdraw": "withdrew withdrawn",
    "write": "wrote written",
}  # fmt: skip
_DOUBLING = (
    "ban bar begin cap commit control cut defer drop equip fit get hit let map permit plan plug put refer run scrap "
    "set ship shut sit spur step stop strip submit tap transfer trim win"
)
_DOUBLED = frozenset(_DOUBLING.split())
_PARTICIPLES = frozenset(form for past in _PAST.values() for form in past.split())
UNCHANGED = frozenset({"cut", "put", "set", "shut", "spread"})
"""Verbs whose past is written as they are."""


def forms(verb: str) -> Iterator[tuple[str, Form]]:
    """Yield the forms of an English verb: organize, organizes, organized, organizing."""
    yield verb, "base"
    soft, doubled = verb.endswith("e") and not verb.endswith(("ee", "be")), verb in _DOUBLED
    stem = verb[:-1] if soft else verb + verb[-1] if doubled else verb
    yield stem + "ing", "ing"
    if re.search(r"[^aeiou]y$", verb):
        yield verb[:-1] + "ies", "s"
        yield verb[:-1] + "ied", "past"
        return
    yield verb + ("es" if re.search(r"(?:s|x|ch|sh|z)$", verb) else "s"), "s"
    for past in _PAST.get(verb, stem + ("d" if verb.endswith("ee") else "ed")).split():
        yield past, "past"


def form_of(word: str) -> Form:
    """Return the form that an unknown word has if it is a verb."""
    if word in _PARTICIPLES or re.search(r"[^e]ed$", word):
        return "past"
    if re.search(r"[a-z]{2}ing$", word) and word not in ("bring", "spring", "string", "swing"):
        return "ing"
    return "s" if re.search(r"[^suio]s$", word) else "base"
