"""Secrets out of every text that leaves us: logs, run history, errors. Prefect itself hides nothing."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from alerts.channel import HIDDEN, secrets

_NAMES = r"pass(?:word|wd|phrase)?|pwd|secret|token|auth|(?:api|access|private|secret)[_-]?key|key|sig(?:nature)?|sign"
_PLAIN = r"pass(?:word|wd|phrase)|pwd|secret|token|(?:api|access|private|secret)[_-]?key"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"://(?P<secret>[^\s/?#@'\"]+)@",
        rf"[?&;](?:[\w-]*[_-])?(?:{_NAMES})=(?P<secret>[^&#\s'\"]+)",
        r"\b(?:Bearer|Basic|Token) +(?P<secret>[\w.~+/=-]{8,})",
        rf"\b(?:\w*_)?(?:{_PLAIN})['\"]?\s*[=:]\s*['\"]?(?!\*\*\*)(?P<secret>[^\s'\",;&]{{4,}})",
        # Chat services whose address is the secret.
        r"(?:hooks\.slack\.com/services/|/api/webhooks/|/bot/v2/hook/)(?P<secret>[\w/-]+)",
        r"api\.telegram\.org/bot(?P<secret>[\w:-]+)",
    )
)
_known: set[str] = set()


def conceal(urls: Iterable[str]) -> None:
    """Hide these addresses from now on, and the parts of them that let somebody in."""
    for url in urls:
        _known.update(secrets(url))


def redact(text: str) -> str:
    """Return the text with `***` for every secret that is known or looks like one."""
    shown, end = "", 0
    for start, stop in sorted(_places(text)):
        if stop > end:  # secrets may overlap
            shown, end = shown + (text[end:start] + HIDDEN if start >= end else ""), stop
    return shown + text[end:]


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where secrets stand. All are looked for in the text as it is: one that is hidden would hide another's name."""
    for pattern in _PATTERNS:
        yield from (found.span("secret") for found in pattern.finditer(text))
    for secret in _known:
        yield from (found.span() for found in re.finditer(re.escape(secret), text))


def install() -> None:
    """Redact every log record of this process as it is made, whoever handles it. Doing it twice changes nothing."""
    made = logging.getLogRecordFactory()
    if not isinstance(made, _Factory):
        logging.setLogRecordFactory(_Factory(made))


class _Factory:
    """Makes log records without secrets."""

    def __init__(self, made: Callable[..., logging.LogRecord]) -> None:
        self._made = made

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record = self._made(*args, **kwargs)
        _redact_record(record)
        return record


def _redact_record(record: logging.LogRecord) -> None:
    try:
        said = record.getMessage()
    except (TypeError, ValueError):  # a message that does not fit its arguments
        said = f"{record.msg} {record.args}"
    record.msg, record.args = redact(said), ()
    if record.exc_info and record.exc_info[0]:
        record.exc_text = redact(logging.Formatter().formatException(record.exc_info))
        record.exc_info = None
