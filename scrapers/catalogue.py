"""All sources by name, sources that users add without code, and the page of documentation made of them."""

import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any, get_args

from measures.model import Language
from scrapers import govcn, miit, scio
from scrapers.address import host, parts
from scrapers.platforms import article, feed
from scrapers.source import Platform, Source

SOURCES: dict[str, Source] = {source.name: source for source in (*miit.SOURCES, *scio.SOURCES, *govcn.SOURCES)}

ADDABLE: dict[str, Platform] = {"article": article, "feed": feed}
"""The platforms of sources that a user adds in the configuration."""

SETTINGS: dict[str, tuple[tuple[type, ...], str]] = {
    "platform": ((str,), "article or feed"),
    "url": ((str,), "a complete http or https address"),
    "language": ((str,), "en or zh"),
    "title": ((str,), "text"),
    "publisher": ((str,), "text"),
    "hosts": ((list, tuple), "a list of host names"),
    "first": ((date, str), "a day, as 2025-03-01"),
    "silence_days": ((int,), "a whole number"),
    "enabled": ((bool,), "true or false"),
    "options": ((dict,), "a table of texts"),
}
"""What a user may state of a source: the types it may have, and how it is explained."""

OPTIONS = frozenset({"urls", "links", "pattern", "next", "title", "date", "body", "remove"})
"""What the options of an added source may say (gongbao.example.toml)."""

HEAD = """# Sources

Made from the catalogue (`python -m scrapers.catalogue > docs/sources.md`); a test holds this page to it. Silence is the
time without a page that is an alarm. A source that is off can be read by hand and is not checked.

| name | what | language | platform | list | archive from | silence | checked |
|---|---|---|---|---|---|---|---|"""

NOTES = """
The sites' addresses and forms were gathered from public code and reports up to November 2026, and the readers were
written against samples in that form (`tests/pages`), not against the live sites: where a site differs, it is right.

- `scio-chinese` is off because the host answers with a JavaScript challenge, which is reported and not bypassed;
  `govcn-press` mirrors its conferences.
- `scio-english` is an archive more than an alarm: transcripts appear 3 to 10 weeks after the event. A conference that
  is only announced is read again until its transcript is there.
- `miit-rss` and the columns list the same pages; a page is read once, whoever lists it first.
- Further pages and feeds need no code: see `sources` in the configuration.
"""


class BadSource(ValueError):
    """What a user wrote about a source does not make one. The message lists all that is wrong."""


class UnknownSource(ValueError):
    """No source has this name. The message lists names like it."""


def source(name: str, sources: Mapping[str, Source] = SOURCES) -> Source:
    """Return the source of this name. Raises `UnknownSource`."""
    if name in sources:
        return sources[name]
    near = get_close_matches(name, sources, n=5, cutoff=0.5) or [known for known in sources if name in known]
    hint = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(sources)}"
    raise UnknownSource(f"no source is called {name!r}; {hint}")


def choose(url: str, sources: Iterable[Source] = tuple(SOURCES.values())) -> Source | None:
    """Return the source whose pages `url` belongs to: of those on its host, the one with the longest common path."""
    at_home = [one for one in sources if host(url) in one.hosts and one.platform.identify(url)]
    return max(at_home, key=lambda one: _shared(one.start, url), default=None)


def configured(name: str, facts: Mapping[str, Any]) -> Source:
    """Build a source from a user's values.

    Needed: platform (article or feed), url, language (en or zh). Else: title, publisher, hosts (default: the URL's),
    first (a day), silence_days, enabled, options (text by name, for the platform). Raises `BadSource`.
    """
    _check(name, facts)
    url, first = str(facts["url"]), facts.get("first", date(2000, 1, 1))
    return Source(
        name=name,
        title=str(facts.get("title") or name),
        language=facts["language"],
        publisher=str(facts.get("publisher") or facts.get("title") or host(url)),
        platform=ADDABLE[facts["platform"]],
        start=url,
        hosts=tuple(facts.get("hosts") or (host(url),)),
        first=first if isinstance(first, date) else date.fromisoformat(str(first)),
        silence=timedelta(days=int(facts.get("silence_days", 30))),
        enabled=bool(facts.get("enabled", True)),
        options={str(key): str(value) for key, value in facts.get("options", {}).items()},
    )


def _check(name: str, facts: Mapping[str, Any]) -> None:
    wrong = [f"{fact} is missing" for fact in ("platform", "url", "language") if not facts.get(fact)]
    wrong += [complaint for fact, value in facts.items() if (complaint := _complaint(fact, value))]
    unknown = sorted(set(facts.get("options") or {}) - OPTIONS)
    wrong += [f"there is no option {option!r}, only {', '.join(sorted(OPTIONS))}" for option in unknown]
    if name in SOURCES:
        wrong.append("a source of the catalogue has this name")
    if wrong:
        raise BadSource(f"source {name!r}: {'; '.join(wrong)}")


def _complaint(fact: str, value: object) -> str:
    """What is wrong with one setting, or ""."""
    if fact not in SETTINGS:
        return f"there is no setting {fact!r}"
    types, wanted = SETTINGS[fact]
    if isinstance(value, types) and FITS.get(fact, _anything)(value):
        return ""
    return f"{fact} is {wanted}"


def _anything(value: object) -> bool:
    return True


def _is_address(value: str) -> bool:
    return parts(value).scheme in ("http", "https") and bool(host(value))


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, date) or bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


FITS: dict[str, Callable[[Any], bool]] = {
    "platform": ADDABLE.__contains__,
    "language": get_args(Language).__contains__,
    "url": _is_address,
    "first": _is_day,
}


def page() -> str:
    """The page docs/sources.md: every source of the catalogue with its facts."""
    rows = "\n".join(map(_row, SOURCES.values()))
    return f"{HEAD}\n{rows}\n{NOTES}"


def _row(one: Source) -> str:
    platform = getattr(one.platform, "__name__", "").rpartition(".")[2]
    state = "on" if one.enabled else "off"
    facts = (f"`{one.name}`", one.title, one.language, platform, f"<{one.start}>", one.first.isoformat())
    return f"| {' | '.join(facts)} | {one.silence.days} days | {state} |"


def _shared(start: str, url: str) -> int:
    pairs = zip(parts(start).path.split("/"), parts(url).path.split("/"), strict=False)
    return next((number for number, (one, other) in enumerate(pairs) if one != other), 99)


if __name__ == "__main__":
    sys.stdout.write(page())
