"""What a Chinese clause denies: what will not be done is an act, what has not been done is none."""

import re

from measures import grammar_zh as g
from measures.acts import Acts, Verb


def denial(text: str, bounds: tuple[int, int], acts: Acts) -> re.Match[str] | None:
    """Return what denies the verb of a clause (不再|受理), or gives up what was meant (原计划)."""
    at, end = bounds
    if given_up := g.GIVEN_UP.match(text, at, end):
        return given_up
    found = g.DENIED.match(text, at, end)
    if not found or acts.chinese_at(text, at):
        return None
    certain = len(found["not"]) > 1 or acts.chinese_at(text, found.end())
    return found if certain or g.PREPOSITION.match(text, found.end(), end) else None


def denied_verb(text: str, denied: re.Match[str], end: int, acts: Acts) -> Verb | None:
    """Return the verb from its "not" on; None for what has not been done, and where no verb follows."""
    if denied.re is g.GIVEN_UP or denied["undone"]:
        return None
    start, at = denied.start("not"), denied.end()
    if g.PREPOSITION.match(text, at, end):
        return Verb(acts.unnamed, "base", start, at)
    verb = acts.chinese_at(text, at)
    if verb:
        return Verb(verb.act, "base", start, verb.end)
    found = g.OPEN_VERB.match(text, at, end)
    return Verb(acts.unnamed, "base", start, found.end()) if found and len(denied["not"]) > 1 else None
