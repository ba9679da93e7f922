"""Who acts in an English sentence: we, a body, the state, a policy paper."""

import re
from collections.abc import Iterator

from measures import grammar_en as g
from measures.agencies import mentions
from measures.lexicon import Vocabulary

_WORD = re.compile(r"[a-z']+")


def is_agent(subject: str, bodies: Vocabulary | None) -> bool:
    """Is this somebody who acts for the state: we, China, a body, a policy paper?"""
    bare = re.sub(r"[\s,]+$", "", subject)
    if not bare:
        return True
    if _is_agent_noun(bare) or g.AGENT_FIRST.match(bare):
        return True
    found = [m for m in mentions(bare, bodies) if m.kind != "market" and not g.DONE_BY.search(bare[: m.start])]
    return bool(found) and (found[0].start < 30 or found[-1].end > len(bare) - 3)


def _is_agent_noun(subject: str) -> bool:
    """Does it end in one who acts, not in the place where something is ("firms across the country")?"""
    found = g.AGENT.search(subject)
    return bool(found) and not g.PLACED.search(subject[: found.start()] if found else "")


def heads(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where the words end that may close the name of one who acts ("the bureaus concerned")."""
    for word in _WORD.finditer(text, start, end):
        tail = g.AGENT_TAIL.match(text, word.end()) if word.group() in g.AGENT_HEADS else None
        if tail and tail.end() <= end:
            yield tail.end()


def ends_in_agent(subject: str, bodies: Vocabulary | None) -> bool:
    """Does the subject end in the body itself, so that the word behind it is its verb?"""
    if _is_agent_noun(subject):
        return True
    found = mentions(subject, bodies)
    return bool(found) and found[-1].end >= len(subject) - 3
