"""The pieces of an English sentence: what is blanked, where it is cut, what leads into a piece."""

import re
from collections.abc import Iterator, Sequence

from measures import grammar_en as g
from measures.acts import Acts
from measures.agencies import Mention

_CONNECTORS = re.compile(
    r"(?:[\s,;:]|\b\d{1,2}\)|\b(?:and|or|but|also|to|will|as well as|while|at the same time|according|under)|"
    r"(?:\band|,)\s+\w+ly)+$"
)
_CLOSING = "and or but also to will as well while at the same time according under"
_LAST = frozenset(_CLOSING.split())
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z' -]{2,30}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?:, 20\d\d)?(?: ?\([^()]{2,30}\))?\s*(?:--+|[–—])\s"
)
_DOTS = "\u00b7"
_SPEECH = r"\b(?:we|will|should|must|need to|is|are|has|have)\b"


def masked(text: str, bodies: Sequence[Mention] = ()) -> str:
    """Lower the case, but of short names of bodies, and blank what stands in quotes and brackets."""
    if dateline := _DATELINE.match(text):
        text = " " * dateline.end() + text[dateline.end() :]
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    for body in bodies:
        if (name := text[body.start : body.end]).isupper():
            lowered = lowered[: body.start] + name + lowered[body.end :]
    lowered = re.sub(r"\([^()]*\)|\[[^\]]*\]", _blank, lowered)
    return re.sub(rf'"(?![^"]*{_SPEECH})[^"]{{0,70}}"', _blank_name, lowered).replace('"', " ")


def _blank(match: re.Match[str]) -> str:
    return _DOTS * len(match.group())


def _blank_name(match: re.Match[str]) -> str:
    """Blank a name in quotes, but for the word that tells it to be a paper's, which is put at its end."""
    name = match.group()[1:-1]
    paper = g.PAPER.search(name)
    kept = paper.group() if paper else ""
    return f" {_DOTS * (len(name) - len(kept))}{kept} "


def segments(text: str, acts: Acts) -> Iterator[tuple[int, int]]:
    at = 0
    for cut in re.finditer(
        r",(?!\d{3}|\s20\d\d\b)|[;:，；]| --+ |\s[–—]\s|\s(?:and|while|but)\s"
        rf"(?=(?P<who>[^,;:]{{3,70}}?)\s{g.WILL})",
        text,
    ):
        if cut["who"] and not _begins_anew(text[at : cut.start()], cut["who"], acts):
            continue
        yield at, cut.start()
        at = cut.end()
    yield at, len(text)


def _begins_anew(before: str, who: str, acts: Acts) -> bool:
    """Does "and" open a statement about somebody else, rather than go on with the verbs or the subject before it?"""
    verb = acts.english_at(who, 0)
    clause = g.SUBORDINATE.search(who) and not g.WHO.fullmatch(who)
    inside = clause or g.AUX.search(who) or re.search(r"\band\b", who)
    return bool(g.AUX.search(before)) and not inside and not (verb and who[verb.end :].strip())


def trimmed(text: str, end: int) -> int:
    """Return where a clause ends before the connectors that lead to the next one."""
    last = text[max(0, end - 20) : end].rpartition(" ")[2]
    if last.isalpha() and last not in _LAST and not last.endswith("ly"):
        return end
    tail = text[max(0, end - 60) : end]
    return end - len(tail) + len(_CONNECTORS.sub("", tail))


def lead(text: str, start: int, end: int) -> tuple[int, bool]:
    """Skip connectors, ordinals and lone times; tell whether an enumeration ("one is to") opens here."""
    at, enumerated = start + len(text[start:end]) - len(text[start:end].lstrip()), False
    while found := g.LEAD.match(text, at, end):
        if not found.end() > at:
            break
        enumerated = (
            enumerated
            or bool(found.group("enum") or found.group("must"))
            or bool(re.search(r"(?:is|are)\s*$", found.group()))
        )
        at = found.end()
    return at, enumerated
