"""The acts of government that a document announces, one alert line each."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from measures import notices, topics
from measures.acts import Acts, Clause, index
from measures.agencies import known_bodies, mentions, of_post
from measures.clauses_en import english_clauses
from measures.clauses_zh import chinese_clauses
from measures.lexicon import Lexicon
from measures.model import Document, Initiative, Paragraph, Period, Status
from measures.periods import periods
from measures.text import Normalised, is_chinese, normalise, sentences
from measures.voices import Voice

_STOCK = re.compile(
    r"[了过起\s]*(?:(?:more than|over|about|nearly|around|some|a total of|almost|up to|超过?|近|约|突破|逾|达)\s*)?\d"
)
_PRELUDE = frozenset({"focus", "use", "coordinate"})
_UMBRELLA = re.compile(
    r"^\s*(?:efforts )?(?:on |in |to )?(?:the )?(?:following|a (?:series|number|range) of|several|two|three|four|"
    r"five|six|seven|eight|these|some)"
    r"\s(?:\w+\s)?(?:areas|aspects|measures|things|steps|points|tasks|directions|fronts|efforts|priorities|"
    r"initiatives)\W*(?:of work)?\W*$"
    r"|^(?:好)?(?:了)?(?:以下|如下|下列|一系列|多项|几项|几个|[一二两三四五六七八九十\d]+)(?:个|项|条|"
    r"大)?(?:重点)?(?:方面|工作|任务|举措|措施|事)(?:的)?(?:工作|举措|措施|任务)?\W*$"
)
_MEETING = re.compile(
    r"^\W*(?:a |the |an )?(?:\w+ )?(?:press|news|media) (?:conference|briefing)|(?:新闻)?发布会|吹风会|记者会|座谈会",
    re.I,
)
_SOON = re.compile(
    r"\b(?:next step|going forward|recently|promptly|as soon as possible|in the near future|later this year|"
    r"this year|next year|next|soon|currently|at present|"
    r"at the end of (?:the|this) year|by the end of (?:the|this) year|in the (?:first|second|third|"
    r"fourth) (?:quarter|half)(?: of (?:this|the|next) year)?)\b"
    r"|下一步|下步|接下来|日前|近日|近期|目前|当前|今年以来|年内|年底前|今后|尽快",
    re.I,
)
_DATELINE = re.compile(r"^.{3,60}? --? |^.{2,30}\d日(?:电|讯)")
_ENUMERATED = re.compile(
    r"(?:^|[。；;]\s*)(?:一是|首先|第一|一方面)|\b(?:firstly|first,|one is|the first (?:is|measure))\b", re.I
)


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
    market = {term["name"] for term in known_bodies().values() if term["kind"] == "market"}
    return tuple(i for i in sorted(_prose(reader), key=lambda i: i.start) if not i.actors or set(i.actors) - market)


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
    voice = Voice(reader.main)
    section: tuple[str, ...] = ()
    for paragraph in document.paragraphs:
        if paragraph.role not in ("body", "answer") or notices.is_preamble(paragraph.section):
            continue
        if paragraph.section != section:
            voice.last, section = (), paragraph.section
        yield from _paragraph(reader, paragraph, voice)


def _paragraph(reader: _Reader, paragraph: Paragraph, voice: Voice) -> Iterator[Initiative]:
    written = reader.document.text[paragraph.start : paragraph.end]
    plain = normalise(written)
    voice.turn(reader.office.get(paragraph.speaker or "", ()) or reader.main, answer=paragraph.role == "answer")
    lines: list[_Line] = []
    for start, end in sentences(plain.text):
        lines += _sentence(reader, plain.text, (start, end), voice)
    for line in _joined(lines, plain.text):
        yield _initiative(reader, paragraph, plain, line)


def _sentence(reader: _Reader, text: str, span: tuple[int, int], voice: Voice) -> list[_Line]:
    """Read one sentence and note who has spoken in it."""
    start, end = span
    sentence = text[start:end]
    if _ENUMERATED.search(sentence):
        voice.open = True
    found = _clauses(reader, sentence, voice)
    bodies = mentions(sentence)
    voice.hear(sentence, bodies, acts=bool(found) or bool(re.search(r"方面|[:：]$", sentence)))
    lines: list[_Line] = []
    since = 0
    for clause in found:
        actors = voice.actors(clause, bodies, since)
        since, voice.mood, voice.open = clause.end, clause.mood, True
        if lines and clause.joined and _goes_on(lines[-1], clause, sentence, start):
            continue
        if not _is_stock(clause, sentence) and not _is_umbrella(clause, sentence):
            lines.append(_Line(start + clause.start, start + clause.end, span, clause, actors))
    return lines


def _is_umbrella(clause: Clause, sentence: str) -> bool:
    """Does it only announce what follows ("focus on three areas", 做好三方面工作), or a meeting?"""
    behind = sentence[clause.after : clause.end]
    return bool(_MEETING.search(behind) or _UMBRELLA.search(behind.lower()))


def _clauses(reader: _Reader, sentence: str, voice: Voice) -> list[Clause]:
    if is_chinese(sentence):
        return chinese_clauses(sentence, reader.acts, open_=voice.open, mood=voice.mood)
    return english_clauses(sentence, reader.acts)


def _goes_on(line: _Line, clause: Clause, sentence: str, offset: int) -> bool:
    """Let a clause that only adds to the line before it lengthen that line."""
    behind, before = (clause.after, clause.end), (line.clause.after, line.end - offset)
    new = topics.named(sentence, *behind) - topics.named(sentence, 0, max(0, clause.start))
    weak = line.clause.act.id in _PRELUDE or not topics.named(sentence, *before)
    if line.clause.act.id in _PRELUDE:
        line.clause = replace(clause, passive=False, subject=line.clause.subject)
    elif line.clause.act.id != "require" and not (weak and clause.act["force"] != "event"):
        english = not is_chinese(sentence)
        apart = english or topics.topic_of(sentence, *before) != topics.topic_of(sentence, *behind)
        if clause.act["force"] == "event" and (new or english):
            return False
        if new and apart and clause.act["force"] != "aim":
            return False
    line.end = offset + clause.end
    return True


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
        if last and last.headline_only and _explains(line, last, text):
            last.end, last.headline_only = line.end, False
            last.sentence = (last.sentence[0], line.sentence[1])
            last.actors = tuple(dict.fromkeys(last.actors + line.actors))
            continue
        size = line.sentence[1] - line.sentence[0]
        limit = 24 if is_chinese(text[line.start : line.end]) else 60 if line.start > line.sentence[0] + 4 else 0
        general = line.clause.act["force"] != "event" and line.clause.mood in ("planned", "bare")
        line.headline_only = general and size <= limit and line.end >= line.sentence[1] - 2
        kept.append(line)
    return kept


def _explains(line: _Line, headline: _Line, text: str) -> bool:
    """Does this line open the sentence right behind a short headline sentence, without a heading of its own?"""
    if not is_chinese(text[headline.start : headline.end]) and line.clause.mood != headline.clause.mood:
        return False
    opens = line.sentence[0] <= headline.sentence[1] + 1 and line.sentence != headline.sentence
    lead = text[line.sentence[0] : line.start]
    return opens and not (
        lead.strip(" \n")
        and (_ENUMERATED.search(lead) or re.search(r"[是方面]|ly,|\b(?:second|third|fourth|fifth)", lead))
    )


def _initiative(reader: _Reader, paragraph: Paragraph, plain: Normalised, line: _Line) -> Initiative:
    start, end = plain.original(line.start, line.end)
    first, last = plain.original(*line.sentence)
    base = paragraph.start
    text = reader.document.text
    quote = plain.text[line.start : line.end]
    verb = line.sentence[0] + line.clause.verb if not line.clause.passive else line.start
    chinese = is_chinese(quote)
    around = _DATELINE.sub("", plain.text[line.sentence[0] : line.end])
    when, by = _timeframe(around, reader.document.reference, chinese=chinese)
    return Initiative(
        quote=text[base + start : base + end],
        start=base + start,
        end=base + end,
        sentence_start=base + first,
        sentence_end=base + last,
        title=topics.headline(plain.text[max(verb, line.start) : line.end], chinese=chinese),
        act=line.clause.act.id,
        concepts=topics.concepts(plain.text, line.start, line.end, reader.lexicon),
        actors=line.actors,
        status=_status(line.clause, chinese=chinese),
        topic=topics.topic_of(plain.text, line.start, line.end)
        or topics.topic_of(plain.text, *line.sentence)
        or topics.topic_of(" ".join(paragraph.section)),
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
        concepts=topics.concepts(plain, 0, len(plain), reader.lexicon),
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
        concepts=topics.concepts(headline, 0, len(headline), reader.lexicon) | topics.named(whole),
        actors=item.bodies or reader.document.agencies or reader.main,
        status="planned",
        topic=topics.topic_of(headline)
        or topics.topic_of(" ".join(item.paragraph.section[-1:]))
        or topics.topic_of(whole),
        timeframe=when,
        by=by,
        batch=topics.batch_of(headline),
    )
