"""The index of a web archive, asked by the CDX server API: Wayback's dialect and pywb's, rows as JSON or as text.

Wayback (`.../cdx/search/cdx`) gives an array of rows, the names of their fields first, and a key to go on with. pywb
(`.../COLLECTION/cdx`, also `-cdx` and `-index`) gives an object a line, in numbered pages where its index has any; it
calls the same fields by other names and collapses nothing. (Both manuals as of 2026-11.)
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal
from urllib.parse import unquote_plus

from measures.model import Page
from scrapers import address
from scrapers.decode import decode
from scrapers.errors import Empty, Gone, LayoutChanged, Refused, Unreachable
from scrapers.source import Fetch

Match = Literal["exact", "prefix"]
WAYBACK, SUFFIXES = "/cdx/search/cdx", ("/cdx", "-cdx", "-index")
FIELDS = ("timestamp", "original", "mimetype", "statuscode", "digest")
NAMES = {"url": "original", "mime": "mimetype", "status": "statuscode"}
"""pywb's names of fields that Wayback calls otherwise."""
TOGETHER = 5000
"""Rows that are asked for at a time."""
LATEST = 5
"""Captures of one page that are looked at, from the last on."""
ADVICE = "check the address of the web archive's CDX service"


@dataclass(frozen=True, slots=True)
class Capture:
    """A page as an archive took it at a moment; `mime` and `digest` as its index has them."""

    url: str
    at: datetime
    mime: str = ""
    digest: str = ""

    @property
    def stamp(self) -> str:
        """The moment as archives write it."""
        return f"{self.at:%Y%m%d%H%M%S}"


class Index:
    """What an archive has taken, at the address of its CDX service. Raises `Refused` for what cannot be one."""

    def __init__(self, fetch: Fetch, service: str) -> None:
        self._fetch = fetch
        self._service = address.asked(service).partition("?")[0]
        self._is_wayback = self._service.endswith(WAYBACK)
        self._copies = _copies(self._service)

    def copy(self, capture: Capture) -> str:
        """The address of a capture as it was taken, nothing added or changed."""
        return f"{self._copies}{capture.stamp}id_/{capture.url}"

    def latest(self, url: str) -> list[Capture]:
        """The last good captures of a page, the last one first, those of the same bytes once."""
        asked = {"limit": f"-{LATEST}"} if self._is_wayback else {"sort": "reverse", "limit": f"{LATEST}"}
        unique: dict[str, Capture] = {}
        for one in sorted(self._answer(self._query(url, "exact") | asked)[0], key=lambda one: one.at, reverse=True):
            unique.setdefault(one.digest or one.stamp, one)
        return list(unique.values())

    def below(self, prefix: str, since: date) -> Iterator[Capture]:
        """The first good capture since a day of each page whose address begins so."""
        seen = set[str]()
        asked = self._query(prefix, "prefix") | {"from": f"{since:%Y%m%d}"}
        for capture in self._resumed(asked) if self._is_wayback else self._paged(asked):
            if (key := address.key(capture.url)) not in seen:
                seen.add(key)
                yield capture

    def _query(self, url: str, match: Match) -> dict[str, str]:
        if self._is_wayback:
            collapse = {"collapse": "urlkey"} if match == "prefix" else {}
            asked = {"filter": "statuscode:200", "fl": ",".join(FIELDS), **collapse}
        else:
            asked = {"filter": "=status:200"}
        return {"url": url, "matchType": match, "output": "json", **asked}

    def _resumed(self, asked: Mapping[str, str]) -> Iterator[Capture]:
        """All rows, some at a time, each time from where the last ended."""
        more, keys = {"limit": f"{TOGETHER}", "showResumeKey": "true"}, [""]
        while True:
            found, key = self._answer({**asked, **more})
            yield from found
            if not key or key in keys:
                return
            keys.append(key)
            more["resumeKey"] = key

    def _paged(self, asked: Mapping[str, str]) -> Iterator[Capture]:
        """All rows in numbered pages; all at once from an index that has none."""
        try:
            first = self._ask({**asked, "showNumPages": "true"})
        except Unreachable:  # it has no pages, and says so
            yield from self._answer(asked)[0]
            return
        pages = _pages(first)
        if pages is None:  # it has none, and answers as ever
            yield from _captures(first)[0]
        for number in range(pages or 0):
            yield from self._answer({**asked, "page": f"{number}"})[0]

    def _answer(self, asked: Mapping[str, str]) -> tuple[list[Capture], str]:
        """The captures of one answer, and the key to go on with. Nothing taken is no fault."""
        try:
            page = self._ask(asked)
        except (Gone, Empty):
            return [], ""
        return _captures(page)

    def _ask(self, asked: Mapping[str, str]) -> Page:
        return self._fetch.get(self._service, params=asked)


