"""What reads otherwise than before, for a person at a terminal and as plain data: statements, texts, measures."""

from collections.abc import Iterator
from dataclasses import fields
from difflib import SequenceMatcher
from typing import Any

from rich.text import Text

from alerts.escape import shown
from flows import tell
from flows.rereading import Told, Unread
from measures import plain
from measures.model import Document, Statement
from measures.rereading import Difference
from measures.text import sentences
from store.kept import Version
from store.regrouping import Regrouped
from store.rereading import Reread

ADDED, GONE, ALTERED, FAINT = "green", "red", "yellow", "dim"
PLACES = ("start", "end", "sentence_start", "sentence_end", "quote", "rule", "context")
LONG = ("text", "paragraphs", "speakers", "attachments")
"""Facts of a document that are named, not shown."""
Edit = tuple[str, str]
"""A sentence with the mark + or - before it."""


def text(told: Told) -> Text | None:
    """What is to be said of a page or a measure, if anything."""
    match told:
        case Unread():
            return Text(f"! {shown(told.page)}\n    {shown(told.why)}", GONE)
        case Regrouped():
            return Text(regrouped(told), ALTERED)
    if not (told.facts or told.said):
        return None
    return Text("\n").join([Text(title(told.document), "bold"), *_facts(told), *_said(told.said)])


def data(told: Told) -> dict[str, Any] | None:
    """The same as plain data."""
    match told:
        case Unread():
            return {"type": "unread", "page": told.page, "why": told.why}
        case Regrouped():
            return {"type": "measure"} | {one.name: getattr(told, one.name) for one in fields(told)}
    if not (told.facts or told.said):
        return None
    facts = {name: None if name in LONG else [value(before), value(after)] for name, before, after in told.facts}
    return {"type": "page", **_place(told.document), "facts": facts, **statements(told.said)}


def statements(said: Difference) -> dict[str, Any]:
    """Statements added, gone and altered, as plain data."""
    return {
        "added": [plain.statement(one) for one in said.added],
        "gone": [plain.statement(one) for one in said.gone],
        "altered": [{"before": plain.statement(one), "after": plain.statement(other)} for one, other in said.altered],
    }


def title(document: Document) -> str:
    """What a page is called, and where it is."""
    return f"{shown(document.title, 90) or document.identity}  {shown(document.url or document.identity)}"


def _place(document: Document) -> dict[str, str]:
    return {"identity": document.identity, "url": document.url, "title": document.title}


def regrouped(one: Regrouped) -> str:
    """What became of a measure, in a line."""
    named, other = f"{one.measure} “{shown(one.title, 60)}”", f"{one.other} “{shown(one.other_title, 60)}”"
    match one.kind:
        case "joined":
            return f"{named} is joined to {other}"
        case "parted":
            return f"{named} is parted: {tell.counted(one.statements, 'statement')} to {other}"
        case "renamed":
            return f"{named} is renamed “{shown(one.other_title, 60)}”"
    return f"{named} has no statement left"


def _facts(told: Reread) -> Iterator[Text]:
    for name, before, after in told.facts:
        change = "read differently" if name in LONG else f"{value(before)} → {value(after)}"
        yield Text(f"  ~ {name}: {change}", ALTERED)


def _said(said: Difference) -> Iterator[Text]:
    for mark, style, some in (("+", ADDED, said.added), ("-", GONE, said.gone)):
        for one in some:
            yield Text(f"  {mark} {tell.line(one)}", style)
            yield Text(f"      “{shown(one.quote)}”", FAINT)
    for before, after in said.altered:
        changes = ", ".join(f"{name} {value(old)} → {value(new)}" for name, old, new in _altered(before, after))
        changes = changes or f"quote “{shown(before.quote)}” → “{shown(after.quote)}”"
        yield Text(f"  ~ {tell.line(after)}: {changes}", ALTERED)
        yield Text(f"      “{shown(after.quote)}”", FAINT)


def _altered(before: Statement, after: Statement) -> Iterator[tuple[str, object, object]]:
    for one in fields(after):
        old, new = getattr(before, one.name), getattr(after, one.name)
        if old != new and one.name not in PLACES:
            yield one.name, old, new


def value(fact: object) -> str:
    """A field as it is read: sets and lists with commas, nothing as a dash."""
    if isinstance(fact, frozenset | tuple):
        fact = ", ".join(sorted(map(value, fact)) if isinstance(fact, frozenset) else map(value, fact))
    return "-" if fact in (None, "") else shown(str(fact), 120)


# --- versions -----------------------------------------------------------------------------------------------------


def version(one: Version, before: Version | None, when: str) -> Text:
    """A version with its time, and what its text and its statements say otherwise than the one before."""
    lines = [Text(f"version {one.number} · recorded {when}", "bold")]
    if before is not None:
        styles = {"+": ADDED, "-": GONE}
        lines += [Text(f"  {mark} {shown(words)}", styles[mark]) for mark, words in edits(before, one)]
        said = list(_said(one.said))
        lines += [Text("  statements:"), *said] if said else [Text("  the same statements")]
    return Text("\n").join(lines)


def version_data(one: Version, before: Version | None) -> dict[str, Any]:
    """The same as plain data."""
    head = {**_place(one.document), "version": one.number, "recorded_at": one.recorded_at.isoformat()}
    return head | {"text": edits(before, one) if before else []} | (statements(one.said) if before else {})


def edits(before: Version, after: Version) -> list[Edit]:
    """The sentences that went and came, in the order of the text."""
    ones, others = (list(_sentences(one.document.text)) for one in (before, after))
    found: list[Edit] = []
    for kind, start, end, from_, to in SequenceMatcher(None, ones, others, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [("-", words) for words in ones[start:end]] + [("+", words) for words in others[from_:to]]
    return found


def _sentences(words: str) -> Iterator[str]:
    for line in words.splitlines():
        yield from (line[start:end] for start, end in sentences(line))
