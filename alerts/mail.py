"""A mail: HTML with our plain text beside it, in headers that mail programs sort, fold and answer by.

The same message always has the same Message-ID, so that a program that gets it twice shows it once. The parts of a
message that was divided (their keys end in .1, .2) answer the first.
"""

import re
from datetime import UTC, datetime
from email.header import Header
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime
from typing import Any, cast

from alerts.escape import shown
from alerts.fitting import shortened
from alerts.line import KEY_HEADER
from alerts.render import Alert
from alerts.room import room_of

_SUBJECT = 250
_PART = re.compile(r"(.+)\.(\d+)")
_UNBROKEN = re.compile(r"\S{60}")
_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9.-]+")


class _Subject(UniqueUnstructuredHeader):
    """A subject that begins on the line of its name, and is encoded whole or not at all.

    As other headers are folded, one may begin on a line of its own, and has two blanks where encoded words begin.
    """

    name: str

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        super().parse(value, kwds)
        kwds["decoded"] = value  # what looks encoded in a page's words was written so

    def fold(self, *, policy: Policy) -> str:
        text = str(self)
        charset = "us-ascii" if text.isascii() and "=?" not in text and not _UNBROKEN.search(text) else "utf-8"
        folded = Header(text, charset, header_name=self.name).encode(linesep=policy.linesep)
        return f"{self.name}: {folded}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("subject", cast("type[BaseHeader]", _Subject))  # the registry makes it one


def written(plugin: Any, alert: Alert, channel: str, key: str) -> EmailMessage:
    """Return the mail from what Apprise read of the address. Raises ValueError if one of its addresses is none."""
    mail = EmailMessage(SMTP.clone(cte_type="7bit", header_factory=_HEADERS))  # for servers that know nothing else
    name, address = plugin.from_addr
    sender = _address(name or "Gongbao", address)
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["From"] = sender
    mail["To"] = [_address(*target) for target in plugin.targets]
    for name, addresses in (("Cc", plugin.cc), ("Reply-To", plugin.reply_to)):
        if addresses:
            mail[name] = [_address(plugin.names.get(address), address) for address in sorted(addresses)]
    mail["Subject"] = shown(alert.title, _SUBJECT)
    mail["Message-ID"] = _named(key, sender)
    if (part := _PART.fullmatch(key)) and part[2] != "1":
        mail["In-Reply-To"] = mail["References"] = _named(f"{part[1]}.1", sender)
    mail["List-Id"] = f"<{_NOT_IN_IDS.sub('-', channel)}.gongbao.{sender.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail[KEY_HEADER] = key
    for name, value in plugin.headers.items():
        if name not in mail:
            mail[name] = value
    _fill(mail, plugin, alert)
    return mail


def _named(key: str, sender: Address) -> str:
    return f"<{_NOT_IN_IDS.sub('-', key)}@{sender.domain}>"


def _fill(mail: EmailMessage, plugin: Any, alert: Alert) -> None:
    told = shortened(alert, room_of(plugin))
    mail.set_content(_clean(alert.text if told == alert.html else told))
    if told == alert.html:
        mail.add_alternative(_clean(told), subtype="html")
    for part in mail.walk():
        if not part.is_multipart():
            part["Content-Language"] = "zh-Hans" if alert.language == "zh" else "en"


def _address(name: str | None, address: str) -> Address:
    return Address(shown(name or "", 100), addr_spec=address)


def _clean(text: str) -> str:
    """Return text that has bytes: half a character has none."""
    return text.encode(errors="replace").decode()
