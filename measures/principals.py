"""For whom a document and the people in it speak."""

import re
from collections import Counter
from collections.abc import Sequence

from measures.agencies import Mention, in_office, mentions, names, of_post
from measures.lexicon import Vocabulary
from measures.model import Document
from measures.text import normalise

_ANSWERING = re.compile(
    r"(?:负责人|发言人|部长|司长|局长|主任)[^。\n]{0,60}?(?:答记者问|回答了?记者|接受[^。\n]{0,12}采访)"
)


def main_bodies(document: Document, bodies: Vocabulary) -> tuple[str, ...]:
    """Return the body that the document is about: an issuer, else the one most often named."""
    if len(document.agencies) == 1:
        return document.agencies
    text = in_office(normalise(document.text[:6000]).text)
    if answering := _answering(text[:600], bodies):
        return answering
    beside = re.compile(r"(?:with|alongside|会同|联合|协同|配合)\s*(?:the\s+)?$")
    if holding := _meeting(text[:800], bodies):
        return holding
    acting = [
        m for m in mentions(text, bodies) if m.kind in ("", "province") and not beside.search(text[: m.start][-20:])
    ]
    count = Counter(m.name for m in acting)
    ranked = [name for name, _ in count.most_common(1)]
    return tuple(ranked) or document.agencies[:1] or _leaders(mentions(text, bodies))


def _meeting(text: str, bodies: Vocabulary) -> tuple[str, ...]:
    """Return the leading body whose meeting a document opens with."""
    leading = (m for m in (mentions(text, bodies) if " meeting" in text else ()) if m.kind == "leader")
    return names(m for m in leading if re.match(r"(?:'s)? (?:executive|study|plenary) meeting", text[m.end :]))[:1]


def _answering(text: str, bodies: Vocabulary) -> tuple[str, ...]:
    """Return the body whose official answers the press (工业和信息化部装备司负责人答记者问)."""
    found = _ANSWERING.search(text)
    before = [m for m in mentions(text, bodies) if m.end <= found.start() <= m.end + 16] if found else []
    return names(before[-1:])


def _leaders(named: Sequence[Mention]) -> tuple[str, ...]:
    """Return who leads where no other body is named: the State Council, whose meetings and papers are told of."""
    return names(m for m in named if m.kind == "leader")[:1]


def offices_of(document: Document, bodies: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Return the body that each speaker speaks for."""
    return {p.name: (body,) for p in document.speakers if p.title and (body := of_post(p.title, bodies))}
