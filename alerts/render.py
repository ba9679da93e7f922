"""From changes to a message: title, text, markdown, HTML and data, in English or Chinese."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from alerts.data import Later, data
from alerts.escape import code, inert, link
from alerts.forms import Ours, rendered, words
from alerts.numbers import number
from alerts.story import Story, story
from alerts.telling import Telling
from alerts.title import brief, look, title_of
from alerts.words import WORDS
from measures.model import Change, Language


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
    all_changes = list(changes)
    told = story(all_changes, telling)
    given = context(told, telling)
    title = inert(given["title"])
    forms = {name: rendered(name, given, telling.templates) for name in ("text", "markdown", "html")}
    return Alert(
        title=title,
        short=rendered("short", given, telling.templates).strip(),
        language=told.language,
        data=Later(lambda: data(all_changes, telling, title)),
        **forms,
    )


def fragment(changes: Iterable[Change], telling: Telling) -> Fragment:
    """Tell changes as an entry of a feed. Raises ValueError without changes."""
    told = story(changes, telling)
    given = context(told, telling)
    return Fragment(inert(given["title"]), rendered("feed", given), told.language)


def found_by(told: Story) -> str:
    """Return the address of the run that found all that is told; "" where several did."""
    runs = {item.run for item in told.items}
    return runs.pop() if len(runs) == 1 else ""


def context(told: Story, telling: Telling) -> dict[str, Any]:
    """Return what templates know (docs/alerts.md)."""
    said, command = title_of(told, telling), look(told, telling)
    short, end = brief(said, link(told.parts[0].source.url), code(command))
    return {
        "title": said,
        "brief": short,
        "end": Ours(end),
        "url": told.parts[0].source.url,
        "language": told.language,
        "form": telling.form,
        "team": telling.team,
        "events": told.events,
        "counts": told.counts,
        "rest": WORDS[told.language]["rest"].format(number(Decimal(told.rest), told.language)) if told.rest else "",
        "look": command,
        "number": WORDS[told.language]["number"].format(telling.number) if telling.number else "",
        "run": found_by(told),
        "w": words(WORDS[told.language]),
        "words": {language: words(WORDS[language]) for language in WORDS},
    }
