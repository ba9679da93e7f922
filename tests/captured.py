"""A web archive over real HTTP, beside the sites that it took: its index in both dialects, its captures."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha1
from typing import Any, Literal
from urllib.parse import parse_qsl, quote_plus, urlsplit

from flows.demo.site import Site
from scrapers import address
from scrapers.replica import Answer

Style = Literal["json", "text", "cdxj"]
WAYBACK, PYWB = "https://web.archive.example/cdx/search/cdx", "https://pywb.example/gov/cdx"
NAMES = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
PYWB_NAMES = ("urlkey", "timestamp", "url", "mime", "status", "digest", "length")


@dataclass(frozen=True)
class Taken:
    """A page as it was taken."""

    stamp: str
    url: str
    body: bytes
    status: int = 200
    mime: str = "text/html"

    @property
    def row(self) -> tuple[str, ...]:
        """Its line of the index."""
        digest = sha1(self.body).hexdigest()[:12]
        key = address.key(self.url).replace(":80", "")
        return (key, self.stamp, self.url, self.mime, str(self.status), digest, str(len(self.body)))


@dataclass
class Archive(Site):
    """The sites of the demo, and a web archive; `style` is how it writes its index, `at_once` how many rows."""

    taken: list[Taken] = field(default_factory=list)
    style: Style = "json"
    at_once: int = 1000
    paged: bool = True

    def __post_init__(self) -> None:
        super().__init__()

    def took(self, *taken: Taken) -> None:
        self.taken = sorted([*self.taken, *taken], key=lambda one: one.row)

    def answer(self, url: str) -> Answer:
        """The index, a capture, or what the sites say."""
        split = urlsplit(url)
        asked = dict(parse_qsl(split.query))
        if split.hostname == "web.archive.example":
            return self._wayback(asked) if split.path == "/cdx/search/cdx" else self._copy(url, "/web/")
        if split.hostname == "pywb.example":
            return self._pywb(asked) if split.path == "/gov/cdx" else self._copy(url, "/gov/")
        return super().answer(url)

    def _copy(self, url: str, place: str) -> Answer:
        stamp, _, original = url.partition(place)[2].partition("id_/")
        for one in self.taken:
            if (one.stamp, address.key(one.url)) == (stamp, address.key(original)):
                return Answer(one.status, one.body, {"content-type": f"{one.mime}; charset=utf-8", "etag": "archive"})
        return Answer(404, b"no such capture", {"content-type": "text/html"})

    def _asked_for(self, asked: dict[str, str]) -> list[Taken]:
        def fits(one: Taken) -> bool:
            key, wanted = one.row[0], address.key(asked["url"] if "://" in asked["url"] else f"http://{asked['url']}")
            return key.startswith(wanted) if asked["matchType"] == "prefix" else key == wanted

        good = [one for one in self.taken if fits(one) and one.stamp >= asked.get("from", "")]
        return [one for one in good if one.status == 200]

    def _wayback(self, asked: dict[str, str]) -> Answer:
        assert asked["filter"] == "statuscode:200"
        rows = [one.row for one in self._asked_for(asked)]
        if asked.get("collapse") == "urlkey":
            rows = [row for number, row in enumerate(rows) if not number or rows[number - 1][0] != row[0]]
        if int(asked["limit"]) < 0:
            return self._table(asked, rows[int(asked["limit"]) :], "")
        start = int(asked.get("resumeKey", "0,0!").partition(",")[0])
        end = start + min(self.at_once, int(asked["limit"]))
        return self._table(asked, rows[start:end], quote_plus(f"{end},0!") if end < len(rows) else "")

    def _table(self, asked: dict[str, str], rows: Sequence[tuple[str, ...]], key: str) -> Answer:
        chosen = asked["fl"].split(",")
        cut = [[dict(zip(NAMES, row, strict=True))[name] for name in chosen] for row in rows]
        if self.style == "json":
            table: list[Any] = [chosen, *cut, *([[], [key]] if key else [])] if cut else []
            return _answer(json.dumps(table))
        lines = "".join(" ".join(row) + "\n" for row in cut)
        return _answer(lines + (f"\n{key}\n" if key else ""))

    def _pywb(self, asked: dict[str, str]) -> Answer:
        assert asked["filter"] == "=status:200"
        rows = [one.row for one in self._asked_for(asked)]
        if asked.get("sort") == "reverse":
            rows = rows[::-1][: int(asked["limit"])]
        if "showNumPages" in asked and self.paged:
            return _answer(json.dumps({"blocks": 1, "pages": -(-len(rows) // self.at_once), "pageSize": 1}))
        start = int(asked.get("page", "0")) * self.at_once if self.paged and "page" in asked else 0
        shown = rows[start : start + self.at_once] if "page" in asked else rows
        return _answer("".join(self._pywb_line(row) + "\n" for row in shown))

    def _pywb_line(self, row: tuple[str, ...]) -> str:
        facts = dict(zip(PYWB_NAMES, row, strict=True))
        if self.style == "text":
            return " ".join(row)
        if self.style == "cdxj":
            return f"{facts.pop('urlkey')} {facts.pop('timestamp')} {json.dumps(facts)}"
        return json.dumps(facts)


def _answer(words: str) -> Answer:
    return Answer(200, words.encode(), {"content-type": "text/plain"})
