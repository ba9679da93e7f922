"""What an answer is worth: a page, a refusal, a failure. A challenge page is never taken for "no news"."""

import re

from measures.model import Page
from scrapers import files
from scrapers.decode import decode
from scrapers.errors import Blocked, Challenged, Empty, Gone, Unreachable

REFUSALS = frozenset({401, 403, 407, 412, 451, 521})
"""412 and 521 are what Chinese government sites answer when they want a script to be run first."""

SCRIPTED = (b"document.cookie", b"__jsl_clearance", b"location.href", b'go({"bts"')
"""Traces of a challenge script. A normal page may hold one of them."""

TURNED_AWAY = re.compile(
    r"访问(?:过于)?频繁|安全验证|输入验证码|请求被拒绝|访问被拒绝|系统繁忙|Access Denied", re.IGNORECASE
)
MARKUP = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL)
SHORT = 200
"""Visible characters below which a page with such traces is no page."""


def judged(page: Page) -> Page:
    """Return the page if it is one. Raises `Blocked`, `Gone` or `Unreachable`."""
    if why := challenge(page):
        raise Challenged(page.url, f"{why} (status {page.status})")
    if page.status in REFUSALS:
        raise Blocked(page.url, f"the site refuses with status {page.status}")
    if page.status in (404, 410):
        raise Gone(page.url, f"the site has no such page (status {page.status})")
    if not 200 <= page.status < 300:
        raise Unreachable(page.url, f"the site answers with status {page.status}")
    if not page.body.strip():
        raise Empty(page.url, f"the answer is empty (status {page.status})")
    return page


def challenge(page: Page) -> str:
    """Say why this is a challenge instead of a page, or ""."""
    if files.kind(page):
        return ""
    scripted = sum(trace in page.body for trace in SCRIPTED) > 1
    if not scripted and len(page.body) > 20_000:
        return ""  # words alone are only believed on a small page
    visible = "".join(MARKUP.sub("", decode(page.body, page.headers.get("content-type", ""))).split())
    if len(visible) >= SHORT:
        return ""
    if scripted:
        return "a JavaScript challenge instead of the page"
    hit = TURNED_AWAY.search(visible)
    return f"a page that only says {hit[0]!r}" if hit else ""
