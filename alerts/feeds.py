"""Feeds: what a team is told, for programs that fetch it. Atom (RFC 4287) and JSON Feed 1.1, made of the same entries.

An entry is what one reading of a document brought. Its id hangs on the team, the document and the moment of reading, so
it stays the same however often the feed is written anew.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from alerts.about import About
from alerts.escape import link, shown
from alerts.naming import published_by
from alerts.render import fragment
from alerts.telling import Telling
from measures.lexicon import Lexicon, in_use
from measures.model import Change, Initiative, Statement

BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed was updated that has no entry yet: a feed must say a time, and this one stays the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one reading brought, in words. `html` is a fragment; `at` the moment it was recorded."""

    id: str
    title: str
    html: str
    url: str
    author: str
    at: datetime
    language: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A team's entries, the latest first. `place` is the public address of the folder it is in, or ""."""

    name: str
    title: str
    entries: tuple[Entry, ...]
    place: str = ""

    def address(self, ending: str) -> str:
        """Where this feed can be fetched; "" if nobody said."""
        return str(link(f"{self.place.rstrip('/')}/{self.name}.{ending}")) if self.place else ""

    @property
    def updated(self) -> str:
        """When something came last."""
        return stamp(max((entry.at for entry in self.entries), default=BEFORE_ALL))


def entry(team: str, at: datetime, changes: Sequence[Change], telling: Telling) -> Entry:
    """Put what one reading brought into words. Raises ValueError without changes."""
    origin, said, lexicon = changes[0].origin, fragment(changes, telling), telling.lexicon or in_use()
    return Entry(
        id=urn(team, origin.document, stamp(at)),
        title=said.title,
        html=said.html,
        url=str(link(origin.url)),
        author=shown(published_by(origin, said.language, lexicon)) or "Gongbao",
        at=at,
        language=said.language,
        tags=_tags(changes, lexicon),
    )


def _tags(changes: Sequence[Change], lexicon: Lexicon) -> tuple[str, ...]:
    """The kinds, topics and sources of changes, as rules name them."""
    named = [
        *(change.kind for change in changes),
        *(About(change).kind for change in changes),
        *(_topic(change.statement, lexicon) for change in changes),
        *(change.origin.source for change in changes),
    ]
    return tuple(filter(None, dict.fromkeys(shown(tag, 100) for tag in named)))


def _topic(said: Statement, lexicon: Lexicon) -> str:
    if isinstance(said, Initiative):
        return said.topic
    counted = lexicon.subjects.get(said.subject)
    return counted["topic"] if counted else ""


def urn(*parts: str) -> str:
    """An identifier that is the same wherever and whenever it is made of these parts."""
    return uuid5(NAMESPACE_URL, "/".join(("gongbao", *parts))).urn


def stamp(moment: datetime) -> str:
    """A moment as feeds write it: 2026-10-26T08:00:00.123456Z."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def atom(feed: Feed) -> str:
    """Return a feed as Atom."""
    return _atom().render(
        title=shown(feed.title),
        id=urn(feed.address("atom") or feed.name),
        updated=feed.updated,
        address=feed.address("atom"),
        entries=feed.entries,
    )


@cache
def _atom() -> Template:
    environment = Environment(
        loader=PackageLoader("alerts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["stamp"] = stamp
    return environment.get_template("atom.j2")


def json_feed(feed: Feed) -> str:
    """Return a feed as JSON Feed 1.1."""
    head = {"version": "https://jsonfeed.org/version/1.1", "title": shown(feed.title)}
    address = {"feed_url": feed.address("json")} if feed.place else {}
    items = [_item(entry) for entry in feed.entries]
    whole = head | address | {"authors": [{"name": "Gongbao"}], "items": items}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        **({"url": entry.url} if entry.url else {}),
        "title": entry.title,
        "content_html": entry.html,
        "date_published": stamp(entry.at),
        "authors": [{"name": entry.author}],
        "tags": list(entry.tags),
        "language": entry.language,
    }


FORMATS: Mapping[str, Callable[[Feed], str]] = MappingProxyType({"atom": atom, "json": json_feed})
"""How feeds are written, by the ending of their files."""
