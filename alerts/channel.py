"""What a channel is: where alerts go, and what of its address lets somebody in."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

Reading = Literal["en", "zh", "source"]
"""The language of readers; "source" is the language of the page."""

TERMINAL = "terminal://"
HIDDEN = "***"


@dataclass(frozen=True, slots=True)
class Channel:
    """Where alerts go, by the name TEAM.CHANNEL. `url` is an Apprise URL, a secret."""

    name: str
    url: str = field(repr=False)

    @property
    def is_terminal(self) -> bool:
        return self.url.startswith(TERMINAL)

    def conceal(self, text: str) -> str:
        """Return the text without the URL and the parts of it that let somebody in."""
        for secret in secrets(self.url):
            text = text.replace(secret, HIDDEN)
        return text


def secrets(url: str) -> tuple[str, ...]:
    """Return the parts of a URL to hide, longest first: itself, its password, and what looks like a token in it."""
    parts = urlsplit(url)
    credentials = parts.netloc.rpartition("@")[0]
    password = credentials.partition(":")[2]
    pieces = [*parts.path.split("/"), *parts.netloc.split("@"), *credentials.split(":")]
    pieces += [value for _, value in parse_qsl(parts.query)]
    found = {url, credentials, *(piece for piece in pieces if _is_token(piece))}
    found |= {password} if len(password) >= 4 else set()
    return tuple(sorted({*found, *map(unquote, found)} - {"", TERMINAL}, key=len, reverse=True))


def _is_token(piece: str) -> bool:
    """Tell a token from a word, a host or an address: hiding ordinary words would blank the message."""
    if len(piece) < 8 or "." in piece:
        return False
    return any(char.isdigit() for char in piece) or piece not in {piece.lower(), piece.upper()} or len(piece) >= 16
