"""Which documents tell one event: a conference and its reports, a notice and its files, a page and its translation."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from measures.events import nearness
from measures.model import Origin

SHARE = 0.4
"""So much of what the shorter of two documents tells, the other tells too, if both tell one event."""
LEAST = 3
"""Fewer measures in common are enough only where they are all that one of them tells."""
LARGEST = 12
"""A document is compared with so many of those that tell the same measure: the ones that tell most."""


@dataclass(frozen=True, slots=True)
class Told:
    """A document, the ids of the measures it tells, and the identity of the notice that points to it, for a file."""

    origin: Origin
    measures: frozenset[str] = frozenset()
    notice: str = ""

    @property
    def page(self) -> str:
        """The page that readers find it by: itself, or its notice."""
        return self.notice or self.origin.document


def one_event(one: Told, other: Told) -> bool:
    """Do two documents tell one event? They are of one notice, or of the same days and say much the same."""
    if one.page == other.page:
        return True
    least = min(len(one.measures), len(other.measures))
    common = len(one.measures & other.measures)
    likely = common > 0 and common >= max(min(LEAST, least), SHARE * least)
    return likely and nearness(one.origin, other.origin) == "same"


def events(documents: Iterable[Told]) -> list[frozenset[str]]:
    """Group documents, by their identities, by the event they tell; in whatever order they are given.

    The page that tells most of an event stands for it, and each other joins the one it has most in common with: two
    that share nothing are not put together by a third that shares a little with both.
    """
    families = _families(documents)
    pages = sorted(map(_united, families.values()), key=lambda told: (-len(told.measures), told.page))
    beside = _beside(pages)
    found: dict[str, set[str]] = {}
    for told in pages:
        leads = [other for other in beside[told.page] if other.page in found]
        lead = max(leads, key=lambda other: (len(told.measures & other.measures), other.page), default=told)
        members = {one.origin.document for one in families[told.page]}
        found.setdefault(lead.page, set()).update(members)
    return [frozenset(members) for members in found.values()]


def _families(documents: Iterable[Told]) -> Mapping[str, list[Told]]:
    """A page with its files."""
    found: dict[str, list[Told]] = defaultdict(list)
    for told in documents:
        found[told.page].append(told)
    return found


def _united(family: Collection[Told]) -> Told:
    """A page and its files as one document."""
    first = min(family, key=lambda told: (bool(told.notice), told.origin.document))
    return replace(first, measures=frozenset().union(*(told.measures for told in family)), notice=first.page)


def _beside(pages: Sequence[Told]) -> Mapping[str, list[Told]]:
    """For each page the ones before it that tell the same event."""
    found: dict[str, dict[str, Told]] = defaultdict(dict)
    for lead, told in _meeting(pages):
        if lead.page not in found[told.page] and one_event(lead, told):
            found[told.page][lead.page] = lead
    return defaultdict(list, {page: list(leads.values()) for page, leads in found.items()})


def _meeting(pages: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Pairs of pages that tell the same measure, each with the largest of those before it."""
    telling: dict[str, list[Told]] = defaultdict(list)
    for told in pages:
        for measure in sorted(told.measures):
            yield from ((lead, told) for lead in telling[measure])
            if len(telling[measure]) < LARGEST:
                telling[measure].append(told)
