"""The acts of government that a document announces, one alert line each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from measures import concepts, notices
from measures.acts import REFUSAL, Acts, Clause, index
from measures.agencies import in_general, in_office, mentions, of_kind
from measures.clauses_en import english_clauses
from measures.clauses_zh import chinese_clauses
from measures.lexicon import Lexicon, in_use
from measures.lines import (
    ANNOUNCING,
    ENUMERATED,
    OPENS_ITEM,
    Line,
    goes_on,
    is_view,
    with_headlines,
)
from measures.model import Document, Initiative, Paragraph, Status
from measures.no_acts import is_stock, is_umbrella, rests_on
from measures.principals import main_bodies, offices_of
from measures.provisions import directs
from measures.text import Normalised, Span, is_chinese, normalise, on_one_line, sentences
from measures.timing import timeframe
from measures.voices import Voice, is_paper


@dataclass(frozen=True, slots=True)
class _Reader:
    """What is needed to read one document."""

    document: Document
    acts: Acts
    lexicon: Lexicon
    main: tuple[str, ...] = ()
    office: dict[str, tuple[str, ...]] = field(default_factory=dict)


_DRAFT = re.compile(r"征求意见|\b(?:comments?|opinions?|consultation)\b", re.I)


def initiatives(document: Document, lexicon: Lexicon | None = None) -> tuple[Initiative, ...]:
    """Read what government has launched, runs or will do. In a numbered notice the items are the initiatives."""
    known = lexicon if lexicon is not None else in_use()
    acts = index(known.acts, known.agencies)
    main, offices = main_bodies(document, known.agencies), offices_of(document, known.agencies)
    reader = _Reader(document, acts, known, main, offices)
    name = notices.name_of(document)
    numbered = notices.items(document, acts)
    if numbered:
        issued = [_issue(reader, name)] if name else []
        return tuple(issued + [_item(reader, item) for item in numbered])
    market = of_kind("market", known.agencies)
    told = sorted(_prose(reader), key=lambda i: i.start)
    found = [i for i in told if not i.actors or set(i.actors) - market]
    if name and notices.asks_for_comments(document.text[name.start : name.end]):
        return (_issue(reader, name), *(i for i in found if not _DRAFT.search(i.quote)))
    return tuple(found or ([_issue(reader, name)] if name and document.number else []))


def _prose(reader: _Reader) -> Iterator[Initiative]:
    document = reader.document
    voice = Voice(reader.main, reader.lexicon.agencies)
    section: tuple[str, ...] = ()
    for paragraph in document.paragraphs:
        if paragraph.role not in ("body", "answer") or notices.is_preamble(paragraph.section):
            continue
        if paragraph.section != section:
            voice.last, section = voice.paper, paragraph.section
        yield from _paragraph(reader, paragraph, voice)


def _paragraph(reader: _Reader, paragraph: Paragraph, voice: Voice) -> Iterator[Initiative]:
    plain = normalise(on_one_line(reader.document.text[paragraph.start : paragraph.end]))
    prose = paragraph.role == "body" and is_chinese(plain.text)
    directive = prose and directs(plain.text, reader.acts, paragraph.section)
    own = reader.office.get(paragraph.speaker or "", ()) or reader.main
    if directive:
        own = notices.duties(plain.text, reader.lexicon.agencies) or own
    voice.turn(own, answer=paragraph.role == "answer", listed=bool(OPENS_ITEM.match(plain.text)))
    if directive:
        voice.direct(own)
    lines: list[Line] = []
    for start, end in sentences(plain.text):
        lines += _sentence(reader, plain.text, (start, end), voice)
    for line in with_headlines(lines, plain.text):
        yield _initiative(reader, paragraph, plain, line)


def _sentence(reader: _Reader, text: str, span: tuple[int, int], voice: Voice) -> list[Line]:
    """Read one sentence and note who has spoken in it."""
    sentence = text[slice(*span)]
    if sentence.rstrip("\"') ").endswith(("?", "？")):
        return []
    if ENUMERATED.search(sentence):
        voice.open = True
    found = _clauses(reader, sentence, voice)
    voice.hear(sentence, mentions(in_office(sentence), reader.lexicon.agencies), acts=bool(found))
    return _lines(reader, text, span, voice, found)


def _lines(reader: _Reader, text: str, span: tuple[int, int], voice: Voice, found: Sequence[Clause]) -> list[Line]:
    """Make the lines of the acts of a sentence: those that share one joined, counts and announcements of acts left."""
    start, sentence = span[0], text[slice(*span)]
    bodies = mentions(sentence, reader.lexicon.agencies)
    lines: list[Line] = []
    since, counted, actors = 0, False, voice.last
    for told in found:
        if not voice.binds(told) or (rests_on(told, sentence) and voice.paper):
            continue
        actors = in_general(voice.actors(told, sentence, bodies, since), reader.lexicon.agencies)
        clause = voice.tensed(told)
        since, voice.mood, voice.open = clause.end, clause.mood, True
        if lines and not clause.joined and is_view(lines[-1]):
            lines.pop()
        if lines and clause.joined and goes_on(lines[-1], clause, text, start, reader.lexicon):
            continue
        counted = is_stock(clause, sentence) or (counted and clause.joined and clause.act["force"] != "event")
        if not counted and not is_umbrella(clause, sentence):
            lines.append(Line(start + clause.start, start + clause.end, span, clause, actors))
    if found and ANNOUNCING.search(sentence):
        voice.announce(actors)
    return lines


def _clauses(reader: _Reader, sentence: str, voice: Voice) -> tuple[Clause, ...]:
    """Read the acts of a sentence; a Chinese one also tells whether the list of acts goes on."""
    if not is_chinese(sentence):
        return tuple(english_clauses(sentence, reader.acts))
    reading = chinese_clauses(sentence, reader.acts, open_=voice.open, mood=voice.mood, people=voice.people)
    if not reading.clauses and (reading.open or not re.search(r"方面|[:：]$", sentence)):
        voice.open, voice.mood = reading.open, reading.mood
    return reading.clauses


def _initiative(reader: _Reader, paragraph: Paragraph, plain: Normalised, line: Line) -> Initiative:
    start, end = plain.original(line.start, line.end)
    first, last = plain.original(*line.sentence)
    base = paragraph.start
    text = reader.document.text
    quote = plain.text[line.start : line.end]
    verb = line.sentence[0] + line.clause.verb if not line.clause.passive else line.start
    chinese = is_chinese(quote)
    around = plain.text[line.sentence[0] : line.end]
    status = _status(line.clause, chinese=chinese)
    when, by = timeframe(around, reader.document.reference, chinese=chinese, due=status == "planned")
    known = reader.lexicon
    return Initiative(
        quote=text[base + start : base + end],
        start=base + start,
        end=base + end,
        sentence_start=base + first,
        sentence_end=base + last,
        title=concepts.headline(plain.text[max(verb, line.start) : line.end], chinese=chinese),
        act=line.clause.act.id,
        concepts=concepts.concepts_in(plain.text, line.start, line.end, reader.lexicon),
        actors=line.actors,
        status=status,
        topic=concepts.topic_of(plain.text, line.start, line.end, known)
        or concepts.topic_of(plain.text, *line.sentence, known)
        or concepts.topic_of(" ".join(paragraph.section), lexicon=known),
        timeframe=when,
        by=by,
        batch=concepts.batch_of(quote),
        denied=bool(REFUSAL.match(plain.text, verb)),
        speaker=paragraph.speaker,
        rule=line.clause.rule,
    )


def _status(clause: Clause, *, chinese: bool) -> Status:
    if clause.mood in ("planned", "bare") or (clause.mood == "present" and is_paper(clause.subject)):
        return "planned"
    if clause.mood == "ongoing" or (clause.mood == "present" and not chinese):
        return "ongoing"
    done = clause.act["done"]
    if done == "planned":
        return "planned"
    return "launched" if done == "launched" else "completed" if done == "completed" else "ongoing"


def _issue(reader: _Reader, paragraph: Paragraph) -> Initiative:
    """Return the line for the notice itself."""
    written = reader.document.text[paragraph.start : paragraph.end]
    name = normalise(written).text.strip("#* ")
    line = _titled(reader, (paragraph.start, paragraph.end), name, name)
    years = re.search(r"[(（]?20\d\d\s?[-—–至]+\s?20\d\d年?[)）]?", name)
    return replace(
        line,
        act="issue",
        status="launched",
        topic=concepts.topic_of(name, lexicon=reader.lexicon),
        timeframe=years.group() if years else line.timeframe,
        rule="notice",
    )


def _item(reader: _Reader, item: notices.Item) -> Initiative:
    """Return the line for a numbered item: its headline, the bodies answerable, the concepts of all it says."""
    text, known = reader.document.text, reader.lexicon
    headline = normalise(text[item.start : item.end]).text.strip("* ")
    whole = normalise(text[item.start : item.until]).text
    line = _titled(reader, (item.start, item.end), headline, whole)
    acts = reader.acts
    verb = acts.chinese_at(headline, 0) if is_chinese(headline) else acts.english_at(headline.lower(), 0)
    return replace(
        line,
        act=verb.act.id if verb else "implement",
        concepts=line.concepts | concepts.named(whole, lexicon=known),
        actors=item.bodies or line.actors,
        topic=concepts.topic_of(headline, lexicon=known)
        or concepts.topic_of(" ".join(item.paragraph.section[-1:]), lexicon=known)
        or concepts.topic_of(whole, lexicon=known),
        rule="item",
    )


def _titled(reader: _Reader, span: Span, title: str, timed: str) -> Initiative:
    """Return what a title says of an act, of the document's bodies; `timed` is the text that tells its time."""
    document, chinese = reader.document, is_chinese(title)
    start, end = span
    when, by = timeframe(timed, document.reference, chinese=chinese, due=True)
    return Initiative(
        quote=document.text[start:end],
        start=start,
        end=end,
        sentence_start=start,
        sentence_end=end,
        title=concepts.headline(title, chinese=chinese),
        concepts=concepts.concepts_in(title, 0, len(title), reader.lexicon),
        actors=document.agencies or reader.main,
        timeframe=when,
        by=by,
        batch=concepts.batch_of(title),
    )
