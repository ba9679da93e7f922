"""A sentence with all that was found in it: names, times, numbers, and what the sentences before it spoke of."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import wraps
from typing import TypeVar, cast

from measures.lexicon import Hit, Lexicon
from measures.model import Modality
from measures.numbers import Quantity, quantities
from measures.periods import When, periods
from measures.tenses import coming
from measures.text import Span, clauses


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """What the sentences before it in the paragraph spoke of; `topic` is that of its heading, else of the title;
    `aimed` whether it is a plan's, `whole` the time that the title tells."""

    subject: str = ""
    topic: str = ""
    metric: str = ""
    place: str = ""
    modality: Modality = "stated"
    aimed: bool = False
    time: When | None = None
    whole: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One normalised sentence. All offsets count from its start."""

    text: str
    chinese: bool
    lexicon: Lexicon
    reference: date | None = None
    subjects: tuple[Hit, ...] = ()
    metrics: tuple[Hit, ...] = ()
    scopes: tuple[Hit, ...] = ()
    nouns: tuple[Hit, ...] = ()
    times: tuple[When, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    clauses: tuple[Span, ...] = ()
    prior: Prior = field(default_factory=Prior)
    known: dict[tuple[object, int], object] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What `once` has found for its numbers."""

    def clause(self, at: int) -> Span:
        """The clause that holds a place."""
        before = self.clauses[: bisect_right(self.clauses, at, key=lambda span: span[0])]
        return before[-1] if before and at < before[-1][1] else (0, len(self.text))

    def left_edge(self, index: int) -> int:
        """Where the number before this one ends; 0 for the first."""
        return self.quantities[index - 1].end if index else 0

    def right_edge(self, index: int) -> int:
        """Where the next number starts; the end of the sentence for the last."""
        return self.quantities[index + 1].start if index + 1 < len(self.quantities) else len(self.text)


Found = TypeVar("Found")


def once(find: Callable[[Scene, int], Found]) -> Callable[[Scene, int], Found]:
    """Look for what belongs to a number only once: one number asks for the one before it, and so on to the first."""

    @wraps(find)
    def found(scene: Scene, index: int) -> Found:
        key = (find, index)
        if key not in scene.known:
            scene.known[key] = find(scene, index)
        return cast(Found, scene.known[key])

    return found


_MOST = 100
"""More numbers than this in one sentence are a table or noise: no more are read."""


def scene(text: str, lexicon: Lexicon, reference: date | None, prior: Prior, *, chinese: bool) -> Scene:
    """Find all that is in a sentence."""
    told = periods(text, reference, ahead=coming(text, chinese=chinese), chinese=chinese)
    line = _DATELINE.match(text)
    times = tuple(when for when in told if not line or when.start >= line.end())
    found = quantities(text, lexicon.units, [(when.start, when.end) for when in told], chinese=chinese)[:_MOST]
    bare = Scene(text=text, chinese=chinese, lexicon=lexicon, reference=reference, times=times, prior=prior)
    return _filled(bare, found) if found else replace(bare, subjects=lexicon.subjects.find(text))


def _filled(bare: Scene, found: tuple[Quantity, ...]) -> Scene:
    """The scene with its numbers, and all names that a number can belong to."""
    text, lexicon = bare.text, bare.lexicon
    scopes = lexicon.scopes.find(text)
    bodies = lexicon.agencies.find(text)
    metrics = lexicon.metrics.find(text)
    rates = [hit for hit in metrics if hit.entry["kind"] == "rate"]
    subjects = _apart(_outside(lexicon.subjects.find(text), (*scopes, *bodies, *rates)), found)
    return replace(
        bare,
        quantities=found,
        subjects=_told(text, subjects),
        metrics=_told(text, _apart(_outside(metrics, subjects), found)),
        scopes=_behind_dateline(text, _outside(scopes, metrics)),
        nouns=lexicon.nouns.find(text),
        clauses=clauses(text),
    )


_DENIED = re.compile(r"非\Z|\bnon-\Z", re.I)
"""Before a name, that it is what something is not: 非金融企业 are no financial ones."""
_MADE = re.compile(
    "(?:智能|数字|自动|信息|网络|现代|标准|规模|专业|产业|集约|国际|市场|城镇|电气|柔性|模块|高端|精细|个性|一体|无人|绿色)\\Z"
)
"""Before a name that begins with 化, that the 化 belongs to this word: no 化工 in 智能化|工厂."""


_WITHOUT = re.compile(
    r"(?:扣除|剔除|不含|不包括)(?:(?![后的外]|因素|影响)[^，。；]){0,12}"
    r"|\b(?:excluding|deducting|stripping\sout|net\sof|adjusted\sfor)\s(?:[\w-]+\s?){1,3}"
)
"""What is taken out, so that a number tells of the rest: 扣除房地产投资, "excluding cars"."""


def _told(text: str, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The hits that the text does not make something else of, nor takes out."""
    out = [match.span() for match in _WITHOUT.finditer(text)]
    left = (hit for hit in hits if not any(start < hit.start and hit.end <= end for start, end in out))
    return tuple(hit for hit in left if not _is_denied(text, hit))


def _is_denied(text: str, hit: Hit) -> bool:
    """Whether the words before a name make something else of it."""
    near = max(0, hit.start - 4), hit.start
    return bool(_DENIED.search(text, *near) or (text[hit.start] == "化" and _MADE.search(text, *near)))


_DATELINE = re.compile(
    r"[A-Z]{3,}[^\u2014\u2013]{0,70}?\s?(?:--|[\u2014\u2013]{1,2})\s|[^，。\d]{0,16}\d{1,2}月\d{1,2}日[电讯]"
)


def _behind_dateline(text: str, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The places that are not only where a wire report was written."""
    line = _DATELINE.match(text)
    behind = (hit for hit in hits if not line or hit.start >= line.end())
    return tuple(hit for hit in behind if not text.startswith("-based", hit.end))


def _outside(hits: Iterable[Hit], others: Iterable[Hit], longer: int = 1) -> tuple[Hit, ...]:
    """The hits that are no part of a longer name: the "industry" of a ministry's name is not what a number counts."""
    spans = [(other.start, other.end) for other in others]

    def is_part(hit: Hit) -> bool:
        size = hit.end - hit.start + longer
        return any(start <= hit.start and hit.end <= end and end - start >= size for start, end in spans)

    return tuple(hit for hit in hits if not is_part(hit))


def _apart(hits: Iterable[Hit], numbers: Iterable[Quantity]) -> tuple[Hit, ...]:
    """The hits that do not begin in a number and its unit: 家具 is not named in 8家|具有竞争力的企业."""
    spans = [(number.number_start, number.end) for number in numbers]
    return tuple(hit for hit in hits if not any(start <= hit.start < end for start, end in spans))


def within(hits: Iterable[Hit], start: int, end: int) -> list[Hit]:
    """The hits that lie in a stretch of the sentence."""
    return [hit for hit in hits if start <= hit.start and hit.end <= end]
