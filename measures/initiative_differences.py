"""Why two initiatives are not one measure, in words for people."""

from collections.abc import Iterator

from measures.bond import Bond
from measures.initiative_bonds import bond_initiatives
from measures.lexicon import Term, in_use
from measures.likeness import is_shared, numbers, traits
from measures.model import Initiative, Point
from measures.placing import two_places

SHOWN = 4
"""So much of what only one of them has is told."""


def initiative_differences(one: Point, other: Point) -> str:
    """What each of two initiatives has that the other has not, most telling first; each reason behind a semicolon."""
    mine, its = one.statement, other.statement
    if not isinstance(mine, Initiative) or not isinstance(its, Initiative):
        return ""
    return "; ".join([*_by_document(one, other), *_by_series(mine, its), *_by_concepts(mine, its)])


def _by_document(one: Point, other: Point) -> Iterator[str]:
    bond: Bond | None = bond_initiatives(one, other)
    if one.origin.document == other.origin.document and not (bond and bond.firm):
        yield "one document tells of both"
    elif bond and not bond.firm:
        yield f"alike, but too little ({bond.strength:.2f})"


def _by_series(one: Initiative, other: Initiative) -> Iterator[str]:
    if two_places(one, other):
        yield "acts of two places"
    if one.denied != other.denied:
        yield "one will be done, the other not"
    if one.batch and other.batch and one.batch != other.batch:
        yield f"batches {one.batch} and {other.batch}"
    if (mine := numbers(one)) and (its := numbers(other)) and mine.isdisjoint(its):
        yield f"numbers {', '.join(f'{n:,f}' for n in sorted(mine))} and {', '.join(f'{n:,f}' for n in sorted(its))}"


def _by_concepts(one: Initiative, other: Initiative) -> Iterator[str]:
    mine, its = _own(one, other), _own(other, one)
    if mine or its:
        yield f"the one has {mine or 'nothing of its own'}, the other {its or 'nothing of its own'}"


def _own(one: Initiative, other: Initiative) -> str:
    """The most telling names and words that only the first has; stems and pairs of characters tell a person nothing."""
    told, known = traits(one), traits(other)
    own = sorted((name for name in told if name not in known and is_shared(name)), key=lambda name: (-told[name], name))
    return ", ".join(dict.fromkeys(map(_label, own[:SHOWN])))


def _label(trait: str) -> str:
    known = in_use()
    term: Term | None = known.words.get(trait[1:]) if trait[0] == "~" else None
    term = term or known.topics.get(trait) or known.subjects.get(trait)
    return term.label("en") if term else trait.replace("_", " ")
