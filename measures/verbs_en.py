"""English verbs in their place: known or not, a verb or a noun that looks like it, passive, past, in which mood."""

import re
from collections.abc import Iterator

from measures import grammar_en as g
from measures.acts import OPEN, Acts, Mood, Verb
from measures.forms_en import UNCHANGED, Form


def auxiliaries(text: str) -> Iterator[re.Match[str]]:
    """Find the auxiliaries of a sentence."""
    at = 0
    for hint in g.AUX_HINT.finditer(text):
        if hint.start() >= at and (found := g.AUX.match(text, hint.start())):
            at = found.end()
            yield found


def is_verb(text: str, verb: Verb) -> bool:
    """Not a noun that looks like the verb: "support for firms", "research and development"; but "vowed support for"."""
    word = text[verb.start : verb.end]
    if re.search(r"\b(?:vow|pledg|promis)e?(?:s|d|ed)?\s(?:\w+ ){0,2}$", text[: verb.start]):
        return True
    if g.OPENING.match(text, verb.start):
        return False
    if verb.form != "base" or word not in g.NOUNY:
        return True
    return not (g.AFTER_NOUN.match(text, verb.end) or text[: verb.start].endswith("as well as "))


def is_past(text: str, verb: Verb) -> bool:
    return verb.form == "past" or text[verb.start : verb.end].partition(" ")[0] in UNCHANGED


def is_passive(text: str, aux: re.Match[str], middle: str, verb: Verb) -> bool:
    be = aux.group("be") or re.search(r"\bbe(?:en|ing)?\s", middle)
    return bool(be) and is_past(text, verb) and not re.search(r"\bto\s+$", middle)


def mood_of(aux: re.Match[str], middle: str, verb: Verb) -> Mood:
    if aux.group("planned") or aux.group("hoped") or aux.group("skip") or aux.group("norm"):
        return "planned"
    if aux.group("be") in ("was", "were") and verb.form != "ing" and "being" not in middle:
        return "done"
    if aux.group("be"):
        return "ongoing" if verb.form == "ing" or "being" in middle else "present"
    return (
        "ongoing"
        if "been" in middle and (verb.form == "ing" or re.search(r"\bbeen \w*\s*\w+ing\b", middle))
        else "done"
    )


def after_auxiliary(text: str, at: int, aux: re.Match[str], acts: Acts) -> Verb | None:
    """Read the verb that an auxiliary leads to, in the form that the auxiliary asks for."""
    middle = text[aux.end() : at]
    if aux.group().endswith(" with"):
        return acts.open_at(text, at, ("ing",))
    if re.search(r"\bbe(?:en|ing)?\s", middle):
        return acts.open_at(text, at, ("past",) if aux.group("be") else ("past", "ing"), passive=True)
    wanted: tuple[Form, ...] = ("past",) if aux.group("done") else ("ing", "past") if aux.group("be") else ("base",)
    return acts.open_at(text, at, wanted)


def leading(text: str, at: int, acts: Acts, wanted: tuple[Form, ...]) -> Verb | None:
    """Read a verb that no auxiliary announces: known, or right before an object ("sharpen the rules")."""
    verb = acts.open_at(text, at, wanted)
    if verb is None or verb.form not in wanted:
        return None
    return verb if verb.act is not OPEN or g.DETERMINER.match(text, verb.end) else None


def has_object(text: str, verb: Verb, end: int) -> bool:
    """Does something follow that the verb can act on, rather than the sentence's end or how much it moves?"""
    return bool(g.OBJECT.match(text, verb.end, end))