def _copies(service: str) -> str:
    """Where an archive shows what its index lists."""
    if service.endswith(WAYBACK):
        return service.removesuffix(WAYBACK) + "/web/"
    for suffix in SUFFIXES:
        if service.endswith(suffix):
            return service.removesuffix(suffix) + "/"
    raise Refused(service, f"no CDX service: the address ends neither in {WAYBACK} nor in /COLLECTION/cdx", ADVICE)


def _pages(page: Page) -> int | None:
    """How many pages an index says that it has; None if it has no such thing, and answers as ever."""
    try:
        said = json.loads(decode(page.body))
    except ValueError:
        return None
    number = said.get("pages") if isinstance(said, dict) else said
    return number if isinstance(number, int) else None


def _captures(page: Page) -> tuple[list[Capture], str]:
    """The good captures of an answer, and the key to go on with. Raises `LayoutChanged`."""
    rows, key = _rows(page)
    return [found for row in rows if (found := _capture(row))], key


def _rows(page: Page) -> tuple[list[Mapping[str, str]], str]:
    """The rows of an answer by the names of their fields, and the key. Raises `LayoutChanged`."""
    words = decode(page.body).strip()
    try:
        if words.startswith("["):
            return _table(json.loads(words))
        lines, _, key = words.replace("\r", "").partition("\n\n")
        return [_line(line) for line in lines.splitlines()], unquote_plus(key.strip())
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise LayoutChanged(page.url, f"the answer is no list of captures ({error})", ADVICE) from error


def _table(answer: Any) -> tuple[list[Mapping[str, str]], str]:
    """Rows below the names of their fields; after an empty row, the key."""
    names, *rows = answer or [FIELDS]
    key = ""
    if len(rows) > 1 and rows[-2] == []:
        *rows, _, (key,) = rows
    return [dict(zip(names, row, strict=True)) for row in rows], unquote_plus(key)


def _line(line: str) -> Mapping[str, str]:
    """A row of text: an object, one after key and moment (CDXJ), or fields with or without the key before them."""
    before, brace, rest = line.partition("{")
    if brace:
        found = json.loads(brace + rest)
        key_and_moment = dict(zip(("urlkey", "timestamp"), before.split(), strict=False))
        return key_and_moment | {NAMES.get(name, name): str(value) for name, value in found.items()}
    fields = line.split(" ")
    row = dict(zip(FIELDS, fields if fields[0].isdigit() else fields[1:], strict=False))
    if not (row["timestamp"].isdigit() and "original" in row):
        raise ValueError(line[:60])
    return row


def _capture(row: Mapping[str, str]) -> Capture | None:
    """A row as a capture, if it is a good one."""
    url, mime = row.get("original", ""), row.get("mimetype", "")
    if row.get("statuscode", "200") != "200" or mime == "warc/revisit" or not address.host(url):
        return None  # what is visited again was taken before, and is listed there
    try:
        at = datetime.strptime(row["timestamp"], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return Capture(url, at, mime, row.get("digest", ""))
