"""The main text of a page of unknown layout, without the menus and boxes around it."""

import copy
import logging
import re
from collections import defaultdict

from bs4 import BeautifulSoup
from bs4.element import Tag

from scrapers.html import text

ASIDES = "nav, aside, footer, form, menu, dialog, [role=navigation], [role=complementary], [hidden]"
BLOCKS = ("ul", "ol", "dl", "div", "section", "table", "p")
COVERED = 0.9
"""The share of the found text that an element must hold to be its container."""

LOOSE = 2.0
"""A container with so many times the found text holds other things beside it."""

log = logging.getLogger(__name__)


def main_text(markup: str, tree: BeautifulSoup, url: str) -> str:
    """Find the main text, or "". trafilatura finds where it stands; we read it there.

    What trafilatura returns lacks lines after <br>, items of short lists and passages that occur twice, so its text is
    taken only where the element around it holds much else.
    """
    found, mode = _found(markup, url)
    if not found or tree.body is None:
        log.info("%s: no main text found", url)
        return found
    whole = text(pruned(_container(tree.body, found)))
    if len(_bare(whole)) > LOOSE * len(_bare(found)) + 100:
        log.info("%s: main text as trafilatura (%s) gives it", url, mode)
        return found
    log.info("%s: main text of the element that trafilatura (%s) points to", url, mode)
    return whole


def _found(markup: str, url: str) -> tuple[str, str]:
    from trafilatura import extract

    for mode, precise in (("precision", True), ("default", False)):
        words = extract(markup, url=url or None, favor_precision=precise, include_comments=False)
        if lines := [line for line in map(_line, (words or "").split("\n")) if line]:
            return "\n".join(lines), mode
    return "", "nothing"


def _line(line: str) -> str:
    """A line without the marks that stand for list items and table rules."""
    return "" if re.fullmatch(r"[|\s:-]*", line) else re.sub(r"^- |^\| | \|\s*$", "", line).strip()


def _container(body: Tag, found: str) -> Tag:
    """The deepest element that holds (nearly) all of the found lines."""
    lines = [bare for bare in map(_bare, found.split("\n")) if bare]
    wanted = COVERED * _held(body, lines)
    inner: Tag | None = body
    while inner is not None:
        here = inner
        inner = next((child for child in here.find_all(True, recursive=False) if _held(child, lines) >= wanted), None)
    return here


def _held(node: Tag, lines: list[str]) -> int:
    """How many characters of the lines an element holds; not more than it has, as one line may be part of another."""
    words = _bare(node.get_text())
    return min(len(words), sum(len(line) for line in lines if line in words))


def pruned(node: Tag) -> Tag:
    """A copy without asides and without blocks that are mostly links."""
    kept = copy.copy(node)
    for aside in kept.select(ASIDES):
        aside.decompose()
    linked: defaultdict[int, list[int]] = defaultdict(list)
    for link in kept.find_all("a", href=True):
        length = len(_bare(link.get_text()))
        for parent in link.parents:
            linked[id(parent)].append(length)
    for block in kept.find_all(BLOCKS):
        links = [] if block.decomposed else linked[id(block)]
        if len(links) > 1 and sum(links) > len(_bare(block.get_text())) / 2:
            block.decompose()
    return kept


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", "", words)
