"""What stands behind a number: the lexicon's names of units, the classifiers of things that are counted."""

import re

from measures.lexicon import in_use, remembered
from measures.model import Language

_SEVERAL = re.compile(r"(?:[^s]s|people)\Z")
_GOES_ON = re.compile(r" (?:of|per|under|in|for|with|abroad)\b.*")


def unit_name(unit: str, language: Language, *, plural: bool = True) -> str:
    """Return what to write directly behind a number: in Chinese the counter, as the noun stands before the number."""
    return _spaced(_counter(unit) if language == "zh" else _noun(unit, several=plural))


def _spaced(words: str) -> str:
    """Return a name with the space that letters have before them, and neither Chinese nor signs (%, ‰)."""
    return f" {words}" if words[:1].isalpha() and words < "⺀" else words


def _noun(unit: str, *, several: bool) -> str:
    known = in_use()
    term = known.units.get(unit)
    if term and not term.en and term["kind"] == "classifier":
        term = known.nouns.get(unit)
        if term is None:
            return ""
    if term is None:
        words = unit.replace("_", " ")
        return plural(words) if several else words
    return (term["plural_en"] or plural(term.label("en"))) if several else term.label("en")


@remembered
def _counter(unit: str) -> str:
    """Return a measure's Chinese name, or the classifier of what is counted, of several one that names it."""
    term = in_use().units.get(unit)
    if term and (term.zh or term["label_zh"]):
        return term.label("zh")
    classifiers = [one for one in in_use().units.values() if one["kind"] == "classifier"]
    behind = [one for one in classifiers if unit in one["of"].split()]
    behind += [one for one in classifiers if unit == one["counts"]]
    return behind[0].label("zh") if behind else "个"


def is_measured(unit: str) -> bool:
    """Tell whether a unit says more than what is counted: a number without it would be another number."""
    term = in_use().units.get(unit)
    return term is not None and term["kind"] != "classifier"


def plural(words: str) -> str:
    """Return an English noun phrase in the plural, as it is if one of its words seems to be (projects under way)."""
    rest = found.group() if (found := _GOES_ON.search(words)) else ""
    head = words.removesuffix(rest)
    if any(_SEVERAL.search(word) for word in head.split()) or not (head.isascii() and head[-1:].isalpha()):
        return words
    if head[-1].isupper() or head.endswith("aircraft"):
        return words
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        return f"{head[:-1]}ies{rest}"
    return f"{head}{'es' if head.endswith(('x', 'ch', 'sh', 'ss')) else 's'}{rest}"
