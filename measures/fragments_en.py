"""Acts stated in English without a finite verb, as machines translate Chinese clauses that have no subject."""

import re
from collections.abc import Iterator

from measures import grammar_en as g
from measures.acts import OPEN, Acts, Clause
from measures.verbs_en import is_verb, leading

_INFINITIVE = re.compile(r"\s*to\s+(?:\w+ly\s+)?")
_GERUND = re.compile(r"\s*(?:\w+ly\s+|further\s+)?(?!during\b|including\b)(?=[a-z-]+ing\b)")
_NOMINAL = re.compile(
    r"\s*(?:in[- ]depth|further|continuous(?:ly)?|continued|vigorous(?:ly)?|active(?:ly)?|steady|steadily|full|deeply|"
    r"comprehensive(?:ly)?|accelerated|orderly)\s+(?:\w+ and )?(?P<noun>[a-z]{3,}(?:tion|ment|ance|[a-z]ing))\s+of\s"
)


def fragment(text: str, acts: Acts) -> Iterator[Clause]:
    """Read a sentence that is only "To promote ...", "Improving ..., building ..." or "In-depth implementation of"."""
    if found := _NOMINAL.match(text):
        if not g.AUX.search(text.partition(",")[0]):
            yield Clause(0, len(text), found.start("noun"), found.end("noun"), OPEN, "bare")
        return
    main = text[: found.start()] if (found := g.SUBORDINATE.search(text)) else text
    if g.AUX.search(main) or g.FINITE.search(main):
        return
    if found := _INFINITIVE.match(text):
        verb = leading(text, found.end(), acts, ("base",))
        if verb:
            yield Clause(0, len(text), verb.start, verb.end, verb.act, "bare")
    elif _GERUND.match(text):
        yield from _gerunds(text, acts)


def _gerunds(text: str, acts: Acts) -> Iterator[Clause]:
    starts = [0, *(cut.end() for cut in re.finditer(r"[,;]\s(?:and\s)?|\sand\s(?=\w+ing\b)", text))]
    for i, start in enumerate(starts):
        found = _GERUND.match(text, start)
        verb = leading(text, found.end(), acts, ("ing",)) if found else None
        if verb and is_verb(text, verb):
            end = starts[i + 1] if i + 1 < len(starts) else len(text)
            yield Clause(start, end, verb.start, verb.end, verb.act, "bare", joined=i > 0)
