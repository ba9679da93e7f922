"""What may act in a message, by its format: markup, addresses, mentions, characters that steer a screen."""

import json
import re
import unicodedata
from collections.abc import Iterator
from email.message import EmailMessage
from urllib.parse import urlsplit
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt

OURS = frozenset({"www.example.org"})
"""Hosts that may be linked: that of the page."""
MENTIONS = re.compile(r"@(everyone|here|channel|room|all)\b|<[!@#]\w|＠all|@\[")
ADDRESSES = re.compile(r"(?i)https?://(www\.)?evil|www\.evil|mailto:x|x@evil|evil\.example")
FORBIDDEN = ("script", "iframe", "img", "object", "embed", "form", "input", "link", "meta[http-equiv]", "base", "svg a")
ACTED = re.compile(r"94011|\bacted</title>")
HEADERS = re.compile(
    r"(?i)^(accept(-encoding)?|authorization|connection|content-(length|type)|host|user-agent|x-markdown|x-gongbao-key)$"
)
MAIL_HEADERS = re.compile(
    r"(?i)^(content-\w+(-\w+)?|date|from|to|subject|message-id|list-id|auto-submitted|mime-version|x-auto-response-suppress"
    r"|x-application|x-gongbao-key|x-mailer)$"
)


def in_text(text: str) -> Iterator[str]:
    """Name what would act in plain text: mentions, addresses that programs make links of, what a template made."""
    for name, pattern in (("mention", MENTIONS), ("address", ADDRESSES), ("template", ACTED)):
        if found := pattern.search(text):
            yield f"{name} {found[0]!r}"
    yield from steering(text)


def steering(text: str) -> Iterator[str]:
    """Name characters that steer a screen: controls, directions."""
    for char in sorted(set(text) - set("\n\t\u200b")):
        if unicodedata.category(char) in {"Cc", "Cf", "Cs"}:
            yield f"character U+{ord(char):04X}"


def on_screens(text: str) -> Iterator[str]:
    """What would act in a terminal."""
    yield from in_text(text)


def in_html(html: str) -> Iterator[str]:
    """Name elements that act, handlers, and links that lead elsewhere."""
    page = BeautifulSoup(html, "html.parser")
    yield from (f"<{tag.name}>" for tag in page.select(", ".join(FORBIDDEN)))
    for tag in page.find_all(True):
        yield from _in_tag(tag)
    yield from in_text(page.get_text())


def _in_tag(tag: Tag) -> Iterator[str]:
    for name, value in tag.attrs.items():
        if name.startswith("on") or name in {"src", "srcset", "background", "action", "formaction"}:
            yield f"{tag.name} {name}"
        if name == "href" and not _is_ours(str(value)):
            yield f"link {value}"
        if name == "style" and re.search(r"url|expression|import", str(value)):
            yield f"style {value}"


def _is_ours(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and parts.hostname in OURS


def in_markdown(text: str) -> Iterator[str]:
    """Name what acts in markdown once it is shown, tables and bare addresses made links; and mentions in its source."""
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    yield from in_html(shown)
    yield from (f"mention {found[0]!r}" for found in MENTIONS.finditer(text))


def in_post(body: str) -> Iterator[str]:
    """Name what acts in a JSON message: its texts as markdown, its `formatted_body` as HTML. Data are data."""
    said = json.loads(body)
    for name in ("title", "message", "text", "body"):
        if isinstance(said.get(name), str):
            yield from in_markdown(said[name])
            yield from steering(said[name].replace("\r", ""))
    yield from in_html(said.get("formatted_body", ""))
    for name in ("click", "attach", "actions", "attachments", "icon"):
        if said.get(name):
            yield f"field {name}"


def is_strange(header: str) -> bool:
    """Tell a header of a request that none of ours is."""
    return not HEADERS.match(header)


def in_mail(mail: EmailMessage) -> Iterator[str]:
    """Name headers that none of ours is, other recipients, parts that are no text, and what acts in the texts."""
    yield from (f"header {name}" for name in mail if not MAIL_HEADERS.match(name))
    yield from (f"to {mail['To']}" for _ in [0] if str(mail["To"]) != "desk@example.org")
    yield from steering(str(mail["Subject"]))
    yield from (f"mention {found[0]!r}" for found in MENTIONS.finditer(str(mail["Subject"])))
    for part in mail.walk():
        if part.is_multipart():
            continue
        text = part.get_content()
        yield from in_html(text) if part.get_content_subtype() == "html" else in_text(text.replace("\r\n", "\n"))


def in_feed(text: str, suffix: str) -> Iterator[str]:
    """Name what acts in the entries of an Atom or a JSON feed."""
    if suffix == ".json":
        for item in json.loads(text)["items"]:
            yield from in_html(item.get("content_html", ""))
            yield from in_text(item.get("title", ""))
        return
    for content in ElementTree.fromstring(text).iter():
        if content.tag.endswith(("}content", "}summary")):
            yield from in_html(content.text or "")
