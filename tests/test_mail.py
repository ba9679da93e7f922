"""Mails as a mail server gets them: what is in them, to whom they go, what a refusal means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from changes import a_change, a_figure, a_revision
from receivers import Mailbox, mailbox, refused

from alerts import line
from alerts.channel import Channel
from alerts.render import Alert, alert
from alerts.send import Receipt, room, send
from alerts.telling import Telling

NEWS = alert([a_revision()], Telling(language="zh"))


@pytest.fixture
def post() -> Iterator[Mailbox]:
    with mailbox() as box:
        yield box


def sent(box: Mailbox, told: Alert = NEWS, key: str = "k-1", query: str = "") -> EmailMessage:
    assert send(Channel("sme.mail", box.apprise(query)), told, key=key) == Receipt(ok=True)
    return box.mails[-1]


def content(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_a_mail_is_html_with_our_own_plain_text_beside_it(post: Mailbox) -> None:
    mail = sent(post)
    assert mail.get_content_type() == "multipart/alternative"
    assert content(mail, "html").split() == NEWS.html.split()
    assert content(mail, "plain").split() == NEWS.text.split()
    assert mail.as_bytes().isascii(), "for servers that know nothing else"
    assert [part["Content-Language"] for part in mail.iter_parts()] == ["zh-Hans", "zh-Hans"]


def test_a_mail_is_sorted_folded_and_left_unanswered_by_its_headers(post: Mailbox) -> None:
    first, second, other = sent(post), sent(post), sent(post, key="k/2 <x>")
    assert first["Subject"] == NEWS.title
    assert (first["To"], first["X-Gongbao-Key"]) == ("desk@example.org", "k-1")
    assert first.get_all("Message-ID") == second.get_all("Message-ID") == ["<k-1@example.org>"]
    assert other["Message-ID"] == "<k-2-x-@example.org>"
    assert first["List-Id"] == "<sme.mail.gongbao.example.org>"
    assert (first["Auto-Submitted"], first["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert first["From"] == "Gongbao <gongbao@example.org>"
    assert first["Date"].datetime.tzinfo is not None


SUBJECTS = [
    *(f"Contradiction: {'239 smart factories (Fuzhou) and ' * 9}"[:length].strip() for length in range(60, 82)),
    "5G stations: 4.86 million (was 5.068 million, \u22124.1%)",
    "New figure: 4.86 million 5G stations in use (was 5.068 million, \u22124.1%) and \u201cmore\u201d \u2013 of it",
    "修订：5G基站486万个（此前为506.8万个，下降4.1%）" * 5,
    "x" * 200,
    "=?utf-8?q?not_ours?= and =?x",
]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_begins_on_its_line_and_keeps_its_blanks(post: Mailbox, subject: str) -> None:
    mail = sent(post, replace(NEWS, title=subject))
    (raw,) = re.findall(rb"(?m)^Subject:(.*\r\n(?:[ \t].*\r\n)*)", post.raw[-1])
    lines = raw.decode("ascii").splitlines()
    assert all(line.strip() for line in lines)
    assert lines[0].startswith(" ")
    assert not lines[0].startswith("  ")
    assert all(len(line) <= 78 for line in lines)
    assert str(mail["Subject"]) == subject
    unfolded = "".join(lines)[1:]
    assert str(make_header(decode_header(unfolded))) == subject, "as older programs read it"


def test_the_parts_of_a_message_stand_together(post: Mailbox) -> None:
    first, second = sent(post, key="abc.1"), sent(post, key="abc.2")
    assert (first["Message-ID"], first["In-Reply-To"]) == ("<abc.1@example.org>", None)
    assert second["In-Reply-To"] == second["References"] == first["Message-ID"]


def test_names_and_addresses_of_the_channel_are_kept(post: Mailbox) -> None:
    query = "&to=%E7%8E%8B%E8%8A%B3%3Cfang@example.org%3E&cc=c@example.org&bcc=b@example.org&reply=r@example.org"
    mail = sent(post, query=query.replace("&to=", "&name=%E5%85%AC%E6%8A%A5&to=") + "&%2BX-Room=7&%2BSubject=no")
    (reader,), (sender,) = mail["To"].addresses, mail["From"].addresses
    assert reader == Address("王芳", addr_spec="fang@example.org")
    assert sender == Address("公报", addr_spec="gongbao@example.org")
    assert (mail["Cc"], mail["Reply-To"], mail["Bcc"], mail["X-Room"]) == (
        "c@example.org",
        "r@example.org",
        None,
        "7",
    )
    assert mail.get_all("Subject") == [NEWS.title]
    assert post.recipients[-1] == ["fang@example.org", "b@example.org", "c@example.org"]


def test_plain_text_alone_if_the_address_says_so(post: Mailbox) -> None:
    mail = sent(post, query="&format=text")
    assert mail.get_content_type() == "text/plain"
    assert content(mail, "plain").split() == NEWS.text.split()


def test_a_mail_larger_than_programs_show_is_plain_text(post: Mailbox) -> None:
    long = replace(NEWS, html="x" * 100_000)
    assert not room(Channel("sme.mail", post.apprise())).holds(long.html)
    assert sent(post, long).get_content_type() == "text/plain"


@pytest.mark.parametrize("name", ["title", "text", "html"])
def test_what_is_told_cannot_write_headers_nor_break_a_mail(post: Mailbox, name: str) -> None:
    told = replace(NEWS, **{name: "x\r\nBcc: all@evil.example\r\n\r\n.\r\nQUIT\r\n\ud800\x00 y"})
    mail = sent(post, told)
    assert mail["Bcc"] is None
    assert post.recipients[-1] == ["desk@example.org"]
    assert "y" in (mail["Subject"] if name == "title" else mail.as_string())


def test_headers_of_the_address_cannot_write_others(post: Mailbox) -> None:
    receipt = send(Channel("m", post.apprise("&%2BX-A=b%0D%0ABcc:%20x@evil.example")), NEWS, key="k")
    assert (receipt.ok, receipt.permanent) == (False, True)
    assert "header" in receipt.error
    assert not post.mails


@pytest.mark.parametrize(
    ("refusal", "permanent", "said"),
    [
        ("451 4.3.2 not now", False, "the mail server answered 451 4.3.2 not now"),
        ("554 5.7.1 no such mail here", True, "the mail server answered 554 5.7.1 no such mail here"),
        ("550 5.1.1 desk@example.org is unknown", True, "the mail server answered 550 5.1.1 recipient 1 is unknown"),
        ("cut", False, "the connection to the mail server broke off"),
    ],
)
def test_a_refusal_says_whether_it_will_pass(refusal: str, permanent: bool, said: str) -> None:
    with mailbox(refusal) as box:
        assert send(Channel("m", box.apprise()), NEWS, key="k") == Receipt(False, said, permanent=permanent)
        assert sent(box)["Message-ID"] == "<k-1@example.org>"


def test_a_server_that_hangs_or_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with mailbox("hang") as box:
        receipt = send(Channel("m", box.apprise("&rto=0.3")), NEWS, key="k")
        assert receipt == Receipt(False, "the mail server does not answer in time")
    with mailbox("hang") as box:
        monkeypatch.setattr(line, "LONGEST", 0.4)
        receipt = send(Channel("m", box.apprise("&rto=0.2&cto=0.1")), NEWS, key="k")
        assert "in time" in receipt.error
    address = f"mailto://127.0.0.1:{refused()}?from=a@example.org&to=b@example.org"
    assert send(Channel("m", address), NEWS, key="k") == Receipt(False, "the mail server refuses connections")
    unknown = "mailto://no-such-host.invalid?from=a@example.org&to=b@example.org"
    assert "cannot be found" in send(Channel("m", unknown), NEWS, key="k").error


@dataclass
class Choosy(Mailbox):
    """Refuses some recipients."""

    unwanted: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.unwanted:
            return self.unwanted[address]
        envelope.rcpt_tos.append(address)
        return "250 ok"


TWO = "&to=a@example.org,b@example.org"


def test_several_recipients_get_one_mail(post: Mailbox) -> None:
    mail = sent(post, query=TWO)
    assert len(post.mails) == 1
    assert (mail["To"], post.recipients) == ("a@example.org, b@example.org", [["a@example.org", "b@example.org"]])


def test_a_recipient_refused_for_good_costs_the_others_nothing_and_is_told() -> None:
    with mailbox(of=Choosy) as box:
        assert isinstance(box, Choosy)
        box.unwanted["b@example.org"] = "550 5.1.1 <b@example.org> nobody here"
        receipt = send(Channel("m", box.apprise(TWO)), NEWS, key="k")
        assert receipt.ok
        assert receipt.error == ("1 of 2 recipients refused for good: recipient 2: 550 5.1.1 <recipient 2> nobody here")
        assert box.recipients == [["a@example.org"]]


def test_a_recipient_refused_for_the_moment_lets_none_get_it_twice() -> None:
    with mailbox(of=Choosy) as box:
        assert isinstance(box, Choosy)
        box.unwanted["b@example.org"] = "450 4.7.1 greylisted, come back"
        receipt = send(Channel("m", box.apprise(TWO)), NEWS, key="k")
        assert (receipt.ok, receipt.permanent, box.mails) == (False, False, [])
        box.unwanted.clear()
        assert send(Channel("m", box.apprise(TWO)), NEWS, key="k").ok
        assert box.recipients == [["a@example.org", "b@example.org"]]


def test_a_full_mailbox_holds_up_nobody_else() -> None:
    with mailbox(of=Choosy) as box:
        assert isinstance(box, Choosy)
        box.unwanted["a@example.org"] = "452 4.2.2 mailbox full"
        assert "recipient 1: 452 4.2.2 mailbox full" in send(Channel("m", box.apprise(TWO)), NEWS, key="k").error
        assert box.recipients == [["b@example.org"]]


def test_nothing_is_sent_in_the_clear_that_was_to_be_encrypted(post: Mailbox) -> None:
    receipt = send(Channel("m", post.apprise("&pgp=encrypt")), NEWS, key="k")
    assert (receipt.ok, receipt.permanent) == (False, True)
    starttls = send(Channel("m", post.apprise("&mode=starttls")), NEWS, key="k")
    assert not starttls.ok
    assert "encryption" in starttls.error
    assert not post.mails


def test_a_login_that_the_server_does_not_offer_is_said(post: Mailbox) -> None:
    receipt = send(Channel("m", post.apprise().replace("127", "me:s3cr3t-Passw0rd@127", 1)), NEWS, key="k")
    assert (receipt.ok, receipt.permanent) == (False, True)
    assert "login" in receipt.error


def test_many_changes_of_one_document_are_one_mail(post: Mailbox) -> None:
    told = alert([a_change(a_figure(n + 2), id=n) for n in range(40)], Telling())
    assert all(f"{n + 2} robot enterprises" in content(sent(post, told), "plain") for n in (0, 19))
