"""From changes to a message: title, text, markdown, HTML and data, in English or Chinese."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from alerts.data import data
from alerts.escape import code, emphasised, inert, link, markdown, shown
from alerts.story import Item, Part, origin_facts, story
from alerts.telling import Links, Telling
from alerts.words import WORDS
from measures.lexicon import in_use
from measures.model import Change, Language, Origin

_TITLE = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A message in every form. `short` fits a text message; `data` is what webhooks get (alerts/data.py)."""

    title: str
    short: str
    text: str
    markdown: str
    html: str
    language: Language
    data: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A message as a piece of HTML without styles, for a reader's program that brings its own."""

    title: str
    html: str
    language: Language


def alert(changes: Iterable[Change], telling: Telling) -> Alert:
    """Tell changes in one message, the most important first. Raises ValueError without changes."""
    told = _told(changes, telling)
    title, parts, spoken = inert(told["title"]), told["parts"], told["language"]
    return Alert(
        title=title,
        short=f"{title} {link(parts[0].origin.url)}".strip(),
        text=_template("text", "text.j2").render(told).strip() + "\n",
        markdown=_template("markdown", "markdown.j2").render(told).strip() + "\n",
        html=_template("html", "html.j2").render(told),
        language=spoken,
        data=data(parts, spoken, title),
    )


def fragment(changes: Iterable[Change], telling: Telling) -> Fragment:
    """Tell changes as an entry of a feed. Raises ValueError without changes."""
    told = _told(changes, telling)
    return Fragment(inert(told["title"]), _template("html", "feed.j2").render(told).strip() + "\n", told["language"])


def _told(changes: Iterable[Change], telling: Telling) -> dict[str, Any]:
    """Return what templates know."""
    spoken, parts = story(changes, telling.language, telling.lexicon or in_use())
    title = _title(parts, spoken)
    return {"title": title, "parts": parts, "language": spoken, "w": _fixed(spoken), "links": telling.links}


def _title(parts: tuple[Part, ...], language: Language) -> str:
    items = [item for part in parts for item in part.items]
    words = WORDS[language]
    headline = shown(f"{items[0].label}{words['colon']}{items[0].headline}", _TITLE)
    if len(items) == 1:
        return headline
    count = len(items) - 1 if language == "en" else len(items)
    return words["more"].format(headline, count)


def _template(format_name: str, file: str) -> Any:
    return _environment(format_name).get_template(file)


@cache
def _environment(format_name: str) -> ImmutableSandboxedEnvironment:
    """Return the templates' environment of one format: whatever a template prints is escaped for it."""
    escape: Mapping[str, Callable[[object], str]] = {"text": inert, "markdown": markdown, "html": inert}
    environment = ImmutableSandboxedEnvironment(
        loader=PackageLoader("alerts"),
        autoescape=format_name == "html",
        finalize=escape[format_name],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"link": link, "code": code, "emphasised": emphasised}
    environment.filters |= {"measure_link": _measure_link, "said": _said, "source": _source}
    return environment


def _measure_link(links: Links, measure: str) -> Markup:
    return link(links.measure.replace("{measure}", code(measure))) if links.measure else Markup()


def _fixed(language: Language) -> dict[str, Markup]:
    """Return our own words as templates print them, spaces kept."""
    return {name: Markup(word) for name, word in WORDS[language].items()}


def _said(item: Item, language: Language) -> str:
    """Return the quote, and before it who said it."""
    words = WORDS[language]
    quoted = f"{words['open']}{item.quote}{words['close']}"
    return f"{words['said'].format(item.speaker)}{words['colon']}{quoted}" if item.speaker else quoted


def _source(origin: Origin, language: Language) -> str:
    """Return a document's title, publisher and days on one line."""
    return " · ".join((origin.title or origin.url, *origin_facts(origin, language)))
