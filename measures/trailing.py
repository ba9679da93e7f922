"""Lists that name their things once: "12 provincial and 35 municipal platforms", 省级、市级平台分别为5个、9个."""

import re

from measures.lexicon import Hit
from measures.lists import RESPECTIVELY, listed_places
from measures.phrases import phrase_after
from measures.scene import Scene, once, within
from measures.text import Span

_NEXT = re.compile(r"\s?(?:,\s?(?:and\s)?|and\s|、|和|及|与|以及)")
_LAST_WORD = re.compile(r"(?:^|[\s-])(\w+)\W*\Z")
_LEVEL = re.compile(r"[级型类式]\"?\Z")


def words_shared(scene: Scene, index: int) -> str:
    """The words of a thing whose noun stands behind a later number of its list; empty if it has one of its own."""
    last = index
    while _leads_on(scene, last):
        last += 1
    words = ""
    for at in range(last - 1, index - 1, -1):
        tail = words or scene.text[slice(*_phrase(scene, at + 1))]
        words = _with_tail(scene, scene.text[slice(*_phrase(scene, at))], tail)
    return words


@once
def _phrase(scene: Scene, index: int) -> Span:
    """The noun phrase right behind a number."""
    return phrase_after(scene, scene.quantities[index].end)


@once
def _leads_on(scene: Scene, index: int) -> bool:
    """Whether the noun of a number stands behind the next."""
    own = _phrase(scene, index)
    if index + 1 >= len(scene.quantities) or not _lacks_noun(scene, own):
        return False
    other = scene.quantities[index + 1]
    return other.kind in ("", "classifier") and bool(_NEXT.fullmatch(scene.text, own[1], other.start))


def _with_tail(scene: Scene, words: str, tail: str) -> str:
    """The words behind a number with those that its list goes on with."""
    if not tail or not words:
        return tail if not scene.chinese else ""
    return words + (_without_level(tail) if scene.chinese else " " + _without_first(tail))


def _lacks_noun(scene: Scene, span: Span) -> bool:
    """Whether a phrase behind a number above one only describes: what is counted would stand in the plural."""
    words = scene.text[slice(*span)]
    if scene.chinese:
        return bool(_LEVEL.search(words)) and not _known(scene, span)
    last = _LAST_WORD.search(words)
    return last is None or not (last[1].endswith("s") or _known(scene, span))


def _known(scene: Scene, span: Span) -> list[Hit]:
    """The names that end a phrase."""
    return [hit for hit in within((*scene.nouns, *scene.subjects), *span) if hit.end >= span[1] - 1]


def _without_level(words: str) -> str:
    """A Chinese phrase without the level that sets it apart from its neighbours in the list: 卓越级|智能工厂."""
    return re.sub(r"^.{1,4}?级", "", words)


def _without_first(words: str) -> str:
    """A phrase without the word that sets it apart from its neighbours in the list: "county-level | platforms"."""
    return words.partition(" ")[2] or words


_APART = re.compile(r"、|和|及|以及|与|,\s(?:and\s)?|\sand\s")
_ZH_END = re.compile(r"(?:数量?|总数)?分别.{0,6}\Z")


def words_listed(scene: Scene, index: int) -> str:
    """What a number of a list with 分别 counts, by its place in the words before: 省级、市级平台分别达到5个、9个."""
    first, size, place = listed_places(scene, index)
    start = max(scene.left_edge(first), scene.clause(scene.quantities[first].number_start)[0])
    before = scene.text[_sentence_part(scene, start) : scene.quantities[first].start]
    end = _ZH_END.search(before) if scene.chinese and size > 1 and RESPECTIVELY.search(before) else None
    names = _APART.split(before[: end.start()]) if end else []
    if len(names) != size:
        return ""
    return names[place] + (_without_level(names[-1]) if _LEVEL.search(names[place]) else "")


def _sentence_part(scene: Scene, start: int) -> int:
    """Behind the times that stand at the start of a stretch."""
    return max([start, *(when.end for when in scene.times if when.start >= start)])
