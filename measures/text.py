"""Text as the readers see it: one form of every character, with the way back to the original, sentences and clauses."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html import unescape

from opencc import OpenCC

Span = tuple[int, int]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_CHINESE = re.compile(f"[{HAN}]")
_PLAIN = re.compile(r"[\x20-\x25\x27-\x29\x2b-\x3b\x3d-\x7e\n]*\Z")  # no & * <: they may be markup
_KEPT = frozenset("，；：！？")  # a Chinese comma never stands inside a number, an ASCII comma does
_QUOTES = dict.fromkeys("“”„‟«»「」『』〝〞＂", '"') | dict.fromkeys("‘’‚‛＇`´", "'")
_SPACES = dict.fromkeys("\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000\t\r\x0b\x0c", " ")
_DROPPED = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_FIXED = _QUOTES | _SPACES | _DROPPED | {"㎡": "m²", "㎥": "m³", "－": "-", "−": "-", "‐": "-", "‑": "-"}
_WIDE = re.compile("[\uff00-\uffef\u3300-\u33ff\u2100-\u214f]")
_SYLLABLE = "(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:[aāáǎàeēéěèiīíǐìoōóǒòuūúǔùüǖǘǚǜ]{1,3})(?:ng|n|r)?"
_PINYIN = re.compile(rf"(?<=[{HAN}])[ ]?[(（]{_SYLLABLE}(?:[ ']{_SYLLABLE}){{0,3}}[)）](?=[^A-Za-z]|$)")
_INLINE = "a|abbr|b|big|cite|code|em|font|i|img|ins|label|o:p|s|small|span|strike|strong|style|sub|sup|u"
_BLOCK = (
    "article|blockquote|body|br|caption|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|html|iframe|li|"
    "main|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul|video"
)
_ATTRIBUTES = r"(?:\s[^<>]*)?/?"
TAG = re.compile(rf"</?(?:{_INLINE}|{_BLOCK}){_ATTRIBUTES}>|<!--.*?-->|&(?:nbsp|emsp|ensp|#160);", re.I)
"""What a text keeps of the page that it was copied from."""

BREAK = re.compile(rf"[\n\r\u2028]+|</?(?:{_BLOCK}){_ATTRIBUTES}>", re.I)
"""What ends a paragraph."""

_MARKUP = re.compile(rf"{TAG.pattern}|\*\*+|&(?:[a-z]{{2,8}}|#\d{{2,5}});", re.I)


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in one form of every character; `spans[i]` is where `text[i]` stands in the original."""

    text: str
    spans: tuple[Span, ...] | None = field(default=None, repr=False)

    def original(self, start: int, end: int) -> Span:
        """The stretch of the original text that `text[start:end]` was made from; an empty span stays empty."""
        if self.spans is None:
            return (start, end)
        if start >= end:
            at = self.spans[start][0] if start < len(self.spans) else (self.spans[-1][1] if self.spans else 0)
            return (at, at)
        return (self.spans[start][0], self.spans[end - 1][1])


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


@cache
def _form(char: str) -> str:
    """One character as the readers see it; may be several or none."""
    if char in _KEPT:
        return char
    if char in _FIXED:
        return _FIXED[char]
    if _WIDE.match(char):
        return unicodedata.normalize("NFKC", char)
    if _CHINESE.match(char):
        return str(_simplifier().convert(unicodedata.normalize("NFKC", char)))
    return char


def unmarked(text: str) -> str:
    """The text as people are shown it: without tags and bold marks, with characters for entities."""
    return _MARKUP.sub(lambda mark: unescape(mark[0]) if mark[0].startswith("&") else "", text)


def simplified(text: str) -> str:
    """The text in simplified characters; every one stays at its place."""
    forms = {char: _form(char) for char in set(text) if _CHINESE.match(char)}
    table = {ord(char): form for char, form in forms.items() if form != char and len(form) == 1}
    return text.translate(table) if table else text


def _meant(markup: str) -> str:
    """What a mark stands for in the text: an entity for its character, a tag for nothing."""
    return "".join(map(_form, unescape(markup))) if markup.startswith("&") else ""


