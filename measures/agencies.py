"""The bodies that a text names, under one name each (lexicon/agencies.toml)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from measures.authorities import LOCAL, by_field, of_a_place
from measures.lexicon import Hit, Vocabulary, in_use, remembered

ASIDE = frozenset({"host", "leader"})
"""The kinds of bodies that are mostly named beside those that act."""
_NOT_ITSELF = re.compile(r"所属|下属|直属|旗下|所辖|业[^务]?|互联网|支付|\s(?:special |general )*(?:bond|debt)")
_OTHERS = re.compile(
    r"等(?:有关|相关)?(?:[一二两三四五六七八九十]+|\d+)?个?(?:部门|部委|单位|机构|机关)"
    r"|\b(?:an)?other (relevant )?(?:(?:\d+|[a-z]+) )?(?:central |government |state )?"
    r"(?:departments|ministries|agencies|authorities|bodies|regulators|organs)\b"
    r"|(?:departments|ministries|agencies|bodies|regulators),? (?=(?:including|led by|headed by)\b)",
    re.I,
)
_HINTS = ("等", "other ", "including", "led by", "headed by")
_LOCAL = re.compile(
    r"[省市区县州](?:(?:人民)?政府|(?![场民域级内长政属])[\u3400-\u9fff]{2,9}?"
    r"(?:局|厅|委(?![托派任]|员[^会])|办(?![法理事好学公证])|高院|法院))"
)
"""A department of a province, a city or a district."""
_NATIONAL = ("国家", "国务院", "中国", "中华", "中央", "全国", "最高")
_OFFICE = re.compile(r"\bminister of ", re.I)
_POST = re.compile(r"\b(?:vice[- ]|deputy )?minister (of|for) ", re.I)


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named in `text[start:end]`; `kind` is empty for a government body (lexicon/agencies.toml)."""

    name: str
    start: int
    end: int
    kind: str = ""


@remembered
def mentions(text: str, vocabulary: Vocabulary | None = None) -> tuple[Mention, ...]:
    """Find the bodies named in a normalised text, in order; `and 14 other departments` is "other departments"."""
    known = vocabulary if vocabulary is not None else in_use().agencies
    found = [_mention(text, hit) for hit in known.find(text) if _meant(text, hit)]
    found += [Mention(*body) for body in by_field(text, known) if _is_free(body[1:], found)]
    found = _with_places(found, text)
    taken = [(m.start, m.end) for m in found]
    lowered = text.lower()
    for match in _OTHERS.finditer(text) if any(hint in lowered for hint in _HINTS) else ():
        if not any(start < match.end() and match.start() < end for start, end in taken):
            beside = any(match.start() - 24 <= end <= match.start() for _, end in taken)
            found.append(Mention(_others(match, beside=beside), match.start(), match.end(), "group"))
    return tuple(sorted(found, key=lambda m: m.start))


def in_office(text: str) -> str:
    """Return a text of the same length that names ministries where ministers speak for them."""
    return _OFFICE.sub("ministry of ", text)


def _is_free(span: tuple[int, int], found: Iterable[Mention]) -> bool:
    return not any(m.start < span[1] and span[0] < m.end for m in found)


def _with_places(found: list[Mention], text: str) -> list[Mention]:
    """Name the departments of places as what they are, unless they stand in the vocabulary themselves."""
    places = [place for place in of_a_place(text) if not _belongs(text, place[1])]
    known = [m for m in found if m.kind in ("province", "group")]
    places = [place for place in places if _is_free(place, known)]
    kept = [m for m in found if not any(start < m.end and m.start < end for start, end in places)]
    kept += [Mention(LOCAL, start, end, "group") for start, end in places]
    ours = (found.span() for found in _LOCAL.finditer(text))
    return kept + [Mention(LOCAL, *span, "province") for span in ours if _is_free(span, kept)]


def _belongs(text: str, end: int) -> bool:
    """Is it only whose something is: "local government bonds"?"""
    return bool(_NOT_ITSELF.match(text, end))


def _others(match: re.Match[str], *, beside: bool) -> str:
    """Name a group: other than the bodies beside it, or those of a field (交通运输、铁路等部门)."""
    if not beside and match.group().startswith("等"):
        return "relevant departments"
    return "other relevant departments" if match.group(1) or "关" in match.group()[:3] else "other departments"


def _mention(text: str, hit: Hit) -> Mention:
    if _of_a_place(text, hit):
        return Mention(LOCAL, hit.start, hit.end, "province")
    return Mention(hit.entry["name"] or hit.entry.label("en"), hit.start, hit.end, hit.entry["kind"])


def _meant(text: str, hit: Hit) -> bool:
    """Is it the body itself, not a word that looks like it or something that belongs to it?"""
    written, cased = text[hit.start : hit.end], hit.entry.words("cased")
    if cased and written.upper() in cased and written not in cased:
        return False
    return not _belongs(text, hit.end)


def _of_a_place(text: str, hit: Hit) -> bool:
    """Is it the department of a province or a city (北京市|发展改革委, 省|财政厅)?"""
    before = text[hit.start - 1 : hit.start] if hit.start else ""
    written = text[hit.start : hit.end]
    return before in tuple("省市县州盟区") and not hit.entry["kind"] and not written.startswith(_NATIONAL)


def names(found: Iterable[Mention]) -> tuple[str, ...]:
    """Return each name once, in order."""
    return tuple(dict.fromkeys(m.name for m in found))


@remembered
def of_kind(kind: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the names of the bodies of one kind."""
    return frozenset(term["name"] for term in vocabulary.values() if term["kind"] == kind)


@remembered
def of_post(title: str, vocabulary: Vocabulary | None = None) -> str:
    """Return the body that an official with this title speaks for; empty if the title names none."""
    bodies = [m for m in mentions(_POST.sub(r"Ministry of ", title), vocabulary) if m.kind != "group"]
    return bodies[0].name if bodies else ""


def in_general(found: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Say "local governments" for the governments and departments of single places."""
    places = of_kind("province", vocabulary)
    return tuple(dict.fromkeys(LOCAL if name in places else name for name in found))
