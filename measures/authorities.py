"""Bodies that an English text names by their field ("health authorities") or as those of a place."""

import re
from collections import defaultdict
from collections.abc import Iterator

from measures.lexicon import Vocabulary, remembered

LOCAL = "local governments"
_NOUN = re.compile(
    r"\s(?:administrative |administration |management |supervision |oversight |law enforcement )?(?:authorit(?:y|ies)|"
    r"departments?|regulators?|watchdog|administrations?|organs)\b",
    re.I,
)
_PLACES = ("local", "provinc", "municip", "county", "city", "district", "township", "prefect", "regional", "grassroots")
_OF_A_PLACE = re.compile(
    r"\b(?:local|provincial|municipal|county|city|district|township|prefectural|regional|grassroots)(?:-level)?\s"
    r"(?:(?!(?:the|of|to|in|by|for|with|from|on|as)\b)[\w'-]+,?\s){0,6}?"
    r"(?:governments?|authorit(?:y|ies)|departments?|bureaus?|commissions?|administrations?|regulators?)\b"
    r"(?:\s(?:of|for)\s(?:and\s|[A-Z][\w-]+,?\s?)+(?<=\w))?",
    re.I,
)


def by_field(text: str, bodies: Vocabulary) -> Iterator[tuple[str, int, int]]:
    """Yield the name of the body, start and end for each "transport authorities" and "drug regulator"."""
    fields = _fields(bodies)
    for found in _NOUN.finditer(text):
        before = text[max(0, found.start() - 50) : found.start()].lower()
        known = fields.get(before.rpartition(" ")[2], ())
        field = next((field for field in known if f" {before}".endswith(f" {field[0]}")), None)
        if field:
            yield field[1], found.start() - len(field[0]), found.end()


@remembered
def _fields(bodies: Vocabulary) -> dict[str, list[tuple[str, str]]]:
    """Last word of a field -> (field, name of the body), the longest field first."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for term in bodies.values():
        for field in term.words("fields") if "fields" in term.attributes else ():
            found[field.rpartition(" ")[2]].append((field, term["name"]))
    return {last: sorted(fields, key=lambda field: -len(field[0])) for last, fields in found.items()}


def of_a_place(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each "provincial department of education" and "city-level regulators"."""
    lowered = text.lower()
    return (found.span() for found in _OF_A_PLACE.finditer(text)) if any(p in lowered for p in _PLACES) else iter(())
