"""What a channel is: where alerts go, in which language, and which of them its readers asked for."""

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

Reading = Literal["en", "zh", "source"]
"""The language of a channel's readers; "source" is the language of the page."""

TERMINAL = "terminal://"
HIDDEN = "***"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What readers ask for. An empty field asks for nothing in particular; `without` are words that exclude."""

    kinds: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Where alerts go. `url` is an Apprise URL, a secret; no `rules` means all news."""

    name: str
    url: str = field(repr=False)
    language: Reading = "en"
    rules: tuple[Rule, ...] = ()

    @property
    def is_terminal(self) -> bool:
        return self.url.startswith(TERMINAL)

    def conceal(self, text: str) -> str:
        """Return the text without the URL and the parts of it that let somebody in."""
        for secret in secrets(self.url):
            text = text.replace(secret, HIDDEN)
        return text


def secrets(url: str) -> tuple[str, ...]:
    """Return the parts of a URL to hide, longest first: itself, its password, tokens in path, query and host.

    A part under six characters is hidden only where it is the password: hiding "api" would blank ordinary words.
    """
    parts = urlsplit(url)
    credentials = parts.netloc.rpartition("@")[0]
    login, _, password = credentials.partition(":")
    query = [value for _, value in parse_qsl(parts.query)]
    tokens = [*re.split(r"[/?&]", parts.path), *query, login, parts.netloc if _holds_token(url) else ""]
    found = {url, parts.query, credentials, password, *(token for token in tokens if len(token) >= 6)}
    spellings = found | {unquote(part) for part in found}
    return tuple(sorted((part for part in spellings if part), key=len, reverse=True))


def _holds_token(url: str) -> bool:
    """Tell a chat service's URL, whose host is the first token, from one that names a server."""
    parts = urlsplit(url)
    return "." not in parts.netloc and "@" not in parts.netloc and ":" not in parts.netloc and len(parts.netloc) >= 8
