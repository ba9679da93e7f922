"""Sessions that connect to public addresses only, and give up in time."""

import time
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from socket import socket
from typing import Any, Self

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import MaxRetryError
from urllib3.util.retry import Retry

NAT64 = IPv6Network("64:ff9b::/96")
BUSY = frozenset({429, 500, 502, 503, 504})


class NotPublic(Exception):
    """An address that we do not connect to."""


class Patience(Retry):
    """Retries with back-off, `Retry-After` honoured, and none after the deadline (on the monotonic clock)."""

    deadline: float = float("inf")

    def new(self, **changes: Any) -> Self:
        """Copy with changes; the deadline stays."""
        copy = super().new(**changes)
        copy.deadline = self.deadline
        return copy

    def increment(self, *args: Any, **kwargs: Any) -> Self:
        """Count one more try. Raises `MaxRetryError` when none is left, or no time for it."""
        following = super().increment(*args, **kwargs)
        response = kwargs.get("response")
        pause = max(following.get_backoff_time(), (response and self.get_retry_after(response)) or 0.0)
        if time.monotonic() + pause < self.deadline:
            return following
        error = kwargs.get("error") or TimeoutError("no time left to try again")
        raise MaxRetryError(kwargs["_pool"], str(args[1]), error)


def patience(retries: int, pause: float, longest: float) -> Patience:
    """Retries on lost connections, 429 and 5xx; the pauses double from `pause` seconds up to `longest`.

    `Retry-After` is honoured in full: where it does not fit before the deadline, there is no further try.
    """
    return Patience(
        total=retries,
        redirect=0,
        other=0,
        allowed_methods={"GET"},
        status_forcelist=BUSY,
        raise_on_status=False,
        raise_on_redirect=False,
        backoff_factor=pause,
        backoff_max=longest,
        backoff_jitter=pause / 2,
    )


class Transport(HTTPAdapter):
    """Connections of one session; `public` ones refuse private, loopback, link-local and metadata addresses."""

    def __init__(self, retries: Patience, *, public: bool) -> None:
        super().__init__(max_retries=retries)
        self._patience = retries
        if public:
            self.poolmanager.pool_classes_by_scheme = {"http": _PublicPool, "https": _PublicPoolTLS}

    def asked_pause(self, answer: requests.Response) -> float:
        """The seconds that a busy host asks to be left alone."""
        return (self._patience.get_retry_after(answer.raw) or 0.0) if answer.status_code in (429, 503) else 0.0

    def give_up_at(self, deadline: float) -> None:
        """Start no further try after this moment of the monotonic clock."""
        self._patience.deadline = deadline


def session(transport: Transport, *, proxy: str = "", certificates: str = "") -> requests.Session:
    """A session of our own settings: no proxies, passwords or certificates are taken from the environment."""
    made = requests.Session()
    made.trust_env = False
    made.mount("http://", transport)
    made.mount("https://", transport)
    if proxy:
        made.proxies = {"http": proxy, "https": proxy}
    if certificates:
        made.verify = certificates
    return made


def check_public(address: str) -> None:
    """Raise `NotPublic` for an IP address that is not on the public internet, `ValueError` for what is none."""
    ip = _inner(ip_address(address.partition("%")[0]))
    if not ip.is_global or ip.is_multicast:
        raise NotPublic(f"leads to {address}, which is not on the public internet")


def _inner(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address stands for, so that a private one cannot hide in it."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip


class _PublicConnection(HTTPConnection):
    def _new_conn(self) -> socket:
        return _checked(super()._new_conn())


class _PublicConnectionTLS(HTTPSConnection):
    def _new_conn(self) -> socket:
        return _checked(super()._new_conn())


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _PublicConnection


class _PublicPoolTLS(HTTPSConnectionPool):
    ConnectionCls = _PublicConnectionTLS


def _checked(connected: socket) -> socket:
    """Check the peer before a byte is sent: a name that is resolved twice could answer differently."""
    try:
        check_public(connected.getpeername()[0])
    except BaseException:
        connected.close()
        raise
    return connected
