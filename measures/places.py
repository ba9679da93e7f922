"""Where a figure holds: the place named before its number, or behind its thing, known to the lexicon or not."""

import re

from measures.lexicon import Hit
from measures.lists import listed_places, parts_of
from measures.phrases import slug
from measures.scene import Scene, within
from measures.text import HAN, Span
from measures.thing import Counted


def places_of(read: Scene, index: int, thing: Counted) -> list[str]:
    """The place of a number, within the place that is known, if its own is not; empty for the whole country."""
    before = _before(read, index)
    unknown = _unknown(read, index)
    if before or unknown:
        return [*before, *unknown]
    return _behind(read, index, thing) or ([read.prior.place] if read.prior.place else [])


def _before(read: Scene, index: int) -> list[str]:
    """The last place named before a number; of a list of places that of its own number (东、中、西部分别为…)."""
    number = read.quantities[index].number_start
    hits = [hit for hit in within(read.scopes, 0, number) if hit.entry["kind"] == "place"]
    _, size, place = listed_places(read, index)
    named = [term.id for term in parts_of(hits, read.lexicon.scopes)]
    if size > 1 and len(named) >= size:
        return [named[-size:][place]]
    own = {hit.id for hit in hits if hit.start >= read.clause(number)[0]}
    return [name for name in named if name != "world" and (name in own or name not in ("urban", "rural"))][-1:]


_NAME = r"[A-Z][a-z]+(?:['-][A-Za-z]?[a-z]+)*(?:\s[A-Z][a-z]+){0,2}"
_HAS = re.compile(
    rf"(?:(?:In|At|By)\s[^,]{{3,30}},\s)?(?P<name>{_NAME})\s(?:city\s|county\s|district\s)?(?:now\s|already\s|currently\s)?"
    r"(?:had|has|have|holds|held|counts|counted|boasts|boasted|recorded|registered|(?:is|was)\shome\sto)\s"
)
"""Who has what is counted, at the head of a sentence: "Kunshan had", "Yiwu is home to"."""
_LIES_IN = re.compile(rf"\s(?:in|across)\s(?:the\s(?:city|county|district|town)\sof\s)?(?P<name>{_NAME})(?!\s?[A-Z\d])")
_ZH_NAMED = re.compile(rf"，?(?:支持|其中|在)?(?P<name>[{HAN}]{{2,3}}?(?:自治[州县]|[市县](?![场值占况政级域民内委])))")
_NO_CITY = re.compile(
    r"[城上超门股都楼夜集个级省全各本该我此每多两三几一某][市县]|^[全各本该我此每多几某]|点城市|范城市"
)
"""Words that end as a city and name none: 上市, 全市, 试点城市."""
_KIND = re.compile(r"\s(?:City|County|District|Prefecture|Town|Province)\Z|(?:自治[州县]|[市县])\Z")


def _unknown(read: Scene, index: int) -> list[str]:
    """A place that the lexicon does not know, by the way it is named: "Kunshan had", 昆山市."""
    number = read.quantities[index].number_start
    if read.chinese:
        found = [match for at in _heads(read, index) if (match := _ZH_NAMED.match(read.text, at, number))]
    else:
        match = _HAS.match(read.text, 0, number) if not read.left_edge(index) else None
        found = [match] if match else []
    return [name for match in found if (name := _new_name(read, match.span("name")))][-1:]


def _heads(read: Scene, index: int) -> list[int]:
    """Where the name of a Chinese place may begin: at a clause, behind a time, behind the province."""
    start, end = read.clause(read.quantities[index].number_start)
    ends = [hit.end for hit in read.scopes if hit.entry["kind"] == "place"] + [when.end for when in read.times]
    heads = [at + (read.text[at : at + 1] in ("省", "市", "底", "末")) for at in ends if start <= at < end]
    return sorted({start, *heads})


_NO_PLACE = frozenset(
    """it they we he she there this that these those each all some many most more several others both china chinese
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday half quarter phase total data the its their our one two three""".split()  # noqa: SIM905
)


def _new_name(read: Scene, span: Span) -> str:
    """The id of a place that no vocabulary knows; empty for other names and for a plain word that begins a sentence."""
    name, known = read.text[slice(*span)], read.lexicon
    words = _KIND.sub("", name)
    if words.split()[0].lower() in _NO_PLACE or _NO_CITY.search(name):
        return ""
    vocabularies = (known.scopes, known.agencies, known.subjects, known.nouns, known.metrics, known.topics, known.words)
    timed = any(when.start < span[1] and span[0] < when.end for when in read.times)
    plain = not read.chinese and words.endswith("s") and " " not in words
    return "" if timed or plain or any(vocabulary.find(words) for vocabulary in vocabularies) else slug(words)


_IN = re.compile(r"\s(?:in|of|across|for|throughout)\s(?:the\s)?(?:(?:city|province|county|municipality)\sof\s)?\Z")


def _behind(read: Scene, index: int, thing: Counted) -> list[str]:
    """The place behind what is counted: "26 industrial parks | in Nanchang"."""
    if read.chinese:
        return []
    quantity = read.quantities[index]
    at = thing.span[1] if thing.span and thing.span[0] >= read.left_edge(index) else quantity.end
    hits = within(read.scopes, at, read.right_edge(index))
    near = [hit.id for hit in hits if _is_local(hit) and _IN.fullmatch(read.text, at, hit.start)]
    match = _LIES_IN.match(read.text, at, read.right_edge(index))
    name = _new_name(read, match.span("name")) if match and not near else ""
    return near[:1] or ([name] if name else [])


def _is_local(hit: Hit) -> bool:
    return hit.entry["kind"] == "place" and hit.id not in ("world", "urban", "rural") and not hit.entry["parts"]
