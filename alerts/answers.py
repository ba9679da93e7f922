"""What came back over HTTP, as a receipt: the status, the service's reason, how long to leave it alone."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from urllib3.exceptions import NameResolutionError

from alerts.escape import shown
from alerts.line import Line
from alerts.receipt import Receipt

LONGEST_PAUSE = 24 * 3600.0
_PAUSES: Mapping[int, float] = {429: 60.0, 503: 30.0}
"""Seconds to leave a service alone that says it has too much to do and not for how long."""

_PASSING = frozenset({408, 409, 421, 423, 425, 429})
_REASONS = ("error", "message", "description", "errmsg", "detail", "reason")

LATE = "the receiver does not answer in time"
_FAULTS: tuple[tuple[type[Exception], str], ...] = (
    (NameResolutionError, "the receiver cannot be found: its name is not known"),
    (requests.exceptions.ProxyError, "the proxy does not let us through"),
    (requests.exceptions.SSLError, "the receiver's certificate cannot be trusted"),
    (requests.exceptions.ConnectTimeout, "the receiver cannot be reached in time"),
    (requests.exceptions.ReadTimeout, LATE),
    (ConnectionRefusedError, "the receiver refuses connections"),
    (ConnectionResetError, "the connection broke off"),
)


def refusal(line: Line) -> Receipt:
    """Return why a message was not taken; its error may still hold parts of the address."""
    if line.late:
        return Receipt(False, LATE)
    if line.fault is not None:
        return broken(line.fault)
    if line.answers:
        return refused_by(next((answer for answer in reversed(line.answers) if not answer.ok), line.answers[-1]))
    return Receipt(False, line.warnings[-1] if line.warnings else "the channel did not take the message")


def broken(fault: requests.RequestException) -> Receipt:
    """Return what a fault of the connection means."""
    causes = list(_causes(fault))
    told = (said for kind, said in _FAULTS for cause in causes if isinstance(cause, kind))
    return Receipt(False, next(told, "the connection broke off"))


def _causes(fault: object) -> Iterable[BaseException]:
    """Yield an exception and those it was made of: libraries wrap them in one another."""
    while isinstance(fault, BaseException):
        yield fault
        inner = getattr(fault, "reason", None) or next((arg for arg in fault.args if isinstance(arg, Exception)), None)
        fault = inner or fault.__cause__ or fault.__context__


def refused_by(answer: requests.Response) -> Receipt:
    """Return what an answer means: its status, and the reason that stands in it. Services refuse with 200, too."""
    body = _body(answer)
    reason = shown(_reason(body), 160)
    status = answer.status_code
    error = f"the receiver answered {status}" + (f": {reason}" if reason else "")
    permanent = 300 <= status < 500 and status not in _PASSING
    return Receipt(False, error, _pause(answer, body), permanent)


def _body(answer: requests.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        kind = answer.headers.get("Content-Type", "")
        return {"error": answer.text} if kind.startswith("text/plain") else {}


def _reason(body: Any) -> str:
    if not isinstance(body, dict):
        return ""
    return next((said for name in _REASONS if isinstance(said := body.get(name), str) and said), "")


def _pause(answer: requests.Response, body: Any) -> float | None:
    """Return the seconds a service asks for: in a header, or in the answer as Telegram, Discord and Matrix do."""
    asked = _header(answer.headers.get("Retry-After", ""))
    if asked is None and isinstance(body, dict):
        parameters = body.get("parameters")
        places = (parameters if isinstance(parameters, dict) else {}, body)
        asked = next((float(at["retry_after"]) for at in places if _is_number(at.get("retry_after"))), None)
        if asked is None and _is_number(body.get("retry_after_ms")):
            asked = body["retry_after_ms"] / 1000
    return _PAUSES.get(answer.status_code) if asked is None else min(max(asked, 0.0), LONGEST_PAUSE)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12  # NaN is not


def _header(retry_after: str) -> float | None:
    """Return the seconds of a Retry-After header, given as seconds or as a date; None without one."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError):
        return None
