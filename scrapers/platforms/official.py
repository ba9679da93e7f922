"""What the pages of Chinese authorities share: attachments, and refusals in a friendly answer."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

from bs4.element import Tag

from measures.model import Attachment, Page
from scrapers.address import parts
from scrapers.answers import TURNED_AWAY
from scrapers.decode import text_of
from scrapers.errors import Blocked, LayoutChanged
from scrapers.html import absolute, links, squeeze, text

FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|csv)$", re.IGNORECASE)


def answer(page: Page) -> dict[str, Any]:
    """Read a JSON object. Raises `Blocked` for a refusal in its place, else `LayoutChanged`."""
    try:
        found = json.loads(text_of(page))
    except ValueError:
        raise unreadable(page, "not JSON") from None
    if isinstance(found, dict):
        return found
    raise unreadable(page, "not a JSON object")


def unreadable(page: Page, seen: str) -> Blocked | LayoutChanged:
    """The error that a page deserves which is not what it should be: a refusal is never taken for an empty list."""
    words = _unescaped(text_of(page))
    if refusal := TURNED_AWAY.search(words[:5000]):
        return Blocked(page.url, f"the answer says {refusal[0]!r}")
    return LayoutChanged(page.url, f"{seen}: {squeeze(words)[:80]!r}")


def _unescaped(words: str) -> str:
    """The same JSON with its characters written out, or what is no JSON as it is."""
    try:
        return json.dumps(json.loads(words), ensure_ascii=False)
    except ValueError:
        return words


def attachments(node: Tag, url: str) -> tuple[Attachment, ...]:
    """The files that an element links to or shows in a frame, each once, in order of the page: frames first."""
    found: dict[str, Attachment] = {}
    for address, title in [*_frames(node, url), *links(node, url), *_saved(node, url)]:
        if FILE.search(parts(address).path):
            found.setdefault(address, Attachment(address, title))
    return tuple(found.values())


def _saved(node: Tag, url: str) -> Iterator[tuple[str, str]]:
    """The links of a saved page that does not know its address: what they name may lie beside it."""
    for tag in node.find_all("a", href=True) if not url else ():
        href = str(tag["href"]).strip()
        if not parts(href).scheme:
            yield href, squeeze(str(tag.get("title") or "") or text(tag).replace("\n", " "))


def _frames(node: Tag, url: str) -> Iterator[tuple[str, str]]:
    for frame in node.select("iframe, embed[src]"):
        address = absolute(url, str(frame.get("fileurl") or frame.get("src") or ""))
        # A viewer is shown instead of the file: pdfjs/web/viewer.html?file=/cms_files/....pdf
        inner = parse_qs(parts(address).query).get("file")
        yield (absolute(url, inner[0]) if inner else address), squeeze(str(frame.get("title") or ""))