@lru_cache(maxsize=256)  # figures and acts are read in the same paragraphs, one after the other
def normalise(text: str) -> Normalised:
    """Bring full-width and traditional characters, quotes and spaces to one form; drop markup and bracketed pinyin."""
    if _PLAIN.match(text):
        return Normalised(text)
    forms = list(map(_form, text))
    for match in _PINYIN.finditer(text):
        forms[match.start() : match.end()] = [""] * len(match.group())
    for match in _MARKUP.finditer(text):
        forms[match.start() : match.end()] = [_meant(match.group()), *[""] * (len(match.group()) - 1)]
    if set(map(len, forms)) == {1}:
        return Normalised("".join(forms))
    spans = tuple((at, at + 1) for at, form in enumerate(forms) for _ in form)
    return Normalised("".join(forms), spans)


_WRAP = re.compile(r"(?<=[^\n\r])\r?\n(?=[^\n\r])")


def on_one_line(paragraph: str) -> str:
    """A paragraph whose lines were cut to a width: a blank for a break, or nothing in Chinese; offsets stay."""
    if "\n" not in paragraph:
        return paragraph
    nothing = "\u200b" if is_chinese(paragraph) else " "
    return _WRAP.sub(lambda cut: nothing * len(cut.group()), paragraph)


_LATIN = re.compile("[A-Za-z]")


@lru_cache(maxsize=1024)
def is_chinese(text: str) -> bool:
    """Whether a stretch of text is to be read by the Chinese rules: a Han character for every ten letters."""
    han = len(_CHINESE.findall(text))
    return han > 0 and han * 10 >= len(_LATIN.findall(text))


_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|[A-Z]\.[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|St|No|Nos|Art|Co|Ltd|Inc|Corp|vs|etc|approx|est|cf"
    r"|e\.g|i\.e|a\.m|p\.m|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Fig|Vol|Dept))\.\Z"
)
_CLOSING = "\"')\\]】》"
_STOP = re.compile(rf"[。！？!?]+[{_CLOSING}]*|(?<!\.)\.+[{_CLOSING}]*(?=\s|$)|\n+")
_NEXT = re.compile(r"\s*[\"'(\[]*[A-Z0-9" + HAN + "]")


def _stops(text: str, match: re.Match[str]) -> bool:
    """Whether a full stop ends its sentence: not after an abbreviation, not before a small letter."""
    if not match.group().startswith("."):
        return True
    if not _NEXT.match(text, match.end()):
        return match.end() >= len(text) or text[match.end()] == "\n"
    return not _ABBREVIATION.search(text, max(0, match.start() - 8), match.start() + 1)


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of an English or Chinese text, without the white space around them; a line break ends one."""
    ends = [_end(text, match) for match in _STOP.finditer(text) if _stops(text, match)]
    bounds = zip([0, *ends], [*ends, len(text)], strict=True)
    trimmed = (_trim(text, start, end) for start, end in bounds)
    return tuple((start, end) for start, end in trimmed if start < end)


def _end(text: str, match: re.Match[str]) -> int:
    """Where the sentence ends: behind a closing quote, before an opening one (straight quotes look alike)."""
    end = match.end()
    if '"' not in match.group():
        return end
    line = text.rfind("\n", 0, match.start()) + 1
    return end if text.count('"', line, match.start()) % 2 else match.start() + match.group().index('"')


def _trim(text: str, start: int, end: int) -> Span:
    kept = text[start:end]
    return (start + len(kept) - len(kept.lstrip()), end - len(kept) + len(kept.rstrip()))


_CLAUSE_END = re.compile(r"[，；;：]|,(?!\d{3}(?!\d))|:(?!\d)| --? ")


def clauses(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The clauses of one sentence, cut at commas, semicolons and colons; a comma inside a number does not cut."""
    stop = len(text) if end is None else end
    cuts = [match.end() for match in _CLAUSE_END.finditer(text, start, stop)]
    bounds = zip([start, *cuts], [*cuts, stop], strict=True)
    trimmed = (_trim(text, *bound) for bound in bounds)
    return tuple((first, last) for first, last in trimmed if first < last)
