"""How much names and aspects show that two figures of one value count one thing."""

from measures.lexicon import in_use
from measures.model import Figure
from measures.names import HAN, generic, two_scopes, two_subjects, words
from measures.values import RATIOS, specific

LOOSE = frozenset({"total", "amount", "share", "rate", "supported", "added", "selected"})
"""Aspects that a reader gives where the text says no more, or that translations leave out."""


ALIKE, LEAST = 3, -10
"""The kinship of one name, or a part of it, with one aspect; and of names, aspects and scopes that all differ."""


def kinship(one: Figure, other: Figure) -> int:
    """From `ALIKE`, the same name and aspect, down to below 0, where names, aspects or scopes tell the two apart."""
    return _names(one, other) + _aspects(one, other) + _scopes(one, other)


def both_specific(one: Figure, other: Figure) -> bool:
    """Do both values speak for themselves?"""
    return specific(one.value) and specific(other.value)


def _names(one: Figure, other: Figure) -> int:
    """2 for one name or a word of it in the other, 1 where they cannot tell, much less where they tell apart."""
    if one.aspect == other.aspect and (_said_by_aspect(one) or _said_by_aspect(other)):
        return 1
    if two_subjects(one.subject, other.subject) and not within(one, other):
        return 1 if both_specific(one, other) and (generic(one.subject) or generic(other.subject)) else -4
    mine, its = _named(one), _named(other)
    if one.subject == other.subject or mine[-1:] == its[-1:] or within(one, other):
        return 2
    if bool(HAN(one.quote)) != bool(HAN(other.quote)):
        return 1
    known = {one.subject, other.subject} & in_use().subjects.keys()
    return 1 if known and both_specific(one, other) else -2


def _named(figure: Figure) -> tuple[str, ...]:
    """The words of the name; of a share, of the whole and of the part, whichever of them is the subject."""
    scope = words(figure.scope) if "share" in figure.aspect else ()
    return tuple(dict.fromkeys((*scope, *words(figure.subject))))


def within(one: Figure, other: Figure) -> bool:
    """Is one name part of the other?"""
    mine, its = set(_named(one)), set(_named(other))
    return mine <= its or its <= mine


def _scopes(one: Figure, other: Figure) -> int:
    """0 for one scope, -1 where one gives none, -3 for two; the scope of a share may be the other's subject."""
    if one.scope == other.scope or ("share" in one.aspect + other.aspect and within(one, other)):
        return 0
    return -3 if two_scopes(one, other) else -1


def _said_by_aspect(figure: Figure) -> bool:
    """Is the subject what the aspect names already, as in the energy intensity of energy consumption?"""
    return bool(set(words(figure.subject)) & set(figure.aspect.split("_")))


def _aspects(one: Figure, other: Figure) -> int:
    """1 for the same, 0 where one of them says less, much less where they contradict."""
    if one.aspect == other.aspect:
        return 1
    if one.aspect.endswith(f"_{other.aspect}") or other.aspect.endswith(f"_{one.aspect}"):
        return 0
    if one.unit in RATIOS:
        return -3
    return 0 if {one.aspect, other.aspect} & LOOSE else -1
