"""The way to one host: one request at a time, waits between them, limits of time and size."""

import contextlib
import logging
import random
import re
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import requests
from requests.exceptions import RequestException, SSLError, Timeout
from urllib3.exceptions import HTTPError

from measures.model import Page
from scrapers import address
from scrapers.errors import Refused, Unreachable
from scrapers.robots import Robots
from scrapers.transport import NotPublic, Transport, patience, session
from scrapers.turns import Turns

ACCEPTS = {
    "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8",
}
log = logging.getLogger(__name__)

LOOK_AGAIN = 0.2
"""Seconds, about, after which it is asked again whether others are done with a host."""
PATIENCE = 600.0
"""Seconds until a turn that does not come is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How we behave. Times are in seconds; `jitter` is added to the wait at random; `size_cap` is in bytes unpacked.

    `deadline` limits one request with all its tries. `replay` is the address of a replica to ask instead of the web,
    without waits unless `patient`. `proxy` and `certificates` (a file of authorities) are for networks that need them;
    a proxy resolves names itself, so it has to keep us from private addresses.
    """

    user_agent: str = "Gongbao/0.1 (reads public government notices; the operator has not set a contact)"
    wait: float = 2.0
    jitter: float = 1.0
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    deadline: float = 120.0
    retries: int = 3
    pause: float = 2.0
    longest_pause: float = 60.0
    size_cap: int = 20_000_000
    replay: str = ""
    patient: bool = False
    proxy: str = ""
    certificates: str = ""


class Lane:
    """Asks one host, when it is our turn. Cookies that it sets are sent back to it, and to no other.

    `rules` are those of its robots.txt by scheme, looked after by `Web` under the lock `asking_rules`.
    """

    def __init__(self, host: str, manners: Manners, turns: Turns) -> None:
        self._host, self._manners, self._turns = host, manners, turns
        retries = patience(manners.retries, manners.pause, manners.longest_pause)
        self._transport = Transport(retries, public=not (manners.replay or manners.proxy))
        self._session = session(self._transport, proxy=manners.proxy, certificates=manners.certificates)
        self._session.headers.update(ACCEPTS | {"User-Agent": manners.user_agent})
        self._one_at_a_time = threading.Lock()
        self.rules: dict[str, Robots] = {}
        self.asking_rules = threading.Lock()

    def ask(self, url: str, headers: Mapping[str, str], *, identity: str, delay: float = 0.0) -> Page:
        """Return the answer, whatever its status. Raises `Unreachable`, and `Refused` for what we refuse to read.

        `delay` is the wait that the host itself asks for.
        """
        wait = max(self._manners.wait, delay)
        with self._one_at_a_time, _explained(url):
            try:
                return self._answer(url, headers, identity, wait)
            except HTTPError as broken:
                log.info("%s: the answer broke off (%s), asked once more", url, broken)
                return self._answer(url, headers, identity, wait)

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _answer(self, url: str, headers: Mapping[str, str], identity: str, wait: float) -> Page:
        asked_pause, left = 0.0, self._take(url, wait)
        try:
            time.sleep(max(0.0, left + wait))
            deadline = time.monotonic() + self._manners.deadline
            with self._request(url, headers, deadline) as response:
                asked_pause = self._transport.asked_pause(response)
                return _page(response, _body(response, url, self._manners.size_cap, deadline), url, identity)
        finally:
            self._turns.give_back(self._host, max(asked_pause, random.uniform(0, self._manners.jitter)))

    def _take(self, url: str, wait: float) -> float:
        """Wait for our turn; the seconds until the host is free. Raises `Unreachable` if it is to be left alone."""
        manners, gives_up = self._manners, time.monotonic() + PATIENCE
        hold = wait + manners.jitter + manners.deadline + manners.read_timeout
        while (left := self._turns.take(self._host, most=manners.jitter, hold=hold)) is None:
            if time.monotonic() > gives_up:
                raise Unreachable(url, f"others have asked this host for {PATIENCE:.0f} seconds without end")
            time.sleep(random.uniform(0.5, 1.5) * LOOK_AGAIN)
        if left > manners.jitter:
            raise Unreachable(url, f"the host has asked to be left alone for {left:.0f} more seconds")
        return left

    def _request(self, url: str, headers: Mapping[str, str], deadline: float) -> requests.Response:
        manners = self._manners
        self._transport.give_up_at(deadline)
        return self._session.get(
            address.replayed(url, manners.replay),
            headers=headers,
            timeout=(manners.connect_timeout, manners.read_timeout),
            stream=True,
            allow_redirects=False,
        )


def _body(response: requests.Response, url: str, cap: int, deadline: float) -> bytes:
    """Read the body in the pieces in which it comes, so that neither a bomb nor a dripping server keeps us."""
    body = bytearray()
    while piece := response.raw.read1(65536, decode_content=True):
        body += piece
        if len(body) > cap:
            raise Refused(url, f"the answer is larger than {cap} bytes", "raise the size cap if it is right")
        if time.monotonic() > deadline:
            raise Unreachable(url, "the answer does not end in time")
    return bytes(body)


def _page(response: requests.Response, body: bytes, url: str, identity: str) -> Page:
    log.debug("%s: %s, %d bytes", url, response.status_code, len(body))
    headers = {name.lower(): value for name, value in response.headers.items()}
    headers.pop("set-cookie", None)  # pages are kept; a cookie may be a key
    return Page(
        identity=identity,
        url=url,
        body=body,
        headers=headers,
        fetched_at=datetime.now(UTC),
        status=response.status_code,
    )


@contextlib.contextmanager
def _explained(url: str) -> Iterator[None]:
    """Turn the errors of the libraries into one that says what happened."""
    try:
        yield
    except NotPublic as error:
        raise Refused(url, str(error), "only public sites are fetched") from error
    except SSLError as error:
        raise Unreachable(url, f"the certificate is not accepted ({_root(error)})") from error
    except Timeout as error:
        raise Unreachable(url, "no answer in time") from error
    except (RequestException, HTTPError) as error:
        raise Unreachable(url, f"no answer ({_root(error)})") from error
    except ValueError as error:  # requests looks at where a redirect leads before we do
        raise Refused(url, f"leads to what is no address ({error})") from error


def _root(error: BaseException) -> str:
    """The innermost reason, which libraries wrap several times, without the connection that it starts with."""
    inner = getattr(error, "reason", None) or next((part for part in error.args if isinstance(part, Exception)), None)
    if isinstance(inner, Exception):
        return _root(inner)
    return re.sub(r"^\w+\(host=.*?\): ", "", str(error)) or type(error).__name__
