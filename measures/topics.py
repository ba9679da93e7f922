"""What an initiative is about: its topic, the concepts it is recognised by, and its headline."""

import re
from collections import Counter
from functools import cache

from measures.lexicon import Lexicon, Vocabulary, load, stem

_STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "for",
        "on",
        "with",
        "by",
        "and",
        "or",
        "as",
        "at",
        "from",
        "into",
        "its",
        "their",
        "our",
        "his",
        "her",
        "this",
        "that",
        "these",
        "those",
        "such",
        "will",
        "would",
        "shall",
        "should",
        "we",
        "it",
        "they",
        "them",
        "more",
        "new",
        "all",
        "also",
        "other",
        "be",
        "is",
        "are",
        "was",
        "were",
        "been",
        "being",
        "has",
        "have",
        "had",
        "which",
        "who",
        "whose",
        "through",
        "between",
        "among",
        "under",
        "over",
        "within",
        "about",
        "around",
        "so",
        "than",
        "number",
        "series",
        "batch",
        "group",
        "certain",
        "various",
        "several",
        "many",
        "much",
        "further",
        "better",
        "well",
        "one",
        "two",
        "three",
        "four",
        "five",
        "first",
        "second",
        "third",
        "fourth",
        "next",
        "last",
        "year",
        "years",
        "month",
        "months",
        "quarter",
        "end",
        "including",
        "include",
        "related",
        "relevant",
        "specific",
        "special",
        "key",
        "major",
        "important",
        "high",
        "low",
        "level",
        "quality",
        "development",
        "develop",
        "promote",
        "support",
        "improve",
        "strengthen",
        "accelerate",
        "increase",
        "expand",
        "enhance",
        "encourage",
        "guide",
        "build",
        "establish",
        "create",
        "launch",
        "implement",
        "carry",
        "out",
        "work",
        "efforts",
        "effort",
        "measure",
        "measures",
        "continue",
        "make",
        "take",
        "use",
        "help",
        "china",
        "chinese",
        "national",
        "country",
        "countries",
        "state",
        "government",
        "ministry",
        "department",
        "nationwide",
        "industry",
        "information",
        "technology",
        "commission",
        "administration",
        "bureau",
        "us",
        "up",
        "down",
        "off",
        "there",
        "now",
        "currently",
        "recently",
        "time",
        "ensure",
        "provide",
        "set",
    ]
)
_FILL_ZH = re.compile(
    r"[的了和与及等在对为以将把向从由于并或各该其这些那些一批一个若干有关相关进一步加快推动促进支持完善加强建立开展实施推进提升优化鼓励引导健全我国全国国家工作发展]+|"
    r"[\W\d_A-Za-z]+"
)
_BATCH_EN = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d{1,2}(?:st|nd|rd|th))\s+(?:batch|round|group|phase|tranche|list)\b",
    re.I,
)
_BATCH_ZH = re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,2})(?:批|轮|期|批次)|(首)(?:批|轮|期)")
_ORDINALS = dict(
    zip(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        range(1, 13),
        strict=True,
    )
)
_HAN_DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))


@cache
def built_in_topics() -> Vocabulary:
    """Return the built-in objects and fields."""
    return load("topics")


def concepts(text: str, lexicon: Lexicon | None = None) -> frozenset[str]:
    """Return the ids that the lexicon knows in a normalised text, and the content words it does not know."""
    hits = list(built_in_topics().find(text))
    if lexicon is not None:
        hits += [hit for hit in lexicon.subjects.find(text)]
    found = {hit.id for hit in hits}
    rest = list(text)
    for hit in hits:
        rest[hit.start : hit.end] = " " * (hit.end - hit.start)
    return frozenset(found | _words("".join(rest)))


def _words(text: str) -> set[str]:
    english = {stem(word) for word in re.findall(r"[A-Za-z][A-Za-z-]{2,}", text)}
    chinese = {run for run in _FILL_ZH.split(text) if 2 <= len(run) <= 8 and re.match(r"[\u3400-\u9fff]", run)}
    return {word for word in english if word not in _STOP} | chinese


def named(text: str) -> frozenset[str]:
    """Return only the ids of objects and fields named in a normalised text."""
    return frozenset(hit.id for hit in built_in_topics().find(text))


def topic_of(*texts: str) -> str:
    """Return the topic that most of the objects belong to; the first text that names one decides."""
    for text in texts:
        count = Counter(hit.entry["topic"] for hit in built_in_topics().find(text))
        if count:
            return max(count, key=lambda topic: count[topic])
    return ""


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
        first = re.split(r"[，；。]", bare)[0]
        return first if len(first) <= 48 else first[:47] + "…"
    first = re.split(
        r"(?<=\w{3}), (?=which|helping|and |so |in order|with a view|as |including)|;| so as to | in order to ", bare
    )[0]
    words = first.split(" ")
    kept = " ".join(words[:18]) + (" …" if len(words) > 18 else "")
    return kept[:1].upper() + kept[1:]
