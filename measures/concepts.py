"""What an initiative is about: its topic, the concepts it is recognised by, and its headline."""

import re
from collections import Counter
from functools import lru_cache

from measures.lexicon import Hit, Lexicon, Vocabulary, in_use, remembered, stem
from measures.text import is_chinese

_COMMON = (
    "a about accelerate administration all also among an and are around as at batch be been being better "
    "between build bureau by carry certain china chinese commission continue countries country create "
    "currently department develop development down effort efforts encourage end enhance ensure establish "
    "expand first five for four fourth from further government group guide had has have help her high "
    "his implement important improve in include including increase industry information into is it its "
    "key last launch level low major make many measure measures ministry month months more much national "
    "nationwide new next now number of off on one or other our out over promote provide quality quarter "
    "recently related relevant second series set several shall should so special specific state "
    "strengthen such support take technology than that the their them there these they third this those "
    "three through time to two under up us use various was we well were which who whose will with within "
    "work would year years"
)
STOP = frozenset(_COMMON.split())
FILL_ZH = re.compile(
    r"[的了和与及等在对为以将把向从由于并或各该其这些那些一批一个若干有关相关进一步加快推动促进支持完善加强建立开展实施推进提升优化鼓励引导健全我国全国国家工作发展]+|"
    r"[\W\d_A-Za-z]+"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z-]{2,}")
_BATCH_EN = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d{1,2}(?:st|nd|rd|"
    r"th))\s+(?:batch|round|group|phase|tranche|list)\b",
    re.I,
)
_BATCH_ZH = re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,2})(?:批|轮|期|批次)|(首)(?:批|轮|期)")
_ORDINAL_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS = {word: value for value, word in enumerate(_ORDINAL_WORDS.split(), start=1)}
_HAN_DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))


FEWEST_WORDS, FEWEST_HAN = 2, 4
"""So many English words, or Chinese characters, are taken for an object that the lexicon does not know."""


@lru_cache(maxsize=256)
def _hits(text: str, vocabulary: Vocabulary) -> tuple[Hit, ...]:
    return vocabulary.find(text)


def _topics(lexicon: Lexicon | None) -> Vocabulary:
    return lexicon.topics if lexicon is not None else in_use().topics


def concepts_in(text: str, start: int, end: int, lexicon: Lexicon | None = None) -> frozenset[str]:
    """Return the ids that the lexicon knows in `text[start:end]`, and the content words it does not know."""
    hits = _hits(text, _topics(lexicon)) + (_hits(text, lexicon.subjects) if lexicon is not None else ())
    known = [hit for hit in hits if start <= hit.start and hit.end <= end]
    rest = list(text[start:end])
    for hit in known:
        rest[hit.start - start : hit.end - start] = " " * (hit.end - hit.start)
    return frozenset({hit.id for hit in known} | _words("".join(rest)))


def _words(text: str) -> set[str]:
    english = {stem(word) for word in set(_LATIN.findall(text))}
    chinese = {run for run in FILL_ZH.split(text) if 2 <= len(run) <= 8 and "\u3400" <= run[0] <= "\u9fff"}
    return {word for word in english if word not in STOP} | chinese


def named(text: str, start: int = 0, end: int | None = None, lexicon: Lexicon | None = None) -> frozenset[str]:
    """Return only the ids of objects and fields named in `text[start:end]` of a normalised text."""
    last = len(text) if end is None else end
    return frozenset(hit.id for hit in _hits(text, _topics(lexicon)) if start <= hit.start and hit.end <= last)


def unknown_words(text: str, start: int, end: int) -> frozenset[str]:
    """Return the content words that say what `text[start:end]` is about, if there are enough; without the lexicon."""
    stretch = text[start:end]
    if is_chinese(stretch):
        runs = frozenset(run for run in FILL_ZH.split(stretch) if len(run) > 1)
        return runs if sum(map(len, runs)) >= FEWEST_HAN else frozenset()
    words = frozenset(_words(stretch))
    return words if len(words) >= FEWEST_WORDS else frozenset()


def topic_of(text: str, start: int = 0, end: int | None = None, lexicon: Lexicon | None = None) -> str:
    """Return the topic that most of the objects named in `text[start:end]` belong to; empty if it names none.

    General ones (research, standards) count only where nothing else is named; of topics named equally often, that of
    the first object in the vocabulary is meant: both languages then mean the same.
    """
    last = len(text) if end is None else end
    objects = _topics(lexicon)
    found = {hit.id: hit.entry for hit in _hits(text, objects) if start <= hit.start and hit.end <= last}
    if not found and lexicon is not None:
        found = {hit.id: hit.entry for hit in _hits(text, lexicon.subjects) if start <= hit.start and hit.end <= last}
    named = [term for term in found.values() if term["kind"] != "generic"] or list(found.values())
    count = Counter(term["topic"] for term in named)
    if len(count) > 1:
        order = _order(objects)
        named.sort(key=lambda term: (-count[term["topic"]], order.get(term.id, 0)))
    return named[0]["topic"] if named else ""


@remembered
def _order(objects: Vocabulary) -> dict[str, int]:
    return {id: at for at, id in enumerate(objects)}


def batch_of(text: str) -> int | None:
    """Return the number in a series that a text names: third batch, 第三批, 首批."""
    if found := _BATCH_EN.search(text):
        word = found.group(1).lower()
        return _ORDINALS.get(word) or int(re.sub(r"\D", "", word))
    if found := _BATCH_ZH.search(text):
        return 1 if found.group(2) else _han_number(found.group(1))
    return None


def _han_number(written: str) -> int:
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (_HAN_DIGITS.get(tens, 1) * 10 if ten else 0) + _HAN_DIGITS.get(ones, 0)


def headline(text: str, *, chinese: bool) -> str:
    """Shorten an act to a line: verb and object, without purposes and side clauses."""
    bare = re.sub(r"\s+", " ", text).strip(" ,.;:，。；、")
    if chinese:
        parts = re.split(r"[，；。]", bare)
        first = parts[0] if len(parts[0]) > 10 else "，".join(parts[:2])
        return first if len(first) <= 48 else first[:47] + "…"
    first = re.split(
        r"(?<=[a-z])\. (?=[A-Z])|(?<=\w{3}), (?=which|helping|and |so |in order|with a view|as |including)|;|"
        r" so as to | in order to ",
        bare,
    )[0]
    words = first.split(" ")
    kept = " ".join(words[:18]) + (" …" if len(words) > 18 else "")
    return kept[:1].upper() + kept[1:]
