"""Handing a mail to its server: one conversation, one mail to all recipients, so that none gets it twice.

A recipient refused for the moment holds up the mail for all of them; one refused for good costs the others nothing.
"""

import smtplib
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from socket import gaierror
from typing import Any

from alerts.escape import shown
from alerts.receipt import Receipt

_FULL = ("4.2.1", "4.2.2")
"""Answers that pass by their number, but last: the mailbox is closed, or full."""

_TAKEN = (250, 251)

_FAULTS: tuple[tuple[type[Exception], str, bool], ...] = (
    (ssl.SSLCertVerificationError, "the mail server's certificate cannot be trusted", True),
    (gaierror, "the mail server cannot be found: its name is not known", False),
    (ConnectionRefusedError, "the mail server refuses connections", False),
    (TimeoutError, "the mail server does not answer in time", False),
    (
        smtplib.SMTPNotSupportedError,
        "the mail server does not offer the login or the encryption of the address",
        True,
    ),
)


class _Refused(Exception):
    """The server said no: its code and its words."""

    def __init__(self, code: int, said: bytes | str) -> None:
        words = said if isinstance(said, str) else said.decode(errors="replace")
        self.permanent = code >= 500
        self.lasts = self.permanent or words.startswith(_FULL)
        super().__init__(f"{code} {shown(words, 160)}")


def deliver(plugin: Any, mail: EmailMessage) -> Receipt:
    """Hand a mail to the server of its address, and return what it answered; nothing the server does raises."""
    recipients = list(dict.fromkeys([address for _, address in plugin.targets] + sorted(plugin.cc | plugin.bcc)))
    try:
        with _connected(plugin) as server:
            refused = _hand_over(server, plugin.from_addr[1], recipients, mail.as_bytes())
    except _Refused as refusal:
        return Receipt(False, _veiled(f"the mail server answered {refusal}", recipients), permanent=refusal.permanent)
    except smtplib.SMTPResponseException as refusal:
        said = _Refused(refusal.smtp_code, refusal.smtp_error)
        return Receipt(False, _veiled(f"the mail server answered {said}", recipients), permanent=said.permanent)
    except (OSError, smtplib.SMTPException) as fault:
        return _broken(fault)
    return Receipt(True, _veiled(_told(refused, len(recipients)), recipients))


def _broken(fault: Exception) -> Receipt:
    """Return what a fault of the connection means; smtplib wraps that of the socket."""
    causes = (fault, fault.__context__)
    told = ((words, lasts) for kind, words, lasts in _FAULTS if any(isinstance(cause, kind) for cause in causes))
    words, lasts = next(told, ("the connection to the mail server broke off", False))
    return Receipt(False, words, permanent=lasts)


@contextmanager
def _connected(plugin: Any) -> Iterator[smtplib.SMTP]:
    trust = ssl.create_default_context()
    if not plugin.verify_certificate:
        trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    where = plugin.smtp_host, plugin.port, None, plugin.socket_connect_timeout
    server = smtplib.SMTP_SSL(*where, context=trust) if plugin.secure_mode == "ssl" else smtplib.SMTP(*where)
    try:
        assert server.sock is not None
        server.sock.settimeout(plugin.socket_read_timeout)
        if plugin.secure_mode == "starttls":
            server.starttls(context=trust)
        if plugin.user and plugin.password:
            server.login(plugin.user, plugin.password)
        yield server
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()


def _hand_over(server: smtplib.SMTP, sender: str, recipients: Sequence[str], mail: bytes) -> Mapping[str, _Refused]:
    """Send a mail once to all recipients; returns those refused for good. Raises `_Refused` if nobody is sent it."""
    server.ehlo_or_helo_if_needed()
    _accepted(*server.mail(sender))
    answers = {recipient: server.rcpt(recipient) for recipient in recipients}
    refused = {at: _Refused(code, said) for at, (code, said) in answers.items() if code not in _TAKEN}
    passing = [refusal for refusal in refused.values() if not refusal.lasts]
    if passing or len(refused) == len(recipients):
        raise next(iter(passing or refused.values()))
    _accepted(*server.data(mail))
    return refused


def _accepted(code: int, said: bytes) -> None:
    if code != 250:
        raise _Refused(code, said)


def _told(refused: Mapping[str, _Refused], recipients: int) -> str:
    """Return what became of recipients that were refused while others were sent the mail; "" if there are none."""
    if not refused:
        return ""
    reasons = "; ".join(f"{address}: {refusal}" for address, refusal in refused.items())
    return f"{len(refused)} of {recipients} recipients refused for good: {reasons}"


def _veiled(said: str, recipients: Sequence[str]) -> str:
    """Return an answer with the place of a recipient in the address instead of its own address."""
    for place, recipient in enumerate(recipients, 1):
        said = said.replace(recipient, f"recipient {place}")
    return said
