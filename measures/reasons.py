"""Why a statement was read as it was: the rule, and the words of the text with the lexicon entries they name.

The rule is what the reader noted on the statement. The entries are looked up again by the ids the statement carries, so
that every id can be traced to words in the text and to the file that knows them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from measures.lexicon import Hit, Lexicon, Vocabulary
from measures.model import Document, Figure, Initiative, Period, Statement
from measures.periods import periods
from measures.text import Normalised, is_chinese, normalise

RULES = {
    "count": "a number of things",
    "rate": "a percentage: the growth, the share or the rate of something",
    "multiple": "a multiple",
    "sum": "a sum of money, or an amount in a unit of measure",
    "pair": "of two points of a series, in the words of the other",
    "table": "in a table, by the name of its row and the head of its column",
    "planned": "an announced act: a verb that is to come (will, plans to, 将)",
    "done": "an act told as done",
    "ongoing": "an act told as going on",
    "present": "an act in the present tense of a body or of its paper",
    "bare": "an act without a subject, as plans and lists state it",
    "passive": "its object stands first",
    "joined": "it shares subject and tense with the act before it",
    "notice": "the notice itself, by its title",
    "item": "a numbered item of a notice",
}
"""What the rules' names mean."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a statement (subject, unit, time ...), the words it rests on, and the entry that knows them.

    `words` is empty where the part was taken from elsewhere than the sentence; `source` then says from where.
    """

    part: str
    value: str
    words: str = ""
    source: str = ""


def rule_of(said: Statement) -> str:
    """The rule that read a statement, in words."""
    return "; ".join(RULES[name] for name in said.rule.split()) if said.rule else "read by an earlier program"


def reasons(said: Statement, document: Document, lexicon: Lexicon) -> tuple[Reason, ...]:
    """The parts of a statement, each with the words and the lexicon entry behind it."""
    place = _Place(said, document, normalise(document.text[said.sentence_start : said.sentence_end]))
    if isinstance(said, Figure):
        return tuple(_of_figure(said, place, lexicon))
    return tuple(_of_initiative(said, place, lexicon))


@dataclass(frozen=True, slots=True)
class _Place:
    said: Statement
    document: Document
    sentence: Normalised

    def find(self, vocabulary: Vocabulary, fits: Callable[[Hit], bool], *, here: bool = False) -> tuple[str, str]:
        """The words that name an entry, and its id: in the quote, else in the sentence, else (not `here`) before it.

        An act names its verb and object first; what a figure counts stands nearest to it, behind other names.
        """
        at = 0 if isinstance(self.said, Initiative) else -1
        for words, where in self._stretches()[: 2 if here else None]:
            plain = normalise(words).text
            hits = [hit for hit in vocabulary.find(plain) if fits(hit)]
            if hits:
                return plain[hits[at].start : hits[at].end], " ".join(filter(None, [f"[{hits[at].id}]", where]))
        return "", ""

    def _stretches(self) -> tuple[tuple[str, str], ...]:
        text, start = self.document.text, self.said.sentence_start
        before = (text[max(0, start - _BACK) : start], "before the sentence")
        return (self.said.quote, ""), (self.sentence.text, ""), before, (self.document.title, "in the title")


_BACK = 1500
"""So many characters before a sentence are searched for what it refers back to."""


def _of_figure(said: Figure, place: _Place, lexicon: Lexicon) -> Iterator[Reason]:
    yield _named("counts", said.subject, place, {"subjects": lexicon.subjects, "nouns": lexicon.nouns})
    if said.aspect != "total":
        yield _named("aspect", said.aspect, place, {"metrics": lexicon.metrics})
    if said.scope:
        yield _named("scope", said.scope, place, {"scopes": lexicon.scopes, "subjects": lexicon.subjects})
    yield _unit(said, place, lexicon)
    yield from _times(place, as_of=said.as_of, by=said.by)


def _named(part: str, value: str, place: _Place, kinds: dict[str, Vocabulary]) -> Reason:
    """The entry with this id; of an id that joins several (humanoid_robot_enterprise), the longest in it."""
    for kind, vocabulary in kinds.items():
        words, entry = place.find(vocabulary, lambda hit: hit.id == value)
        if words:
            return Reason(part, value, words, f"{kind} {entry}")
    for kind, vocabulary in kinds.items():
        words, entry = place.find(vocabulary, lambda hit: f"_{hit.id}_" in f"_{value}_")
        if words:
            return Reason(part, value, words, f"{kind} {entry}")
    known = any(value in vocabulary for vocabulary in kinds.values())
    return Reason(part, value, source="told further before" if known else "the sentence's own words and its verb")


def _unit(said: Figure, place: _Place, lexicon: Lexicon) -> Reason:
    def counts(hit: Hit) -> bool:
        return said.unit in (hit.id, hit.entry["unit"], hit.entry["counts"])

    for kind, vocabulary in (("units", lexicon.units), ("nouns", lexicon.nouns), ("subjects", lexicon.subjects)):
        words, entry = place.find(vocabulary, counts, here=True)
        if words:
            return Reason("unit", said.unit, words, f"{kind} {entry}")
    return Reason("unit", said.unit, source="the words of the number itself")


def _of_initiative(said: Initiative, place: _Place, lexicon: Lexicon) -> Iterator[Reason]:
    yield _named("act", said.act, place, {"acts": lexicon.acts})
    for actor in said.actors:
        yield _actor(actor, place, lexicon)
    if said.topic:
        words, entry = place.find(lexicon.topics, lambda hit: hit.entry["topic"] == said.topic)
        yield Reason("topic", said.topic, words, f"topics {entry}" if words else "the heading above")
    for concept in sorted(said.concepts & lexicon.topics.keys()):
        yield _about(concept, place, lexicon)
    if said.timeframe:
        yield Reason("timeframe", said.timeframe, said.timeframe, "the words of time in the sentence")


def _about(concept: str, place: _Place, lexicon: Lexicon) -> Reason:
    words, entry = place.find(lexicon.topics, lambda hit: hit.id == concept)
    return Reason("about", concept, words, f"topics {entry}" if words else "the item's text")


def _actor(actor: str, place: _Place, lexicon: Lexicon) -> Reason:
    words, entry = place.find(lexicon.agencies, lambda hit: actor in (hit.entry["name"], hit.entry.label("en")))
    if words:
        return Reason("actor", actor, words, f"agencies {entry}")
    post = next((person.title for person in place.document.speakers if person.name == place.said.speaker), "")
    if post:
        return Reason("actor", actor, source=f"the speaker's post: {post}")
    issuer = actor in place.document.agencies
    return Reason("actor", actor, source="the document's issuer" if issuer else "who the text speaks of")


def _times(place: _Place, *, as_of: Period | None, by: Period | None) -> Iterator[Reason]:
    period = by or as_of
    if period is None:
        return
    part = "by" if by else "as of"
    if not period.stated:
        source = "the document's own day: the text names no time"
        if period.start != period.end or not place.document.year_told:
            source = "the text names no year: taken from the latest time it tells of"
        yield Reason(part, str(period), source=source)
        return
    text = place.sentence.text
    reference = place.document.reference
    told = periods(text, reference, chinese=is_chinese(text)) if reference else ()
    words = next((text[when.start : when.end] for when in told if when.period.end == period.end), "")
    yield Reason(part, str(period), words, "" if words else "told before, or in the title")
