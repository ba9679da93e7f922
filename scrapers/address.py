"""Addresses: what is asked for, which are the same page, and where a replay of the web keeps them."""

import contextlib
from collections.abc import Mapping
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urljoin, urlsplit

from requests import PreparedRequest
from requests.exceptions import RequestException

from scrapers.errors import Refused

REPAIR = "only complete http and https addresses are fetched"
NOWHERE = SplitResult("", "", "", "", "")


def asked(url: str, params: Mapping[str, str] | None = None) -> str:
    """The address with its parameters, percent-encoded once. Raises `Refused` for what is no web address."""
    split = parts(url)
    if split.scheme not in ("http", "https") or not split.hostname or "@" in split.netloc:
        raise Refused(url, "not an address that can be fetched", REPAIR)
    request = PreparedRequest()
    try:
        request.prepare_url(url, dict(params or {}))
    except (RequestException, ValueError) as error:
        raise Refused(url, f"not an address that can be fetched ({error})", REPAIR) from error
    return str(request.url).partition("#")[0]


def parts(url: str) -> SplitResult:
    """The parts of an address as a page may state it: all are empty where it is malformed, as `http://[x` is."""
    try:
        return urlsplit(url.strip())
    except ValueError:
        return NOWHERE


def is_sound(url: str) -> bool:
    """Whether an address can be taken apart; none at all is fine, and so is a relative one."""
    return not url or parts(url) != NOWHERE


def key(url: str) -> str:
    """The same text for addresses of the same page: scheme, port and the order of parameters do not matter."""
    split = parts(url)
    query = urlencode(sorted(parse_qsl(split.query, keep_blank_values=True)))
    return f"{split.hostname or url}{unquote(split.path) or '/'}" + (f"?{query}" if query else "")


def host(url: str) -> str:
    """The lower-case host name of an address, or ""."""
    return parts(url).hostname or ""


def folder(url: str) -> str:
    """The folder that an address stands in, without its scheme, with a slash at its end."""
    split = parts(url)
    return f"{split.netloc}{split.path.rpartition('/')[0]}/"


def replayed(url: str, replay: str) -> str:
    """Where the replay keeps `url`: http(s)://HOST/PATH?QUERY -> REPLAY/HOST/PATH?QUERY; without one, `url` itself."""
    if not replay:
        return url
    split = parts(url)
    query = f"?{split.query}" if split.query else ""
    return f"{replay.rstrip('/')}/{split.netloc}{split.path or '/'}{query}"


def led(url: str, location: str, replay: str = "") -> str:
    """Where a redirect from `url` leads; an address inside the replay is mapped back to the original one."""
    with contextlib.suppress(UnicodeError):  # HTTP libraries give raw UTF-8 in a header as Latin-1
        location = location.encode("latin-1").decode("utf-8")
    try:
        target = urljoin(url, location.strip())
    except ValueError:
        return location  # to be refused like any other that is no address
    if replay and target.startswith(replay.rstrip("/") + "/"):
        return f"{urlsplit(url).scheme}://{target[len(replay.rstrip('/')) + 1 :]}"
    return target
