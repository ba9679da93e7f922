"""The provisions of Chinese notices: paragraphs that direct, in which no clause needs a subject."""

import re
from collections.abc import Sequence

from measures import grammar_zh as g
from measures.acts import Acts
from measures.notices import is_preamble
from measures.sections import number_of

_STOP = re.compile(r"(?<=[。；;\n])")
_MARKED = re.compile(
    r"(?<![\s*#>_])[\s*#>_]*[•·●◆■▪◇▶★○□]|(?<![\s*])[\s*]*(?<![-–—])[-–—]+\s"  # a run is tried from its start only
)
_LABEL = re.compile(r"^\s*【[^】]{2,30}】")
_SUBJECT = re.compile(r"[^,，。：:]{2,40}?(?:应当|应|不得|必须|须|可以)(?![用对急链付收届])")
_FEWEST = 2
"""A paragraph without a number directs if so many of its sentences, and most of them, open with a verb."""


def directs(text: str, acts: Acts, section: Sequence[str] = ()) -> bool:
    """Does a normalised paragraph under these headings only say what is to be done, as a provision does?"""
    number = number_of(text)
    rest = text[number.after :] if number else _MARKED.sub("", text, count=1)
    told = [piece.strip(" *\n") for piece in _STOP.split(_LABEL.sub("", rest)) if piece.strip(" *\n")]
    if not told or is_preamble([told[0].rstrip("。；;*")]):
        return False
    opening = [opens(piece, acts) for piece in told]
    if number or _MARKED.match(text):
        return any(opening[:2]) or any(map(_SUBJECT.match, told[:3]))
    if section and opens(section[-1], acts):
        return opening[0]
    return opening[0] and sum(opening) >= _FEWEST and sum(opening) * 3 >= len(told) * 2


def opens(piece: str, acts: Acts) -> bool:
    """Does a sentence open with a verb, behind adverbs, or with a phrase and a verb behind it?"""
    at, end = 0, len(piece)
    while at < end and (step := g.ADVERB.match(piece, at, end)):
        at = step.end()
    verb = acts.chinese_at(piece, at)
    if verb:
        return verb.act["force"] != "none" and verb.end - verb.start > 1
    phrase = g.PREPOSITION.match(piece, at)
    return bool(phrase) and not g.BACKGROUND.match(piece)
