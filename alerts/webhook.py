"""Webhooks: the alert as JSON, and an answer that says how long to wait.

Apprise reads the address (json://, jsons:// with its options); the request is ours, because Apprise keeps neither the
status nor the `Retry-After` of an answer. Redirects are failures: they would carry the message and its key elsewhere.
"""

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode
from urllib.request import getproxies, proxy_bypass

import certifi
from urllib3 import PoolManager, ProxyManager, Timeout
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ReadTimeoutError, SSLError
from urllib3.util import make_headers

from alerts.receipt import Receipt
from alerts.render import Alert

KEY_HEADER = "X-Gongbao-Key"
LONGEST_PAUSE = 24 * 3600.0

_FAULTS: tuple[tuple[type[HTTPError], str], ...] = (
    (NewConnectionError, "the receiver refuses connections or cannot be found"),
    (ConnectTimeoutError, "the receiver cannot be reached in time"),
    (ReadTimeoutError, "the receiver does not answer in time"),
    (SSLError, "the receiver's certificate cannot be trusted"),
)


def post(plugin: Any, alert: Alert, key: str) -> Receipt:
    """Send an alert to the address that Apprise's JSON plugin holds; nothing the receiver does raises."""
    headers = {"Content-Type": "application/json", "User-Agent": "Gongbao", **plugin.headers, KEY_HEADER: key}
    if plugin.user:
        headers |= make_headers(basic_auth=f"{plugin.user}:{plugin.password or ''}")
    try:
        with _pool(plugin) as pool:
            answer = pool.request(
                plugin.method,
                _address(plugin),
                body=json.dumps(_payload(plugin, alert, key)).encode(),
                headers=headers,
                timeout=Timeout(connect=plugin.socket_connect_timeout, read=plugin.socket_read_timeout),
                retries=False,
                redirect=False,
            )
    except HTTPError as error:
        reason = next((said for kind, said in _FAULTS if isinstance(error, kind)), "the connection broke off")
        return Receipt(ok=False, error=reason)
    if 200 <= answer.status < 300:
        return Receipt(ok=True)
    return Receipt(False, f"the receiver answered {answer.status}", _pause(answer.headers.get("Retry-After", "")))


def _payload(plugin: Any, alert: Alert, key: str) -> dict[str, Any]:
    """Return Apprise's fields and ours; `:field=name` in the address renames a field, `:field=` leaves it out."""
    payload = {
        "version": "1.0",
        "type": "info",
        "message": alert.text,
        "attachments": [],
        **alert.data,
        "title": alert.title,
        "key": key,
    }
    for name, value in plugin.payload_extras.items():
        known = payload.pop(name, None)
        if known is None:
            payload[name] = value
        elif value:
            payload[value] = known
    return payload


def _address(plugin: Any) -> str:
    port = f":{plugin.port}" if plugin.port else ""
    query = f"?{urlencode(plugin.params)}" if plugin.params else ""
    return f"{_scheme(plugin)}://{plugin.host}{port}{plugin.fullpath or '/'}{query}"


def _scheme(plugin: Any) -> str:
    return "https" if plugin.secure else "http"


def _pool(plugin: Any) -> PoolManager:
    checks = "CERT_REQUIRED" if plugin.verify_certificate else "CERT_NONE"
    proxy = "" if proxy_bypass(plugin.host) else getproxies().get(_scheme(plugin), "")
    if proxy:
        return ProxyManager(proxy, cert_reqs=checks, ca_certs=certifi.where())
    return PoolManager(cert_reqs=checks, ca_certs=certifi.where())


def _pause(retry_after: str) -> float | None:
    """Return the seconds of a Retry-After header, given as seconds or as a date; None without one."""
    if retry_after.strip().isdigit():
        return min(float(retry_after), LONGEST_PAUSE)
    try:
        wait = (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError):
        return None
    return min(max(wait, 0.0), LONGEST_PAUSE)
