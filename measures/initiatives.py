"""The acts of government that a document announces, one alert line each."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from measures import notices, topics
from measures.acts import Acts, Clause, Mood, index
from measures.agencies import Mention, mentions, names, of_post
from measures.clauses_en import english_clauses
from measures.clauses_zh import chinese_clauses
from measures.lexicon import Lexicon
from measures.model import Document, Initiative, Paragraph, Period, Status
from measures.periods import periods
from measures.text import Normalised, is_chinese, normalise, sentences

_STOCK = re.compile(
    r"[了过起\s]*(?:(?:more than|over|about|nearly|around|some|a total of|almost|up to|超过?|近|约|突破|逾|达)\s*)?\d"
)
_STATE = re.compile(r"^(?:国家|中央|the central government|the state)")
_COUNTRY = re.compile(r"^(?:我国|中国|全国|china|the country|the nation|the government|the chinese government)", re.I)
_SPEAKER = re.compile(r"^(?:我们|我部|部里|we|it|they|the ministry|the department)$", re.I)
_PAPER = re.compile(
    r"《|^(?:方案|意见|通知|规划|办法|措施|指南|计划|条例)|\b(?:plan|notice|guidelines?|document|circular|opinions?|measures|policy|scheme)$",
    re.I,
)
_SOON = re.compile(
    r"\b(?:next step|going forward|recently|promptly|as soon as possible|in the near future|later this year|this year|next year|next|soon|currently|at present|"
    r"at the end of (?:the|this) year|by the end of (?:the|this) year|in the (?:first|second|third|fourth) (?:quarter|half)(?: of (?:this|the|next) year)?)\b"
    r"|下一步|下步|接下来|日前|近日|近期|目前|当前|今年以来|年内|年底前|今后|尽快",
    re.I,
)
_ENUMERATED = re.compile(
    r"(?:^|[。；;]\s*)(?:一是|首先|第一|一方面)|\b(?:firstly|first,|one is|the first (?:is|measure))\b", re.I
)


@dataclass(slots=True)
class _Voice:
    """Who is understood to act where a clause does not say."""

    default: tuple[str, ...]
    last: tuple[str, ...] = ()
    paper: tuple[str, ...] = ()
    mood: Mood = "bare"
    open: bool = False

    def acting(self) -> tuple[str, ...]:
        return self.last or self.default


@dataclass(slots=True)
class _Line:
    """An alert line in the making; offsets count in the normalised paragraph."""

    start: int
    end: int
    sentence: tuple[int, int]
    clause: Clause
    actors: tuple[str, ...]
    headline_only: bool = False


@dataclass(frozen=True, slots=True)
class _Reader:
    """What is needed to read one document."""

    document: Document
    acts: Acts
    lexicon: Lexicon | None
    main: tuple[str, ...] = ()
    office: dict[str, tuple[str, ...]] = field(default_factory=dict)


def initiatives(document: Document, lexicon: Lexicon | None = None) -> tuple[Initiative, ...]:
    """Read what government has launched, runs or will do. In a numbered notice the items are the initiatives."""
    acts = index(lexicon.acts if lexicon is not None and len(lexicon.acts) else None)
    reader = _Reader(document, acts, lexicon, _main_bodies(document), _offices(document))
    name = notices.name_of(document)
    numbered = notices.items(document, acts)
    if numbered:
        issued = [_issue(reader, name)] if name else []
        return tuple(issued + [_item(reader, item) for item in numbered])
    return tuple(sorted(_prose(reader), key=lambda i: i.start))


def _main_bodies(document: Document) -> tuple[str, ...]:
    """Return the body that the document is about: an issuer, else the one most often named."""
    if len(document.agencies) == 1:
        return document.agencies
    text = normalise(document.text[:6000]).text
    count = Counter(m.name for m in mentions(text) if m.kind in ("", "province"))
    ranked = [name for name, _ in count.most_common(1)]
    return tuple(ranked) or document.agencies[:1]


def _offices(document: Document) -> dict[str, tuple[str, ...]]:
    """Return the body that each speaker speaks for."""
    return {p.name: (body,) for p in document.speakers if p.title and (body := of_post(p.title))}


def _prose(reader: _Reader) -> Iterator[Initiative]:
    document = reader.document
    voice = _Voice(reader.main)
    section: tuple[str, ...] = ()
    for paragraph in document.paragraphs:
        if paragraph.role not in ("body", "answer") or notices.is_preamble(paragraph.section):
            continue
        if paragraph.section != section:
            voice.last, section = (), paragraph.section
        yield from _paragraph(reader, paragraph, voice)


def _paragraph(reader: _Reader, paragraph: Paragraph, voice: _Voice) -> Iterator[Initiative]:
    written = reader.document.text[paragraph.start : paragraph.end]
    plain = normalise(written)
    answer = paragraph.role == "answer"
    voice.default = reader.office.get(paragraph.speaker or "", ()) or reader.main
    if answer:
        voice.last = ()
    voice.open = answer
    voice.mood = "bare"
    lines: list[_Line] = []
    for start, end in sentences(plain.text):
        lines += _sentence(reader, plain.text, (start, end), voice)
    for line in _joined(lines, plain.text):
        yield _initiative(reader, paragraph, plain, line)


def _sentence(reader: _Reader, text: str, span: tuple[int, int], voice: _Voice) -> list[_Line]:
    """Read one sentence and note who has spoken in it."""
    start, end = span
    sentence = text[start:end]
    chinese = is_chinese(sentence)
    if _ENUMERATED.search(sentence):
        voice.open = True
    if chinese:
        found = chinese_clauses(sentence, reader.acts, open_=voice.open, mood=voice.mood)
    else:
        found = english_clauses(sentence, reader.acts)
    bodies = mentions(sentence)
    if not found and chinese and not re.search(r"方面|[:：]$", sentence):
        _listen(sentence, bodies, voice)
        return []
    lines: list[_Line] = []
    for clause in found:
        actors = _actors(clause, sentence, bodies, voice)
        if lines and clause.joined and _adds_nothing(clause, sentence, lines[-1], start):
            lines[-1].end = start + clause.end
            continue
        if not _is_stock(clause, sentence):
            lines.append(_Line(start + clause.start, start + clause.end, span, clause, actors))
        voice.mood, voice.open = clause.mood, True
    return lines


def _listen(sentence: str, bodies: Sequence[Mention], voice: _Voice) -> None:
    """A sentence without acts: it may name who the next ones come from, and it ends a list of acts."""
    voice.open = False
    first = [m for m in bodies if m.start < 40 and m.kind in ("", "province")]
    if first:
        voice.last = (first[0].name,)


def _actors(clause: Clause, sentence: str, bodies: Sequence[Mention], voice: _Voice) -> tuple[str, ...]:
    """Return the bodies that act: the subject, or who is understood, and those named with them."""
    subject = re.sub(r"^[\s,，*]+|[\s,，]+$", "", clause.subject)
    own = mentions(subject) if subject else ()
    acting = names(m for m in own if m.kind != "host") or names(own)
    if not acting:
        acting = _understood(subject, voice)
    elif not clause.joined:
        voice.last = (
            tuple(name for name in acting if name not in ("other departments", "relevant departments"))[:3]
            or voice.last
        )
    first = 0 if not clause.joined else clause.start
    beside = names(m for m in bodies if first <= m.start < clause.end and m.kind != "host")
    together = tuple(dict.fromkeys(acting + beside))
    if clause.act.id in ("issue", "introduce", "formulate"):
        voice.paper = together
    return together


def _understood(subject: str, voice: _Voice) -> tuple[str, ...]:
    if _PAPER.search(subject) and voice.paper:
        return voice.paper
    if _STATE.match(subject):
        return ("central government",)
    return voice.acting() or (("central government",) if _COUNTRY.match(subject) else ())


def _adds_nothing(clause: Clause, sentence: str, before: _Line, offset: int) -> bool:
    """Is this clause only more of the one before: an effort or hope about the same things?"""
    if clause.act["force"] == "event":
        return False
    new = topics.named(sentence[clause.after : clause.end])
    return new <= topics.named(sentence[: max(0, clause.start)]) or clause.act["force"] == "aim"


def _is_stock(clause: Clause, sentence: str) -> bool:
    """Is it a count of what exists ("has built 3.8 million stations") rather than an act?"""
    if clause.passive and clause.mood in ("done", "present") and clause.act["force"] != "event":
        return True
    counted = clause.mood in ("done", "present") and bool(_STOCK.match(sentence[clause.after :].lower()))
    return counted and (clause.act["force"] == "effort" or clause.act.id in ("establish", "achieve"))


def _joined(lines: Sequence[_Line], text: str) -> list[_Line]:
    """Join a short Chinese headline sentence with the sentence that says how."""
    kept: list[_Line] = []
    for line in lines:
        last = kept[-1] if kept else None
        if (
            last
            and last.headline_only
            and not line.clause.subject
            and line.sentence[0] <= last.sentence[1] + 1
            and not last.headline_only is False
        ):
            last.end, last.headline_only = line.end, False
            last.sentence = (last.sentence[0], line.sentence[1])
            last.actors = tuple(dict.fromkeys(last.actors + line.actors))
            continue
        size = line.sentence[1] - line.sentence[0]
        line.headline_only = (
            is_chinese(text[line.start : line.end]) and size <= 20 and line.end - line.start >= size - 2
        )
        kept.append(line)
    return kept


def _initiative(reader: _Reader, paragraph: Paragraph, plain: Normalised, line: _Line) -> Initiative:
    start, end = plain.original(line.start, line.end)
    first, last = plain.original(*line.sentence)
    base = paragraph.start
    text = reader.document.text
    quote = plain.text[line.start : line.end]
    verb = line.sentence[0] + line.clause.verb if not line.clause.passive else line.start
    chinese = is_chinese(quote)
    around = plain.text[line.sentence[0] : line.end]
    when, by = _timeframe(around, reader.document.reference, chinese=chinese)
    return Initiative(
        quote=text[base + start : base + end],
        start=base + start,
        end=base + end,
        sentence_start=base + first,
        sentence_end=base + last,
        title=topics.headline(plain.text[max(verb, line.start) : line.end], chinese=chinese),
        act=line.clause.act.id,
        concepts=topics.concepts(quote, reader.lexicon),
        actors=line.actors,
        status=_status(line.clause, chinese=chinese),
        topic=topics.topic_of(quote, around, " ".join(paragraph.section)),
        timeframe=when,
        by=by,
        batch=topics.batch_of(quote),
        speaker=paragraph.speaker,
    )


def _status(clause: Clause, *, chinese: bool) -> Status:
    if clause.mood in ("planned", "bare"):
        return "planned"
    if clause.mood == "ongoing" or (clause.mood == "present" and not chinese):
        return "ongoing"
    done = clause.act["done"]
    return "launched" if done == "launched" else "completed" if done == "completed" else "ongoing"


def _timeframe(text: str, reference: date | None, *, chinese: bool) -> tuple[str, Period | None]:
    """Return the time as written and, for a deadline, as an interval."""
    if reference is not None:
        found = [w for w in periods(text, reference, ahead=True, chinese=chinese) if w.role not in ("compared", "name")]
        if found:
            chosen = found[0]
            return text[chosen.start : chosen.end], chosen.period if chosen.role == "deadline" else None
    soon = _SOON.search(text)
    return (soon.group() if soon else ""), None


def _issue(reader: _Reader, paragraph: Paragraph) -> Initiative:
    """Return the line for the notice itself."""
    text = reader.document.text
    plain = normalise(text[paragraph.start : paragraph.end]).text.strip("#* ")
    when, _ = _timeframe(plain, reader.document.reference, chinese=is_chinese(plain))
    years = re.search(r"[(（]?20\d\d\s?[-—–至]+\s?20\d\d年?[)）]?", plain)
    return Initiative(
        quote=text[paragraph.start : paragraph.end],
        start=paragraph.start,
        end=paragraph.end,
        sentence_start=paragraph.start,
        sentence_end=paragraph.end,
        title=topics.headline(plain, chinese=is_chinese(plain)),
        act="issue",
        concepts=topics.concepts(plain, reader.lexicon),
        actors=reader.document.agencies or reader.main,
        status="launched",
        topic=topics.topic_of(plain),
        timeframe=years.group() if years else when,
        batch=topics.batch_of(plain),
    )


def _item(reader: _Reader, item: notices.Item) -> Initiative:
    """Return the line for a numbered item: its headline, the bodies answerable, the concepts of all it says."""
    text = reader.document.text
    headline = normalise(text[item.start : item.end]).text.strip("* ")
    whole = normalise(text[item.start : item.until]).text
    chinese = is_chinese(headline)
    when, by = _timeframe(whole, reader.document.reference, chinese=chinese)
    verb = reader.acts.chinese_at(headline, 0) if chinese else reader.acts.english_at(headline.lower(), 0)
    return Initiative(
        quote=text[item.start : item.end],
        start=item.start,
        end=item.end,
        sentence_start=item.start,
        sentence_end=item.end,
        title=topics.headline(headline, chinese=chinese),
        act=verb.act.id if verb else "implement",
        concepts=topics.concepts(headline, reader.lexicon) | topics.named(whole),
        actors=item.bodies or reader.document.agencies or reader.main,
        status="planned",
        topic=topics.topic_of(headline, " ".join(item.paragraph.section[-1:]), whole),
        timeframe=when,
        by=by,
        batch=topics.batch_of(headline),
    )


__all__ = ["initiatives", "replace"]
