"""What a page says, made harmless: nothing in it may act in a channel.

A page is written by others. Markup, mentions, links, control and direction characters in it are shown or dropped, never
obeyed. Links that act are made by `link` from addresses we fetched, and only for http and https.
"""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from markupsafe import Markup

LONGEST = 1200
"""Characters of one piece of text that a message shows; the page has the rest."""

_LONGEST_WORD = 30

_BREAK = "\u200b"  # zero width: readers see the same words, and no client finds a link or a mention in them
_ACTING = re.compile(
    "|".join(
        (
            r"(?<=[@＠])(?=\S)",  # a mention
            r"(?<=<)(?=[A-Za-z!@#/?])",  # a tag, a mention of Slack or Feishu
            r"(?<=:)(?=//)|(?<=[^\W_]\.)(?=[A-Za-z]{2})|(?<=mailto:)|(?<=\])(?=[(\[:])",  # a link
            r"(?<=[wW]{2})(?=[wW]\.)",  # a link that needs no scheme: Prefect's dashboard makes one of www. alone
            r"(?<=:)(?=[\w+-]+:)",  # a picture: in a chat, 1:100:2 would not be a ratio
        )
    )
)
_MARKS = re.compile(r"([\\`*_~\[\]<>#]|\|(?=\|)|(?<=\|)\||&(?=#|\w+;))")
_LIST_MARK = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s)", re.MULTILINE)
_UNSAFE_IN_CODE = re.compile(r"[^\w.:\- ]+")


def shown(text: str, longest: int = LONGEST) -> str:
    """Return the text on one line, without characters that steer a screen, cut at a word if it is too long."""
    visible = "".join(char if _is_shown(char) else " " if char.isspace() else "" for char in text[: 4 * longest])
    line = " ".join(visible.split())
    return line if len(line) <= longest else _cut(line, longest - 1) + "…"


def _cut(line: str, longest: int) -> str:
    """Return the beginning of a line, to the end of a word if there is one near; Chinese has no spaces."""
    beginning, _, rest = line[:longest].rpartition(" ")
    return (beginning if beginning and len(rest) < _LONGEST_WORD else line[:longest]).rstrip()


def _is_shown(char: str) -> bool:
    """Controls, formats (bidi, zero width, tags), surrogates and private use are not shown; nor are line separators."""
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def inert(value: object) -> str:
    """Return text in which no mention, tag or address acts; what is already `Markup` stays as it is."""
    return value if isinstance(value, Markup) else _defused(shown(str(value)))


def _defused(text: str) -> str:
    return _ACTING.sub(_BREAK, text)


def emphasised(quote: str, cores: Iterable[str]) -> Markup:
    """Return a quote as HTML, with the words in bold that say it; none where they are all of it."""
    whole = shown(quote)
    words = sorted({shown(core) for core in cores} - {"", whole}, key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, words))})", whole) if words else [whole]
    marked = (Markup("<b>{}</b>" if at % 2 else "{}").format(_defused(piece)) for at, piece in enumerate(pieces))
    return Markup("").join(marked)


def markdown(value: object) -> str:
    """Return text in which no markdown acts, in CommonMark and in the dialects of chat services."""
    if isinstance(value, Markup):
        return value
    return _LIST_MARK.sub(r"\1\\\2", _MARKS.sub(r"\\\1", inert(value)))


def link(url: str) -> Markup:
    """Return an address that may act: http or https, every other character that could end it percent-encoded; or ""."""
    parts = urlsplit(shown(url, 2000))
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return Markup()
    return Markup(quote(parts.geturl(), safe=":/?#@!$&*+,;=%~"))


def code(value: object) -> Markup:
    """Return a command or an identifier, of plain characters only."""
    return Markup(_UNSAFE_IN_CODE.sub("", shown(str(value), 200)))
